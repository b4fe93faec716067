// Several tasks as one: run the same epoch, each for its partitions, and put their outputs back
// into the order of the records. The tasks may run here or, given another RunTasks, on threads.
import { type Columns, ColumnsView, type FixedColumns, type Schema } from './columns.ts';
import { blankColumns, copyCells } from './columns-fill.ts';
import { assert, known } from './errors.ts';
import { hashesOfTask, PARTITIONS_MAX } from './partition.ts';
import { type EpochWork, openTask, runTask, type TaskResult } from './task.ts';
import type { Topology } from './topology.ts';

/** Runs one epoch on all tasks; one result per task, in the order of their partitions. */
export type RunTasks = (work: EpochWork) => Promise<readonly TaskResult[]>;

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
  return async (work) => all.map((task) => runTask(task, work));
}

/** The outputs of all tasks as one batch in record order. Every row must be exactly one task's. */
export function mergeOutputs<Out extends FixedColumns>(
  schema: Schema<Out>,
  length: number,
  results: readonly TaskResult[],
): ColumnsView<Out> {
  const total = results.reduce((sum, { rows }) => sum + rows.length, 0);
  assert(total === length, 'every record was exactly one task’s');
  if (results.length === 1) {
    return new ColumnsView(schema, known(results[0], 'one result').outputs);
  }
  const merged = blankColumns(schema, length);
  for (const { rows, outputs } of results) {
    const part = new ColumnsView(schema, outputs);
    for (const { name } of schema.fields) {
      for (const row of rows) copyCells(part, merged, name, row, row);
    }
  }
  return merged;
}
