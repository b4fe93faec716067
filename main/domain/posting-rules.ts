// The postings of every event (domain.md §1.3) as data: what an event's row books is read here and
// nowhere decided by code. `posting-table.ts` has the rows.
import type { BankAccount, BookRole } from './chart-of-accounts.ts';

/** Accounts that an event names itself, beside the bank's own of the chart. */
export const BOUND_ACCOUNTS = [
  'customer',
  'payer',
  'payee',
  /** The clearing account of the rail that carries the payment. */
  'railClearing',
  /** The account of ours that a statement is about: settlement account or nostro. */
  'ownAccount',
  /** Whose the money turned out to be. */
  'rightful',
  'payerPosition',
  'payeePosition',
  'participantPosition',
  'participantSettlement',
  /** An account that is being opened with what it had before this book. */
  'opened',
] as const;
export type BoundAccount = (typeof BOUND_ACCOUNTS)[number];

export type AccountRole = BankAccount | BoundAccount;

/** The amounts that an event names. A `signed` line of a negative amount swaps its ends. */
export const AMOUNT_NAMES = [
  'principal',
  'fee',
  /** Tax on the fee, in whole minor units. */
  'tax',
  'returned',
  'grossOut',
  'grossIn',
  'net',
  'customerAmount',
  'interbank',
  'margin',
  'charge',
  'revaluation',
] as const;
export type AmountName = (typeof AMOUNT_NAMES)[number];

/** Holds that a row takes and a later one resolves, each named for what it is for. */
export const HOLD_NAMES = [
  'funds',
  'liquidity',
  'claim',
  'inward',
  'topUp',
  'consent',
  'position',
] as const;
export type HoldName = (typeof HOLD_NAMES)[number];

/** Dr, Cr, amount. `optional`: left out where the amount is zero (no fee); `signed`: see above. */
export type Line = {
  readonly debit: AccountRole;
  readonly credit: AccountRole;
  readonly amount: AmountName;
  readonly optional: boolean;
  readonly signed: boolean;
};

export type Step =
  | { readonly kind: 'hold'; readonly as: HoldName; readonly lines: readonly Line[] }
  | { readonly kind: 'post'; readonly lines: readonly Line[]; readonly corrects: boolean }
  | {
      readonly kind: 'post_hold' | 'void_hold' | 'expire_hold';
      readonly of: HoldName;
      /** Whether this is the rail's answer, or stands in for it; after dispatch nothing else may. */
      readonly answers: boolean;
    }
  /** The whole reverse of each entry that the event names as its original. */
  | { readonly kind: 'correct' };

/** Who must stand for an event beside the one who books it. */
export type Signing = {
  /** `comply`: two compliance persons; `approve`: two who may approve. */
  readonly duty: 'comply' | 'approve';
  /** The reference names a licence, an order or a reason; without it nothing is booked. */
  readonly above: 'always' | 'writeOffLimit';
};

export type PostingRule = {
  readonly book: BookRole | 'any';
  readonly steps: readonly Step[];
  /** What happens to the hold on the customer beside its postings. */
  readonly marks?: 'dispatched' | 'unknown';
  readonly signed?: Signing;
};

/** A line that moves `amount`. */
export function move(debit: AccountRole, credit: AccountRole, amount: AmountName): Line {
  return { debit, credit, amount, optional: false, signed: false };
}

/** As {@link move}, left out where the amount is zero. */
export function moveAny(debit: AccountRole, credit: AccountRole, amount: AmountName): Line {
  return { debit, credit, amount, optional: true, signed: false };
}

/** As {@link moveAny}; a negative amount moves the other way. */
export function moveSigned(debit: AccountRole, credit: AccountRole, amount: AmountName): Line {
  return { debit, credit, amount, optional: true, signed: true };
}

export function hold(as: HoldName, ...lines: readonly Line[]): Step {
  return { kind: 'hold', as, lines };
}

export function post(...lines: readonly Line[]): Step {
  return { kind: 'post', lines, corrects: false };
}

/** A booking linked to its original, with the original's value date (R7). */
export function postLinked(...lines: readonly Line[]): Step {
  return { kind: 'post', lines, corrects: true };
}

/** The hold is booked: the rail took the payment. */
export function book(of: HoldName): Step {
  return { kind: 'post_hold', of, answers: true };
}

/** The hold is void before dispatch. */
export function free(of: HoldName): Step {
  return { kind: 'void_hold', of, answers: false };
}

/** The hold is void because the rail said no, or two persons say it for the rail. */
export function answerNo(of: HoldName): Step {
  return { kind: 'void_hold', of, answers: true };
}

export function expire(of: HoldName): Step {
  return { kind: 'expire_hold', of, answers: false };
}

export const CORRECT: Step = { kind: 'correct' };
