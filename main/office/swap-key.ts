// Puts what was staged under a new key in the place of what is there: noted first, then one rename
// after the other, so that a process that dies in between is followed by one that finishes without
// knowing any key.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/result.ts';
import { syncFolderNow, writeNow } from './durable-now.ts';
import { wipe } from './wipe.ts';

const NOTE = 'key-change.json';

/** What the folder of a staged change is called. */
const SIDE = '.rekeying-';

/** The folder, within that of the staged change, that takes what was replaced. */
const OLD = 'old';

/** What is swapped, in this order: the slots come last, for they say which key the rest has. */
export const SWAPPED = [
  'book.db',
  'originals',
  'backups',
  'replaced',
  'preferences.json',
  'key-slots.json',
] as const;

/** What belongs to the replaced files and is made anew: logs, and measures that follow the book. */
const LEFT_OVER = [
  'book.db-wal',
  'book.db-shm',
  'book.db-journal',
  'measures.db',
  'measures.db-wal',
  'measures.db-shm',
  'uploads',
] as const;

const note = z.strictObject({
  /** A folder of ours beside the book and no other place: what lies in it is moved and removed. */
  side: z.string().regex(/^\.rekeying-[\w-]{1,64}$/),
  /** Whether what was replaced is plain, and is written over. */
  wasPlain: z.boolean(),
});

/** The folder in which a change is staged. */
export function sideOf(folder: string, id: string): string {
  return join(folder, `${SIDE}${id}`);
}

/** Notes that what lies in `side` is to be swapped in: from here on it is, now or later. */
export function noteKeyChange(folder: string, side: string, wasPlain: boolean): void {
  const said: z.input<typeof note> = { side: side.slice(folder.length + 1), wasPlain };
  writeNow(join(folder, NOTE), `${JSON.stringify(said)}\n`);
}

/** Whether a change was noted and is not finished. */
export function isKeyChangeNoted(folder: string): boolean {
  return existsSync(join(folder, NOTE));
}

/** Removes what a process staged and never noted; only the owner of the folder may. */
export function removeStagedKeys(folder: string): void {
  if (isKeyChangeNoted(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(SIDE)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Finishes a change that a note tells of; nothing where there is none. Every step may have been
 * done before by a process that died. The caller owns the folder and has not opened its book.
 * Fault `key_change_failed` for a note that is none.
 */
export function finishKeyChange(folder: string): boolean {
  if (!isKeyChangeNoted(folder)) return false;
  const { side: name, wasPlain } = readNote(join(folder, NOTE));
  const side = join(folder, name);
  const old = join(side, OLD);
  if (existsSync(side)) {
    mkdirSync(old, { recursive: true, mode: 0o700 });
    for (const each of LEFT_OVER) moveAside(folder, old, each);
    for (const each of SWAPPED) swap(folder, side, old, each);
    syncFolderNow(folder);
    if (wasPlain) wipe(old);
    rmSync(side, { recursive: true, force: true });
  }
  rmSync(join(folder, NOTE));
  syncFolderNow(folder);
  return true;
}

function moveAside(folder: string, old: string, name: string): void {
  const here = join(folder, name);
  const there = join(old, name);
  if (existsSync(here) && !existsSync(there)) renameSync(here, there);
}

/** What was swapped before is no longer staged, and what is in place is then the new one. */
function swap(folder: string, side: string, old: string, name: string): void {
  const staged = join(side, name);
  if (!existsSync(staged)) return;
  moveAside(folder, old, name);
  renameSync(staged, join(folder, name));
}

function readNote(path: string): z.output<typeof note> {
  try {
    return note.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Fault('key_change_failed', String(error), { cause: error });
  }
}
