// Goal: scenarios 7, 8 (up to the override) and 9 of the domain hold with their exact amounts.
// Method: each is told step by step on a book with the demo bank's opening balances; after every
// step the audit is clean, both layers balance per currency, and memory equals disk.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readBatch } from '../../main/ledger/read-status.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { rejectAcknowledged } from '../../main/operations/reject-acknowledged.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import {
  acknowledge,
  close,
  countOf,
  dispatch,
  entriesOf,
  inward,
  onlyCycle,
  settle,
} from './deeds.ts';
import { epochOf, type FileTable, standing, submission, take, totals } from './epochs.ts';
import { demoBank } from './ledger-events.ts';
import {
  assertSound,
  available,
  changesOnlyItsRecord,
  done,
  minor,
  posted,
  refused,
  type TestDesk,
} from './test-desk.ts';

/** The demo bank, whose opening accounts take nothing: its balances clear among themselves. */
function soundDemoBank(t: TestContext): TestDesk {
  const on = demoBank(t);
  assertSound(on, 'opening balances');
  assert.equal(posted(on, '9990'), 0n);
  assert.equal(posted(on, '9990', 'USD'), 0n);
  return on;
}

/** Runs one step of a scenario, then asks whether the book is sound. */
function step<T>(on: TestDesk, name: string, work: () => T): T {
  const answer = work();
  assertSound(on, name);
  return answer;
}

function money(on: TestDesk, numbers: readonly string[]): { [number: string]: bigint } {
  return Object.fromEntries(numbers.map((number) => [number, posted(on, number)]));
}

test('scenario 7: payroll to settlement, in epochs of every size', async (t) => {
  // 1,240 items that sum to 982,417.60: 1,239 of 792.27 and one that makes the sum exact.
  const rest = minor('982,417.60') - 1239n * minor('792.27');
  const payroll: FileTable = {
    messageId: 'ADLER-PAYROLL-11',
    blocks: [
      {
        from: '2001',
        batchBooking: true,
        payments: [
          ...Array.from({ length: 1239 }, () => ({ amount: '792.27' })),
          { amount: `${rest / 100n}.${String(rest % 100n).padStart(2, '0')}` },
        ],
      },
    ],
  };
  for (const size of [2000, 500, 137]) {
    await t.test(`epochs of ${size}`, (t) => settlePayroll(t, payroll, size));
  }
});

function settlePayroll(t: TestContext, payroll: FileTable, size: number): void {
  const on = soundDemoBank(t);
  const { batchId } = step(on, 'submitted', () =>
    done(submitBatch(on.desk(), submission(on, payroll), on.context())),
  );
  for (let from = 0; from < 1240; from += size) {
    const epoch = epochOf(on, batchId, payroll, from, Math.min(from + size, 1240));
    step(on, `epoch at ${from}`, () => done(commitEpoch(on.desk(), epoch, on.context())));
  }
  assert.deepEqual(totals(on, batchId), { accepted: 1240 });
  // One hold of 982,417.60 and fees of 62.00; nothing is posted.
  assert.equal(available(on, '2001'), minor('267,520.40'));
  assert.deepEqual(money(on, ['2001', '2120', '4010']), {
    2001: minor('1,250,000.00'),
    2120: 0n,
    4010: 0n,
  });
  assert.deepEqual(entriesOf(on, 'A2'), [['2001/2120 98241760', '2001/4010 6200']]);

  step(on, 'dispatched', () => dispatch(on, batchId));
  step(on, 'acknowledged', () => acknowledge(on, batchId));
  assert.deepEqual(entriesOf(on, 'D4'), [['2001/2120 98241760', '2001/4010 6200']]);
  assert.equal(available(on, '2001'), minor('267,520.40'));

  const cycleId = onlyCycle(on);
  step(on, 'closed', () => close(on, cycleId, '615,300.25'));
  assert.deepEqual(entriesOf(on, 'D6'), [['2120/2125 98241760', '2125/2121 61530025']]);
  assert.deepEqual(money(on, ['2120', '2121', '2125']), {
    2120: 0n,
    2121: minor('615,300.25'),
    2125: minor('367,117.35'),
  });

  // Any other amount books nothing and opens a break.
  const wrong = step(on, 'wrong advice', () => settle(on, cycleId, '-367,117.36'));
  assert.deepEqual(wrong, { settled: false, payments: 0, entryId: 0, breakId: 1 });
  assert.equal(posted(on, '1010'), -minor('42,000,000.00'));
  const right = step(on, 'settled', () => settle(on, cycleId, '-367,117.35'));
  assert.deepEqual(
    { ...right, entryId: 0 },
    {
      settled: true,
      payments: 1240,
      entryId: 0,
      breakId: 0,
    },
  );
  assert.deepEqual(entriesOf(on, 'D7'), [['2125/1010 36711735']]);

  step(on, 'inward applied', () => inward(on, cycleId, '2900', '611,100.25'));
  step(on, 'inward unapplied', () => inward(on, cycleId, null, '4,200.00'));
  assert.deepEqual(money(on, ['1010', '2120', '2121', '2125', '2210', '2001', '4010']), {
    1010: -minor('41,632,882.65'),
    2120: 0n,
    2121: 0n,
    2125: 0n,
    2210: minor('4,200.00'),
    2001: minor('267,520.40'),
    4010: minor('62.00'),
  });
  assert.equal(posted(on, '2900'), minor('45,803,897.64') + minor('611,100.25'));
  assert.deepEqual(totals(on, batchId), { settled: 1240 });
  // The customer sees one debit, whatever the number of payments behind it.
  assert.equal(customerDebits(on, '2001').length, 2, 'the sum, and its fees');
  on.reopen();
  assertSound(on, 'opened again');
}

test('scenario 8: envelope and duplicates, up to the override', (t) => {
  const on = soundDemoBank(t);
  const invoice = { amount: '420.00', to: undefined, remittance: 'Invoice 4711' };
  const first: FileTable = {
    messageId: 'BRANDT-2',
    orderingParty: 'Brandt & Co',
    blocks: [
      {
        from: '2002',
        payments: [{ amount: '350.00' }, amounts(invoice), { amount: '280.00' }],
      },
    ],
  };
  const batchId = step(on, 'corrected file', () => take(on, first));
  assert.equal(available(on, '2002'), minor('47,149.85'));
  assert.equal(posted(on, '2002'), minor('48,200.00'));
  assert.deepEqual(standing(on, batchId), ['accepted', 'accepted', 'accepted']);

  // The same bytes again are refused, and the first is named.
  const again = changesOnlyItsRecord(on, () =>
    submitBatch(on.desk(), submission(on, first), on.context()),
  );
  const { receivedAt: _, ...named } = refused(again);
  assert.deepEqual(named, {
    code: 'duplicate_file',
    reasonCode: 'DU01',
    batchId,
    messageId: 'BRANDT-2',
  });
  // The same message id in other bytes is refused too; another party may use it.
  const copy = { ...first, bytes: 'other bytes' };
  assert.equal(
    refused(submitBatch(on.desk(), submission(on, copy), on.context())).code,
    'duplicate_message_id',
  );
  assertSound(on, 'refused files');

  // A new file repeats the 420.00: that item waits for two persons, and nothing is held.
  const repeat: FileTable = {
    messageId: 'BRANDT-3',
    orderingParty: 'Brandt & Co',
    blocks: [{ from: '2002', payments: [{ ...amounts(invoice), repeats: paymentId(batchId, 1) }] }],
  };
  const second = step(on, 'repeated', () => take(on, repeat));
  assert.deepEqual(standing(on, second), ['in_review AM05']);
  assert.equal(available(on, '2002'), minor('47,149.85'));
  const item = paymentId(second, 0);
  const alone = { submissionId: on.newId(), paymentId: item, outcome: 'approve' } as const;
  const approval = { ...alone, reasonCode: '', remark: 'paid twice on purpose' };
  // One person alone lets nothing go: it waits for another signature, still without a hold.
  assert.equal(done(decideReview(on.desk(), approval, on.context())).status, 'awaiting_approval');
  assert.deepEqual(standing(on, second), ['awaiting_approval AM05']);
  assert.equal(available(on, '2002'), minor('47,149.85'));

  // Cancelled: no entry.
  const entries = countOf(on, 'entries');
  const cancel = { submissionId: on.newId(), paymentId: item };
  assert.deepEqual(
    step(on, 'cancelled', () => done(cancelPayment(on.desk(), cancel, on.context()))),
    { status: 'cancelled' },
  );
  assert.deepEqual(standing(on, second), ['cancelled DS02']);
  assert.equal(countOf(on, 'entries'), entries);
  assert.equal(available(on, '2002'), minor('47,149.85'));
});

test('scenario 9: one item refused by the rail', (t) => {
  const on = soundDemoBank(t);
  const file: FileTable = {
    messageId: 'BRANDT-9',
    blocks: [
      {
        from: '2002',
        batchBooking: false,
        payments: ['1,000.00', '2,000.00', '3,000.00', '1,500.00', '2,500.00'].map((amount) => ({
          amount,
        })),
      },
    ],
  };
  const batchId = step(on, 'accepted', () => take(on, file));
  step(on, 'dispatched', () => dispatch(on, batchId));
  step(on, 'acknowledged', () => acknowledge(on, batchId));
  assert.equal(available(on, '2002'), minor('38,199.75'));
  assert.equal(posted(on, '2002'), minor('38,199.75'));

  const third = paymentId(batchId, 2);
  const rejection = { submissionId: on.newId(), paymentId: third, reasonCode: 'AC01' };
  on.now += 86_400_000;
  step(on, 'item refused', () => done(rejectAcknowledged(on.desk(), rejection, on.context())));
  assert.equal(posted(on, '2002'), minor('41,199.75'));
  assert.deepEqual(entriesOf(on, 'D5'), [['2120/2002 300000']]);
  const dates = on
    .book()
    .db.prepare<[], unknown[]>("SELECT booking_date, value_date FROM entries WHERE event = 'D5'")
    .raw();
  assert.deepEqual(dates.get(), ['2026-11-27', '2026-11-26'], 'the original value date');

  const cycleId = onlyCycle(on);
  step(on, 'closed', () => close(on, cycleId, '0.00'));
  assert.deepEqual(entriesOf(on, 'D6'), [['2120/2125 700000']]);
  const settled = step(on, 'settled', () => settle(on, cycleId, '-7,000.00'));
  assert.equal(settled.payments, 4);
  assert.deepEqual(entriesOf(on, 'D7'), [['2125/1010 700000']]);
  assert.equal(posted(on, '1010'), -minor('41,993,000.00'));
  assert.deepEqual(standing(on, batchId), [
    'settled',
    'settled',
    'rejected AC01',
    'settled',
    'settled',
  ]);
  assert.equal(readBatch(on.book(), batchId)?.isoStatus, 'PART');
  assert.equal(posted(on, '4010'), minor('0.25'), 'the fee is kept');
});

function amounts({ amount, remittance }: { amount: string; remittance: string }) {
  return { amount, remittance, to: 'SUPPLIER' };
}

function customerDebits(on: TestDesk, number: string): readonly bigint[] {
  return on
    .book()
    .db.prepare<[string], bigint>(
      `SELECT p.amount FROM postings p JOIN accounts a ON a.id = p.debit_account
       WHERE a.number = ? AND p.layer IN ('post', 'post_hold') ORDER BY p.id`,
    )
    .pluck()
    .all(number);
}
