// Goal: stored state is taken over by the topology it belongs to, also by its next version, and by
// no other.
// Method: images of a run restored into topologies that differ in one thing each.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { UnreadableColumns } from '../../main/stream/errors.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { progressOf, stateHash } from '../../main/stream/state-image.ts';
import { openTask, runTask } from '../../main/stream/task.ts';
import { defineTopology, type Topology } from '../../main/stream/topology.ts';
import { NO_WATERMARK } from '../../main/stream/watermark.ts';
import { type Life, liveToTheEnd } from './memory-book.ts';
import { runningTotal, type Totals, total } from './topologies/running-total.ts';
import {
  type Arrival,
  type In,
  lineOf,
  type Out,
  output,
  type SpecimenOperator,
  timeAt,
  writeArrivals,
} from './topologies/specimen.ts';

const ALL = { from: 0, to: HASH_SPACE };
const ANNA: Arrival = { account: 'anna', at: 1000, amount: 5n, note: null };
const life: Life = {
  sharing: { tasks: 2, partitions: 2 },
  recordsPerEpoch: 2,
  snapshotEvery: 2,
  runAhead: false,
  crashAt: () => 'none',
};

async function imagesOf(topology: Topology<In, Out>): Promise<readonly Uint8Array[]> {
  const book = await liveToTheEnd(topology, [ANNA, ANNA, ANNA, ANNA, ANNA], () => life);
  return book.images();
}

/** What one more record gives after `images` were restored. */
function next(topology: Topology<In, Out>, images: readonly Uint8Array[]): string {
  const task = openTask(topology, ALL, images);
  const time = timeAt(progressOf(images).clocks.watermark);
  const work = { batch: writeArrivals([ANNA]), time, snapshot: false };
  return lineOf(new ColumnsView(output, runTask(task, work).outputs), 0);
}

/** The next version of `total`: its count has another kind, its total is where it was. */
const later: SpecimenOperator<Totals & { readonly largest: 'i64' }> = {
  name: 'total',
  version: 2,
  state: {
    values: { largest: 'i64', total: 'i64', count: 'u8' },
    keysMax: 10,
    earlier: { 1: { values: { count: 'i32', total: 'i64' } } },
  },
  open: total.open ?? assert.fail('one record after another'),
};

test('snapshot and delta restore, with the watermark', async () => {
  const images = await imagesOf(runningTotal.topology);
  assert.equal(images.length, 2);
  assert.equal(progressOf(images).clocks.watermark, 1000);
  assert.equal(progressOf([]).clocks.watermark, NO_WATERMARK);
  assert.equal(next(runningTotal.topology, images), '0 6 30');
  assert.equal(next(runningTotal.topology, images.slice(0, 1)), '0 5 25');
  assert.equal(next(runningTotal.topology, []), '0 1 5');
});

test('an image may lie anywhere in a larger buffer, as a database gives it', async () => {
  const images = await imagesOf(runningTotal.topology);
  const moved = images.map((image) => {
    const larger = new Uint8Array(image.length + 3);
    larger.set(image, 3);
    return larger.subarray(3);
  });
  assert.equal(next(runningTotal.topology, moved), '0 6 30');
});

test('the next version of an operator carries what kept its name and kind', async () => {
  const images = await imagesOf(runningTotal.topology);
  const topology = defineTopology({ ...runningTotal.topology, version: 2, operators: [later] });
  assert.equal(next(topology, images), '0 1 30');
});

test('an operator that a newer topology has dropped is left out', async () => {
  const extra = { ...total, name: 'extra' };
  const before = defineTopology({ ...runningTotal.topology, operators: [extra, total] });
  const after = defineTopology({ ...before, version: 2, operators: [total] });
  assert.equal(next(after, await imagesOf(before)), '0 6 30');
});

test('what does not belong is refused', async () => {
  const { topology } = runningTotal;
  const images = await imagesOf(topology);
  const undescribed = { ...later, state: { values: later.state.values, keysMax: 10 } };
  const cases: { readonly [name: string]: Topology<In, Out> } = {
    'another topology': { ...topology, name: 'another' },
    'an operator dropped in the same version': { ...topology, operators: [] },
    'an older operator nobody describes': { ...topology, version: 2, operators: [undescribed] },
  };
  for (const [name, other] of Object.entries(cases)) {
    assert.throws(() => openTask(other, ALL, images), UnreadableColumns, name);
  }
  const newer = await imagesOf({ ...topology, version: 2 });
  assert.throws(() => openTask(topology, ALL, newer), UnreadableColumns, 'a newer topology');
  const cut = images.map((image) => image.subarray(0, image.length - 8));
  assert.throws(() => openTask(topology, ALL, cut), UnreadableColumns, 'cut short');
});

test('equal states have equal hashes, whatever tasks they were written by', async () => {
  const { topology } = runningTotal;
  const arrivals = ['a', 'b', 'c', 'd', 'e'].map((account) => ({ ...ANNA, account }));
  const hashes = [];
  for (const [tasks, list] of [
    [1, arrivals],
    [3, arrivals],
    [2, arrivals.toReversed()],
    [1, arrivals.slice(1)],
  ] as const) {
    const sharing = { tasks, partitions: 8 };
    const book = await liveToTheEnd(topology, list, () => ({ ...life, sharing, snapshotEvery: 1 }));
    hashes.push(stateHash(topology, book.snapshot ?? assert.fail()));
  }
  assert.deepEqual(hashes.slice(0, 3), Array(3).fill(hashes[0]));
  assert.notEqual(hashes[3], hashes[0]);
});
