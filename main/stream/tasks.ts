// Several tasks as one: run the same epoch, stage by stage, each for its partitions, and put their
// outputs together. The tasks may run here or, given another RunTask, on threads.
import { type Columns, ColumnsView, type FixedColumns, type Schema } from './columns.ts';
import { blankColumns } from './columns-fill.ts';
import { assert, known } from './errors.ts';
import { hashesOfTask, PARTITIONS_MAX } from './partition.ts';
import type { Correction, Quarantined } from './quarantine.ts';
import {
  type EpochWork,
  openTask,
  runTask,
  type Stage,
  type StateTable,
  type TaskResult,
  wholeStage,
} from './task.ts';
import { stagesOf, type Topology } from './topology.ts';

/** What one epoch gave, of all tasks. */
export type EpochResult = {
  /** Output columns, one row per record. */
  readonly outputs: ArrayBufferLike;
  readonly quarantined: readonly Quarantined[];
  readonly corrections: readonly Correction[];
  readonly late: number;
  readonly watermark: number;
  readonly own: number;
  readonly delta: readonly StateTable[];
  readonly snapshot: readonly StateTable[] | null;
};

/** Runs one epoch on all tasks. */
export type RunTasks = (work: EpochWork) => Promise<EpochResult>;

/** Runs one stage of an epoch on one task. */
export type RunTask = (work: EpochWork, stage: Stage) => Promise<TaskResult> | TaskResult;

/** How the keys are shared out. Neither number changes any result. */
export type Sharing = { readonly tasks: number; readonly partitions: number };

/** Task number `task`, with its share of the state in `images`. */
export function openTaskOf<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  task: number,
  { tasks, partitions }: Sharing,
  images: readonly Uint8Array[],
) {
  assert(partitions >= 1 && partitions <= PARTITIONS_MAX, 'a number of partitions');
  return openTask(topology, hashesOfTask(task, tasks, partitions), images);
}

/** All tasks one after another on this thread. */
export function tasksHere<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  sharing: Sharing,
  images: readonly Uint8Array[],
): RunTasks {
  const all = Array.from({ length: sharing.tasks }, (_, task) =>
    openTaskOf(topology, task, sharing, images),
  );
  return inStages(
    topology,
    all.map((task) => (work: EpochWork, stage: Stage) => runTask(task, work, stage)),
  );
}

/** Runs each epoch on `tasks` stage by stage; a single task does all stages at once. */
export function inStages<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  tasks: readonly RunTask[],
): RunTasks {
  const whole = wholeStage(topology);
  const stages = tasks.length === 1 ? [whole.operators] : stagesOf(topology);
  return async (work) => {
    const quarantined: Quarantined[] = [];
    const results: TaskResult[] = [];
    let outputs: ArrayBufferLike | null = null;
    for (const operators of stages) {
      const stage: Stage = { operators, outputs, refused: quarantined.map(({ row }) => row) };
      const parts: readonly TaskResult[] = await Promise.all(tasks.map((run) => run(work, stage)));
      outputs = mergeOutputs(topology.output, outputs, parts);
      quarantined.push(...parts.flatMap((part) => part.quarantined));
      results.push(...parts);
    }
    const first = known(results[0], 'there is a task');
    return {
      outputs: known(outputs, 'there is a stage'),
      quarantined: quarantined.sort((a, b) => a.row - b.row),
      corrections: results.flatMap((one) => one.corrections).sort((a, b) => a.row - b.row),
      late: results.reduce((sum, { late }) => sum + late, 0),
      watermark: first.watermark,
      own: first.own,
      delta: results.flatMap(({ delta }) => delta),
      snapshot: work.snapshot ? results.flatMap(({ snapshot }) => snapshot ?? []) : null,
    };
  };
}

/**
 * The outputs of all tasks over what the stages before had written, `before`. Each cell is one
 * task's to change, so what each has changed can be laid over the others bit by bit.
 */
export function mergeOutputs<Out extends FixedColumns>(
  schema: Schema<Out>,
  before: ArrayBufferLike | null,
  results: readonly TaskResult[],
): ArrayBufferLike {
  const { length } = new ColumnsView(schema, known(results[0], 'there is a task').outputs);
  const total = results.reduce((sum, { rows }) => sum + rows.length, 0);
  assert(total === length, 'every record was exactly one task’s');
  if (results.length === 1) return known(results[0], 'one result').outputs;
  const base = new Uint32Array(before ?? blankColumns(schema, length).buffer);
  const merged = base.slice();
  for (const { outputs } of results) {
    const words = new Uint32Array(outputs);
    for (let at = 0; at < words.length; at += 1) {
      merged[at] = (merged[at] ?? 0) ^ (words[at] ?? 0) ^ (base[at] ?? 0);
    }
  }
  return merged.buffer;
}
