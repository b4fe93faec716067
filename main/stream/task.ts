// A task runs the whole chain for the records of its partitions and owns their state. It is given
// all records of an epoch and picks its own, so that batches are never cut up to be dealt out.
import { type Columns, ColumnsView, type FixedColumns } from './columns.ts';
import { blankColumns, extractRow } from './columns-fill.ts';
import { known } from './errors.ts';
import { KeyedState } from './keyed-state.ts';
import { hashRange, type Range } from './partition.ts';
import { processOrRefuse, type Quarantined } from './quarantine.ts';
import { restoreStates } from './state-image.ts';
import type { Topology } from './topology.ts';
import { watermarks } from './watermark.ts';

/** What a task keeps between epochs. */
export type Task<In extends Columns, Out extends FixedColumns> = {
  readonly topology: Topology<In, Out>;
  /** The partition hashes it owns. */
  readonly hashes: Range;
  /** One per operator, in their order. */
  readonly states: readonly KeyedState[];
};

/** The work of one epoch, the same for every task. */
export type EpochWork = {
  /** Of the topology's input columns. Shared memory where tasks run on several threads. */
  readonly batch: ArrayBufferLike;
  /** The watermark before the first record. */
  readonly watermark: number;
  /** Whether all state is wanted besides what changed. */
  readonly snapshot: boolean;
};

/** The state of one operator in one task, as columns: all of it, or what changed. */
export type StateTable = { readonly operator: string; readonly table: ArrayBufferLike };

export type TaskResult = {
  /** The rows that were this task's, in order. */
  readonly rows: Uint32Array;
  /** Output columns as long as the batch, filled in those rows. */
  readonly outputs: ArrayBufferLike;
  readonly quarantined: readonly Quarantined[];
  /** The watermark after the last record: the same from every task. */
  readonly watermark: number;
  /** Operators whose state did not change are left out. */
  readonly delta: readonly StateTable[];
  readonly snapshot: readonly StateTable[] | null;
};

/**
 * A task for the keys in `hashes`, with the state that `images` hold for them: a snapshot and the
 * deltas after it, in order; none at the very beginning.
 */
export function openTask<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  hashes: Range,
  images: readonly Uint8Array[],
): Task<In, Out> {
  const states = topology.operators.map(({ state }) => new KeyedState(state));
  restoreStates(topology, images, hashes, states);
  return { topology, hashes, states };
}

/** Runs one epoch. Same task, same work: same result, however many tasks share the records. */
export function runTask<In extends Columns, Out extends FixedColumns>(
  task: Task<In, Out>,
  work: EpochWork,
): TaskResult {
  const { topology } = task;
  const batch = new ColumnsView(topology.input, work.batch);
  const out = blankColumns(topology.output, batch.length);
  const quarantined: Quarantined[] = [];
  const keys = keyHashes(topology, batch);
  const rows = rowsWithin(keys, task.hashes);
  const marks = watermarks(topology, batch, work.watermark);
  const epoch = { topology, batch, out, keys, marks, quarantined };
  let flowing = rows;
  for (const [at, state] of task.states.entries()) flowing = runOperator(epoch, at, state, flowing);

  const last = marks.at(-1) ?? work.watermark;
  const delta: StateTable[] = [];
  const snapshot: StateTable[] = [];
  for (const [at, state] of task.states.entries()) {
    const operator = known(topology.operators[at], 'one state per operator').name;
    state.atRecord(0, last);
    const changed = state.takeDelta();
    if (changed !== null) delta.push({ operator, table: changed });
    if (work.snapshot) snapshot.push({ operator, table: state.snapshot() });
    state.sweep(2 * batch.length);
  }
  quarantined.sort((a, b) => a.row - b.row);
  return {
    rows,
    outputs: out.buffer,
    quarantined,
    watermark: last,
    delta,
    snapshot: work.snapshot ? snapshot : null,
  };
}

type RunningEpoch<In extends Columns, Out extends FixedColumns> = {
  readonly topology: Topology<In, Out>;
  readonly batch: ColumnsView<In>;
  readonly out: ColumnsView<Out>;
  readonly keys: Uint32Array;
  readonly marks: Float64Array;
  readonly quarantined: Quarantined[];
};

/** Takes `rows` through one operator and gives those that flow on to the next. */
function runOperator<In extends Columns, Out extends FixedColumns>(
  epoch: RunningEpoch<In, Out>,
  at: number,
  state: KeyedState,
  rows: Uint32Array,
): Uint32Array {
  const { topology, batch, out, keys, marks } = epoch;
  const operator = known(topology.operators[at], 'one state per operator');
  const process = operator.open(batch, out, state);
  const refused = new Set<number>();
  for (const row of rows) {
    state.atRecord(keys[row] ?? 0, marks[row] ?? 0);
    const problem = processOrRefuse(process, row, topology.tries, state);
    if (problem === null) continue;
    refused.add(row);
    clearRow(out, row);
    epoch.quarantined.push({
      row,
      operator: operator.name,
      reason: problem.reason,
      message: problem.message,
      tries: topology.tries,
      record: extractRow(batch, row),
    });
  }
  return refused.size === 0 ? rows : rows.filter((row) => !refused.has(row));
}

/** The partition hash of every record; a null key is an empty one. */
function keyHashes<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  batch: ColumnsView<In>,
): Uint32Array {
  const field = batch.schema.fields.find(({ name }) => name === topology.key);
  if (field?.kind === 'u32') return Uint32Array.from(batch.cells(topology.key).words);
  const column = batch.textCells(topology.key);
  const hashes = new Uint32Array(batch.length);
  for (let row = 0; row < hashes.length; row += 1) {
    hashes[row] = hashRange(column.arena, column.start(row), column.end(row));
  }
  return hashes;
}

function rowsWithin(hashes: Uint32Array, range: Range): Uint32Array {
  const rows = new Uint32Array(hashes.length);
  let count = 0;
  for (let row = 0; row < hashes.length; row += 1) {
    const hash = hashes[row] ?? 0;
    if (hash < range.from || hash >= range.to) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.slice(0, count);
}

function clearRow<C extends Columns>(out: ColumnsView<C>, row: number): void {
  for (const { name } of out.schema.fields) {
    const { words, perRow } = out.cells(name);
    words.fill(0, row * perRow, (row + 1) * perRow);
  }
}
