// Goal: what left is booked once, joins exactly one cycle, and the cycle settles on advice that
// equals our own position. Method: small files are taken to the rail and through cycles; postings,
// statuses and refusals are compared whole, and the book is audited after every deed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readSettlement } from '../../main/ledger/read-settlement.ts';
import { readTrail } from '../../main/ledger/read-trail.ts';
import {
  ACKNOWLEDGED_PER_DEED,
  acknowledgeBatch,
} from '../../main/operations/acknowledge-batch.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { rejectAcknowledged } from '../../main/operations/reject-acknowledged.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import {
  acknowledge,
  cancel,
  close,
  decide,
  dispatch,
  entriesOf,
  onlyCycle,
  refuseItem,
  settle,
} from './deeds.ts';
import { standing, submission, take, totals } from './epochs.ts';
import { acknowledged, fileOf, settlingBook } from './settling.ts';
import {
  assertSound,
  available,
  changesOnlyItsRecord,
  done,
  minor,
  posted,
  refused,
} from './test-desk.ts';

test('every refusal of the settlement deeds, in order, changes nothing but its record', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00', '20.00']);
  const waiting = take(on, fileOf('payer', ['5.00']));
  const { batchId: unjudged } = done(
    submitBatch(on.desk(), submission(on, fileOf('payer', ['7.00'])), on.context()),
  );
  const cycle = onlyCycle(on);
  const id = { submissionId: '' };
  const desk = on.desk();
  const now = on.context();
  const refusals: readonly [string, () => { code: string }][] = [
    ['batch_unknown', () => refused(dispatchPayments(desk, fresh({ ...id, batchId: 99 }), now))],
    [
      'batch_not_judged',
      () => refused(dispatchPayments(desk, fresh({ ...id, batchId: unjudged }), now)),
    ],
    [
      'batch_unknown',
      () => refused(acknowledgeBatch(desk, fresh({ ...id, batchId: 99, fromRecord: 0 }), now)),
    ],
    [
      'nothing_dispatched',
      () => refused(acknowledgeBatch(desk, fresh({ ...id, batchId: waiting, fromRecord: 0 }), now)),
    ],
    [
      'nothing_dispatched',
      () => refused(acknowledgeBatch(desk, fresh({ ...id, batchId: batch, fromRecord: 0 }), now)),
    ],
    ['payment_unknown', () => refused(refuseItem(on, paymentId(batch, 7)))],
    ['payment_status_does_not_allow', () => refused(refuseItem(on, paymentId(waiting, 0)))],
    ['payment_unknown', () => refused(cancel(on, 1))],
    ['payment_status_does_not_allow', () => refused(cancel(on, paymentId(batch, 0)))],
    ['payment_unknown', () => refused(decide(on, 1, 'approve'))],
    ['payment_status_does_not_allow', () => refused(decide(on, paymentId(waiting, 0), 'approve'))],
    [
      'cycle_unknown',
      () => refused(closeCycle(desk, fresh({ ...id, cycleId: 99, grossIn: 0n }), now)),
    ],
    [
      'cycle_unknown',
      () => refused(settleCycle(desk, fresh({ ...id, cycleId: 99, advised: 0n }), now)),
    ],
    [
      'cycle_not_closed',
      () => refused(settleCycle(desk, fresh({ ...id, cycleId: cycle, advised: -3000n }), now)),
    ],
    ['cycle_unknown', () => refused(inwardOf(99, null, 1n))],
    ['cycle_not_closed', () => refused(inwardOf(cycle, null, 1n))],
  ];
  function fresh<I extends { submissionId: string }>(input: I): I {
    return { ...input, submissionId: on.newId() };
  }
  function inwardOf(cycleId: number, account: string | null, amount: bigint) {
    return applyInward(desk, fresh({ ...id, cycleId, account, amount }), now);
  }
  for (const [code, deed] of refusals) {
    assert.equal(changesOnlyItsRecord(on, deed).code, code);
  }
  close(on, cycle, '100.00');
  const later: readonly [string, () => { code: string }][] = [
    [
      'cycle_not_open',
      () => refused(closeCycle(desk, fresh({ ...id, cycleId: cycle, grossIn: 0n }), now)),
    ],
    ['cycle_not_open', () => refused(refuseItem(on, paymentId(batch, 0)))],
    ['inward_exceeded', () => refused(inwardOf(cycle, 'nobody', 10_001n))],
    ['inward_exceeded', () => refused(inwardOf(cycle, null, 0n))],
    ['inward_exceeded', () => refused(inwardOf(cycle, null, -5n))],
    ['account_unknown', () => refused(inwardOf(cycle, 'nobody', 10_000n))],
    ['account_unknown', () => refused(inwardOf(cycle, 'dollar', 10_000n))],
    // The bank's own accounts are nobody's payee; 2121 would even pay itself.
    ['account_unknown', () => refused(inwardOf(cycle, '2121', 10_000n))],
    ['account_unknown', () => refused(inwardOf(cycle, '1010', 10_000n))],
  ];
  for (const [code, deed] of later) assert.equal(changesOnlyItsRecord(on, deed).code, code);
  settle(on, cycle, '70.00');
  const again = settleCycle(desk, fresh({ ...id, cycleId: cycle, advised: 7000n }), now);
  assert.equal(refused(again).code, 'cycle_not_closed');
  assertSound(on);
});

test('a person decides a review: on, or rejected with its funds back', (t) => {
  const on = settlingBook(t);
  const payments = [
    { amount: '10.00', outcome: 'review' },
    { amount: '20.00', outcome: 'review', to: 'payee' },
    { amount: '30.00', outcome: 'review' },
    { amount: '40.00', outcome: 'review', to: 'payee' },
    { amount: '50.00', outcome: 'review' },
  ] as const;
  const batch = take(on, { messageId: 'REVIEW', blocks: [{ from: 'payer', payments }] });
  assert.equal(available(on, 'payer'), minor('1,000,000.00') - minor('150.15'));
  const decisions = ['approve', 'approve', 'decline', 'decline'] as const;
  for (const [record, outcome] of decisions.entries()) {
    const { status } = done(decide(on, paymentId(batch, record), outcome));
    assert.equal(status, ['accepted', 'settled', 'rejected', 'rejected'][record]);
    assertSound(on);
  }
  done(cancel(on, paymentId(batch, 4)));
  assert.deepEqual(standing(on, batch), [
    'accepted',
    'settled',
    'rejected NARR',
    'rejected NARR',
    'cancelled DS02',
  ]);
  assert.equal(available(on, 'payer'), minor('1,000,000.00') - minor('30.05'));
  assert.equal(posted(on, 'payee'), minor('30.00'));
  const twice = decide(on, paymentId(batch, 0), 'decline');
  assert.equal(refused(twice).code, 'payment_status_does_not_allow');
  assertSound(on);
  // The trail of a declined payment still shows that its funds were held and given back.
  const trail = readTrail({ db: on.book().db, writes: false }, paymentId(batch, 2));
  assert.deepEqual(
    trail?.postings.map(({ event, layer }) => `${event} ${layer}`),
    ['A2 hold', 'A2 hold', 'A4 void_hold', 'A4 void_hold'],
  );
  assert.deepEqual(
    trail?.steps.map(({ deed, to }) => `${deed} ${to}`),
    ['submitBatch received', 'commitEpoch in_review', 'decideReview rejected'],
  );
});

test('declining needs a reason code and words', (t) => {
  const on = settlingBook(t);
  const payments = [{ amount: '10.00', outcome: 'review' }] as const;
  const batch = take(on, { messageId: 'REVIEW', blocks: [{ from: 'payer', payments }] });
  const item = paymentId(batch, 0);
  const decline = { paymentId: item, outcome: 'decline' } as const;
  for (const words of [
    { reasonCode: '', remark: 'no' },
    { reasonCode: 'NARR', remark: '  ' },
  ]) {
    const input = { submissionId: on.newId(), ...decline, ...words };
    assert.equal(refused(decideReview(on.desk(), input, on.context())).code, 'remark_required');
  }
  assert.deepEqual(standing(on, batch), ['in_review']);
});

test('a mixed batch leaves in one piece, whatever lies between', (t) => {
  const on = settlingBook(t);
  const payments = Array.from({ length: 60 }, (_, at) =>
    at % 3 === 1 ? { amount: '9,999,999.00' } : { amount: '1.00' },
  );
  const file = { messageId: 'MIXED', blocks: [{ from: 'payer', payments }] };
  const batch = take(on, file, 7);
  assert.deepEqual(totals(on, batch), { accepted: 40, rejected: 20 });
  assert.equal(dispatch(on, batch), 40);
  assertSound(on, 'dispatched');
  acknowledge(on, batch);
  assertSound(on, 'acknowledged');
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  assert.equal(settle(on, cycle, '-40.00').payments, 40);
  assertSound(on, 'settled');
  assert.deepEqual(totals(on, batch), { rejected: 20, settled: 40 });
});

test('a large acknowledgement is booked in several deeds, with a batch booking in between', (t) => {
  const on = settlingBook(t);
  const size = ACKNOWLEDGED_PER_DEED + 700;
  const many = (count: number) => Array.from({ length: count }, () => ({ amount: '1.00' }));
  const blocks = [
    { from: 'payer', payments: many(4000) },
    { from: 'payer', batchBooking: true, payments: many(size - 4000) },
  ];
  const batch = take(on, { messageId: 'LARGE', blocks }, 2000);
  assert.equal(dispatch(on, batch), size);
  const call = (fromRecord: number) => {
    const input = { submissionId: on.newId(), batchId: batch, fromRecord };
    return done(acknowledgeBatch(on.desk(), input, on.context()));
  };
  assert.deepEqual(call(0), { payments: 5000, nextRecord: 5000 });
  assertSound(on, 'between two deeds');
  assert.deepEqual(totals(on, batch), { acknowledged: 5000, dispatched: 700 });
  on.reopen();
  assert.deepEqual(call(5000), { payments: 700, nextRecord: 0 });
  assertSound(on, 'all booked');
  assert.equal(entriesOf(on, 'D4').length, 4001);
  const cycle = onlyCycle(on);
  assert.equal(on.book().cycles.byId(cycle)?.grossOut, BigInt(size) * 100n);
});

test('an item refused by the rail is credited from a single and from a batch booking', (t) => {
  for (const batchBooking of [false, true]) {
    const on = settlingBook(t);
    const batch = acknowledged(on, ['10.00', '20.00', '30.00'], batchBooking);
    const before = posted(on, 'payer');
    done(refuseItem(on, paymentId(batch, 0)));
    done(refuseItem(on, paymentId(batch, 2)));
    assertSound(on);
    assert.equal(posted(on, 'payer'), before + minor('40.00'));
    assert.deepEqual(entriesOf(on, 'D5'), [['2120/payer 1000'], ['2120/payer 3000']]);
    const twice = refuseItem(on, paymentId(batch, 0));
    assert.equal(refused(twice).code, 'payment_status_does_not_allow');
    const cycle = onlyCycle(on);
    assert.equal(on.book().cycles.byId(cycle)?.grossOut, 2_000n);
    close(on, cycle, '0.00');
    assert.equal(settle(on, cycle, '-20.00').payments, 1);
    assert.deepEqual(standing(on, batch), ['rejected AC04', 'settled', 'rejected AC04']);
    assertSound(on);
    assert.equal(posted(on, '2120'), 0n);
  }
});

test('what waits to leave is told until it has left', (t) => {
  const on = settlingBook(t);
  const batch = take(on, fileOf('payer', ['10.00', '20.00']));
  const waiting = () =>
    readSettlement({ db: on.book().db, writes: false }).waiting.map((each) => [
      each.batchId,
      each.judged,
      each.accepted,
      each.dispatched,
    ]);
  assert.deepEqual(waiting(), [[batch, true, 2, 0]]);
  dispatch(on, batch);
  assert.deepEqual(waiting(), [[batch, true, 0, 2]]);
  acknowledge(on, batch);
  assert.deepEqual(waiting(), []);
});

test('the rejection of an item names who and why in its trail', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00'], true);
  const input = { submissionId: on.newId(), paymentId: paymentId(batch, 0), reasonCode: 'AC06' };
  done(rejectAcknowledged(on.desk(), input, on.context()));
  const trail = readTrail({ db: on.book().db, writes: false }, paymentId(batch, 0));
  assert.deepEqual(
    trail?.steps.map(({ actor, to, reasonCode, reason }) => [actor, to, reasonCode, reason]),
    [
      ['anna', 'received', null, null],
      ['anna', 'accepted', null, null],
      ['anna', 'dispatched', null, null],
      ['anna', 'acknowledged', null, null],
      ['anna', 'rejected', 'AC06', 'refused_by_rail'],
    ],
  );
  assert.deepEqual(
    trail?.postings.map(({ event, layer, debitAccount, creditAccount, amount, shared }) =>
      [event, layer, `${debitAccount}/${creditAccount}`, amount.minor, shared].join(' '),
    ),
    [
      'A2 hold payer/2120 1000 true',
      'A2 hold payer/4010 5 true',
      'D4 post_hold payer/2120 1000 true',
      'D4 post_hold payer/4010 5 true',
      'D5 post 2120/payer 1000 false',
    ],
  );
});
