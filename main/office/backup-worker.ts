// The thread that copies a book: SQLite writes the copy in one call, and the office must go on.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';
import { bytesOfBook, copyBook } from '../ledger/copy-book.ts';
import { bookThreadData } from './key-ring.ts';

/** What the thread is given, and what it says. */
export type CopyStart = { readonly source: string; readonly target: string };
export type CopyWord =
  | { readonly kind: 'size'; readonly bytes: number }
  | { readonly kind: 'copied' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

const port = known(parentPort, 'this file runs as a worker thread');
const { source, target } = bookThreadData() as CopyStart;

function say(word: CopyWord): void {
  port.postMessage(word);
}

try {
  say({ kind: 'size', bytes: bytesOfBook(source) });
  copyBook(source, target);
  say({ kind: 'copied' });
} catch (error) {
  const code = error instanceof Fault ? error.code : 'backup_failed';
  say({ kind: 'failed', code, detail: String(error) });
}
