// What was driven again out of the quarantine: who asked for which payment, and when it was judged
// anew. The last word on a payment says whether it still waits for that.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

/** A payment that is to be judged anew, and the deed that asked for it. */
export type PendingRedrive = { readonly sequence: number; readonly payment: number };

/**
 * The payment that `payment` seems to repeat, or 0, as SQL: as it was first judged, or where it was in
 * quarantine then, as it was judged last.
 */
export function relatedPaymentOf(payment: string): string {
  return `coalesce(nullif(${payment}.related_payment, 0), (SELECT r.related_payment FROM redrives r
    WHERE r.payment = ${payment}.id ORDER BY r.id DESC LIMIT 1), 0)`;
}

export class Redrives {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  asked(w: Writing, payment: number): void {
    this.add(w, [payment, 'asked', 0]);
  }

  judged(w: Writing, payment: number, relatedPayment: number): void {
    this.add(w, [payment, 'judged', relatedPayment]);
  }

  private add(w: Writing, what: readonly (number | string)[]): void {
    const fields = [nextId(this.db, 'redrives'), w.sequence, ...what];
    const digest = w.rows.add('redrives', fields);
    const insert = this.db.prepare('INSERT INTO redrives VALUES (?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the redrive was kept');
  }

  /** What was asked for and is not judged yet, in the order in which it was asked. */
  pending(): readonly PendingRedrive[] {
    type Row = { deed: bigint; payment: bigint };
    const rows = this.db
      .prepare<[], Row>(
        `SELECT r.deed, r.payment FROM redrives r WHERE r.word = 'asked' AND NOT EXISTS (
           SELECT 1 FROM redrives later WHERE later.payment = r.payment AND later.id > r.id
         ) ORDER BY r.deed, r.payment`,
      )
      .all();
    return rows.map((row) => ({ sequence: Number(row.deed), payment: Number(row.payment) }));
  }
}

/** The payments that the deed judged anew, in order; none for an epoch of a file. */
export function redrivenBy(db: Database.Database, deed: number): readonly number[] {
  return db
    .prepare<[number], bigint>(
      `SELECT payment FROM redrives WHERE deed = ? AND word = 'judged' ORDER BY payment`,
    )
    .pluck()
    .all(deed)
    .map(Number);
}
