// Goal: a topology's results and its state depend on its records alone.
// Method: each small topology is run whole and compared with a golden file and with a naive model;
// then again in epochs of other sizes, at two and three partitions, with a crash and a restore
// between any two epochs, rescaled from life to life, and one epoch ahead: the same golden every
// time. Then the same for random arrivals and random lives. UPDATE_GOLDEN=1 writes the goldens.
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { seeded } from '../domain/seeded.ts';
import { type Crash, type Life, liveToTheEnd, restoredHash } from './memory-book.ts';
import { checkThenTotal } from './topologies/check-then-total.ts';
import { firstSeen } from './topologies/first-seen.ts';
import { movedLately } from './topologies/moved-lately.ts';
import { movedTogether } from './topologies/moved-together.ts';
import { openAndClose } from './topologies/open-and-close.ts';
import { poisoned } from './topologies/poisoned.ts';
import { runningTotal } from './topologies/running-total.ts';
import { type Arrival, pick, randomArrivals, type Specimen } from './topologies/specimen.ts';

const SPECIMENS = [
  ...[runningTotal, firstSeen, openAndClose, checkThenTotal, poisoned, movedLately, movedTogether],
];
const ARRIVALS = randomArrivals(20, 150);

const whole: Life = {
  sharing: { tasks: 1, partitions: 1 },
  recordsPerEpoch: 1000,
  snapshotEvery: 100,
  runAhead: false,
  crashAt: () => 'none',
};

/** A life whose first commit goes well and whose second crashes. */
const brief = { crashAt: (at: number): Crash => (at === 0 ? 'none' : 'before commit') };
const forgetful = { crashAt: (): Crash => 'after commit' };

const ARRANGEMENTS: { readonly [name: string]: (life: number) => Life } = {
  whole: () => whole,
  'one record per epoch': () => ({ ...whole, recordsPerEpoch: 1, snapshotEvery: 7 }),
  'two partitions, crashes before commit': () => ({
    ...whole,
    ...brief,
    sharing: { tasks: 2, partitions: 2 },
    recordsPerEpoch: 7,
    snapshotEvery: 4,
  }),
  'three partitions, crashes after commit': () => ({
    ...whole,
    ...forgetful,
    sharing: { tasks: 3, partitions: 3 },
    recordsPerEpoch: 5,
    snapshotEvery: 3,
  }),
  'rescaled from life to life': (life) => ({
    ...whole,
    ...brief,
    sharing: { tasks: 1 + (life % 4), partitions: 4 + (life % 3) },
    recordsPerEpoch: 3 + life,
  }),
  'more tasks than partitions': () => ({ ...whole, sharing: { tasks: 5, partitions: 2 } }),
  'one epoch ahead, with crashes': (life) => ({
    ...whole,
    runAhead: true,
    sharing: { tasks: 2, partitions: 8 },
    recordsPerEpoch: 4,
    snapshotEvery: 5,
    crashAt: (at) => (at === 2 ? (life % 2 === 0 ? 'before commit' : 'after commit') : 'none'),
  }),
};

async function goldenOf(
  { topology }: Specimen,
  arrivals: readonly Arrival[],
  lifeOf: (life: number) => Life,
) {
  const book = await liveToTheEnd(topology, arrivals, lifeOf);
  const state = restoredHash(topology, book.images());
  return { lines: book.lines, text: [...book.lines, `state ${state}`, ''].join('\n') };
}

for (const specimen of SPECIMENS) {
  const { name } = specimen.topology;
  const file = new URL(`../golden/stream/${name}.txt`, import.meta.url);
  for (const [arrangement, lifeOf] of Object.entries(ARRANGEMENTS)) {
    test(`${name}, ${arrangement}: as the golden says`, async () => {
      const { lines, text } = await goldenOf(specimen, ARRIVALS, lifeOf);
      if (process.env.UPDATE_GOLDEN === '1' && arrangement === 'whole') writeFileSync(file, text);
      assert.deepEqual(lines, specimen.model(ARRIVALS));
      assert.equal(text, readFileSync(file, 'utf8'));
    });
  }

  test(`${name}: random arrivals, random lives`, async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = seeded(seed);
      const arrivals = randomArrivals(seed, random.below(120));
      const { lines, text } = await goldenOf(specimen, arrivals, () => ({
        sharing: { tasks: 1 + random.below(4), partitions: 1 + random.below(9) },
        recordsPerEpoch: 1 + random.below(30),
        snapshotEvery: 1 + random.below(6),
        runAhead: random.below(2) === 1,
        crashAt: () => pick<Crash>(random, ['none', 'none', 'before commit', 'after commit']),
      }));
      const expected = await goldenOf(specimen, arrivals, () => whole);
      assert.deepEqual(lines, specimen.model(arrivals), `seed ${seed}`);
      assert.equal(text, expected.text, `seed ${seed}`);
    }
  });

  test(`${name}: all deltas from the beginning restore what a live snapshot holds`, async () => {
    const many = { ...whole, recordsPerEpoch: 11, sharing: { tasks: 2, partitions: 16 } };
    const live = await liveToTheEnd(specimen.topology, ARRIVALS, () => ({
      ...many,
      snapshotEvery: 1,
    }));
    const log = await liveToTheEnd(specimen.topology, ARRIVALS, () => many);
    assert.equal(log.snapshot, null);
    assert.ok(log.deltas.length > 10);
    const hash = restoredHash(specimen.topology, log.deltas);
    assert.equal(hash, restoredHash(specimen.topology, live.images()));
  });
}

test('the state hash tells states apart', async () => {
  const { topology } = runningTotal;
  const hashes = new Set<string>();
  for (const count of [10, 11, 12]) {
    const book = await liveToTheEnd(topology, ARRIVALS.slice(0, count), () => whole);
    hashes.add(restoredHash(topology, book.images()).split(' ')[0] ?? '');
  }
  assert.equal(hashes.size, 3);
});
