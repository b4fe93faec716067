// Goal: a window holds the records of its buckets and no others, however they come.
// Method: rings of random shapes fed random records, in order and late, beside a list of all
// records that is counted anew each time; the borders by hand; two sketches against exact sets.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { Bug } from '../../main/stream/errors.ts';
import { hashWord } from '../../main/stream/partition.ts';
import { RecencySketch } from '../../main/stream/recency-sketch.ts';
import { addWide, WindowRing } from '../../main/stream/window-ring.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';

type Event = { readonly time: number; readonly amount: bigint };

const BASE = 3;

function put(ring: WindowRing, words: Uint32Array, { time, amount }: Event): boolean {
  ring.moveTo(words, BASE, time);
  if (!ring.holds(words, BASE, time)) return false;
  ring.count(words, BASE, time, 0, 1);
  const wide = BigInt.asUintN(64, amount);
  ring.sum(words, BASE, time, 0, Number(wide & 0xffffffffn), Number(wide >> 32n));
  return true;
}

function read(ring: WindowRing, words: Uint32Array, windows: readonly number[]) {
  return windows.map((_, window) => {
    const at = ring.sumAt(BASE, window, 0);
    const wide = (BigInt(words[at + 1] ?? 0) << 32n) | BigInt(words[at] ?? 0);
    return [ring.countIn(words, BASE, window, 0), BigInt.asIntN(64, wide)];
  });
}

/** All events of the last `n` buckets up to the latest event's, counted one by one. */
function naive(events: readonly Event[], bucketMs: number, windows: readonly number[]) {
  const bucketOf = ({ time }: Event) => Math.floor(time / bucketMs);
  const latest = Math.max(...events.map(bucketOf));
  return windows.map((n) => {
    const held = events.filter((event) => bucketOf(event) > latest - n);
    return [held.length, held.reduce((sum, { amount }) => sum + amount, 0n)];
  });
}

function randomShape(random: Seeded) {
  const windows = new Set(Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(40)));
  return {
    bucketMs: 1 + random.below(1000),
    windows: [...windows].sort((a, b) => a - b),
    counts: 1,
    sums: 1,
  };
}

test('random windows over random records, some of them late, as counted one by one', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seeded(seed);
    const shape = randomShape(random);
    const ring = new WindowRing(shape);
    const words = new Uint32Array(BASE + ring.words + 3);
    const events: Event[] = [];
    let now = random.below(100_000);
    for (let at = 0; at < 120; at += 1) {
      now += random.below(10) === 0 ? random.below(shape.bucketMs * 60) : random.below(200);
      const late = random.below(4) === 0 ? random.below(shape.bucketMs * 20) : 0;
      const amount = BigInt(random.below(1000)) * 2n ** BigInt(random.below(40)) - 500n;
      const event = { time: Math.max(now - late, 0), amount };
      events.push(event);
      put(ring, words, event);
      const expected = naive(events, shape.bucketMs, shape.windows);
      assert.deepEqual(read(ring, words, shape.windows), expected, `seed ${seed}, event ${at}`);
    }
    assert.deepEqual([...words.slice(0, BASE), ...words.slice(-3)], [0, 0, 0, 0, 0, 0]);
  }
});

test('many records together are as many one by one, each told what the window then held', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const { bucketMs, windows } = randomShape(random);
    const ring = new WindowRing({ bucketMs, windows, counts: 1 + random.below(2), sums: 2 });
    const [keys, records] = [1 + random.below(4), 300];
    const rows = Uint32Array.from({ length: records }, (_, at) => records - 1 - at);
    const bases = Uint32Array.from(rows, () => random.below(keys) * ring.words);
    let now = 100_000;
    const times = new Float64Array(records);
    for (const row of rows) {
      now += random.below(10) === 0 ? random.below(bucketMs * 60) : random.below(200);
      times[row] = Math.max(now - (random.below(4) === 0 ? random.below(bucketMs * 50) : 0), 0);
    }
    const amounts = Uint32Array.from({ length: 2 * records }, () => random.below(2 ** 32));
    const one = new Uint32Array(keys * ring.words);
    const expected = Array.from(rows, (row, at) => {
      const base = bases[at] ?? 0;
      const [low, high] = [amounts[2 * row] ?? 0, amounts[2 * row + 1] ?? 0];
      ring.add(one, base, times[row] ?? 0, 0, 0, low, high);
      const sum = ring.sumAt(base, 0, 0);
      return [ring.countIn(one, base, 0, 0), one[sum], one[sum + 1]];
    });
    const many = new Uint32Array(one.length);
    const [counts, sums] = [new Uint32Array(records), new Uint32Array(2 * records)];
    const columns = { times, amounts, counts, sums };
    for (let from = 0; from < records; ) {
      const to = Math.min(from + 1 + random.below(120), records);
      ring.addAll(many, bases.subarray(from), rows, from, to, columns);
      from = to;
    }
    assert.deepEqual(many, one, `seed ${seed}`);
    const told = Array.from(rows, (row) => [counts[row], sums[2 * row], sums[2 * row + 1]]);
    assert.deepEqual(told, expected, `seed ${seed}`);
  }
});

test('a record before the ring is not held and changes nothing', () => {
  const ring = new WindowRing({ bucketMs: 10, windows: [3], counts: 1, sums: 1 });
  const words = new Uint32Array(BASE + ring.words);
  assert.equal(put(ring, words, { time: 100, amount: 1n }), true);
  const before = words.slice();
  assert.equal(put(ring, words, { time: 79, amount: 9n }), false);
  assert.deepEqual(words, before);
  assert.equal(put(ring, words, { time: 80, amount: 2n }), true);
  assert.deepEqual(read(ring, words, [3]), [[2, 3n]]);
  ring.moveTo(words, BASE, 110);
  assert.deepEqual(read(ring, words, [3]), [[1, 1n]]);
});

test('a window of one bucket tumbles', () => {
  const ring = new WindowRing({ bucketMs: 1000, windows: [1], counts: 1, sums: 1 });
  const words = new Uint32Array(BASE + ring.words);
  const counts = [0, 999, 1000, 1999, 2000].map((time) => {
    put(ring, words, { time, amount: 1n });
    return ring.countIn(words, BASE, 0, 0);
  });
  assert.deepEqual(counts, [1, 2, 1, 2, 1]);
});

test('64-bit sums carry and borrow exactly', () => {
  const edges = [0n, 1n, -1n, 0xffffffffn, 0x100000000n, 2n ** 63n - 1n, -(2n ** 63n)];
  for (const a of edges) {
    for (const b of edges) {
      const words = new Uint32Array(2);
      for (const each of [a, b]) {
        const wide = BigInt.asUintN(64, each);
        addWide(words, 0, Number(wide & 0xffffffffn), Number(wide >> 32n));
      }
      assert.equal(new BigInt64Array(words.buffer)[0], BigInt.asIntN(64, a + b), `${a} + ${b}`);
    }
  }
});

test('shapes that cannot be, and times that cannot be, are bugs', () => {
  const good = { bucketMs: 10, windows: [1, 4], counts: 1, sums: 0 };
  for (const wrong of [
    { ...good, windows: [] },
    { ...good, windows: [4, 4] },
    { ...good, windows: [0] },
    { ...good, bucketMs: 0 },
    { ...good, counts: 0 },
  ]) {
    assert.throws(() => new WindowRing(wrong), Bug);
  }
  const ring = new WindowRing(good);
  const words = new Uint32Array(ring.words);
  for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => ring.moveTo(words, 0, time), Bug);
  }
});

test('a sketch counts different things within any span to about a tenth, and sketches compose', () => {
  const sketch = new RecencySketch(256);
  const random = seeded(11);
  const parts = [new Uint32Array(256), new Uint32Array(256)];
  const whole = new Uint32Array(256);
  const lastMet = new Map<number, number>();
  for (let second = 1; second <= 2000; second += 1) {
    const thing = random.below(150);
    const hash = hashWord(7, thing);
    lastMet.set(thing, second);
    sketch.meet(whole, 0, hash, second);
    sketch.meet(parts[second % 2] ?? assert.fail(), 0, hash, second);
  }
  const [first = assert.fail(), second = assert.fail()] = parts;
  sketch.merge(first, 0, second, 0);
  assert.deepEqual(first, whole);
  for (const since of [1, 1900, 1950, 1990, 2000, 2001]) {
    const exact = [...lastMet.values()].filter((at) => at >= since).length;
    const about = sketch.metSince(whole, 0, since);
    assert.ok(Math.abs(about - exact) <= Math.max(2, exact / 8), `${about} for ${exact}`);
  }
});
