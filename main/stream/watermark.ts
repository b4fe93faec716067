// Event time: how far it has come at each record. It depends on the records and their order alone,
// so every task, and every replay in epochs of another size, finds the same.
import type { Columns, ColumnsView, FixedColumns } from './columns.ts';
import { known } from './errors.ts';
import type { Topology } from './topology.ts';

/** Before the first record. */
export const NO_WATERMARK = Number.NEGATIVE_INFINITY;

function eventTimes<C extends Columns>(
  batch: ColumnsView<C>,
  column: string,
): Float64Array | BigInt64Array {
  const { kind } = known(
    batch.schema.fields.find(({ name }) => name === column),
    column,
  );
  const { words } = batch.cells(column);
  return kind === 'i64'
    ? new BigInt64Array(words.buffer, words.byteOffset, batch.length)
    : new Float64Array(words.buffer, words.byteOffset, batch.length);
}

/**
 * The watermark that each record of `batch` brings, in milliseconds UTC: the latest event time up
 * to and with it, less the topology's out-of-orderness; never less than `before`.
 */
export function watermarks<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  batch: ColumnsView<In>,
  before: number,
): Float64Array {
  const marks = new Float64Array(batch.length);
  let mark = before;
  for (const [row, time] of eventTimes(batch, topology.eventTime).entries()) {
    const reached = Number(time) - topology.outOfOrderness;
    // Compared rather than Math.max, so that a time that is no number moves nothing.
    if (reached > mark) mark = reached;
    marks[row] = mark;
  }
  return marks;
}
