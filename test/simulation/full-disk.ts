// A small disk of its own that fills up under a ledger, and is given room again: new work is
// refused as a fault, what was answered stays and can be read, and afterwards the ledger goes on.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../main/domain/result.ts';
import { audit } from '../../main/ledger/audit.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { type FileTable, submission } from '../operations/epochs.ts';
import { done, testDesk } from '../operations/test-desk.ts';

export type FullDisk = {
  /** Deeds that were answered, and those of them that are in the book afterwards. */
  readonly answered: number;
  readonly kept: number;
  /** Faults while it was full: each try is refused by name. */
  readonly faults: ReadonlySet<string>;
  /** Whether the book could be read while the disk was full. */
  readonly readable: boolean;
  /** Deeds answered once there was room again. */
  readonly afterwards: number;
  readonly broken: readonly string[];
};

const TRIES_WHEN_FULL = 20;
const DEEDS_AFTERWARDS = 20;

/** Fills a disk of two megabytes under `folder`; null where this machine lets nobody make one. */
export function fillDisk(folder: string): FullDisk | null {
  const small = join(folder, 'small');
  mkdirSync(small, { mode: 0o700 });
  if (!mount(['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', small])) return null;
  const ends: (() => void)[] = [() => void spawnSync('umount', ['-l', small])];
  try {
    const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
    return fill(scope, small);
  } finally {
    for (const end of ends.reverse()) end();
  }
}

function mount(options: readonly string[]): boolean {
  return spawnSync('mount', options).status === 0;
}

function fill(scope: Parameters<typeof testDesk>[0], folder: string): FullDisk {
  const on = testDesk(scope, 1, folder);
  const faults = new Set<string>();
  const answered: string[] = [];
  let made = 0;
  /** One deed with a good many bytes; false when it failed. */
  function doOne(): boolean {
    made += 1;
    const blocks = [{ from: 'X'.repeat(4000), payments: [{ amount: '1.00' }] }];
    const file: FileTable = { messageId: `FILL-${made}`, orderingParty: 'Y'.repeat(4000), blocks };
    const input = submission(on, file);
    try {
      done(submitBatch(on.desk(), input, on.context()));
      answered.push(input.submissionId);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.add(error.code);
      // As the office does: a commit nobody knows ends the process, and the next one looks.
      if (error.code === 'commit_unknown') on.reopen();
      return false;
    }
  }
  while (doOne()) if (made > 10_000) throw new Error('the disk never fills');
  for (let more = 0; more < TRIES_WHEN_FULL; more += 1) doOne();
  const whileFull = answered.length;
  const readable = canBeRead(on.book().file);
  if (!mount(['-o', 'remount,size=32m', folder])) throw new Error('the disk was not given room');
  for (let more = 0; more < DEEDS_AFTERWARDS; more += 1) doOne();
  on.reopen();
  const kept = answered.filter((id) => on.book().answerOf(id)?.outcome === 'done').length;
  const { checks } = audit({ db: on.book().db, writes: false });
  const broken = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  const afterwards = answered.length - whileFull;
  return { answered: answered.length, kept, faults, readable, afterwards, broken };
}

function canBeRead(file: string): boolean {
  const { db } = openForReading(file);
  try {
    return (db.prepare<[], bigint>('SELECT count(*) FROM deeds').pluck().get() ?? 0n) > 0n;
  } finally {
    db.close();
  }
}
