// Where a cycle stands, and what keeps a batch from leaving or a cycle from settling, named so that
// a screen can say it.
import type { BankAccount } from './chart-of-accounts.ts';

/**
 * From open over closed to settled; a closed one that the rail does not settle is unwound, and its
 * payments are in a later one.
 */
export const CYCLE_STATES = ['open', 'closed', 'settled', 'unwound'] as const;
export type CycleState = (typeof CYCLE_STATES)[number];

export const SETTLEMENT_BLOCKS = [
  'batch_not_judged',
  'payments_being_processed',
  'cycle_is_empty',
  'payments_not_acknowledged',
  'settlement_advice_differs',
] as const;

/** `data` holds what the sentence needs, amounts in minor units as decimal digits. */
export type SettlementBlock = {
  readonly code: (typeof SETTLEMENT_BLOCKS)[number];
  readonly data: { readonly [name: string]: string };
};

/** The bank's own accounts that settlement moves, in the order in which money passes them. */
export const SETTLEMENT_PURPOSES = [
  'outwardClearing',
  'inwardClearing',
  'cyclePosition',
  'settlement',
  'unappliedFunds',
] as const satisfies readonly BankAccount[];

export type SettlementPurpose = (typeof SETTLEMENT_PURPOSES)[number];
