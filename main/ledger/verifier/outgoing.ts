// What waits since a restore: nothing of a batch that was held left before a person released it.
import type Database from 'better-sqlite3';
import type { Meter } from './meter.ts';

type Hold = { readonly id: bigint; readonly deed: bigint; readonly batch: bigint };
type Move = { readonly deed: bigint; readonly first: bigint; readonly last: bigint };

/**
 * Names each stretch of payments that was dispatched after a restore held its batch, without a
 * release of it by then; and each hold or release that belongs to nothing.
 */
export function* outgoingWaited(db: Database.Database, meter: Meter): Generator<string> {
  const sql = 'SELECT id, deed, batch FROM outgoing_holds ORDER BY id';
  const holds = db.prepare<[], Hold>(sql).all();
  const moves = db.prepare<[bigint, bigint], Move>(
    `SELECT deed, first_record AS first, last_record AS last FROM status_changes
     WHERE batch = ? AND to_status = 'dispatched' AND deed > ? ORDER BY id`,
  );
  const releases = db.prepare<[bigint], Move>(
    `SELECT deed, first_record AS first, last_record AS last FROM outgoing_releases
     WHERE hold = ? ORDER BY first_record`,
  );
  for (const hold of holds) {
    // A later restore holds the batch anew: from then on, its releases count.
    const next = holds.find(({ id, batch }) => batch === hold.batch && id > hold.id);
    const released = releases.all(hold.id);
    for (const move of moves.iterate(hold.batch, hold.deed)) {
      meter.step();
      if (next !== undefined && move.deed > next.deed) break;
      if (isReleased(move, released)) continue;
      yield `batch ${hold.batch} left from record ${move.first} on, and waited since a restore`;
    }
  }
  const strays = `SELECT 'hold ' || id FROM outgoing_holds
      WHERE restore NOT IN (SELECT id FROM restores) OR batch NOT IN (SELECT id FROM batches)
    UNION ALL SELECT 'release ' || id FROM outgoing_releases
      WHERE hold NOT IN (SELECT id FROM outgoing_holds)`;
  for (const stray of db.prepare<[], string>(strays).pluck().iterate()) {
    yield `${stray} of what is outgoing belongs to nothing`;
  }
}

/** Whether every record of a move was released by then; releases are in order and apart. */
function isReleased({ deed, first, last }: Move, releases: readonly Move[]): boolean {
  let from = first;
  for (const release of releases) {
    if (release.deed > deed || release.last < from) continue;
    if (release.first > from) return false;
    from = release.last + 1n;
    if (from > last) return true;
  }
  return from > last;
}
