// What an entry is: what it says of itself, how it is read back, and how a hold is split when only
// part of it is booked.
import { assert, known } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { Refusal } from '../domain/result.ts';
import type { Layer } from './balances.ts';

/** A customer's account, or another that may never be overdrawn, lacks the sum. */
export type InsufficientFunds = Refusal<'insufficient_funds'>;
/** Our own account lacks what a hold would reserve of it (R4). */
export type InsufficientLiquidity = Refusal<'insufficient_liquidity'>;

/** How a hold ends. `expire_hold` is legal only before dispatch (R3). */
export type Resolution = 'post_hold' | 'void_hold' | 'expire_hold';

/**
 * What an entry says of itself. `event` is the row of domain.md §1.3 (`A2`, `D4`). Dates are
 * business dates: when it is booked, from when it counts, when the rail settles (R8). 0 and ''
 * stand for "none".
 */
export type EntryHead = {
  readonly event: string;
  readonly batch: number;
  readonly payment: number;
  readonly bookingDate: string;
  readonly valueDate: string;
  readonly settlementDate: string;
};

export type PostingRow = {
  debit_account: bigint;
  credit_account: bigint;
  amount: bigint;
  currency: string;
  layer: Layer;
};
export type EntryRow = {
  first_posting: bigint;
  posting_count: bigint;
  corrects: bigint;
  value_date: string;
  event: string;
  batch: bigint;
  payment: bigint;
};

/** An entry as read back. */
export type Entry = {
  readonly id: number;
  readonly event: string;
  readonly batch: number;
  readonly payment: number;
  /** The entry that this one corrects, or belongs to as a linked booking; 0 where there is none. */
  readonly corrects: number;
  readonly valueDate: string;
  readonly layer: Layer;
  readonly postings: readonly Posting[];
  /** Each posting's own: a hold that is posted in part has its rest voided in the same entry. */
  readonly layers: readonly Layer[];
};

export const ENTRY_COLUMNS = [
  'id',
  'deed',
  'event',
  'batch',
  'payment',
  'resolves',
  'corrects',
  'booking_date',
  'value_date',
  'settlement_date',
  'first_posting',
  'posting_count',
] as const;

/** The columns of a posting that the chain covers; the others only lead back through an account. */
export const POSTING_FOLDED = [
  'id',
  'entry',
  'layer',
  'debit_account',
  'credit_account',
  'amount',
  'currency',
] as const;

export const POSTING_COLUMNS = [...POSTING_FOLDED, 'previous_debit', 'previous_credit'] as const;

/** Whether a layer moves the posted counters. */
export function isBooked(layer: Layer): boolean {
  return layer === 'post' || layer === 'post_hold';
}

/** Of each held posting its part is booked and the rest voided; both sum up to what was held. */
export function split(
  held: readonly Posting[],
  parts: readonly bigint[],
): { readonly postings: readonly Posting[]; readonly layers: readonly Layer[] } {
  assert(parts.length === held.length, 'each held posting has its part');
  const postings: Posting[] = [];
  const layers: Layer[] = [];
  const add = (posting: Posting, minor: bigint, layer: Layer): void => {
    if (minor === 0n) return;
    postings.push({ ...posting, amount: { ...posting.amount, minor } });
    layers.push(layer);
  };
  for (const [at, posting] of held.entries()) {
    const part = known(parts[at], 'each held posting has its part');
    assert(part >= 0n && part <= posting.amount.minor, 'no more is booked than was held');
    add(posting, part, 'post_hold');
    add(posting, posting.amount.minor - part, 'void_hold');
  }
  return { postings, layers };
}
