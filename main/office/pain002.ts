// The status report on a batch as a stream of XML: asked of the reader stretch by stretch, all as
// of one moment, so that a million payments need no more memory than ten.
import { PIECE_UNITS_MAX } from '../../preload/contract/batch.ts';
import type { Item } from '../../preload/contract/contract.ts';
import { known } from '../domain/assert.ts';
import type { IsoStatus } from '../domain/iso-status.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import {
  type AgreedStatus,
  agreedStatusOf,
  isAtItsEnd,
  type StatusLevel,
} from '../domain/status-agreed.ts';
import { createToldSummary, type Told, type ToldSummary, toldOf } from '../domain/status-told.ts';
import {
  createPain002Writer,
  createPieceJoiner,
  type Pain002Version,
  type Pain002Writer,
  pain002VersionFor,
  type ReportedGroup,
  statusIn,
} from '../formats/pain002-writer.ts';
import {
  REPORT_STRETCH_MAX,
  type ReportedBatch,
  type ReportedCount,
  type ReportedRow,
} from '../ledger/read-report.ts';
import { termsInForce } from '../operations/account-terms.ts';
import type { Office } from './office.ts';

/** Payments listed by one question. */
const ROWS_MAX = 1000;

/** What a report needs of the office. */
type Reporting = Pick<Office, 'reader' | 'clock' | 'newId' | 'desk'>;

type Report = {
  readonly office: Reporting;
  readonly batchId: number;
  readonly batch: ReportedBatch;
  readonly version: Pain002Version;
  readonly writer: Pain002Writer;
  readonly level: StatusLevel;
  readonly signal: AbortSignal;
};

/** One payment information: what its payments are told, per status in the book. */
type Block = {
  /** Its first count: what all of its counts say alike. */
  readonly of: ReportedCount;
  readonly summary: ToldSummary;
  readonly told: Map<PaymentStatus, Set<IsoStatus>>;
};

/**
 * The report in pieces of at most {@link PIECE_UNITS_MAX} units, to be joined in order, down to the
 * level that its ordering party has agreed on; or one refusal: `batch_not_judged`,
 * `status_report_not_agreed` (it wants none), `batch_not_final` (it wants one at the end only, and a
 * payment has not come to it). Ends early once `signal` aborts.
 */
export async function* pain002(
  office: Reporting,
  batchId: number,
  signal: AbortSignal,
): AsyncGenerator<Item<'pain002'>> {
  const found = await office.reader.ask('reportedBatch', { batchId });
  const batch = known(found, 'a report is made of a batch of the book');
  if (!batch.judged) {
    yield { kind: 'refused', code: 'batch_not_judged' };
    return;
  }
  const { moment, level } = agreedFor(office, batch);
  if (moment === 'none') {
    yield { kind: 'refused', code: 'status_report_not_agreed' };
    return;
  }
  const version = pain002VersionFor(batch.messageType);
  const writer = createPain002Writer(version);
  const report: Report = { office, batchId, batch, version, writer, level, signal };
  if (moment === 'final' && !(await isFinal(report))) {
    if (!signal.aborted) yield { kind: 'refused', code: 'batch_not_final' };
    return;
  }
  const joiner = createPieceJoiner(PIECE_UNITS_MAX);
  for await (const text of reportTexts(report)) {
    const full = joiner.add(text);
    if (signal.aborted) return;
    if (full !== null) yield { kind: 'piece', text: full };
  }
  if (!signal.aborted) yield { kind: 'piece', text: joiner.rest() };
}

/** What the owners of the accounts that a batch debits have agreed on by now. */
function agreedFor({ desk, clock }: Reporting, { debtorAccounts }: ReportedBatch): AgreedStatus {
  const termsOf = termsInForce(desk, clock());
  const accounts = debtorAccounts.map((id) => desk.book.accounts.byId(id));
  return agreedStatusOf(accounts.map((account) => termsOf(account).status));
}

/** Whether each payment stood at its end as of the report; false once it is given up. */
async function isFinal(report: Report): Promise<boolean> {
  for await (const { status } of countsOf(report)) if (!isAtItsEnd(status)) return false;
  return !report.signal.aborted;
}

async function* reportTexts(report: Report): AsyncGenerator<string> {
  const { office, batch, writer, signal } = report;
  const whole = createToldSummary();
  for await (const count of countsOf(report)) addTo(report, whole, count);
  if (signal.aborted) return;
  yield writer.head({
    messageId: office.newId().replaceAll('-', '').slice(0, 35),
    createdAt: new Date(office.clock()).toISOString(),
    originalMessageId: batch.messageId,
    originalMessageType: batch.messageType,
    group: groupOf(whole),
  });
  if (report.level !== 'file') {
    for await (const block of blocksOf(report)) yield* blockTexts(report, block);
  }
  if (!signal.aborted) yield writer.end();
}

/** Counts of the whole batch in file order; ends early once the report is given up. */
async function* countsOf({
  office,
  batchId,
  batch,
  signal,
}: Report): AsyncGenerator<ReportedCount> {
  const { asOf, numberOfTransactions } = batch;
  for (let firstRecord = 0; firstRecord < numberOfTransactions; ) {
    if (signal.aborted) return;
    const end = Math.min(firstRecord + REPORT_STRETCH_MAX, numberOfTransactions);
    const stretch = { batchId, asOf, firstRecord, lastRecord: end - 1 };
    yield* await office.reader.ask('reportCounts', stretch);
    firstRecord = end;
  }
}

/** The payment informations in file order, those that lie in several stretches put together. */
async function* blocksOf(report: Report): AsyncGenerator<Block> {
  let block: Block | null = null;
  for await (const count of countsOf(report)) {
    if (block !== null && block.of.information !== count.information) {
      yield block;
      block = null;
    }
    block ??= { of: count, summary: createToldSummary(), told: new Map() };
    const status = addTo(report, block.summary, count);
    if (status === null) continue;
    block.told.set(count.status, (block.told.get(count.status) ?? new Set()).add(status));
  }
  if (block !== null && !report.signal.aborted) yield block;
}

/** Adds a count to a summary and answers what its payments are told. */
function addTo({ version }: Report, summary: ToldSummary, count: ReportedCount): IsoStatus | null {
  const told = tell(version, count, { ...count, reasonCode: null });
  const { payments, amount: minor, currency } = count;
  summary.add(told?.status ?? null, payments, { minor, currency });
  return told?.status ?? null;
}

function tell(
  version: Pain002Version,
  { requestedExecutionDate, executionDate }: ReportedCount,
  payment: Pick<ReportedRow, 'status' | 'rail' | 'reasonCode'>,
): Told | null {
  const dateMoved = executionDate !== requestedExecutionDate;
  const told = toldOf({ ...payment, dateMoved });
  return told === null ? null : { ...told, status: statusIn(version, told.status) };
}

function groupOf(summary: ToldSummary): ReportedGroup {
  return {
    payments: summary.payments(),
    sum: summary.sum(),
    status: summary.status(),
    perStatus: summary.perStatus(),
  };
}

/** A payment information with all of its payments, or those that differ or were rejected, or none. */
async function* blockTexts(report: Report, block: Block): AsyncGenerator<string> {
  const { writer, level } = report;
  const { of, summary } = block;
  const { executionDate } = of;
  const status = summary.status();
  yield writer.block({
    originalPaymentInformationId: of.paymentInformationId,
    group: groupOf(summary),
    reasonCode: status === 'ACWC' ? 'DT06' : null,
    executionDate,
  });
  if (level !== 'paymentInformation') yield* paymentTexts(report, block);
  if (!report.signal.aborted) yield writer.blockEnd();
}

async function* paymentTexts(report: Report, { of, summary, told }: Block): AsyncGenerator<string> {
  const { writer, version, level } = report;
  const { executionDate } = of;
  const unlisted = level === 'item' ? null : summary.unlisted();
  const isListed = (each: IsoStatus): boolean => each === 'RJCT' || each !== unlisted;
  const statuses = [...told].filter(([, said]) => [...said].some(isListed)).map(([each]) => each);
  const end = of.firstRecord + summary.payments();
  for await (const row of rowsOf(report, of.firstRecord, end, statuses)) {
    const said = tell(version, of, row);
    if (said === null || !isListed(said.status)) continue;
    yield writer.payment({
      originalInstructionId: row.instructionId,
      originalEndToEndId: row.endToEndId,
      originalUetr: row.uetr,
      amount: row.amount,
      told: said,
      executionDate,
    });
  }
}

/** The payments from record `from` to before `end` that stood in one of `statuses`, in order. */
async function* rowsOf(
  { office, batchId, batch, signal }: Report,
  from: number,
  end: number,
  statuses: readonly PaymentStatus[],
): AsyncGenerator<ReportedRow> {
  if (statuses.length === 0) return;
  const { asOf } = batch;
  for (let firstRecord = from; firstRecord < end; ) {
    if (signal.aborted) return;
    const lastRecord = Math.min(firstRecord + REPORT_STRETCH_MAX, end) - 1;
    const stretch = { batchId, asOf, firstRecord, lastRecord };
    const asked = { ...stretch, statuses, limit: ROWS_MAX };
    const rows = await office.reader.ask('reportedRows', asked);
    yield* rows;
    const last = rows.at(-1);
    firstRecord = last !== undefined && rows.length === ROWS_MAX ? last.record + 1 : lastRecord + 1;
  }
}
