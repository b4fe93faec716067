// A thread that owns one task of the running-total topology: what an office's worker does, in small.
import { parentPort, workerData } from 'node:worker_threads';
import { type EpochWork, runTask, type Stage } from '../../main/stream/task.ts';
import { openTaskOf } from '../../main/stream/tasks.ts';
import { runningTotal } from './topologies/running-total.ts';

const { task, tasks, partitions, images } = workerData;
const mine = openTaskOf(runningTotal.topology, task, { tasks, partitions }, images);

parentPort?.on('message', ({ work, stage }: { work: EpochWork; stage: Stage }) => {
  parentPort?.postMessage(runTask(mine, work, stage));
});
