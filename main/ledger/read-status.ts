// What stands where, from the totals kept beside the payments: counts and sums cost a handful of
// rows however many payments there are.

import { assert } from '../domain/assert.ts';
import { MAY_BE_HANDED_OVER } from '../domain/hand-over.ts';
import { type IsoStatus, isoStatus } from '../domain/iso-status.ts';
import type { Money } from '../domain/money.ts';
import { isPaymentStatus, type PaymentStatus } from '../domain/payment-status.ts';
import type { ReadableDb } from './connection.ts';

/** Payments per status; a status without payments is absent. */
export type CountByStatus = { readonly [status in PaymentStatus]?: number };

export type BatchStanding = {
  readonly batchId: number;
  readonly messageId: string;
  readonly fileName: string;
  readonly originalHash: string;
  /** `received`: nothing judged yet; `processing`: some; `processed`: all. */
  readonly status: 'received' | 'processing' | 'processed';
  /** pain.002 group status; PART when the payments differ. */
  readonly isoStatus: string;
  readonly numberOfTransactions: number;
  /** Payments judged so far. */
  readonly processed: number;
  readonly sums: readonly Money[];
  readonly payments: CountByStatus;
  /** Sums of those that could be handed over to another branch. */
  readonly leavingSums: readonly Money[];
  /** Milliseconds UTC. */
  readonly receivedAt: number;
};

export type Status = {
  /** The newest first, at most as many as asked for. */
  readonly batches: readonly BatchStanding[];
  readonly payments: CountByStatus;
  readonly sums: readonly Money[];
};

type BatchRow = {
  id: bigint;
  message_id: string;
  file_name: string;
  original: Buffer;
  number_of_transactions: bigint;
  next_record: bigint;
  received_at: bigint;
};
type TotalRow = {
  batch: bigint;
  status: string;
  currency: string;
  payments: bigint;
  amount: bigint;
};

const BATCHES = `SELECT b.id, b.message_id, coalesce(f.file_name, '') AS file_name, b.original,
    b.number_of_transactions, b.next_record, b.received_at
  FROM batches b LEFT JOIN batch_files f ON f.batch = b.id`;

const LEAVING: ReadonlySet<string> = new Set(MAY_BE_HANDED_OVER);

type SettledRow = { batch: bigint; payments: bigint };

/** What settled through a cycle, by batch; whatever else is settled was on us. */
const SETTLED_BY_RAIL = `SELECT b.batch, sum(b.payments) AS payments
  FROM cycle_batches b JOIN cycles c ON c.id = b.cycle WHERE c.state = 'settled'`;

/** The newest `most` batches and the sums over all. */
export function readStatus({ db }: ReadableDb, most: number): Status {
  const totals = db.prepare<[], TotalRow>('SELECT * FROM batch_totals WHERE payments > 0').all();
  const byBatch = Map.groupBy(totals, (row) => row.batch);
  const settled = db.prepare<[], SettledRow>(`${SETTLED_BY_RAIL} GROUP BY b.batch`).all();
  const byRail = new Map(settled.map((row) => [row.batch, row.payments]));
  const rows = db.prepare<[number], BatchRow>(`${BATCHES} ORDER BY b.id DESC LIMIT ?`).all(most);
  return {
    batches: rows.map((row) =>
      standingOf(row, byBatch.get(row.id) ?? [], byRail.get(row.id) ?? 0n),
    ),
    payments: countsOf(totals),
    sums: sumsOf(totals),
  };
}

/** How one batch stands, or null when there is none. */
export function readBatch({ db }: Pick<ReadableDb, 'db'>, batchId: number): BatchStanding | null {
  const row = db.prepare<[number], BatchRow>(`${BATCHES} WHERE b.id = ?`).get(batchId);
  if (row === undefined) return null;
  const totals = db.prepare<[number], TotalRow>(
    'SELECT * FROM batch_totals WHERE batch = ? AND payments > 0',
  );
  const settled = db.prepare<[number], SettledRow>(`${SETTLED_BY_RAIL} AND b.batch = ?
    GROUP BY b.batch`);
  return standingOf(row, totals.all(batchId), settled.get(batchId)?.payments ?? 0n);
}

function standingOf(
  row: BatchRow,
  totals: readonly TotalRow[],
  settledByRail: bigint,
): BatchStanding {
  const processed = Number(row.next_record);
  const numberOfTransactions = Number(row.number_of_transactions);
  const judging = processed === 0 ? 'received' : 'processing';
  return {
    batchId: Number(row.id),
    messageId: row.message_id,
    fileName: row.file_name,
    originalHash: row.original.toString('hex'),
    status: processed === numberOfTransactions ? 'processed' : judging,
    isoStatus: groupStatus(totals, settledByRail, processed < numberOfTransactions),
    numberOfTransactions,
    processed,
    sums: sumsOf(totals),
    payments: countsOf(totals),
    leavingSums: sumsOf(totals.filter(({ status }) => LEAVING.has(status))),
    receivedAt: Number(row.received_at),
  };
}

/**
 * RCVD until all is judged, then what all payments are told, or PART. Of a settled payment it
 * depends on its way: through a cycle, or on us, where the payee's credit is ours to confirm.
 */
function groupStatus(
  totals: readonly TotalRow[],
  settledByRail: bigint,
  isJudging: boolean,
): string {
  if (isJudging) return 'RCVD';
  const told = new Set<IsoStatus | null>();
  let settled = 0n;
  for (const { status, payments } of totals) {
    assert(isPaymentStatus(status), 'a total has a known status');
    if (status === 'settled') settled += payments;
    else told.add(isoStatus(status, 'batch', 'customer_file'));
  }
  if (settledByRail > 0n) told.add(isoStatus('settled', 'batch', 'customer_file'));
  if (settled > settledByRail) told.add(isoStatus('settled', 'on_us', 'customer_file'));
  const [common] = told;
  return told.size === 1 ? (common ?? '') : 'PART';
}

function countsOf(totals: readonly TotalRow[]): CountByStatus {
  const counts: { [status in PaymentStatus]?: number } = {};
  for (const { status, payments } of totals) {
    assert(isPaymentStatus(status), 'a total has a known status');
    counts[status] = (counts[status] ?? 0) + Number(payments);
  }
  return counts;
}

function sumsOf(totals: readonly TotalRow[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of totals) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  }
  const ordered = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return ordered.map(([currency, minor]) => ({ minor, currency }));
}
