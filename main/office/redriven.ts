// Payments out of the quarantine as sources of the engine: their records are read from the kept file
// again, some of one batch at a time, each load one epoch.
import { known } from '../domain/assert.ts';
import type { PaymentInformationInEpoch } from '../domain/decision.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import type { Batch } from '../ledger/batches.ts';
import { batchOf, paymentId, recordOf } from '../ledger/payment-ids.ts';
import type { PendingRedrive } from '../ledger/redrives.ts';
import { PAYMENT_COLUMNS } from '../pipeline/payment-columns.ts';
import { ColumnsView } from '../stream/columns.ts';
import { extractRow, joinRows } from '../stream/columns-fill.ts';
import type { Source } from '../stream/epoch-commit.ts';
import type { FileReading } from './file-reading.ts';
import { originalPath } from './originals.ts';

/** Payments of one load, and so of one epoch. */
const LOAD_PAYMENTS = 100;

/** Records of the file that are looked through at once. */
const CHUNK_RECORDS = 1000;

const PREFIX = 'redrive/';

/** Neighbours of one batch that are driven again together. */
export type RedriveLoad = {
  readonly name: string;
  readonly sequence: number;
  readonly batch: number;
  /** In the order of the file. */
  readonly payments: readonly number[];
};

/** Whether a source of this name is of payments that are driven again. */
export function isRedrive(source: string): boolean {
  return source.startsWith(PREFIX);
}

/** The name under which a rerun meets what the deed judged anew. */
export function redriveNameOf(deed: number, batch: number): string {
  return `${PREFIX}${deed}/${batch}/again`;
}

/** The batch behind the name of such a source. */
export function batchOfRedrive(source: string): number {
  return Number(known(source.split('/')[2], 'it was named here'));
}

/** What is pending, in loads. The same payments are always in the same load. */
export function redriveLoads(pending: readonly PendingRedrive[]): readonly RedriveLoad[] {
  const loads: (RedriveLoad & { readonly payments: number[] })[] = [];
  for (const { sequence, payment } of pending) {
    const batch = batchOf(payment);
    const last = loads.at(-1);
    const fits = last?.sequence === sequence && last.batch === batch;
    if (fits && last.payments.length < LOAD_PAYMENTS) {
      last.payments.push(payment);
      continue;
    }
    const name = `${PREFIX}${sequence}/${batch}/${recordOf(payment)}`;
    loads.push({ name, sequence, batch, payments: [payment] });
  }
  return loads;
}

/** Reads the records of `payments`, which all are of `batch`; null until they have been read. */
export type ReadRecords = {
  readonly take: () => {
    readonly buffer: ArrayBufferLike;
    readonly informations: readonly PaymentInformationInEpoch[];
  } | null;
};

/** Goes through the batch's kept file from the first of the payments to the last. */
export function readRecords(
  { folder, files }: { readonly folder: string; readonly files: FileReading },
  batch: Batch,
  payments: readonly number[],
  onReady: () => void,
): ReadRecords {
  const wanted = payments.map(recordOf);
  const [first = 0] = wanted;
  const last = wanted.at(-1) ?? first;
  const path = originalPath(folder, Buffer.from(batch.original).toString('hex'));
  const { receivedAt } = batch;
  const firstPayment = paymentId(batch.id, 0);
  const asked = { records: CHUNK_RECORDS, receivedAt, firstPayment, from: first };
  const feed = files.open(path, asked, 'large', onReady);
  const parts: ArrayBufferLike[] = [];
  const blocks = new Map<number, PaymentInformationInEpoch>();
  let at = 0;
  return {
    take: () => {
      for (let chunk = feed.take(CHUNK_RECORDS); chunk !== null; chunk = feed.take(CHUNK_RECORDS)) {
        const { fromRecord, records, buffer, informations } = chunk;
        const view = new ColumnsView(PAYMENT_COLUMNS, buffer);
        for (; at < wanted.length; at += 1) {
          const row = (wanted[at] ?? 0) - fromRecord;
          if (row >= records) break;
          parts.push(extractRow(view, row));
        }
        for (const met of informations) blocks.set(met.information.ordinal, met);
        if (last >= fromRecord + records) continue;
        if (!chunk.end) feed.close();
        return { buffer: joinRows(PAYMENT_COLUMNS, parts), informations: [...blocks.values()] };
      }
      return null;
    },
  };
}

/** The same, waited for. */
export async function readAgain(
  office: Parameters<typeof readRecords>[0],
  batch: Batch,
  payments: readonly number[],
): Promise<{
  readonly buffer: ArrayBufferLike;
  readonly met: readonly PaymentInformation[];
}> {
  let wake = (): void => undefined;
  const reading = readRecords(office, batch, payments, () => wake());
  for (;;) {
    const read = reading.take();
    if (read !== null) {
      const met = read.informations.map(({ information }) => information);
      return { buffer: read.buffer, met };
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

/** A source of one epoch: the records once they have been read, and its end with them. */
export function redriveSource(
  reading: ReadRecords,
  onRead: (buffer: ArrayBufferLike, informations: readonly PaymentInformationInEpoch[]) => void,
): Source {
  return {
    read: async () => {
      const read = reading.take();
      if (read === null) return { batch: null, end: false };
      onRead(read.buffer, read.informations);
      return { batch: read.buffer, end: true };
    },
  };
}
