// Goal: a book that goes on from a backup sends nothing that may have left already (domain.md,
// scenario 23). Method: a restore is recorded on a book with batches in every state; each way out is
// tried; parts are released on the rail's word, and the verifier finds a dispatch without one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { without } from '../../main/ledger/restores.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { endedBatch, release, restored } from '../ledger/kept-book.ts';
import { acknowledge, dispatch } from './deeds.ts';
import { take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  done,
  open,
  posted,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

/** The three items of the scenario: 1,000.00, 2,000.00 and 3,000.00 in one file. */
function threeItems(on: TestDesk, messageId: string): number {
  const payments = [{ amount: '1,000.00' }, { amount: '2,000.00' }, { amount: '3,000.00' }];
  return take(on, { messageId, blocks: [{ from: 'payer', payments }] });
}

function tryDispatch(on: TestDesk, batchId: number) {
  return dispatchPayments(on.desk(), { submissionId: on.newId(), batchId }, on.context());
}

function statuses(on: TestDesk, batch: number): readonly string[] {
  const sql = `SELECT status FROM payments WHERE id / 16777216 = ? ORDER BY id`;
  return on.book().db.prepare<[number], string>(sql).pluck().all(batch);
}

function desk(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('payer', '100,000.00'), accountRow('payee', '0.00')]);
  return on;
}

test('everything outgoing waits for a person, and what ended does not', (t) => {
  const on = desk(t);
  const ended = endedBatch(on, 'ENDED');
  const accepted = threeItems(on, 'ACCEPTED');
  const dispatched = threeItems(on, 'DISPATCHED');
  dispatch(on, dispatched);
  const acknowledged = threeItems(on, 'ACKNOWLEDGED');
  dispatch(on, acknowledged);
  acknowledge(on, acknowledged);
  assert.equal(restored(on), 3, 'three batches have something that may have left');
  const { restores } = on.book();
  assert.equal(restores.waiting(ended), null);
  for (const batch of [accepted, dispatched, acknowledged]) {
    assert.notEqual(restores.waiting(batch), null, `batch ${batch}`);
  }
  assert.deepEqual(refused(tryDispatch(on, accepted)), {
    code: 'outgoing_waits',
    batchId: accepted,
  });
  assert.deepEqual(statuses(on, accepted), ['accepted', 'accepted', 'accepted']);
  // What is submitted after the restore is no business of it.
  const fresh = threeItems(on, 'FRESH');
  assert.equal(dispatch(on, fresh), 3);
  // The rail's own word about what it took is never held up.
  acknowledge(on, dispatched);
  assertSound(on, 'after the restore');
});

test('sent on the word of the rail: nothing leaves, and it is booked once', (t) => {
  const on = desk(t);
  const batch = threeItems(on, 'SENT');
  restored(on);
  assert.equal(done(release(on, batch, [0, 2], 'sent')).payments, 3);
  assert.deepEqual(statuses(on, batch), ['dispatched', 'dispatched', 'dispatched']);
  assert.equal(dispatch(on, batch), 0, 'nothing is left to dispatch');
  acknowledge(on, batch);
  // Three fees of 0.05 are booked with it.
  assert.equal(posted(on, 'payer'), 9_399_985n);
  assertSound(on, 'acknowledged');
});

test('one part was sent, another not: each leaves at most once', (t) => {
  const on = desk(t);
  const batch = threeItems(on, 'PART');
  restored(on);
  done(release(on, batch, [1, 1], 'sent'));
  assert.deepEqual(statuses(on, batch), ['accepted', 'dispatched', 'accepted']);
  assert.equal(dispatch(on, batch), 0, 'the others still wait');
  done(release(on, batch, [2, 2], 'not_sent'));
  assert.equal(dispatch(on, batch), 1);
  assert.deepEqual(statuses(on, batch), ['accepted', 'dispatched', 'dispatched']);
  for (const records of [
    [2, 2],
    [0, 1],
    [3, 2],
  ] as const) {
    assert.equal(refused(release(on, batch, records, 'not_sent')).code, 'outgoing_not_waiting');
  }
  assert.equal(refused(release(on, 99, [0, 0], 'sent')).code, 'batch_unknown');
  done(release(on, batch, [0, 0], 'not_sent'));
  assert.equal(dispatch(on, batch), 1);
  assertSound(on, 'all have left');
});

test('a second restore holds again what the first had let go', (t) => {
  const on = desk(t);
  const batch = threeItems(on, 'TWICE');
  restored(on);
  done(release(on, batch, [0, 2], 'not_sent'));
  restored(on);
  assert.equal(refused(tryDispatch(on, batch)).code, 'outgoing_waits');
  assert.equal(on.book().restores.count(), 2);
  done(release(on, batch, [0, 2], 'not_sent'));
  assert.equal(dispatch(on, batch), 3);
  assertSound(on, 'after two restores');
  on.close();
  assert.deepEqual(failing(on), []);
});

test('a dispatch that did not wait is found by the verifier', (t) => {
  const on = desk(t);
  const batch = threeItems(on, 'EAGER');
  restored(on);
  // A program that forgot to look.
  on.book().restores.waiting = () => null;
  assert.equal(dispatch(on, batch), 3);
  on.close();
  assert.deepEqual(failing(on), [
    `outgoing_waited_after_a_restore: batch ${batch} left from record 0 on, and waited since a restore`,
  ]);
});

function failing(on: TestDesk): readonly string[] {
  const { checks } = verifyBook(on.book().file);
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
}

test('stretches without others', () => {
  const of = (...pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([firstRecord, lastRecord]) => ({ firstRecord, lastRecord }));
  const cases = [
    [of([0, 9]), [0, 9], of()],
    [of([0, 9]), [3, 5], of([0, 2], [6, 9])],
    [of([0, 9]), [0, 0], of([1, 9])],
    [of([0, 9]), [9, 20], of([0, 8])],
    [of([0, 9]), [20, 30], of([0, 9])],
    [of([0, 2], [6, 9]), [2, 6], of([0, 1], [7, 9])],
  ] as const;
  for (const [stretches, [firstRecord, lastRecord], expected] of cases) {
    assert.deepEqual(without(stretches, { firstRecord, lastRecord }), expected);
  }
});
