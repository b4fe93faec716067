// Goal: a deed begins only on a book that passed its check, waits for it within bounds, and is told
// what became of it; what was verified is noted beside the book. Method: the check over a book of
// the test's own process, asked in the same turn in which it began.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { ChainAnchor } from '../../main/ledger/verify-chain.ts';
import { anchorPath, readAnchor, writeAnchor } from '../../main/office/anchor.ts';
import { BookCheck, DEEDS_WAITING_MAX } from '../../main/office/book-check.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { done, type TestDesk, testDesk } from '../operations/test-desk.ts';

const FOREVER = new AbortController().signal;

function checkOf(t: TestContext, on: TestDesk, deedWaits?: number) {
  const told: string[] = [];
  const logged: unknown[] = [];
  const book = on.book();
  const check = new BookCheck({
    book,
    folder: on.folder,
    clock: () => on.now,
    log: ({ code }) => logged.push(code),
    onPassed: () => told.push('passed'),
    onFailed: () => told.push('failed'),
    ...(deedWaits === undefined ? {} : { deedWaits }),
  });
  t.after(() => check.stop());
  return { check, told, logged };
}

function deed(on: TestDesk, value: string): ChainAnchor {
  const input = { submissionId: on.newId(), name: 'duplicateWindowDays', value };
  done(setPolicy(on.desk(), input, on.context()));
  const { sequence, digest } = on.book().chainHead();
  return { sequence, digest };
}

/** What the anchor says, as sequence numbers. */
function anchored(on: TestDesk): { readonly verified: number; readonly head: number } | null {
  const found = readAnchor(on.folder);
  if (found.kind !== 'anchor') return null;
  return { verified: found.anchor.verified.sequence, head: found.anchor.head.sequence };
}

test('deeds wait for the check in their order and begin when it is passed', async (t) => {
  const on = testDesk(t);
  deed(on, '7');
  const { check, told } = checkOf(t, on);
  const admitted: number[] = [];
  const waiting = [1, 2, 3].map(async (each) => {
    assert.equal(await check.admit(FOREVER), null);
    admitted.push(each);
  });
  assert.deepEqual([told, admitted], [[], []]);
  await Promise.all(waiting);
  assert.deepEqual([told, admitted], [['passed'], [1, 2, 3]]);
  assert.deepEqual(check.standing(), { kind: 'passed' });
  assert.equal(check.admit(FOREVER), null, 'at once from then on');
  assert.deepEqual(anchored(on), { verified: 1, head: 1 });
});

test('too many deeds, too long a wait and an asker who went are refused, and never begun', async (t) => {
  const on = testDesk(t);
  const { check } = checkOf(t, on);
  const leaving = new AbortController();
  const left = check.admit(leaving.signal);
  const waiting = Array.from({ length: DEEDS_WAITING_MAX - 1 }, () => check.admit(FOREVER));
  const refusal = {
    code: 'office_is_not_ready',
    check: 'book_is_the_anchored_one',
    percent: 0,
    remaining: null,
  };
  assert.deepEqual(await check.admit(FOREVER), refusal, 'one too many');
  leaving.abort();
  assert.deepEqual(await left, refusal, 'the asker went');
  assert.deepEqual(new Set(await Promise.all(waiting)), new Set([null]));
  const hurried = testDesk(t, 2);
  const late = await checkOf(t, hurried, 0).check.admit(FOREVER);
  assert.equal(late?.code, 'office_is_not_ready', 'too long');
});

test('a book that fails takes no deed, says why, and the anchor stays as it was', async (t) => {
  const on = testDesk(t);
  deed(on, '7');
  const head = { sequence: 5, digest: new Uint8Array(32) };
  writeAnchor(on.folder, { instanceId: 'test-1', verified: head, head, at: on.now });
  const { check, told, logged } = checkOf(t, on);
  const refusal = {
    code: 'book_failed_its_check',
    check: 'chain_reaches_its_anchor',
    detail: 'deed 5 is missing: the end was cut off',
  };
  assert.deepEqual(await check.admit(FOREVER), refusal);
  assert.deepEqual(await check.admit(FOREVER), refusal, 'and the next one at once');
  assert.deepEqual([told, logged], [['failed'], ['book_failed_its_check']]);
  assert.deepEqual(check.anchor(), { sequence: 5, digest: Buffer.alloc(32) });
  await check.stop();
  assert.deepEqual(anchored(on), { verified: 5, head: 5 });
});

test('an anchor that cannot be read is said, all is verified, and a new one is written', async (t) => {
  const on = testDesk(t);
  deed(on, '7');
  writeFileSync(anchorPath(on.folder), 'not an anchor');
  const { check, logged } = checkOf(t, on);
  assert.equal(await check.admit(FOREVER), null);
  assert.deepEqual(logged, ['anchor_unreadable']);
  assert.deepEqual(anchored(on), { verified: 1, head: 1 });
});

test('what was written since is noted, verified while nothing is to do, and noted at the end', async (t) => {
  const on = testDesk(t);
  const { check } = checkOf(t, on);
  await check.admit(FOREVER);
  const written = [deed(on, '7'), deed(on, '8')];
  assert.deepEqual(anchored(on), { verified: 0, head: 0 });
  const verified = new Promise<void>((resolve) => check.onChange(resolve));
  check.look();
  assert.deepEqual(anchored(on), { verified: 0, head: 2 }, 'the end is noted at once');
  await verified;
  assert.deepEqual(anchored(on), { verified: 2, head: 2 });
  check.advance(written[0] ?? { sequence: 0, digest: new Uint8Array(32) });
  assert.deepEqual(anchored(on), { verified: 2, head: 2 }, 'never backwards');
  deed(on, '9');
  await check.stop();
  assert.deepEqual(anchored(on), { verified: 2, head: 3 });
});

test('rows changed while the office runs are found by the next look, and deeds end', async (t) => {
  const on = testDesk(t);
  const { check, told } = checkOf(t, on);
  await check.admit(FOREVER);
  deed(on, '7');
  on.book().db.exec(`DROP TRIGGER policies_no_update; UPDATE policies SET digest = zeroblob(8)`);
  const changed = new Promise<void>((resolve) => check.onChange(resolve));
  check.look();
  await changed;
  assert.deepEqual(await check.admit(FOREVER), {
    code: 'book_failed_its_check',
    check: 'chain_is_whole',
    detail: 'deed 1 (setPolicy): policies 1 differs from its digest',
  });
  assert.deepEqual(told, ['passed', 'failed']);
});

test('a check that cannot be carried out has not been passed', async (t) => {
  const on = testDesk(t);
  on.close();
  rmSync(on.book().file);
  const { check } = checkOf(t, on);
  const refusal = await check.admit(FOREVER);
  assert.equal(refusal?.code, 'book_failed_its_check');
  assert.match(String(refusal?.detail), /book_unreadable|unable to open/);
});
