// Goal: a payment that is driven again goes the way it would have gone had it come now, with funds of
// its own, whatever its file's booking did before; asked twice it happens once, and the book and its
// trail stay sound for the audit and for the second program. Method: small files of which some lie in
// quarantine, driven again on a book in hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { commitRedrive } from '../../main/operations/commit-redrive.ts';
import { redrivePayments } from '../../main/operations/redrive-payments.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { acknowledge, dispatch } from './deeds.ts';
import { epochOf, type FileTable, type PaymentLine, standing, submission, take } from './epochs.ts';
import { settlingBook } from './settling.ts';
import { assertSound, available, done, refused, type TestDesk } from './test-desk.ts';

const REPAIR = { outcome: 'repair', reasonCode: 'AC03', reason: 'creditor_iban_check' } as const;

const fileOf = (
  messageId: string,
  batchBooking: boolean,
  ...payments: PaymentLine[]
): FileTable => {
  return { messageId, blocks: [{ from: 'payer', batchBooking, payments }] };
};

function drive(on: TestDesk, paymentIds: readonly number[] | null, submissionId = on.newId()) {
  return redrivePayments(on.desk(), { submissionId, paymentIds }, on.context());
}

/** What the engine makes of records `from` to before `to` of a file, judged anew. */
function judge(on: TestDesk, batch: number, file: FileTable, from: number, to: number) {
  const payments = Array.from({ length: to - from }, (_, at) => paymentId(batch, from + at));
  const epoch = on.book().batches.epochs.count() + 1;
  const output = { ...epochOf(on, batch, file, from, to), epoch, payments };
  return () => commitRedrive(on.desk(), output, on.context());
}

function assertVerified(on: TestDesk): void {
  const { checks } = verifyBook(on.book().file, null);
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );
}

for (const batchBooking of [false, true]) {
  test(`a mended payment takes funds of its own and leaves with its file (booked together: ${batchBooking})`, (t) => {
    const on = settlingBook(t);
    const [one, two, three] = [{ amount: '10.00' }, { amount: '20.00' }, { amount: '30.00' }];
    const file = fileOf('MEND', batchBooking, one, { ...two, ...REPAIR }, three);
    const batch = take(on, file);
    assert.deepEqual(standing(on, batch), ['accepted', 'in_repair AC03', 'accepted']);
    const before = available(on, 'payer');

    const submissionId = on.newId();
    const first = drive(on, [paymentId(batch, 1)], submissionId);
    assert.deepEqual(done(first), { payments: 1, left: 0 });
    assert.deepEqual(drive(on, [paymentId(batch, 1)], submissionId), first);
    assert.deepEqual(standing(on, batch), ['accepted', 'received', 'accepted']);
    const pending = on.book().batches.redrives.pending();
    assert.deepEqual(
      pending.map(({ payment }) => payment),
      [paymentId(batch, 1)],
    );

    const commit = judge(on, batch, fileOf('MEND', batchBooking, one, two, three), 1, 2);
    assert.deepEqual(done(commit()), { payments: 1 });
    assert.deepEqual(done(commit()), { payments: 1 });
    assert.deepEqual(standing(on, batch), ['accepted', 'accepted', 'accepted']);
    assert.equal(before - available(on, 'payer'), 2005n, 'the amount and one fee, once');
    assert.deepEqual(on.book().batches.redrives.pending(), []);
    assertSound(on);
    dispatch(on, batch);
    acknowledge(on, batch);
    assert.deepEqual(new Set(standing(on, batch)), new Set(['acknowledged']));
    assertSound(on);
    assertVerified(on);
  });
}

test('what it seems to repeat is told, and waits for two persons; what lacks funds ends', (t) => {
  const on = settlingBook(t);
  const earlier = take(on, fileOf('EARLIER', false, { amount: '7.00' }));
  const wrong: PaymentLine[] = [
    { amount: '7.00', ...REPAIR },
    { amount: '9,000,000.00', ...REPAIR },
    { amount: '8.00', ...REPAIR },
  ];
  const batch = take(on, fileOf('AGAIN', false, ...wrong));
  assert.deepEqual(done(drive(on, null)), { payments: 3, left: 0 });
  const now: PaymentLine[] = [
    { amount: '7.00', repeats: paymentId(earlier, 0) },
    { amount: '9,000,000.00' },
    { amount: '8.00', ...REPAIR },
  ];
  done(judge(on, batch, fileOf('AGAIN', false, ...now), 0, 3)());
  assert.deepEqual(standing(on, batch), ['in_review AM05', 'rejected AM04', 'in_repair AC03']);
  assert.equal(on.book().payments.byId(paymentId(batch, 0))?.relatedPayment, paymentId(earlier, 0));
  // The one that is still wrong lies there again, and can be driven again.
  assert.deepEqual(done(drive(on, null)), { payments: 1, left: 0 });
  assertSound(on);
  assertVerified(on);
});

test('what cannot be driven again says why, in order', (t) => {
  const on = settlingBook(t);
  const accepted = take(on, fileOf('DONE', false, { amount: '1.00' }));
  const open = fileOf('OPEN', false, { amount: '1.00' });
  const { batchId } = done(submitBatch(on.desk(), submission(on, open), on.context()));
  const cases: readonly (readonly [readonly number[] | null, string])[] = [
    [[paymentId(9_999, 0)], 'payment_unknown'],
    [[paymentId(batchId, 0)], 'batch_not_judged'],
    [[paymentId(accepted, 1)], 'payment_unknown'],
    [[paymentId(accepted, 0)], 'payment_status_does_not_allow'],
    [null, 'quarantine_empty'],
    [[], 'quarantine_empty'],
  ];
  for (const [paymentIds, code] of cases) {
    assert.equal(refused(drive(on, paymentIds)).code, code, JSON.stringify(paymentIds));
  }
});
