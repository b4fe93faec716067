// Goal: no damage to the file that changes what a book says goes unnoticed. Method: single bits of
// a closed book are flipped, chosen by a seed; the book is opened and audited, and the layer that
// noticed first is counted. A flip that nothing noticed must have changed no row of any table.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { Fault } from '../../main/domain/result.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { chance } from '../fixtures/chance.ts';
import { auditFile, richDesk } from './rich-book.ts';

const FLIPS = 150;

/** All rows of all tables as one text, or null where they cannot be read. */
function contents(file: string): string | null {
  const { db } = openForReading(file);
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
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
function noticed(file: string): string | null {
  try {
    return auditFile(file).checks.find((check) => !check.ok)?.name ?? null;
  } catch (error) {
    if (error instanceof Fault) return `opening: ${error.code}`;
    throw error;
  }
}

test('flipped bits are noticed, or changed nothing that is kept', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const sound = readFileSync(file);
  const before = contents(file);
  assert.notEqual(before, null);
  // Most of a small book is room for later; only bytes that say something are flipped.
  const written = [...sound.keys()].filter((at) => sound[at] !== 0);
  const by = new Map<string, number>();
  const flipped = join(on.folder, 'flipped.db');
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const bytes = Buffer.from(sound);
    const at = written[chance(11, flip, 'byte') % written.length] ?? 0;
    const bit = chance(11, flip, 'bit') % 8;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    writeFileSync(flipped, bytes);
    const layer = noticed(flipped);
    const harmless = layer === null && contents(flipped) === before;
    assert.ok(layer !== null || harmless, `bit ${bit} of byte ${at} went unnoticed`);
    const name = layer ?? 'nothing changed';
    by.set(name, (by.get(name) ?? 0) + 1);
  }
  const counts = [...by].sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${n}`);
  t.diagnostic(`${FLIPS} flips in ${written.length} bytes: ${counts.join(', ')}`);
});

test('a page of zeros and a file cut short are noticed', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const sound = readFileSync(file);
  const page = 4096;
  const zeroed = Buffer.from(sound);
  zeroed.fill(0, 5 * page, 6 * page);
  const damaged = join(on.folder, 'damaged.db');
  for (const bytes of [
    zeroed,
    sound.subarray(0, sound.length - 3 * page),
    sound.subarray(0, 700),
  ]) {
    writeFileSync(damaged, bytes);
    assert.notEqual(noticed(damaged), null);
  }
});

test('an index that differs from its table is noticed: it would let a submission in twice', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const bytes = readFileSync(file);
  // The submission id stands in its row, in the unique index, and where a page was tidied.
  const found: (readonly string[])[] = [];
  for (let at = bytes.indexOf('epoch/2/5'); at >= 0; at = bytes.indexOf('epoch/2/5', at + 1)) {
    const damaged = Buffer.from(bytes);
    damaged.write('epoch/2/6', at);
    const copy = join(on.folder, `index-${at}.db`);
    writeFileSync(copy, damaged);
    const broken = auditFile(copy).checks.filter((check) => !check.ok);
    if (broken.length > 0) found.push(broken.map(({ name }) => name));
  }
  assert.deepEqual(found.sort(), [['file_is_sound'], ['file_is_sound', 'chain_is_whole']]);
});
