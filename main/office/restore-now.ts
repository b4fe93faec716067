// Restores a book without its office, as after a disaster: the folder is owned while the backup is
// staged, verified and swapped, so that nothing else opens the book meanwhile.
import { mkdirSync } from 'node:fs';
import { localActor } from '../domain/permissions.ts';
import { ok, type Result } from '../domain/result.ts';
import { type BookInUse, takeOwnership } from '../ledger/owner-lock.ts';
import { clearKeys, holdMasters } from './key-ring.ts';
import { checkNative, installedNative, type Native } from './native-module.ts';
import {
  finishRestore,
  noteRestore,
  type RestorePhase,
  type RestoreRefusal,
  removeStaged,
  stageBackup,
} from './restore-book.ts';
import { contextOf, OfficeClock, systemIds } from './system.ts';

export type RestoreNowAsked = {
  /** The folder of the book, made when it is not there. */
  readonly folder: string;
  /** A backup's folder, or a book's file. */
  readonly backup: string;
  readonly person: string;
  readonly onPhase: (phase: RestorePhase, done: number, total: number) => void;
  readonly signal: AbortSignal;
  /** The keys of the folder and of the backup's time; none where both are plain. */
  readonly keys?: readonly Uint8Array[];
  /** Whether the folder takes the slots of the backup, having none of its own. */
  readonly takesSlots?: boolean;
  /** The library that is loaded for it; the installed one. */
  readonly native?: Native;
};

export type RestoredNow = {
  /** Links of the backup's chain. */
  readonly count: number;
  /** Batches that wait for a person. */
  readonly held: number;
};

/**
 * Puts the backup in place of the book in `folder`. Refuses `book_in_use`, then as `stageBackup`.
 * Faults: those of {@link checkNative} before anything is touched, `lock_unusable`, `restore_failed`, and those of reading and writing books.
 */
export async function restoreNow(
  asked: RestoreNowAsked,
): Promise<Result<RestoredNow, BookInUse | RestoreRefusal>> {
  const { folder, backup, person, onPhase, signal, keys = [], takesSlots = false } = asked;
  const { native = installedNative() } = asked;
  checkNative(native);
  const clock = new OfficeClock().now;
  const ids = systemIds(clock);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owned = takeOwnership(folder, { person, shell: 'cli', pid: process.pid, since: clock() });
  if (!owned.ok) return owned;
  holdMasters(keys);
  try {
    finishRestore(folder);
    removeStaged(folder);
    const id = ids.next();
    const staged = await stageBackup({ folder, backup, id, onPhase, signal, takesSlots });
    if (!staged.ok) return staged;
    const context = contextOf(clock, ids, localActor(person));
    const { held } = noteRestore(folder, staged.value, ids.next(), context);
    finishRestore(folder);
    return ok({ count: staged.value.count, held });
  } finally {
    clearKeys();
    owned.value.release();
  }
}
