// Goal: a deed is done at most once per submission id, a refusal stays refused and changes nothing
// but its own record, an answer is nobody else's, and who may not is told so. Method: each deed is done,
// done again, done by somebody else and with other input; whole-table dumps are compared.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, ROLES } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { acknowledgeBatch } from '../../main/operations/acknowledge-batch.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import { rejectAcknowledged } from '../../main/operations/reject-acknowledged.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import { commitAll, submission } from './epochs.ts';
import { as } from './persons.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  dump,
  hashLike,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

type Call = (submissionId: string) => Result<unknown>;

const FILE = {
  messageId: 'ONCE',
  blocks: [
    {
      from: 'payer',
      payments: [
        { amount: '10.00' },
        { amount: '20.00', outcome: 'review' },
        { amount: '30.00' },
        { amount: '40.00' },
      ],
    },
  ],
} as const;

/** A cycle that falls, and the next one to its inward money. */
function cycles(on: TestDesk): readonly [string, Call, Call][] {
  const desk = on.desk();
  const context = () => on.context();
  const close =
    (cycleId: number, grossIn: bigint): Call =>
    (submissionId) =>
      closeCycle(desk, { submissionId, cycleId, grossIn }, context());
  const settle =
    (advised: bigint): Call =>
    (submissionId) =>
      settleCycle(desk, { submissionId, cycleId: 2, advised }, context());
  const unwinding =
    (cycleId: number): Call =>
    (submissionId) =>
      unwindCycle(desk, { submissionId, cycleId, remark: 'fell' }, context());
  const inward =
    (amount: bigint): Call =>
    (submissionId) =>
      applyInward(desk, { submissionId, cycleId: 2, account: null, amount }, context());
  return [
    ['closeCycle', close(1, 500n), close(1, 501n)],
    ['unwindCycle', unwinding(1), unwinding(2)],
    ['closeCycle', close(2, 500n), close(2, 501n)],
    ['settleCycle', settle(-3_500n), settle(-3_501n)],
    ['applyInward', inward(5n), inward(6n)],
  ];
}

/** A history of every deed once, each with its input and another one. */
function history(on: TestDesk): readonly (readonly [string, Call, Call])[] {
  const desk = on.desk();
  const context = () => on.context();
  const rows = [accountRow('payer', '1,000.00')];
  const open =
    (file: string): Call =>
    (submissionId) =>
      openAccounts(desk, { submissionId, original: hashLike(file), rows }, context());
  const submit =
    (bytes: string): Call =>
    (submissionId) =>
      submitBatch(desk, { ...submission(on, { ...FILE, bytes }), submissionId }, context());
  const policy =
    (value: string): Call =>
    (submissionId) =>
      setPolicy(desk, { submissionId, name: 'duplicateWindowDays', value }, context());
  const words = { reasonCode: 'NARR', remark: 'no' } as const;
  const review =
    (record: number): Call =>
    (submissionId) => {
      const input = { paymentId: paymentId(1, record), outcome: 'decline', ...words } as const;
      return decideReview(desk, { submissionId, ...input }, context());
    };
  const cancel =
    (record: number): Call =>
    (submissionId) =>
      cancelPayment(desk, { submissionId, paymentId: paymentId(1, record) }, context());
  const dispatch =
    (batchId: number): Call =>
    (submissionId) =>
      dispatchPayments(desk, { submissionId, batchId }, context());
  const acknowledge =
    (fromRecord: number): Call =>
    (submissionId) =>
      acknowledgeBatch(desk, { submissionId, batchId: 1, fromRecord }, context());
  const reject =
    (reasonCode: string): Call =>
    (submissionId) =>
      rejectAcknowledged(desk, { submissionId, paymentId: paymentId(1, 2), reasonCode }, context());
  const correct =
    (entryId: number): Call =>
    (submissionId) =>
      correctEntry(desk, { submissionId, entryId, remark: 'twice' }, context());
  return [
    ['openAccounts', open('a'), open('b')],
    ['setPolicy', policy('7'), policy('8')],
    ['submitBatch', submit('a'), submit('b')],
    ['decideReview', review(1), review(2)],
    ['cancelPayment', cancel(0), cancel(2)],
    ['dispatchPayments', dispatch(1), dispatch(2)],
    ['acknowledgeBatch', acknowledge(0), acknowledge(1)],
    ['rejectAcknowledged', reject('AC04'), reject('AC06')],
    ...cycles(on),
    ['correctEntry', correct(99), correct(98)],
  ];
}

test('the same submission is answered again, other input under its id is refused', (t) => {
  const on = testDesk(t);
  for (const [deed, call, other] of history(on)) {
    const submissionId = on.newId();
    const first = call(submissionId);
    // The history holds one refusal on purpose: it is kept and given again like an answer.
    assert.equal(first.ok, deed !== 'correctEntry', deed);
    const before = dump(on.book());
    assert.deepEqual(call(submissionId), first, deed);
    const reused = { code: 'submission_id_reused', submissionId };
    assert.deepEqual(refused(other(submissionId)), reused, deed);
    const elses = as(on, 'otto', ROLES, () => refused(call(submissionId)));
    assert.deepEqual(elses, reused, `${deed} by another person`);
    // Another deed under the id is another input.
    const elsewhere = setPolicy(
      on.desk(),
      { submissionId, name: 'duplicateWindowDays', value: '3' },
      on.context(),
    );
    if (deed !== 'setPolicy') assert.deepEqual(refused(elsewhere), reused, deed);
    assert.deepEqual(dump(on.book()), before, `${deed} left a trace`);
    if (deed === 'submitBatch') commitAll(on, 1, FILE, 3);
    assertSound(on, deed);
  }
  assert.equal(on.book().answerOf('never seen'), null);
});

test('the answer is the same after a restart', (t) => {
  const on = testDesk(t);
  const answers: [Call, string, Result<unknown>][] = [];
  for (const [deed, call] of history(on)) {
    const submissionId = on.newId();
    answers.push([call, submissionId, call(submissionId)]);
    if (deed === 'submitBatch') commitAll(on, 1, FILE, 3);
  }
  const before = dump(on.book());
  for (const [, submissionId, answer] of answers) {
    const outcome = answer.ok ? 'done' : 'refused';
    const kept = answer.ok ? answer.value : answer.refusal;
    assert.deepEqual(on.book().answerOf(submissionId), { outcome, answer: kept });
  }
  on.reopen();
  for (const [, submissionId] of answers) assert.notEqual(on.book().answerOf(submissionId), null);
  assert.deepEqual(dump(on.book()), before);
});

test('a refused submission stays refused when its cause is gone', (t) => {
  const on = testDesk(t);
  const submissionId = on.newId();
  const cancel = () =>
    cancelPayment(on.desk(), { submissionId, paymentId: paymentId(1, 0) }, on.context());
  const first = changesOnlyItsRecord(on, () => refused(cancel()));
  assert.deepEqual(first, { code: 'payment_unknown', paymentId: paymentId(1, 0) });
  for (const [deed, call] of history(on).slice(0, 3)) {
    assert.ok(call(on.newId()).ok, deed);
  }
  commitAll(on, 1, FILE, 4);
  const before = dump(on.book());
  assert.deepEqual(refused(cancel()), first);
  assert.deepEqual(dump(on.book()), before);
});

test('each deed asks for its permission, and the refusal is in the trail', (t) => {
  const auditor: Actor = { id: 'otto', name: 'Otto', roles: ['auditor'] };
  const on = testDesk(t);
  for (const [deed, call] of history(on)) {
    on.actor = auditor;
    const refusal = changesOnlyItsRecord(on, () => refused(call(on.newId())));
    assert.deepEqual([refusal.code, refusal.deed, refusal.actor], ['not_permitted', deed, 'otto']);
    const kept = on
      .book()
      .db.prepare<[], unknown[]>(
        'SELECT actor, deed, outcome, row_count FROM deeds ORDER BY sequence DESC LIMIT 1',
      );
    assert.deepEqual(kept.raw().get(), ['otto', deed, 'refused', 0n]);
  }
  assertSound(on);
});

test('the trail moves forward in time, even when the clock goes back', (t) => {
  const on = testDesk(t);
  const calls = history(on).slice(0, 3);
  for (const [at, [, call]] of calls.entries()) {
    on.now -= at * 3_600_000;
    call(on.newId());
  }
  const times = on.book().db.prepare<[], bigint>('SELECT at FROM deeds ORDER BY sequence').pluck();
  const first = BigInt(Date.UTC(2026, 10, 26, 9, 42));
  assert.deepEqual(times.all(), [first, first + 1n, first + 2n]);
});
