// Gives a book another key, or its first one: everything is written anew beside what is there,
// verified, noted and swapped. Whoever asks owns the folder; what is swapped is never open.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { identify } from '../ledger/copy-book.ts';
import { bookIn, readManifest, writeManifest } from './backup-store.ts';
import { hashFile, syncFile, syncFolder } from './durable.ts';
import { clearKey, heldRing, type RingKey, ringKeyOf } from './key-ring.ts';
import { type KeySlots, writeKeySlots } from './key-slots.ts';
import { recodeInThread } from './recode-thread.ts';
import { sealAnew } from './sealed-file.ts';
import { finishKeyChange, noteKeyChange, sideOf } from './swap-key.ts';
import { faultsInThread } from './verify-file.ts';

export type KeyChangePhase = 'copying' | 'verifying' | 'originals';

export type KeyChangeAsked = {
  /** The folder of the book; its keys, where it has any, are held. */
  readonly folder: string;
  readonly id: string;
  /** The new key, and the slots that will lie beside the book. */
  readonly master: Uint8Array;
  readonly slots: KeySlots;
  readonly onPhase: (phase: KeyChangePhase, done: number, total: number) => void;
  readonly signal: AbortSignal;
};

export type KeyChangeRefusal = Refusal<'book_failed_its_check' | 'cancelled'>;

/** What is written beside the book and waits for its note. */
export type StagedKeys = { readonly side: string; readonly wasPlain: boolean };

/**
 * Writes the book and all that is kept with it under the new key and swaps it in; from a plain book
 * also its backups, and what was plain is then written over. Until the swap is noted nothing of the
 * book is touched. Refuses `book_failed_its_check` (a book that is not sound keeps its key),
 * `cancelled`. Faults: those of reading and writing books.
 */
export async function changeKey(asked: KeyChangeAsked): Promise<Result<null, KeyChangeRefusal>> {
  const staged = await stageKeyChange(asked, () => undefined);
  if (!staged.ok) return staged;
  noteKeyChange(asked.folder, staged.value.side, staged.value.wasPlain);
  finishKeyChange(asked.folder);
  return ok(null);
}

/**
 * The same up to the note, which the caller writes; nothing of the book is touched. What is kept with
 * the book is written first, and the book last: from `hold` on, which is called between the two,
 * nobody may write to it. What was staged is removed where it is refused or fails. Refuses and faults
 * as {@link changeKey}.
 */
export async function stageKeyChange(
  asked: KeyChangeAsked,
  hold: () => void | Promise<void>,
): Promise<Result<StagedKeys, KeyChangeRefusal>> {
  const { folder, id, master } = asked;
  const wasPlain = heldRing().length === 0;
  // Not held like the book's own: what is written to the book meanwhile is written as before.
  const key = ringKeyOf(master);
  const side = sideOf(folder, id);
  let isStaged = false;
  try {
    const refused = await filled(asked, { side, wasPlain }, key, hold);
    isStaged = refused === null;
    return refused === null ? ok({ side, wasPlain }) : refuse(refused);
  } finally {
    clearKey(key);
    if (!isStaged) await rm(side, { recursive: true, force: true });
  }
}

async function filled(
  asked: KeyChangeAsked,
  { side, wasPlain }: StagedKeys,
  key: RingKey,
  hold: () => void | Promise<void>,
): Promise<KeyChangeRefusal | null> {
  const { folder, slots, signal } = asked;
  const stopped = { code: 'cancelled' } as const;
  await mkdir(side, { recursive: true, mode: 0o700 });
  const originals = [join(folder, 'originals'), join(side, 'originals')] as const;
  await sealFolder(...originals, key, asked);
  if (wasPlain) {
    await recodeBackups(asked, side, key);
    await recodeReplaced(asked, side, key);
  }
  if (signal.aborted) return stopped;
  await hold();
  // What came or was erased meanwhile.
  await sealFolder(...originals, key, asked);
  const failed = await recoded(asked, side, key);
  if (failed === null || signal.aborted) return stopped;
  if (failed !== '') return { code: 'book_failed_its_check', detail: failed };
  if (existsSync(join(folder, 'preferences.json'))) {
    await sealAnew(join(folder, 'preferences.json'), join(side, 'preferences.json'), key);
  }
  writeKeySlots(side, slots);
  await syncFolder(side);
  return signal.aborted ? stopped : null;
}

/**
 * The book under its new key, verified from its own file; what was found against it, or nothing. Null
 * where it was stopped.
 */
async function recoded(
  { folder, onPhase, signal }: KeyChangeAsked,
  side: string,
  key: RingKey,
): Promise<string | null> {
  const book = bookIn(folder);
  if (!existsSync(book)) return '';
  const copy = bookIn(side);
  const onBytes = (done: number, total: number): void => onPhase('copying', done, total);
  const started = { source: book, target: copy, key: key.database };
  if (!(await recodeInThread(started, onBytes, signal))) return null;
  await syncFile(copy);
  const { head, count } = identify(book);
  const anchor = { head: Buffer.from(head).toString('hex'), count };
  const tell = (done: number, total: number): void => onPhase('verifying', done, total);
  return faultsInThread({ path: copy, anchor }, tell, signal, { most: 300, keys: [key] });
}

/**
 * Every file of a folder of originals, sealed under `key`; half-made copies are left behind. One that
 * is there already stays, and one whose source has gone goes.
 */
async function sealFolder(
  from: string,
  to: string,
  key: RingKey,
  { onPhase, signal }: KeyChangeAsked,
): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = readdirSync(from).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const kept = new Set(readdirSync(to));
  for (const name of kept) if (!names.includes(name)) await rm(join(to, name));
  for (const [at, name] of names.entries()) {
    if (signal.aborted) return;
    if (kept.has(name)) continue;
    await sealAnew(join(from, name), join(to, name), key);
    onPhase('originals', at + 1, names.length);
  }
  await syncFolder(to);
}

/** Plain backups would tell what the book no longer does: they go under its key as well. */
async function recodeBackups(asked: KeyChangeAsked, side: string, key: RingKey): Promise<void> {
  const { folder, slots, signal } = asked;
  const store = join(folder, 'backups');
  if (!existsSync(store)) return;
  for (const name of readdirSync(store)) {
    if (signal.aborted) return;
    const backup = join(store, name);
    const manifest = await readManifest(backup);
    if (manifest === null) continue;
    const target = join(side, 'backups', name);
    await mkdir(target, { recursive: true, mode: 0o700 });
    await recodeOrSeal(bookIn(backup), bookIn(target), key, signal);
    const proof = join(backup, 'proof.json');
    if (existsSync(proof)) await copyFile(proof, join(target, 'proof.json'));
    const book = existsSync(bookIn(target)) ? await hashFile(bookIn(target)) : manifest.book;
    const { sha256, bytes } = book;
    await writeManifest(target, { ...manifest, keyId: key.id, book: { sha256, bytes } });
    writeKeySlots(target, slots);
  }
  await sealFolder(join(store, 'originals'), join(side, 'backups', 'originals'), key, asked);
}

/** Books that a restore once put aside. */
async function recodeReplaced(
  { folder, signal }: KeyChangeAsked,
  side: string,
  key: RingKey,
): Promise<void> {
  const from = join(folder, 'replaced');
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const target = join(side, 'replaced', name);
    await mkdir(target, { recursive: true, mode: 0o700 });
    await recodeOrSeal(bookIn(join(from, name)), bookIn(target), key, signal);
  }
}

/** A book that can no longer be read is kept as the file it is. */
async function recodeOrSeal(
  from: string,
  to: string,
  key: RingKey,
  signal: AbortSignal,
): Promise<void> {
  if (!existsSync(from) || signal.aborted) return;
  try {
    const started = { source: from, target: to, key: key.database };
    if (await recodeInThread(started, () => undefined, signal)) await syncFile(to);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    rmSync(to, { force: true });
    await sealAnew(from, `${to}.sealed`, key);
  }
}
