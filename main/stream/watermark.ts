// Event time: how far it has come at each record. It depends on the records and their order alone,
// so every task, and every replay in epochs of another size, finds the same.
import type { Columns, ColumnsView, FixedColumns } from './columns.ts';
import { known } from './errors.ts';
import type { Topology } from './topology.ts';

/** Before the first record. */
export const NO_WATERMARK = Number.NEGATIVE_INFINITY;

/** Event time before an epoch, whose records all come from one source. */
export type EpochTime = {
  /** That of the topology, in milliseconds UTC: it never goes back. */
  readonly watermark: number;
  /** That of the source which is read. */
  readonly own: number;
  /**
   * How the other sources hold the topology's watermark back: to `watermark` for the rows before
   * `until`, in rising order; from the last `until` on they do not.
   */
  readonly held: readonly HeldBack[];
};

export type HeldBack = { readonly until: number; readonly watermark: number };

/** Of one source that holds nobody back. */
export const TIME_BEGINS: EpochTime = { watermark: NO_WATERMARK, own: NO_WATERMARK, held: [] };

/** The event times of a batch, as numbers; those of an `f64` column in place. */
function eventTimes<C extends Columns>(batch: ColumnsView<C>, column: string): Float64Array {
  const { kind } = known(
    batch.schema.fields.find(({ name }) => name === column),
    column,
  );
  const { words } = batch.cells(column);
  if (kind === 'f64') return new Float64Array(words.buffer, words.byteOffset, batch.length);
  return Float64Array.from(new BigInt64Array(words.buffer, words.byteOffset, batch.length), Number);
}

export type Marks = {
  /** The topology's watermark at each record, with it. */
  readonly marks: Float64Array;
  /** The event time of each record. */
  readonly times: Float64Array;
  /** The watermark of the source after the last record. */
  readonly own: number;
};

/**
 * The watermarks that the records of `batch` bring, in milliseconds UTC: the source's is the latest
 * event time up to and with the record, less the topology's out-of-orderness; the topology's is the
 * least of all sources', and never less than it was.
 */
export function watermarks<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  batch: ColumnsView<In>,
  time: EpochTime,
): Marks {
  const marks = new Float64Array(batch.length);
  const times = eventTimes(batch, topology.eventTime);
  let { own, watermark } = time;
  if (time.held.length === 0) {
    // Nobody holds back: the same as below, for the batches of a single source.
    for (let row = 0; row < times.length; row += 1) {
      const reached = (times[row] ?? 0) - topology.outOfOrderness;
      if (reached > own) own = reached;
      if (own > watermark) watermark = own;
      marks[row] = watermark;
    }
    return { marks, times, own };
  }
  let held = 0;
  for (let row = 0; row < times.length; row += 1) {
    while (row >= (time.held[held]?.until ?? Number.POSITIVE_INFINITY)) held += 1;
    const reached = (times[row] ?? 0) - topology.outOfOrderness;
    // Compared rather than Math.max, so that a time that is no number moves nothing.
    if (reached > own) own = reached;
    const least = Math.min(own, time.held[held]?.watermark ?? Number.POSITIVE_INFINITY);
    if (least > watermark) watermark = least;
    marks[row] = watermark;
  }
  return { marks, times, own };
}
