// Every posting that moved one payment's money: found by the deeds that moved the payment, because
// a payment whose hold was voided no longer points to it.
import type Database from 'better-sqlite3';
import type { Money } from '../domain/money.ts';
import type { Layer } from './balances.ts';
import type { ReadableDb } from './connection.ts';
import { batchOf } from './payment-ids.ts';

export type TrailPosting = {
  readonly entryId: number;
  /** The row of the posting rules, as `A2` or `D4`. */
  readonly event: string;
  readonly layer: Layer;
  readonly debitAccount: string;
  readonly creditAccount: string;
  readonly amount: Money;
  readonly bookingDate: string;
  readonly valueDate: string;
  readonly settlementDate: string;
  /** For a batch booking: the entry covers the whole payment information. */
  readonly shared: boolean;
};

/** A deed that changed the payment's status. */
export type MovingDeed = {
  readonly sequence: number;
  /** It moved this payment alone, so that even its shared entries are about this payment. */
  readonly ofThisPayment: boolean;
};

/** Postings of one payment; `holdEntry` is the hold it points to now, or 0. */
export function readPostings(
  { db }: ReadableDb,
  of: {
    readonly paymentId: number;
    readonly holdEntry: number;
    readonly deeds: readonly MovingDeed[];
  },
): TrailPosting[] {
  const { paymentId, holdEntry, deeds } = of;
  const entries = new Set<number>();
  if (holdEntry > 0) entries.add(holdEntry);
  for (const { sequence, ofThisPayment } of deeds) {
    for (const id of entriesOf(db, sequence, paymentId, ofThisPayment)) entries.add(id);
  }
  addLinked(db, entries, paymentId);
  return [...entries].sort((a, b) => a - b).flatMap((id) => postingsOf(db, id));
}

/** The entries of a deed that are about the payment. */
function entriesOf(
  db: Database.Database,
  deed: number,
  paymentId: number,
  withShared: boolean,
): number[] {
  const select = db.prepare<[number, number, number, number, number], bigint>(
    `SELECT id FROM entries WHERE id >= ? AND id < ?
       AND (payment = ? OR (? AND payment = 0 AND batch = ?))`,
  );
  const first = firstEntryFrom(db, deed);
  const end = firstEntryFrom(db, deed + 1);
  return select
    .pluck()
    .all(first, end, paymentId, withShared ? 1 : 0, batchOf(paymentId))
    .map(Number);
}

/** The id of the first entry of `deed` or a later one. Entries are numbered in the deeds' order. */
function firstEntryFrom(db: Database.Database, deed: number): number {
  const next = db.prepare<[number], { id: bigint; deed: bigint }>(
    'SELECT id, deed FROM entries WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const last = db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM entries').pluck().get();
  let low = 1;
  let high = Number(last ?? 0n) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = next.get(middle);
    if (entry === undefined || entry.deed >= BigInt(deed)) high = middle;
    else low = Number(entry.id) + 1;
  }
  return low;
}

/** Adds the hold that an entry resolves, what resolved a hold, and what corrected that. */
function addLinked(db: Database.Database, entries: Set<number>, paymentId: number): void {
  const held = db.prepare<[number], bigint>('SELECT resolves FROM entries WHERE id = ?').pluck();
  const resolving = db
    .prepare<[number], bigint>('SELECT id FROM entries WHERE resolves = ? AND resolves > 0')
    .pluck();
  const correcting = db
    .prepare<[number, number], bigint>(
      'SELECT id FROM entries WHERE corrects = ? AND corrects > 0 AND payment = ?',
    )
    .pluck();
  // A set is walked in the order of adding, those added on the way included.
  for (const id of entries) {
    const hold = Number(held.get(id) ?? 0n);
    if (hold > 0) entries.add(hold);
    for (const found of resolving.all(id)) entries.add(Number(found));
    for (const found of correcting.all(id, paymentId)) entries.add(Number(found));
  }
}

type PostingRow = {
  event: string;
  payment: bigint;
  layer: Layer;
  debit: string;
  credit: string;
  amount: bigint;
  currency: string;
  booking_date: string;
  value_date: string;
  settlement_date: string;
};

/** The postings of one entry in their order; none when there is no such entry. */
export function readEntry({ db }: ReadableDb, entryId: number): readonly TrailPosting[] {
  return postingsOf(db, entryId);
}

function postingsOf(db: Database.Database, entryId: number): TrailPosting[] {
  const select = db.prepare<[number], PostingRow>(
    `SELECT e.event, e.payment, p.layer, da.number AS debit, ca.number AS credit, p.amount,
       p.currency, e.booking_date, e.value_date, e.settlement_date
     FROM entries e
     JOIN postings p ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
     JOIN accounts da ON da.id = p.debit_account
     JOIN accounts ca ON ca.id = p.credit_account
     WHERE e.id = ? ORDER BY p.id`,
  );
  return select.all(entryId).map((row) => ({
    entryId,
    event: row.event,
    layer: row.layer,
    debitAccount: row.debit,
    creditAccount: row.credit,
    amount: { minor: row.amount, currency: row.currency },
    bookingDate: row.booking_date,
    valueDate: row.value_date,
    settlementDate: row.settlement_date,
    shared: row.payment === 0n,
  }));
}
