// Writes a book under another key beside the work of the office, and tells how far it is.
import { statSync } from 'node:fs';
import { Fault } from '../domain/result.ts';
import { startBookThread } from './key-ring.ts';
import type { RecodeStart, RecodeWord } from './recode-worker.ts';

/** Milliseconds between two looks at how much has been written. */
const LOOK_EVERY_MS = 100;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Writes the book `source`, which nobody writes to meanwhile, to `target` under `key`; `onBytes`
 * hears of bytes written and of bytes in all, as far as they are known. Answers whether it is
 * whole: false where `signal` stopped it. Faults as `recodeBook`, and `key_change_failed` for a
 * thread that ended early.
 */
export async function recodeInThread(
  start: RecodeStart,
  onBytes: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false;
  const total = sizeOf(start.source) + sizeOf(`${start.source}-wal`);
  onBytes(0, total);
  const worker = startBookThread(new URL('./recode-worker.ts', import.meta.url), start);
  const look = setInterval(
    () => onBytes(Math.min(sizeOf(start.target), total), total),
    LOOK_EVERY_MS,
  );
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      let word: RecodeWord | null = null;
      worker.on('message', (said: RecodeWord) => {
        word = said;
      });
      worker.on('error', (error) => reject(new Fault('key_change_failed', String(error))));
      // The thread has let go of both files when it has ended, and not before.
      worker.on('exit', () => {
        if (word?.kind === 'failed') reject(new Fault(word.code, word.detail));
        else if (word === null && !signal.aborted) {
          reject(new Fault('key_change_failed', 'the thread that writes it ended early'));
        } else resolve();
      });
    });
    onBytes(total, total);
    return !signal.aborted;
  } finally {
    clearInterval(look);
    signal.removeEventListener('abort', stop);
  }
}
