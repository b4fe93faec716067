// Goal: core's word is kept whole beside ours, in every currency, and moves nothing; the same file
// counts once, and one of another day or of accounts we lack leaves only its refusal. Method: a book
// with accounts of none, two and three decimals; dumps and whole answers are compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf, type CoreList, type CoreRow, totalsOf } from '../../main/domain/core-list.ts';
import { readCoreBalances } from '../../main/ledger/read-core-balances.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { importCoreBalances } from '../../main/operations/import-core-balances.ts';
import { book, take as hold } from './ledger-events.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  dump,
  hashLike,
  open,
  posted,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const DAY = '2026-11-26';

function bookOf(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t, 41);
  open(on, [
    accountRow('2001', '1,250,000.00'),
    accountRow('2008', '10.00'),
    { ...accountRow('2002', '0.00'), currency: 'JPY', openingBalance: 180_000_001n },
    {
      ...accountRow('2003', '0.00'),
      currency: 'KWD',
      openingBalance: -12_345n,
      accountLimit: 20_000n,
    },
  ]);
  return on;
}

const row = (account: string, currency: string, balance: bigint): CoreRow => {
  return { account, currency, balance, status: 'open', place: 'line 2' };
};

const AGREED = [
  row('2001', 'EUR', 125_000_000n),
  row('2002', 'JPY', 180_000_001n),
  row('2003', 'KWD', -12_345n),
];

function listOf(rows: readonly CoreRow[], day = DAY, moment: CoreList['moment'] = 'start') {
  return { format: 'csv', day, moment, rows, totals: totalsOf(rows) } as const;
}

function take(on: TestDesk, file: string, list: CoreList, submissionId = on.newId()) {
  const input = { submissionId, original: hashLike(file), list };
  return importCoreBalances(on.desk(), input, on.context());
}

const standing = (on: TestDesk) => readCoreBalances(on.book().db, { offset: 0, limit: 10 });

test('what agrees is kept with its totals, to the unit', (t) => {
  const on = bookOf(t);
  assert.deepEqual(standing(on), { last: null, breaks: [] });
  const answer = { importId: 1, asOf: DAY, accounts: 3, differences: 0, repeated: false };
  assert.deepEqual(done(take(on, 'a', listOf(AGREED))), answer);
  const { last, breaks } = standing(on);
  assert.deepEqual(breaks, []);
  assert.ok(last !== null);
  assert.deepEqual(
    { ...last, at: 0 },
    {
      importId: 1,
      asOf: DAY,
      at: 0,
      format: 'csv',
      source: Buffer.from(hashLike('a')).toString('hex'),
      accounts: 3,
      differences: 0,
      unmentioned: 1,
      totals: totalsOf(AGREED),
    },
  );
  assertSound(on);
});

test('what differs is listed, and neither books nor changes an account', (t) => {
  const on = bookOf(t);
  const { entries, postings, balances, accounts } = dump(on.book());
  const blocked = { ...row('2002', 'JPY', 180_000_001n), status: 'debit_blocked' } as const;
  const rows = [row('2001', 'EUR', 124_999_999n), blocked, row('2003', 'KWD', -12_344n)];
  assert.equal(done(take(on, 'a', listOf(rows))).differences, 3);
  const said = { ourStatus: 'open', coreStatus: 'open' };
  assert.deepEqual(standing(on).breaks, [
    {
      account: '2001',
      currency: 'EUR',
      ours: 125_000_000n,
      core: 124_999_999n,
      difference: -1n,
      ...said,
    },
    {
      account: '2002',
      currency: 'JPY',
      ours: 180_000_001n,
      core: 180_000_001n,
      difference: 0n,
      ourStatus: 'open',
      coreStatus: 'debit_blocked',
    },
    { account: '2003', currency: 'KWD', ours: -12_345n, core: -12_344n, difference: 1n, ...said },
  ]);
  const after = dump(on.book());
  assert.deepEqual(
    [after.entries, after.postings, after.balances, after.accounts],
    [entries, postings, balances, accounts],
  );
  assertSound(on);
});

test('the start of a day is before its bookings, the end of the day before is the same', (t) => {
  const on = bookOf(t);
  const accounts = { payer: '2001', payee: '2008' };
  const moved = { accounts, amounts: { principal: '100.00' }, payment: 1 };
  const funds = hold(on, 'F1.reserved', 'funds', moved);
  book(on, 'F1.executed', { ...moved, holds: { funds } });
  assert.equal(posted(on, '2001'), 124_990_000n);
  const list = listOf(AGREED, DAY);
  assert.equal(done(take(on, 'a', list)).differences, 0);
  const evening = listOf(AGREED, '2026-11-25', 'end');
  const again = done(take(on, 'b', { ...evening, format: 'camt' }));
  assert.deepEqual(again, { importId: 2, asOf: DAY, accounts: 3, differences: 0, repeated: false });
  assertSound(on);
});

test('the same file counts once under any id, and is answered after a restart', (t) => {
  const on = bookOf(t);
  const first = done(take(on, 'a', listOf(AGREED), 'first'));
  const before = dump(on.book());
  assert.deepEqual(done(take(on, 'a', listOf(AGREED), 'first')), first);
  assert.deepEqual(dump(on.book()), before);
  on.reopen();
  assert.deepEqual(done(take(on, 'a', listOf(AGREED), 'first')), first);
  const repeated = changesOnlyItsRecord(on, () => done(take(on, 'a', listOf(AGREED), 'second')));
  assert.deepEqual(repeated, { ...first, repeated: true });
  assert.equal(refused(take(on, 'b', listOf(AGREED), 'first')).code, 'submission_id_reused');
});

test('refused whole: a day to come, a day that went back, accounts that are not ours', (t) => {
  const on = bookOf(t);
  done(take(on, 'a', listOf(AGREED)));
  const one = AGREED.slice(0, 1);
  const evening = listOf(one, DAY, 'end');
  const unknown = [...one, { ...row('NONE', 'EUR', 1n), place: 'line 3' }, row('2001', 'JPY', 1n)];
  const cases = [
    [evening, { code: 'core_day_has_not_begun', asOf: '2026-11-27', today: DAY }],
    [listOf(one, '2026-11-25'), { code: 'core_date_goes_back', asOf: '2026-11-25', last: DAY }],
    [
      listOf(unknown),
      {
        code: 'core_accounts_unknown',
        count: 2,
        problems: [
          'line 3: core_account_unknown NONE EUR',
          'line 2: core_account_unknown 2001 JPY',
        ],
      },
    ],
  ] as const;
  for (const [list, refusal] of cases) {
    const found = changesOnlyItsRecord(on, () => refused(take(on, refusal.code, list)));
    assert.deepEqual(found, refusal);
  }
});

test('a status that was changed here shows, and its age is counted in business days', (t) => {
  const on = bookOf(t);
  const block = { account: '2001', currency: 'EUR', status: 'debit_blocked' } as const;
  done(changeAccount(on.desk(), { submissionId: on.newId(), ...block }, on.context()));
  done(take(on, 'a', listOf(AGREED)));
  const [found] = standing(on).breaks;
  assert.deepEqual([found?.ourStatus, found?.coreStatus], ['debit_blocked', 'open']);
  const { calendar } = on.desk();
  const ages = ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'].map((day) =>
    ageOf(calendar, DAY, day),
  );
  assert.deepEqual(ages, [0, 1, 2, 3]);
  assert.equal(ageOf(calendar, '1990-01-02', DAY), 1000);
});
