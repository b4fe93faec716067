// Cuts the transactions of a payment file into chunks of columns for the engine: at most so many
// records each, with the payment informations they refer to and where each of those ends.

import { assert, known } from '../domain/assert.ts';
import type { PaymentInformationInEpoch } from '../domain/decision.ts';
import type { CreditTransfer, PaymentInformation } from '../domain/payment.ts';
import {
  paymentsWriter as newWriter,
  type paymentsWriter,
  writeTransfer,
} from '../pipeline/payment-columns.ts';

export type ChunkOptions = {
  /** Records in one chunk, which is one epoch's worth; until another number is wished. */
  readonly records: number;
  /** Milliseconds UTC at which the batch was received: the event time of its records. */
  readonly receivedAt: number;
  /** The payment id of record 0. */
  readonly firstPayment: number;
  /** Records before this one are skipped: an earlier run committed them. */
  readonly from: number;
};

/** Part of a batch, ready for the engine. `buffer` holds payment columns. */
export type Chunk = {
  readonly fromRecord: number;
  readonly records: number;
  readonly buffer: ArrayBuffer;
  readonly informations: readonly PaymentInformationInEpoch[];
  /** Whether these are the file's last records. */
  readonly end: boolean;
};

/** Records of a chunk, whatever is wished. */
const CHUNK_RECORDS_MAX = 1000;

/** Bytes of one chunk: a record is at most some kilobytes, so the record limit comes first. */
const CHUNK_BYTES_MAX = 256 << 20;

/** Takes a file's payment informations and transactions in order, and gives chunks. */
export class ChunkCutter {
  private readonly options: ChunkOptions;
  private readonly emit: (chunk: Chunk) => void;
  private writer: ReturnType<typeof paymentsWriter>;
  private informations: { information: PaymentInformation; firstRecord: number; ends: boolean }[] =
    [];
  private current: PaymentInformation | null = null;
  private currentFirst = 0;
  private fromRecord: number;
  private next = 0;
  private records: number;

  constructor(options: ChunkOptions, emit: (chunk: Chunk) => void) {
    this.options = options;
    this.emit = emit;
    this.fromRecord = options.from;
    this.records = 0;
    this.wish(options.records);
    this.writer = this.newWriter();
  }

  private newWriter(): ReturnType<typeof paymentsWriter> {
    return newWriter({ rowsMax: CHUNK_RECORDS_MAX, bytesMax: CHUNK_BYTES_MAX });
  }

  /** How many records the chunks from now on shall have; the one being written included. */
  wish(records: number): void {
    this.records = Math.min(Math.max(records, 1), CHUNK_RECORDS_MAX);
  }

  paymentInformation(information: PaymentInformation): void {
    // The last record of the block before is now known to be its last.
    const last = this.informations.at(-1);
    if (last !== undefined) last.ends = true;
    this.current = information;
    this.currentFirst = this.next;
  }

  transaction(transfer: CreditTransfer): void {
    assert(transfer.record === this.next, 'records are numbered without a gap');
    this.next += 1;
    if (transfer.record < this.options.from) return;
    const information = known(this.current, 'a transaction lies in a payment information');
    if (this.writer.length >= this.records) this.cut(false);
    const last = this.informations.at(-1);
    if (last === undefined || last.information.ordinal !== information.ordinal) {
      this.informations.push({ information, firstRecord: this.currentFirst, ends: false });
    }
    const { receivedAt: occurredAt, firstPayment } = this.options;
    const payment = firstPayment + transfer.record;
    const fits = writeTransfer(this.writer, transfer, { information, occurredAt, payment });
    assert(fits, 'a chunk has room for as many records as it may hold');
  }

  /** The file has ended: what is left is the last chunk. */
  end(): void {
    const last = this.informations.at(-1);
    if (last !== undefined) last.ends = true;
    this.cut(true);
  }

  private cut(end: boolean): void {
    const records = this.writer.length;
    if (records > 0) {
      this.emit({
        fromRecord: this.fromRecord,
        records,
        buffer: this.writer.finish(),
        informations: this.informations,
        end,
      });
    }
    this.fromRecord += records;
    this.informations = [];
    this.writer = this.newWriter();
  }
}
