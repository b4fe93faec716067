// The log of epochs as it was read, from the kept files: the same records in the same order, for
// running it again. Nothing of the book is written.

import { assert, known } from '../domain/assert.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import type { Batch } from '../ledger/batches.ts';
import { epochAfter } from '../ledger/epoch-log.ts';
import { paymentId } from '../ledger/payment-ids.ts';
import { redrivenBy } from '../ledger/redrives.ts';
import type { Desk } from '../operations/desk.ts';
import { PAYMENT_COLUMNS } from '../pipeline/payment-columns.ts';
import { ColumnsView } from '../stream/columns.ts';
import { joinRows, sliceRows } from '../stream/columns-fill.ts';
import type { EpochInput } from '../stream/run-epoch.ts';
import { progressOf } from '../stream/state-image.ts';
import type { Chunk } from './batch-chunks.ts';
import type { ChunkFeed, FileReading } from './file-reading.ts';
import { originalPath } from './originals.ts';
import { readAgain, redriveNameOf } from './redriven.ts';

/** Records that are read at once; how the log was cut into epochs does not depend on it. */
const CHUNK_RECORDS = 1000;

/** The payment informations that the records of an epoch refer to. */
export type InformationsOf = (batch: ArrayBufferLike) => readonly PaymentInformation[];

export type LogAgain = {
  /** The epochs after the deed `after` up to the deed `last`, in order. */
  readonly read: (after: number, last: number) => AsyncGenerator<EpochInput>;
  readonly informationsOf: InformationsOf;
  readonly close: () => void;
};

/** A batch's file, read from where the log first needs it. */
type Reading = { readonly feed: ChunkFeed; chunk: Chunk | null };

export function logAgain({ book }: Desk, folder: string, files: FileReading): LogAgain {
  const readings = new Map<number, Reading>();
  const informations = new WeakMap<ArrayBufferLike, readonly PaymentInformation[]>();

  function open(batch: Batch, from: number): Reading {
    const path = originalPath(folder, Buffer.from(batch.original).toString('hex'));
    const firstPayment = paymentId(batch.id, 0);
    const { receivedAt } = batch;
    const records = { records: CHUNK_RECORDS, receivedAt, firstPayment, from };
    const feed = files.open(path, records, 'large');
    const reading: Reading = { feed, chunk: null };
    readings.set(batch.id, reading);
    return reading;
  }

  async function recordsOf(batch: Batch, from: number, to: number): Promise<ArrayBufferLike> {
    const reading = readings.get(batch.id) ?? open(batch, from);
    const parts: ArrayBufferLike[] = [];
    const blocks = new Map<number, PaymentInformation>();
    for (let next = from; next < to; ) {
      if (reading.chunk === null || next >= reading.chunk.fromRecord + reading.chunk.records) {
        reading.chunk = await reading.feed.next(CHUNK_RECORDS);
      }
      const { fromRecord, records, buffer } = reading.chunk;
      assert(next >= fromRecord && next < fromRecord + records, 'a file is read in order');
      const until = Math.min(to, fromRecord + records);
      const view = new ColumnsView(PAYMENT_COLUMNS, buffer);
      parts.push(sliceRows(view, next - fromRecord, until - fromRecord));
      for (const { information } of reading.chunk.informations) {
        blocks.set(information.ordinal, information);
      }
      next = until;
    }
    const [only] = parts;
    const whole =
      parts.length === 1 && only !== undefined ? only : joinRows(PAYMENT_COLUMNS, parts);
    informations.set(whole, [...blocks.values()]);
    return whole;
  }

  async function* read(after: number, last: number): AsyncGenerator<EpochInput> {
    for (let deed = after; ; ) {
      const taken = epochAfter(book.db, deed, last);
      if (taken === null) return;
      deed = taken.deed;
      const batch = known(book.batches.byId(taken.batch), 'an epoch is of a batch');
      const { activation } = progressOf([taken.stateDelta]);
      const redriven = redrivenBy(book.db, deed);
      if (redriven.length > 0) {
        const { buffer: records, met } = await readAgain({ folder, files }, batch, redriven);
        informations.set(records, met);
        yield { source: redriveNameOf(deed, batch.id), batch: records, end: true, activation };
        continue;
      }
      const end = taken.to === batch.numberOfTransactions;
      const records = await recordsOf(batch, taken.from, taken.to);
      yield { source: String(batch.id), batch: records, end, activation };
      if (end) readings.delete(batch.id);
    }
  }

  return {
    read,
    informationsOf: (batch) => known(informations.get(batch), 'read from the log'),
    close: () => {
      for (const { feed } of readings.values()) feed.close();
    },
  };
}
