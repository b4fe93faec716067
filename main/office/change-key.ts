// Gives a book another key, or its first one: everything is written anew beside what is there,
// verified, noted and swapped. Whoever asks owns the folder, and no office has it open.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { identify } from '../ledger/copy-book.ts';
import { recodeBook } from '../ledger/recode-book.ts';
import { bookIn, readManifest, writeManifest } from './backup-store.ts';
import { hashFile, syncFile, syncFolder } from './durable.ts';
import { alsoHold, heldRing, type RingKey } from './key-ring.ts';
import { type KeySlots, writeKeySlots } from './key-slots.ts';
import { keyIdOf } from './master-key.ts';
import { sealAnew } from './sealed-file.ts';
import { finishKeyChange, noteKeyChange, sideOf } from './swap-key.ts';
import { verifyInThread } from './verify-file.ts';

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

/**
 * Writes the book and all that is kept with it under the new key and swaps it in; from a plain book
 * also its backups, and what was plain is then written over. Until the swap is noted nothing of the
 * book is touched. Refuses `book_failed_its_check` (a book that is not sound keeps its key),
 * `cancelled`. Faults: those of reading and writing books.
 */
export async function changeKey(asked: KeyChangeAsked): Promise<Result<null, KeyChangeRefusal>> {
  const { folder, id, master, slots, signal } = asked;
  const wasPlain = heldRing().length === 0;
  alsoHold([master]);
  const key = heldRing().find((each) => each.id === keyIdOf(master));
  if (key === undefined) throw new Fault('key_change_failed', 'the new key is not held');
  const side = sideOf(folder, id);
  await mkdir(side, { recursive: true, mode: 0o700 });
  const failed = await recoded(asked, side, key);
  if (failed !== '') return refuse({ code: 'book_failed_its_check', detail: failed });
  if (signal.aborted) return refuse({ code: 'cancelled' });
  await sealFolder(join(folder, 'originals'), join(side, 'originals'), key, asked);
  if (existsSync(join(folder, 'preferences.json'))) {
    await sealAnew(join(folder, 'preferences.json'), join(side, 'preferences.json'), key);
  }
  if (wasPlain) {
    await recodeBackups(asked, side, key);
    await recodeReplaced(folder, side, key);
  }
  if (signal.aborted) return refuse({ code: 'cancelled' });
  writeKeySlots(side, slots);
  await syncFolder(side);
  noteKeyChange(folder, side, wasPlain);
  finishKeyChange(folder);
  return ok(null);
}

/** The book under its new key, verified from its own file; what was found against it, or nothing. */
async function recoded(
  { folder, onPhase, signal }: KeyChangeAsked,
  side: string,
  key: RingKey,
): Promise<string> {
  const book = bookIn(folder);
  if (!existsSync(book)) return '';
  const copy = bookIn(side);
  onPhase('copying', 0, 1);
  recodeBook(book, copy, key.database);
  await syncFile(copy);
  onPhase('copying', 1, 1);
  const { head, count } = identify(book);
  const anchor = { head: Buffer.from(head).toString('hex'), count };
  const tell = (done: number, total: number): void => onPhase('verifying', done, total);
  const { checks } = await verifyInThread({ path: copy, anchor }, tell, signal);
  const failed = checks.filter((check) => !check.ok);
  return failed
    .map(({ name, detail }) => `${name}: ${detail}`)
    .join('; ')
    .slice(0, 300);
}

/** Every file of a folder of originals, sealed under `key`; half-made copies are left behind. */
async function sealFolder(
  from: string,
  to: string,
  key: RingKey,
  { onPhase, signal }: KeyChangeAsked,
): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = readdirSync(from).filter((name) => /^[0-9a-f]{64}$/.test(name));
  for (const [at, name] of names.entries()) {
    if (signal.aborted) return;
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
    await recodeOrSeal(bookIn(backup), bookIn(target), key);
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
async function recodeReplaced(folder: string, side: string, key: RingKey): Promise<void> {
  const from = join(folder, 'replaced');
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const target = join(side, 'replaced', name);
    await mkdir(target, { recursive: true, mode: 0o700 });
    await recodeOrSeal(bookIn(join(from, name)), bookIn(target), key);
  }
}

/** A book that can no longer be read is kept as the file it is. */
async function recodeOrSeal(from: string, to: string, key: RingKey): Promise<void> {
  if (!existsSync(from)) return;
  try {
    recodeBook(from, to, key.database);
    await syncFile(to);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    rmSync(to, { force: true });
    await sealAnew(from, `${to}.sealed`, key);
  }
}
