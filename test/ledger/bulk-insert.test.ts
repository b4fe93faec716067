// Goal: however rows are gathered into statements, what lies in the table is what was added.
// Method: rows whose columns stay the same, count up or differ, from a seed, in every number around
// the sizes of a statement, read back and compared whole; a flush that was rolled back is gone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { bulkInsert, type SqlValue } from '../../main/ledger/bulk-insert.ts';
import { chance } from '../fixtures/chance.ts';

const COLUMNS = ['id', 'kind', 'amount', 'mark', 'digest', 'salt'] as const;

const TABLE = `CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT, amount INTEGER NOT NULL,
  mark ANY, digest BLOB NOT NULL CHECK (length(digest) = 8), salt BLOB) STRICT`;

function newTable() {
  const db = new Database(':memory:');
  db.defaultSafeIntegers(true);
  db.exec(TABLE);
  const items = bulkInsert(db, 'items', COLUMNS, { packed: { digest: 8, salt: 3 } });
  const all = () => db.prepare<[], unknown[]>('SELECT * FROM items ORDER BY id').raw().all();
  return { db, items, all };
}

/** How a column goes on from row to row. */
const COURSES = ['same', 'counting', 'each', 'counts then stops', 'once different'] as const;

function course(name: (typeof COURSES)[number], row: number): number {
  if (name === 'same') return 7;
  if (name === 'counting') return 100 + row;
  if (name === 'each') return chance(3, row, 'course') % 1_000_000;
  if (name === 'counts then stops') return Math.min(row, 40);
  return row === 5 ? 8 : 7;
}

function rowOf(row: number, step: number, name: (typeof COURSES)[number]): SqlValue[] {
  const value = course(name, row);
  const digest = Buffer.from([row & 0xff, 0x80, 0xff, 0, 1, 2, 3, row >> 8]);
  const mark = name === 'each' ? (row % 3 === 0 ? null : String(value)) : value;
  return [
    1 + row * step,
    value === 8 ? null : `kind ${value}`,
    BigInt(value) - 2n ** 62n,
    mark,
    digest.toString('latin1'),
    new Uint8Array([value & 0xff, row & 0xff, 0]),
  ];
}

function asRead(row: readonly SqlValue[]): unknown[] {
  const [id, kind, amount, mark, digest, salt] = row;
  // An ANY column keeps a number as it is bound: as a floating one.
  const bytes = Buffer.from(String(digest), 'latin1');
  return [BigInt(Number(id)), kind, amount, mark, bytes, Buffer.from(salt as Uint8Array)];
}

test('what is read is what was added, whatever the rows have in common', () => {
  for (const name of COURSES) {
    for (const step of [1, 2]) {
      for (const count of [1, 2, 7, 8, 9, 63, 64, 65, 73, 130]) {
        const { db, items, all } = newTable();
        const rows = Array.from({ length: count }, (_, row) => rowOf(row, step, name));
        for (const row of rows) items.add(row);
        items.flush();
        assert.deepEqual(all(), rows.map(asRead), `${name}, ${count} rows by ${step}`);
        db.close();
      }
    }
  }
});

test('rows added between two flushes follow one another', () => {
  const { db, items, all } = newTable();
  const rows = Array.from({ length: 30 }, (_, row) => rowOf(row, 1, 'each'));
  for (const [at, row] of rows.entries()) {
    items.add(row);
    if (at % 4 === 0) items.flush();
  }
  items.flush();
  assert.deepEqual(all(), rows.map(asRead));
  db.close();
});

test('what is forgotten is not written, and what follows is', () => {
  const { db, items, all } = newTable();
  items.add(rowOf(0, 1, 'each'));
  items.discard();
  items.add(rowOf(1, 1, 'each'));
  items.flush();
  assert.deepEqual(all(), [asRead(rowOf(1, 1, 'each'))]);
  db.close();
});

test('a packed value of another length is a bug of ours, and nothing is written', () => {
  const { db, items, all } = newTable();
  const [id = 0, kind = '', amount = 0n, mark = null, , salt = null] = rowOf(0, 1, 'each');
  items.add([id, kind, amount, mark, 'short', salt]);
  assert.throws(() => items.flush(), /packed bytes have their length/);
  assert.deepEqual(all(), []);
  db.close();
});
