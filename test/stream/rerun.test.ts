// Goal: a log runs again, from any of its epochs, into outputs beside the book, and gives the same;
// quarantined records are driven again once and no more.
// Method: every small topology's log is kept while it is committed, then run again whole, from each
// epoch, in epochs of other sizes and with other rules; the book is compared before and after.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { joinRows } from '../../main/stream/columns-fill.ts';
import { Engine } from '../../main/stream/engine.ts';
import type { EpochCommit } from '../../main/stream/epoch-commit.ts';
import { type EpochInput, type EpochOutputs, rerun } from '../../main/stream/run-epoch.ts';
import {
  encodeImage,
  PROGRESS_BEGINS,
  progressOf,
  stateHash,
} from '../../main/stream/state-image.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { defineTopology, type Topology } from '../../main/stream/topology.ts';
import { MemoryBook, paceOf, restoredHash, sourceOf } from './memory-book.ts';
import { checkThenTotal } from './topologies/check-then-total.ts';
import { firstSeen } from './topologies/first-seen.ts';
import { movedLately } from './topologies/moved-lately.ts';
import { movedTogether } from './topologies/moved-together.ts';
import { poisoned } from './topologies/poisoned.ts';
import { runningTotal } from './topologies/running-total.ts';
import {
  type Arrival,
  type In,
  input,
  lineOf,
  type Out,
  randomArrivals,
  type SpecimenOperator,
  writeArrivals,
} from './topologies/specimen.ts';

const ARRIVALS = randomArrivals(21, 120);
const SHARING = { tasks: 2, partitions: 4 };

type Commit = EpochCommit<In, Out>;

/** A book with its log: what each epoch had read. */
async function lived(topology: Topology<In, Out>, arrivals: readonly Arrival[]) {
  const book = new MemoryBook();
  const log: EpochInput[] = [];
  const images: (readonly Uint8Array[])[] = [[]];
  const engine = new Engine<In, Out>({
    topology,
    runTasks: tasksHere(topology, SHARING, []),
    sink: {
      commitEpoch: (commit: Commit) => {
        book.commit(commit);
        const { source, end, progress, batch } = commit;
        log.push({ source, batch: batch.buffer, end, activation: progress.activation });
        images.push([...book.images()]);
      },
    },
    lanes: [{ name: 'only', weight: 1, pace: paceOf(7) }],
    clock: () => 0,
    epoch: 0,
    progress: progressOf([]),
    snapshotEvery: 4,
    runAhead: false,
  });
  engine.attach({ name: 'a', lane: 'only', offset: 0, source: sourceOf(arrivals) });
  let epoch = 0;
  while ((await engine.step()).kind === 'committed') {
    epoch += 1;
    if (epoch % 5 === 0) engine.activate(epoch);
  }
  return { book, log, images };
}

function linesOf({ batch, outputs, quarantined }: EpochOutputs<In, Out>): string[] {
  const refused = new Map(quarantined.map((one) => [one.row, one]));
  return Array.from({ length: batch.length }, (_, row) => {
    const one = refused.get(row);
    return one === undefined
      ? lineOf(outputs, row)
      : `poison ${one.operator} ${one.reason} ${one.tries}`;
  });
}

async function linesAgain(
  topology: Topology<In, Out>,
  images: readonly Uint8Array[],
  log: readonly EpochInput[],
): Promise<string[]> {
  const tasks = tasksHere(topology, { tasks: 3, partitions: 5 }, images);
  const lines: string[] = [];
  for await (const epoch of rerun(topology, tasks, progressOf(images), log)) {
    lines.push(...linesOf(epoch));
  }
  return lines;
}

for (const { topology } of [
  runningTotal,
  firstSeen,
  checkThenTotal,
  poisoned,
  movedLately,
  movedTogether,
]) {
  test(`${topology.name}: again from every epoch, and the book stays as it is`, async () => {
    const { book, log, images } = await lived(topology, ARRIVALS);
    const before = structuredClone({ lines: book.lines, images: book.images() });
    for (const [epoch, from] of images.entries()) {
      const again = await linesAgain(topology, from, log.slice(epoch));
      assert.deepEqual(again, book.lines.slice(epoch * 7), `from epoch ${epoch}`);
    }
    assert.deepEqual({ lines: book.lines, images: book.images() }, before);
  });

  test(`${topology.name}: the whole log again, in other epochs, gives the same state`, async () => {
    const { book, log } = await lived(topology, ARRIVALS);
    const all: EpochInput[] = [
      { source: 'a', batch: writeArrivals(ARRIVALS), end: true, activation: 0 },
    ];
    for (const inputs of [log, all]) {
      const tasks = tasksHere(topology, SHARING, []);
      let progress = PROGRESS_BEGINS;
      for await (const epoch of rerun(topology, tasks, progress, inputs)) progress = epoch.progress;
      const nothing = { source: 'a', batch: writeArrivals([]), end: false, activation: 0 };
      const { clocks } = progress;
      const time = { watermark: clocks.watermark, own: clocks.watermark, held: [] };
      const { snapshot } = await tasks({ batch: nothing.batch, time, snapshot: true });
      const hash = stateHash(topology, encodeImage(topology, progress, snapshot ?? []));
      assert.equal(hash, restoredHash(topology, book.images()));
    }
  });
}

test('an activation is met again at its place, or another is tried there', async () => {
  let factor = 0n;
  const scaled: SpecimenOperator<Record<never, never>> = {
    name: 'scaled',
    version: 1,
    state: { values: {}, keysMax: 0 },
    open(batch, out) {
      const amounts = batch.i64('amount');
      const totals = out.i64('total');
      return (row) => {
        totals[row] = (amounts[row] ?? 0n) * factor;
      };
    },
  };
  const topology = defineTopology({ ...runningTotal.topology, operators: [scaled] });
  const batch = writeArrivals([{ account: 'a', at: 1, amount: 5n, note: null }]);
  const log = [0, 0, 7, 7, 9].map((activation) => ({ source: 'a', batch, end: false, activation }));
  const totals = async (rulesOf: (activation: number) => bigint) => {
    factor = 1n;
    const tasks = tasksHere(topology, SHARING, []);
    const found: bigint[] = [];
    const activate = (activation: number) => {
      factor = rulesOf(activation);
    };
    for await (const { outputs } of rerun(topology, tasks, PROGRESS_BEGINS, log, activate)) {
      found.push(outputs.i64('total')[0] ?? -1n);
    }
    return found;
  };
  assert.deepEqual(await totals(BigInt), [5n, 5n, 35n, 35n, 45n]);
  assert.deepEqual(await totals(() => 100n), [5n, 5n, 500n, 500n, 500n]);
});

test('the engine records which activation an epoch was run under, and takes none back', async () => {
  const { log } = await lived(runningTotal.topology, ARRIVALS);
  const activations = log.map(({ activation }) => activation);
  assert.deepEqual(activations.slice(0, 12), [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]);
});

test('quarantined records are joined and driven again once, however often it is asked', async () => {
  const { book } = await lived(poisoned.topology, ARRIVALS);
  assert.ok(book.poison.length > 10);
  const records = book.poison.map(({ record }) => record);
  const redriven = new MemoryBook();
  for (const _ of ['asked', 'asked again']) {
    const engine = new Engine<In, Out>({
      topology: runningTotal.topology,
      runTasks: tasksHere(runningTotal.topology, SHARING, redriven.images()),
      sink: { commitEpoch: (commit: Commit) => redriven.commit(commit) },
      lanes: [{ name: 'only', weight: 1, pace: paceOf(4) }],
      clock: () => 0,
      epoch: redriven.epoch,
      progress: progressOf(redriven.images()),
      snapshotEvery: 100,
      runAhead: true,
    });
    const source = {
      read: async (offset: number, _wished: number, max: number) => {
        const part = records.slice(offset, offset + max);
        return { batch: part.length === 0 ? null : joinRows(input, part), end: false };
      },
    };
    engine.attach({ name: 'quarantine', lane: 'only', offset: redriven.offset, source });
    while ((await engine.step()).kind === 'committed');
  }
  const poison = ARRIVALS.filter(({ note }) => note === 'poison');
  assert.deepEqual(redriven.lines, runningTotal.model(poison));
});
