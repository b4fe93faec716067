// Count, least, greatest, mean and variance of numbers in buckets of event time. Two summaries
// compose into the summary of both (Chan, Golub, LeVeque 1979), so a window is put together from
// its buckets whenever it is asked for, and what falls out of it needs no subtraction.
import { assert } from './errors.ts';

/** What is known of a number of values. All 0 of none. */
export type Moments = {
  count: number;
  least: number;
  greatest: number;
  mean: number;
  /** The sum of the squared differences from the mean. */
  squares: number;
};

export function noMoments(): Moments {
  return { count: 0, least: 0, greatest: 0, mean: 0, squares: 0 };
}

/** Adds what `more` has seen to `into`. */
export function mergeMoments(into: Moments, more: Readonly<Moments>): void {
  if (more.count === 0) return;
  if (into.count === 0) {
    Object.assign(into, more);
    return;
  }
  const count = into.count + more.count;
  const apart = more.mean - into.mean;
  into.least = Math.min(into.least, more.least);
  into.greatest = Math.max(into.greatest, more.greatest);
  into.squares += more.squares + (apart * apart * into.count * more.count) / count;
  into.mean += (apart * more.count) / count;
  into.count = count;
}

/** How far values lie from their mean: the square root of the variance; 0 of fewer than two. */
export function deviationOf({ count, squares }: Readonly<Moments>): number {
  return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
}

export type MomentBucketsDefinition = {
  /** Length of a bucket in milliseconds; buckets start at whole multiples of it since 1970 UTC. */
  readonly bucketMs: number;
  /** How many buckets the window has. */
  readonly buckets: number;
};

/** Words of a bucket: its number plus one, its count, and four numbers of two words. */
const WIDTH = 10;

const WORD = 2 ** 32;

/** Numbers with a fraction as two words each, whatever their place is a multiple of. */
const floats = new Float64Array(1);
const halves = new Uint32Array(floats.buffer);

function floatAt(words: Uint32Array, at: number): number {
  halves[0] = words[at] ?? 0;
  halves[1] = words[at + 1] ?? 0;
  return floats[0] ?? 0;
}

function setFloat(words: Uint32Array, at: number, value: number): void {
  floats[0] = value;
  words[at] = halves[0] ?? 0;
  words[at + 1] = halves[1] ?? 0;
}

/** How the buckets lie in the words of a key, and what is done there. */
export class MomentBuckets {
  /** How many words a key needs. */
  readonly words: number;
  readonly #bucketMs: number;
  readonly #buckets: number;
  readonly #one = noMoments();

  constructor({ bucketMs, buckets }: MomentBucketsDefinition) {
    assert(bucketMs >= 1 && Number.isInteger(buckets) && buckets >= 1, 'a window of buckets');
    this.#bucketMs = bucketMs;
    this.#buckets = buckets;
    this.words = buckets * WIDTH;
  }

  /**
   * Adds `value` at event time `time`, in milliseconds UTC; false when a later record of this key
   * has taken the place of its bucket, whose window it cannot be in any more.
   */
  add(words: Uint32Array, base: number, time: number, value: number): boolean {
    const number = Math.floor(time / this.#bucketMs) + 1;
    assert(number >= 1 && number < WORD, 'a time after 1970 and within the numbers of the buckets');
    const at = base + (number % this.#buckets) * WIDTH;
    const held = words[at] ?? 0;
    if (held > number) return false;
    if (held < number) {
      words.fill(0, at, at + WIDTH);
      words[at] = number;
    }
    const count = (words[at + 1] ?? 0) + 1;
    const before = floatAt(words, at + 2);
    const mean = before + (value - before) / count;
    words[at + 1] = count;
    setFloat(words, at + 2, mean);
    setFloat(words, at + 4, floatAt(words, at + 4) + (value - before) * (value - mean));
    setFloat(words, at + 6, count === 1 ? value : Math.min(floatAt(words, at + 6), value));
    setFloat(words, at + 8, count === 1 ? value : Math.max(floatAt(words, at + 8), value));
    return true;
  }

  /** Sets `into` to what the window ending with the bucket of `time` holds. */
  read(words: Uint32Array, base: number, time: number, into: Moments): void {
    const last = Math.floor(time / this.#bucketMs) + 1;
    into.count = 0;
    const one = this.#one;
    // From the oldest to the newest: the order of additions is part of the answer.
    for (let number = last - this.#buckets + 1; number <= last; number += 1) {
      const at = base + (((number % this.#buckets) + this.#buckets) % this.#buckets) * WIDTH;
      if (number < 1 || words[at] !== number) continue;
      one.count = words[at + 1] ?? 0;
      one.mean = floatAt(words, at + 2);
      one.squares = floatAt(words, at + 4);
      one.least = floatAt(words, at + 6);
      one.greatest = floatAt(words, at + 8);
      mergeMoments(into, one);
    }
    if (into.count === 0) Object.assign(into, noMoments());
  }
}
