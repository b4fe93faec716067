// Goal: a record that somebody waits for overtakes the large sources, and nobody else loses: every
// source keeps its order, every key its one order over all of them, and the large ones go on.
// Method: seeded comings of small and large sources, slow ones among them, on engines of any number
// of tasks; the commits against running totals over their own order. Paces by a clock of the test's.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { Engine, type EngineOptions } from '../../main/stream/engine.ts';
import type { EpochCommit, Source } from '../../main/stream/epoch-commit.ts';
import { progressOf } from '../../main/stream/state-image.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { sourceOf } from './memory-book.ts';
import { runningTotal } from './topologies/running-total.ts';
import {
  type Arrival,
  type In,
  lineOf,
  type Out,
  randomArrivals,
  writeArrivals,
} from './topologies/specimen.ts';

const { topology, model } = runningTotal;

/** Weights as a shipped engine has them. */
const LANES = [
  { name: 'instant', weight: 4, pace: { least: 3, most: 3, targetMs: 1 } },
  { name: 'batch', weight: 1, pace: { least: 2, most: 8, targetMs: 1 } },
];

type Taken = { readonly source: string; readonly from: number; readonly records: number };

function newEngine(options: Partial<EngineOptions<In, Out>>, lines: string[] = []) {
  const taken: Taken[] = [];
  const engine = new Engine<In, Out>({
    topology,
    runTasks: tasksHere(topology, { tasks: 1, partitions: 4 }, []),
    sink: {
      commitEpoch: ({ source, fromOffset: from, batch, outputs }: EpochCommit<In, Out>) => {
        taken.push({ source, from, records: batch.length });
        for (let row = 0; row < batch.length; row += 1) lines.push(lineOf(outputs, row));
      },
    },
    lanes: LANES,
    clock: () => 0,
    epoch: 0,
    progress: progressOf([]),
    snapshotEvery: 1000,
    runAhead: true,
    ...options,
  });
  return { engine, taken };
}

/** A source that has nothing at the moment whenever chance says so. */
function sometimes(random: Seeded, arrivals: readonly Arrival[]): Source {
  const whole = sourceOf(arrivals);
  return {
    read: async (offset, wished, max) => {
      if (random.below(3) === 0) return { batch: null, end: false };
      return whole.read(offset, wished, max);
    },
  };
}

test('every source keeps its order, every key one order, and nothing is lost or twice', async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seeded(seed);
    const lines: string[] = [];
    const { engine, taken } = newEngine(
      {
        runAhead: random.below(2) === 0,
        runTasks: tasksHere(topology, { tasks: 1 + random.below(3), partitions: 5 }, []),
      },
      lines,
    );
    const sources = new Map<string, readonly Arrival[]>();
    for (let steps = 0; steps < 60 || engine.offsets.size > 0; steps += 1) {
      assert.ok(steps < 10_000, 'it comes to an end');
      if (steps < 60 && random.below(4) === 0) {
        const lane = random.below(3) === 0 ? 'batch' : 'instant';
        const name = `${lane} ${steps}`;
        const most = lane === 'instant' ? 3 : 40;
        const arrivals = randomArrivals(seed * 100 + steps, 1 + random.below(most));
        sources.set(name, arrivals);
        engine.attach({ name, lane, offset: 0, source: sometimes(random, arrivals) });
      }
      await engine.step();
    }
    const next = new Map<string, number>();
    const inOrder: Arrival[] = [];
    for (const { source, from, records } of taken) {
      assert.equal(from, next.get(source) ?? 0, `seed ${seed}: ${source} in its order`);
      next.set(source, from + records);
      inOrder.push(...(sources.get(source) ?? []).slice(from, from + records));
    }
    for (const [name, { length }] of sources) assert.equal(next.get(name), length, name);
    assert.deepEqual(lines, model(inOrder), `seed ${seed}: totals per key in the order of commits`);
  }
});

test('it waits for two epochs at most, whatever is under way, and the large ones get every fifth', async () => {
  const { engine, taken } = newEngine({});
  const many = randomArrivals(5, 2000);
  engine.attach({ name: 'large', lane: 'batch', offset: 0, source: sourceOf(many) });
  for (let round = 0; round < 20; round += 1) {
    for (let step = 0; step <= round % 7; step += 1) await engine.step();
    const before = taken.length;
    const name = `single ${round}`;
    engine.attach({
      name,
      lane: 'instant',
      offset: 0,
      source: sourceOf(many.slice(round, round + 1)),
    });
    while (taken.at(-1)?.source !== name) await engine.step();
    // One that was being committed is not counted here: nobody is heard during a commit.
    assert.ok(taken.length - before <= 2, `round ${round}: ${taken.length - before} epochs`);
  }
  const from = taken.length;
  for (let at = 0; at < 50; at += 1) {
    const source = sourceOf(many.slice(at, at + 1));
    engine.attach({ name: `one of many ${at}`, lane: 'instant', offset: 0, source });
  }
  for (let step = 0; step < 50; step += 1) await engine.step();
  const large = taken.slice(from).filter(({ source }) => source === 'large').length;
  assert.ok(large >= 10, `${large} of 50 epochs while single records kept coming`);
});

test('a source that has not been read yet is not waited for', async () => {
  const { engine, taken } = newEngine({});
  const slow: Source = { read: async () => ({ batch: null, end: false }) };
  engine.attach({ name: 'slow', lane: 'instant', offset: 0, source: slow });
  const source = sourceOf(randomArrivals(9, 20));
  engine.attach({ name: 'large', lane: 'batch', offset: 0, source });
  while ((await engine.step()).kind === 'committed');
  assert.equal(
    taken.reduce((sum, { records }) => sum + records, 0),
    20,
  );
});

test('epochs of the large ones are short while single records come, and long again after', async () => {
  let now = 0;
  const pace = { least: 1, most: 1000, targetMs: 15, hurriedMs: 6 };
  const { engine } = newEngine({
    runAhead: false,
    lanes: [
      { name: 'instant', weight: 4, pace: { least: 1, most: 1, targetMs: 15 } },
      { name: 'batch', weight: 1, pace },
    ],
    clock: () => now,
    sink: {
      // A tenth of a millisecond each: 150 records take the target, 60 the hurried one.
      commitEpoch: ({ batch }) => {
        now += batch.length / 10;
      },
    },
  });
  const arrivals = randomArrivals(11, 1);
  const endless: Source = {
    read: async (_offset, wished) => ({
      batch: writeArrivals(Array.from({ length: wished }, () => arrivals[0] ?? never())),
      end: false,
    }),
  };
  engine.attach({ name: 'large', lane: 'batch', offset: 0, source: endless });
  const wishedAfter = async (epochs: number) => {
    for (let step = 0; step < epochs; step += 1) await engine.step();
    return engine.wished[1];
  };
  assert.equal(await wishedAfter(30), 150);
  engine.attach({ name: 'single', lane: 'instant', offset: 0, source: sourceOf(arrivals) });
  assert.equal(await wishedAfter(2), 60, 'at once');
  assert.equal(await wishedAfter(200), 60, 'and for some seconds');
  assert.equal(await wishedAfter(100), 150, 'then as large as before');
});

function never(): never {
  throw new Error('there is an arrival');
}
