// Goal: what the detail panel, the palette, the Review and the Settlement screens read is what the
// deeds did. Method: a day on a small book, by the deeds themselves: two files, one payment
// decided, one taken back, one repeat suspected, a batch booking, then to the rail and settled;
// whole answers are compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { QueueReader } from '../../main/ledger/queue-reader.ts';
import { readSettlement } from '../../main/ledger/read-settlement.ts';
import { readStatus } from '../../main/ledger/read-status.ts';
import { explainTrail, readTrail } from '../../main/ledger/read-trail.ts';
import { acknowledgeBatch } from '../../main/operations/acknowledge-batch.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { type FileTable, submission, take } from '../operations/epochs.ts';
import { accountRow, done, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

const PAYROLL: FileTable = {
  messageId: 'PAYROLL-1',
  blocks: [
    {
      from: '2001',
      payments: [
        { amount: '100.00' },
        { amount: '200.00', outcome: 'review', reasonCode: 'AM14' },
        { amount: '300.00', outcome: 'review', reasonCode: 'AM14' },
      ],
    },
  ],
};

const BOOKED_AS_ONE: FileTable = {
  messageId: 'PAYROLL-2',
  blocks: [
    {
      from: '2001',
      batchBooking: true,
      payments: [{ amount: '10.00' }, { amount: '20.00' }, { amount: '30.00' }],
    },
  ],
};

function reading(on: TestDesk) {
  return { db: on.book().db, writes: false };
}

function trailOf(on: TestDesk, batch: number, record: number) {
  const trail = readTrail(reading(on), paymentId(batch, record));
  assert.ok(trail !== null);
  const { payment, steps, postings, why } = explainTrail(trail);
  return {
    payment,
    why,
    steps: steps.map(({ deed, from, to, reasonCode, remark }) => [
      deed,
      from,
      to,
      reasonCode,
      ...(remark === null ? [] : [remark]),
    ]),
    postings: postings.map(({ event, layer, debitAccount, creditAccount, amount, shared }) => {
      const moved = `${debitAccount} to ${creditAccount} ${amount.minor}`;
      return `${event} ${layer} ${moved}${shared ? ' shared' : ''}`;
    }),
  };
}

function day(on: TestDesk): { payroll: number; together: number } {
  open(on, [accountRow('2001', '10,000.00')]);
  const payroll = take(on, PAYROLL);
  const together = take(on, BOOKED_AS_ONE, 2);
  const decide = { submissionId: on.newId(), paymentId: paymentId(payroll, 1) };
  const approve = { outcome: 'approve', reasonCode: '', remark: '' } as const;
  done(decideReview(on.desk(), { ...decide, ...approve }, on.context()));
  const decline = { outcome: 'decline', reasonCode: 'MS03', remark: 'not agreed' } as const;
  const other = { submissionId: on.newId(), paymentId: paymentId(payroll, 2) };
  done(decideReview(on.desk(), { ...other, ...decline }, on.context()));
  const taken = { submissionId: on.newId(), paymentId: paymentId(together, 1) };
  done(cancelPayment(on.desk(), taken, on.context()));
  return { payroll, together };
}

test('the trail of each payment holds every step and every posting', (t) => {
  const on = testDesk(t);
  const { payroll, together } = day(on);

  const declined = trailOf(on, payroll, 2);
  assert.equal(declined.payment.status, 'rejected');
  assert.deepEqual(declined.steps, [
    ['submitBatch', null, 'received', null],
    ['commitEpoch', 'received', 'in_review', 'AM14'],
    ['decideReview', 'in_review', 'rejected', 'MS03', 'not agreed'],
  ]);
  assert.deepEqual(declined.postings, [
    'A2 hold 2001 to 2120 30000',
    'A2 hold 2001 to 4010 5',
    'A4 void_hold 2001 to 2120 30000',
    'A4 void_hold 2001 to 4010 5',
  ]);
  assert.deepEqual(declined.why, {
    valueDate: null,
    hold: null,
    decision: {
      code: 'declined_by_person',
      data: { reason: 'declined_in_review', reasonCode: 'MS03', actor: 'anna' },
    },
  });

  const cancelled = trailOf(on, together, 1);
  assert.deepEqual(cancelled.steps.at(-1), ['cancelPayment', 'accepted', 'cancelled', 'DS02']);
  assert.deepEqual(cancelled.postings, [
    'A2 hold 2001 to 2120 6000 shared',
    'A2 hold 2001 to 4010 15 shared',
    'A5 void_hold 2001 to 2120 6000 shared',
    'A5 void_hold 2001 to 4010 15 shared',
    'A2 hold 2001 to 2120 4000 shared',
    'A2 hold 2001 to 4010 10 shared',
  ]);

  const passed = trailOf(on, payroll, 0);
  assert.deepEqual(passed.postings, ['A2 hold 2001 to 2120 10000', 'A2 hold 2001 to 4010 5']);
  assert.equal(readTrail(reading(on), paymentId(9, 9)), null);
});

test('what lifts a batch booking at its end is seen by the queue', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('2001', '10,000.00')]);
  const queue = new QueueReader(reading(on));
  while (queue.loadSlice());
  const batch = take(on, BOOKED_AS_ONE, 1);
  const sort = { by: 'receivedAt', descending: false } as const;
  const filter = { batchId: batch, worklist: 'dispatch' } as const;
  const page = queue.page({ filter, sort, offset: 0, limit: 10 });
  assert.deepEqual(
    page.rows.map(({ status }) => status),
    ['accepted', 'accepted', 'accepted'],
  );
});

test('what is in review, oldest first, before and after the index is there', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('2001', '10,000.00')]);
  const first = take(on, PAYROLL);
  on.now += 60_000;
  const second = take(on, {
    ...PAYROLL,
    messageId: 'PAYROLL-9',
    blocks: [{ from: '2001', payments: [{ amount: '100.00', repeats: paymentId(first, 0) }] }],
  });
  const queue = new QueueReader(reading(on));
  const early = queue.review({ offset: 0, limit: 10 });
  while (queue.loadSlice());
  const page = queue.review({ offset: 0, limit: 10 });
  assert.deepEqual(page, early);
  assert.equal(page.total, 3);
  const held = page.rows.map((row) => [
    row.paymentId,
    row.reasonCode,
    row.relatedPayment,
    row.needsTwoPersons,
  ]);
  assert.deepEqual(held, [
    [paymentId(first, 1), 'AM14', 0, false],
    [paymentId(first, 2), 'AM14', 0, false],
    [paymentId(second, 0), 'AM05', paymentId(first, 0), true],
  ]);
  const [one, , repeat] = page.rows;
  assert.ok(one !== undefined && repeat !== undefined);
  assert.ok(repeat.heldSince > one.heldSince + 59_000, 'since the deed, not since the start');
  assert.deepEqual(queue.review({ offset: 2, limit: 10 }).rows, [repeat]);
});

test('a payment or batch is found by any of its ids, whole ones first', (t) => {
  const on = testDesk(t);
  const { payroll, together } = day(on);
  const queue = new QueueReader(reading(on));
  const summary = (text: string) =>
    queue.find({ text, told: false }).found.map((item) => {
      const id = item.kind === 'payment' ? item.payment.paymentId : item.batch.batchId;
      return `${item.kind} ${id} by ${item.by}${item.whole ? ' whole' : ''}`;
    });
  const cases = [
    [String(paymentId(payroll, 1)), [`payment ${paymentId(payroll, 1)} by paymentId whole`]],
    [String(together), [`batch ${together} by batchId whole`]],
    [' PAYROLL-2 ', [`batch ${together} by messageId whole`]],
    ['payroll', [`batch ${together} by messageId`, `batch ${payroll} by messageId`]],
    [
      'E2E-1',
      [
        `payment ${paymentId(together, 1)} by endToEndId whole`,
        `payment ${paymentId(payroll, 1)} by endToEndId whole`,
      ],
    ],
    ['%', []],
    ['', []],
    ['99999999999999999999', []],
  ] as const;
  for (const [text, expected] of cases) assert.deepEqual(summary(text), expected, text);
  while (queue.loadSlice());
  for (const [text, expected] of cases) assert.deepEqual(summary(text), expected, text);
  assert.equal(summary('E2E').length, 6);
  assert.equal(queue.find({ text: 'E2E', told: false }).more, false);
});

test('more than the palette lists is cut and says so', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('2001', '10,000.00')]);
  const payments = Array.from({ length: 30 }, () => ({ amount: '1.00' }));
  take(on, { messageId: 'MANY', blocks: [{ from: '2001', payments }] });
  const queue = new QueueReader(reading(on));
  while (queue.loadSlice());
  const { found, more } = queue.find({ text: 'e2e-', told: false });
  assert.deepEqual([found.length, more], [20, true]);
});

test('the settlement side names what waits and what blocks it', (t) => {
  const on = testDesk(t);
  const { payroll, together } = day(on);
  const late = { ...PAYROLL, messageId: 'LATE' };
  done(submitBatch(on.desk(), submission(on, late), on.context()));
  const waiting = () =>
    readSettlement(reading(on)).waiting.map(({ batchId, accepted, dispatched, blocks }) => ({
      batchId,
      accepted,
      dispatched,
      blocks,
    }));
  assert.deepEqual(waiting(), [
    { batchId: payroll, accepted: 2, dispatched: 0, blocks: [] },
    { batchId: together, accepted: 2, dispatched: 0, blocks: [] },
  ]);
  for (const batchId of [payroll, together]) {
    done(dispatchPayments(on.desk(), { submissionId: on.newId(), batchId }, on.context()));
  }
  const ack = { submissionId: on.newId(), batchId: payroll, fromRecord: 0 };
  done(acknowledgeBatch(on.desk(), ack, on.context()));
  const cycle = () => readSettlement(reading(on)).cycles[0];
  assert.deepEqual(cycle()?.blocks, [
    { code: 'payments_not_acknowledged', data: { payments: '2' } },
  ]);
  assert.deepEqual(
    [cycle()?.items, cycle()?.grossOut, cycle()?.netPosition],
    [2, 30_000n, -30_000n],
  );

  const cycleId = cycle()?.cycleId ?? 0;
  done(closeCycle(on.desk(), { submissionId: on.newId(), cycleId, grossIn: 0n }, on.context()));
  assert.deepEqual(cycle()?.blocks, []);
  const advise = (advised: bigint) =>
    done(settleCycle(on.desk(), { submissionId: on.newId(), cycleId, advised }, on.context()));
  advise(-1n);
  assert.deepEqual(cycle()?.blocks, [
    { code: 'settlement_advice_differs', data: { expected: '-30000', advised: '-1' } },
  ]);
  advise(-30_000n);
  assert.equal(cycle()?.state, 'settled');
  assert.deepEqual(cycle()?.blocks, []);
  const positions = readSettlement(reading(on)).positions.map(
    ({ account, posted, pending }) => `${account} ${posted} ${pending}`,
  );
  assert.deepEqual(positions, ['2120 0 4000', '2125 0 0', '1010 -30000 0']);
});

test('a batch that is being judged is told so, and its sums count what is judged', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('2001', '10,000.00')]);
  const submitted = submission(on, PAYROLL);
  const { batchId } = done(submitBatch(on.desk(), submitted, on.context()));
  const [batch] = readStatus(reading(on), 5).batches;
  assert.deepEqual(
    [batch?.batchId, batch?.status, batch?.processed, batch?.isoStatus, batch?.sums],
    [batchId, 'received', 0, 'RCVD', []],
  );
});
