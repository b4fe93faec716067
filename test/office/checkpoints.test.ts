// Goal: while the writer goes on, what is durable is folded into the book beside it, so that the log
// stays small; nothing but the thread does it, and its connection can change nothing. Method: a
// book whose commits are told of, its file looked into without its log, and the thread made to fail.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { pagesToCheckpoint } from '../../main/ledger/checkpoint.ts';
import { openForCheckpoints } from '../../main/ledger/connection.ts';
import { Checkpoints } from '../../main/office/checkpoints.ts';
import { openWriter } from '../../main/office/writer.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import {
  accountRow,
  assertSound,
  done,
  hashLike,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';

/** Enough rows that each deed leaves some hundred pages in the log. */
const ROWS = 1500;

function openSome(on: TestDesk, name: string) {
  const rows = Array.from({ length: ROWS }, (_, at) => accountRow(`${name}-${at}`, '1.00'));
  const input = { submissionId: name, original: hashLike(name), rows };
  return done(openAccounts(on.desk(), input, on.context()));
}

/** The accounts in the book's own file, its log left aside. */
function accountsInFile(on: TestDesk): number {
  const copy = join(on.folder, 'copy.db');
  copyFileSync(on.book().file, copy);
  const db = new Database(copy);
  const count = db.prepare<[], number>('SELECT count(*) FROM accounts').pluck().get();
  db.close();
  return count ?? 0;
}

test('commits are folded into the book while the writer goes on', async (t) => {
  const on = testDesk(t);
  const looks: number[] = [];
  let looked = (): void => undefined;
  const checkpoints = new Checkpoints(on.book().file, {
    onLooked: (left) => {
      looks.push(left);
      looked();
    },
    onFailed: (detail) => assert.fail(detail),
  });
  t.after(() => checkpoints.stop());
  const writer = openWriter(on.book(), () => checkpoints.committed());
  const connection = openForCheckpoints(on.book().file);
  t.after(() => connection.db.close());
  for (let deed = 0; deed < 12; deed += 1) {
    const isLooked = new Promise<void>((resolve) => {
      looked = resolve;
    });
    await writer.do(() => openSome(on, `deed-${deed}`));
    await isLooked;
  }
  // Twelve deeds left several thousand pages; the writer alone would have kept all in the log.
  assert.ok(Math.max(...looks) > 0 && Math.max(...looks) < 3000, looks.join(' '));
  assert.ok(looks.includes(0), 'a checkpoint leaves nothing behind');
  assert.ok(pagesToCheckpoint(connection) < 2048);
  assert.ok(accountsInFile(on) > ROWS, 'the book itself has grown');
  assertSound(on);
});

test('the connection of the checkpoints can change nothing', (t) => {
  const on = testDesk(t);
  openSome(on, 'some');
  const { db } = openForCheckpoints(on.book().file);
  assert.throws(() => db.exec('DELETE FROM balances'), /readonly/);
  assert.throws(() => db.exec('CREATE TABLE t (x)'), /readonly/);
  db.close();
});

test('a thread that cannot go on is told of once, and the writer needs it not', async (t) => {
  const on = testDesk(t);
  const failures: string[] = [];
  let failed = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    failed = resolve;
  });
  const checkpoints = new Checkpoints(join(on.folder, 'not-there.db'), {
    onFailed: (detail) => {
      failures.push(detail);
      failed();
    },
  });
  checkpoints.committed();
  await told;
  checkpoints.committed();
  await checkpoints.stop();
  assert.equal(failures.length, 1);
  assert.match(failures[0] ?? '', /not-there/);
  openSome(on, 'still');
  assertSound(on);
});
