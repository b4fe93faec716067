// Goal: what rests on balances that are too old goes on, waits for a person or is refused as the
// policy says, never silently otherwise; and the changed account of a payee is not paid before its
// cool-off has passed. Method: the same files on a small book, under each policy and on each day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CoreRow, totalsOf } from '../../main/domain/core-list.ts';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { importCoreBalances } from '../../main/operations/import-core-balances.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { type PaymentLine, standing, take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  hashLike,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const DAY_MS = 86_400_000;

function bookOf(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t, 77);
  on.actor = localActor('anna');
  open(on, [accountRow('payer', '1,000.00'), accountRow('payee', '0.00')]);
  return on;
}

function policy(on: TestDesk, name: string, value: string): void {
  done(setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context()));
}

/** Core's word of the start of Thursday 26 November. */
function coreSays(on: TestDesk): void {
  const rows: readonly CoreRow[] = [
    { account: 'payer', currency: 'EUR', balance: 100_000n, status: 'open', place: 'line 2' },
  ];
  const day = '2026-11-26';
  const list = { format: 'csv', day, moment: 'start', rows, totals: totalsOf(rows) } as const;
  const original = hashLike('core');
  done(importCoreBalances(on.desk(), { submissionId: on.newId(), original, list }, on.context()));
}

let files = 0;
function paid(on: TestDesk, given: { batchBooking?: boolean; date?: string } = {}) {
  files += 1;
  const payments: PaymentLine[] = [{ amount: '1.00' }, { amount: '2.00', to: 'payee' }];
  const date = new Date(on.now).toISOString().slice(0, 10);
  const blocks = [{ from: 'payer', date, payments, ...given }];
  return standing(on, take(on, { messageId: `M-${files}`, blocks }, 1));
}

const GOES_ON = ['accepted', 'settled'];
const WAITS = ['in_review MS03', 'in_review MS03'];
const REFUSED = ['rejected MS03', 'rejected MS03'];

/** By rule and by days since the balances; they are stale after one business day. */
const STALE: readonly (readonly [rule: string, days: number, expected: readonly string[]])[] = [
  ['show', 0, GOES_ON],
  ['show', 4, GOES_ON],
  ['hold', 0, GOES_ON],
  ['hold', 1, GOES_ON],
  // From Friday to Monday is one business day more.
  ['hold', 4, WAITS],
  ['refuse', 1, GOES_ON],
  ['refuse', 4, REFUSED],
];

for (const [rule, days, expected] of STALE) {
  test(`${rule}: balances of ${days} days ago`, (t) => {
    const on = bookOf(t);
    policy(on, 'coreBalancesStale', rule);
    coreSays(on);
    on.now += days * DAY_MS;
    assert.deepEqual(paid(on), expected);
    assert.deepEqual(paid(on, { batchBooking: true }), expected);
    const left = rule === 'refuse' && days === 4 ? 100_000n : 99_390n;
    assert.equal(
      available(on, 'payer'),
      left,
      'what waits has its funds, what is refused has none',
    );
    assertSound(on);
  });
}

test('a book that was given no balances has none that are stale', (t) => {
  const on = bookOf(t);
  policy(on, 'coreBalancesStale', 'refuse');
  on.now += 40 * DAY_MS;
  assert.deepEqual(paid(on), GOES_ON);
});

test('what executes later is not refused for the balances of today', (t) => {
  const on = bookOf(t);
  policy(on, 'coreBalancesStale', 'refuse');
  coreSays(on);
  on.now += 4 * DAY_MS;
  assert.deepEqual(paid(on, { date: '2026-12-03' }), ['warehoused', 'warehoused']);
});

test('an age and a rule that cannot be are refused', (t) => {
  const on = bookOf(t);
  for (const [name, value] of [
    ['coreBalancesStale', 'ignore'],
    ['coreBalancesStaleAfter', '366'],
    ['coreBalancesStaleAfter', ''],
    ['beneficiaryCoolOffDays', '31'],
  ] as const) {
    const set = setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context());
    assert.equal(refused(set).code, 'policy_value_invalid', `${name} ${value}`);
  }
});

function master(on: TestDesk, kind: MasterKind, written: { readonly [field: string]: string }) {
  const validFrom = new Date(on.now).toISOString().slice(0, 10);
  const asked = {
    submissionId: on.newId(),
    kind,
    written,
    ended: false,
    validFrom,
    reason: 'told',
  };
  assert.equal(done(proposeMasterChange(on.desk(), asked, on.context())).state, 'confirmed');
}

const PAYEE = { beneficiary: 'B-1', customer: 'C-1', name: 'Supplier' };

/** Pays the account from each payer and answers where the payments came to rest. */
function paidTo(on: TestDesk, to: string, ...payers: readonly string[]): readonly string[] {
  files += 1;
  const date = new Date(on.now).toISOString().slice(0, 10);
  const blocks = payers.map((from) => ({ from, date, payments: [{ amount: '1.00', to }] }));
  return standing(on, take(on, { messageId: `P-${files}`, blocks }));
}

test('a changed account of a payee waits until its cool-off has passed', (t) => {
  const on = bookOf(t);
  open(on, [
    accountRow('other', '500.00'),
    accountRow('unnamed', '500.00'),
    accountRow('new', '0.00'),
  ]);
  master(on, 'account', { account: 'payer', currency: 'EUR', customer: 'C-1' });
  master(on, 'account', { account: 'other', currency: 'EUR', customer: 'C-2' });
  master(on, 'beneficiary', { ...PAYEE, account: 'payee', coolOffDays: '2' });
  // A new beneficiary is not a changed one.
  assert.deepEqual(paidTo(on, 'payee', 'payer'), ['settled']);
  master(on, 'beneficiary', { ...PAYEE, account: 'new', coolOffDays: '2' });
  // Whose the third account is, nobody has said: it is held back too.
  const first = ['in_review AC01', 'settled', 'in_review AC01'];
  assert.deepEqual(paidTo(on, 'new', 'payer', 'other', 'unnamed'), first);
  assert.deepEqual(paidTo(on, 'payee', 'payer'), ['settled']);
  // Another change of the same record neither ends the cool-off nor begins it anew.
  on.now += DAY_MS;
  const renamed = { ...PAYEE, name: 'Supplier Ltd', account: 'new', coolOffDays: '2' };
  master(on, 'beneficiary', renamed);
  assert.deepEqual(paidTo(on, 'new', 'payer'), ['in_review AC01']);
  on.now += 3 * DAY_MS;
  assert.deepEqual(paidTo(on, 'new', 'payer'), ['settled']);
  assertSound(on);
});

test('where a beneficiary says nothing of a cool-off the policy does', (t) => {
  const on = bookOf(t);
  open(on, [accountRow('new', '0.00')]);
  master(on, 'beneficiary', { ...PAYEE, account: 'payee' });
  master(on, 'beneficiary', { ...PAYEE, account: 'new' });
  assert.deepEqual(paidTo(on, 'new', 'payer'), ['in_review AC01']);
  policy(on, 'beneficiaryCoolOffDays', '0');
  assert.deepEqual(paidTo(on, 'new', 'payer'), ['settled']);
});
