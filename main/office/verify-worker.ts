// The thread that verifies a book at rest: the verifier reads for seconds or minutes without a
// pause, and whoever waits for it must stay able to answer and to stop it.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { heldKeys } from '../ledger/held-keys.ts';
import { verifyBook } from '../ledger/verifier/verify-book.ts';
import { bookThreadData } from './key-ring.ts';
import type { VerifyAnswer, VerifyStart } from './verify-worker-protocol.ts';

const port = known(parentPort, 'this file runs as a worker thread');

function say(answer: VerifyAnswer): void {
  port.postMessage(answer);
}

const { path, anchor } = bookThreadData() as VerifyStart;
const tell = (done: number, total: number): void => say({ kind: 'progress', done, total });
const verdict = verifyBook(path, anchor, tell, heldKeys());
say({ kind: 'verdict', verdict });
