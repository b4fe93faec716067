// What people told the engine of taking payments in; the last word stands.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { IntakeOrder, IntakeTold } from '../domain/intake.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

type Row = {
  state: IntakeOrder;
  deed: bigint;
  at: bigint;
  actor: string;
  text: string | null;
};

const NEVER: IntakeTold = { order: 'running', sequence: 0, since: null, by: null, reason: null };

export class IntakeChanges {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** The order that stands: payments are taken in as they come until one is given. */
  told(): IntakeTold {
    const row = this.db
      .prepare<[], Row>(
        `SELECT c.state, c.deed, d.at, d.actor, t.text FROM intake_changes c
         JOIN deeds d ON d.sequence = c.deed LEFT JOIN remark_texts t ON t.deed = c.deed
         ORDER BY c.id DESC LIMIT 1`,
      )
      .get();
    if (row === undefined) return NEVER;
    const { state: order, deed, at, actor: by, text: reason } = row;
    return { order, sequence: Number(deed), since: Number(at), by, reason };
  }

  /** The order alone, which a deed that has not been written down yet reads. */
  order(): IntakeOrder {
    const last = this.db.prepare<[], IntakeOrder>(
      'SELECT state FROM intake_changes ORDER BY id DESC LIMIT 1',
    );
    return last.pluck().get() ?? NEVER.order;
  }

  change(w: Writing, order: IntakeOrder): void {
    const fields = [nextId(this.db, 'intake_changes'), w.sequence, order];
    const digest = w.rows.add('intake_changes', fields);
    const insert = this.db.prepare('INSERT INTO intake_changes VALUES (?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the order was kept');
  }
}
