// What the core-banking system says of its accounts: a list of balances and statuses for one day,
// as whichever file it came in (domain.md §3, the core-banking boundary).
import { type Calendar, nextBusinessDay } from './calendars.ts';
import type { AccountStatus } from './chart-of-accounts.ts';
import type { BusinessDate } from './dates.ts';
import type { Problem } from './problem.ts';

/** One account as core has it. */
export type CoreRow = {
  readonly account: string;
  readonly currency: string;
  /** Booked, credit less debit, in minor units: what is owed to a customer is positive. */
  readonly balance: bigint;
  /** Null where the file says nothing of it: a statement never does. */
  readonly status: AccountStatus | null;
  /** Where in the file: `line 3`, or `Stmt[2]`. */
  readonly place: string;
};

/** Of one currency: how many accounts, and the sum of their balances in minor units. */
export type CoreTotal = {
  readonly currency: string;
  readonly accounts: number;
  readonly sum: bigint;
};

export const CORE_FORMATS = ['csv', 'camt'] as const;
export type CoreFormat = (typeof CORE_FORMATS)[number];

export type CoreList = {
  readonly format: CoreFormat;
  /** The day the balances are of. */
  readonly day: BusinessDate;
  /** At its start, before anything is booked in it; or at its end, as a statement closes. */
  readonly moment: 'start' | 'end';
  readonly rows: readonly CoreRow[];
  /** In order of currency. */
  readonly totals: readonly CoreTotal[];
};

/** The list, or what is wrong with it: the first problems, and how many there are. */
export type CoreReading =
  | { readonly ok: true; readonly list: CoreList }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly count: number };

/** Accounts in one list. */
export const CORE_ROWS_MAX = 500_000;

/** The totals of `rows`, in order of currency. */
export function totalsOf(
  rows: readonly Pick<CoreRow, 'currency' | 'balance'>[],
): readonly CoreTotal[] {
  const totals = new Map<string, { accounts: number; sum: bigint }>();
  for (const { currency, balance } of rows) {
    const total = totals.get(currency) ?? { accounts: 0, sum: 0n };
    totals.set(currency, { accounts: total.accounts + 1, sum: total.sum + balance });
  }
  return [...totals]
    .map(([currency, total]) => ({ currency, ...total }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** Business days that are counted; an import that is older is as old as that. */
const AGE_MAX = 1000;

/** Business days from the day the balances are of to the open one; 0 is of today. */
export function ageOf(calendar: Calendar, asOf: BusinessDate, today: BusinessDate): number {
  let age = 0;
  for (let day = asOf; day < today && age < AGE_MAX; day = nextBusinessDay(calendar, day)) age += 1;
  return age;
}
