// The office's end of the task threads: one epoch's work goes to all of them at once, and their
// results come back in the order of their partitions.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import type { PaymentInformation } from '../domain/payment.ts';
import { Fault } from '../domain/result.ts';
import type { InspectedAccount } from '../pipeline/inspect-account.ts';
import type { EpochWork, Stage, TaskResult } from '../stream/task.ts';
import { type EpochResult, inStages, type RunTask } from '../stream/tasks.ts';
import { PAYMENT_SHAPE } from './payment-shape.ts';
import type { TaskAnswer, TaskRequest, TaskStart, TaskTables } from './task-worker-protocol.ts';

/** The writer and the file reader need cores too; a branch workstation has few. */
export function taskCount(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

type Waiting = {
  readonly resolve: (answer: TaskAnswer) => void;
  readonly reject: (error: Error) => void;
};

type Thread = {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** Why the thread is no longer there, or null while it is. */
  gone: string | null;
};

/** Work that is given to threads that were ended is run again another time. */
const NEVER = new Promise<never>(() => undefined);

export class TaskThreads {
  /** What the threads begin with; null once they have, so that it is not kept for longer. */
  private start: Omit<TaskStart, 'task' | 'tasks'> | null;
  private readonly tasks: number;
  private threads: readonly Thread[] = [];
  private lastId = 0;
  /** Tables that the threads are given before the next epoch, or null. */
  private tables: TaskRequest | null = null;
  private stopping = false;
  /** Outside the constructor, whose closures would keep the images that the threads begin with. */
  private readonly isStopping = (): boolean => this.stopping;

  /** As many threads as `tasks`, which start with the first work: most commands give them none. */
  constructor(start: Omit<TaskStart, 'task' | 'tasks'>, tasks: number) {
    this.start = start;
    this.tasks = tasks;
  }

  /** Starts the threads now, so that they are ready when there is work. */
  begin(): void {
    const { start, tasks } = this;
    if (start === null) return;
    this.start = null;
    this.threads = Array.from({ length: tasks }, (_, task) =>
      startThread({ ...start, task, tasks }, this.isStopping),
    );
  }

  /** Runs one epoch on every thread; rejects when one of them failed. */
  run(work: EpochWork, informations: readonly PaymentInformation[]): Promise<EpochResult> {
    if (this.stopping) return NEVER;
    this.begin();
    const tasks = this.threads.map(
      (thread): RunTask =>
        (part, stage) =>
          this.ask(thread, part, stage, informations),
    );
    // Between two epochs only: all stages of one are run under the same tables.
    if (this.tables !== null)
      for (const { worker } of this.threads) worker.postMessage(this.tables);
    this.tables = null;
    return inStages(PAYMENT_SHAPE, tasks)(work);
  }

  private async ask(
    thread: Thread,
    work: EpochWork,
    stage: Stage,
    informations: readonly PaymentInformation[],
  ): Promise<TaskResult> {
    const id = ++this.lastId;
    const answer = await this.request(thread, { kind: 'work', id, work, stage, informations });
    assert(answer.kind === 'result', 'work is answered by its result');
    return answer.result;
  }

  /** What the measures hold of an account, as the epochs given so far left it; null for nothing. */
  async inspect(
    account: string,
    currency: string,
    watermark: number,
  ): Promise<InspectedAccount | null> {
    if (this.stopping) return NEVER;
    this.begin();
    const answers = await Promise.all(
      this.threads.map((thread) => {
        const id = ++this.lastId;
        const question = { kind: 'inspect', id, account, currency, now: watermark } as const;
        return this.request(thread, question);
      }),
    );
    const found = answers.map((answer) => (answer.kind === 'inspected' ? answer.account : null));
    return found.find((one) => one !== null) ?? null;
  }

  private request(
    thread: Thread,
    request: Exclude<TaskRequest, { kind: 'tables' }>,
  ): Promise<TaskAnswer> {
    return new Promise((resolve, reject) => {
      if (thread.gone !== null) {
        reject(new Fault('task_failed', thread.gone));
        return;
      }
      thread.waiting.set(request.id, { resolve, reject });
      thread.worker.postMessage(request);
    });
  }

  /** Replaces the tables that the operators look things up in, for the next epoch on. */
  load(tables: TaskTables): void {
    this.tables = { kind: 'tables', ...tables };
  }

  /** Ends the threads. Work under way is never answered: its epoch is run again another time. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.start = null;
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }
}

function startThread(start: TaskStart, stopping: () => boolean): Thread {
  const worker = new Worker(new URL('./task-worker.ts', import.meta.url), { workerData: start });
  const waiting = new Map<number, Waiting>();
  const thread: Thread = { worker, waiting, gone: null };
  const failAll = (detail: string): void => {
    thread.gone ??= detail;
    const failed = [...waiting.values()];
    waiting.clear();
    if (stopping()) return;
    for (const each of failed) each.reject(new Fault('task_failed', detail));
  };
  worker.on('message', (answer: TaskAnswer) => {
    if (stopping()) return;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'failed') asked?.reject(new Fault('task_failed', answer.detail));
    else asked?.resolve(answer);
  });
  worker.on('error', (error) => failAll(String(error)));
  worker.on('exit', () => failAll('a task thread ended'));
  return thread;
}
