// The log of epochs, read to be run again: which records each of them took, what it left in the
// operators' state, and what the policy was by then.
import type Database from 'better-sqlite3';

/** Records `from` to before `to` of a batch, taken by one epoch. */
export type EpochTaken = {
  /** The deed that committed it; rises with every epoch. */
  readonly deed: number;
  readonly batch: number;
  readonly from: number;
  readonly to: number;
  readonly stateDelta: Uint8Array;
};

type Row = { deed: bigint; batch: bigint; first: bigint; last: bigint; delta: Buffer };

/** How many epochs were committed from epoch number `epoch` on, and how many records they took. */
export function epochsFrom(
  db: Database.Database,
  epoch: number,
): { readonly epochs: number; readonly records: number } {
  const row = db
    .prepare<[number], { epochs: bigint; records: bigint }>(
      `SELECT count(*) AS epochs, coalesce(sum(records), 0) AS records
       FROM (SELECT to_record - from_record AS records FROM epochs ORDER BY deed LIMIT -1 OFFSET ?)`,
    )
    .get(epoch - 1);
  return { epochs: Number(row?.epochs ?? 0), records: Number(row?.records ?? 0) };
}

/**
 * The number of the first epoch that was committed at `at` (milliseconds UTC) or later, from 1; one
 * more than there are where there is none. Deeds are numbered without a gap and never go back in
 * time, so a few looks find it without an index.
 */
export function epochSince(db: Database.Database, at: number): number {
  const last = db.prepare<[], bigint | null>('SELECT max(sequence) FROM deeds').pluck().get() ?? 0n;
  const atOf = db.prepare<[bigint], bigint>('SELECT at FROM deeds WHERE sequence = ?').pluck();
  let low = 1n;
  let high = last + 1n;
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((atOf.get(middle) ?? 0n) >= BigInt(at)) high = middle;
    else low = middle + 1n;
  }
  const before = db.prepare<[bigint], bigint>('SELECT count(*) FROM epochs WHERE deed < ?').pluck();
  return Number(before.get(low) ?? 0n) + 1;
}

/** The deed of epoch number `epoch`, from 1; 0 for none before the first. */
export function deedOfEpoch(db: Database.Database, epoch: number): number {
  if (epoch < 1) return 0;
  const deed = db.prepare<[number], bigint>(
    'SELECT deed FROM epochs ORDER BY deed LIMIT 1 OFFSET ?',
  );
  return Number(deed.pluck().get(epoch - 1) ?? 0);
}

/** The next epoch after that of `deed`, up to that of `last`; null when there is none. */
export function epochAfter(db: Database.Database, deed: number, last: number): EpochTaken | null {
  const row = db
    .prepare<[number, number], Row>(
      `SELECT deed, batch, from_record AS first, to_record AS last, state_delta AS delta
       FROM epochs WHERE deed > ? AND deed <= ? ORDER BY deed LIMIT 1`,
    )
    .get(deed, last);
  if (row === undefined) return null;
  return {
    deed: Number(row.deed),
    batch: Number(row.batch),
    from: Number(row.first),
    to: Number(row.last),
    stateDelta: row.delta,
  };
}

/** The batches of which the epochs after that of `deed` took records. */
export function batchesAfter(db: Database.Database, deed: number): readonly number[] {
  return db
    .prepare<[number], bigint>('SELECT DISTINCT batch FROM epochs WHERE deed > ? ORDER BY batch')
    .pluck()
    .all(deed)
    .map(Number);
}

/**
 * The operators' state as the epoch of `deed` left it: the last snapshot before it that is still
 * kept, if there is one, and the deltas after that, in order.
 */
export function stateUpTo(db: Database.Database, deed: number): readonly Uint8Array[] {
  const snapshot = db
    .prepare<[number], { deed: bigint; state: Buffer }>(
      'SELECT deed, state FROM state_snapshots WHERE deed <= ? ORDER BY deed DESC LIMIT 1',
    )
    .get(deed);
  const deltas = db
    .prepare<[bigint, number], Buffer>(
      'SELECT state_delta FROM epochs WHERE deed > ? AND deed <= ? ORDER BY deed',
    )
    .pluck()
    .all(snapshot?.deed ?? 0n, deed);
  return snapshot === undefined ? deltas : [snapshot.state, ...deltas];
}

/** The values that were set up to activation number `last`, by name. */
export function policiesUpTo(db: Database.Database, last: number): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[number], { name: string; value: string }>(
      'SELECT name, value FROM policies WHERE id <= ? ORDER BY id',
    )
    .all(last);
  return new Map(rows.map(({ name, value }) => [name, value]));
}
