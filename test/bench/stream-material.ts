// Records for the stream's bench: 100,000 keys, every fifth record on one of a hundred of them, up
// to five seconds out of order; and the topology that keeps an hour's sliding window per key.
import { defineColumns } from '../../main/stream/columns.ts';
import { ColumnsWriter } from '../../main/stream/columns-writer.ts';
import type { Operator } from '../../main/stream/operator.ts';
import { defineTopology } from '../../main/stream/topology.ts';
import { WindowRing } from '../../main/stream/window-ring.ts';
import { seeded } from '../domain/seeded.ts';

export const KEYS = 100_000;
const HOT_KEYS = 100;
export const DISORDER_MS = 5000;
/** Event time goes on by this much per record: an hour is 3.6 million records. */
const STEP_MS = 1;

export const BUCKET_MS = 300_000;
export const BUCKETS = 12;

export const input = defineColumns({ account: 'text', at: 'f64', amount: 'i64' });
export const output = defineColumns({ count: 'u32', sum: 'i64' });

export type In = typeof input.columns;
export type Out = typeof output.columns;

/** One record, as those get it who do not work on columns. */
export type PlainRecord = {
  readonly account: string;
  readonly at: number;
  readonly amount: number;
};

/**
 * Records side by side, not as objects, and each account once: a heap of millions of objects and
 * references would be walked by each collection of garbage, and whoever is measured would pay for it.
 */
export type PlainRecords = {
  readonly names: readonly string[];
  /** The place of each record's account among `names`. */
  readonly accounts: Uint32Array;
  readonly times: Float64Array;
  readonly amounts: Float64Array;
};

export function plainRecords(count: number): PlainRecords {
  const random = seeded(7);
  const names = Array.from({ length: KEYS }, (_, at) => `DE${String(at * 7919).padStart(12, '0')}`);
  const accounts = new Uint32Array(count);
  const [times, amounts] = [new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < count; at += 1) {
    accounts[at] = random.below(random.below(5) === 0 ? HOT_KEYS : KEYS);
    times[at] = 1_795_000_000_000 + at * STEP_MS - random.below(DISORDER_MS);
    amounts[at] = 100 + random.below(100_000);
  }
  return { names, accounts, times, amounts };
}

/** The records from `from` on, `to` not included. */
export function part(records: PlainRecords, from: number, to: number): PlainRecords {
  const { names, accounts, times, amounts } = records;
  return {
    names,
    accounts: accounts.subarray(from, to),
    times: times.subarray(from, to),
    amounts: amounts.subarray(from, to),
  };
}

/** The account of record number `at`. */
export function accountAt({ names, accounts }: PlainRecords, at: number): string {
  return names[accounts[at] ?? 0] ?? '';
}

/** Record number `at` as an object of its own. */
export function recordAt(records: PlainRecords, at: number): PlainRecord {
  const account = accountAt(records, at);
  return { account, at: records.times[at] ?? 0, amount: records.amounts[at] ?? 0 };
}

/** The same records as batches of columns. */
export function batchesOf(records: PlainRecords, perBatch: number): ArrayBuffer[] {
  const batches: ArrayBuffer[] = [];
  const { length } = records.accounts;
  for (let from = 0; from < length; from += perBatch) {
    const writer = new ColumnsWriter(input, { rowsMax: perBatch, bytesMax: 1 << 28 });
    for (let at = from; at < Math.min(from + perBatch, length); at += 1) {
      writer.text('account', accountAt(records, at));
      writer.f64('at', records.times[at] ?? 0);
      writer.i64('amount', BigInt(records.amounts[at] ?? 0));
      if (!writer.endRow()) throw new Error('a record fits');
    }
    batches.push(writer.finish());
  }
  return batches;
}

/** Few enough at once that what is fetched for them stays near; a key is kept for two hours. */
const ARRIVING = { most: 1024, lifetime: 2 * BUCKETS * BUCKET_MS };

const ring = new WindowRing({ bucketMs: BUCKET_MS, windows: [BUCKETS], counts: 1, sums: 1 });

/** Count and sum over the last hour per account, after each record. */
const lastHour: Operator<In, Out, Record<never, never>> = {
  name: 'last-hour',
  version: 1,
  late: 'correct',
  state: { values: {}, vectors: { ring: { words: ring.words } }, keysMax: 2_000_000 },
  openAll(batch, out, state) {
    const times = batch.f64('at');
    const amounts = batch.cells('amount').words;
    const counts = out.cells('count').words;
    const sums = out.cells('sum').words;
    const cells = state.vector('ring');
    return (entries) => {
      const { rows } = entries;
      state.arrive(entries, times, ARRIVING, (from, to, slots) => {
        cells.openAll(slots, to - from);
        const { words, bases } = cells;
        cells.seen = ring.fetch(words, bases, to - from, times[rows[from] ?? 0] ?? 0);
        ring.addAll(words, bases, rows, from, to, { times, amounts, counts, sums });
      });
    };
  },
};

export const topology = defineTopology({
  name: 'last-hour',
  version: 1,
  input,
  output,
  key: 'account',
  eventTime: 'at',
  outOfOrderness: DISORDER_MS,
  allowedLateness: DISORDER_MS,
  idleAfter: 1_000_000,
  tries: 1,
  operators: [lastHour],
});
