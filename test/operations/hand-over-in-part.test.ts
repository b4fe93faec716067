// Goal: of a batch of which some payments have ended or were sent the rest goes over, by what it comes
// to, and what stays goes on as it was; whatever does not fit that is refused. Method: two books at their
// desks, the files between them as values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handOversOf } from '../../main/ledger/hand-overs.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { acknowledge, dispatch } from './deeds.ts';
import { type FileTable, standing, take } from './epochs.ts';
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
} from './hand-over-desks.ts';
import { available, changesOnlyItsRecord, done, minor, refused } from './test-desk.ts';

test('what ended or was sent stays as it is, and the rest leaves by what it comes to', (t) => {
  const [a, b] = branches(t);
  const before = available(a, 'payer');
  const parts: FileTable = {
    messageId: 'PARTS',
    blocks: [
      {
        from: 'payer',
        payments: [{ amount: '1.00' }, { amount: '2.00', outcome: 'decline', reasonCode: 'AM14' }],
      },
      { from: 'payer', batchBooking: true, payments: [{ amount: '4.00' }, { amount: '8.00' }] },
      { from: 'payer', payments: [{ amount: '16.00', to: 'other' }, { amount: '32.00' }] },
    ],
  };
  const batch = take(a, parts);
  const cancelled = { submissionId: a.newId(), paymentId: paymentId(batch, 3) };
  done(cancelPayment(a.desk(), cancelled, a.context()));
  const given = done(give(a, batch, B));
  assert.deepEqual(given, { handOver: 1, payments: 3, stayed: 3 });
  const stands = ['handed_over', 'rejected AM14', 'handed_over', 'cancelled DS02', 'settled'];
  assert.deepEqual(standing(a, batch), [...stands, 'handed_over']);
  assert.equal(available(a, 'payer'), before - minor('16.00'), 'only what is paid is gone');
  assertVerified(a);
  const came = fileOf(a, given.handOver);
  const { inFile, payments, sums, stays, stood } = came.content;
  assert.deepEqual([inFile, payments, sums], [6, 3, [{ amount: '37.00', currency: 'EUR' }]]);
  assert.deepEqual(stays, [
    { firstRecord: 1, lastRecord: 1 },
    { firstRecord: 3, lastRecord: 4 },
  ]);
  assert.deepEqual(
    stood.map(({ firstRecord, lastRecord }) => [firstRecord, lastRecord]),
    [
      [0, 0],
      [2, 2],
      [5, 5],
    ],
  );
  a.reopen();
  assert.deepEqual(fileOf(a, given.handOver), came, 'the same whenever it is made');
  assert.equal(handOversOf(a.book()).byId(given.handOver)?.stayed, 3);

  // The file with what stayed is no file of it, nor is one that comes to something else.
  const left = one('PARTS', { amount: '1.00' }, { amount: '4.00' }, { amount: '32.00' });
  const other = one('PARTS', { amount: '1.00' }, { amount: '4.00' }, { amount: '32.01' });
  for (const table of [parts, other]) {
    assert.equal(refused(answer(b, came, 'taken', table)).code, 'hand_over_not_of_file');
  }
  const { takeOver, batchId } = done(answer(b, came, 'taken', left));
  assert.equal(b.book().batches.byId(batchId)?.numberOfTransactions, 3);
  assert.equal(done(close(a, receiptOf(b, takeOver))).state, 'taken');
  assertVerified(a, b);
});

test('declined, only what had left is in repair again, and it may leave another time', (t) => {
  const [a, b] = branches(t);
  const table = one('HALVES', { amount: '1.00' }, { amount: '2.00', to: 'other' });
  const batch = take(a, table);
  const came = fileOf(a, done(give(a, batch, B)).handOver);
  const { takeOver } = done(answer(b, came, 'declined', null));
  assert.equal(done(close(a, receiptOf(b, takeOver))).state, 'taken_back');
  assert.deepEqual(standing(a, batch), ['in_repair', 'settled']);
  const again = fileOf(a, done(give(a, batch, B)).handOver);
  assert.deepEqual(again.content.stays, came.content.stays);
  done(answer(b, again, 'taken', one('HALVES', { amount: '1.00' })));
  assertVerified(a, b);
});

test('what was sent stays while what waits for repair leaves; nothing of it is paid twice', (t) => {
  const [a] = branches(t);
  const repair = { outcome: 'repair', reasonCode: 'AC03', reason: 'creditor_iban_check' } as const;
  const batch = take(a, one('SOME', { amount: '1.00' }, { amount: '2.00', ...repair }));
  dispatch(a, batch);
  assert.deepEqual(done(give(a, batch, B)), { handOver: 1, payments: 1, stayed: 1 });
  assert.deepEqual(standing(a, batch), ['dispatched', 'handed_over']);
  acknowledge(a, batch);
  assert.deepEqual(standing(a, batch), ['acknowledged', 'handed_over']);
  const { stays } = fileOf(a, 1).content;
  assert.deepEqual(stays, [{ firstRecord: 0, lastRecord: 0 }], 'what goes on here changes nothing');
  assertVerified(a);
});

test('a hand-over whose runs are not its file is none, whoever signed it', (t) => {
  const [a, b] = branches(t);
  const table = one('RUNS', { amount: '1.00' }, { amount: '2.00', to: 'other' });
  const { content } = fileOf(a, done(give(a, take(a, table), B)).handOver);
  const left = one('RUNS', { amount: '1.00' });
  const run = (firstRecord: number, lastRecord: number) => ({ firstRecord, lastRecord });
  const wrong = [
    { inFile: 3 },
    { stays: [] },
    { stays: [run(0, 1)] },
    { stays: [run(1, 1), run(1, 1)] },
    { stays: [run(2, 1)] },
    { stood: [{ ...run(0, 0), status: 'accepted', version: 1 }], stays: [run(1, 1)], inFile: 1 },
  ] as const;
  for (const change of wrong) {
    const file = asFile({ ...content, ...change });
    const { code } = changesOnlyItsRecord(b, () => refused(answer(b, file, 'taken', left)));
    assert.equal(code, 'hand_over_not_of_file', JSON.stringify(change));
  }
  done(answer(b, asFile(content), 'taken', left));
});
