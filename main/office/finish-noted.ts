// Finishes what a process that died had noted of a folder, before anybody asks which key it needs.
import { takeOwnership } from '../ledger/owner-lock.ts';
import { finishRestore, isRestoreNoted } from './restore-book.ts';
import { finishKeyChange, isKeyChangeNoted } from './swap-key.ts';

/**
 * Finishes a change of keys or a restore that was noted in `folder`; nothing where none was, or where somebody
 * owns the folder, who finishes it. Faults: `lock_unusable`, `key_change_failed`,
 * `restore_failed`.
 */
export function finishNoted(folder: string): void {
  if (!isKeyChangeNoted(folder) && !isRestoreNoted(folder)) return;
  const since = Date.now();
  const lock = takeOwnership(folder, { person: '', shell: 'cli', pid: process.pid, since });
  if (!lock.ok) return;
  try {
    finishKeyChange(folder);
    finishRestore(folder);
  } finally {
    lock.value.release();
  }
}
