// A process that does flows on the book of a folder and says after every answer how long the chain
// is then: what it said must be in the book, however it ends. A deed that failed before its commit
// is tried again; after a commit nobody knows the process ends, as an office does.

import { writeSync } from 'node:fs';
import { Fault } from '../../main/domain/result.ts';
import { type TestDesk, testDesk } from '../operations/test-desk.ts';
import { FLOW_NAMES, runFlow } from './flows.ts';

/** Exit codes of a process that ended by itself, not having finished. */
const UNKNOWN = 3;
const FAULT = 4;

const TRIES = 3;
const CHECKPOINT_EVERY = 4;

const [folder = '', how = 'full', ...flows] = process.argv.slice(2);

function tell(sequence: number): void {
  writeSync(1, `${sequence}\n`);
}

/** Planted: an answer that does not wait for the disk. */
const ANSWERS_FIRST = how === 'answer-first';

function work(on: TestDesk): void {
  if (how === 'normal') on.book().db.pragma('synchronous = NORMAL');
  let steps = 0;
  if (ANSWERS_FIRST) tell(on.book().chainHead().sequence + 1);
  for (const flow of FLOW_NAMES.filter((name) => flows.includes(name))) {
    runFlow(on, flow, tell, () => {
      steps += 1;
      // Now and then the journal is folded into the book, as after many deeds.
      if (steps % CHECKPOINT_EVERY === 0) on.book().db.pragma('wal_checkpoint(PASSIVE)');
    });
  }
}

for (let tries = 1; ; tries += 1) {
  const ends: (() => void)[] = [];
  try {
    const on = testDesk({ after: (end?: unknown) => void ends.push(end as () => void) }, 1, folder);
    work(on);
    for (const end of ends.reverse()) end();
    process.exit(0);
  } catch (error) {
    const code = error instanceof Fault ? error.code : String(error);
    process.stderr.write(`${code}\n`);
    if (code === 'commit_unknown' || code.includes('poisoned')) process.exit(UNKNOWN);
    if (tries === TRIES) process.exit(FAULT);
    try {
      for (const end of ends.reverse()) end();
    } catch {
      process.exit(FAULT);
    }
  }
}
