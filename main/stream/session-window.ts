// Session windows: records of a key that follow one another within a gap are one session, however
// long it goes on. A record that comes late may lengthen a session or join two into one.
import { assert } from './errors.ts';
import { addWide } from './window-ring.ts';

export type SessionDefinition = {
  /** Seconds; records at most this far apart in event time are of one session. */
  readonly gap: number;
  /** How many sessions are kept per key; a further one takes the place of the oldest. */
  readonly kept: number;
};

/** Words of a session: first and last second, count, and a sum of two words. */
const WIDTH = 5;

/** How the sessions lie in the words of a key; a place without a count is free. */
export class SessionWindows {
  /** How many words a key needs. */
  readonly words: number;
  readonly #gap: number;
  readonly #kept: number;

  constructor({ gap, kept }: SessionDefinition) {
    assert(gap >= 0 && Number.isInteger(kept) && kept >= 1, 'a gap, and at least one session');
    this.#gap = gap;
    this.#kept = kept;
    this.words = kept * WIDTH;
  }

  /**
   * Adds a record of `seconds` (whole, above 0) with the 64-bit number of the words `low` and
   * `high`, and answers where its session lies: {@link countAt}, {@link sumAt}, {@link firstAt}. −1
   * when it is of a session that is older than all that are kept.
   */
  add(words: Uint32Array, base: number, seconds: number, low: number, high: number): number {
    let at = this.#touching(words, base, seconds, -1);
    if (at < 0) at = this.#free(words, base, seconds);
    if (at < 0) return -1;
    if ((words[at + 2] ?? 0) === 0) words[at] = seconds;
    words[at] = Math.min(words[at] ?? 0, seconds);
    words[at + 1] = Math.max(words[at + 1] ?? 0, seconds);
    words[at + 2] = (words[at + 2] ?? 0) + 1;
    addWide(words, at + 3, low, high);
    const other = this.#touching(words, base, seconds, at);
    if (other >= 0) join(words, at, other);
    return at;
  }

  /** Where the session lies that `seconds` is within or at most a gap from; −1 for none. */
  find(words: Uint32Array, base: number, seconds: number): number {
    return this.#touching(words, base, seconds, -1);
  }

  /** Records of the session at `at`. */
  countAt(words: Uint32Array, at: number): number {
    return words[at + 2] ?? 0;
  }

  /** Where the sum of the session at `at` lies: its low word, then its high one. */
  sumAt(at: number): number {
    return at + 3;
  }

  /** The first second of the session at `at`. */
  firstAt(words: Uint32Array, at: number): number {
    return words[at] ?? 0;
  }

  #touching(words: Uint32Array, base: number, seconds: number, but: number): number {
    for (let i = 0; i < this.#kept; i += 1) {
      const at = base + i * WIDTH;
      if (at === but || (words[at + 2] ?? 0) === 0) continue;
      const isBefore = seconds < (words[at] ?? 0) - this.#gap;
      if (!isBefore && seconds <= (words[at + 1] ?? 0) + this.#gap) return at;
    }
    return -1;
  }

  /** A place for a session of `seconds`: a free one, else that of the oldest if it is older. */
  #free(words: Uint32Array, base: number, seconds: number): number {
    let oldest = base;
    for (let i = 0; i < this.#kept; i += 1) {
      const at = base + i * WIDTH;
      if ((words[at + 2] ?? 0) === 0) return at;
      if ((words[at + 1] ?? 0) < (words[oldest + 1] ?? 0)) oldest = at;
    }
    if (seconds < (words[oldest + 1] ?? 0)) return -1;
    words.fill(0, oldest, oldest + WIDTH);
    return oldest;
  }
}

/** Makes the session at `other` a part of the one at `at`. */
function join(words: Uint32Array, at: number, other: number): void {
  words[at] = Math.min(words[at] ?? 0, words[other] ?? 0);
  words[at + 1] = Math.max(words[at + 1] ?? 0, words[other + 1] ?? 0);
  words[at + 2] = (words[at + 2] ?? 0) + (words[other + 2] ?? 0);
  addWide(words, at + 3, words[other + 3] ?? 0, words[other + 4] ?? 0);
  words.fill(0, other, other + WIDTH);
}
