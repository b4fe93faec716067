// Folds the write-ahead log back into the book beside the writer, who would otherwise stop for it in
// the middle of a commit. Nothing is written that was not committed and durable before.
import { assert, known } from '../domain/assert.ts';
import type { ReadableDb } from './connection.ts';

/** Pages in the log that are not in the book yet, before they are worth two syncs: 4 MB. */
const WORTH_PAGES = 1024;

type Pages = { readonly busy: bigint; readonly log: bigint; readonly checkpointed: bigint };

/** How many pages lie in the log and not in the book. */
export function pagesToCheckpoint(connection: ReadableDb): number {
  return pagesLeft(connection, 'NOOP');
}

/**
 * Copies what is durable in the log into the book, if it is enough to be worth it, as far as no
 * reader still needs the old pages. Waits for nobody and keeps nobody waiting; answers how many
 * pages are left. The connection is one of `openForCheckpoints`.
 */
export function checkpoint(connection: ReadableDb): number {
  const before = pagesToCheckpoint(connection);
  return before < WORTH_PAGES ? before : pagesLeft(connection, 'PASSIVE');
}

function pagesLeft({ db }: ReadableDb, mode: 'NOOP' | 'PASSIVE'): number {
  const row = known(
    db.prepare<[], Pages>(`PRAGMA wal_checkpoint(${mode})`).get(),
    'a checkpoint answers one row',
  );
  const left = Number(row.log - row.checkpointed);
  assert(left >= 0, 'no more is folded back than was in the log');
  return left;
}
