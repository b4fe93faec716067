// Joins two streams within an interval: the latest records of the one are kept per key, and a
// record of the other looks among them for those that came shortly before it.
import { assert } from './errors.ts';

export type IntervalJoinDefinition = {
  /** How many records are kept per key; a further one takes the place of the oldest. */
  readonly kept: number;
  /** 32-bit words kept of each besides its time. */
  readonly payload: number;
};

/** Where the kept records lie in the words of a key: each a time in seconds, then its payload. */
export class IntervalJoin {
  /** How many words a key needs. */
  readonly words: number;
  readonly #kept: number;
  readonly #width: number;

  constructor({ kept, payload }: IntervalJoinDefinition) {
    assert(kept >= 1 && payload >= 0, 'at least one record is kept');
    this.#kept = kept;
    this.#width = 1 + payload;
    this.words = kept * this.#width;
  }

  /**
   * Keeps a record of the one stream, of `seconds` (whole, above 0), in the place of the oldest,
   * and answers where its payload is to be written. −1 when it is older than all that are kept.
   */
  keep(words: Uint32Array, base: number, seconds: number): number {
    let oldest = base;
    for (let i = 1; i < this.#kept; i += 1) {
      const at = base + i * this.#width;
      if ((words[at] ?? 0) < (words[oldest] ?? 0)) oldest = at;
    }
    if (seconds < (words[oldest] ?? 0)) return -1;
    words[oldest] = seconds;
    words.fill(0, oldest + 1, oldest + this.#width);
    return oldest + 1;
  }

  /**
   * The payload of the newest kept record between `from` and `to` seconds, both included, that
   * `accepts`; −1 when there is none. Of two in the same second, the one kept first.
   */
  newest(
    words: Uint32Array,
    base: number,
    span: { readonly from: number; readonly to: number },
    accepts: (payload: number) => boolean,
  ): number {
    let newest = 0;
    let found = -1;
    for (let i = 0; i < this.#kept; i += 1) {
      const at = base + i * this.#width;
      const seconds = words[at] ?? 0;
      if (seconds <= newest || seconds < span.from || seconds > span.to) continue;
      if (!accepts(at + 1)) continue;
      newest = seconds;
      found = at + 1;
    }
    return found;
  }
}
