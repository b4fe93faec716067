// The thread that audits the book on a connection that can only read, so that the screens go on
// being answered meanwhile. It says which check it has come to, answers once, and ends.
import { parentPort } from 'node:worker_threads';
import { known } from '../domain/assert.ts';
import { audit, auditChecks } from '../ledger/audit.ts';
import { openForReading } from '../ledger/connection.ts';
import type { AuditWord, AuditWork } from './audit-worker-protocol.ts';
import { bookThreadData } from './key-ring.ts';

const port = known(parentPort, 'this file runs as a worker thread');
// The office starts this thread with nothing else.
const { file, anchor } = bookThreadData() as AuditWork;
const names = auditChecks();

function say(word: AuditWord): void {
  port.postMessage(word);
}

function checking(done: number): void {
  const name = names[done];
  if (name !== undefined) say({ kind: 'checking', name, done, total: names.length });
}

const connection = openForReading(file);
try {
  let done = 0;
  checking(done);
  const verdict = connection.db.transaction(() =>
    audit(
      connection,
      () => {
        done += 1;
        checking(done);
      },
      anchor,
    ),
  )();
  say({ kind: 'verdict', verdict });
} finally {
  connection.db.close();
}
