// The office's end of the file-reading threads: previews as promises, batches as engine sources.
import { stat } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import type { Records } from '../domain/hand-over.ts';
import { Fault } from '../domain/result.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import type { Chunk, ChunkOptions } from './batch-chunks.ts';
import {
  type FileAnswer,
  type FileRequest,
  type FileThreadStart,
  SMALL_BYTES_MAX,
} from './file-worker-protocol.ts';
import { startBookThread } from './key-ring.ts';

/** Chunks read ahead of the engine: one being judged, one ready. */
const CHUNKS_AHEAD = 3;

/** Which thread reads a file. */
export type FileSize = 'small' | 'large';

/** How far a file has been read; `bytes` may exceed `size` for a packed file. */
export type FileProgress = (bytes: number, size: number) => void;

type Waiting = {
  readonly onAnswer: (answer: FileAnswer) => void;
  readonly onEnd: (fault: Fault) => void;
};

/** A batch's chunks in order. `wished`: how many records those that are not cut yet shall have. */
export type ChunkFeed = {
  /** The next chunk where it has been read, else null. */
  readonly take: (wished: number) => Chunk | null;
  /** Waits for the next chunk. */
  readonly next: (wished: number) => Promise<Chunk>;
  readonly close: () => void;
};

const ENDED = 'the file-reading thread ended';

/** One thread that reads files, started when it is first asked: most commands read no file. */
class FileThread {
  private readonly start: FileThreadStart;
  private readonly onDied: (fault: Fault) => void;
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  /** Why the thread is no longer there, or null while it is. */
  private gone: string | null = null;
  private stopping = false;

  constructor(start: FileThreadStart, onDied: (fault: Fault) => void) {
    this.start = start;
    this.onDied = onDied;
  }

  private begin(): Worker {
    const worker = startBookThread(new URL('./file-worker.ts', import.meta.url), this.start);
    worker.on('message', (answer: FileAnswer) => this.waiting.get(answer.id)?.onAnswer(answer));
    worker.on('error', (error) => this.endAll(String(error)));
    worker.on('exit', () => {
      this.endAll(ENDED);
      if (!this.stopping) this.onDied(new Fault('file_reading_stopped', ENDED));
    });
    return worker;
  }

  private endAll(detail: string): void {
    this.gone ??= detail;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    if (this.stopping) return;
    for (const each of waiting) each.onEnd(new Fault('file_reading_stopped', detail));
  }

  ask(request: FileRequest, waiting: Waiting | null): void {
    if (this.gone !== null) {
      waiting?.onEnd(new Fault('file_reading_stopped', this.gone));
      return;
    }
    if (waiting !== null) this.waiting.set(request.id, waiting);
    this.worker ??= this.begin();
    this.worker.postMessage(request);
  }

  forget(id: number): void {
    this.waiting.delete(id);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.gone ??= ENDED;
    await this.worker?.terminate();
  }
}

/**
 * Two threads: one that works through large files in the background, and one for what somebody has
 * just keyed in, which never waits behind them.
 */
export class FileReading {
  private readonly threads: { readonly [size in FileSize]: FileThread };
  private lastId = 0;

  /** `onDied` is told when a thread ends without having been stopped. */
  constructor(onDied: (fault: Fault) => void = () => undefined) {
    this.threads = {
      large: new FileThread({ inBackground: true }, onDied),
      small: new FileThread({ inBackground: false }, onDied),
    };
  }

  /**
   * Reads the file whole and answers its preview; faults when the file cannot be read. When `signal`
   * aborts, the thread stops at the next piece and it rejects with the signal's reason.
   */
  async inspect(
    path: string,
    onProgress: FileProgress,
    signal: AbortSignal | null = null,
  ): Promise<Pain001Preview> {
    const found = await stat(path).catch(() => null);
    const isSmall = found !== null && found.size <= SMALL_BYTES_MAX;
    const thread = this.threads[isSmall ? 'small' : 'large'];
    const id = ++this.lastId;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1);
    };
    if (signal?.aborted === true) throw signal.reason;
    signal?.addEventListener('abort', cancel, { once: true });
    const asked = new Promise<Pain001Preview>((resolve, reject) => {
      const onAnswer = (answer: FileAnswer): void => {
        if (answer.kind === 'progress') {
          onProgress(answer.bytes, answer.size);
          return;
        }
        thread.forget(id);
        if (answer.kind === 'preview') resolve(answer.preview);
        else if (answer.kind === 'cancelled') reject(signal?.reason);
        else if (answer.kind === 'fault') reject(new Fault(answer.code, answer.detail));
      };
      thread.ask({ kind: 'inspect', id, path, cancelled }, { onAnswer, onEnd: reject });
    });
    return asked.finally(() => signal?.removeEventListener('abort', cancel));
  }

  /**
   * The file of `bytes` without the records of `stays`, which are in it, as `cutPain001` makes it; null
   * where that would not be sure.
   */
  cut(bytes: Uint8Array, stays: readonly Records[]): Promise<Uint8Array | null> {
    const thread = this.threads[bytes.length <= SMALL_BYTES_MAX ? 'small' : 'large'];
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const onAnswer = (answer: FileAnswer): void => {
        thread.forget(id);
        if (answer.kind === 'cut') resolve(answer.bytes);
        else if (answer.kind === 'fault') reject(new Fault(answer.code, answer.detail));
      };
      thread.ask({ kind: 'cut', id, bytes, stays }, { onAnswer, onEnd: reject });
    });
  }

  /**
   * Opens a batch's file from record `options.from` on; `onReady` is told when there is something to
   * take, a fault included.
   */
  open(
    path: string,
    options: ChunkOptions,
    size: FileSize,
    onReady: () => void = () => undefined,
  ): ChunkFeed {
    const thread = this.threads[size];
    const id = ++this.lastId;
    const ready: Chunk[] = [];
    let failed: Fault | null = null;
    let wake = (): void => undefined;
    const end = (fault: Fault): void => {
      failed = fault;
      wake();
      onReady();
    };
    const onAnswer = (answer: FileAnswer): void => {
      if (answer.kind === 'fault') end(new Fault(answer.code, answer.detail));
      if (answer.kind !== 'chunk') return;
      ready.push(answer.chunk);
      assert(ready.length <= CHUNKS_AHEAD, 'no more chunks are sent than were granted');
      wake();
      onReady();
    };
    const request = { kind: 'open', id, path, options, credit: CHUNKS_AHEAD } as const;
    thread.ask(request, { onAnswer, onEnd: end });
    const take = (wished: number): Chunk | null => {
      const chunk = ready.shift();
      if (chunk === undefined && failed !== null) throw failed;
      if (chunk === undefined) return null;
      if (!chunk.end) thread.ask({ kind: 'more', id, records: wished }, null);
      else thread.forget(id);
      return chunk;
    };
    return {
      take,
      next: async (wished) => {
        for (;;) {
          const chunk = take(wished);
          if (chunk !== null) return chunk;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
      close: () => {
        thread.forget(id);
        thread.ask({ kind: 'close', id }, null);
      },
    };
  }

  /** Ends the threads. What is under way is never answered: the process is about to end. */
  async stop(): Promise<void> {
    await Promise.all([this.threads.large.stop(), this.threads.small.stop()]);
  }
}
