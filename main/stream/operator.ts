// What a step of a topology is: it reads a record's columns by row index, remembers per key, and
// writes small numbers to the same row of the output columns. It sees no thread and no clock.
import type { Columns, ColumnsView, FixedColumns, NamesOf } from './columns.ts';
import type { KeyBatch } from './key-batch.ts';
import type { KeyedState } from './keyed-state.ts';
import type { StateDefinition } from './state-definition.ts';

/** Columns that may tell which partition a record belongs to; a `u32` is taken as the hash. */
export type KeyName<In extends Columns> = NamesOf<In, 'text' | 'bytes' | 'u32'>;

/** What is done for one record of the opened batch, under the key numbered `side`. */
export type ProcessRecord = (row: number, side: number) => void;

/**
 * Records of one task in their order: entry i is the record in row `rows[i]` under the key numbered
 * `sides[i]`, whose partition hash is `hashes[i]`; it brings the watermark `marks[i]`.
 */
export type Entries = {
  readonly count: number;
  readonly rows: Uint32Array;
  readonly sides: Uint8Array;
  readonly hashes: Uint32Array;
  readonly marks: Float64Array;
  /** The topology's key, by row; null where that is no text. */
  readonly keys: KeyBatch | null;
};

/** What is done for all records of a task of the opened batch. */
export type ProcessEntries = (entries: Entries) => void;

/**
 * `In` are the columns of a record, `Out` the numbers that the whole chain answers per record: an
 * operator sees what those before it wrote in its row. `State` are the values it keeps per key.
 */
export type Operator<
  In extends Columns,
  Out extends FixedColumns,
  State extends FixedColumns = FixedColumns,
> = OperatorTerms<In, State> & (ByRecord<In, Out, State> | ByBatch<In, Out, State>);

type OperatorTerms<In extends Columns, State extends FixedColumns> = {
  /** Unique in its topology and kept for good: stored state is found by it. */
  readonly name: string;
  /** Rises when `state` changes. */
  readonly version: number;
  /** {@link NO_STATE} where nothing is remembered. */
  readonly state: StateDefinition<State>;
  /**
   * The columns under whose keys each record is processed, one after another; the topology's key
   * where left out. Under a column of its own a record without that key is passed over. Several
   * keys join what one record says of several holders, so they must mean the same: the text of
   * either column is one key. Such an operator writes other columns under each key, and refuses
   * no record, because the tasks of its other keys may have counted it already.
   */
  readonly keys?: readonly KeyName<In>[];
  /**
   * What becomes of a record that is later than the topology allows: it is processed like any
   * other (where left out), or it is listed among the epoch's corrections instead.
   */
  readonly late?: 'process' | 'correct';
};

type ByRecord<In extends Columns, Out extends FixedColumns, State extends FixedColumns> = {
  /**
   * Called once per batch, to resolve columns; gives the function that is called for each record
   * of this task in the order of the batch. That function throws {@link PoisonRecord}, before any
   * change of state, for a record that it cannot process; whatever else it throws stops the epoch.
   */
  open(batch: ColumnsView<In>, out: ColumnsView<Out>, state: KeyedState<State>): ProcessRecord;
  readonly openAll?: never;
};

type ByBatch<In extends Columns, Out extends FixedColumns, State extends FixedColumns> = {
  /**
   * As `open`, for an operator that goes through the records itself, column by column where that
   * is faster: the result must be that of one after another. It refuses no record.
   */
  openAll(batch: ColumnsView<In>, out: ColumnsView<Out>, state: KeyedState<State>): ProcessEntries;
  readonly open?: never;
};
