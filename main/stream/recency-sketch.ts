// How many different things were met within any span of time up to now, from a few words per key:
// linear counting (Whang and others, 1990) with a time in each cell instead of a bit.
import { assert } from './errors.ts';

/**
 * Each thing belongs to one of `cells` cells, which keeps when one of its things was last met. From
 * the share of cells that are older than a span follows about how many things were met in it: the
 * standard error is about 5 % while there are as many things as cells. Two sketches of the same
 * size compose: the later time of each cell.
 */
export class RecencySketch {
  /** Words per key; a time takes one. */
  readonly cells: number;
  /** The estimate by the number of cells met. */
  readonly #estimates: Uint32Array;

  constructor(cells: number) {
    assert(cells >= 2 && (cells & (cells - 1)) === 0, 'a power of two');
    this.cells = cells;
    this.#estimates = Uint32Array.from({ length: cells + 1 }, (_, met) =>
      Math.round(cells * Math.log(cells / Math.max(cells - met, 0.5))),
    );
  }

  /** Notes the thing whose hash is `hash` (u32) at `seconds`, whole and above 0. */
  meet(words: Uint32Array, base: number, hash: number, seconds: number): void {
    const at = base + (hash & (this.cells - 1));
    if (seconds > (words[at] ?? 0)) words[at] = seconds;
  }

  /** About how many things were met at `since` or later, in seconds, above 0. */
  metSince(words: Uint32Array, base: number, since: number): number {
    let met = 0;
    for (let at = base; at < base + this.cells; at += 1) if ((words[at] ?? 0) >= since) met += 1;
    return this.#estimates[met] ?? 0;
  }

  /** Lays the sketch at `from` of `other` over the one at `base`. */
  merge(words: Uint32Array, base: number, other: Uint32Array, from: number): void {
    for (let i = 0; i < this.cells; i += 1) {
      words[base + i] = Math.max(words[base + i] ?? 0, other[from + i] ?? 0);
    }
  }
}
