// Where a payment waits, as people see it: every status is either an end, in doubt, or one
// worklist. The day's equation and the queue's filters are read from these tables.
import type { PaymentStatus } from './payment-status.ts';

/** In the order of a payment's life. */
export const WORKLISTS = [
  'judging',
  'warehouse',
  'repair',
  'review',
  'approval',
  'suspended',
  'dispatch',
  'liquidity',
  'acknowledgement',
  'settlement',
  'blocked',
  'handed_over',
] as const;
export type Worklist = (typeof WORKLISTS)[number];

/** The ends of the day's equation beside the worklists. */
export const EQUATION_ENDS = ['settled', 'rejected', 'in_doubt'] as const;
export type EquationEnd = (typeof EQUATION_ENDS)[number];

/** One term of: received = settled + rejected + returned + waiting in each worklist + in doubt. */
export type EquationTerm = EquationEnd | Worklist;

/**
 * The one term that counts a payment, by its status. A cancelled payment is told RJCT (DS02) and
 * counts as rejected; a draft has not been received and counts nowhere.
 */
export const TERM_OF_STATUS = {
  draft: null,
  received: 'judging',
  warehoused: 'warehouse',
  in_repair: 'repair',
  in_review: 'review',
  awaiting_approval: 'approval',
  awaiting_liquidity: 'liquidity',
  suspended: 'suspended',
  accepted: 'dispatch',
  dispatched: 'acknowledgement',
  acknowledged: 'settlement',
  unknown: 'in_doubt',
  settled: 'settled',
  rejected: 'rejected',
  cancelled: 'rejected',
  blocked: 'blocked',
  handed_over: 'handed_over',
} as const satisfies Record<PaymentStatus, EquationTerm | null>;

/** The statuses that a term of the equation counts: the filter that opens its list. */
export const STATUSES_OF_TERM = {
  settled: ['settled'],
  rejected: ['rejected', 'cancelled'],
  in_doubt: ['unknown'],
  judging: ['received'],
  warehouse: ['warehoused'],
  repair: ['in_repair'],
  review: ['in_review'],
  approval: ['awaiting_approval'],
  suspended: ['suspended'],
  dispatch: ['accepted'],
  liquidity: ['awaiting_liquidity'],
  acknowledgement: ['dispatched'],
  settlement: ['acknowledged'],
  blocked: ['blocked'],
  handed_over: ['handed_over'],
} as const satisfies Record<EquationTerm, readonly PaymentStatus[]>;
