// The day's equation, per currency in count and value: received = settled + rejected + returned +
// waiting in each worklist + in doubt. Read from the totals kept beside the payments.

import { assert, known } from '../domain/assert.ts';
import { isPaymentStatus } from '../domain/payment-status.ts';
import { TERM_OF_STATUS, WORKLISTS, type Worklist } from '../domain/worklists.ts';
import type { ReadableDb } from './connection.ts';

/** Payments and their sum in minor units of the row's currency. */
export type TermSum = { readonly payments: number; readonly amount: bigint };

export type CurrencyEquation = {
  readonly currency: string;
  readonly received: TermSum;
  readonly settled: TermSum;
  readonly rejected: TermSum;
  readonly returned: TermSum;
  readonly inDoubt: TermSum;
  /** Worklists with at least one payment, in the order of a payment's life. */
  readonly waiting: { readonly [worklist in Worklist]?: TermSum };
};

export type DayEquation = {
  /** Transactions of batches that the engine has not reached; outside the equation. */
  readonly notYetRead: number;
  /** Ordered by currency code. */
  readonly currencies: readonly CurrencyEquation[];
};

type Sum = { payments: number; amount: bigint };
type Sums = { received: Sum; of: Map<string, Sum> };
type TotalRow = { status: string; currency: string; payments: bigint; amount: bigint };

/** Over every payment in the book, or over the batches received on one business day. */
export function readEquation(
  { db }: ReadableDb,
  of: { readonly receivedOn?: string },
): DayEquation {
  const day = of.receivedOn ?? '';
  const rows = db
    .prepare<[string, string], TotalRow>(
      `SELECT t.status, t.currency, t.payments, t.amount
       FROM batch_totals t JOIN batches b ON b.id = t.batch
       WHERE t.payments > 0 AND (? = '' OR b.received_on = ?)`,
    )
    .iterate(day, day);
  const byCurrency = new Map<string, Sums>();
  for (const row of rows) add(byCurrency, row);
  const notYetRead = db
    .prepare<[string, string], bigint>(
      `SELECT coalesce(sum(number_of_transactions - next_record), 0) FROM batches
       WHERE ? = '' OR received_on = ?`,
    )
    .pluck()
    .get(day, day);
  const ordered = [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    notYetRead: Number(known(notYetRead, 'the query answers one row')),
    currencies: ordered.map(([currency, sums]) => equationOf(currency, sums)),
  };
}

function add(byCurrency: Map<string, Sums>, row: TotalRow): void {
  const { status, currency } = row;
  assert(isPaymentStatus(status), 'a total has a known status');
  const term = TERM_OF_STATUS[status];
  if (term === null) return;
  let sums = byCurrency.get(currency);
  if (sums === undefined) {
    sums = { received: { payments: 0, amount: 0n }, of: new Map() };
    byCurrency.set(currency, sums);
  }
  const counted = sums.of.get(term) ?? { payments: 0, amount: 0n };
  sums.of.set(term, counted);
  for (const sum of [counted, sums.received]) {
    sum.payments += Number(row.payments);
    sum.amount += row.amount;
  }
}

const NOTHING: TermSum = { payments: 0, amount: 0n };

function equationOf(currency: string, { received, of }: Sums): CurrencyEquation {
  const waiting: { [worklist in Worklist]?: TermSum } = {};
  for (const worklist of WORKLISTS) {
    const sum = of.get(worklist);
    if (sum !== undefined) waiting[worklist] = sum;
  }
  return {
    currency,
    received,
    settled: of.get('settled') ?? NOTHING,
    rejected: of.get('rejected') ?? NOTHING,
    // A settled status is never rewritten: a return will be a payment of its own with a link, and
    // the book has no deed yet that makes one.
    returned: NOTHING,
    inDoubt: of.get('in_doubt') ?? NOTHING,
    waiting,
  };
}
