// The one state machine of a payment (design.md "A payment's statuses"): who may move it where,
// what is held in each state, and what is told about it. Tables, so that they can be reviewed.
import { assert } from './assert.ts';
import type { Permission } from './permissions.ts';

export const PAYMENT_STATUSES = [
  'draft',
  'received',
  'warehoused',
  'in_repair',
  'in_review',
  'awaiting_approval',
  'awaiting_liquidity',
  'suspended',
  'accepted',
  'dispatched',
  'acknowledged',
  'unknown',
  'settled',
  'rejected',
  'cancelled',
  'blocked',
  'handed_over',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/**
 * What the ledger keeps for a payment while it is in a status.
 * `none`: no funds; `held`: a pending hold; `as_taken`: a hold if one was taken before the wait
 * began (a suspected duplicate waits without one); `posted`: booked to clearing or to the payee.
 */
export type FundsInStatus = 'none' | 'held' | 'as_taken' | 'posted';

/** The engine and the rail move payments too; they are named beside the persons' permissions. */
export type Mover = Permission | 'engine' | 'rail';

type StatusRule = {
  readonly funds: FundsInStatus;
  readonly to: { readonly [to in PaymentStatus]?: readonly Mover[] };
};

/** Every legal move. A pair that is not here is refused (`payment_status_does_not_allow`). */
export const PAYMENT_STATUS_RULES = {
  draft: { funds: 'none', to: { received: ['submit'] } },
  received: {
    funds: 'none',
    to: {
      warehoused: ['engine'],
      in_repair: ['engine'],
      in_review: ['engine'],
      awaiting_approval: ['engine'],
      accepted: ['engine'],
      settled: ['engine'],
      rejected: ['engine'],
    },
  },
  warehoused: {
    funds: 'none',
    to: {
      received: ['engine'],
      in_repair: ['engine'],
      in_review: ['engine'],
      cancelled: ['submit'],
      handed_over: ['submit'],
    },
  },
  in_repair: {
    funds: 'none',
    to: {
      received: ['repair'],
      rejected: ['repair'],
      cancelled: ['submit'],
      handed_over: ['submit'],
    },
  },
  in_review: {
    funds: 'as_taken',
    to: {
      accepted: ['decide'],
      settled: ['decide'],
      awaiting_approval: ['decide'],
      rejected: ['decide'],
      cancelled: ['submit', 'decide'],
      blocked: ['decide'],
    },
  },
  awaiting_approval: {
    funds: 'as_taken',
    to: {
      warehoused: ['sign'],
      accepted: ['sign'],
      settled: ['sign'],
      rejected: ['sign'],
      cancelled: ['submit'],
    },
  },
  awaiting_liquidity: {
    funds: 'held',
    to: { dispatched: ['engine', 'settle'], cancelled: ['submit'] },
  },
  suspended: { funds: 'as_taken', to: { accepted: ['approve'], cancelled: ['submit'] } },
  accepted: {
    funds: 'held',
    to: {
      awaiting_liquidity: ['engine'],
      suspended: ['approve'],
      dispatched: ['settle', 'engine'],
      rejected: ['engine'],
      cancelled: ['submit'],
      handed_over: ['submit'],
    },
  },
  dispatched: {
    funds: 'held',
    to: {
      acknowledged: ['rail', 'settle'],
      settled: ['rail'],
      rejected: ['rail'],
      unknown: ['rail'],
    },
  },
  acknowledged: {
    funds: 'posted',
    to: { settled: ['rail', 'settle'], rejected: ['rail', 'settle'] },
  },
  unknown: { funds: 'as_taken', to: { settled: ['rail'], rejected: ['rail'] } },
  settled: { funds: 'posted', to: {} },
  rejected: { funds: 'none', to: {} },
  cancelled: { funds: 'none', to: {} },
  blocked: { funds: 'posted', to: { settled: ['decide'], rejected: ['decide'] } },
  // Another branch's book has it, or may. It comes back only on that book's word that it has not.
  handed_over: { funds: 'none', to: { in_repair: ['submit'] } },
} as const satisfies Record<PaymentStatus, StatusRule>;

/** Whether `mover` may take a payment from `from` to `to`. */
export function mayMove(from: PaymentStatus, to: PaymentStatus, mover: Mover): boolean {
  const rule: StatusRule = PAYMENT_STATUS_RULES[from];
  return rule.to[to]?.includes(mover) ?? false;
}

/** A status with no way out: nothing may follow it. */
export function isFinal(status: PaymentStatus): boolean {
  return Object.keys(PAYMENT_STATUS_RULES[status].to).length === 0;
}

export function isPaymentStatus(text: string): text is PaymentStatus {
  return (PAYMENT_STATUSES as readonly string[]).includes(text);
}

/** The place of a status in PAYMENT_STATUSES: what typed arrays and files of numbers keep. */
export function statusIndex(status: PaymentStatus): number {
  return PAYMENT_STATUSES.indexOf(status);
}

/** The status at `index` of PAYMENT_STATUSES. */
export function statusAt(index: number): PaymentStatus {
  const status = PAYMENT_STATUSES[index];
  assert(status !== undefined, `no payment status has the index ${index}`);
  return status;
}
