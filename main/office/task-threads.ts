// The office's end of the task threads: one epoch's work goes to all of them at once, and their
// results come back in the order of their partitions.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PaymentInformation } from '../domain/payment.ts';
import { Fault } from '../domain/result.ts';
import type { EpochWork, TaskResult } from '../stream/task.ts';
import type { PolicyValues, TaskAnswer, TaskRequest, TaskStart } from './task-worker-protocol.ts';

/** The writer and the file reader need cores too; a branch workstation has few. */
export function taskCount(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

type Waiting = {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
};

type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };

export class TaskThreads {
  private readonly threads: readonly Thread[];
  private lastId = 0;

  constructor(start: Omit<TaskStart, 'task' | 'tasks'>, tasks: number) {
    this.threads = Array.from({ length: tasks }, (_, task) =>
      startThread({ ...start, task, tasks }),
    );
  }

  /** Runs one epoch on every thread; rejects when one of them failed. */
  run(work: EpochWork, informations: readonly PaymentInformation[]): Promise<TaskResult[]> {
    const id = ++this.lastId;
    const request: TaskRequest = { kind: 'work', id, work, informations };
    return Promise.all(
      this.threads.map(
        ({ worker, waiting }) =>
          new Promise<TaskResult>((resolve, reject) => {
            waiting.set(id, { resolve, reject });
            worker.postMessage(request);
          }),
      ),
    );
  }

  /** Replaces the tables that the operators look things up in, for the next epoch on. */
  load(directory: SharedArrayBuffer, policies: PolicyValues): void {
    const request: TaskRequest = { kind: 'tables', directory, policies };
    for (const { worker } of this.threads) worker.postMessage(request);
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }
}

function startThread(start: TaskStart): Thread {
  const worker = new Worker(new URL('./task-worker.ts', import.meta.url), { workerData: start });
  const waiting = new Map<number, Waiting>();
  const failAll = (detail: string): void => {
    const failed = [...waiting.values()];
    waiting.clear();
    for (const each of failed) each.reject(new Fault('task_failed', detail));
  };
  worker.on('message', (answer: TaskAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'result') asked?.resolve(answer.result);
    else asked?.reject(new Fault('task_failed', answer.detail));
  });
  worker.on('error', (error) => failAll(String(error)));
  worker.on('exit', () => failAll('a task thread ended'));
  return { worker, waiting };
}
