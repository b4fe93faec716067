// Runs tables of payments through the shipped topology, for the tests of the pipeline.
import assert from 'node:assert/strict';
import { known } from '../../main/domain/assert.ts';
import type { Account } from '../../main/domain/chart-of-accounts.ts';
import type { Decision } from '../../main/domain/decision.ts';
import type { CreditTransfer, PaymentInformation } from '../../main/domain/payment.ts';
import { DEFAULT_POLICY, type Policy } from '../../main/domain/policy.ts';
import { batchOf, paymentId } from '../../main/ledger/payment-ids.ts';
import { AccountDirectory, directoryColumns } from '../../main/pipeline/account-directory.ts';
import { DECISION_COLUMNS, readDecision } from '../../main/pipeline/decision-columns.ts';
import { paymentsWriter, writeTransfer } from '../../main/pipeline/payment-columns.ts';
import { PARTITIONS, paymentTopology } from '../../main/pipeline/payment-topology.ts';
import { ColumnsView } from '../../main/stream/columns.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { TIME_BEGINS } from '../../main/stream/watermark.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 26, 9, 42);

const CREDITOR_IBAN = 'DE89370400440532013000';
export const ADLER = 'DE21500500001234567897';

const ACCOUNTS: readonly Account[] = [
  account(1, '2001', 'EUR', 'open'),
  account(2, '2002', 'EUR', 'debit_blocked'),
  account(3, '2003', 'EUR', 'closed'),
  account(4, '2004', 'USD', 'open'),
  account(5, '2005', 'EUR', 'open'),
  { ...account(6, '2120', 'EUR', 'open'), kind: 'clearing' },
  account(7, ADLER, 'EUR', 'open'),
  account(8, '2006', 'EUR', 'open'),
];

function account(id: number, number: string, currency: string, status: Account['status']): Account {
  return { id, number, currency, kind: 'customer', accountLimit: 0n, status };
}

export function information(ordinal: number, debtorAccount: string): PaymentInformation {
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

export type Given = {
  readonly debtor: string;
  readonly to?: string | null;
  readonly minor?: bigint;
  readonly currency?: string;
  readonly remittance?: string | null;
  readonly batch?: number;
  readonly at?: number;
  /** The BIC of the payee's bank. */
  readonly agent?: string;
};

export function transferOf(given: Given, record: number): CreditTransfer {
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
    creditorAgent: given.agent ?? null,
    creditorAgentIsBic: given.agent !== undefined,
    creditorCountry: null,
    remittance: given.remittance === undefined ? `invoice ${record}` : given.remittance,
    purpose: null,
    chargeBearer: null,
  };
}

/** The shipped topology over the payments of a table, which `columns` writes for the engine. */
export function paymentsOf(table: readonly Given[], policy: Policy = DEFAULT_POLICY, live = true) {
  const accounts = new AccountDirectory();
  accounts.load(directoryColumns(ACCOUNTS));
  const informations = table.map((given, ordinal) => information(ordinal, given.debtor));
  const topology = paymentTopology({
    accounts,
    information: (ordinal) => known(informations[ordinal], 'the table has it'),
    policy: () => policy,
    live: () => live,
    batchOf,
  });
  const columns = (from: number, to: number): ArrayBuffer => {
    const writer = paymentsWriter({ rowsMax: to - from + 1, bytesMax: 1 << 20 });
    for (let record = from; record < to; record += 1) {
      const given = known(table[record], 'the table has it');
      const origin = {
        information: known(informations[record], 'the table has it'),
        occurredAt: given.at ?? NOW,
        payment: paymentId(given.batch ?? 1, record),
      };
      assert.ok(writeTransfer(writer, transferOf(given, record), origin));
    }
    return writer.finish();
  };
  return { topology, columns };
}

/** Runs the table as one epoch on `tasks` tasks and answers the decisions in order. */
export async function judge(
  table: readonly Given[],
  tasks: number,
  policy: Policy = DEFAULT_POLICY,
  live = true,
): Promise<Decision[]> {
  const { topology, columns } = paymentsOf(table, policy, live);
  const run = tasksHere(topology, { tasks, partitions: PARTITIONS }, []);
  const batch = columns(0, table.length);
  const result = await run({ batch, time: TIME_BEGINS, snapshot: false });
  const outputs = new ColumnsView(DECISION_COLUMNS, result.outputs);
  return table.map((_, row) => readDecision(outputs, row));
}
