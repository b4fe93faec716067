// The office's end of the file-reading thread: previews as promises, batches as engine sources.
import type { Worker } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import type { Chunk, ChunkOptions } from './batch-chunks.ts';
import type { FileAnswer, FileRequest } from './file-worker-protocol.ts';
import { startBookThread } from './key-ring.ts';

/** Chunks read ahead of the engine: one being judged, one ready. */
const CHUNKS_AHEAD = 3;

/** How far a file has been read; `bytes` may exceed `size` for a packed file. */
export type FileProgress = (bytes: number, size: number) => void;

type Waiting = {
  readonly onAnswer: (answer: FileAnswer) => void;
  readonly onEnd: (fault: Fault) => void;
};

/**
 * A batch's chunks in order; `next` waits for one, and says how many records those that are not cut
 * yet shall have.
 */
export type ChunkFeed = {
  readonly next: (wished: number) => Promise<Chunk>;
  readonly close: () => void;
};

export class FileReading {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  /** Why the thread is no longer there, or null while it is. */
  private gone: string | null = null;
  private stopping = false;

  /** `onDied` is told when the thread ends without having been stopped. */
  constructor(onDied: (fault: Fault) => void = () => undefined) {
    this.worker = startBookThread(new URL('./file-worker.ts', import.meta.url));
    this.worker.on('message', (answer: FileAnswer) =>
      this.waiting.get(answer.id)?.onAnswer(answer),
    );
    this.worker.on('error', (error) => this.endAll(String(error)));
    this.worker.on('exit', () => {
      const detail = 'the file-reading thread ended';
      this.endAll(detail);
      if (!this.stopping) onDied(new Fault('file_reading_stopped', detail));
    });
  }

  private endAll(detail: string): void {
    this.gone ??= detail;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    if (this.stopping) return;
    for (const each of waiting) each.onEnd(new Fault('file_reading_stopped', detail));
  }

  private ask(request: FileRequest, waiting: Waiting | null): void {
    if (this.gone !== null && waiting !== null) {
      waiting.onEnd(new Fault('file_reading_stopped', this.gone));
      return;
    }
    if (waiting !== null) this.waiting.set(request.id, waiting);
    this.worker.postMessage(request);
  }

  /**
   * Reads the file whole and answers its preview; faults when the file cannot be read. When `signal`
   * aborts, the thread stops at the next piece and it rejects with the signal's reason.
   */
  inspect(
    path: string,
    onProgress: FileProgress,
    signal: AbortSignal | null = null,
  ): Promise<Pain001Preview> {
    const id = ++this.lastId;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1);
    };
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    signal?.addEventListener('abort', cancel, { once: true });
    const asked = new Promise<Pain001Preview>((resolve, reject) => {
      const onAnswer = (answer: FileAnswer): void => {
        if (answer.kind === 'progress') {
          onProgress(answer.bytes, answer.size);
          return;
        }
        this.waiting.delete(id);
        if (answer.kind === 'preview') resolve(answer.preview);
        else if (answer.kind === 'cancelled') reject(signal?.reason);
        else if (answer.kind === 'fault') reject(new Fault(answer.code, answer.detail));
      };
      this.ask({ kind: 'inspect', id, path, cancelled }, { onAnswer, onEnd: reject });
    });
    return asked.finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** Opens a batch's file from record `options.from` on. */
  open(path: string, options: ChunkOptions): ChunkFeed {
    const id = ++this.lastId;
    const ready: Chunk[] = [];
    let failed: Fault | null = null;
    let wake = (): void => undefined;
    const end = (fault: Fault): void => {
      failed = fault;
      wake();
    };
    const onAnswer = (answer: FileAnswer): void => {
      if (answer.kind === 'fault') end(new Fault(answer.code, answer.detail));
      if (answer.kind !== 'chunk') return;
      ready.push(answer.chunk);
      assert(ready.length <= CHUNKS_AHEAD, 'no more chunks are sent than were granted');
      wake();
    };
    const request = { kind: 'open', id, path, options, credit: CHUNKS_AHEAD } as const;
    this.ask(request, { onAnswer, onEnd: end });
    return {
      next: async (wished) => {
        while (ready.length === 0) {
          if (failed !== null) throw failed;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const chunk = ready.shift();
        assert(chunk !== undefined, 'a chunk is ready');
        if (!chunk.end) this.ask({ kind: 'more', id, records: wished }, null);
        else this.waiting.delete(id);
        return chunk;
      },
      close: () => {
        this.waiting.delete(id);
        this.ask({ kind: 'close', id }, null);
      },
    };
  }

  /** Ends the thread. What is under way is never answered: the process is about to end. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.worker.terminate();
  }
}
