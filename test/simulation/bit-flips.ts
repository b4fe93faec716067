// Flips single bits of a closed book, chosen by a seed, and asks who notices: opening the book, or
// which check of its audit. A flip that nobody notices must have changed no row of any table.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../../main/domain/result.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { chance } from '../fixtures/chance.ts';
import { auditFile } from '../ledger/rich-book.ts';

export type FlipsResult = {
  readonly flips: number;
  /** Bytes of the file that say something: the others are room for later. */
  readonly bytes: number;
  /** Flips by who noticed first; `nothing changed` where no row did. */
  readonly by: ReadonlyMap<string, number>;
  readonly unnoticed: readonly string[];
};

/** All rows of all tables as one text, or null where they cannot be read. */
function contents(file: string): string | null {
  const { db } = openForReading(file);
  try {
    // To SQLite a name is the same in capitals: a flipped case changes nothing.
    const tables = db
      .prepare<[], string>(
        "SELECT lower(name) FROM sqlite_schema WHERE lower(type) = 'table' ORDER BY lower(name)",
      )
      .pluck()
      .all();
    const rows = tables.map((table) =>
      db.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw().all(),
    );
    return JSON.stringify([tables, rows], (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  } finally {
    db.close();
  }
}

/** Which layer noticed first: opening the book, or the first check that failed; null for none. */
export function noticed(file: string): string | null {
  try {
    return auditFile(file).checks.find((check) => !check.ok)?.name ?? null;
  } catch (error) {
    if (error instanceof Fault) return `opening: ${error.code}`;
    throw error;
  }
}

/** Flips `count` bits of the closed book `file`, one at a time, in a copy in `folder`. */
export function flipBits(
  file: string,
  folder: string,
  count: number,
  seed: number,
  each: (done: number) => void = () => undefined,
): FlipsResult {
  const sound = readFileSync(file);
  const before = contents(file);
  if (before === null) throw new Error('the book can be read');
  // Most of a small book is room for later; only bytes that say something are flipped.
  const written = [...sound.keys()].filter((at) => sound[at] !== 0);
  const by = new Map<string, number>();
  const unnoticed: string[] = [];
  const flipped = join(folder, 'flipped.db');
  for (let flip = 0; flip < count; flip += 1) {
    const bytes = Buffer.from(sound);
    const at = written[chance(seed, flip, 'byte') % written.length] ?? 0;
    const bit = chance(seed, flip, 'bit') % 8;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    writeFileSync(flipped, bytes);
    const layer = noticed(flipped);
    if (layer === null && contents(flipped) !== before) unnoticed.push(`bit ${bit} of byte ${at}`);
    const name = layer ?? 'nothing changed';
    by.set(name, (by.get(name) ?? 0) + 1);
    each(flip + 1);
  }
  return { flips: count, bytes: written.length, by, unnoticed };
}
