// Single records of master data as they are in force on a day, by statements prepared once: what is
// asked of large directories, payment by payment, without reading all of them.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { HeldEdition } from '../domain/master/editions.ts';
import {
  type MasterContent,
  type MasterKind,
  type MasterRecord,
  recordOf,
} from '../domain/master/kinds.ts';

export class MasterInForce {
  private readonly select: Database.Statement<[string, string, string], Row>;
  private readonly newestEdition: Database.Statement<[string, string], EditionRow>;
  private readonly some: Database.Statement<[string, string, string, string], bigint>;

  constructor(db: Database.Database) {
    this.select = db.prepare(
      `SELECT m.content, v.ended FROM master_versions v
       JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
       LEFT JOIN master_values m ON m.version = v.id
       WHERE v.kind = ? AND v.key = ? AND s.effective_on <= ? ORDER BY v.id DESC LIMIT 1`,
    );
    this.newestEdition = db.prepare(
      `SELECT c.edition, c.valid_until, s.effective_on FROM master_changes c
       JOIN master_steps s ON s.change = c.id AND s.step = 'confirmed'
       WHERE c.kind = ? AND c.scope <> '' AND s.effective_on <= ? ORDER BY s.id DESC LIMIT 1`,
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

  /** The edition of a directory that is held on `day`; null where none was taken. */
  edition(kind: MasterKind, day: string): HeldEdition | null {
    const row = this.newestEdition.get(kind, day);
    if (row === undefined) return null;
    const { edition, valid_until: validUntil, effective_on: effectiveOn } = row;
    return { edition, validUntil, effectiveOn };
  }

  /** The newest edition that was confirmed, whenever it takes effect. */
  newestHeld(kind: MasterKind): HeldEdition | null {
    return this.edition(kind, LAST_DAY);
  }

  /** Whether the book was ever given a record of the kind by `day` whose key begins with `prefix`. */
  holds(kind: MasterKind, prefix: string, day: string): boolean {
    return this.some.get(kind, prefix, `${prefix}\u{10ffff}`, day) !== undefined;
  }
}

/** After every day that a change can name. */
const LAST_DAY = '9999-12-31';

type EditionRow = { edition: string; valid_until: string; effective_on: string };
type Row = { content: string | null; ended: bigint };

/** The fields behind the JSON that is kept of a record. */
export function contentOf(json: string): MasterContent {
  const parsed: unknown = JSON.parse(json);
  assert(typeof parsed === 'object' && parsed !== null, 'a record is kept as its fields');
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
