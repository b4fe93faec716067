// A topology: which columns come in, which go out, and the operators between, in order.
import type { Columns, FixedColumns, NamesOf, Schema } from './columns.ts';
import { assert } from './errors.ts';
import type { Operator } from './operator.ts';

export type Topology<In extends Columns, Out extends FixedColumns> = {
  readonly name: string;
  /** Rises with any change of what is computed; goes into each epoch. */
  readonly version: number;
  readonly input: Schema<In>;
  readonly output: Schema<Out>;
  /** Records with equal bytes here are of one key; a `u32` column is taken as their hash. */
  readonly key: NamesOf<In, 'text' | 'bytes' | 'u32'>;
  /** When the record happened, in milliseconds UTC: the only time that operators know. */
  readonly eventTime: NamesOf<In, 'f64' | 'i64'>;
  /** The watermark stays this many milliseconds behind the latest event time. */
  readonly outOfOrderness: number;
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
  return topology;
}
