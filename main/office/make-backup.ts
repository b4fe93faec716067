// Makes a backup while the book is worked with: copied at one moment, synced, verified from its own
// file, its originals with it; only then does it get its name, and only then does it count.
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { identify, originalsOf } from '../ledger/copy-book.ts';
import type { Anchor } from '../ledger/verifier/chain.ts';
import {
  type BackupReason,
  backupsOf,
  bookIn,
  type KeptBackup,
  MANIFEST_FORMAT,
  type Manifest,
  newPartial,
  storeOriginal,
  writeManifest,
} from './backup-store.ts';
import type { CopyStart, CopyWord } from './backup-worker.ts';
import { hashFile, syncFile, syncFolder, writeDurably } from './durable.ts';
import { heldRing, startBookThread } from './key-ring.ts';
import { keySlotsPath } from './key-slots.ts';
import { originalPath } from './originals.ts';
import { faultsInThread } from './verify-file.ts';

/** What is being done: bytes, rows or files of how many. */
export type BackupPhase = 'copying' | 'verifying' | 'originals';
export type OnPhase = (phase: BackupPhase, done: number, total: number) => void;

export type BackupAsked = {
  /** The folder of the book. */
  readonly folder: string;
  /** Where to, beside which nothing else is touched; null for the book's own `backups/`. */
  readonly to: string | null;
  readonly why: BackupReason;
  /** Milliseconds UTC. */
  readonly now: number;
  readonly id: string;
  /** A head that the book had before: the copy's chain must pass through it. */
  readonly anchor: Anchor | null;
  readonly onPhase: OnPhase;
  readonly signal: AbortSignal;
};

export type BackupRefusal = Refusal<'backup_folder_unusable' | 'cancelled'>;

/** Milliseconds between two looks at how much has been copied. */
const LOOK_EVERY_MS = 100;

/**
 * Makes a backup and answers it; one whose check failed is answered too, named with what failed,
 * and does not count: its book is not kept. An original that is not there is named in `missing`. Refuses `backup_folder_unusable`, `cancelled` (nothing
 * is left behind). Faults: those of reading a book, `disk_full`, `disk_failed`.
 */
export async function makeBackup(asked: BackupAsked): Promise<Result<KeptBackup, BackupRefusal>> {
  const store = asked.to ?? backupsOf(asked.folder);
  const partial = await newPartial(store, asked.id).catch(() => null);
  if (partial === null) return refuse({ code: 'backup_folder_unusable', path: store });
  try {
    const manifest = await fill(partial, store, asked);
    if (manifest === null) return refuse({ code: 'cancelled' });
    const name = nameOf(asked.now, asked.id);
    await syncFolder(partial);
    await rename(partial, join(store, name));
    await syncFolder(store);
    return ok({ name, manifest, proof: null });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** `20261121T025103Z-4f1c`: in the order of time, and never the same twice. */
function nameOf(now: number, id: string): string {
  const at = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${at}-${id.slice(-4)}`;
}

/** Fills the folder; null when it was cancelled. */
async function fill(
  partial: string,
  store: string,
  { folder, why, now, anchor, onPhase, signal }: BackupAsked,
): Promise<Manifest | null> {
  const copy = bookIn(partial);
  await copyInThread({ source: join(folder, 'book.db'), target: copy }, onPhase, signal);
  if (signal.aborted) return null;
  await syncFile(copy);
  const tell = (done: number, total: number): void => onPhase('verifying', done, total);
  const failed = await faultsInThread({ path: copy, anchor }, tell, signal, { most: 4000 });
  if (failed === null) return null;
  const { instanceId, head, count } = identify(copy);
  const originals = failed === '' ? await keepOriginals(copy, folder, store, onPhase, signal) : [];
  if (signal.aborted) return null;
  const manifest: Manifest = {
    format: MANIFEST_FORMAT,
    instanceId,
    madeAt: now,
    why,
    head: Buffer.from(head).toString('hex'),
    count,
    book: await bookOf(copy),
    originals: originals.flatMap(({ hash, bytes }) => (bytes === null ? [] : [{ hash, bytes }])),
    missing: originals.flatMap(({ hash, bytes }) => (bytes === null ? [hash] : [])),
    keyId: heldRing()[0]?.id ?? null,
    failed,
  };
  await keepSlots(folder, partial);
  await writeManifest(partial, manifest);
  // A copy that is not sound must never be mistaken for one that is.
  if (failed !== '') await rm(copy, { force: true });
  return manifest;
}

/** The slots of its time, so that the backup opens where nothing else is left. */
async function keepSlots(folder: string, partial: string): Promise<void> {
  if (heldRing().length === 0) return;
  const slots = await readFile(keySlotsPath(folder), 'utf8').catch(() => null);
  if (slots !== null) await writeDurably(keySlotsPath(partial), slots);
}

async function bookOf(copy: string): Promise<Manifest['book']> {
  const { sha256, bytes } = await hashFile(copy);
  return { sha256, bytes };
}

async function keepOriginals(
  copy: string,
  folder: string,
  store: string,
  onPhase: OnPhase,
  signal: AbortSignal,
): Promise<readonly { readonly hash: string; readonly bytes: number | null }[]> {
  const hashes = originalsOf(copy);
  const kept: { hash: string; bytes: number | null }[] = [];
  for (const hash of hashes) {
    if (signal.aborted) return kept;
    kept.push({ hash, bytes: await storeOriginal(store, originalPath(folder, hash)) });
    onPhase('originals', kept.length, hashes.length);
  }
  return kept;
}

/** Copies in a thread of its own; when `signal` aborts, resolves as soon as the thread is gone. */
async function copyInThread(
  start: CopyStart,
  onPhase: OnPhase,
  signal: AbortSignal,
): Promise<void> {
  const worker = startBookThread(new URL('./backup-worker.ts', import.meta.url), start);
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let total = 0;
  const look = setInterval(() => {
    void stat(start.target).then(
      ({ size }) => onPhase('copying', Math.min(size, total), total),
      () => undefined,
    );
  }, LOOK_EVERY_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      let said: CopyWord | null = null;
      worker.on('message', (word: CopyWord) => {
        if (word.kind === 'size') total = word.bytes;
        else said = word;
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        if (signal.aborted || said?.kind === 'copied') resolve();
        else if (said?.kind === 'failed') reject(new Fault(said.code, said.detail));
        else reject(new Fault('backup_failed', 'the copying thread ended'));
      });
    });
  } finally {
    clearInterval(look);
    signal.removeEventListener('abort', stop);
  }
}
