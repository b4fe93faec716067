// Goal: a book opens with a key that is held and with no other; a wrong key or none neither opens it
// nor harms the log beside it; a copy under another key is the same book. Method: a book in which
// everything has happened, recoded, opened by every kind of connection, and copied with its log as a
// killed process leaves it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import Database from 'better-sqlite3';
import { Fault } from '../../main/domain/result.ts';
import {
  openForCheckpoints,
  openForReading,
  openForWriting,
} from '../../main/ledger/connection.ts';
import { copyBook, identify } from '../../main/ledger/copy-book.ts';
import { holdKeys, keyOf, opensWith } from '../../main/ledger/held-keys.ts';
import { recodeBook } from '../../main/ledger/recode-book.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { testFolder } from '../operations/test-desk.ts';
import { richDesk } from './rich-book.ts';

const KEY = new Uint8Array(randomBytes(32));
const OTHER = new Uint8Array(randomBytes(32));

afterEach(() => holdKeys([]));

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

function schemaOf(path: string): unknown {
  const { db } = openForReading(path);
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
  db.close();
  return rows;
}

test('a recoded book is the same book, row for row, and nothing of it is plain', (t) => {
  const on = richDesk(t);
  const folder = testFolder(t);
  const [plain, coded, again] = ['plain', 'coded', 'again'].map((name) => join(folder, name));
  assert.ok(plain !== undefined && coded !== undefined && again !== undefined);
  copyBook(on.book().file, plain);
  recodeBook(plain, coded, KEY);
  const wanted = identify(plain);
  const schema = schemaOf(plain);
  holdKeys([KEY]);
  assert.deepEqual(identify(coded), wanted);
  assert.deepEqual(schemaOf(coded), schema);
  const verdict = verifyBook(coded, null, undefined, [OTHER, KEY]);
  assert.deepEqual(
    verdict.checks.filter(({ ok }) => !ok),
    [],
  );
  recodeBook(coded, again, OTHER);
  holdKeys([OTHER, KEY]);
  assert.deepEqual(identify(again), wanted);
  for (const path of [coded, again]) {
    const bytes = readFileSync(path);
    for (const word of ['SQLite format', 'payer', 'CREATE TABLE']) {
      assert.equal(bytes.includes(word), false, word);
    }
  }
  copyBook(coded, join(folder, 'copy'));
  assert.equal(keyOf(join(folder, 'copy')), KEY, 'a copy keeps the key of its source');
});

test('every connection of an encrypted book needs its key', (t) => {
  const folder = testFolder(t);
  const path = join(folder, 'book.db');
  copyBook(richDesk(t).book().file, join(folder, 'plain'));
  recodeBook(join(folder, 'plain'), path, KEY);
  const opens = [openForReading, openForCheckpoints, openForWriting];
  for (const open of opens) {
    holdKeys([KEY]);
    const { db } = open(path);
    assert.equal(
      Number(db.pragma('temp_store', { simple: true })),
      2,
      'nothing temporary on the disk',
    );
    db.close();
    holdKeys([OTHER]);
    assert.throws(() => open(path), isFault('book_key_wrong'));
    holdKeys([]);
    assert.throws(() => open(path), isFault('not_a_book'));
  }
  holdKeys([KEY]);
  assert.throws(() => openForWriting(join(folder, 'plain')), isFault('book_not_encrypted'));
  assert.deepEqual([opensWith(path, KEY), opensWith(path, OTHER)], [true, false]);
});

test('whoever has the wrong key leaves the log of a killed writer as it is', (t) => {
  const folder = testFolder(t);
  const path = join(folder, 'book.db');
  copyBook(richDesk(t).book().file, join(folder, 'plain'));
  recodeBook(join(folder, 'plain'), path, KEY);
  holdKeys([KEY]);
  const { db } = openForWriting(path);
  db.prepare('CREATE TABLE late (word TEXT) STRICT').run();
  db.prepare("INSERT INTO late VALUES ('in the log only')").run();
  const copied = join(folder, 'copied.db');
  for (const end of ['', '-wal']) copyFileSync(path + end, copied + end);
  db.close();
  for (const held of [[OTHER], []]) {
    holdKeys(held);
    assert.throws(() => openForReading(copied));
    assert.throws(() => openForWriting(copied));
    assert.ok(existsSync(`${copied}-wal`) || held.length === 0);
  }
  holdKeys([KEY]);
  const found = openForReading(copied);
  assert.equal(found.db.prepare('SELECT word FROM late').pluck().get(), 'in the log only');
  found.db.close();
});

test('a new file gets the key that is held first', (t) => {
  const path = join(testFolder(t), 'new.db');
  holdKeys([KEY, OTHER]);
  assert.equal(keyOf(path), KEY);
  const { db } = openForWriting(path);
  db.exec('CREATE TABLE t (a TEXT) STRICT');
  db.close();
  assert.equal(opensWith(path, KEY), true);
  const plain = new Database(path, { readonly: true });
  t.after(() => plain.close());
  assert.throws(() => plain.prepare('SELECT * FROM t').all(), /not a database/);
});
