// The epochs that were committed: what each did to the state of the engine's operators, and all of it
// every so many of them.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { contentHash } from './digest.ts';
import type { Writing } from './journal.ts';

export class Epochs {
  private readonly db: Database.Database;
  private readonly insertEpoch: Database.Statement;

  constructor(db: Database.Database) {
    this.db = db;
    this.insertEpoch = db.prepare(
      `INSERT INTO epochs (deed, batch, from_record, to_record, topology, state_delta, snapshot,
         digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /** Keeps what the epoch did to the operators' state, and all of it every so many epochs. */
  add(
    w: Writing,
    epoch: {
      readonly batch: number;
      readonly from: number;
      readonly to: number;
      readonly topology: string;
      readonly stateDelta: Uint8Array;
      readonly stateDeltaHash: Uint8Array;
      readonly snapshot: Uint8Array | null;
    },
  ): void {
    const fields = [w.sequence, epoch.batch, epoch.from, epoch.to, epoch.topology];
    const snapshot = epoch.snapshot === null ? null : contentHash(epoch.snapshot);
    const digest = w.rows.add('epochs', [...fields, epoch.stateDeltaHash, snapshot]);
    const result = this.insertEpoch.run([...fields, epoch.stateDelta, snapshot, digest]);
    assert(result.changes === 1, 'the epoch was written');
    if (epoch.snapshot === null) return;
    this.db
      .prepare('INSERT INTO state_snapshots (deed, topology, state) VALUES (?, ?, ?)')
      .run(w.sequence, epoch.topology, epoch.snapshot);
    // A snapshot makes those before it spare.
    this.db.prepare('DELETE FROM state_snapshots WHERE deed < ?').run(w.sequence);
  }

  /** How many epochs were ever committed. */
  count(): number {
    const count = this.db.prepare<[], bigint>('SELECT count(*) FROM epochs').pluck().get();
    return Number(known(count, 'the query answers one row'));
  }

  /** The last snapshot of the operators' state and the deltas after it, in order. */
  stateImages(): readonly Uint8Array[] {
    const snapshot = this.db
      .prepare<[], { deed: bigint; state: Buffer }>(
        'SELECT deed, state FROM state_snapshots ORDER BY deed DESC LIMIT 1',
      )
      .get();
    const deltas = this.db
      .prepare<[bigint], Buffer>('SELECT state_delta FROM epochs WHERE deed > ? ORDER BY deed')
      .pluck()
      .all(snapshot?.deed ?? 0n);
    return snapshot === undefined ? deltas : [snapshot.state, ...deltas];
  }
}
