// The first deed of a book that went on from a backup: the restore itself, and everything that may
// have left after the backup was made waits for a person.
import type { Context } from '../domain/context.ts';
import { ok } from '../domain/result.ts';
import type { Restored } from '../ledger/restores.ts';
import type { Desk } from './desk.ts';

export type RecordRestoreInput = Restored & { readonly submissionId: string };

/**
 * Keeps that the book goes on from `backupHead`, and holds every batch of which something has not
 * ended: `held` of them. Nothing is refused.
 */
export function recordRestore(desk: Desk, input: RecordRestoreInput, context: Context) {
  const { submissionId, backupHead, backupCount, replacedHead, replacedCount } = input;
  const bound = [backupHead, backupCount, replacedHead, replacedCount];
  const call = { deed: 'recordRestore', submissionId, input: bound } as const;
  return desk.book.perform<{ restore: number; held: number }, never>(call, context, (w) =>
    ok(desk.book.restores.record(w, input)),
  );
}
