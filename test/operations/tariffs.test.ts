// Goal: a tariff says what a payment costs, the tax on it and whether it goes back, to the last minor
// unit, in currencies without decimals and with three, and money is neither made nor lost by it.
// Method: tables of fees and rates; files of one payer on those terms, held, acknowledged and refused,
// each with the postings as they lie in the book and its audit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { taxOn } from '../../main/domain/tariff.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { acknowledge, cancel, decide, dispatch, entriesOf, refuseItem } from './deeds.ts';
import { type Block, standing, take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  open,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

/** Minor units, rate in ten thousandths, tax: half a unit goes up. */
const TAXES: readonly (readonly [fee: bigint, rate: number, tax: bigint])[] = [
  [0n, 1900, 0n],
  [5n, 0, 0n],
  [5n, 1900, 1n],
  [2n, 1900, 0n],
  [35n, 1900, 7n],
  [50n, 100, 1n],
  [49n, 100, 0n],
  [150n, 100, 2n],
  [25n, 600, 2n],
  [1n, 10_000, 1n],
  [10_000_000_000_000_001n, 5_000, 5_000_000_000_000_001n],
];

test('tax on a fee is rounded half up, exactly', () => {
  for (const [fee, rate, tax] of TAXES) assert.equal(taxOn(fee, rate), tax, `${fee} at ${rate}`);
});

function master(
  on: TestDesk,
  kind: MasterKind,
  written: { readonly [field: string]: string },
  validFrom = '2026-11-26',
): void {
  const of = { submissionId: on.newId(), kind, written, ended: false, validFrom };
  const asked = { ...of, reason: 'agreed' };
  assert.equal(done(proposeMasterChange(on.desk(), asked, on.context())).state, 'confirmed');
}

type Terms = { readonly [field: string]: string };

/** A book whose payer has agreed on a tariff; 1,000.00 and a payee in the same currency. */
function bookOf(t: Parameters<typeof testDesk>[0], currency: string, tariff: Terms): TestDesk {
  const on = testDesk(t, 47);
  on.actor = localActor('anna');
  open(on, [
    accountRow('payer', '1,000.00', { currency }),
    accountRow('payee', '0.00', { currency }),
  ]);
  const agreed = { agreement: 'A-1', customer: 'C-1', status: 'active', tariff: 'T-1' };
  master(on, 'agreement', agreed);
  master(on, 'account', { account: 'payer', currency, customer: 'C-1', agreement: 'A-1' });
  charge(on, currency, tariff);
  return on;
}

function charge(on: TestDesk, currency: string, of: Terms, validFrom?: string): void {
  master(on, 'tariff', { tariff: 'T-1', service: 'fileItem', currency, ...of }, validFrom);
}

let files = 0;
function paid(on: TestDesk, block: Omit<Block, 'from'>, size = 1000): number {
  files += 1;
  const date = new Date(on.now).toISOString().slice(0, 10);
  return take(on, { messageId: `T-${files}`, blocks: [{ from: 'payer', date, ...block }] }, size);
}

const TAXED = { taxed: 'true', taxRate: '1900' };

/** What three payments of 10.00 hold, by currency and tariff, one by one and as one debit. */
const CHARGES: readonly (readonly [currency: string, Terms, each: string, all: string])[] = [
  ['EUR', { fee: '0.05' }, '4010 5', '4010 15'],
  ['EUR', { fee: '0.05', ...TAXED }, '2990 1 4010 5', '2990 3 4010 15'],
  // The tax of each item is rounded, not that of their sum: 0.02 at 19 % is 0.0038.
  ['EUR', { fee: '0.02', ...TAXED }, '4010 2', '4010 6'],
  ['EUR', { fee: '0', ...TAXED }, '', ''],
  ['EUR', { fee: '0.05', taxRate: '1900' }, '4010 5', '4010 15'],
  ['JPY', { fee: '35', ...TAXED }, '2990 7 4010 35', '2990 21 4010 105'],
  ['KWD', { fee: '0.250', taxed: 'true', taxRate: '550' }, '2990 14 4010 250', '2990 42 4010 750'],
];

/** What a hold credits besides the clearing account, as `number amount`. */
function chargedBy(lines: readonly string[] | undefined): string {
  const others = (lines ?? []).map((line) => line.replace('payer/', ''));
  return others
    .filter((line) => !line.startsWith('2120 '))
    .sort()
    .join(' ');
}

for (const [currency, tariff, each, all] of CHARGES) {
  test(`${currency} ${JSON.stringify(tariff)}`, (t) => {
    const on = bookOf(t, currency, tariff);
    const payments = [{ amount: '10.00' }, { amount: '10.00' }, { amount: '10.00' }];
    const alone = paid(on, { currency, payments });
    assert.deepEqual(standing(on, alone), ['accepted', 'accepted', 'accepted']);
    const held = entriesOf(on, 'A2').map(chargedBy);
    assert.deepEqual(held, [each, each, each]);
    // In pieces: what an epoch ends with is not what the charge depends on.
    paid(on, { currency, batchBooking: true, payments }, 2);
    assert.equal(chargedBy(entriesOf(on, 'A2').at(-1)), all);
    assertSound(on, currency);
  });
}

test('funds cover fee and tax: a unit too little is AM04', (t) => {
  const on = bookOf(t, 'EUR', { fee: '0.05', ...TAXED });
  assert.deepEqual(standing(on, paid(on, { payments: [{ amount: '999.95' }] })), ['rejected AM04']);
  assert.deepEqual(standing(on, paid(on, { payments: [{ amount: '999.94' }] })), ['accepted']);
  assert.equal(available(on, 'payer'), 0n);
  assertSound(on);
});

test('a tariff is another one from its day on, and another agreement has another one', (t) => {
  const on = bookOf(t, 'EUR', { fee: '0.05' });
  charge(on, 'EUR', { fee: '0.10', ...TAXED }, '2026-11-27');
  const payments = [{ amount: '1.00' }];
  paid(on, { payments });
  on.now += 86_400_000;
  paid(on, { payments });
  master(
    on,
    'agreement',
    {
      agreement: 'A-1',
      customer: 'C-1',
      status: 'closed',
      tariff: 'T-1',
    },
    '2026-11-27',
  );
  paid(on, { payments });
  // Without an agreement in force it is the policy's fee, which is not taxed.
  assert.deepEqual(entriesOf(on, 'A2').map(chargedBy), ['4010 5', '2990 2 4010 10', '4010 5']);
});

test('a payment within the bank costs what the tariff says, and nothing where it says nothing', (t) => {
  const on = bookOf(t, 'EUR', { fee: '0.05' });
  const payments = [{ amount: '1.00', to: 'payee' }];
  paid(on, { payments });
  charge(on, 'EUR', { service: 'onUs', fee: '0.20', ...TAXED });
  assert.deepEqual(standing(on, paid(on, { payments })), ['settled']);
  const held = entriesOf(on, 'F1').map((lines) => lines.map((line) => line.replace('payer/', '')));
  const free = ['payee 100'];
  const charged = ['payee 100', '4010 20', '2990 4'];
  assert.deepEqual(held, [free, free, charged, charged], 'held and posted');
  assertSound(on);
});

test('what is taken out of a batch booking takes its fee and tax with it', (t) => {
  const on = bookOf(t, 'EUR', { fee: '0.05', ...TAXED });
  const payments = [{ amount: '1.00' }, { amount: '2.00', outcome: 'review' as const }];
  const batch = paid(on, { batchBooking: true, payments });
  done(decide(on, paymentId(batch, 1), 'decline'));
  assert.equal(chargedBy(entriesOf(on, 'A5').at(-1) ?? []), '2990 2 4010 10', 'what is void');
  assert.equal(chargedBy(entriesOf(on, 'A2').at(-1)), '2990 1 4010 5', 'what is held anew');
  assertSound(on, 'declined');
  done(cancel(on, paymentId(batch, 0)));
  assert.equal(available(on, 'payer'), 100_000n, 'all is free again');
  assertSound(on, 'cancelled');
});

/** By tariff and booking: what a refused item of 10.00 among two gets back, and what was earned. */
const REFUSALS: readonly (readonly [Terms, batchBooking: boolean, refund: string, left: bigint])[] =
  [
    [{ fee: '0.05', ...TAXED }, false, '', 98_988n],
    [
      { fee: '0.05', ...TAXED, refundedOnReject: 'true' },
      false,
      '4010/payer 5 2990/payer 1',
      98_994n,
    ],
    [
      { fee: '0.05', ...TAXED, refundedOnReject: 'true' },
      true,
      '4010/payer 5 2990/payer 1',
      98_994n,
    ],
    [{ fee: '0.05', refundedOnReject: 'true' }, true, '4010/payer 5', 98_995n],
    [{ fee: '0', refundedOnReject: 'true' }, false, '', 99_000n],
  ];

test('what the rail refuses gets fee and tax back where the tariff says so, and only its own', (t) => {
  for (const [tariff, batchBooking, refund, left] of REFUSALS) {
    const on = bookOf(t, 'EUR', tariff);
    const batch = paid(on, { batchBooking, payments: [{ amount: '10.00' }, { amount: '10.00' }] });
    dispatch(on, batch);
    acknowledge(on, batch);
    done(refuseItem(on, paymentId(batch, 1)));
    const what = JSON.stringify([tariff, batchBooking]);
    assert.equal(entriesOf(on, 'R10').flat().join(' '), refund, what);
    assert.equal(available(on, 'payer'), left, what);
    // A second refusal has no second refund.
    assert.equal(refuseItem(on, paymentId(batch, 1)).ok, false);
    assert.equal(available(on, 'payer'), left, what);
    assertSound(on, what);
    on.close();
  }
});
