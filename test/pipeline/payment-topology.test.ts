// Goal: the payments' operators judge as the rules say, and alike however the debtors are shared
// out. Method: small tables of payments run through the real topology on one, two and three tasks,
// their decisions compared whole.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Decision } from '../../main/domain/decision.ts';
import { ibanCheckDigits } from '../../main/domain/iban.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import {
  paymentsWriter,
  readTransfer,
  writeTransfer,
} from '../../main/pipeline/payment-columns.ts';
import { ADLER, DAY, type Given, information, judge, NOW, transferOf } from './judge.ts';

/** A decision without its measures, which measure.test.ts compares. */
type Judgement = Omit<Decision, 'measures'>;

async function judgements(...asked: Parameters<typeof judge>): Promise<Judgement[]> {
  return (await judge(...asked)).map(({ measures: _, ...judgement }) => judgement);
}

const APPROVED: Judgement = {
  outcome: 'approve',
  reasonCode: null,
  reason: null,
  debtorAccount: 1,
  creditorAccount: 0,
  rail: 'batch',
  relatedPayment: 0,
};

const repair = (reasonCode: string, reason: string, debtorAccount: number): Judgement => ({
  ...APPROVED,
  outcome: 'repair',
  reasonCode,
  reason,
  debtorAccount,
});

test('a payment is judged by its accounts, its faults and its amount', async () => {
  const rows: readonly (readonly [Given, Judgement])[] = [
    [{ debtor: '2001' }, APPROVED],
    [{ debtor: '9999' }, repair('AC01', 'debtor_account_not_in_book', 0)],
    [{ debtor: '2120' }, repair('AC01', 'debtor_account_not_in_book', 0)],
    [{ debtor: '2002' }, repair('AC06', 'debtor_account_blocked', 2)],
    [{ debtor: '2003' }, repair('AC04', 'debtor_account_closed', 3)],
    [{ debtor: '2004' }, repair('AC09', 'debtor_account_in_other_currency', 0)],
    [
      { debtor: '2004', currency: 'USD' },
      { ...APPROVED, debtorAccount: 4 },
    ],
    [{ debtor: '2001', to: null }, repair('AC03', 'creditor_account_missing', 1)],
    [
      { debtor: '2001', to: 'DE00370400440532013000' },
      repair('AC03', 'creditor_iban_check_digits', 1),
    ],
    [
      { debtor: '2001', to: '2005' },
      { ...APPROVED, creditorAccount: 5, rail: 'on_us' },
    ],
    // A closed account of this book can be paid nowhere: no rail would bring it but to us.
    [
      { debtor: '2001', to: '2003' },
      { ...repair('AC07', 'creditor_account_closed', 1), creditorAccount: 3, rail: 'on_us' },
    ],
    [
      { debtor: '2001', to: '2001' },
      { ...repair('BE01', 'creditor_is_debtor', 1), creditorAccount: 1, rail: 'on_us' },
    ],
    [{ debtor: '2001', minor: 100_000_000n }, APPROVED],
    [
      { debtor: '2001', minor: 100_000_001n },
      {
        ...APPROVED,
        outcome: 'review',
        reasonCode: 'AM14',
        reason: 'amount_above_review_limit',
      },
    ],
    [
      { debtor: '2001', minor: 100_000_000_000n },
      { ...APPROVED, outcome: 'decline', reasonCode: 'AM13', reason: 'amount_above_rail_limit' },
    ],
    [
      { debtor: '2004', currency: 'USD', minor: 99n },
      { ...APPROVED, debtorAccount: 4 },
    ],
  ];
  const table = rows.map(([given]) => given);
  for (const tasks of [1, 2, 3]) {
    assert.deepEqual(
      await judgements(table, tasks),
      rows.map(([, decision]) => decision),
    );
  }
});

test('a live book pays nothing to what is for tests, and does not remember it', async () => {
  const bban = '999999980001000000';
  const demo = `DE${ibanCheckDigits('DE', bban)}${bban}`;
  const again = { remittance: 'invoice 4711' } as const;
  const table: readonly Given[] = [
    { debtor: '2001', agent: 'COBADEF0XXX', ...again },
    { debtor: '2001', agent: 'COBADEFFXXX', batch: 2, ...again },
    { debtor: '2001', to: demo },
    { debtor: '2001', to: demo, agent: 'COBADEF0' },
    { debtor: '2003', to: demo },
  ];
  const declined = { ...APPROVED, outcome: 'decline' } as const;
  const bic = { ...declined, reasonCode: 'RC07', reason: 'creditor_bic_for_tests' };
  const account = { ...declined, reasonCode: 'AC03', reason: 'creditor_account_of_demo_bank' };
  const closed = repair('AC04', 'debtor_account_closed', 3);
  assert.deepEqual(await judgements(table, 2), [bic, APPROVED, account, bic, closed]);
  const [first, second, ...others] = await judgements(table, 2, DEFAULT_POLICY, false);
  assert.deepEqual(first, APPROVED);
  // In a demonstration the first one is paid, and the second one is its repeat.
  assert.deepEqual(second, { ...APPROVED, relatedPayment: paymentId(1, 0) });
  assert.deepEqual(others, [APPROVED, APPROVED, closed]);
});

test('a repeat is suspected in another batch within the window, and nowhere else', async () => {
  const same = { debtor: '2001', minor: 42_000n, remittance: 'invoice 4711' };
  const rows: readonly (readonly [Given, number])[] = [
    [{ ...same, batch: 1 }, 0],
    // The same list twice in one batch is the customer's own.
    [{ ...same, batch: 1 }, 0],
    [{ ...same, batch: 2 }, paymentId(1, 0)],
    [{ ...same, batch: 2, minor: 42_001n }, 0],
    [{ ...same, batch: 2, remittance: 'invoice 4712' }, 0],
    [{ ...same, batch: 2, remittance: null }, 0],
    [{ ...same, batch: 2, debtor: '2005' }, 0],
    [{ ...same, batch: 2, to: ADLER }, 0],
    // Twice in the same batch: both repeat the one of the batch before, not each other.
    [{ ...same, batch: 2 }, paymentId(1, 0)],
    [{ ...same, batch: 3, at: NOW + 14 * DAY - 1 }, paymentId(2, 2)],
    // The newest one keeps the memory alive for a window of its own.
    [{ ...same, batch: 4, at: NOW + 28 * DAY - 2 }, paymentId(3, 9)],
    // The watermark has reached the end of the window: it is forgotten.
    [{ ...same, batch: 5, at: NOW + 42 * DAY }, 0],
  ];
  for (const tasks of [1, 2, 3]) {
    const decisions = await judgements(
      rows.map(([given]) => given),
      tasks,
    );
    assert.deepEqual(
      decisions.map((decision) => decision.relatedPayment),
      rows.map(([, related]) => related),
    );
  }
});

test('a payment in repair is not remembered: mended and sent again it is no repeat', async () => {
  const wrong = { debtor: '2001', to: 'DE00370400440532013000', remittance: 'r' };
  const decisions = await judgements(
    [
      { ...wrong, batch: 1 },
      { ...wrong, batch: 2 },
    ],
    1,
  );
  assert.deepEqual(
    decisions.map(({ outcome, relatedPayment }) => [outcome, relatedPayment]),
    [
      ['repair', 0],
      ['repair', 0],
    ],
  );
});

test('the limits are those of the policy in force', async () => {
  const policy = { ...DEFAULT_POLICY, reviewAbove: new Map([['EUR', 99n]]), railLimit: new Map() };
  const table = [
    { debtor: '2001', minor: 99n },
    { debtor: '2001', minor: 100n },
  ];
  const decisions = await judgements(table, 1, policy);
  assert.deepEqual(
    decisions.map((decision) => decision.outcome),
    ['approve', 'review'],
  );
});

test('a transfer comes out of its columns as it went in', () => {
  const transfers = [
    transferOf({ debtor: '2001' }, 0),
    transferOf({ debtor: '2001', to: null, remittance: null, minor: 2n ** 62n }, 1),
    { ...transferOf({ debtor: '2001' }, 2), creditorName: '', purpose: 'SALA', uetr: 'x' },
  ];
  const writer = paymentsWriter({ rowsMax: 10, bytesMax: 1 << 20 });
  for (const transfer of transfers) {
    const origin = { information: information(0, '2001'), occurredAt: NOW, payment: 1 };
    assert.ok(writeTransfer(writer, transfer, origin));
  }
  const view = writer.finishView();
  assert.deepEqual(
    transfers.map((_, row) => readTransfer(view, row)),
    transfers,
  );
});
