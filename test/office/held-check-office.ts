// An office whose check of the book ends only when it is let: its last word is held back until a
// file `let-go` lies in the book's folder, which stands for a book that takes long to check.
import { existsSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import type { WorkerOptions } from 'node:worker_threads';
import { programOf } from '../programs.ts';

const LOOK_EVERY_MS = 5;
const threads = createRequire(import.meta.url)('node:worker_threads') as {
  Worker: typeof import('node:worker_threads').Worker;
};

type Started = { readonly kind?: unknown; readonly file?: unknown };
/** A thread that opens the book is given its work beside the book's keys. */
type Given = { readonly data?: Started };

threads.Worker = class extends threads.Worker {
  private letGo: string | null;
  private readonly held: (() => void)[] = [];

  constructor(program: URL | string, options: WorkerOptions = {}) {
    super(program, options);
    const { data }: Given = options.workerData ?? {};
    const { kind, file }: Started = data ?? {};
    this.letGo = kind === 'start' ? join(dirname(String(file)), 'let-go') : null;
  }

  /** Whoever ends the thread waits for its end only. */
  override terminate(): Promise<number> {
    this.letGo = null;
    return super.terminate();
  }

  // The end of the thread waits too: an office takes a thread that ended silently for a failure.
  override emit(event: string, ...args: readonly unknown[]): boolean {
    const { letGo } = this;
    const word: Started | undefined = args[0] ?? undefined;
    const isLast = event === 'exit' || word?.kind === 'checked';
    if (letGo === null || !isLast) return super.emit(event, ...args);
    // Taken now: a thread that has ended lets go of who listened to its messages.
    const listeners = this.listeners(event);
    this.held.push(() => {
      for (const listener of listeners) Reflect.apply(listener, this, [...args]);
    });
    if (this.held.length > 1) return true;
    const looking = setInterval(() => {
      if (this.letGo !== null && !existsSync(letGo)) return;
      clearInterval(looking);
      for (const tell of this.held.splice(0)) tell();
    }, LOOK_EVERY_MS);
    return true;
  }
};
syncBuiltinESMExports();

await import(programOf('main/office/office-process.ts').href);
