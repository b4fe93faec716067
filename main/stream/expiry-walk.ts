// Walks over the slots of a state, round and round, for keys that are gone; and knows from what it has
// met before which time no key can be gone, so that it need not walk.

/** The expiry of a key that was entered and not begun: it is gone at any time. */
export const NOT_BEGUN = Number.NEGATIVE_INFINITY;

export class ExpiryWalk {
  #at = 0;
  /** No key behind the walk expires earlier, and none whose expiry was set meanwhile. */
  #leastOfWalk = Number.POSITIVE_INFINITY;
  /** The same of the walk before: no key that is still before it expires earlier than either. */
  #least = Number.POSITIVE_INFINITY;
  #notBegun = 0;

  /** A key was entered, with the expiry {@link NOT_BEGUN}. */
  entered(): void {
    this.#notBegun += 1;
  }

  /** The expiry of a key was moved. */
  moved(from: number, to: number): void {
    if (from === NOT_BEGUN) this.#notBegun -= 1;
    if (to < this.#leastOfWalk) this.#leastOfWalk = to;
  }

  /** A key with this expiry left the state. */
  left(expiry: number): void {
    if (expiry === NOT_BEGUN) this.#notBegun -= 1;
  }

  /** The walk met a key with this expiry, which stays. */
  stays(expiry: number): void {
    if (expiry < this.#leastOfWalk) this.#leastOfWalk = expiry;
  }

  /** Whether a key may be gone at `watermark`; asked where a walk begins and where one goes on. */
  mayFind(watermark: number): boolean {
    return this.#notBegun > 0 || watermark >= Math.min(this.#least, this.#leastOfWalk);
  }

  /** Whether it has been at all of `slots`; the next step begins anew. */
  isOver(slots: number): boolean {
    if (this.#at < slots) return false;
    this.#at = 0;
    this.#least = this.#leastOfWalk;
    this.#leastOfWalk = Number.POSITIVE_INFINITY;
    return true;
  }

  /** The next slot. */
  step(): number {
    this.#at += 1;
    return this.#at - 1;
  }
}
