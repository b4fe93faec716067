// Payment files and what the engine makes of them, from small tables: a file is its blocks and
// payments, an epoch is a stretch of its records with the decision on each.

import assert from 'node:assert/strict';
import type { Decision, EpochOutput, Outcome } from '../../main/domain/decision.ts';
import type { CreditTransfer, PaymentInformation } from '../../main/domain/payment.ts';
import type { PaymentStatus } from '../../main/domain/payment-status.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { done, hashLike, minor, type TestDesk } from './test-desk.ts';

/** One payment: its amount as a person writes it, and what is not as usual. */
export type PaymentLine = {
  readonly amount: string;
  readonly outcome?: Outcome;
  readonly reasonCode?: string;
  readonly reason?: string;
  /** The payee's account; one that is in the book makes the payment on us. */
  readonly to?: string;
  /** The payee's bank: a BIC, or with `byCode` a national code. */
  readonly bank?: string;
  readonly byCode?: true;
  readonly currency?: string;
  readonly remittance?: string;
  /** The payment it seems to repeat. */
  readonly repeats?: number;
};

/** One payment information: who pays, when, and its payments. */
export type Block = {
  readonly from: string;
  readonly currency?: string;
  readonly batchBooking?: boolean | null;
  readonly date?: string;
  readonly payments: readonly PaymentLine[];
};

export type FileTable = {
  readonly messageId: string;
  /** Stands for the bytes of the file; a copy has the same. */
  readonly bytes?: string;
  readonly orderingParty?: string;
  readonly blocks: readonly Block[];
};

type Line = PaymentLine & { readonly block: Block; readonly ordinal: number };

function linesOf(file: FileTable): readonly Line[] {
  return file.blocks.flatMap((block, ordinal) =>
    block.payments.map((payment) => ({ ...payment, block, ordinal })),
  );
}

function currencyOf(line: Line): string {
  return line.currency ?? line.block.currency ?? 'EUR';
}

/** The input that submits `file`. */
export function submission(on: TestDesk, file: FileTable) {
  const lines = linesOf(file);
  const sums = new Map<string, bigint>();
  const largest = new Map<string, bigint>();
  for (const line of lines) {
    const [currency, amount] = [currencyOf(line), minor(line.amount)];
    sums.set(currency, (sums.get(currency) ?? 0n) + amount);
    if (amount > (largest.get(currency) ?? 0n)) largest.set(currency, amount);
  }
  const moneys = (of: ReadonlyMap<string, bigint>) =>
    [...of].map(([currency, amount]) => ({ minor: amount, currency }));
  return {
    submissionId: on.newId(),
    original: hashLike(file.bytes ?? file.messageId),
    fileName: `${file.messageId}.xml`,
    header: {
      messageType: 'pain.001.001.09',
      messageId: file.messageId,
      createdAt: '2026-11-26T10:00:00+01:00',
      numberOfTransactions: lines.length,
      controlSum: null,
      initiatingPartyName: file.orderingParty ?? 'Ordering Party',
      initiatingPartyId: null,
    },
    counts: {
      paymentInformations: file.blocks.length,
      transactions: lines.length,
      sums: moneys(sums),
    },
    largest: moneys(largest),
    debtors: file.blocks.map(({ from }) => from),
  };
}

function informationOf(block: Block, ordinal: number): PaymentInformation {
  return {
    ordinal,
    line: 10 * ordinal + 1,
    paymentInformationId: `PMT-${ordinal}`,
    paymentMethod: 'TRF',
    batchBooking: block.batchBooking ?? null,
    numberOfTransactions: block.payments.length,
    controlSum: null,
    requestedExecutionDate: block.date ?? '2026-11-26',
    debtorName: `Debtor of ${block.from}`,
    debtorAccount: block.from,
    debtorAccountIsIban: false,
    debtorAccountCurrency: null,
    debtorAgent: null,
    serviceLevel: null,
    chargeBearer: null,
  };
}

function isIban(account: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);
}

function transferOf(line: Line, record: number): CreditTransfer {
  return {
    record,
    paymentInformation: line.ordinal,
    line: record + 100,
    endToEndId: `E2E-${record}`,
    instructionId: null,
    uetr: null,
    amount: { minor: minor(line.amount), currency: currencyOf(line) },
    creditorName: `Creditor ${record}`,
    creditorAccount: line.to ?? `OUTSIDE-${record}`,
    creditorAccountIsIban: isIban(line.to ?? ''),
    creditorAgent: line.bank ?? null,
    creditorAgentIsBic: line.bank !== undefined && line.byCode === undefined,
    creditorCountry: null,
    remittance: line.remittance ?? null,
    purpose: null,
    chargeBearer: null,
  };
}

function decisionOf(on: TestDesk, line: Line): Decision {
  const { accounts } = on.book();
  const currency = currencyOf(line);
  const payee = line.to === undefined ? null : accounts.find(line.to, currency);
  const debtor = accounts.find(line.block.from, currency);
  // As the pipeline does: without a debtor account nothing else is asked.
  const outcome = debtor === null ? 'repair' : (line.outcome ?? 'approve');
  const reason = { review: 'amount_above_review_limit', decline: 'amount_above_rail_limit' };
  const reasons: { readonly [outcome in Outcome]?: string } = reason;
  return {
    outcome,
    reasonCode: line.reasonCode ?? (outcome === 'repair' ? 'AC01' : null),
    reason: line.reason ?? reasons[outcome] ?? (outcome === 'repair' ? 'no_account' : null),
    debtorAccount: debtor?.id ?? 0,
    creditorAccount: payee?.id ?? 0,
    rail: payee === null ? 'batch' : 'on_us',
    measures: null,
    relatedPayment: line.repeats ?? 0,
  };
}

/** The epoch of records `from` (included) to `to` (not included). */
export function epochOf(
  on: TestDesk,
  batch: number,
  file: FileTable,
  from: number,
  to: number,
): EpochOutput {
  const lines = linesOf(file);
  const at = (row: number): Line => {
    const line = lines[from + row];
    assert.ok(line !== undefined, 'the row lies in the file');
    return line;
  };
  const informations = file.blocks.flatMap((block, ordinal) => {
    const first = lines.findIndex((line) => line.ordinal === ordinal);
    const last = lines.findLastIndex((line) => line.ordinal === ordinal);
    if (last < from || first >= to) return [];
    return [{ information: informationOf(block, ordinal), firstRecord: first, ends: last < to }];
  });
  return {
    batch,
    fromRecord: from,
    toRecord: to,
    topology: 'test/1',
    stateDelta: Uint8Array.from([batch & 0xff, from & 0xff, to & 0xff]),
    snapshot: null,
    informations,
    transfer: (row) => transferOf(at(row), from + row),
    decision: (row) => decisionOf(on, at(row)),
  };
}

/** Commits the whole file in epochs of `size` records. */
export function commitAll(on: TestDesk, batch: number, file: FileTable, size: number): void {
  const count = linesOf(file).length;
  for (let from = 0; from < count; from += size) {
    const epoch = epochOf(on, batch, file, from, Math.min(from + size, count));
    done(commitEpoch(on.desk(), epoch, on.context()));
  }
}

/** Submits a file and has the engine judge all of it; answers its batch. */
export function take(on: TestDesk, file: FileTable, size = 1000): number {
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  commitAll(on, batchId, file, size);
  return batchId;
}

/** Where each payment of a batch stands: status, with the reason code where there is one. */
export function standing(on: TestDesk, batch: number): readonly string[] {
  const rows = on
    .book()
    .db.prepare<[number, number], { status: string; code: string | null }>(
      'SELECT status, reason_code AS code FROM payments WHERE id >= ? AND id < ? ORDER BY id',
    );
  return rows
    .all(paymentId(batch, 0), paymentId(batch + 1, 0))
    .map(({ status, code }) => (code === null ? status : `${status} ${code}`));
}

/** How many payments of a batch stand in each status, from the totals kept beside them. */
export function totals(on: TestDesk, batch: number): { [status in PaymentStatus]?: number } {
  const rows = on.book().db.prepare<[number], { status: string; n: bigint }>(
    `SELECT status, sum(payments) AS n FROM batch_totals WHERE batch = ? AND payments > 0
     GROUP BY status ORDER BY status`,
  );
  return Object.fromEntries(rows.all(batch).map(({ status, n }) => [status, Number(n)]));
}
