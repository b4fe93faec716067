// Chance for tests: numbers that look random and are the same in every run, from a seed.

export type Seeded = {
  /** A whole number from 0 up to and without `bound` (at most 2^32). */
  below(bound: number): number;
  /** An integer of 1 to `digits` decimal digits, so that small and large ones come up alike. */
  integer(digits: number): bigint;
  /** `count` characters, each one out of `alphabet`. */
  text(alphabet: string, count: number): string;
};

/** SplitMix32 (Steele, Lea and Flood 2014, in 32 bits): every seed gives another sequence. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (bound: number): number => Math.floor((next() / 0x1_0000_0000) * bound);
  const text = (alphabet: string, count: number): string => {
    let made = '';
    for (let at = 0; at < count; at += 1) made += alphabet.charAt(below(alphabet.length));
    return made;
  };
  const integer = (digits: number): bigint => BigInt(text('0123456789', 1 + below(digits)));
  return { below, integer, text };
}
