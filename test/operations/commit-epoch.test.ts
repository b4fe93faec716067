// Goal: an epoch leaves every payment where domain.md says, with its funds held once, whatever the
// size of the epochs. Method: small files as tables, judged by hand-written decisions; statuses,
// what is available, what is booked and the totals are compared whole, and the book is audited.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import { ROLES } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { acknowledge, cancel, decide, dispatch, entriesOf, refuseItem } from './deeds.ts';
import { CASES, lines } from './epoch-cases.ts';
import {
  type Block,
  epochOf,
  type FileTable,
  standing,
  submission,
  take,
  totals,
} from './epochs.ts';
import { as } from './persons.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  dump,
  minor,
  open,
  posted,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function book(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('payer', '100.00'),
    accountRow('payee', '10.00'),
    accountRow('rich', '1,000,000.00'),
    accountRow('payer', '100.00', { currency: 'USD' }),
  ]);
  return on;
}

let files = 0;

function fileOf(...blocks: readonly Block[]): FileTable {
  files += 1;
  return { messageId: `FILE-${files}`, blocks };
}

test('each payment rests where it belongs, in epochs of one, two and all records', (t) => {
  for (const { name, block, standing: expected, ...money } of CASES) {
    for (const size of [1, 2, 100]) {
      const on = book(t);
      const batch = take(on, fileOf({ from: 'payer', ...block }), size);
      const told = `${name}, in epochs of ${size}`;
      assert.deepEqual(standing(on, batch), expected, told);
      assert.equal(available(on, 'payer'), minor(money.available), told);
      assert.equal(posted(on, 'payee'), minor(money.payee ?? '10.00'), told);
      assert.deepEqual(totals(on, batch), countsOf(expected), told);
      assertSound(on, told);
      on.reopen();
      assert.equal(available(on, 'payer'), minor(money.available), told);
    }
  }
});

function countsOf(standings: readonly string[]): { [status: string]: number } {
  const counts: { [status: string]: number } = {};
  for (const each of standings) {
    const status = each.split(' ')[0] ?? '';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test('a batch booking that goes on rests as received until its last record is judged', (t) => {
  const on = book(t);
  const payments = [
    ...lines('10.00', '20.00'),
    { amount: '5.00', outcome: 'review' as const },
    ...lines('1.00', '2.00'),
  ];
  const file = fileOf({ from: 'payer', batchBooking: true, payments });
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  const commit = (from: number, to: number): void => {
    done(commitEpoch(on.desk(), epochOf(on, batchId, file, from, to), on.context()));
    assertSound(on, `after ${to}`);
  };
  commit(0, 2);
  commit(2, 4);
  assert.deepEqual(totals(on, batchId), { received: 4 });
  assert.equal(available(on, 'payer'), minor('100.00'));
  on.reopen();
  commit(4, 5);
  const rest = ['accepted', 'accepted', 'in_review', 'accepted', 'accepted'];
  assert.deepEqual(standing(on, batchId), rest);
  assert.deepEqual(entriesOf(on, 'A2'), [['payer/2120 3800', 'payer/4010 25']]);
});

test('payment informations of one file are booked each in their own way', (t) => {
  const on = book(t);
  const batch = take(
    on,
    fileOf(
      { from: 'payer', batchBooking: true, payments: lines('10.00', '20.00') },
      { from: 'rich', batchBooking: false, payments: lines('1.00', '2.00') },
      { from: 'nobody', batchBooking: true, payments: lines('3.00') },
      { from: 'rich', batchBooking: true, payments: lines('4.00', '5.00', '6.00') },
    ),
    3,
  );
  assert.deepEqual(entriesOf(on, 'A2'), [
    ['payer/2120 3000', 'payer/4010 10'],
    ['rich/2120 100', 'rich/4010 5'],
    ['rich/2120 200', 'rich/4010 5'],
    ['rich/2120 1500', 'rich/4010 15'],
  ]);
  assert.equal(standing(on, batch)[4], 'in_repair AC01');
  dispatch(on, batch);
  acknowledge(on, batch);
  assert.equal(entriesOf(on, 'D4').length, 4);
  assertSound(on);
});

test('a date in the past is refused where the policy says so, with DT01', (t) => {
  const on = book(t);
  const policy = { submissionId: on.newId(), name: 'pastExecutionDate', value: 'refuse' };
  done(setPolicy(on.desk(), policy, on.context()));
  for (const batchBooking of [false, true]) {
    const block = { from: 'payer', date: '2026-11-20', batchBooking };
    const batch = take(on, fileOf({ ...block, payments: lines('10.00', '5.00') }), 1);
    assert.deepEqual(standing(on, batch), ['rejected DT01', 'rejected DT01']);
  }
  assert.equal(available(on, 'payer'), minor('100.00'));
  assertSound(on);
});

test('a weekend is not late: it executes on the next business day', (t) => {
  const on = book(t);
  // Saturday: Monday's day is open, and Friday's is past.
  on.now += 2 * 86_400_000;
  const batch = take(on, fileOf({ from: 'payer', date: '2026-11-28', payments: lines('10.00') }));
  assert.deepEqual(standing(on, batch), ['accepted']);
  const rows = on
    .book()
    .db.prepare<[], unknown[]>(
      'SELECT requested_execution_date, execution_date, date_reason FROM payment_informations',
    );
  assert.deepEqual(rows.raw().all(), [['2026-11-28', '2026-11-30', 'not_a_business_day']]);
});

test('a suspected repeat is dropped when the earlier payment came to nothing', async (t) => {
  const cases: readonly [string, (on: TestDesk, earlier: number) => void, string][] = [
    ['still alive', () => undefined, 'in_review AM05'],
    ['cancelled', (on, earlier) => done(cancel(on, earlier)), 'accepted'],
    ['dispatched', (on) => dispatch(on, 1), 'in_review AM05'],
    [
      'refused by the rail',
      (on, earlier) => {
        dispatch(on, 1);
        acknowledge(on, 1);
        done(refuseItem(on, earlier));
      },
      'accepted',
    ],
  ];
  for (const [name, meanwhile, expected] of cases) {
    for (const batchBooking of [false, true]) {
      const on = book(t);
      const first = fileOf({ from: 'payer', payments: lines('10.00') });
      assert.equal(take(on, first), 1);
      const earlier = paymentId(1, 0);
      meanwhile(on, earlier);
      const payments = [{ amount: '10.00', repeats: earlier }, { amount: '1.00' }];
      const batch = take(on, fileOf({ from: 'payer', batchBooking, payments }));
      assert.deepEqual(standing(on, batch), [expected, 'accepted'], name);
      assertSound(on, name);
    }
  }
});

test('an earlier payment that lacked funds is rightly sent again', (t) => {
  const on = book(t);
  take(on, fileOf({ from: 'payer', payments: lines('100.01') }));
  const payments = [{ amount: '90.00', repeats: paymentId(1, 0) }];
  assert.deepEqual(standing(on, take(on, fileOf({ from: 'payer', payments }))), ['accepted']);
});

test('a repeat of one that came to nothing is held against the one before it', (t) => {
  const on = book(t);
  take(on, fileOf({ from: 'payer', payments: lines('10.00') }));
  const again = [{ amount: '10.00', repeats: paymentId(1, 0) }];
  const second = take(on, fileOf({ from: 'payer', payments: again }));
  assert.deepEqual(standing(on, second), ['in_review AM05']);
  done(cancel(on, paymentId(2, 0)));
  const third = [{ amount: '10.00', repeats: paymentId(2, 0) }];
  assert.deepEqual(standing(on, take(on, fileOf({ from: 'payer', payments: third }))), [
    'in_review AM05',
  ]);
  const related = on
    .book()
    .db.prepare<[number], bigint>('SELECT related_payment FROM payments WHERE id = ?');
  assert.equal(related.pluck().get(paymentId(3, 0)), BigInt(paymentId(1, 0)));
  assertSound(on);
});

test('an epoch is committed once and in its place', (t) => {
  const on = book(t);
  const file = fileOf({ from: 'payer', payments: lines('10.00', '20.00', '30.00') });
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  const epoch = (from: number, to: number) => epochOf(on, batchId, file, from, to);
  done(commitEpoch(on.desk(), epoch(0, 2), on.context()));
  const before = dump(on.book());
  // The same epoch again is answered again; another one at its place is refused.
  assert.deepEqual(done(commitEpoch(on.desk(), epoch(0, 2), on.context())), { payments: 2 });
  // The program goes on in the name of whoever has the book open today.
  const inAnothersName = () => commitEpoch(on.desk(), epoch(0, 2), on.context());
  assert.deepEqual(done(as(on, 'otto', ROLES, inAnothersName)), { payments: 2 });
  const other = commitEpoch(on.desk(), epoch(0, 1), on.context());
  assert.equal(other.ok ? '' : other.refusal.code, 'submission_id_reused');
  // One that leaves a gap is a bug of the engine, and leaves nothing behind.
  const third = { ...epoch(2, 3), fromRecord: 1, toRecord: 2 };
  assert.throws(() => commitEpoch(on.desk(), third, on.context()), Bug);
  assert.deepEqual(dump(on.book()), before);
  done(commitEpoch(on.desk(), epoch(2, 3), on.context()));
  assertSound(on);
});

test('what a person takes out of a batch booking makes its one hold smaller', (t) => {
  const out = { decline: 'rejected NARR', cancel: 'cancelled DS02' } as const;
  for (const way of ['decline', 'cancel'] as const) {
    const on = book(t);
    const payments = [
      ...lines('10.00'),
      { amount: '20.00', outcome: 'review' as const },
      ...lines('30.00'),
    ];
    const batch = take(on, fileOf({ from: 'payer', batchBooking: true, payments }), 2);
    const item = paymentId(batch, 1);
    // A tariff that rises meanwhile does not make the hold larger than what was freed.
    const raised = { submissionId: on.newId(), name: 'fileItemFee:EUR', value: '5000' };
    done(setPolicy(on.desk(), raised, on.context()));
    done(way === 'decline' ? decide(on, item, 'decline') : cancel(on, item));
    assert.deepEqual(standing(on, batch), ['accepted', out[way], 'accepted']);
    assert.deepEqual(entriesOf(on, 'A5'), [['payer/2120 6000', 'payer/4010 15']]);
    assert.deepEqual(entriesOf(on, 'A2').at(-1), ['payer/2120 4000', 'payer/4010 10']);
    assert.equal(available(on, 'payer'), minor('59.90'));
    assertSound(on, way);
    done(cancel(on, paymentId(batch, 0)));
    done(cancel(on, paymentId(batch, 2)));
    assert.equal(available(on, 'payer'), minor('100.00'));
    assertSound(on, `${way}, then all`);
  }
});

test('a batch booking of which a part is in review does not leave before it is decided', (t) => {
  for (const outcome of ['approve', 'decline'] as const) {
    const on = book(t);
    const batch = take(
      on,
      fileOf(
        { from: 'rich', payments: lines('1.00') },
        {
          from: 'payer',
          batchBooking: true,
          payments: [...lines('10.00'), { amount: '20.00', outcome: 'review' }],
        },
        { from: 'rich', batchBooking: true, payments: lines('2.00', '3.00') },
      ),
    );
    assert.equal(dispatch(on, batch), 3, 'the others leave');
    acknowledge(on, batch);
    assertSound(on, 'the others are booked');
    assert.equal(dispatch(on, batch), 0);
    done(decide(on, paymentId(batch, 2), outcome));
    assert.equal(dispatch(on, batch), outcome === 'approve' ? 2 : 1);
    acknowledge(on, batch);
    assertSound(on, outcome);
    const spent = outcome === 'approve' ? '30.10' : '10.05';
    assert.equal(posted(on, 'payer'), minor('100.00') - minor(spent));
  }
});
