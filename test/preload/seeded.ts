// Chance from a seed, for tests: the same seed gives the same values on every machine.

export type Seeded = {
  /** An integer from 0 to `below` - 1. */
  readonly int: (below: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
};

/** The mulberry32 generator (public domain): 32 bits of state, enough for tests. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  function int(below: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }
  function pick<T>(from: readonly T[]): T {
    const picked = from[int(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
  return { int, pick };
}

const UNITS = [
  '',
  '~',
  '~~',
  '~n1',
  '~b',
  'a',
  ' ',
  '"',
  '\\',
  '\u0000',
  '\u2028',
  '\ud800',
  '中',
  '😀',
];
const NUMBERS = [0, 1, -1, 0.1, 2 ** 53, -(2 ** 31), 1e308, 5e-324, 8_640_000_000_000_000];
const KEYS = ['a', 'toJSON', 'constructor', 'prototype', '', '0', '~n1', '中', 'hasOwnProperty'];

/** Any value that may travel, nested at most `depth` deep. */
export function anyValue(chance: Seeded, depth: number): unknown {
  const { int, pick } = chance;
  const size = int(4);
  switch (int(depth > 0 ? 9 : 6)) {
    case 0:
      return pick([null, true, false]);
    case 1:
      return pick(NUMBERS);
    case 2:
      return BigInt(int(2 ** 32)) ** BigInt(int(4)) * pick([1n, -1n]);
    case 3:
      return Uint8Array.from({ length: int(40) }, () => int(256));
    case 4:
    case 5:
      return Array.from({ length: size }, () => pick(UNITS)).join('');
    case 6:
      return Array.from({ length: size }, () => anyValue(chance, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: size }, () => [pick(KEYS), anyValue(chance, depth - 1)]),
      );
  }
}
