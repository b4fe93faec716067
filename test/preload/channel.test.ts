// Goal: what is written on the wire is read back as the same value, and a hostile text is refused
// without harm. Method: seeded values of every kind both ways; tables of what does not travel and
// of texts that no encoder of ours ever wrote.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import { Fault } from '../../main/domain/result.ts';
import { DEPTH_MAX, decode, encode, FRAME_UNITS_MAX } from '../../preload/channel.ts';
import { anyValue, seeded } from './seeded.ts';

const VALUES = 20_000;

test('every value that may travel comes back as itself', () => {
  const chance = seeded(1);
  const kinds = new Set<string>();
  for (let run = 0; run < VALUES; run += 1) {
    const value = anyValue(chance, 4);
    const text = encode(value);
    assert.deepStrictEqual(decode(text), value, `run ${run}: ${text}`);
    kinds.add(value instanceof Uint8Array ? 'bytes' : typeof value);
  }
  assert.deepEqual([...kinds].sort(), ['bigint', 'boolean', 'bytes', 'number', 'object', 'string']);
});

test('different values never share a text', () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [12n, '~n12'],
    [12n, '12'],
    [12n, 12],
    ['~n12', '~~n12'],
    [new Uint8Array([0]), '~bAA=='],
    [{ 0: 'a' }, ['a']],
  ];
  for (const [left, right] of pairs) assert.notEqual(encode(left), encode(right));
  assert.equal(encode(-12n), '"~n-12"');
  assert.equal(encode(['~', new Uint8Array([0, 1])]), '["~~","~bAAE="]');
});

test('negative zero becomes zero', () => {
  assert.deepStrictEqual(decode(encode([-0])), [0]);
});

test('what is not plain data is a bug of the caller', () => {
  const polluting: unknown = JSON.parse('{"__proto__": {"admin": true}}');
  const deep = nested(DEPTH_MAX + 1);
  const circular: unknown[] = [];
  circular.push(circular);
  const table: readonly unknown[] = [
    undefined,
    { a: undefined },
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
    [, 1],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Symbol('s'),
    () => 1,
    new Date(0),
    new Map(),
    new Error('no'),
    new Uint16Array(1),
    10n ** 40n,
    polluting,
    deep,
    circular,
  ];
  for (const value of table) assert.throws(() => encode(value), Bug);
  assert.deepStrictEqual(decode(encode(nested(DEPTH_MAX))), nested(DEPTH_MAX));
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test('a text that no encoder wrote is the fault bad_frame', () => {
  const table: readonly string[] = [
    '',
    'not json',
    '{"a":1',
    '"~"',
    '"~x"',
    '"~n"',
    '"~n01"',
    '"~n-0"',
    '"~n+1"',
    '"~n1.5"',
    '"~n0x10"',
    '"~n 1"',
    `"~n${'9'.repeat(41)}"`,
    '"~bA"',
    '"~bA==="',
    '"~bAA AA=="',
    '"~bAA-_"',
    '1e999',
    '{"__proto__":{"admin":true}}',
    '{"a":[{"__proto__":null}]}',
    '['.repeat(DEPTH_MAX + 1) + ']'.repeat(DEPTH_MAX + 1),
    '['.repeat(500_000),
    '['.repeat(500_000) + ']'.repeat(500_000),
    `"${'a'.repeat(FRAME_UNITS_MAX)}"`,
  ];
  for (const text of table) {
    assert.throws(
      () => decode(text),
      (error) => error instanceof Fault && error.code === 'bad_frame',
      text.slice(0, 60),
    );
  }
  assert.equal(Object.hasOwn(Object.prototype, 'admin'), false);
});

test('a frame is bounded, and the bound itself passes', () => {
  const largest = 'a'.repeat(FRAME_UNITS_MAX - 2);
  assert.equal(decode(encode(largest)), largest);
  assert.throws(
    () => encode(`${largest}a`),
    (error) => error instanceof Fault && error.code === 'frame_too_large',
  );
});
