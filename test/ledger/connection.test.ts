// Goal: a book is opened only with the promises it was made with, and anything else is refused by
// name. Method: every pragma is read back; files that are no book, of another program or of a
// newer one are opened; the version rule is a table.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import type { Fault } from '../../main/domain/result.ts';
import { olderThan, openForReading, openForWriting } from '../../main/ledger/connection.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from '../../main/ledger/schema.ts';
import { testDesk, testFolder } from '../operations/test-desk.ts';

const isFault =
  (code: string) =>
  (error: unknown): boolean =>
    (error as Fault).name === 'Fault' && (error as Fault).code === code;

test('the writer keeps every promise about durability, and reads them back', (t) => {
  const { db } = testDesk(t).book();
  const expected = {
    journal_mode: 'wal',
    synchronous: 2n,
    fullfsync: 1n,
    checkpoint_fullfsync: 1n,
    foreign_keys: 1n,
    trusted_schema: 0n,
    cell_size_check: 1n,
    application_id: BigInt(APPLICATION_ID),
    user_version: BigInt(SCHEMA_VERSION),
  };
  const read = Object.keys(expected).map((name) => [name, db.pragma(name, { simple: true })]);
  assert.deepEqual(Object.fromEntries(read), expected);
  assert.equal(db.prepare('SELECT 9007199254740993').pluck().get(), 9_007_199_254_740_993n);
});

test('a reader can neither write nor be made to', (t) => {
  const { file } = testDesk(t).book();
  const { db, writes } = openForReading(file);
  assert.equal(writes, false);
  assert.throws(() => db.exec("UPDATE accounts SET status = 'closed'"), /readonly/);
  db.pragma('query_only = OFF');
  assert.throws(() => db.exec("UPDATE accounts SET status = 'closed'"), /readonly/);
  db.close();
});

test('what is not our book is refused by name, and left as it is', (t) => {
  const folder = testFolder(t);
  const made = (name: string, sql: string): string => {
    const path = join(folder, name);
    const db = new Database(path);
    db.exec(sql);
    db.close();
    return path;
  };
  const text = join(folder, 'text.db');
  writeFileSync(text, 'this is no database, although it is longer than a header of one'.repeat(40));
  const directory = join(folder, 'directory.db');
  mkdirSync(directory);
  const marked = `PRAGMA application_id = ${APPLICATION_ID}; ${SCHEMA}`;
  const cases: readonly [string, string][] = [
    [text, 'not_a_book'],
    [made('other.db', 'CREATE TABLE t (a)'), 'not_a_book'],
    [made('marked.db', 'PRAGMA application_id = 77; CREATE TABLE t (a)'), 'not_a_book'],
    [made('mark-only.db', 'PRAGMA application_id = 77'), 'not_a_book'],
    [
      made('newer.db', `${marked}; PRAGMA user_version = ${SCHEMA_VERSION + 1}`),
      'book_from_newer_program',
    ],
    [
      made('older.db', `${marked}; PRAGMA user_version = ${SCHEMA_VERSION - 1}`),
      'book_from_older_program',
    ],
  ];
  for (const [path, code] of cases) {
    assert.throws(() => openForWriting(path), isFault(code), `writing ${path}`);
    assert.throws(() => openForReading(path), isFault(code), `reading ${path}`);
  }
  assert.throws(() => openForWriting(directory), isFault('book_unreadable'));
  assert.throws(() => openForReading(join(folder, 'absent.db')), isFault('book_unreadable'));
  const empty = made('empty.db', '');
  assert.throws(() => openForReading(empty), isFault('not_a_book'), 'a book not made yet');
  openForWriting(empty).db.close();
});

test('an older SQLite is known by its parts as numbers', () => {
  const oldest = [3, 51, 3];
  const cases: readonly [string, boolean][] = [
    ['3.51.3', false],
    ['3.51.2', true],
    ['3.51', true],
    ['3.9.99', true],
    ['3.51.10', false],
    ['3.53.2', false],
    ['3.52.0', false],
    ['2.99.99', true],
    ['4.0.0', false],
  ];
  for (const [version, older] of cases) assert.equal(olderThan(version, oldest), older, version);
});

test('what durability rests on is read back every hour', (t) => {
  const on = testDesk(t);
  const look = (after: number) => on.book().assertStillDurable(on.now + after);
  look(0);
  on.book().db.pragma('synchronous = NORMAL');
  look(3_599_999);
  assert.throws(() => look(3_600_000), isFault('pragma_refused'));
  assert.throws(() => look(3_600_001), isFault('pragma_refused'), 'until it is so again');
  assert.throws(() => look(-3_600_000), isFault('pragma_refused'), 'a clock that went back');
  on.book().db.pragma('synchronous = FULL');
  look(3_600_000);
});
