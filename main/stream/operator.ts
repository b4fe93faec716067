// What a step of a topology is: it reads a record's columns by row index, remembers per key, and
// writes small numbers to the same row of the output columns. It sees no thread and no clock.
import type { Columns, ColumnsView, FixedColumns } from './columns.ts';
import type { KeyedState, StateDefinition } from './keyed-state.ts';

/** What is done for one record of the opened batch. */
export type ProcessRecord = (row: number) => void;

/**
 * `In` are the columns of a record, `Out` the numbers that the whole chain answers per record: an
 * operator sees what those before it wrote in its row. `State` are the values it keeps per key.
 */
export type Operator<
  In extends Columns,
  Out extends FixedColumns,
  State extends FixedColumns = FixedColumns,
> = {
  /** Unique in its topology and kept for good: stored state is found by it. */
  readonly name: string;
  /** Rises when `state` changes. */
  readonly version: number;
  /** {@link NO_STATE} where nothing is remembered. */
  readonly state: StateDefinition<State>;

  /**
   * Called once per batch, to resolve columns; gives the function that is called for each record
   * of this task in the order of the batch. That function throws {@link PoisonRecord}, before any
   * change of state, for a record that it cannot process; whatever else it throws stops the epoch.
   */
  open(batch: ColumnsView<In>, out: ColumnsView<Out>, state: KeyedState<State>): ProcessRecord;
};
