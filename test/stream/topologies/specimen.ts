// What the small topologies of the tests have in common: their columns, their records, and a naive
// model each that says what must come out, written with Maps and strings and without partitions.

import type { FixedColumns } from '../../../main/stream/columns.ts';
import { type ColumnsView, defineColumns } from '../../../main/stream/columns.ts';
import { ColumnsWriter } from '../../../main/stream/columns-writer.ts';
import type { Operator } from '../../../main/stream/operator.ts';
import type { Topology } from '../../../main/stream/topology.ts';
import type { EpochTime } from '../../../main/stream/watermark.ts';
import { type Seeded, seeded } from '../../domain/seeded.ts';

export const input = defineColumns({ account: 'text', at: 'f64', amount: 'i64', note: 'text' });
export const output = defineColumns({ outcome: 'u8', count: 'i32', total: 'i64' });

export type In = typeof input.columns;
export type Out = typeof output.columns;
export type SpecimenOperator<State extends FixedColumns> = Operator<In, Out, State>;

export type Arrival = {
  readonly account: string | null;
  readonly at: number;
  readonly amount: bigint;
  readonly note: string | null;
};

/** One output row as text: outcome, count, total; or `poison` and its reason. */
export type Line = string;

export type Specimen = {
  readonly topology: Topology<In, Out>;
  /** One line per arrival, in order. */
  readonly model: (arrivals: readonly Arrival[]) => readonly Line[];
};

export function line(outcome: number, count: number, total: bigint): Line {
  return `${outcome} ${count} ${total}`;
}

export function lineOf(outputs: ColumnsView<Out>, row: number): Line {
  const outcome = outputs.u8('outcome')[row] ?? -1;
  return line(outcome, outputs.i32('count')[row] ?? -1, outputs.i64('total')[row] ?? -1n);
}

export function writeArrivals(arrivals: readonly Arrival[]): ArrayBuffer {
  const writer = new ColumnsWriter(input, { rowsMax: arrivals.length + 1, bytesMax: 1 << 24 });
  for (const { account, at, amount, note } of arrivals) {
    writer.text('account', account);
    writer.f64('at', at);
    writer.i64('amount', amount);
    writer.text('note', note);
    if (!writer.endRow()) throw new Error('an arrival fits');
  }
  return writer.finish();
}

/** Event time of one source that has come to `watermark`. */
export function timeAt(watermark: number): EpochTime {
  return { watermark, own: watermark, held: [] };
}

/** The model's watermark: the latest event time so far, less `outOfOrderness`. */
export function modelClock(outOfOrderness: number): (at: number) => number {
  let mark = Number.NEGATIVE_INFINITY;
  return (at) => {
    mark = Math.max(mark, at - outOfOrderness);
    return mark;
  };
}

/** One of `list`, each about equally often. */
export function pick<T>(random: Seeded, list: readonly T[]): T {
  for (const one of list.slice(random.below(list.length))) return one;
  throw new Error('pick from an empty list');
}

/** Enough of them that every one of three tasks has some, the shortest and the longest included. */
const ACCOUNTS = [
  ...['anna', 'béla', 'c', 'dora', 'emil', 'fay', 'gül', 'h', 'ida'],
  ...['a longer name than twelve letters', '', null],
];
const NOTES = ['open', 'close', 'poison', 'ω', '', null];

/** `count` arrivals about 100 ms apart, up to half a second out of order; some far too late. */
export function randomArrivals(seed: number, count: number): readonly Arrival[] {
  const random = seeded(seed);
  let now = 1_000_000;
  return Array.from({ length: count }, () => {
    now += random.below(200);
    const late = random.below(20) === 0 ? 5000 : 500;
    return {
      account: pick(random, ACCOUNTS),
      at: now - random.below(late),
      amount: BigInt(random.below(4)),
      note: pick(random, NOTES),
    };
  });
}
