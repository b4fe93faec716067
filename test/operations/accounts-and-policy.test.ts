// Goal: accounts open whole with their opening balances or not at all, corrections and policy do
// what they say, and nothing turns one of the bank's own accounts into something else. Method:
// each deed on a small book, with its refusals in order; the book is audited after each.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { policyOf } from '../../main/operations/desk.ts';
import type { AccountRow } from '../../main/operations/open-accounts.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { startDemo } from '../../main/operations/start-demo.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { acknowledge, close, dispatch, entriesOf, inward, onlyCycle, settle } from './deeds.ts';
import { submission, take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  hashLike,
  open,
  posted,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function tryToOpen(on: TestDesk, rows: readonly AccountRow[]) {
  const input = { submissionId: on.newId(), original: hashLike(on.newId()), rows };
  return openAccounts(on.desk(), input, on.context());
}

test('an opening balance stands on the side of its kind, against the opening account', (t) => {
  const cases: readonly [AccountRow, string][] = [
    [accountRow('customer', '12.34'), '9990/customer 1234'],
    [accountRow('overdrawn', '-5.00', { accountLimit: 500n }), 'overdrawn/9990 500'],
    [accountRow('nostro', '7.00', { kind: 'nostro' }), 'nostro/9990 700'],
    [accountRow('nostro', '-7.00', { kind: 'nostro' }), '9990/nostro 700'],
    [accountRow('1010', '1.00', { kind: 'settlement' }), '1010/9990 100'],
    [accountRow('4010', '2.00', { kind: 'income' }), '9990/4010 200'],
  ];
  for (const [row, line] of cases) {
    const on = testDesk(t);
    assert.equal(open(on, [row]), 1);
    assert.deepEqual(entriesOf(on, 'O1'), [[line]]);
    assertSound(on, line);
  }
});

test('an account at the demonstration’s bank code is opened in a demonstration only', (t) => {
  const on = testDesk(t);
  for (const number of ['DE81999999990000002001', 'DE81999999980000002001']) {
    const list = [accountRow('e', '5.00'), accountRow(number, '1.00')];
    const refusal = refused(changesOnlyItsRecord(on, () => tryToOpen(on, list)));
    assert.deepEqual(refusal, { code: 'account_of_demo_bank', line: 2, account: number });
  }
  const demo = testDesk(t, 2);
  done(startDemo(demo.desk(), { submissionId: 'd', role: 'participant' }, demo.context()));
  assert.equal(open(demo, [accountRow('DE81999999990000002001', '1.00')]), 1);
});

test('a demonstration never becomes a live book, nor a book that was used a demonstration', (t) => {
  const on = testDesk(t);
  const set = (demo: number) => on.book().db.prepare('UPDATE book SET demo = ?').run(demo);
  done(startDemo(on.desk(), { submissionId: 'd', role: 'participant' }, on.context()));
  assert.throws(() => set(0), /append-only/);
  assert.equal(on.book().demo, true);
  on.reopen();
  assert.equal(on.book().demo, true, 'opened as a live one it stays what it is');
  const live = testDesk(t, 2);
  open(live, [accountRow('a', '1.00')]);
  assert.throws(() => live.book().db.prepare('UPDATE book SET demo = 1').run(), /append-only/);
});

test('accounts that are open already are left alone, other terms refuse the whole list', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('a', '10.00'), accountRow('b', '0.00', { accountLimit: 100n })]);
  const again = [accountRow('a', '999.00'), accountRow('c', '1.00')];
  assert.deepEqual(done(tryToOpen(on, again)), { opened: 1, unchanged: 1 });
  assert.equal(posted(on, 'a'), 1_000n, 'an opening balance is booked once');
  const refusals: readonly [AccountRow, string][] = [
    [accountRow('a', '10.00', { kind: 'nostro' }), 'account_open_with_other_terms'],
    [accountRow('b', '0.00', { accountLimit: 101n }), 'account_open_with_other_terms'],
    [accountRow('d', '-0.01'), 'account_overdrawn'],
    [accountRow('d', '-1.01', { accountLimit: 100n }), 'account_overdrawn'],
    // The chart's codes are taken, whether or not the book has met them in this currency.
    [accountRow('2120', '0.00'), 'account_open_with_other_terms'],
    [accountRow('1010', '5.00'), 'account_open_with_other_terms'],
    [
      accountRow('4010', '0.00', { kind: 'income', accountLimit: 1n }),
      'account_open_with_other_terms',
    ],
    [accountRow('9990', '5.00', { kind: 'opening' }), 'account_open_with_other_terms'],
  ];
  for (const [row, code] of refusals) {
    const list = [accountRow('e', '5.00', { currency: 'USD' }), row];
    const refusal = refused(changesOnlyItsRecord(on, () => tryToOpen(on, list)));
    assert.deepEqual([refusal.code, refusal.line], [code, 2], row.number);
    assert.equal(on.book().accounts.find('e', 'USD'), null);
  }
  assert.equal(open(on, [accountRow('a', '5.00', { currency: 'USD' })]), 1);
  assertSound(on);
});

test('an entry is corrected once, unless a payment or a cycle stands on it', (t) => {
  const on = testDesk(t);
  open(on, [
    accountRow('payer', '100.00'),
    accountRow('spent', '50.00'),
    accountRow('1010', '0.00', { kind: 'settlement' }),
  ]);
  const payments = [{ amount: '10.00' }, { amount: '50.00', to: 'payer' }];
  const blocks = [
    { from: 'payer', payments: payments.slice(0, 1) },
    { from: 'spent', payments: payments.slice(1) },
  ];
  const batch = take(on, { messageId: 'C', blocks });
  dispatch(on, batch);
  acknowledge(on, batch);
  const cycle = onlyCycle(on);
  close(on, cycle, '5.00');
  settle(on, cycle, '-5.00');
  inward(on, cycle, 'payer', '5.00');
  const correct = (entryId: number, submissionId = on.newId()) =>
    correctEntry(on.desk(), { submissionId, entryId, remark: 'wrong file' }, on.context());
  const entryOf = (event: string): number => {
    const sql = 'SELECT min(id) FROM entries WHERE event = ?';
    return Number(on.book().db.prepare<[string], bigint>(sql).pluck().get(event));
  };
  const refusals: readonly [number, string][] = [
    [99, 'entry_unknown'],
    [0, 'entry_unknown'],
    [entryOf('A2'), 'entry_belongs_to_a_payment'],
    [entryOf('F1'), 'entry_belongs_to_a_payment'],
    [entryOf('D4'), 'entry_belongs_to_a_payment'],
    [entryOf('D6'), 'entry_belongs_to_a_cycle'],
    [entryOf('D7'), 'entry_belongs_to_a_cycle'],
    [entryOf('D9'), 'entry_belongs_to_a_cycle'],
    // The opening balance of 50.00 was spent.
    [2, 'insufficient_funds'],
  ];
  for (const [entryId, code] of refusals) {
    const refusal = refused(changesOnlyItsRecord(on, () => correct(entryId)));
    assert.equal(refusal.code, code, `entry ${entryId}`);
  }
  const submissionId = on.newId();
  const corrected = done(correct(1, submissionId));
  assert.deepEqual(entriesOf(on, 'R7'), [['payer/9990 10000']]);
  assert.deepEqual(done(correct(1, submissionId)), corrected);
  assert.equal(refused(correct(1)).code, 'entry_already_corrected');
  assertSound(on);
  // A correction made by mistake is corrected in its turn.
  done(correct(corrected.entryId));
  assert.deepEqual(entriesOf(on, 'R7').at(-1), ['9990/payer 10000']);
  assertSound(on);
});

test('policy is in force from the next deed on, and stays after a restart', (t) => {
  const on = testDesk(t);
  const set = (name: string, value: string) =>
    setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context());
  done(set('fileItemFee:EUR', '7'));
  done(set('fileItemFee:EUR', '9'));
  done(set('batchBookingDefault', 'true'));
  for (const [name, value, code] of [
    ['fileItemFee:EUR', '-1', 'policy_value_invalid'],
    ['pastExecutionDate', 'later', 'policy_value_invalid'],
    ['colour', 'red', 'policy_unknown'],
  ] as const) {
    assert.equal(refused(changesOnlyItsRecord(on, () => set(name, value))).code, code);
  }
  on.reopen();
  assert.equal(policyOf(on.desk()).fileItemFee.get('EUR'), 9n);
  open(on, [accountRow('payer', '100.00')]);
  const payments = [{ amount: '1.00' }, { amount: '2.00' }];
  take(on, { messageId: 'P', blocks: [{ from: 'payer', payments }] });
  assert.deepEqual(entriesOf(on, 'A2'), [['payer/2120 300', 'payer/4010 18']]);
  assertSound(on);
});

test('a batch of more than its totals can hold is refused', (t) => {
  const on = testDesk(t);
  const file = { messageId: 'X', blocks: [{ from: 'a', payments: [{ amount: '1.00' }] }] };
  const { counts, ...rest } = submission(on, file);
  const of = (sum: bigint) => ({
    ...rest,
    submissionId: on.newId(),
    counts: { ...counts, sums: [{ minor: sum, currency: 'EUR' }] },
  });
  const large = submitBatch(on.desk(), of(2n ** 62n + 1n), on.context());
  assert.equal(refused(large).code, 'batch_too_large');
  done(submitBatch(on.desk(), of(2n ** 62n), on.context()));
});

test('an untouched book becomes a demonstration in its first deed, and then its chain is whole', (t) => {
  const on = testDesk(t);
  const start = (submissionId: string) =>
    startDemo(on.desk(), { submissionId, role: 'participant' }, on.context());
  const submissionId = on.newId();
  assert.deepEqual(done(start(submissionId)), { demo: true });
  assert.equal(on.book().demo, true);
  assertSound(on, 'a demonstration');
  assert.deepEqual(done(start(submissionId)), { demo: true });
  assert.equal(
    refused(changesOnlyItsRecord(on, () => start(on.newId()))).code,
    'book_is_not_empty',
  );
  open(on, [accountRow('a', '1.00')]);
  on.reopen();
  assertSound(on, 'opened again');
});
