// What a rule held, for the people who decide it: payments in review with since when and why.
import { known } from '../domain/assert.ts';
import { readRemindedAt } from './approvals.ts';
import type { ReadableDb } from './connection.ts';
import { batchOf, recordOf } from './payment-ids.ts';
import { type QueueRow, readRows } from './read-queue.ts';
import { relatedPaymentOf } from './redrives.ts';

export type ReviewRow = QueueRow & {
  /** Milliseconds UTC of the deed that put it in review. */
  readonly heldSince: number;
  /** The payment this one seems to repeat, or 0. */
  readonly relatedPayment: number;
  /** No funds are held: it goes on only with two signatures. */
  readonly needsTwoPersons: boolean;
  /** When it was last reminded of, milliseconds UTC; null where it never was. */
  readonly remindedAt: number | null;
};

export type ReviewPage = {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ReviewRow[];
};

type HeldRow = { since: bigint; related_payment: bigint; hold_entry: bigint };

/** The payments with these ids, all of them in review; the caller knows how many there are. */
export function readReviewRows(connection: ReadableDb, ids: readonly number[]): ReviewRow[] {
  const select = connection.db.prepare<[number, number, number, number], HeldRow>(
    `SELECT d.at AS since, ${relatedPaymentOf('p')} AS related_payment, p.hold_entry
     FROM payments p
     JOIN status_changes s ON s.batch = ? AND s.first_record <= ? AND s.last_record >= ?
       AND s.to_status = 'in_review'
     JOIN deeds d ON d.sequence = s.deed
     WHERE p.id = ? ORDER BY s.id DESC LIMIT 1`,
  );
  return readRows(connection, ids).map((row) => {
    const id = row.paymentId;
    const record = recordOf(id);
    const held = known(
      select.get(batchOf(id), record, record, id),
      'a payment in review was put there by a deed',
    );
    return {
      ...row,
      heldSince: Number(held.since),
      relatedPayment: Number(held.related_payment),
      needsTwoPersons: held.hold_entry === 0n,
      remindedAt: readRemindedAt(connection, id),
    };
  });
}

/** A page of what is in review by SQL alone, the first received first. */
export function readReviewBySql(
  connection: ReadableDb,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): ReviewPage {
  const { db } = connection;
  const total = db
    .prepare<[], bigint>(
      `SELECT coalesce(sum(payments), 0) FROM batch_totals WHERE status = 'in_review'`,
    )
    .pluck()
    .get();
  const ids = db
    .prepare<[number, number], bigint>(
      `SELECT id FROM payments WHERE status = 'in_review' ORDER BY id LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(limit, offset);
  return {
    total: Number(known(total, 'the query answers one row')),
    offset,
    rows: readReviewRows(connection, ids.map(Number)),
  };
}
