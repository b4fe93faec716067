// Goal: counts and rows of a report stay those of the moment that was recorded, however the
// payments move on.
// Method: a batch is read whole as of its last change; then payments are declined, cancelled,
// approved, dispatched, acknowledged and settled, and after each step the same questions as of that
// change must give the same answers, while questions as of now follow the book's own totals.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAYMENT_STATUSES } from '../../main/domain/payment-status.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import {
  type ReportStretch,
  readReportCounts,
  readReportedBatch,
  readReportedRows,
} from '../../main/ledger/read-report.ts';
import { acknowledgeBatch } from '../../main/operations/acknowledge-batch.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { take, totals } from '../operations/epochs.ts';
import { accountRow, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

function read(on: TestDesk, stretch: ReportStretch) {
  const connection = { db: on.book().db, writes: false };
  const counts = new Map<string, readonly [number, bigint]>();
  for (const count of readReportCounts(connection, stretch)) {
    const key = `${count.paymentInformationId} ${count.status} ${count.rail} ${count.currency}`;
    const [payments, amount] = counts.get(key) ?? [0, 0n];
    counts.set(key, [payments + count.payments, amount + count.amount]);
  }
  const asked = { ...stretch, statuses: PAYMENT_STATUSES, limit: 1000 };
  const rows = readReportedRows(connection, asked).map(
    ({ record, status, endToEndId, amount }) => `${record} ${status} ${endToEndId} ${amount.minor}`,
  );
  return { counts: new Map([...counts].sort()), rows };
}

function statusesNow(on: TestDesk, batch: number) {
  const asOf = readReportedBatch({ db: on.book().db, writes: false }, batch)?.asOf ?? 0;
  const { rows } = read(on, { batchId: batch, asOf, firstRecord: 0, lastRecord: 59 });
  const counted: { [status: string]: number } = {};
  for (const row of rows) {
    const status = row.split(' ')[1] ?? '';
    counted[status] = (counted[status] ?? 0) + 1;
  }
  return counted;
}

test('a report as of a change does not move with the payments', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('A', '10,000.00'), accountRow('B', '0.00')]);
  const payments = Array.from({ length: 30 }, (_, at) => ({
    amount: `${1 + at}.00`,
    ...(at % 5 === 1 ? { outcome: 'review' as const, reasonCode: 'AM14' } : {}),
    ...(at % 5 === 2 ? { to: 'B' } : {}),
    ...(at % 5 === 3 ? { outcome: 'decline' as const } : {}),
  }));
  const blocks = [
    { from: 'A', payments },
    { from: 'A', date: '2026-12-04', payments },
  ];
  const batch = take(on, { messageId: 'AS-OF', blocks }, 7);
  const reported = readReportedBatch({ db: on.book().db, writes: false }, batch);
  assert.ok(reported?.judged);
  const stretches = [
    [0, 59],
    [0, 20],
    [21, 21],
    [22, 59],
  ].map(([firstRecord = 0, lastRecord = 0]) => ({
    batchId: batch,
    asOf: reported.asOf,
    firstRecord,
    lastRecord,
  }));
  const before = stretches.map((stretch) => read(on, stretch));
  const of = (record: number) => ({
    submissionId: on.newId(),
    paymentId: paymentId(batch, record),
  });
  const decline = { outcome: 'decline', reasonCode: 'MS03', remark: 'no' } as const;
  const approve = { outcome: 'approve', reasonCode: '', remark: '' } as const;
  const deed = () => ({ submissionId: on.newId(), batchId: batch });
  const steps: readonly (() => unknown)[] = [
    () => decideReview(on.desk(), { ...of(1), ...decline }, on.context()),
    () => decideReview(on.desk(), { ...of(6), ...approve }, on.context()),
    () => cancelPayment(on.desk(), of(0), on.context()),
    () => cancelPayment(on.desk(), of(35), on.context()),
    () => dispatchPayments(on.desk(), deed(), on.context()),
    () => acknowledgeBatch(on.desk(), { ...deed(), fromRecord: 0 }, on.context()),
  ];
  for (const step of steps) {
    const said = step();
    assert.ok(typeof said === 'object' && said !== null && 'ok' in said && said.ok === true);
    assert.deepEqual(
      stretches.map((stretch) => read(on, stretch)),
      before,
    );
    assert.deepEqual(statusesNow(on, batch), totals(on, batch));
  }
  assert.ok((totals(on, batch).acknowledged ?? 0) > 5);
});

test('a page holds the wanted statuses only, in order, and no more than asked', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('A', '10,000.00')]);
  const payments = Array.from({ length: 12 }, (_, at) => ({
    amount: '1.00',
    ...(at % 2 === 1 ? { outcome: 'decline' as const } : {}),
  }));
  const batchId = take(on, { messageId: 'PAGE', blocks: [{ from: 'A', payments }] });
  const connection = { db: on.book().db, writes: false };
  const asOf = readReportedBatch(connection, batchId)?.asOf ?? 0;
  const stretch = { batchId, asOf, firstRecord: 2, lastRecord: 11 };
  const records = (limit: number): readonly number[] =>
    readReportedRows(connection, { ...stretch, statuses: ['rejected'], limit }).map(
      ({ record }) => record,
    );
  assert.deepEqual(records(100), [3, 5, 7, 9, 11]);
  assert.deepEqual(records(2), [3, 5]);
  assert.equal(readReportedBatch(connection, batchId + 1), null);
});
