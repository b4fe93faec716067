// What lies beside the chain and is vouched for by a digest in it: personal data with its salt, and
// the snapshot of the engine's state.
import type Database from 'better-sqlite3';
import { asValue, fieldsDigest, sameBytes, sha256 } from './format.ts';
import { COMMITMENTS, type Commitment } from './layout.ts';
import type { Meter } from './meter.ts';

/** Names each row of personal data that is not what the chain committed to, or belongs to none. */
export function* personalDataIsCommitted(db: Database.Database, meter: Meter): Generator<string> {
  for (const each of COMMITMENTS) yield* isCommitted(db, each, meter);
}

function* isCommitted(
  db: Database.Database,
  { table, key, owner, commitment, fields }: Commitment,
  meter: Meter,
): Generator<string> {
  const columns = fields.map((field) => `beside.${field}`).join(', ');
  const sql = `SELECT beside.${key}, owner.${commitment}, beside.salt, ${columns}
    FROM ${table} beside LEFT JOIN ${owner} owner ON owner.id = beside.${key}
    ORDER BY beside.${key}`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    meter.step();
    const [id, committed, salt, ...data] = raw;
    const made = fieldsDigest([asValue(salt), ...data.map(asValue)]);
    if (!(salt instanceof Uint8Array) || !sameBytes(committed, made)) {
      yield `${table} ${id} is not what ${owner} ${id} committed to`;
    }
  }
}

/** Names each snapshot of the engine's state that its epoch did not commit to. */
export function* snapshotsAreCommitted(db: Database.Database): Generator<string> {
  const sql = `SELECT s.deed, s.state, s.topology = e.topology, e.snapshot FROM state_snapshots s
    LEFT JOIN epochs e ON e.deed = s.deed`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    const [deed, state, isOfTopology, committed] = raw;
    const isAsCommitted = state instanceof Uint8Array && sameBytes(committed, sha256(state));
    if (!isAsCommitted || isOfTopology !== 1n) yield `state_snapshots ${deed} is another state`;
  }
  const newest = `SELECT max(deed) FROM epochs WHERE snapshot IS NOT NULL`;
  const deed = db.prepare<[], bigint | null>(newest).pluck().get() ?? null;
  const kept = db.prepare<[bigint | null], bigint>(
    'SELECT deed FROM state_snapshots WHERE deed = ?',
  );
  // The epochs before the newest snapshot no longer need theirs.
  if (deed !== null && kept.get(deed) === undefined) yield `state_snapshots ${deed} is missing`;
}
