// What a keyed state keeps of every slot besides its values. It lies side by side, because each
// record looks at all of it, and a look at memory costs more than anything that is done there.
import { known } from './errors.ts';

/** 32-bit words per slot: two of its expiry, its partition hash, and whether it was changed. */
const WORDS = 4;
const FLOATS = WORDS / 2;
const HASH = 2;
const CHANGED = 3;

export class StateSlots {
  #words = new Uint32Array(0);
  /** The same bytes, of which an expiry is the first of a slot. */
  #floats = new Float64Array(0);
  #changed = new Uint32Array(64);
  #changedCount = 0;

  grow(slots: number): void {
    const needed = slots * WORDS;
    if (this.#words.length >= needed) return;
    const bytes = this.#words.buffer.transfer(needed * 4);
    this.#words = new Uint32Array(bytes);
    this.#floats = new Float64Array(bytes);
  }

  /** Event time from which on the key is gone. */
  expiry(slot: number): number {
    return known(this.#floats[slot * FLOATS], 'a slot of the state');
  }

  setExpiry(slot: number, expiresAt: number): void {
    this.#floats[slot * FLOATS] = expiresAt;
  }

  /** The hash of the partition key under which the key is used. */
  hash(slot: number): number {
    return known(this.#words[slot * WORDS + HASH], 'a slot of the state');
  }

  setHash(slot: number, hash: number): void {
    this.#words[slot * WORDS + HASH] = hash;
  }

  /** Whether the slot was changed since the last delta. */
  isChanged(slot: number): boolean {
    return this.#words[slot * WORDS + CHANGED] === 1;
  }

  /** Notes it for {@link takeChanged}. */
  setChanged(slot: number): void {
    if (this.isChanged(slot)) return;
    this.#words[slot * WORDS + CHANGED] = 1;
    if (this.#changedCount === this.#changed.length) {
      this.#changed = new Uint32Array(this.#changed.buffer.transfer(this.#changed.byteLength * 2));
    }
    this.#changed[this.#changedCount] = slot;
    this.#changedCount += 1;
  }

  /** The slots that were changed since the last time, each once, in the order of their change. */
  takeChanged(): Uint32Array {
    const taken = this.#changed.slice(0, this.#changedCount);
    for (const slot of taken) this.#words[slot * WORDS + CHANGED] = 0;
    this.#changedCount = 0;
    return taken;
  }
}
