// Sliding windows over event time as a ring of buckets in flat words: adding and reading cost the
// same however many records a window holds. A tumbling window is one of a single bucket.
import type { Cells } from './columns.ts';
import { assert } from './errors.ts';

export type RingDefinition = {
  /** Length of a bucket in milliseconds; buckets start at whole multiples of it since 1970 UTC. */
  readonly bucketMs: number;
  /** The windows over this ring, in buckets, ascending; the last is the ring's length. */
  readonly windows: readonly number[];
  /** How many numbers of 32 bits are kept per bucket. They may not pass 2³² in a window. */
  readonly counts: number;
  /** How many whole numbers of 64 bits are kept per bucket, for money in minor units. */
  readonly sums: number;
};

const WORD = 2 ** 32;

type CellWords = Cells['words'];

/** Columns of records, by row: what is added, and where it is written what a window then holds. */
export type RingColumns = {
  /** Milliseconds UTC. */
  readonly times: Float64Array;
  /** 64-bit whole numbers, two words each, as the sums are. */
  readonly amounts: CellWords;
  readonly counts: CellWords;
  readonly sums: CellWords;
};

/**
 * How one ring lies in the words of a key, and what is done there. A window of n buckets holds the
 * bucket of the key's latest record and the n − 1 before it. A record that is late is added to its
 * own bucket, and counts in those windows that still hold it.
 *
 * In order: one word, the number of the latest bucket plus one; per window its totals; the buckets.
 * Counts come first, then sums of two words each, the low one first.
 */
export class WindowRing {
  /** How many words a key needs. */
  readonly words: number;
  readonly #bucketMs: number;
  readonly #windows: readonly number[];
  readonly #length: number;
  readonly #counts: number;
  /** Words per bucket and per window. */
  readonly #width: number;
  readonly #ring: number;

  constructor({ bucketMs, windows, counts, sums }: RingDefinition) {
    const length = windows.at(-1) ?? 0;
    assert(bucketMs >= 1 && counts + sums >= 1, 'a bucket has a length and a content');
    const ascending = windows.every((n, at) => Number.isInteger(n) && n > (windows[at - 1] ?? 0));
    assert(length >= 1 && ascending, 'windows of at least one bucket, ascending');
    this.#bucketMs = bucketMs;
    this.#windows = windows;
    this.#length = length;
    this.#counts = counts;
    this.#width = counts + 2 * sums;
    this.#ring = 1 + windows.length * this.#width;
    this.words = this.#ring + length * this.#width;
  }

  /**
   * Moves the ring of the key at `base` on to event time `time`, in milliseconds UTC. An earlier
   * time moves nothing.
   */
  moveTo(words: Uint32Array, base: number, time: number): void {
    const to = Math.floor(time / this.#bucketMs);
    const latest = (words[base] ?? 0) - 1;
    if (!(to >= 0 && to <= latest)) this.#move(words, base, latest, to);
  }

  /**
   * Moves the ring on to `time`, adds 1 to count number `count` and the 64-bit number of the words
   * `low` and `high` to sum number `sum`; false when the ring does not hold that time any more.
   */
  add(
    words: Uint32Array,
    base: number,
    time: number,
    count: number,
    sum: number,
    low: number,
    high: number,
  ): boolean {
    const bucket = Math.floor(time / this.#bucketMs);
    let latest = (words[base] ?? 0) - 1;
    if (!(bucket >= 0 && bucket <= latest)) {
      this.#move(words, base, latest, bucket);
      latest = bucket;
    } else if (bucket <= latest - this.#length) return false;
    const field = this.#counts + 2 * sum;
    const at = this.#bucketAt(base, bucket);
    words[at + count] = (words[at + count] ?? 0) + 1;
    addWide(words, at + field, low, high);
    const windows = this.#windows;
    for (let window = windows.length - 1; window >= 0; window -= 1) {
      if (bucket <= latest - (windows[window] ?? 0)) return true;
      const total = base + 1 + window * this.#width;
      words[total + count] = (words[total + count] ?? 0) + 1;
      addWide(words, total + field, low, high);
    }
    return true;
  }

  /**
   * As `add` to the first count and the first sum, of many records together: of those in the rows
   * `rows[from, to)`, whose keys' rings are at `bases[0]` and on. After each it writes what the first
   * window then holds; a record that the ring does not hold any more adds nothing.
   */
  addAll(
    words: Uint32Array,
    bases: Uint32Array,
    rows: Uint32Array,
    from: number,
    to: number,
    { times, amounts, counts, sums }: RingColumns,
  ): void {
    // In one loop over names of its own, because a call for each record costs as much as its sums.
    const bucketMs = this.#bucketMs;
    const windows = this.#windows;
    const length = this.#length;
    const width = this.#width;
    const field = this.#counts;
    const buckets = this.#ring;
    for (let i = from; i < to; i += 1) {
      const row = rows[i] ?? 0;
      const base = bases[i - from] ?? 0;
      const bucket = Math.floor((times[row] ?? 0) / bucketMs);
      let latest = (words[base] ?? 0) - 1;
      if (!(bucket >= 0 && bucket <= latest)) {
        this.#move(words, base, latest, bucket);
        latest = bucket;
      }
      if (bucket > latest - length) {
        const low = amounts[2 * row] ?? 0;
        const high = amounts[2 * row + 1] ?? 0;
        const at = base + buckets + (bucket % length) * width;
        words[at] = (words[at] ?? 0) + 1;
        addWide(words, at + field, low, high);
        for (let window = windows.length - 1; window >= 0; window -= 1) {
          if (bucket <= latest - (windows[window] ?? 0)) break;
          const total = base + 1 + window * width;
          words[total] = (words[total] ?? 0) + 1;
          addWide(words, total + field, low, high);
        }
      }
      counts[row] = words[base + 1] ?? 0;
      sums[2 * row] = words[base + 1 + field] ?? 0;
      sums[2 * row + 1] = words[base + 2 + field] ?? 0;
    }
  }

  /** Moves the ring from its latest bucket (−1: none) on to the bucket `to`. */
  #move(words: Uint32Array, base: number, latest: number, to: number): void {
    assert(to >= 0 && to < WORD - 1, 'a time after 1970 and within the numbers of the buckets');
    words[base] = to + 1;
    if (latest < 0) return;
    const steps = Math.min(to - latest, this.#length);
    if (steps === this.#length) {
      words.fill(0, base + 1, base + this.words);
      return;
    }
    for (let window = 0; window < this.#windows.length; window += 1) {
      this.#leave(words, base, window, latest, to);
    }
    for (let bucket = to - steps + 1; bucket <= to; bucket += 1) {
      const at = this.#bucketAt(base, bucket);
      // A handful of words, for which a call of fill costs more than the words.
      for (let i = at; i < at + this.#width; i += 1) words[i] = 0;
    }
  }

  /**
   * Looks once at what `add` will work with in the rings of the keys at the first `count` of `bases`,
   * if it comes at about `time`: a machine fetches many at once where nothing depends on what it
   * finds. It changes nothing, and answers what it found so that the looking is not left out as idle.
   */
  fetch(words: Uint32Array, bases: Uint32Array, count: number, time: number): number {
    const bucket = this.#bucketAt(0, Math.floor(time / this.#bucketMs));
    let seen = 0;
    for (let i = 0; i < count; i += 1) {
      const base = bases[i] ?? 0;
      seen |= (words[base] ?? 0) | (words[base + bucket] ?? 0);
    }
    return seen;
  }

  /** Whether the bucket of `time` is still in the ring; if not, no window can count it any more. */
  holds(words: Uint32Array, base: number, time: number): boolean {
    const latest = (words[base] ?? 0) - 1;
    return Math.floor(time / this.#bucketMs) > latest - this.#length;
  }

  /** Adds `by` to count number `count`, at a time that `moveTo` has reached and the ring `holds`. */
  count(words: Uint32Array, base: number, time: number, count: number, by: number): void {
    const bucket = Math.floor(time / this.#bucketMs);
    const latest = (words[base] ?? 0) - 1;
    const at = this.#bucketAt(base, bucket) + count;
    words[at] = (words[at] ?? 0) + by;
    for (let window = this.#windows.length - 1; window >= 0; window -= 1) {
      if (bucket <= latest - (this.#windows[window] ?? 0)) return;
      const total = base + 1 + window * this.#width + count;
      words[total] = (words[total] ?? 0) + by;
    }
  }

  /** Adds the 64-bit number of the words `low` and `high` to sum number `sum`, as `count` does. */
  sum(words: Uint32Array, base: number, time: number, sum: number, low: number, high: number) {
    const bucket = Math.floor(time / this.#bucketMs);
    const latest = (words[base] ?? 0) - 1;
    const field = this.#counts + 2 * sum;
    addWide(words, this.#bucketAt(base, bucket) + field, low, high);
    for (let window = this.#windows.length - 1; window >= 0; window -= 1) {
      if (bucket <= latest - (this.#windows[window] ?? 0)) return;
      addWide(words, base + 1 + window * this.#width + field, low, high);
    }
  }

  /** Count number `count` over window number `window`, as of the latest `moveTo`. */
  countIn(words: Uint32Array, base: number, window: number, count: number): number {
    return words[base + 1 + window * this.#width + count] ?? 0;
  }

  /** Where sum number `sum` over `window` lies in `words`: its low word, then its high one. */
  sumAt(base: number, window: number, sum: number): number {
    return base + 1 + window * this.#width + this.#counts + 2 * sum;
  }

  #bucketAt(base: number, bucket: number): number {
    return base + this.#ring + (bucket % this.#length) * this.#width;
  }

  /** Takes what falls out of `window` between the buckets `latest` and `to` from its totals. */
  #leave(words: Uint32Array, base: number, window: number, latest: number, to: number): void {
    const n = this.#windows[window] ?? 0;
    const total = base + 1 + window * this.#width;
    if (to - latest >= n) {
      words.fill(0, total, total + this.#width);
      return;
    }
    const first = Math.max(latest - n + 1, 0);
    for (let bucket = first; bucket <= to - n; bucket += 1) {
      const at = this.#bucketAt(base, bucket);
      for (let i = 0; i < this.#counts; i += 1) {
        words[total + i] = (words[total + i] ?? 0) - (words[at + i] ?? 0);
      }
      for (let i = this.#counts; i < this.#width; i += 2) {
        subtractWide(words, total + i, words[at + i] ?? 0, words[at + i + 1] ?? 0);
      }
    }
  }
}

/** Adds a 64-bit number, given as two words, to the one at `at`; it wraps as an i64 does. */
export function addWide(words: Uint32Array, at: number, low: number, high: number): void {
  const sum = (words[at] ?? 0) + (low >>> 0);
  words[at] = sum;
  words[at + 1] = (words[at + 1] ?? 0) + high + (sum >= WORD ? 1 : 0);
}

function subtractWide(words: Uint32Array, at: number, low: number, high: number): void {
  const difference = (words[at] ?? 0) - low;
  words[at] = difference;
  words[at + 1] = (words[at + 1] ?? 0) - high - (difference < 0 ? 1 : 0);
}
