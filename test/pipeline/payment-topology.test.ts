// Goal: the payments' operators judge as the rules say, and alike however the debtors are shared
// out. Method: small tables of payments run through the real topology on one, two and three tasks,
// their decisions compared whole.
import assert from 'node:assert/strict';
import test from 'node:test';
import { known } from '../../main/domain/assert.ts';
import type { Account } from '../../main/domain/chart-of-accounts.ts';
import type { Decision } from '../../main/domain/decision.ts';
import type { CreditTransfer, PaymentInformation } from '../../main/domain/payment.ts';
import { DEFAULT_POLICY, type Policy } from '../../main/domain/policy.ts';
import { batchOf, paymentId } from '../../main/ledger/payment-ids.ts';
import { AccountDirectory, directoryColumns } from '../../main/pipeline/account-directory.ts';
import { DECISION_COLUMNS, readDecision } from '../../main/pipeline/decision-columns.ts';
import {
  paymentsWriter,
  readTransfer,
  writeTransfer,
} from '../../main/pipeline/payment-columns.ts';
import { PARTITIONS, paymentTopology } from '../../main/pipeline/payment-topology.ts';
import { ColumnsView } from '../../main/stream/columns.ts';
import { mergeOutputs, tasksHere } from '../../main/stream/tasks.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26, 9, 42);

const CREDITOR_IBAN = 'DE89370400440532013000';
const ADLER = 'DE21500500001234567897';

const ACCOUNTS: readonly Account[] = [
  account(1, '2001', 'EUR', 'open'),
  account(2, '2002', 'EUR', 'debit_blocked'),
  account(3, '2003', 'EUR', 'closed'),
  account(4, '2004', 'USD', 'open'),
  account(5, '2005', 'EUR', 'open'),
  { ...account(6, '2120', 'EUR', 'open'), kind: 'clearing' },
  account(7, ADLER, 'EUR', 'open'),
];

function account(id: number, number: string, currency: string, status: Account['status']): Account {
  return { id, number, currency, kind: 'customer', accountLimit: 0n, status };
}

function information(ordinal: number, debtorAccount: string): PaymentInformation {
  return {
    ordinal,
    line: 1,
    paymentInformationId: `P${ordinal}`,
    paymentMethod: 'TRF',
    batchBooking: null,
    numberOfTransactions: null,
    controlSum: null,
    requestedExecutionDate: '2026-11-26',
    debtorName: 'Adler',
    debtorAccount,
    debtorAccountIsIban: debtorAccount.startsWith('DE'),
    debtorAccountCurrency: null,
    debtorAgent: null,
    serviceLevel: null,
    chargeBearer: null,
  };
}

type Given = {
  readonly debtor: string;
  readonly to?: string | null;
  readonly minor?: bigint;
  readonly currency?: string;
  readonly remittance?: string | null;
  readonly batch?: number;
  readonly at?: number;
};

function transferOf(given: Given, record: number): CreditTransfer {
  const creditorAccount = given.to === undefined ? CREDITOR_IBAN : given.to;
  return {
    record,
    paymentInformation: record,
    line: record + 1,
    endToEndId: `E${record}`,
    instructionId: null,
    uetr: null,
    amount: { minor: given.minor ?? 100n, currency: given.currency ?? 'EUR' },
    creditorName: 'Chen 伟',
    creditorAccount,
    creditorAccountIsIban: creditorAccount?.startsWith('DE') ?? false,
    creditorAgent: null,
    creditorAgentIsBic: false,
    creditorCountry: null,
    remittance: given.remittance === undefined ? `invoice ${record}` : given.remittance,
    purpose: null,
    chargeBearer: null,
  };
}

/** Runs the table as one epoch on `tasks` tasks and answers the decisions in order. */
async function judge(
  table: readonly Given[],
  tasks: number,
  policy: Policy = DEFAULT_POLICY,
): Promise<Decision[]> {
  const accounts = new AccountDirectory();
  accounts.load(directoryColumns(ACCOUNTS));
  const informations = table.map((given, ordinal) => information(ordinal, given.debtor));
  const topology = paymentTopology({
    accounts,
    information: (ordinal) => known(informations[ordinal], 'the table has it'),
    policy: () => policy,
    batchOf,
  });
  const writer = paymentsWriter({ rowsMax: table.length, bytesMax: 1 << 20 });
  for (const [record, given] of table.entries()) {
    const origin = {
      information: known(informations[record], 'the table has it'),
      occurredAt: given.at ?? NOW,
      payment: paymentId(given.batch ?? 1, record),
    };
    assert.ok(writeTransfer(writer, transferOf(given, record), origin));
  }
  const run = tasksHere(topology, { tasks, partitions: PARTITIONS }, []);
  const batch = writer.finish();
  const results = await run({ batch, watermark: Number.NEGATIVE_INFINITY, snapshot: false });
  const outputs = new ColumnsView(
    DECISION_COLUMNS,
    mergeOutputs(DECISION_COLUMNS, table.length, results).buffer,
  );
  return table.map((_, row) => readDecision(outputs, row));
}

const APPROVED: Decision = {
  outcome: 'approve',
  reasonCode: null,
  reason: null,
  debtorAccount: 1,
  creditorAccount: 0,
  rail: 'batch',
  relatedPayment: 0,
};

const repair = (reasonCode: string, reason: string, debtorAccount: number): Decision => ({
  ...APPROVED,
  outcome: 'repair',
  reasonCode,
  reason,
  debtorAccount,
});

test('a payment is judged by its accounts, its faults and its amount', async () => {
  const rows: readonly (readonly [Given, Decision])[] = [
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
    // A closed account of this book is not paid on us; the rail would refuse it.
    [{ debtor: '2001', to: '2003' }, APPROVED],
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
      await judge(table, tasks),
      rows.map(([, decision]) => decision),
    );
  }
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
    const decisions = await judge(
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
  const decisions = await judge(
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
  const decisions = await judge(table, 1, policy);
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
