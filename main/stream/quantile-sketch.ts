// Quantiles of any number of values in little memory: counts in buckets whose bounds grow by a
// constant factor, so that every answer is right to within a stated share of itself. Two sketches
// compose into the sketch of both (DDSketch: Masson, Rim, Lee, VLDB 2019).

import { assert } from './errors.ts';

/** An answer lies within this share of the true value. */
export const RELATIVE_ERROR = 0.02;

const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);

/** Values from 0 to 1 count as one bucket; more than 2^53 cannot be exact. */
const BUCKETS_MAX = Math.ceil(Math.log(Number.MAX_SAFE_INTEGER) / LOG_GROWTH) + 1;

export class QuantileSketch {
  private readonly counts = new Map<number, number>();
  private total = 0;

  /** Values counted so far. */
  get count(): number {
    return this.total;
  }

  /** Counts `value`, a safe integer from 0, `times` times. */
  add(value: number, times = 1): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'a measured value is a whole number from 0');
    assert(Number.isSafeInteger(times) && times > 0, 'a value is counted at least once');
    const bucket = value <= 1 ? 0 : Math.ceil(Math.log(value) / LOG_GROWTH);
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + times);
    this.total += times;
  }

  /** Counts everything that `other` has counted. */
  merge(other: QuantileSketch): void {
    for (const [bucket, count] of other.counts) {
      this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    }
    this.total += other.total;
  }

  /** The value below which the share `q` (0 to 1) of all values lies; null when there is none. */
  quantile(q: number): number | null {
    assert(q >= 0 && q <= 1, 'a quantile is a share');
    if (this.total === 0) return null;
    const rank = q * (this.total - 1);
    let seen = 0;
    for (const bucket of [...this.counts.keys()].sort((one, other) => one - other)) {
      seen += this.counts.get(bucket) ?? 0;
      if (seen > rank) return middleOf(bucket);
    }
    throw new Error('the counts add up to the total');
  }

  /** Bucket and count in turn, ascending: plain numbers that {@link sketchFrom} reads. */
  entries(): readonly number[] {
    const buckets = [...this.counts].sort(([one], [other]) => one - other);
    return buckets.flat();
  }
}

/** A value that differs from every value of the bucket by at most the relative error. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 1 : Math.round((2 * GROWTH ** bucket) / (GROWTH + 1));
}

/** The sketch whose `entries` these are. */
export function sketchFrom(entries: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  assert(entries.length % 2 === 0, 'every bucket has its count');
  for (let at = 0; at < entries.length; at += 2) {
    const bucket = entries[at] ?? 0;
    assert(Number.isInteger(bucket) && bucket >= 0 && bucket <= BUCKETS_MAX, 'a known bucket');
    sketch.add(bucket === 0 ? 1 : middleOf(bucket), entries[at + 1] ?? 0);
  }
  return sketch;
}
