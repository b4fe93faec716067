// The office's end of the checkpointing thread: told of commits, it has the log folded back into
// the book in small pieces, so that the writer never stops for a large one.
import type { Worker } from 'node:worker_threads';
import type { CheckpointAnswer, CheckpointRequest } from './checkpoint-worker-protocol.ts';
import { startBookThread } from './key-ring.ts';

/** The thread is ended by force when it has not ended by itself for so long, in milliseconds. */
const STOP_WAIT_MS = 2000;

export type CheckpointListener = {
  /** Told after each look, with the pages of the log that are not in the book yet. */
  readonly onLooked?: (left: number) => void;
  /** Told when the thread cannot go on; the writer then checkpoints itself. */
  readonly onFailed: (detail: string) => void;
};

export class Checkpoints {
  private readonly start: () => Worker;
  private thread: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;
  private stopping = false;
  private gone = false;
  private isLooking = false;
  /** Whether something was committed since the look under way began. */
  private hasMore = false;

  /**
   * The thread on the book `file`, which must be there. It starts with the first commit: many a
   * command writes nothing.
   */
  constructor(file: string, listener: CheckpointListener) {
    const failed = (detail: string): void => {
      if (this.gone) return;
      this.gone = true;
      if (!this.stopping) listener.onFailed(detail);
    };
    this.start = () => {
      const worker = startBookThread(new URL('./checkpoint-worker.ts', import.meta.url), file);
      worker.on('message', (answer: CheckpointAnswer) => {
        this.isLooking = false;
        if (answer.kind === 'failed') failed(answer.detail);
        else listener.onLooked?.(answer.left);
        if (this.hasMore) this.committed();
      });
      worker.on('error', (error) => failed(String(error)));
      worker.on('exit', () => failed('the checkpointing thread ended'));
      return worker;
    };
  }

  /** Something was committed: the log has grown. Cheap, and joined while the thread is busy. */
  committed(): void {
    this.hasMore = this.isLooking;
    if (this.isLooking || this.stopping || this.gone) return;
    this.isLooking = true;
    this.thread ??= this.begin();
    this.say({ kind: 'look' });
  }

  private begin(): NonNullable<Checkpoints['thread']> {
    const worker = this.start();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    return { worker, ended };
  }

  private say(request: CheckpointRequest): void {
    this.thread?.worker.postMessage(request);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.thread === null) return;
    const { worker, ended } = this.thread;
    this.say({ kind: 'stop' });
    const force = setTimeout(() => void worker.terminate(), STOP_WAIT_MS);
    await ended;
    clearTimeout(force);
  }
}
