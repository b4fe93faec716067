// Proves a backup: restored into a folder of its own as after a disaster, opened as a book, audited
// by the program that wrote it and verified by the one that did not; its originals looked at again.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../domain/result.ts';
import { identify } from '../ledger/copy-book.ts';
import { bookIn, type KeptBackup, type Proof, storedOriginal, writeProof } from './backup-store.ts';
import { hashFile } from './durable.ts';
import { Reader } from './reader.ts';
import { hashKept } from './sealed-file.ts';
import { verifyInThread } from './verify-file.ts';

export type DrillAsked = {
  /** The folder of the backups. */
  readonly store: string;
  readonly backup: KeptBackup;
  /** Milliseconds UTC. */
  readonly now: number;
  /** Rows verified, or originals looked at, of how many. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Restores the backup aside and answers what was found, which is kept beside the backup too. The
 * copy is removed. Fault `verify_stopped` when `signal` aborts: then nothing is kept.
 */
export async function drill(asked: DrillAsked): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-drill-'));
  try {
    const detail = await faultsOf(folder, asked);
    const proof = { at: asked.now, ok: detail === '', detail: detail.slice(0, 4000) };
    await writeProof(join(asked.store, asked.backup.name), proof);
    return proof;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function faultsOf(
  folder: string,
  { store, backup, onProgress, signal }: DrillAsked,
): Promise<string> {
  const { name, manifest } = backup;
  const copy = bookIn(folder);
  const isThere = await copyFile(bookIn(join(store, name)), copy).then(
    () => true,
    () => false,
  );
  if (!isThere) return 'the book of the backup cannot be read';
  if ((await hashFile(copy)).sha256 !== manifest.book.sha256) {
    return 'the book of the backup differs from its manifest';
  }
  const anchor = { head: manifest.head, count: manifest.count };
  const verdict = await verifyInThread({ path: copy, anchor }, onProgress, signal);
  const checks = [...verdict.checks, ...(await audited(copy))];
  const failed = checks
    .filter((check) => !check.ok)
    .map((check) => `${check.name}: ${check.detail}`);
  let looked = 0;
  for (const { hash } of manifest.originals) {
    if (signal.aborted) throw new Fault('verify_stopped', 'the drill was cancelled');
    const found = await hashKept(storedOriginal(store, hash)).catch(() => null);
    if (found?.sha256 !== hash) failed.push(`original ${hash} is missing or another`);
    looked += 1;
    onProgress(looked, manifest.originals.length);
  }
  return failed.join('; ');
}

/** The audit as the office asks it, on a reader of its own. */
async function audited(copy: string) {
  if (identify(copy).count === 0) return [];
  const reader = new Reader(copy);
  try {
    return (await reader.ask('audit', { anchor: null })).checks;
  } finally {
    await reader.stop();
  }
}
