// The thread that checks the book on a connection that can only read: at a start, before the first
// deed, and later what was written since. It does one work and ends.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import type { StartCheck } from '../domain/start-checks.ts';
import { checkBook, verifyOnwards } from '../ledger/check-book.ts';
import { openForReading } from '../ledger/connection.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';
import type { CheckWord, CheckWork } from './check-worker-protocol.ts';
import { bookThreadData } from './key-ring.ts';

const port = known(parentPort, 'this file runs as a worker thread');
// The office starts this thread with nothing else.
const work = bookThreadData() as CheckWork;
const begun = performance.now();

/** Below this share an estimate says nothing. */
const ESTIMATED_FROM = 0.02;

function say(word: CheckWord): void {
  port.postMessage(word);
}

function progress(check: StartCheck, fraction: number): void {
  const elapsed = performance.now() - begun;
  const isKnown = fraction >= ESTIMATED_FROM;
  const remaining = isKnown ? Math.round((elapsed * (1 - fraction)) / fraction) : null;
  say({ kind: 'progress', check, fraction, remaining });
}

const connection = openForReading(work.file);
try {
  if (work.kind === 'start') {
    say({ kind: 'checked', found: checkBook(connection, work.anchored, progress) });
  } else {
    const reached = (_: number, verified: ChainAnchor): void => say({ kind: 'reached', verified });
    say({ kind: 'verified', ...verifyOnwards(connection.db, work.from, null, reached) });
  }
} finally {
  connection.db.close();
}
