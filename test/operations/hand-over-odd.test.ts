// Goal: what goes wrong between two branches that nobody meant to, names that meet, a book that was put
// back, clocks that differ, makes no payment two books' and leaves no hand-over without a way on. Method:
// two books at their desks, the files between them as values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restored } from '../ledger/kept-book.ts';
import { take } from './epochs.ts';
import {
  answer,
  asFile,
  assertVerified,
  B,
  branches,
  close,
  fileOf,
  give,
  one,
  receiptOf,
  trust,
} from './hand-over-desks.ts';
import { changesOnlyItsRecord, done, refused } from './test-desk.ts';

test('another branch’s hand-over of the same name keeps nobody’s from being answered', (t) => {
  const [a, b] = branches(t);
  const table = one('NAMED', { amount: '1.00' });
  const came = fileOf(a, done(give(a, take(a, table), B)).handOver);
  done(trust(b, 'test-3'));
  const theirs = asFile({ ...came.content, from: 'test-3', original: '77'.repeat(32) });
  done(answer(b, theirs, 'declined', null));
  const { takeOver } = done(answer(b, came, 'taken', table));
  assert.equal(refused(answer(b, theirs, 'taken', table)).code, 'hand_over_answered');
  assert.equal(done(close(a, receiptOf(b, takeOver))).state, 'taken');
  assertVerified(a, b);
});

test('a book that was put back declines nothing it may have taken, and takes it once more', (t) => {
  const [a, b] = branches(t);
  const table = one('BEFORE', { amount: '1.00' });
  const came = fileOf(a, done(give(a, take(a, table), B)).handOver);
  restored(b);
  const code = changesOnlyItsRecord(b, () => refused(answer(b, came, 'declined', null))).code;
  assert.equal(code, 'hand_over_before_restore');
  // The other branch's clock may be wrong by hours; what it gives much later is declined as ever.
  const late = (hours: number) =>
    asFile({ ...came.content, handOver: 'ab'.repeat(16), handedOverAt: b.now + hours * 3_600_000 });
  assert.equal(refused(answer(b, late(23), 'declined', null)).code, 'hand_over_before_restore');
  done(answer(b, late(25), 'declined', null));
  const { takeOver } = done(answer(b, came, 'taken', table));
  assert.equal(done(close(a, receiptOf(b, takeOver))).state, 'taken');
  assertVerified(a, b);
});

test('clocks that differ by a day change nothing but what is shown', (t) => {
  const [a, b] = branches(t);
  b.now -= 86_400_000;
  const table = one('CLOCKS', { amount: '1.00' });
  const batch = take(a, table);
  const { takeOver } = done(
    answer(b, fileOf(a, done(give(a, batch, B)).handOver), 'declined', null),
  );
  assert.equal(done(close(a, receiptOf(b, takeOver))).state, 'taken_back');
  a.now -= 3 * 86_400_000;
  const again = fileOf(a, done(give(a, batch, B)).handOver);
  done(answer(b, again, 'taken', table));
  assertVerified(a, b);
});
