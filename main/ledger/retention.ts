// Personal data beside the chain: what may not be erased yet, and erasing it. The chain holds only
// salted commitments, so it verifies as before; the salt goes with the data.

import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { RetentionClass, RetentionSubject } from '../domain/retention.ts';
import { BALANCES_NOW } from './balances-now.ts';
import type { Writing } from './journal.ts';
import { paymentId } from './payment-ids.ts';

/** A duty to keep that still runs: since `sequence` of the trail, for `reason`. */
export type RetentionHold = { readonly id: number; readonly reason: string };

/** Payments in these statuses have ended: nothing will be asked of their data any more. */
const ENDED = "('settled', 'rejected', 'cancelled')";
/** Another branch's book said that it has batch `b`: nothing of it comes back. */
const TAKEN_ELSEWHERE = `EXISTS (SELECT 1 FROM hand_overs h JOIN hand_over_ends e
  ON e.hand_over = h.id WHERE h.batch = b.id AND e.word = 'taken')`;

export class Retention {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** Whether the data of `subject` was erased. */
  isErased({ kind, id }: RetentionSubject): boolean {
    const sql = 'SELECT count(*) FROM erasures WHERE subject = ? AND subject_id = ?';
    return this.db.prepare<[string, number], bigint>(sql).pluck().get(kind, id) !== 0n;
  }

  /** The oldest hold on `subject` that was not lifted, or null. */
  holdOn({ kind, id }: RetentionSubject): RetentionHold | null {
    const row = this.db
      .prepare<[string, number], { id: bigint; reason: string }>(
        `SELECT h.id, coalesce(t.text, '') AS reason
         FROM retention_holds h LEFT JOIN remark_texts t ON t.deed = h.deed WHERE subject = ? AND subject_id = ?
           AND lifts = 0 AND NOT EXISTS (SELECT 1 FROM retention_holds l WHERE l.lifts = h.id)
         ORDER BY h.id LIMIT 1`,
      )
      .get(kind, id);
    return row === undefined ? null : { id: Number(row.id), reason: row.reason };
  }

  /** How many payments of a batch have not ended, those not yet judged among them. */
  unfinishedPayments(batch: number): number {
    const sql = `SELECT number_of_transactions -
        coalesce((SELECT sum(payments) FROM batch_totals t
          WHERE t.batch = b.id AND (t.status IN ${ENDED}
            OR (t.status = 'handed_over' AND ${TAKEN_ELSEWHERE}))), 0) FROM batches b WHERE id = ?`;
    return Number(known(this.db.prepare<[number], bigint>(sql).pluck().get(batch), 'the batch'));
  }

  /** The latest booking date of anything of a batch, or of an account; null where there is none. */
  lastBookedOn({ kind, id }: RetentionSubject): string | null {
    const sql =
      kind === 'batch'
        ? 'SELECT max(booking_date) FROM entries WHERE batch = ?'
        : `SELECT e.booking_date FROM ${BALANCES_NOW} b JOIN postings p ON p.id = b.last_posting
           JOIN entries e ON e.id = p.entry WHERE b.account = ?`;
    return this.db.prepare<[number], string | null>(sql).pluck().get(id) ?? null;
  }

  /** Keeps a hold on `subject`, or the end of the hold `lifts`, and answers its id; why is a remark. */
  addHold(w: Writing, { kind, id }: RetentionSubject, lifts: number): number {
    const next = nextId(this.db, 'retention_holds');
    const fields = [next, w.sequence, kind, id, lifts];
    const digest = w.rows.add('retention_holds', fields);
    const insert = this.db.prepare('INSERT INTO retention_holds VALUES (?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the hold was kept');
    return next;
  }

  /** The subject of a hold that runs, or null. */
  subjectOf(hold: number): RetentionSubject | null {
    const row = this.db
      .prepare<[number], { subject: RetentionSubject['kind']; subject_id: bigint }>(
        `SELECT subject, subject_id FROM retention_holds h WHERE id = ? AND lifts = 0
           AND NOT EXISTS (SELECT 1 FROM retention_holds l WHERE l.lifts = h.id)`,
      )
      .get(hold);
    return row === undefined ? null : { kind: row.subject, id: Number(row.subject_id) };
  }

  /**
   * Erases every row beside the chain that belongs to `subject`, with its salts, and keeps a record
   * of it in the trail. Answers how many rows. What is deleted is overwritten in the file; the log
   * keeps it until the next checkpoint ({@link forget}).
   */
  erase(
    w: Writing,
    subject: RetentionSubject,
    { retention, keptUntil }: { readonly retention: RetentionClass; readonly keptUntil: string },
  ): number {
    this.db.pragma('secure_delete = ON');
    const { kind, id } = subject;
    const rows = this.eraseOwn(subject) + this.eraseRemarks(subject);
    assert(!this.isErased(subject), 'a subject is erased once');
    const fields = [nextId(this.db, 'erasures'), w.sequence, kind, id, retention, keptUntil, rows];
    const digest = w.rows.add('erasures', fields);
    const insert = this.db.prepare('INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the erasure was kept');
    return rows;
  }

  private eraseOwn({ kind, id }: RetentionSubject): number {
    if (kind === 'batch') return this.eraseBatch(id);
    if (kind === 'person') return this.erasePerson(id);
    return kind === 'account' ? this.run('account_names', 'account', id) : 0;
  }

  private eraseRemarks({ kind, id }: RetentionSubject): number {
    const sql = `DELETE FROM remark_texts WHERE deed IN
      (SELECT deed FROM remarks WHERE subject = ? AND subject_id = ?)`;
    return this.db.prepare(sql).run(kind, id).changes;
  }

  /** When the words of a deed were written, milliseconds UTC; null where it has none of its own. */
  remarkedAt(deed: number): number | null {
    const sql = `SELECT d.at FROM remarks r JOIN deeds d ON d.sequence = r.deed
      WHERE r.deed = ? AND r.subject = 'remark'`;
    const at = this.db.prepare<[number], bigint>(sql).pluck().get(deed);
    return at === undefined ? null : Number(at);
  }

  private eraseBatch(batch: number): number {
    const [first, last] = [paymentId(batch, 0), paymentId(batch + 1, 0) - 1];
    return (
      this.run('batch_files', 'batch', batch) +
      this.run('debtors', 'payment_information', first, last) +
      this.run('creditors', 'payment', first, last)
    );
  }

  /** The names, and every credential there was: the person's id stays wherever it was written. */
  private erasePerson(person: number): number {
    const credentials = `DELETE FROM credentials WHERE change IN
      (SELECT id FROM credential_changes WHERE person = ?)`;
    const erased = this.db.prepare(credentials).run(person).changes;
    return erased + this.run('person_names', 'person', person);
  }

  private run(table: string, key: string, first: number, last = first): number {
    const sql = `DELETE FROM ${table} WHERE ${key} BETWEEN ? AND ?`;
    return this.db.prepare(sql).run(first, last).changes;
  }

  /** The SHA-256 of every original whose batch was erased, as lower-case hexadecimal. */
  erasedOriginals(): readonly string[] {
    const sql = `SELECT lower(hex(b.original)) FROM erasures e JOIN batches b ON b.id = e.subject_id
      WHERE e.subject = 'batch' ORDER BY e.id`;
    return this.db.prepare<[], string>(sql).pluck().all();
  }

  /** Folds the log back, so that what was erased is in no file of the book any more. */
  forget(): void {
    this.db.pragma('wal_checkpoint(TRUNCATE)');
    this.db.pragma('secure_delete = OFF');
  }
}

/** The next id of an append-only table. */
export function nextId(db: Database.Database, table: string): number {
  const last = db.prepare<[], bigint>(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get();
  return Number(known(last, 'the query answers one row')) + 1;
}
