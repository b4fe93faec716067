// The office's end of a thread that answers questions about the book: questions as promises, and
// what changed after a commit.
import type { Worker } from 'node:worker_threads';
import { Fault } from '../domain/result.ts';
import { startBookThread } from './key-ring.ts';
import type { ThreadAnswer } from './reader-protocol.ts';

/** Questions under way; the next one is the fault `reader_is_busy`. */
const QUESTIONS_MAX = 1024;

/** The thread is ended by force when it has not ended by itself for so long, in milliseconds. */
const STOP_WAIT = 2000;

type Waiting = {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Which questions a thread answers, each with its input and its answer. */
export type Asked = {
  readonly [question: string]: { readonly input: unknown; readonly answer: unknown };
};

export class AskedThread<Questions extends Asked> {
  private readonly start: () => Worker;
  private thread: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private stopping = false;
  /** Why no question is answered any more; null while the thread runs. */
  private endedWith: string | null = null;

  /**
   * The thread `program` on the book `file`, which starts with the first question: most commands ask
   * none. `onLoaded` is told once when all payments are in memory: pages are in the asked order from
   * then on, so everyone should ask again. `onDied` is told when the thread ends without having been
   * stopped: no question is answered any more. `heapMegabytes` bounds the thread's objects.
   */
  constructor(
    program: URL,
    file: string,
    onLoaded: () => void = () => undefined,
    onDied: (fault: Fault) => void = () => undefined,
    heapMegabytes: number | null = null,
  ) {
    this.start = () => {
      const worker = startBookThread(program, file, heapMegabytes);
      worker.on('message', (said: ThreadAnswer) => {
        if (said.kind === 'loaded') onLoaded();
        else this.settle(said);
      });
      worker.on('error', (error) => this.endAll(String(error)));
      worker.on('exit', () => {
        this.endAll('the reader thread ended');
        if (!this.stopping) onDied(new Fault('reader_stopped', this.endedWith ?? ''));
      });
      return worker;
    };
  }

  /** Starts the thread now, so that it is ready when it is asked. */
  begin(): void {
    if (this.thread !== null || this.stopping) return;
    const worker = this.start();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.thread = { worker, ended };
  }

  private settle(answer: Extract<ThreadAnswer, { kind: 'answer' }>): void {
    const asked = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.ok) asked?.resolve(answer.value);
    else asked?.reject(new Fault('question_failed', answer.detail));
  }

  private endAll(detail: string): void {
    this.endedWith ??= detail;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of waiting) each.reject(new Fault('reader_stopped', detail));
  }

  private say(request: unknown): void {
    this.thread?.worker.postMessage(request);
  }

  /**
   * Asks one question; answers are read at the time they are asked, not before. Faults:
   * `question_failed`, `reader_stopped`, `reader_is_busy`.
   */
  ask<Q extends keyof Questions & string>(
    question: Q,
    input: Questions[Q]['input'],
  ): Promise<Questions[Q]['answer']> {
    if (this.endedWith !== null) {
      return Promise.reject(new Fault('reader_stopped', this.endedWith));
    }
    if (this.waiting.size >= QUESTIONS_MAX) {
      return Promise.reject(new Fault('reader_is_busy', `${this.waiting.size} questions wait`));
    }
    this.begin();
    const id = ++this.lastId;
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.say({ kind: 'ask', id, question, input });
      // The reader thread answers each question by its name, which fixes the answer's type.
    }).then((value) => value as Questions[Q]['answer']);
  }

  /**
   * Says that a commit added or moved payments: the thread takes them up before somebody asks.
   * Answers are right without it; they come sooner with it. A thread that has not started reads all
   * of it when it does.
   */
  changed(): void {
    this.say({ kind: 'changed' });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.endedWith ??= 'the reader thread was ended';
    if (this.thread === null) return;
    const { worker, ended } = this.thread;
    this.say({ kind: 'stop' });
    const force = setTimeout(() => void worker.terminate(), STOP_WAIT);
    await ended;
    clearTimeout(force);
  }
}
