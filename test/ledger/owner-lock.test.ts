// Goal: one process owns a book, the second one is told who it is, and a dead owner owns nothing.
// Method: child processes take the lock of a folder; one is killed with SIGKILL.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import type { Fault } from '../../main/domain/result.ts';
import { takeOwnership } from '../../main/ledger/owner-lock.ts';
import { done, refused, testFolder } from '../operations/test-desk.ts';

const CHILD = join(import.meta.dirname, 'hold-book.ts');
const SINCE = Date.UTC(2026, 10, 26, 9, 42);

type Holder = { readonly child: ChildProcess; readonly answer: unknown };

/** Starts a process that takes the book, and waits for what it was answered. */
async function holder(t: TestContext, folder: string, person: string): Promise<Holder> {
  const child = spawn(process.execPath, [CHILD, folder, person], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, answer: JSON.parse(String(line)) };
}

const BEN = { person: 'ben', shell: 'loopback', pid: 7, since: SINCE };

test('the second process is refused with the name of the first, and may have it after', async (t) => {
  const folder = testFolder(t);
  const first = await holder(t, folder, 'anna');
  assert.deepEqual(first.answer, { ok: true });
  const inUse = {
    code: 'book_in_use',
    person: 'anna',
    shell: 'cli',
    pid: first.child.pid,
    since: SINCE,
  };
  assert.deepEqual((await holder(t, folder, 'ben')).answer, { ok: false, refusal: inUse });
  assert.deepEqual(refused(takeOwnership(folder, BEN)), inUse);
  first.child.stdin?.end();
  await once(first.child, 'exit');
  done(takeOwnership(folder, BEN)).release();
});

test('the lock of a process that was killed is free', async (t) => {
  const folder = testFolder(t);
  const first = await holder(t, folder, 'anna');
  assert.deepEqual(first.answer, { ok: true });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await holder(t, folder, 'carl');
  assert.deepEqual(second.answer, { ok: true });
  assert.equal(refused(takeOwnership(folder, BEN)).person, 'carl');
});

test('in one process too the book has one owner, until it lets go', (t) => {
  const folder = testFolder(t);
  const anna = { ...BEN, person: 'anna' };
  const ownership = done(takeOwnership(folder, anna));
  assert.equal(refused(takeOwnership(folder, BEN)).person, 'anna');
  ownership.release();
  ownership.release();
  const next = done(takeOwnership(folder, BEN));
  assert.equal(refused(takeOwnership(folder, anna)).person, 'ben');
  next.release();
});

test('a lock that is no lock is a fault, not an owner', (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, 'owner.lock'), 'no database at all '.repeat(100));
  const isUnusable = (error: unknown): boolean => (error as Fault).code === 'lock_unusable';
  assert.throws(() => takeOwnership(folder, BEN), isUnusable);
  assert.throws(() => takeOwnership(join(folder, 'absent'), BEN), isUnusable);
});
