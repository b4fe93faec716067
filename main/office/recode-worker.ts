// The thread that writes a book under another key: SQLite does it in one call, and whoever reads the
// book meanwhile must be answered.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';
import { recodeBook } from '../ledger/recode-book.ts';
import { bookThreadData } from './key-ring.ts';

/** What the thread is given, and what it says. `key` is the one of the database that is written. */
export type RecodeStart = {
  readonly source: string;
  readonly target: string;
  readonly key: Uint8Array;
};
export type RecodeWord =
  | { readonly kind: 'recoded' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

const port = known(parentPort, 'this file runs as a worker thread');
const { source, target, key } = bookThreadData() as RecodeStart;

function say(word: RecodeWord): void {
  port.postMessage(word);
}

try {
  recodeBook(source, target, key);
  say({ kind: 'recoded' });
} catch (error) {
  const code = error instanceof Fault ? error.code : 'key_change_failed';
  say({ kind: 'failed', code, detail: String(error) });
}
