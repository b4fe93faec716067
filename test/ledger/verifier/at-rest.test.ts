// Goal: verifying touches no live book and leaves nothing behind. Method: a book that is open, one
// that was left with its log by a process that died, a closed one and files that are no book; the
// bytes of the folder are compared before and after.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { readAnchorText } from '../../../main/ledger/verifier/anchor-text.ts';
import { type AtRest, bringToRest } from '../../../main/ledger/verifier/at-rest.ts';
import { verifyBook } from '../../../main/ledger/verifier/verify-book.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { richDesk } from '../rich-book.ts';

function contents(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const);
}

function atRest(file: string, scratch: string): AtRest {
  const rest = bringToRest(file, scratch);
  assert.ok(typeof rest === 'object', String(rest));
  return rest;
}

test('a book that somebody has open is not touched', (t) => {
  const on = richDesk(t);
  const scratch = testFolder(t);
  const before = contents(on.folder);
  assert.equal(bringToRest(on.book().file, scratch), 'book_in_use');
  assert.deepEqual(contents(on.folder), before);
  assert.deepEqual(readdirSync(scratch), []);
});

test('a book with a log is copied aside with it, and the copy has what the log holds', (t) => {
  const on = richDesk(t);
  const scratch = testFolder(t);
  const left = join(testFolder(t), 'left');
  // What a killed process leaves: the book without its last commits, and the log that has them.
  cpSync(on.folder, left, { recursive: true });
  const count = on.book().chainHead().sequence;
  on.close();
  const file = join(left, 'book.db');
  assert.ok(readFileSync(`${file}-wal`).length > 0);
  const before = contents(left);
  const rest = atRest(file, scratch);
  assert.notEqual(rest.path, file);
  const verdict = verifyBook(rest.path);
  assert.deepEqual([verdict.ok, verdict.count], [true, count]);
  rest.release();
  assert.deepEqual(contents(left), before, 'nothing beside the book was written');
  assert.deepEqual(readdirSync(scratch), [], 'the copy is gone');
});

test('a backup without a log is read where it lies', (t) => {
  const on = richDesk(t);
  const folder = testFolder(t);
  const backup = join(folder, 'backup.db');
  on.book().db.prepare('VACUUM INTO ?').run(backup);
  const before = contents(folder);
  const rest = atRest(backup, testFolder(t));
  assert.equal(rest.path, backup);
  assert.equal(verifyBook(rest.path).ok, true);
  rest.release();
  assert.deepEqual(contents(folder), before);
});

test('what is no file or no book is said so', (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'letter'), 'not a book\n'.repeat(40));
  writeFileSync(join(folder, 'empty'), '');
  const cases = [
    ['missing', 'file_cannot_be_read'],
    ['folder', 'file_cannot_be_read'],
    ['letter', 'not_a_book'],
    ['empty', 'not_a_book'],
  ] as const;
  for (const [name, expected] of cases) {
    assert.equal(bringToRest(join(folder, name), folder), expected, name);
  }
  // Any other database has none of a book's tables: every check says so, and none throws.
  const other = join(folder, 'other.db');
  const db = new Database(other);
  db.exec('CREATE TABLE a (b)');
  db.close();
  const { ok, checks } = verifyBook(other);
  assert.equal(ok, false);
  assert.ok(checks.filter((check) => !check.ok).length > 5);
});

test('an anchor is read in every form in which it is written', () => {
  const head = 'ab'.repeat(32);
  const anchor = { head, count: 40 };
  const cases: readonly (readonly [string, unknown])[] = [
    [`${head}:40`, anchor],
    [`${head}:40\n`, anchor],
    [`{"ok":true,"checks":[],"head":"${head}","count":40}`, anchor],
    [`{"format":"counterfoil-anchor-1","head":{"sequence":40,"digest":"${head}"}}`, anchor],
    ['', null],
    ['null', null],
    [`${head}`, null],
    [`${head.toUpperCase()}:40`, null],
    [`{"head":"${head}"}`, null],
    [`{"head":"${head}","count":-1}`, null],
    [`{"head":"${head}","count":1.5}`, null],
    ['{"head":{"sequence":1}}', null],
  ];
  for (const [text, expected] of cases) assert.deepEqual(readAnchorText(text), expected, text);
});
