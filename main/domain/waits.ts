// What a payment waits for in each status: a machine, a person, or a cycle and its cut-off. The
// three parts of its latency (domain.md §3) are the times it spent in each.

import type { PaymentStatus } from './payment-status.ts';

export const WAIT_KINDS = ['machine', 'human', 'cycle'] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

/** Null where nothing more is waited for. */
export const WAIT_OF_STATUS = {
  draft: null,
  received: 'machine',
  warehoused: 'cycle',
  in_repair: 'human',
  in_review: 'human',
  awaiting_approval: 'human',
  // A person at the treasury sees to it; and no wait that a compliance hold could be taken for may
  // be told from it by what it counts as.
  awaiting_liquidity: 'human',
  suspended: 'human',
  accepted: 'cycle',
  dispatched: 'machine',
  acknowledged: 'cycle',
  unknown: 'machine',
  settled: null,
  rejected: null,
  cancelled: null,
  blocked: 'human',
  handed_over: 'human',
} as const satisfies Record<PaymentStatus, WaitKind | null>;

/** How a payment can end, as the success rate counts it. */
export const FINAL_KINDS = ['success', 'business', 'technical', 'cancelled'] as const;
export type FinalKind = (typeof FINAL_KINDS)[number];

/** Rejections for a technical cause: AB05 to AB10 (ISO 20022 external status reasons). */
const TECHNICAL = /^AB(?:0[5-9]|10)$/;

/** The end that `status` is, or null while it is none. */
export function finalKindOf(status: PaymentStatus, reasonCode: string | null): FinalKind | null {
  if (status === 'settled') return 'success';
  if (status === 'cancelled') return 'cancelled';
  if (status !== 'rejected') return null;
  return reasonCode !== null && TECHNICAL.test(reasonCode) ? 'technical' : 'business';
}
