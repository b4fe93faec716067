// Policy in force, by name: each activation is a row of the log, so that a replay meets it at the
// same place. What is not set follows the defaults in domain/policy.ts.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Writing } from './journal.ts';

export class Policies {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** The values last set, by name. */
  inForce(): ReadonlyMap<string, string> {
    const rows = this.db
      .prepare<[], { name: string; value: string }>('SELECT name, value FROM policies ORDER BY id')
      .all();
    return new Map(rows.map(({ name, value }) => [name, value]));
  }

  /** The number of the last activation; 0 before the first. */
  last(): number {
    const last = this.db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM policies').pluck();
    return Number(known(last.get(), 'the query answers one row'));
  }

  set(w: Writing, name: string, value: string): void {
    const id = this.last() + 1;
    const fields = [id, w.sequence, name, value];
    const digest = w.rows.add('policies', fields);
    const insert = this.db.prepare(
      'INSERT INTO policies (id, deed, name, value, digest) VALUES (?, ?, ?, ?, ?)',
    );
    assert(insert.run([...fields, digest]).changes === 1, 'the policy was set');
  }
}
