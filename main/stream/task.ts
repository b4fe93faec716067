// A task runs the chain for the records of its partitions and owns their state. It is given all
// records of an epoch and picks its own, so that batches are never cut up to be dealt out.
import { type Columns, ColumnsView, type FixedColumns } from './columns.ts';
import { known } from './errors.ts';
import { KeyedState } from './keyed-state.ts';
import type { Range } from './partition.ts';
import type { Correction, Quarantined } from './quarantine.ts';
import { beginStage, countLate, runOperator } from './run-operator.ts';
import { restoreStates } from './state-image.ts';
import type { Topology } from './topology.ts';
import type { EpochTime } from './watermark.ts';

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
  /** Event time before the first record. */
  readonly time: EpochTime;
  /** Whether all state is wanted besides what changed. */
  readonly snapshot: boolean;
  /** False where nobody commits the run, so that nobody asks what changed; else it is told. */
  readonly delta?: boolean;
};

/** A part of the work: a run of operators that work under the same keys. */
export type Stage = {
  /** Places of the operators. */
  readonly operators: Range;
  /** What the stages before have written, of all tasks; null before the first. */
  readonly outputs: ArrayBufferLike | null;
  /** Rows that the stages before have refused. */
  readonly refused: readonly number[];
};

/** The state of one operator in one task, as columns: all of it, or what changed. */
export type StateTable = { readonly operator: string; readonly table: ArrayBufferLike };

export type TaskResult = {
  /** The rows that are this task's by the topology's key, in order. */
  readonly rows: Uint32Array;
  /** Output columns as long as the batch: `stage.outputs` and what this task has written. */
  readonly outputs: ArrayBufferLike;
  readonly quarantined: readonly Quarantined[];
  readonly corrections: readonly Correction[];
  /** How many of its rows came behind the watermark, allowed or not. */
  readonly late: number;
  /** The watermarks after the last record, the topology's and the source's: alike in all tasks. */
  readonly watermark: number;
  readonly own: number;
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

/** The stage of all operators at once: for a task that has no others beside it. */
export function wholeStage(topology: { readonly operators: readonly unknown[] }): Stage {
  return { operators: { from: 0, to: topology.operators.length }, outputs: null, refused: [] };
}

/**
 * Runs one epoch, or one stage of it. Same task, same work: same result, however many tasks share
 * the records.
 */
export function runTask<In extends Columns, Out extends FixedColumns>(
  task: Task<In, Out>,
  work: EpochWork,
  stage: Stage = wholeStage(task.topology),
): TaskResult {
  const { topology } = task;
  const batch = new ColumnsView(topology.input, work.batch);
  const running = beginStage(topology, batch, work, stage, task.hashes);
  const { rows } = running;
  const delta: StateTable[] = [];
  const snapshot: StateTable[] = [];
  const last = running.marks.marks.at(-1) ?? work.time.watermark;
  for (let at = stage.operators.from; at < stage.operators.to; at += 1) {
    const state = known(task.states[at], 'one state per operator');
    const { name } = known(topology.operators[at], 'one state per operator');
    runOperator(running, at, state);
    state.atRecord(0, last);
    if (work.delta === false) state.forgetChanges();
    const changed = state.takeDelta();
    if (changed !== null) delta.push({ operator: name, table: changed });
    if (work.snapshot) snapshot.push({ operator: name, table: state.snapshot() });
    state.sweep(2 * batch.length);
  }
  return {
    rows,
    outputs: running.out.buffer,
    quarantined: running.quarantined.sort((a, b) => a.row - b.row),
    corrections: running.corrections.sort((a, b) => a.row - b.row),
    late: stage.operators.from === 0 ? countLate(running) : 0,
    watermark: last,
    own: running.marks.own,
    delta,
    snapshot: work.snapshot ? snapshot : null,
  };
}
