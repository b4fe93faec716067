// Turns keys (bytes) into small whole numbers, the slots at which a keyed state holds its values:
// an open-addressing hash table in typed arrays, because a Map would need a string per record.
import { assert, known, LimitReached } from './errors.ts';
import type { KeyBuilder } from './key.ts';

const FREE = -1;
const FIRST_SLOTS = 16;
const FIRST_ARENA_BYTES = 1024;
const ARENA_BYTES_MAX = 0x7fffffff;

function copyOf(from: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(from);
  return larger;
}

/** Slots are 0 to `slots` − 1; removed ones are used again. */
export class KeyDictionary {
  readonly #keysMax: number;
  /**
   * Position → slot, or FREE, and the hash of its key beside it, so that a search seldom looks
   * anywhere else; a power of two of positions, at least half of them empty.
   */
  #index = new Int32Array(FIRST_SLOTS * 4).fill(FREE);
  #hashes = new Uint32Array(FIRST_SLOTS);
  /** Per slot where its key starts, then its length plus one; 0 where the slot is not in use. */
  #places = new Uint32Array(FIRST_SLOTS * 2);
  #unused: number[] = [];
  #arena = new Uint8Array(FIRST_ARENA_BYTES);
  #arenaUsed = 0;
  #arenaLive = 0;
  /** One more than the greatest slot ever used. */
  slots = 0;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  /** How many slots the arrays beside this dictionary need to have room for. */
  get capacity(): number {
    return this.#hashes.length;
  }

  /** How many keys it holds. */
  get used(): number {
    return this.slots - this.#unused.length;
  }

  get isFull(): boolean {
    return this.used >= this.#keysMax;
  }

  isUsed(slot: number): boolean {
    return (this.#places[2 * slot + 1] ?? 0) > 0;
  }

  /** Copies the key of `slot` to `target` at `at` and answers its length in bytes. */
  copyKey(slot: number, target: Uint8Array, at: number): number {
    const start = known(this.#places[2 * slot], 'a slot in use');
    const size = this.size(slot);
    for (let i = 0; i < size; i += 1) target[at + i] = this.#arena[start + i] ?? 0;
    return size;
  }

  /** The length of the key of `slot` in bytes. */
  size(slot: number): number {
    return known(this.#places[2 * slot + 1], 'a slot in use') - 1;
  }

  /** The slot of `key`, or −1. */
  find(key: KeyBuilder): number {
    const hash = key.hash();
    const index = this.#index;
    const mask = index.length / 2 - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const slot = index[2 * at] ?? FREE;
      if (slot === FREE) return -1;
      if (index[2 * at + 1] === (hash | 0) && this.#holds(slot, key)) return slot;
    }
  }

  /**
   * A slot for `key`, which must not be there.
   *
   * @throws LimitReached when as many keys are kept as were allowed
   */
  add(key: KeyBuilder): number {
    if (this.isFull) throw new LimitReached(`a keyed state holds at most ${this.#keysMax} keys`);
    const slot = this.#unused.pop() ?? this.#nextSlot();
    this.#reserveArena(key.length);
    this.#hashes[slot] = key.hash();
    this.#places[2 * slot] = this.#arenaUsed;
    this.#places[2 * slot + 1] = key.length + 1;
    for (let i = 0; i < key.length; i += 1) {
      this.#arena[this.#arenaUsed + i] = key.bytes[i] ?? 0;
    }
    this.#arenaUsed += key.length;
    this.#arenaLive += key.length;
    this.#enter(slot);
    return slot;
  }

  /** Frees the slot and moves its neighbours up, so that no search ends early in the gap. */
  remove(slot: number): void {
    assert(this.isUsed(slot), 'a slot in use is removed');
    const index = this.#index;
    const mask = index.length / 2 - 1;
    let gap = known(this.#hashes[slot], 'in use') & mask;
    while (index[2 * gap] !== slot) gap = (gap + 1) & mask;
    for (let at = (gap + 1) & mask; index[2 * at] !== FREE; at = (at + 1) & mask) {
      const home = known(index[2 * at + 1], 'in use') & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      index.copyWithin(2 * gap, 2 * at, 2 * at + 2);
      gap = at;
    }
    index[2 * gap] = FREE;
    this.#arenaLive -= this.size(slot);
    this.#places[2 * slot + 1] = 0;
    this.#unused.push(slot);
  }

  #holds(slot: number, key: KeyBuilder): boolean {
    const { length, bytes } = key;
    if (this.#places[2 * slot + 1] !== length + 1) return false;
    const arena = this.#arena;
    const start = this.#places[2 * slot] ?? 0;
    for (let i = 0; i < length; i += 1) if (arena[start + i] !== bytes[i]) return false;
    return true;
  }

  #enter(slot: number): void {
    const hash = known(this.#hashes[slot], 'a slot in use');
    const mask = this.#index.length / 2 - 1;
    let at = hash & mask;
    while (this.#index[2 * at] !== FREE) at = (at + 1) & mask;
    this.#index[2 * at] = slot;
    this.#index[2 * at + 1] = hash;
  }

  #nextSlot(): number {
    if (this.slots === this.capacity) this.#grow();
    this.slots += 1;
    return this.slots - 1;
  }

  #grow(): void {
    const capacity = this.capacity * 2;
    this.#hashes = copyOf(this.#hashes, capacity);
    this.#places = copyOf(this.#places, capacity * 2);
    this.#index = new Int32Array(capacity * 4).fill(FREE);
    for (let slot = 0; slot < this.slots; slot += 1) if (this.isUsed(slot)) this.#enter(slot);
  }

  /** Makes room for `more` bytes of keys, leaving the keys of removed slots behind. */
  #reserveArena(more: number): void {
    if (this.#arenaUsed + more <= this.#arena.length) return;
    const size = Math.max((this.#arenaLive + more) * 2, FIRST_ARENA_BYTES);
    if (this.#arenaLive + more > ARENA_BYTES_MAX) throw new LimitReached('keys take 2 GiB');
    const arena = new Uint8Array(Math.min(size, ARENA_BYTES_MAX));
    if (this.#arenaLive === this.#arenaUsed) {
      arena.set(this.#arena.subarray(0, this.#arenaUsed));
      this.#arena = arena;
      return;
    }
    let at = 0;
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (!this.isUsed(slot)) continue;
      const size = this.copyKey(slot, arena, at);
      this.#places[2 * slot] = at;
      at += size;
    }
    this.#arena = arena;
    this.#arenaUsed = at;
  }
}
