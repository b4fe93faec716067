// Goal: a keyed state is a map with expiry whose deltas and snapshots say all that it holds.
// Method: small stories; then random inserts, writes, removals and passing time against a Map, with
// a second state kept by deltas alone and a third restored from every snapshot.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { Bug, LimitReached, PoisonRecord } from '../../main/stream/errors.ts';
import { KEY_BYTES_MAX, KeyBuilder } from '../../main/stream/key.ts';
import { keysOfTexts } from '../../main/stream/key-batch.ts';
import { KeyedState, NEVER } from '../../main/stream/keyed-state.ts';
import { HASH_SPACE, hashKey } from '../../main/stream/partition.ts';
import { stateSchema } from '../../main/stream/state-definition.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { input, writeArrivals } from './topologies/specimen.ts';

const values = { count: 'u32', total: 'i64', small: 'u8', change: 'i32', mean: 'f64' } as const;
const ALL = { from: 0, to: HASH_SPACE };
const HASH = 7;

function newState(keysMax = 10_000) {
  const state = new KeyedState({ values, keysMax });
  state.atRecord(HASH, 0);
  return state;
}

/** A key of one text, the same bytes as `number` gives for the same text. */
function keyOf(text: string): KeyBuilder {
  const batch = writeArrivals([{ account: text, at: 0, amount: 0n, note: null }]);
  return new KeyBuilder().start().text(new ColumnsView(input, batch).texts('account'), 0);
}

/** Everything a state holds, by the key's bytes. */
function contents(state: KeyedState<typeof values>) {
  const rows = new ColumnsView(stateSchema({ values }), state.snapshot());
  return Array.from({ length: rows.length }, (_, row) => {
    const words = rows.schema.fields
      .filter(({ kind }) => kind !== 'bytes')
      .map(({ name }) => {
        const { words, perRow } = rows.cells(name);
        return [...words.subarray(row * perRow, (row + 1) * perRow)];
      });
    return JSON.stringify([...(rows.textBytes('$key', row) ?? []), words]);
  }).sort();
}

test('a new key starts at zero and keeps what is written', () => {
  const state = newState();
  const a = keyOf('a');
  assert.equal(state.find(a), -1);
  const slot = state.insert(a, NEVER);
  assert.equal(state.find(a), slot);
  assert.deepEqual([state.number('count').get(slot), state.bigint('total').get(slot)], [0, 0n]);
  state.number('count').set(slot, 4_000_000_000);
  state.number('small').set(slot, 200);
  state.number('change').set(slot, -5);
  state.number('mean').set(slot, 0.125);
  state.bigint('total').set(slot, -(2n ** 60n));
  for (let at = 0; at < 1000; at += 1) state.insert(keyOf(`other ${at}`), NEVER);
  assert.equal(state.find(a), slot);
  assert.equal(state.number('count').get(slot), 4_000_000_000);
  assert.equal(state.number('small').get(slot), 200);
  assert.equal(state.number('change').get(slot), -5);
  assert.equal(state.number('mean').get(slot), 0.125);
  assert.equal(state.bigint('total').get(slot), -(2n ** 60n));
});

test('a key is gone when the watermark reaches its expiry, and starts anew', () => {
  const state = newState();
  const slot = state.insert(keyOf('a'), 100);
  state.number('count').set(slot, 9);
  state.atRecord(HASH, 99);
  assert.equal(state.find(keyOf('a')), slot);
  state.atRecord(HASH, 100);
  assert.equal(state.find(keyOf('a')), -1);
  assert.deepEqual(contents(state), []);
  assert.equal(state.number('count').get(state.insert(keyOf('a'), 200)), 0);
  state.expireAt(state.find(keyOf('a')), 101);
  state.atRecord(HASH, 101);
  assert.equal(state.find(keyOf('a')), -1);
});

test('what is expired makes room; what is not stops at the limit', () => {
  const state = newState(3);
  for (const name of ['a', 'b', 'c']) state.insert(keyOf(name), name === 'b' ? NEVER : 10);
  assert.throws(() => state.insert(keyOf('d'), 20), LimitReached);
  state.takeDelta();
  state.atRecord(HASH, 10);
  state.insert(keyOf('d'), 20);
  state.insert(keyOf('e'), 20);
  assert.throws(() => state.insert(keyOf('f'), 20), LimitReached);
  assert.ok(state.find(keyOf('b')) >= 0);
});

test('room is not taken back before the delta has said that a key expires sooner', () => {
  const [live, follower] = [newState(1), newState(2)];
  live.insert(keyOf('a'), NEVER);
  const rowsOf = (delta: ArrayBufferLike | null) =>
    new ColumnsView(stateSchema({ values }), delta ?? assert.fail());
  follower.restore(rowsOf(live.takeDelta()), ALL);
  live.expireAt(live.find(keyOf('a')), 10);
  live.atRecord(HASH, 10);
  assert.throws(() => live.insert(keyOf('b'), NEVER), LimitReached);
  follower.restore(rowsOf(live.takeDelta()), ALL);
  live.insert(keyOf('b'), NEVER);
  follower.restore(rowsOf(live.takeDelta()), ALL);
  follower.atRecord(HASH, 10);
  assert.deepEqual(contents(follower), contents(live));
});

test('sweeping takes back the room of expired keys bit by bit', () => {
  const state = newState();
  for (let at = 0; at < 100; at += 1) state.insert(keyOf(`key ${at}`), at < 90 ? 10 : NEVER);
  state.takeDelta();
  state.atRecord(HASH, 10);
  const kept = [0, 1, 2, 3].map(() => {
    state.sweep(40);
    return state.kept;
  });
  assert.deepEqual(kept, [60, 20, 10, 10]);
});

test('no walk passes a key by: not one whose end was moved, nor one that was never begun', () => {
  const state = newState();
  const names = Array.from({ length: 100 }, (_, at) => `key ${at}`);
  for (const name of names) state.insert(keyOf(name), 1000);
  const sweptTo = (kept: number, watermark: number): void => {
    state.takeDelta();
    state.atRecord(HASH, watermark);
    for (let walked = 0; walked < 10; walked += 1) state.sweep(30);
    assert.equal(state.kept, kept);
  };
  sweptTo(100, 5);
  // Sooner, in what a walk has behind it and before it; and later.
  for (const at of [3, 50, 97]) state.expireAt(state.find(keyOf(`key ${at}`)), 10);
  state.expireAt(state.find(keyOf('key 60')), 2000);
  sweptTo(97, 10);
  const batch = writeArrivals(
    ['new 1', 'new 2', 'key 3'].map((account) => ({ account, at: 0, amount: 0n, note: null })),
  );
  const keys = keysOfTexts(new ColumnsView(input, batch).texts('account'));
  state.enterAll(keys, Uint32Array.of(0, 1, 2), 3, new Uint32Array(3));
  assert.equal(state.kept, 100);
  sweptTo(97, 11);
  sweptTo(1, 1000);
  sweptTo(0, 2000);
});

test('after any number of deltas the next one says what changed', () => {
  const state = newState();
  const slots = ['a', 'b'].map((name) => state.insert(keyOf(name), NEVER));
  state.takeDelta();
  // The rounds of changes that a slot tells apart are as many, and begin anew after them.
  const rounds = 2 ** 19;
  for (let round = 0; round < rounds - 5; round += 1) state.forgetChanges();
  for (let round = 0; round < 10; round += 1) {
    assert.equal(state.takeDelta(), null);
    // The second was changed in the first round of all and not since: it comes when they begin anew.
    const changed = round === 0 ? slots.slice(0, 1) : slots;
    for (const slot of [...changed, ...changed]) state.number('count').set(slot, round);
    const delta = new ColumnsView(stateSchema({ values }), state.takeDelta() ?? assert.fail());
    assert.deepEqual(
      [...delta.cells('count').words],
      changed.map(() => round),
    );
  }
});

test('keys whose hashes collide are told apart', () => {
  const [short, long] = [new KeyBuilder().start().u32(1), new KeyBuilder().start().u32(1)];
  long.u32(963_116_872);
  const [other, another] = [new KeyBuilder().start().u32(1), new KeyBuilder().start().u32(3)];
  other.u32(2);
  another.u32(3_855_022_608);
  assert.equal(short.hash(), long.hash());
  assert.equal(other.hash(), another.hash());
  const state = newState();
  for (const key of [short, long, other, another]) {
    assert.equal(state.find(key), -1);
    state.insert(key, NEVER);
  }
  const found = [short, long, other, another].map((key) => state.find(key));
  assert.equal(new Set(found).size, 4);
  state.remove(state.find(short));
  assert.deepEqual([state.find(short), state.find(long) >= 0], [-1, true]);
});

test('misuse is a bug', () => {
  const state = newState();
  const slot = state.insert(keyOf('a'), NEVER);
  const count = state.number('count');
  assert.throws(() => state.insert(keyOf('a'), NEVER), Bug, 'inserted twice');
  assert.throws(() => count.get(-1), Bug, 'read where nothing was found');
  assert.throws(() => count.set(-1, 1), Bug, 'written where nothing was found');
  assert.throws(() => state.number('total'), Bug, 'a number column that is an i64');
  state.atRecord(HASH + 1, 0);
  assert.throws(() => state.find(keyOf('a')), Bug, 'a key under another partition key');
  state.atRecord(HASH, 0);
  state.remove(slot);
  assert.throws(() => count.set(slot, 1), Bug, 'written after its removal');
});

test('a key that is too long is the record’s fault, and equal parts make equal keys only', () => {
  const long = writeArrivals([
    { account: 'x'.repeat(KEY_BYTES_MAX), at: 0, amount: 0n, note: null },
  ]);
  const key = new KeyBuilder();
  const texts = new ColumnsView(input, long).texts('account');
  assert.throws(() => key.start().text(texts, 0), PoisonRecord);

  const rows = [
    ['ab', 'c'],
    ['a', 'bc'],
    ['', 'abc'],
    [null, 'abc'],
    ['abc', ''],
    ['abc', null],
  ];
  const batch = new ColumnsView(
    input,
    writeArrivals(
      rows.map(([account = null, note = null]) => ({ account, note, at: 0, amount: 0n })),
    ),
  );
  const keys = rows.map((_, row) => {
    key.start().text(batch.texts('account'), row).text(batch.texts('note'), row);
    return key.bytes.slice(0, key.length).join();
  });
  assert.equal(new Set(keys).size, rows.length);
});

test('a delta says what changed since the last, a removed key included', () => {
  const state = newState();
  assert.equal(state.takeDelta(), null);
  state.insert(keyOf('a'), NEVER);
  state.insert(keyOf('b'), NEVER);
  assert.equal(
    new ColumnsView(stateSchema({ values }), state.takeDelta() ?? assert.fail()).length,
    2,
  );
  assert.equal(state.takeDelta(), null);
  state.remove(state.find(keyOf('a')));
  state.remove(state.insert(keyOf('c'), NEVER));
  state.number('count').set(state.find(keyOf('b')), 1);
  const rows = new ColumnsView(stateSchema({ values }), state.takeDelta() ?? assert.fail());
  assert.deepEqual([...rows.u8('$removed')], [1, 1, 0]);
});

/** One random deed on the state and on the Map that says what it must hold. */
function deed(
  random: Seeded,
  state: KeyedState<typeof values>,
  model: Map<string, number[]>,
  now: number,
) {
  const name = `key ${random.below(60)}`;
  const key = keyOf(name);
  state.atRecord(hashKey(name), now);
  const [expected] = [model.get(name)].filter((one) => one !== undefined && (one[0] ?? 0) > now);
  const found = state.find(key);
  assert.equal(found >= 0, expected !== undefined, name);
  if (expected !== undefined) assert.equal(state.number('count').get(found), expected[1]);
  if (expected !== undefined && random.below(4) === 0) {
    state.remove(found);
    model.delete(name);
    return;
  }
  const expiresAt = random.below(5) === 0 ? NEVER : now + random.below(40);
  const slot = found < 0 ? state.insert(key, expiresAt) : found;
  if (found >= 0) state.expireAt(slot, expiresAt);
  const count = state.number('count').get(slot) + 1;
  state.number('count').set(slot, count);
  model.set(name, [expiresAt, count]);
}

test('random deeds: like a Map, and the deltas and snapshots keep up', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seeded(seed);
    const live = newState(70);
    const follower = newState(70);
    const model = new Map<string, number[]>();
    let now = 0;
    for (let epoch = 0; epoch < 15; epoch += 1) {
      for (let at = random.below(30); at > 0; at -= 1) {
        now += random.below(3);
        deed(random, live, model, now);
      }
      const delta = live.takeDelta();
      if (delta !== null) follower.restore(new ColumnsView(stateSchema({ values }), delta), ALL);
      live.sweep(random.below(50));
      const restored = newState(70);
      for (const state of [live, follower, restored]) state.atRecord(0, now);
      const snapshot = new ColumnsView(stateSchema({ values }), live.snapshot());
      restored.restore(snapshot, ALL);
      assert.deepEqual(contents(follower), contents(live), `seed ${seed}, epoch ${epoch}`);
      assert.deepEqual(contents(restored), contents(live), `seed ${seed}, epoch ${epoch}`);
      const alive = [...model.values()].filter(([expiresAt = 0]) => expiresAt > now);
      assert.equal(snapshot.length, alive.length);
      assert.equal(follower.takeDelta(), null, 'restoring is not a change');
    }
  }
});

test('a key goes to the range that its hash begins, not to the one that it ends', () => {
  const state = newState();
  state.atRecord(1000, 0);
  state.insert(keyOf('a'), NEVER);
  const snapshot = new ColumnsView(stateSchema({ values }), state.snapshot());
  const [below, above] = [newState(), newState()];
  below.restore(snapshot, { from: 0, to: 1000 });
  above.restore(snapshot, { from: 1000, to: 2000 });
  assert.deepEqual([below.kept, above.kept], [0, 1]);
});

test('a state is dealt out by partition hash: nothing twice, nothing left', () => {
  const whole = newState();
  for (let at = 0; at < 500; at += 1) {
    whole.atRecord(hashKey(`key ${at}`), 0);
    whole.number('count').set(whole.insert(keyOf(`key ${at}`), NEVER), at);
  }
  const snapshot = new ColumnsView(stateSchema({ values }), whole.snapshot());
  const parts = [0, 1, 2].map((part) => {
    const state = newState();
    state.restore(snapshot, {
      from: Math.ceil((part * HASH_SPACE) / 3),
      to: Math.ceil(((part + 1) * HASH_SPACE) / 3),
    });
    return contents(state);
  });
  assert.ok(parts.every((part) => part.length > 100));
  assert.deepEqual(parts.flat().sort(), contents(whole));
});
