// The general-ledger journal of one business day, as the core-banking system takes it in: every
// booked movement, never a hold, in the order of booking.
import type Database from 'better-sqlite3';
import type { BusinessDate } from '../domain/dates.ts';

/** One booked movement: its amount, in minor units, goes from the debit to the credit account. */
export type JournalLine = {
  /** The posting's own number: it grows with booking, and pages go on after it. */
  readonly posting: number;
  readonly entryId: number;
  /** The row of the posting rules. */
  readonly event: string;
  readonly debitAccount: string;
  readonly creditAccount: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly bookingDate: BusinessDate;
  readonly valueDate: BusinessDate;
  readonly settlementDate: BusinessDate;
};

export type JournalAsked = {
  readonly day: BusinessDate;
  /** The last posting that was told; 0 to begin. */
  readonly after: number;
  readonly limit: number;
};

type Row = {
  posting: bigint;
  entry: bigint;
  event: string;
  debit: string;
  credit: string;
  currency: string;
  amount: bigint;
  booking_date: string;
  value_date: string;
  settlement_date: string;
};

/** A page of the journal of `day`, in order of booking; an empty one ends it. */
export function readCoreJournal(
  db: Database.Database,
  { day, after, limit }: JournalAsked,
): readonly JournalLine[] {
  // Two days may be open together, so the first posting of a day is where to begin, not all of it.
  const rows = db
    .prepare<[number, string, string, number], Row>(
      `SELECT p.id AS posting, e.id AS entry, e.event, d.number AS debit, c.number AS credit,
         p.currency, p.amount, e.booking_date, e.value_date, e.settlement_date
       FROM postings p JOIN entries e ON e.id = p.entry
       JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
       WHERE p.id > ? AND p.id >= (SELECT first_posting FROM days WHERE day = ?)
         AND e.booking_date = ? AND p.layer IN ('post', 'post_hold')
       ORDER BY p.id LIMIT ?`,
    )
    .all(after, day, day, limit);
  return rows.map((row) => ({
    posting: Number(row.posting),
    entryId: Number(row.entry),
    event: row.event,
    debitAccount: row.debit,
    creditAccount: row.credit,
    currency: row.currency,
    amount: row.amount,
    bookingDate: row.booking_date,
    valueDate: row.value_date,
    settlementDate: row.settlement_date,
  }));
}
