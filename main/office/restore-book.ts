// Puts a backup in the place of a book: staged and verified beside it, with the restore as its next
// deed, and then swapped. A note beside the book says what is to be swapped, so that a process that
// dies in between is followed by one that finishes; the replaced book is kept aside.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Context } from '../domain/context.ts';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { openBook } from '../ledger/book.ts';
import { identify } from '../ledger/copy-book.ts';
import { heldKeys, keyOf } from '../ledger/held-keys.ts';
import { recodeBook } from '../ledger/recode-book.ts';
import { deskOf } from '../operations/desk.ts';
import { recordRestore } from '../operations/record-restore.ts';
import { readAnchor, writeAnchor } from './anchor.ts';
import { bookIn, placeOriginal, readManifest, storedOriginal } from './backup-store.ts';
import { hashFile, syncFile, syncFolder } from './durable.ts';
import { syncFolderNow, writeNow } from './durable-now.ts';
import { keySlotsPath } from './key-slots.ts';
import { originalPath } from './originals.ts';
import { faultsInThread } from './verify-file.ts';

export type RestorePhase = 'copying' | 'verifying' | 'originals';

export type RestoreRefusal = Refusal<
  | 'backup_unknown'
  | 'backup_differs_from_its_manifest'
  | 'backup_failed_its_check'
  | 'backup_of_another_book'
  | 'cancelled'
>;

/** A backup that was copied beside the book and found sound. */
export type Staged = {
  /** Folder of the copy, within that of the book. */
  readonly side: string;
  readonly instanceId: string;
  readonly head: Uint8Array;
  readonly count: number;
};

type Asked = {
  /** The folder of the book that is to be replaced; whoever asks owns it. */
  readonly folder: string;
  /** A backup's folder, or a book's file. */
  readonly backup: string;
  readonly id: string;
  readonly onPhase: (phase: RestorePhase, done: number, total: number) => void;
  readonly signal: AbortSignal;
  /** Whether the folder takes the slots of the backup, having none of its own. */
  readonly takesSlots?: boolean;
};

const NOTE = 'restore.json';

/** What the folder of a staged copy is called. */
const SIDE = '.restoring-';

const note = z.strictObject({
  side: z.string().max(4096),
  aside: z.string().max(4096),
  instanceId: z.string().max(200),
  head: z.strictObject({ sequence: z.int().min(0), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  at: z.int().min(0),
});

/**
 * Copies a backup beside the book, verifies the copy, and brings missing originals back. Nothing of
 * the book is touched. Refuses `backup_unknown` (no such folder or file), `backup_of_another_book`,
 * `backup_differs_from_its_manifest`, `backup_failed_its_check` (with what failed), `cancelled`.
 */
export async function stageBackup(asked: Asked): Promise<Result<Staged, RestoreRefusal>> {
  const { folder, backup, id, onPhase, signal } = asked;
  const isFile = (await stat(backup).catch(() => null))?.isFile() === true;
  const source = isFile ? backup : bookIn(backup);
  const manifest = isFile ? null : await readManifest(backup);
  const size = (await stat(source).catch(() => null))?.size ?? 0;
  if (size === 0) return refuse({ code: 'backup_unknown', path: backup });
  const side = join(folder, `${SIDE}${id}`);
  await mkdir(side, { recursive: true, mode: 0o700 });
  const copy = bookIn(side);
  const give = <R extends RestoreRefusal>(refusal: R) => {
    rmSync(side, { recursive: true, force: true });
    return refuse<RestoreRefusal>(refusal);
  };
  onPhase('copying', 0, size);
  await copyFile(source, copy);
  await syncFile(copy);
  onPhase('copying', size, size);
  if (signal.aborted) return give({ code: 'cancelled' });
  if (manifest !== null && (await hashFile(copy)).sha256 !== manifest.book.sha256) {
    return give({ code: 'backup_differs_from_its_manifest', path: backup });
  }
  const tell = (done: number, total: number): void => onPhase('verifying', done, total);
  const failed = await faultsInThread({ path: copy, anchor: null }, tell, signal, { most: 300 });
  if (failed === null) return give({ code: 'cancelled' });
  if (failed !== '') return give({ code: 'backup_failed_its_check', detail: failed });
  await underOwnKey(copy);
  const { instanceId, head, count } = identify(copy);
  const here = replaced(folder).instanceId;
  if (here !== null && here !== instanceId) return give({ code: 'backup_of_another_book' });
  await bringOriginals(asked, manifest?.originals ?? []);
  if (signal.aborted) return give({ code: 'cancelled' });
  const slots = keySlotsPath(isFile ? dirname(backup) : backup);
  if (asked.takesSlots === true && existsSync(slots)) {
    await copyFile(slots, keySlotsPath(side));
    await syncFile(keySlotsPath(side));
  }
  return ok({ side, instanceId, head, count });
}

/** The book's own key on the copy of a backup that has another, or none. */
async function underOwnKey(copy: string): Promise<void> {
  const [own] = heldKeys();
  if (own === undefined || keyOf(copy) === own) return;
  const recoded = `${copy}.own`;
  recodeBook(copy, recoded, own);
  await syncFile(recoded);
  await rename(recoded, copy);
}

/** Originals are named by their hashes: one that is there needs nothing. */
async function bringOriginals(
  { folder, backup, onPhase }: Asked,
  originals: readonly { readonly hash: string }[],
): Promise<void> {
  await mkdir(join(folder, 'originals'), { recursive: true, mode: 0o700 });
  let done = 0;
  for (const { hash } of originals) {
    const target = originalPath(folder, hash);
    if (!existsSync(target)) {
      await placeOriginal(storedOriginal(join(backup, '..'), hash), target, hash);
    }
    done += 1;
    onPhase('originals', done, originals.length);
  }
  await syncFolder(join(folder, 'originals'));
}

/** Whether a restore was noted and is not finished. */
export function isRestoreNoted(folder: string): boolean {
  return existsSync(join(folder, NOTE));
}

/** Removes copies that a process left staged without a note; only the owner of the folder may. */
export function removeStaged(folder: string): void {
  if (isRestoreNoted(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(SIDE)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** What is known of the book that is there: from itself, else from its anchor. */
function replaced(folder: string): {
  readonly instanceId: string | null;
  readonly head: Uint8Array | null;
  readonly count: number;
} {
  try {
    return identify(join(folder, 'book.db'));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const found = readAnchor(folder);
    if (found.kind !== 'anchor') return { instanceId: null, head: null, count: 0 };
    const { instanceId, head } = found.anchor;
    return { instanceId, head: head.digest, count: head.sequence };
  }
}

/**
 * Writes the restore into the staged book as its next deed, and the note that it is to be swapped:
 * from here on {@link finishRestore} puts it in place, now or at the next start. No deed may be done
 * on the book between this and the swap; it would be lost with the replaced book.
 */
export function noteRestore(
  folder: string,
  { side, instanceId, head, count }: Staged,
  submissionId: string,
  context: Context,
): { readonly held: number } {
  const { head: replacedHead, count: replacedCount } = replaced(folder);
  const fresh = { instanceId, now: context.now, demo: false };
  const book = openBook(side, fresh, context.ids.bytes);
  let held = 0;
  let end = book.chainHead();
  try {
    const from = { backupHead: head, backupCount: count, replacedHead, replacedCount };
    const recorded = recordRestore(deskOf(book), { submissionId, ...from }, context);
    if (!recorded.ok) throw new Fault('restore_failed', recorded.refusal.code);
    held = recorded.value.held;
    end = book.chainHead();
  } finally {
    book.close();
  }
  const at = new Date(context.now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const said: z.input<typeof note> = {
    side,
    aside: join(folder, 'replaced', `${at}-${submissionId.slice(-4)}`),
    instanceId,
    head: { sequence: end.sequence, digest: end.digest.toString('hex') },
    at: context.now,
  };
  writeNow(join(folder, NOTE), `${JSON.stringify(said)}\n`);
  return { held };
}

/**
 * Swaps what a note says is to be swapped; nothing where there is none. Every step may have been
 * done before by a process that died: the book and its log are kept aside, the staged book takes
 * their place in one rename, the anchor follows it. The caller owns the folder and has not opened
 * its book. Answers whether a book was swapped. Fault `restore_failed` for a note that is none.
 */
export function finishRestore(folder: string): boolean {
  const path = join(folder, NOTE);
  if (!existsSync(path)) return false;
  const { side, aside, instanceId, head, at } = readNote(path);
  const book = join(folder, 'book.db');
  const staged = bookIn(side);
  if (existsSync(staged)) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    if (existsSync(book) && !existsSync(bookIn(aside))) keepAside(book, bookIn(aside));
    // A log beside a book it does not belong to would be read into it.
    for (const log of ['-wal', '-shm']) {
      if (existsSync(`${book}${log}`)) renameSync(`${book}${log}`, `${bookIn(aside)}${log}`);
    }
    syncFolderNow(aside);
    const slots = keySlotsPath(side);
    if (existsSync(slots)) renameSync(slots, keySlotsPath(folder));
    renameSync(staged, book);
    syncFolderNow(folder);
  }
  const point = { sequence: head.sequence, digest: Buffer.from(head.digest, 'hex') };
  writeAnchor(folder, { instanceId, verified: point, head: point, at });
  rmSync(side, { recursive: true, force: true });
  rmSync(path);
  syncFolderNow(folder);
  return true;
}

/** The book stays under its name until the rename takes it: at no moment is there none. */
function keepAside(book: string, aside: string): void {
  try {
    linkSync(book, aside);
  } catch {
    // A disk without links takes a copy.
    copyFileSync(book, `${aside}.partial`);
    renameSync(`${aside}.partial`, aside);
  }
}

function readNote(path: string): z.output<typeof note> {
  try {
    return note.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Fault('restore_failed', String(error), { cause: error });
  }
}
