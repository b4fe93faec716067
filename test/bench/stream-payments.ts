// The payments' own topology without the office around it: a file's payments as epochs, run on one
// thread with and without the measures, and what it takes to restore what they left.
import { readFileSync } from 'node:fs';
import { known } from '../../main/domain/assert.ts';
import type { Account } from '../../main/domain/chart-of-accounts.ts';
import type { PaymentInformation } from '../../main/domain/payment.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { createPain001Reader } from '../../main/formats/pain001-reader.ts';
import { batchOf, paymentId } from '../../main/ledger/payment-ids.ts';
import { type Chunk, ChunkCutter } from '../../main/office/batch-chunks.ts';
import { AccountDirectory, directoryColumns } from '../../main/pipeline/account-directory.ts';
import { paymentTopology } from '../../main/pipeline/payment-topology.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { encodeImage, PROGRESS_BEGINS } from '../../main/stream/state-image.ts';
import { openTask, runTask } from '../../main/stream/task.ts';
import { TIME_BEGINS } from '../../main/stream/watermark.ts';
import type { Material } from './office-journey.ts';

const EPOCH_RECORDS = 250;
const RECEIVED_AT = Date.UTC(2026, 10, 26, 9, 42);
const ALL = { from: 0, to: HASH_SPACE };

export type PaymentRun = {
  /** Runs all payments of the file and answers how many; `onDelta` is given each epoch's state. */
  readonly run: (withMeasures: boolean, onDelta?: (image: Uint8Array) => void) => number;
  /** Restores what `images` hold. */
  readonly restore: (images: readonly Uint8Array[]) => void;
};

export function openPaymentRun({ file, options }: Material): PaymentRun {
  const chunks = chunksOf(file);
  const accounts = new AccountDirectory();
  accounts.load(
    directoryColumns(
      options.debtorAccounts.map(
        ({ iban }, at): Account => ({
          id: at + 1,
          number: iban,
          currency: options.currency,
          kind: 'customer',
          accountLimit: 0n,
          status: 'open',
        }),
      ),
    ),
  );
  let informations: ReadonlyMap<number, PaymentInformation> = new Map();
  const topology = paymentTopology({
    accounts,
    information: (ordinal) => known(informations.get(ordinal), 'the chunk names its blocks'),
    policy: () => DEFAULT_POLICY,
    live: () => true,
    batchOf,
  });
  const operators = topology.operators.filter(({ name }) => name !== 'measure');
  const unmeasured = { ...topology, operators };
  return {
    run: (withMeasures, onDelta) => {
      const used = withMeasures ? topology : unmeasured;
      const task = openTask(used, ALL, []);
      let time = TIME_BEGINS;
      for (const chunk of chunks) {
        informations = new Map(
          chunk.informations.map(({ information }) => [information.ordinal, information]),
        );
        const result = runTask(task, { batch: chunk.buffer, time, snapshot: false });
        time = { ...time, watermark: result.watermark, own: result.own };
        onDelta?.(encodeImage(used, PROGRESS_BEGINS, result.delta));
      }
      return options.transactions;
    },
    restore: (images) => {
      openTask(topology, ALL, images);
    },
  };
}

function chunksOf(file: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const origin = { receivedAt: RECEIVED_AT, firstPayment: paymentId(1, 0), from: 0 };
  const cutter = new ChunkCutter({ records: EPOCH_RECORDS, ...origin }, (chunk) => {
    chunks.push(chunk);
  });
  const reader = createPain001Reader({
    group: () => undefined,
    paymentInformation: (information) => cutter.paymentInformation(information),
    transaction: (transfer) => cutter.transaction(transfer),
    problem: () => undefined,
  });
  reader.push(readFileSync(file));
  reader.end();
  cutter.end();
  return chunks;
}
