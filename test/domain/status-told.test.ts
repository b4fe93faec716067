// Goal: the customer is told what domain.md §1.2 says and nothing that §4 forbids.
// Method: every status on both rails against a table written out by hand; waits compared with one
// another; summaries of small counts compared whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../main/domain/payment-status.ts';
import { createToldSummary, toldOf } from '../../main/domain/status-told.ts';

function said(
  status: PaymentStatus,
  rail: 'batch' | 'on_us',
  dateMoved: boolean,
  reasonCode: string | null = null,
): string {
  const told = toldOf({ status, rail, dateMoved, reasonCode });
  return told === null ? '-' : `${told.status} ${told.reasonCode ?? ''}`.trim();
}

test('every status as it is told: in time, with a moved date, and on us', () => {
  const table: Record<PaymentStatus, readonly [inTime: string, moved: string, onUs: string]> = {
    draft: ['-', '-', '-'],
    received: ['RCVD', 'RCVD', 'RCVD'],
    warehoused: ['ACCP', 'ACWC DT06', 'ACCP'],
    in_repair: ['PDNG', 'PDNG', 'PDNG'],
    in_review: ['PDNG', 'PDNG', 'PDNG'],
    awaiting_approval: ['PDNG', 'PDNG', 'PDNG'],
    awaiting_liquidity: ['PDNG', 'PDNG', 'PDNG'],
    suspended: ['PDNG', 'PDNG', 'PDNG'],
    accepted: ['ACSP', 'ACWC DT06', 'ACSP'],
    dispatched: ['ACSP', 'ACWC DT06', 'ACSP'],
    acknowledged: ['ACSP', 'ACWC DT06', 'ACSP'],
    unknown: ['ACSP', 'ACWC DT06', 'ACSP'],
    settled: ['ACSC', 'ACSC', 'ACCC'],
    rejected: ['RJCT MS03', 'RJCT MS03', 'RJCT MS03'],
    handed_over: ['PDNG', 'PDNG', 'PDNG'],
    cancelled: ['RJCT DS02', 'RJCT DS02', 'RJCT DS02'],
    blocked: ['-', '-', '-'],
  };
  for (const status of PAYMENT_STATUSES) {
    const row = [
      said(status, 'batch', false),
      said(status, 'batch', true),
      said(status, 'on_us', false),
    ];
    assert.deepEqual(row, table[status], status);
  }
});

test('waits are told alike whatever a rule, a person or the rail wants', () => {
  const waits = ['in_repair', 'in_review', 'awaiting_approval', 'awaiting_liquidity', 'suspended'];
  const reasons = [null, 'AC01', 'AM05', 'AM14', 'RR04', 'FRAD'];
  const told = PAYMENT_STATUSES.filter((status) => waits.includes(status)).flatMap((status) =>
    reasons.map((reasonCode) => said(status, 'batch', false, reasonCode)),
  );
  assert.deepEqual([...new Set(told)], ['PDNG']);
});

test('a rejection tells its code, compliance grounds and what is no code are MS03', () => {
  for (const [code, told] of [
    ['AC01', 'AC01'],
    ['AM04', 'AM04'],
    ['NARR', 'NARR'],
    ['AB05', 'AB05'],
    ['RR04', 'MS03'],
    ['FRAD', 'MS03'],
    ['LEGL', 'MS03'],
    ['', 'MS03'],
    ['am04', 'MS03'],
    ['TOOLONG', 'MS03'],
    ['<A1>', 'MS03'],
  ] as const) {
    assert.equal(said('rejected', 'batch', false, code), `RJCT ${told}`, code);
  }
  assert.equal(said('cancelled', 'batch', false, 'RR04'), 'RJCT DS02');
});

test('a summary: common status, PART, counts and plain decimal sums', () => {
  const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
  const empty = createToldSummary();
  assert.deepEqual([empty.status(), empty.sum(), empty.unlisted()], [null, '0', null]);

  const alike = createToldSummary();
  alike.add('ACSP', 2, euro(1050n));
  alike.add('ACSP', 1, { minor: 500n, currency: 'JPY' });
  assert.deepEqual(
    [alike.status(), alike.payments(), alike.sum(), alike.unlisted()],
    ['ACSP', 3, '510.5', 'ACSP'],
  );

  const mixed = createToldSummary();
  mixed.add('RJCT', 9, euro(900n));
  mixed.add('ACWC', 8, euro(800n));
  mixed.add('PDNG', 1, euro(100n));
  mixed.add('ACSP', 2, euro(201n));
  assert.deepEqual([mixed.status(), mixed.unlisted()], ['PART', 'ACSP']);
  assert.deepEqual(mixed.perStatus(), [
    { status: 'ACSP', payments: 2, sum: '2.01' },
    { status: 'ACWC', payments: 8, sum: '8' },
    { status: 'PDNG', payments: 1, sum: '1' },
    { status: 'RJCT', payments: 9, sum: '9' },
  ]);

  const refused = createToldSummary();
  refused.add('RJCT', 1, euro(1n));
  assert.deepEqual([refused.status(), refused.unlisted()], ['RJCT', null]);

  const blocked = createToldSummary();
  blocked.add(null, 1, euro(5n));
  assert.deepEqual([blocked.status(), blocked.sum(), blocked.perStatus()], [null, '0.05', []]);
  blocked.add('ACSP', 1, euro(5n));
  assert.equal(blocked.status(), 'PART');
});
