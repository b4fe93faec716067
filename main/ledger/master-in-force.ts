// Single records of master data as they are in force on a day, by statements prepared once: what is
// asked of large directories, payment by payment, without reading all of them.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import {
  type MasterContent,
  type MasterKind,
  type MasterRecord,
  recordOf,
} from '../domain/master/kinds.ts';

export class MasterInForce {
  private readonly select: Database.Statement<[string, string, string], Row>;
  private readonly some: Database.Statement<[string, string, string, string], bigint>;

  constructor(db: Database.Database) {
    this.select = db.prepare(
      `SELECT m.content, v.ended FROM master_versions v
       JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
       LEFT JOIN master_values m ON m.version = v.id
       WHERE v.kind = ? AND v.key = ? AND s.effective_on <= ? ORDER BY v.id DESC LIMIT 1`,
    );
    this.some = db
      .prepare<[string, string, string, string], bigint>(
        `SELECT 1 FROM master_versions v
         JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
         WHERE v.kind = ? AND v.key >= ? AND v.key < ? AND s.effective_on <= ? LIMIT 1`,
      )
      .pluck();
  }

  /** The record of `key` as it is on `day`; null where there is none, or it has ended. */
  record<K extends MasterKind>(kind: K, key: string, day: string): MasterRecord<K> | null {
    const row = this.select.get(kind, key, day);
    if (row === undefined || row.ended === 1n || row.content === null) return null;
    return recordOf(kind, contentOf(row.content));
  }

  /** Whether the book was ever given a record of the kind by `day` whose key begins with `prefix`. */
  holds(kind: MasterKind, prefix: string, day: string): boolean {
    return this.some.get(kind, prefix, `${prefix}\u{10ffff}`, day) !== undefined;
  }
}

type Row = { content: string | null; ended: bigint };

/** The fields behind the JSON that is kept of a record. */
export function contentOf(json: string): MasterContent {
  const parsed: unknown = JSON.parse(json);
  assert(typeof parsed === 'object' && parsed !== null, 'a record is kept as its fields');
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
