// Goal: keys that arrive many at once are what they would be one after another.
// Method: random arrivals of few keys, the watermark of which jumps past their lives, through two
// states: one is told of each by itself, the other of as many at a time as it takes.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { keysOfTexts } from '../../main/stream/key-batch.ts';
import { KeyedState } from '../../main/stream/keyed-state.ts';
import type { Entries } from '../../main/stream/operator.ts';
import { seeded } from '../domain/seeded.ts';
import { input, writeArrivals } from './topologies/specimen.ts';

const LIFETIME = 50;
const KEYS = ['a', 'b', 'c', 'd', 'a key that is longer than sixteen bytes'];

function newState() {
  return new KeyedState({ values: {}, vectors: { met: { words: 1 } }, keysMax: 1000 });
}

/** Random arrivals, and the entries of a batch of them. */
function arrivals(seed: number) {
  const random = seeded(seed);
  let watermark = 0;
  const all = Array.from({ length: 200 }, () => {
    watermark += random.below(8) === 0 ? random.below(3 * LIFETIME) : random.below(4);
    const account = KEYS[random.below(KEYS.length)] ?? '';
    return { account, at: watermark + random.below(10), watermark };
  });
  const batch = writeArrivals(
    all.map(({ account, at }) => ({ account, at, amount: 0n, note: null })),
  );
  const view = new ColumnsView(input, batch);
  const keys = keysOfTexts(view.texts('account'));
  const entries: Entries = {
    count: all.length,
    rows: Uint32Array.from(all.keys()),
    sides: new Uint8Array(all.length),
    hashes: keys.hashes,
    marks: Float64Array.from(all, (one) => one.watermark),
    keys,
  };
  return { entries, keys, times: view.f64('at') };
}

/** How often each arrival's key was met while it lived, told of one after another. */
function oneByOne({ entries, keys, times }: ReturnType<typeof arrivals>) {
  const state = newState();
  const cells = state.vector('met');
  const slots = new Uint32Array(1);
  const met = Array.from(entries.rows, (row) => {
    state.atRecord(entries.hashes[row] ?? 0, entries.marks[row] ?? 0);
    state.enterAll(keys, Uint32Array.of(row), 1, slots);
    const slot = slots[0] ?? 0;
    const expiresAt = (times[row] ?? 0) + LIFETIME;
    if (state.isThere(slot)) state.expireAt(slot, expiresAt);
    else state.begin(slot, expiresAt);
    cells.edit(slot);
    cells.words[cells.base] = (cells.words[cells.base] ?? 0) + 1;
    return cells.words[cells.base];
  });
  return { met, delta: state.takeDelta(), snapshot: state.snapshot() };
}

/** The same, `most` at a time; and how often fewer were taken. */
function manyAtOnce({ entries, times }: ReturnType<typeof arrivals>, most: number) {
  const state = newState();
  const cells = state.vector('met');
  const met: (number | undefined)[] = [];
  let endedEarly = 0;
  state.arrive(entries, times, { most, lifetime: LIFETIME }, (from, to, slots) => {
    assert.ok(from === met.length && to > from);
    if (to % most !== 0 && to < entries.count) endedEarly += 1;
    cells.openAll(slots, to - from);
    for (const base of cells.bases.subarray(0, to - from)) {
      cells.words[base] = (cells.words[base] ?? 0) + 1;
      met.push(cells.words[base]);
    }
  });
  return { met, endedEarly, delta: state.takeDelta(), snapshot: state.snapshot() };
}

test('many at once: each key is met as often, and all that is stored is the same', () => {
  let endedEarly = 0;
  for (let seed = 1; seed <= 100; seed += 1) {
    const given = arrivals(seed);
    const expected = oneByOne(given);
    for (const most of [1, 2, 7, 64, 200]) {
      const many = manyAtOnce(given, most);
      assert.deepEqual(many.met, expected.met, `seed ${seed}, ${most} at once`);
      assert.deepEqual(bytes(many.delta), bytes(expected.delta), `seed ${seed}, ${most} at once`);
      assert.deepEqual(bytes(many.snapshot), bytes(expected.snapshot), `seed ${seed}, ${most}`);
      endedEarly += many.endedEarly;
    }
  }
  assert.ok(endedEarly > 1000, 'keys were gone and came again among the same few');
});

function bytes(table: ArrayBufferLike | null) {
  return table === null ? null : Buffer.from(table);
}
