// An account's statement for one business day, and balances as they were at any instant. Both go
// back along the account's own postings from the newest one, so that no index is paid for.

import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import type { AccountKind, Balance } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { type Layer, MOVES } from './balances.ts';
import { BALANCES_NOW } from './balances-now.ts';
import { firstAfter } from './first-after.ts';
import { withToldText } from './told-text.ts';

export type StatementEntry = {
  readonly entryId: number;
  /** The row of the posting rules. */
  readonly event: string;
  readonly bookingDate: BusinessDate;
  readonly valueDate: BusinessDate;
  readonly settlementDate: BusinessDate;
  /** The account at the other end. */
  readonly counterAccount: string;
  /** Credit less debit, in minor units. */
  readonly amount: bigint;
  /** Payments behind it: 0 for none, more than one for a batch booking. */
  readonly payments: number;
};

export type Statement = {
  readonly account: string;
  readonly currency: string;
  readonly day: BusinessDate;
  /** Whether the day is closed, so that this statement is final. */
  readonly final: boolean;
  /** Booked before the day and at its end, credit less debit, in minor units. */
  readonly opening: bigint;
  readonly closing: bigint;
  readonly entryCount: number;
  /** Those of the page, oldest first. */
  readonly entries: readonly StatementEntry[];
};

type AccountRow = Head & { id: bigint };
type Head = { credits_posted: bigint; debits_posted: bigint; last_posting: bigint };
type Walked = {
  id: bigint;
  layer: Layer;
  debit_account: bigint;
  amount: bigint;
  before: bigint;
  booking_date: string;
};

/** Entries in one page of a statement. */
export const STATEMENT_PAGE = 500;

/**
 * The statement of an account for `day`: what was booked before, what in the day with both booking
 * and value date, and what stood at its end. Null where the book has no such account.
 */
export function readStatement(
  db: Database.Database,
  asked: {
    readonly account: string;
    readonly currency: string;
    readonly day: BusinessDate;
    readonly offset: number;
  },
): Statement | null {
  const { account, currency, day, offset } = asked;
  const row = db
    .prepare<[string, string], AccountRow>(
      `SELECT a.id, b.credits_posted, b.debits_posted, b.last_posting
       FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id WHERE a.number = ? AND a.currency = ?`,
    )
    .get(account, currency);
  if (row === undefined) return null;
  const found: bigint[] = [];
  let closing = row.credits_posted - row.debits_posted;
  let opening = closing;
  for (const step of walkBack(db, row.id, row.last_posting, startOf(db, day))) {
    if (MOVES[step.layer].posted === 0 || step.booking_date < day) continue;
    const moved = step.debit_account === row.id ? -step.amount : step.amount;
    opening -= moved;
    if (step.booking_date > day) closing -= moved;
    else found.push(step.id);
  }
  found.reverse();
  const closed = db.prepare<[], string>("SELECT coalesce(max(day), '') FROM day_closings").pluck();
  return {
    account,
    currency,
    day,
    final: day <= (closed.get() ?? ''),
    opening,
    closing,
    entryCount: found.length,
    entries: found.slice(offset, offset + STATEMENT_PAGE).map((id) => entryAt(db, row.id, id)),
  };
}

/** `place`: which of those that are told alike, from 1; null to be told of the only one. */
export type AccountToldAsked = {
  readonly account: string;
  readonly currency: string;
  readonly place: number | null;
};

/** `number`: null where there is none, or more than one and no place was named. */
export type AccountTold = { readonly number: string | null; readonly alike: number };

/**
 * The account that `account`, whole or as it is told masked, is told like, and how many are, in the
 * order in which they were opened: an order of numbers would tell of hidden digits.
 */
export function readAccountTold(
  db: Database.Database,
  { account, currency, place }: AccountToldAsked,
): AccountTold {
  const found = withToldText(db)
    .prepare<[string, string], string>(
      `SELECT number FROM accounts WHERE currency = ? AND told_account(number) = told_account(?)
       ORDER BY id`,
    )
    .pluck()
    .all(currency, account);
  const alike = found.length;
  const at = place ?? (alike === 1 ? 1 : 0);
  return { number: found[at - 1] ?? null, alike };
}

/** The first posting that may be of `day` or later; nothing booked in it comes before. */
function startOf(db: Database.Database, day: BusinessDate): bigint {
  const first = db
    .prepare<[string], bigint | null>('SELECT min(first_posting) FROM days WHERE day >= ?')
    .pluck()
    .get(day);
  return first ?? 2n ** 62n;
}

/** The postings of an account from `from` back to `to`, newest first. */
function* walkBack(
  db: Database.Database,
  account: bigint,
  from: bigint,
  to: bigint,
): Generator<Walked> {
  const at = db.prepare<[bigint, bigint], Walked>(
    `SELECT p.id, p.layer, p.debit_account, p.amount, e.booking_date,
       CASE p.debit_account WHEN ? THEN p.previous_debit ELSE p.previous_credit END AS before
     FROM postings p JOIN entries e ON e.id = p.entry WHERE p.id = ?`,
  );
  for (let id = from; id >= to && id > 0n; ) {
    const step = known(at.get(account, id), 'an account points at postings that are there');
    yield step;
    id = step.before;
  }
}

type EntryRow = {
  entry: bigint;
  event: string;
  booking_date: string;
  value_date: string;
  settlement_date: string;
  counter: string;
  amount: bigint;
  debit_account: bigint;
  payment: bigint;
  together: bigint | null;
};

function entryAt(db: Database.Database, account: bigint, posting: bigint): StatementEntry {
  const select = db.prepare<[bigint, bigint], EntryRow>(
    `SELECT e.id AS entry, e.event, e.booking_date, e.value_date, e.settlement_date, p.amount,
       p.debit_account, e.payment, c.number AS counter,
       (SELECT i.passed_count FROM payment_informations i
        WHERE e.resolves > 0 AND e.payment = 0 AND i.id >= e.batch * 16777216
          AND i.id < (e.batch + 1) * 16777216 AND i.hold_entry = e.resolves) AS together
     FROM postings p JOIN entries e ON e.id = p.entry
     JOIN accounts c ON c.id = CASE p.debit_account WHEN ? THEN p.credit_account
       ELSE p.debit_account END
     WHERE p.id = ?`,
  );
  const row = known(select.get(account, posting), 'a posting that was walked is there');
  return {
    entryId: Number(row.entry),
    event: row.event,
    bookingDate: row.booking_date,
    valueDate: row.value_date,
    settlementDate: row.settlement_date,
    counterAccount: row.counter,
    amount: row.debit_account === account ? -row.amount : row.amount,
    payments: row.payment > 0n ? 1 : Number(row.together ?? 0n),
  };
}

/** An account with its four counters as they were. */
export type AccountBalance = Balance & {
  readonly account: string;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly accountLimit: bigint;
};

export type BalancesAt = {
  readonly accounts: readonly AccountBalance[];
  readonly accountCount: number;
  /** Per currency, all debits and all credits of both layers: each pair is equal. */
  readonly totals: readonly (Balance & { readonly currency: string })[];
};

type CountedRow = {
  id: bigint;
  number: string;
  currency: string;
  kind: AccountKind;
  account_limit: bigint;
  debits_pending: bigint;
  debits_posted: bigint;
  credits_pending: bigint;
  credits_posted: bigint;
};

/**
 * Every account's balances as the book stood at `at` (milliseconds UTC; null is now): the deeds up
 * to then and none after. `offset` and `limit` page through the accounts in order of opening.
 */
export function readBalancesAt(
  db: Database.Database,
  asked: { readonly at: number | null; readonly offset: number; readonly limit: number },
): BalancesAt {
  const later = asked.at === null ? new Map<bigint, bigint[]>() : movedSince(db, asked.at);
  const rows = db.prepare<[], CountedRow>(
    `SELECT a.id, number, currency, kind, account_limit, debits_pending, debits_posted,
       credits_pending, credits_posted
     FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id ORDER BY a.id`,
  );
  const accounts: AccountBalance[] = [];
  const totals = new Map<string, bigint[]>();
  let accountCount = 0;
  for (const row of rows.iterate()) {
    const moved = later.get(row.id) ?? [];
    const now = [row.debits_pending, row.debits_posted, row.credits_pending, row.credits_posted];
    const then = now.map((value, at) => value - (moved[at] ?? 0n));
    const sums = totals.get(row.currency) ?? [0n, 0n, 0n, 0n];
    totals.set(
      row.currency,
      sums.map((sum, at) => sum + (then[at] ?? 0n)),
    );
    if (accountCount >= asked.offset && accounts.length < asked.limit) {
      const { number: account, currency, kind, account_limit: accountLimit } = row;
      accounts.push({ account, currency, kind, accountLimit, ...balanceOf(then) });
    }
    accountCount += 1;
  }
  const byCurrency = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  const summed = byCurrency.map(([currency, sums]) => ({ currency, ...balanceOf(sums) }));
  return { accounts, accountCount, totals: summed };
}

function balanceOf(counters: readonly bigint[]): Balance {
  const [debitsPending = 0n, debitsPosted = 0n, creditsPending = 0n, creditsPosted = 0n] = counters;
  return { debitsPending, debitsPosted, creditsPending, creditsPosted };
}

type MovedRow = { debit_account: bigint; credit_account: bigint; amount: bigint; layer: Layer };

/** What every account moved after `at`, in the order of the four counters. */
function movedSince(db: Database.Database, at: number): Map<bigint, bigint[]> {
  const last = db
    .prepare<[number], bigint>('SELECT coalesce(max(sequence), 0) FROM deeds WHERE at <= ?')
    .pluck()
    .get(at);
  const entry = firstAfter(db, 'entries', null, last ?? 0n);
  const rows = db.prepare<[bigint], MovedRow>(
    `SELECT debit_account, credit_account, amount, layer FROM postings
     WHERE id >= (SELECT first_posting FROM entries WHERE id >= ? ORDER BY id LIMIT 1)`,
  );
  const moved = new Map<bigint, bigint[]>();
  const add = (account: bigint, place: number, amount: bigint): void => {
    const sums = moved.get(account) ?? [0n, 0n, 0n, 0n];
    sums[place] = (sums[place] ?? 0n) + amount;
    moved.set(account, sums);
  };
  for (const { debit_account, credit_account, amount, layer } of rows.iterate(entry)) {
    const pending = BigInt(MOVES[layer].pending) * amount;
    const posted = BigInt(MOVES[layer].posted) * amount;
    add(debit_account, 0, pending);
    add(debit_account, 1, posted);
    add(credit_account, 2, pending);
    add(credit_account, 3, posted);
  }
  return moved;
}
