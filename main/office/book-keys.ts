// Whether the book of a folder needs a key, and which keys a secret of a person gives: asked by a
// shell before it starts an office, which is told the keys and never the secret.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { opensWith } from '../ledger/held-keys.ts';
import {
  type BookKeys,
  type KeySlots,
  keysOf,
  openByPassphrase,
  readKeySlots,
} from './key-slots.ts';
import { derivedKey, keyIdOf, readRecovery } from './master-key.ts';

/**
 * `none`: the book is plain, or not made yet. `lost`: it is encrypted and its slots are not there
 * or cannot be read, so that only the recovery key opens it.
 */
export type KeyNeed =
  | { readonly kind: 'none' | 'lost' }
  | { readonly kind: 'slots'; readonly slots: KeySlots };

export type KeyWrong = Refusal<'book_key_wrong' | 'recovery_key_mistyped'>;

/** What the book in `folder`, or the one in `file` there, needs to be opened. */
export function keyNeedOf(folder: string, file = join(folder, 'book.db')): KeyNeed {
  const found = readKeySlots(folder);
  if (found.kind === 'slots') return found;
  if (found.kind === 'unreadable') return { kind: 'lost' };
  return { kind: isEncrypted(file) ? 'lost' : 'none' };
}

const PLAIN = 'SQLite format 3\0';
/** What every database says at byte 21, encrypted or not (see the verifier's at-rest.ts). */
const FRACTIONS = Buffer.from([64, 32, 32]);

/** Whether the file at `path` is a database that is not plain. */
export function isEncrypted(path: string): boolean {
  const head = Buffer.alloc(24);
  try {
    const file = openSync(path, 'r');
    try {
      if (readSync(file, head, 0, head.length, 0) < head.length) return false;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return head.toString('latin1', 0, PLAIN.length) !== PLAIN && head.subarray(21).equals(FRACTIONS);
}

/**
 * The keys that a passphrase or a recovery key gives for the book in `folder` or in `file`. Refuses
 * `recovery_key_mistyped` (its checksum says so), `book_key_wrong`.
 */
export async function keysBySecret(
  folder: string,
  secret: string,
  file = join(folder, 'book.db'),
): Promise<Result<BookKeys, KeyWrong>> {
  const need = keyNeedOf(folder, file);
  const recovery = readRecovery(secret);
  if (recovery.kind === 'key') {
    const { master } = recovery;
    if (need.kind === 'slots' && need.slots.keyId === keyIdOf(master)) {
      return ok(keysOf(need.slots, master));
    }
    const opens = opensWith(file, derivedKey(master, 'database'));
    if (need.kind === 'lost' && opens) return ok({ master, earlier: [] });
  } else if (need.kind === 'slots') {
    const found = await openByPassphrase(need.slots, secret);
    if (found !== null) return ok(keysOf(need.slots, found.master));
  }
  const code = recovery.kind === 'mistyped' ? 'recovery_key_mistyped' : 'book_key_wrong';
  return refuse({ code });
}

/** Whether one of `masters` opens the database at `file`. */
export function isOpenedBy(file: string, masters: readonly Uint8Array[]): boolean {
  return masters.some((master) => opensWith(file, derivedKey(master, 'database')));
}

/**
 * The keys that fit the book after a change of them that may or may not have come to its swap: those
 * of `next` where the slots beside the book name its first, else those of `now`.
 */
export function fittingKeys(
  folder: string,
  now: readonly Uint8Array[],
  next: readonly Uint8Array[],
): readonly Uint8Array[] {
  const [master] = next;
  const need = keyNeedOf(folder);
  const isNext =
    master !== undefined && need.kind === 'slots' && need.slots.keyId === keyIdOf(master);
  return isNext ? next : now;
}

/** The keys as an office is told them: the book's own first. */
export function mastersOf({ master, earlier }: BookKeys): readonly Uint8Array[] {
  return [master, ...earlier];
}
