// Goal: count, least, greatest, mean and variance of a window are those of the values in it,
// however they came and however the parts are put together.
// Method: random values at random times, late ones among them, against plain sums over a list.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import {
  deviationOf,
  MomentBuckets,
  type Moments,
  mergeMoments,
  noMoments,
} from '../../main/stream/moments.ts';
import { seeded } from '../domain/seeded.ts';

function naive(values: readonly number[]): Moments {
  if (values.length === 0) return noMoments();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    count: values.length,
    least: Math.min(...values),
    greatest: Math.max(...values),
    mean,
    squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0),
  };
}

function assertAlike(actual: Moments, expected: Moments, message: string): void {
  const { count, least, greatest } = actual;
  assert.deepEqual(
    [count, least, greatest],
    [expected.count, expected.least, expected.greatest],
    message,
  );
  const scale = Math.max(1, Math.abs(expected.mean));
  assert.ok(Math.abs(actual.mean - expected.mean) <= 1e-9 * scale, message);
  const spread = Math.max(1, expected.squares);
  assert.ok(Math.abs(actual.squares - expected.squares) <= 1e-7 * spread, message);
}

test('a window of buckets is what a list of its values says', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed);
    const bucketMs = 1 + random.below(50);
    const buckets = 1 + random.below(8);
    const ring = new MomentBuckets({ bucketMs, buckets });
    // Between two others, so that what is written beside it is seen.
    const words = new Uint32Array(ring.words + 2).fill(7, 0, 1).fill(7, ring.words + 1);
    const list: { readonly at: number; readonly value: number }[] = [];
    let now = 1_000_000;
    let latest = 0;
    const window = noMoments();
    for (let i = 0; i < 200; i += 1) {
      now += random.below(2 * bucketMs);
      const at = now - random.below(4) * random.below(bucketMs * buckets);
      const value = random.below(5) === 0 ? random.below(1_000_000_000) : random.below(100);
      const taken = ring.add(words, 1, at, value);
      latest = Math.max(latest, at);
      const first = Math.floor(latest / bucketMs) - buckets + 1;
      // Beyond the window nobody asks; within it nothing is left out.
      if (Math.floor(at / bucketMs) >= first) assert.equal(taken, true, `seed ${seed}`);
      list.push({ at, value });
      ring.read(words, 1, latest, window);
      const held = list.filter((one) => Math.floor(one.at / bucketMs) >= first);
      const values = held.map((one) => one.value);
      assertAlike(window, naive(values), `seed ${seed}, record ${i}`);
    }
    assert.deepEqual([words[0], words[ring.words + 1]], [7, 7]);
    ring.read(words, 1, latest + 2 * bucketMs * buckets, window);
    assert.deepEqual(window, noMoments(), 'all of it has left the window');
  }
});

test('summaries compose in any grouping', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = seeded(seed);
    const values = Array.from({ length: random.below(40) }, () => random.below(1000) - 500);
    const parts = Array.from({ length: 1 + random.below(6) }, (): number[] => []);
    for (const value of values) parts[random.below(parts.length)]?.push(value);
    const whole = noMoments();
    for (const part of parts) mergeMoments(whole, naive(part));
    assertAlike(whole, naive(values), `seed ${seed}`);
  }
});

test('the deviation is that of a sample, and of one value there is none', () => {
  assert.equal(deviationOf(naive([2, 4, 4, 4, 5, 5, 7, 9])), Math.sqrt(32 / 7));
  assert.deepEqual([deviationOf(naive([5])), deviationOf(noMoments())], [0, 0]);
});
