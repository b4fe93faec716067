// A sink that keeps commits in memory as the ledger would on disk, and a rig that lives, crashes
// and is restored on it until the source has ended.
import { strict as assert } from 'node:assert';
import { Engine } from '../../main/stream/engine.ts';
import type { EpochCommit, Sink, Source } from '../../main/stream/epoch-commit.ts';
import type { EpochPace } from '../../main/stream/epoch-pace.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { encodeImage, progressOf, stateHash } from '../../main/stream/state-image.ts';
import { openTask, runTask } from '../../main/stream/task.ts';
import { type Sharing, tasksHere } from '../../main/stream/tasks.ts';
import type { Topology } from '../../main/stream/topology.ts';
import {
  type Arrival,
  type In,
  type Line,
  lineOf,
  type Out,
  timeAt,
  writeArrivals,
} from './topologies/specimen.ts';

/** What is left after a crash. */
export class MemoryBook {
  readonly lines: Line[] = [];
  readonly poison: EpochCommit<In, Out>['quarantined'][number][] = [];
  snapshot: Uint8Array | null = null;
  deltas: Uint8Array[] = [];
  epoch = 0;
  offset = 0;
  corrected = 0;
  isEnded = false;

  /** Fails when an epoch does not start exactly where the one before stopped. */
  commit(epoch: EpochCommit<In, Out>): void {
    assert.equal(epoch.epoch, this.epoch + 1);
    assert.equal(epoch.fromOffset, this.offset);
    assert.equal(epoch.toOffset, this.offset + epoch.batch.length);
    assert.equal(epoch.outputs.length, epoch.batch.length);
    const refusedRows = epoch.quarantined.map(({ row }) => row);
    assert.deepEqual(
      refusedRows,
      refusedRows.toSorted((a, b) => a - b),
    );
    const refused = new Map(epoch.quarantined.map((one) => [one.row, one]));
    for (let row = 0; row < epoch.batch.length; row += 1) {
      const one = refused.get(row);
      const text = lineOf(epoch.outputs, row);
      if (one !== undefined) assert.equal(text, '0 0 0');
      const poison = `poison ${one?.operator} ${one?.reason} ${one?.tries}`;
      this.lines.push(one === undefined ? text : poison);
    }
    this.poison.push(...epoch.quarantined);
    this.corrected += epoch.corrections.length;
    const { records, corrected, quarantined } = epoch.progress.counts;
    // In = applied + corrected + quarantined, exactly, through every crash.
    assert.deepEqual(
      { records, corrected, quarantined },
      { records: this.lines.length, corrected: this.corrected, quarantined: this.poison.length },
    );
    this.epoch = epoch.epoch;
    this.offset = epoch.toOffset;
    this.isEnded = epoch.end;
    this.deltas.push(epoch.stateDelta);
    if (epoch.snapshot !== null) {
      this.snapshot = epoch.snapshot;
      this.deltas = [];
    }
  }

  /** The last snapshot and the deltas after it. */
  images(): readonly Uint8Array[] {
    return this.snapshot === null ? this.deltas : [this.snapshot, ...this.deltas];
  }
}

/** A source that has all arrivals and says with the last of them that it has ended. */
export function sourceOf(arrivals: readonly Arrival[]): Source {
  return {
    async read(offset, _wished, max) {
      const part = arrivals.slice(offset, offset + max);
      const end = offset + max >= arrivals.length;
      return { batch: part.length === 0 ? null : writeArrivals(part), end };
    },
  };
}

export type Crash = 'none' | 'before commit' | 'after commit';

/** How one life of the engine, from a start to a crash or the end, is arranged. */
export type Life = {
  readonly sharing: Sharing;
  readonly recordsPerEpoch: number;
  readonly snapshotEvery: number;
  readonly runAhead: boolean;
  /** What happens at its n-th commit, from 0. */
  readonly crashAt: (commit: number) => Crash;
};

/** Epochs of always as many records. */
export function paceOf(records: number): EpochPace {
  return { least: records, most: records, targetMs: 1 };
}

class Crashed extends Error {}

function crashingSink(book: MemoryBook, crashAt: Life['crashAt']): Sink<In, Out> {
  let commits = 0;
  return {
    commitEpoch(epoch) {
      const crash = crashAt(commits);
      commits += 1;
      if (crash === 'before commit') throw new Crashed();
      book.commit(epoch);
      if (crash === 'after commit') throw new Crashed();
    },
  };
}

/** Lives one life after another, each from what the one before left in the book, to the end. */
export async function liveToTheEnd(
  topology: Topology<In, Out>,
  arrivals: readonly Arrival[],
  lifeOf: (life: number) => Life,
): Promise<MemoryBook> {
  const book = new MemoryBook();
  for (let life = 0; !book.isEnded; life += 1) {
    assert.ok(life < 10 * arrivals.length + 10, 'the lives come to an end');
    const { sharing, recordsPerEpoch, snapshotEvery, runAhead, crashAt } = lifeOf(life);
    const engine = new Engine({
      topology,
      runTasks: tasksHere(topology, sharing, book.images()),
      sink: crashingSink(book, crashAt),
      lanes: [{ name: 'only', weight: 1, pace: paceOf(recordsPerEpoch) }],
      clock: () => 0,
      epoch: book.epoch,
      progress: progressOf(book.images()),
      snapshotEvery,
      runAhead,
    });
    const source = sourceOf(arrivals);
    engine.attach({ name: 'arrivals', lane: 'only', offset: book.offset, source });
    try {
      while ((await engine.step()).kind === 'committed');
    } catch (problem) {
      if (!(problem instanceof Crashed)) throw problem;
      assert.equal(engine.mode, 'failed');
    }
  }
  return book;
}

/** The digest of the state that `images` restore to. */
export function restoredHash(topology: Topology<In, Out>, images: readonly Uint8Array[]): string {
  const task = openTask(topology, { from: 0, to: HASH_SPACE }, images);
  const progress = progressOf(images);
  const time = timeAt(progress.clocks.watermark);
  const work = { batch: writeArrivals([]), time, snapshot: true };
  return stateHash(topology, encodeImage(topology, progress, runTask(task, work).snapshot ?? []));
}
