// A topology: which columns come in, which go out, and the operators between, in order.
import type { Columns, FixedColumns, NamesOf, Schema } from './columns.ts';
import { assert } from './errors.ts';
import type { KeyName, Operator } from './operator.ts';
import type { Range } from './partition.ts';

export type Topology<In extends Columns, Out extends FixedColumns> = {
  readonly name: string;
  /** Rises with any change of what is computed; goes into each epoch. */
  readonly version: number;
  readonly input: Schema<In>;
  readonly output: Schema<Out>;
  /** Records with equal bytes here are of one key; a `u32` column is taken as their hash. */
  readonly key: KeyName<In>;
  /** When the record happened, in milliseconds UTC: the only time that operators know. */
  readonly eventTime: NamesOf<In, 'f64' | 'i64'>;
  /** A source's watermark stays this many milliseconds behind its latest event time. */
  readonly outOfOrderness: number;
  /** How far behind the watermark, in milliseconds, a record may come and still count. */
  readonly allowedLateness: number;
  /** A source is idle, and holds the watermark back no more, after this many others' records. */
  readonly idleAfter: number;
  /** How often a record is tried before it goes to quarantine; at least 1. */
  readonly tries: number;
  readonly operators: readonly Operator<In, Out>[];
};

/** The topology, its names and bounds checked. */
export function defineTopology<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
): Topology<In, Out> {
  const names = new Set(topology.operators.map(({ name }) => name));
  assert(names.size === topology.operators.length, 'operators have names of their own');
  assert(topology.tries >= 1 && topology.outOfOrderness >= 0, 'tries ≥ 1, out-of-orderness ≥ 0');
  assert(topology.allowedLateness >= 0 && topology.idleAfter >= 1, 'lateness ≥ 0, idle after ≥ 1');
  return topology;
}

/** The columns whose keys the operator works under. */
export function keysOf<In extends Columns, Out extends FixedColumns>(
  { key }: Topology<In, Out>,
  { keys }: Operator<In, Out>,
): readonly KeyName<In>[] {
  return keys ?? [key];
}

/**
 * The operators in runs that work under the same keys, as ranges of their places. Between two runs
 * a record may change tasks; within one it does not.
 */
export function stagesOf<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
): readonly Range[] {
  const stages: Range[] = [];
  let before = '';
  for (const [at, operator] of topology.operators.entries()) {
    const keys = keysOf(topology, operator).join(',');
    const last = stages.at(-1);
    if (last !== undefined && keys === before) stages[stages.length - 1] = { ...last, to: at + 1 };
    else stages.push({ from: at, to: at + 1 });
    before = keys;
  }
  return stages;
}
