// Goal: a batch that goes to another branch is free of this book's money at once, is taken once and by
// the book that it is for, and comes back only on that book's own word; every wrong file is refused by
// name and changes nothing but its record; who hands over learns of no hold. Method: two books at their
// desks, the files between them as values, with and without people; whole tables are compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toldRefusal } from '../../main/domain/refusal-classes.ts';
import { type Refusal, refuse } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { answerHandOver } from '../../main/operations/answer-hand-over.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { closeHandOver } from '../../main/operations/close-hand-over.ts';
import { commitRedrive } from '../../main/operations/commit-redrive.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { redrivePayments } from '../../main/operations/redrive-payments.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { acknowledge, dispatch } from './deeds.ts';
import { epochOf, standing, submission, take } from './epochs.ts';
import {
  A,
  answer,
  asFile,
  assertVerified,
  B,
  branches,
  close,
  fileOf,
  GOES,
  give,
  one,
  receiptOf,
  signedReceipt,
  trust,
} from './hand-over-desks.ts';
import { amend, as, policy, sign } from './persons.ts';
import {
  assertSound,
  available,
  changesOnlyItsRecord,
  done,
  refused,
  type TestDesk,
} from './test-desk.ts';

/** Signed by somebody who did not submit it. */
function signed(on: TestDesk, payment: number): void {
  done(as(on, 'ben', ['supervisor'], () => sign(on, payment)));
}

test('a batch goes over, is judged there as new, and stays there', (t) => {
  const [a, b] = branches(t);
  const before = available(a, 'payer');
  const batch = take(a, GOES);
  const stood = ['accepted', 'in_repair AC03', 'accepted', 'accepted', 'warehoused'];
  assert.deepEqual(standing(a, batch), stood);
  assert.ok(available(a, 'payer') < before);

  const submissionId = a.newId();
  const given = give(a, batch, B, submissionId);
  const { handOver } = done(given);
  assert.deepEqual(give(a, batch, B, submissionId), given, 'asked twice it happens once');
  assert.equal(refused(give(a, batch, A, submissionId)).code, 'submission_id_reused');
  assert.deepEqual(new Set(standing(a, batch)), new Set(['handed_over']));
  assert.equal(available(a, 'payer'), before, 'what was held is free');
  assertVerified(a);
  const { content } = fileOf(a, handOver);
  assert.deepEqual(content.stood, [
    { firstRecord: 0, lastRecord: 0, status: 'accepted', version: 1 },
    { firstRecord: 1, lastRecord: 1, status: 'in_repair', version: 1 },
    { firstRecord: 2, lastRecord: 3, status: 'accepted', version: 1 },
    { firstRecord: 4, lastRecord: 4, status: 'warehoused', version: 1 },
  ]);
  assert.deepEqual(content.sums, [{ amount: '48.00', currency: 'EUR' }]);
  a.reopen();
  assert.deepEqual(fileOf(a, handOver).content, content, 'the same file whenever it is made');

  const takenAs = b.newId();
  const answered = answer(b, fileOf(a, handOver), 'taken', GOES, takenAs);
  const { takeOver, batchId: there } = done(answered);
  assert.deepEqual(answer(b, fileOf(a, handOver), 'taken', GOES, takenAs), answered);
  for (const word of ['taken', 'declined'] as const) {
    const again = changesOnlyItsRecord(b, () =>
      refused(answer(b, fileOf(a, handOver), word, GOES)),
    );
    assert.deepEqual([again.code, again.word], ['hand_over_answered', 'taken']);
  }
  assert.equal(b.book().batches.byId(there)?.nextRecord, 0, 'nothing that was judged there counts');

  const receipt = receiptOf(b, takeOver);
  const closedAs = a.newId();
  const closed = close(a, receipt, closedAs);
  assert.deepEqual(done(closed), { handOver, batchId: batch, state: 'taken' });
  assert.deepEqual(close(a, receipt, closedAs), closed);
  assert.equal(refused(close(a, receipt)).code, 'hand_over_closed');
  const leaves = refused(give(a, batch, B));
  assert.deepEqual([leaves.code, leaves.status], ['payment_status_does_not_allow', 'handed_over']);
  assertVerified(a, b);
});

test('nothing of what was handed over is paid, taken back or handed over again', (t) => {
  const [a] = branches(t);
  const batch = take(a, GOES);
  done(give(a, batch, B));
  const id = (record: number) => paymentId(batch, record);
  const deeds = {
    dispatch: () =>
      dispatchPayments(a.desk(), { submissionId: a.newId(), batchId: batch }, a.context()),
    cancel: () =>
      cancelPayment(a.desk(), { submissionId: a.newId(), paymentId: id(0) }, a.context()),
    redrive: () =>
      redrivePayments(a.desk(), { submissionId: a.newId(), paymentIds: [id(1)] }, a.context()),
    redriveAll: () =>
      redrivePayments(a.desk(), { submissionId: a.newId(), paymentIds: null }, a.context()),
    again: () => give(a, batch, B),
    sameFile: () => submitBatch(a.desk(), submission(a, GOES), a.context()),
  };
  const codes = Object.entries(deeds).map(([name, deed]) => {
    const before = standing(a, batch);
    const outcome = deed();
    assert.deepEqual(standing(a, batch), before, name);
    return [name, outcome.ok ? outcome.value : outcome.refusal.code];
  });
  assert.deepEqual(Object.fromEntries(codes), {
    dispatch: { payments: 0 },
    cancel: 'payment_status_does_not_allow',
    redrive: 'payment_status_does_not_allow',
    redriveAll: 'quarantine_empty',
    again: 'payment_status_does_not_allow',
    sameFile: 'duplicate_file',
  });
  assertVerified(a);
});

test('declined, it is never taken there, and is judged anew here before it is paid once', (t) => {
  const [a, b] = branches(t);
  const before = available(a, 'payer');
  const batch = take(a, GOES);
  const { handOver } = done(give(a, batch, B));
  const came = fileOf(a, handOver);
  const { takeOver, batchId } = done(answer(b, came, 'declined', null));
  assert.equal(batchId, 0);
  assert.equal(refused(answer(b, came, 'taken', GOES)).code, 'hand_over_answered');
  b.reopen();
  assert.equal(refused(answer(b, came, 'taken', GOES)).code, 'hand_over_answered');

  const receipt = receiptOf(b, takeOver);
  assert.equal(done(close(a, receipt)).state, 'taken_back');
  assert.equal(refused(close(a, receipt)).code, 'hand_over_closed');
  assert.deepEqual(new Set(standing(a, batch)), new Set(['in_repair']));
  assert.equal(available(a, 'payer'), before);
  assertVerified(a, b);

  const driven = { submissionId: a.newId(), paymentIds: null };
  assert.equal(done(redrivePayments(a.desk(), driven, a.context())).payments, 5);
  const mended = GOES.blocks.map((block) => ({
    ...block,
    payments: block.payments.map(({ amount }) => ({ amount })),
  }));
  const payments = Array.from({ length: 5 }, (_, record) => paymentId(batch, record));
  const epoch = a.book().batches.epochs.count() + 1;
  const output = { ...epochOf(a, batch, { ...GOES, blocks: mended }, 0, 5), epoch, payments };
  done(commitRedrive(a.desk(), output, a.context()));
  const stands = ['accepted', 'accepted', 'accepted', 'accepted', 'warehoused'];
  assert.deepEqual(standing(a, batch), stands);
  assertVerified(a);
  // It may leave again, as another hand-over; the first one stays refused.
  const second = done(give(a, batch, B));
  assert.equal(refused(answer(b, came, 'taken', GOES)).code, 'hand_over_answered');
  done(answer(b, fileOf(a, second.handOver), 'taken', GOES));
  assertVerified(a, b);
});

const inWords = ({ code, status }: Refusal): string =>
  status === undefined ? code : `${code} ${status}`;

test('what does not leave whole does not leave, and says why in order', (t) => {
  const [a] = branches(t);
  policy(a, 'authorityLimit:EUR', '100000');
  const waits = take(a, one('WAITS', { amount: '1.00' }, { amount: '2,000.00' }));
  const held = take(a, one('HELD', { amount: '1.00' }, { amount: '30.00', outcome: 'review' }));
  const onUs = take(a, one('ON-US', { amount: '2.00', to: 'other' }));
  const ended = take(a, one('ENDED', { amount: '1.00', outcome: 'decline', reasonCode: 'AM14' }));
  const sent = take(a, one('SENT', { amount: '1.00' }));
  dispatch(a, sent);
  acknowledge(a, sent);
  const edited = take(a, one('EDITED', { amount: '3,000.00' }));
  amend(a, paymentId(edited, 0), 'another text');
  signed(a, paymentId(edited, 0));
  const fresh = one('FRESH', { amount: '1.00' });
  const { batchId } = done(submitBatch(a.desk(), submission(a, fresh), a.context()));
  const reasons = [987_654, batchId, waits, held, onUs, ended, sent, edited].map((batch) => {
    return inWords(changesOnlyItsRecord(a, () => refused(give(a, batch, B))));
  });
  assert.deepEqual(reasons, [
    'batch_unknown',
    'batch_not_judged',
    'payment_status_does_not_allow awaiting_approval',
    'payment_status_does_not_allow in_review',
    'payment_status_does_not_allow settled',
    'payment_status_does_not_allow rejected',
    'payment_status_does_not_allow acknowledged',
    'payment_was_edited',
  ]);
  const free = take(a, one('FREE', { amount: '1.00' }));
  assert.equal(refused(give(a, free, 'nobody')).code, 'branch_unknown');
  done(trust(a, B, undefined, 'ended'));
  assert.equal(refused(give(a, free, B)).code, 'branch_unknown', 'its word could not come back');
  assertSound(a);
});

test('who hands over is told of a hold what the list tells: that it is being processed', (t) => {
  const [a] = branches(t);
  policy(a, 'authorityLimit:EUR', '100000');
  const line = { amount: '2,000.00' } as const;
  const waits = take(a, one('TWIN-1', line));
  const held = take(a, one('TWIN-2', { ...line, outcome: 'review' }));
  const told = [waits, held].map((batch): Refusal => {
    const refusal = toldRefusal(refused(give(a, batch, B)));
    assert.equal(refusal.paymentId, paymentId(batch, 0));
    return { ...refusal, paymentId: 0 };
  });
  assert.deepEqual(told[0], told[1]);
  assert.equal(told[0]?.status, 'being_processed');
});

test('a payment that was held and let go leaves like one that never was', (t) => {
  const [a] = branches(t);
  policy(a, 'authorityLimit:EUR', '100000');
  const plain = one('LET-GO', { amount: '1.00' }, { amount: '2.00' }, { amount: '3.00' });
  const quiet = take(a, plain);
  const noted = take(a, {
    ...one('LET-G2', { amount: '1.00' }, { amount: '2,000.00' }, { amount: '3.00' }),
  });
  signed(a, paymentId(noted, 1));
  const stood = [quiet, noted].map((batch) => {
    return fileOf(a, done(give(a, batch, B)).handOver).content.stood;
  });
  assert.deepEqual(stood[0], stood[1], 'one run of records, whatever moved when');
  assert.equal(stood[0]?.length, 1);
});

test('what came altered, forged, redirected or repeated is refused by name, and nothing is taken', (t) => {
  const [a, b] = branches(t);
  const table = one('WRONG', { amount: '1.00' }, { amount: '2.00' });
  const { handOver } = done(give(a, take(a, table), B));
  const came = fileOf(a, handOver);
  const { content } = came;
  const wrong = (change: Partial<typeof content>) => asFile({ ...content, ...change });
  done(trust(b, 'test-3'));
  done(trust(b, 'test-4'));
  done(trust(b, 'test-4', undefined, 'ended'));
  const cases = [
    [wrong({ to: 'test-9' }), 'hand_over_of_another_book'],
    [wrong({ demo: true }), 'hand_over_of_another_book'],
    [wrong({ from: 'test-9' }), 'branch_key_unknown'],
    // Another branch's own people cannot speak for this one.
    [asFile(content, asFile({ ...content, from: 'test-3' }).publicKey), 'branch_key_unknown'],
    [wrong({ from: 'test-4' }), 'branch_key_ended'],
    [wrong({ messageId: 'OTHER' }), 'hand_over_not_of_file'],
    [wrong({ payments: 3 }), 'hand_over_not_of_file'],
    [wrong({ messageType: 'pain.001.001.03' }), 'hand_over_not_of_file'],
  ] as const;
  for (const [file, code] of cases) {
    const refusal = changesOnlyItsRecord(b, () => refused(answer(b, file, 'taken', table)));
    assert.equal(refusal.code, code);
  }
  for (const code of [
    'carried_unreadable',
    'carried_signature_wrong',
    'original_altered',
  ] as const) {
    const read = refuse({ code });
    const input = {
      submissionId: b.newId(),
      fileHash: 'aa',
      read,
      word: 'taken',
      file: null,
    } as const;
    assert.equal(refused(answerHandOver(b.desk(), input, b.context())).code, code);
  }
  // By another way it is there already: then it is not paid a second time.
  done(submitBatch(b.desk(), submission(b, table), b.context()));
  assert.equal(refused(answer(b, came, 'taken', table)).code, 'duplicate_file');
  const other = { ...table, bytes: 'other bytes' };
  const elsewhere = asFile({ ...content, original: '77'.repeat(32) });
  assert.equal(refused(answer(b, elsewhere, 'taken', other)).code, 'duplicate_message_id');
  done(answer(b, came, 'declined', null));
  assertVerified(a, b);
});

test('a receipt that is not the other book’s word on just this is refused by name', (t) => {
  const [a, b] = branches(t);
  const table = one('ECHO', { amount: '1.00' });
  const batch = take(a, table);
  const { handOver } = done(give(a, batch, B));
  const { takeOver } = done(answer(b, fileOf(a, handOver), 'declined', null));
  const right = receiptOf(b, takeOver);
  const { content, publicKey } = right;
  const wrong = (change: Partial<typeof content>) =>
    signedReceipt({ ...content, ...change }, publicKey);
  done(trust(a, 'test-3'));
  const own = asFile({ ...fileOf(a, handOver).content }).publicKey;
  const third = asFile({ ...fileOf(a, handOver).content, from: 'test-3' }).publicKey;
  const cases = [
    [wrong({ handOver: '00'.repeat(16) }), 'hand_over_unknown'],
    [wrong({ to: 'test-9' }), 'hand_over_unknown'],
    [wrong({ from: 'test-3' }), 'hand_over_unknown'],
    [wrong({ content: '00'.repeat(32) }), 'receipt_of_other_content'],
    // Neither the giver's own people nor a third branch's say what the other book said.
    [signedReceipt(content, own), 'branch_key_unknown'],
    [signedReceipt(content, third), 'branch_key_unknown'],
  ] as const;
  for (const [receipt, code] of cases) {
    assert.equal(changesOnlyItsRecord(a, () => refused(close(a, receipt))).code, code);
  }
  for (const code of ['carried_unreadable', 'carried_signature_wrong'] as const) {
    const input = { submissionId: a.newId(), fileHash: 'aa', read: refuse({ code }) };
    assert.equal(refused(closeHandOver(a.desk(), input, a.context())).code, code);
  }
  done(trust(a, B, undefined, 'ended'));
  assert.equal(refused(close(a, right)).code, 'branch_key_ended');
  assert.deepEqual(standing(a, batch), ['handed_over']);
  done(trust(a, B));
  assert.equal(done(close(a, right)).state, 'taken_back');
  assertVerified(a, b);
});
