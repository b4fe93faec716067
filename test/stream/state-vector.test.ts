// Goal: vectors are kept, forgotten, stored and moved between tasks with their keys.
// Method: random writes and removals against a Map of arrays, the state kept by deltas alone and
// restored from a snapshot beside it; the packed form read back; versions that change shape.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { UnreadableColumns } from '../../main/stream/errors.ts';
import { KeyBuilder } from '../../main/stream/key.ts';
import { KeyedState, NEVER } from '../../main/stream/keyed-state.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { stateSchema } from '../../main/stream/state-definition.ts';
import { PackedBytes, VectorCells } from '../../main/stream/state-vector.ts';
import { seeded } from '../domain/seeded.ts';

const WORDS = 40;
const definition = {
  values: { count: 'u32' },
  vectors: { numbers: { words: WORDS }, few: { words: 3 } },
  keysMax: 1000,
} as const;
const ALL = { from: 0, to: HASH_SPACE };

type State = KeyedState<typeof definition.values>;

function newState(): State {
  const state = new KeyedState<typeof definition.values>(definition);
  state.atRecord(0, 0);
  return state;
}

function contents(state: State, names: readonly number[]) {
  return names.map((name) => {
    const slot = state.find(new KeyBuilder().start().u32(name));
    if (slot < 0) return null;
    const numbers = state.vector('numbers');
    const at = numbers.at(slot);
    return [...numbers.words.subarray(at, at + WORDS)];
  });
}

function restored(tables: readonly (ArrayBufferLike | null)[]): State {
  const state = newState();
  for (const table of tables) {
    if (table !== null) state.restore(new ColumnsView(stateSchema(definition), table), ALL);
  }
  return state;
}

test('random writes: the live state, its deltas and its snapshot say the same', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seeded(seed);
    const names = Array.from({ length: 12 }, (_, name) => name);
    const model = new Map<number, number[]>();
    const state = newState();
    const deltas: (ArrayBufferLike | null)[] = [];
    for (let step = 0; step < 150; step += 1) {
      const name = random.below(names.length);
      const key = new KeyBuilder().start().u32(name);
      const slot = state.find(key);
      if (slot >= 0 && random.below(6) === 0) {
        state.remove(slot);
        model.delete(name);
      } else {
        const open = slot < 0 ? state.insert(key, NEVER) : slot;
        const at = random.below(WORDS);
        const value = random.below(2 ** 32) >>> random.below(32);
        const numbers = state.vector('numbers');
        numbers.edit(open);
        numbers.words[numbers.base + at] = value;
        const values = model.get(name) ?? Array(WORDS).fill(0);
        model.set(name, values.with(at, value));
      }
      if (random.below(10) === 0) deltas.push(state.takeDelta());
    }
    deltas.push(state.takeDelta());
    const expected = names.map((name) => model.get(name) ?? null);
    assert.deepEqual(contents(state, names), expected, `seed ${seed}`);
    assert.deepEqual(contents(restored(deltas), names), expected, `seed ${seed}, deltas`);
    assert.deepEqual(contents(restored([state.snapshot()]), names), expected, `seed ${seed}`);
  }
});

test('room is taken when it is written to, given back with the key, and clean when used again', () => {
  const state = newState();
  const numbers = state.vector('numbers');
  const slots = Array.from({ length: 100 }, (_, name) =>
    state.insert(new KeyBuilder().start().u32(name), NEVER),
  );
  assert.ok(slots.every((slot) => !numbers.isOpen(slot)));
  const before = numbers.words.length;
  for (let round = 0; round < 50; round += 1) {
    const slot = state.insert(new KeyBuilder().start().u32(1000), NEVER);
    numbers.edit(slot);
    const { base } = numbers;
    assert.deepEqual([...numbers.words.subarray(base, base + WORDS)], Array(WORDS).fill(0));
    numbers.words.fill(9, base, base + WORDS);
    state.remove(slot);
  }
  assert.ok(numbers.words.length <= before + 2 * WORDS);
});

test('vectors that are only looked at stay as they are, absent ones absent', () => {
  const state = newState();
  const numbers = state.vector('numbers');
  const slots = Uint32Array.from([1, 2, 3], (name) =>
    state.insert(new KeyBuilder().start().u32(name), NEVER),
  );
  numbers.edit(slots[1] ?? -1);
  numbers.words.fill(0x0f, numbers.base, numbers.base + WORDS);
  state.takeDelta();
  const before = state.snapshot();
  numbers.fetch(slots, 0, slots.length);
  assert.equal(numbers.seen, 0x0f);
  numbers.fetch(slots, 2, 3);
  assert.equal(numbers.seen, 0);
  assert.deepEqual(Buffer.from(state.snapshot()), Buffer.from(before));
  assert.equal(state.takeDelta(), null);
});

test('what is packed is read back, zeros cost nothing, and damage is refused', () => {
  const cells = new VectorCells({ words: 6 }, { touch: () => undefined });
  cells.grow(4);
  const cases = [
    [0, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 2 ** 32 - 1],
    [0, 0, 127, 128, 0, 0],
    [2 ** 31, 1, 2, 3, 4, 5],
  ];
  for (const [slot, values] of cases.entries()) {
    if (slot > 0) {
      cells.edit(slot);
      cells.words.set(values, cells.base);
    }
    const packed = new PackedBytes();
    cells.pack(slot, packed);
    assert.equal(packed.length === 0, slot === 0);
    const other = new VectorCells({ words: 6 }, { touch: () => undefined });
    other.grow(1);
    other.unpack(0, packed.bytes, 0, packed.length);
    const at = other.at(0);
    assert.deepEqual([...other.words.subarray(at, at + 6)], values);
  }
  const broken = new VectorCells({ words: 2 }, { touch: () => undefined });
  broken.grow(1);
  // One group whose first two words take a byte each; then what is wrong with it.
  const good = [1, 0, 0, 0, 0b0101, 0, 0, 0, 7, 8];
  broken.unpack(0, Uint8Array.from(good), 0, good.length);
  assert.deepEqual([...broken.words.subarray(broken.at(0), broken.at(0) + 2)], [7, 8]);
  for (const wrong of [
    good.slice(0, -1),
    [...good, 9],
    [1, 0, 0, 0, 0b010101, 0, 0, 0, 7, 8, 9],
    good.slice(0, 3),
    [...good.slice(0, 4), ...[0b0111, 0, 0, 0], 1],
  ]) {
    const bytes = Uint8Array.from(wrong);
    assert.throws(() => broken.unpack(0, bytes, 0, bytes.length), UnreadableColumns, `${wrong}`);
  }
});

test('a vector of another length is another state, and refused', () => {
  const table = newState().snapshot();
  const longer = { ...definition, vectors: { numbers: { words: WORDS + 1 }, few: { words: 3 } } };
  assert.throws(() => new ColumnsView(stateSchema(longer), table), UnreadableColumns);
});

test('a later version carries vectors of the same length and computes what it needs anew', () => {
  const before = newState();
  const slot = before.insert(new KeyBuilder().start().u32(1), NEVER);
  before.number('count').set(slot, 41);
  for (const name of ['numbers', 'few']) {
    const cells = before.vector(name);
    cells.edit(slot);
    cells.words[cells.base + 1] = 7;
  }
  const later = new KeyedState<{ readonly doubled: 'f64' }>({
    values: { doubled: 'f64' },
    vectors: { numbers: { words: WORDS }, few: { words: 4 } },
    keysMax: 10,
  });
  later.atRecord(0, 0);
  later.restore(new ColumnsView(stateSchema(definition), before.snapshot()), ALL, {
    ...definition,
    migrate: (stored, state, at) => state.number('doubled').set(at, 2 * stored.number('count')),
  });
  const at = later.find(new KeyBuilder().start().u32(1));
  const [numbers, few] = [later.vector('numbers'), later.vector('few')];
  assert.deepEqual(
    [later.number('doubled').get(at), numbers.words[numbers.at(at) + 1], few.isOpen(at)],
    [82, 7, false],
  );
  assert.equal(later.takeDelta(), null);
});
