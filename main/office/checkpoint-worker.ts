// The thread that folds the write-ahead log back into the book while the writer goes on.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { checkpoint } from '../ledger/checkpoint.ts';
import { openForCheckpoints } from '../ledger/connection.ts';
import type { CheckpointAnswer, CheckpointRequest } from './checkpoint-worker-protocol.ts';
import { bookThreadData } from './key-ring.ts';

const port = known(parentPort, 'this file runs as a worker thread');
const connection = openForCheckpoints(String(bookThreadData()));

function say(answer: CheckpointAnswer): void {
  port.postMessage(answer);
}

port.on('message', (request: CheckpointRequest) => {
  if (request.kind === 'stop') {
    port.close();
    connection.db.close();
    return;
  }
  try {
    say({ kind: 'looked', left: checkpoint(connection) });
  } catch (error) {
    say({ kind: 'failed', detail: String(error) });
  }
});
