// Turns keys (bytes) into small whole numbers, the slots at which a keyed state holds its values: an
// open-addressing hash table in typed arrays. All that a record asks of a slot lies side by side,
// its key too where it is short, because a look at memory costs more than anything done there.
import { assert, known, LimitReached } from './errors.ts';
import { ExpiryWalk, NOT_BEGUN } from './expiry-walk.ts';
import type { KeyBuilder } from './key.ts';
import { KEY_WORDS, type KeyBatch, SHORT_KEY_BYTES } from './key-batch.ts';
import { LongKeys } from './long-keys.ts';
import { hashRange } from './partition.ts';
import { isMaybe, SLOTS_MAX, SlotIndex, slotOf } from './slot-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * 32-bit words per slot: the key's own where it is short, else where it starts in the arena; two of
 * the expiry; the partition hash; and the key's size plus one (0: not in use) beside the round in
 * which it was changed last.
 */
const WORDS = KEY_WORDS + 4;
const FLOATS = WORDS / 2;
const EXPIRY = KEY_WORDS / 2;
const HASH = KEY_WORDS + 2;
const SIZE = KEY_WORDS + 3;
const SIZE_BITS = 13;
const SIZE_MASK = 2 ** SIZE_BITS - 1;

/** Rounds of changes that are told apart; after as many every slot begins anew with none. */
const ROUNDS = 2 ** (32 - SIZE_BITS);

export const ONE_PARTITION_KEY =
  'a state key is used under one partition key only, or partitions would not be independent';

const FREE = -1;
const FIRST_SLOTS = 16;

/** Keys whose place is looked at ahead of the work with them. */
const FETCHED = 128;

/** Slots are 0 to `slots` − 1; removed ones are used again. */
export class SlotTable {
  readonly #keysMax: number;
  readonly #index = new SlotIndex(FIRST_SLOTS * 2);
  #words = new Uint32Array(FIRST_SLOTS * WORDS);
  /** The same bytes, among which the expiries are. */
  #floats = new Float64Array(this.#words.buffer);
  #unused: number[] = [];
  readonly #long = new LongKeys();
  readonly #changed = new SlotList();
  /** A key that is being hashed. */
  #key = new Uint8Array(SHORT_KEY_BYTES);
  /** The present round of changes; 0 is that of slots which were never changed. */
  #round = 1;
  readonly #walk = new ExpiryWalk();
  /** Counts what was changed. */
  changes = 0;
  /** One more than the greatest slot ever used. */
  slots = 0;
  /** What was found ahead of the work, kept so that the looking is not left out as idle. */
  seen = 0;

  constructor(keysMax: number) {
    assert(keysMax <= SLOTS_MAX, `at most ${SLOTS_MAX} keys`);
    this.#keysMax = keysMax;
  }

  /** How many slots the arrays beside this table need to have room for. */
  get capacity(): number {
    return this.#words.length / WORDS;
  }

  /** How many keys it holds. */
  get used(): number {
    return this.slots - this.#unused.length;
  }

  /** How many keys it can take on. */
  get room(): number {
    return this.#keysMax - this.used;
  }

  isUsed(slot: number): boolean {
    return ((this.#words[slot * WORDS + SIZE] ?? 0) & SIZE_MASK) > 0;
  }

  /** Event time from which on the key is gone. */
  expiry(slot: number): number {
    return known(this.#floats[slot * FLOATS + EXPIRY], 'a slot of the state');
  }

  setExpiry(slot: number, expiresAt: number): void {
    const at = slot * FLOATS + EXPIRY;
    this.#walk.moved(this.#floats[at] ?? NOT_BEGUN, expiresAt);
    this.#floats[at] = expiresAt;
  }

  /** The hash of the partition key under which the key is used. */
  hash(slot: number): number {
    return known(this.#words[slot * WORDS + HASH], 'a slot of the state');
  }

  setHash(slot: number, hash: number): void {
    this.#words[slot * WORDS + HASH] = hash;
  }

  /** Notes a slot in use, before it is changed, for {@link takeChanged}. */
  touch(slot: number): void {
    const at = slot * WORDS + SIZE;
    const word = this.#words[at] ?? 0;
    const size = word & SIZE_MASK;
    assert(size > 0, 'a slot in use is changed');
    this.changes += 1;
    if (word >>> SIZE_BITS === this.#round) return;
    this.#words[at] = (this.#round << SIZE_BITS) | size;
    this.#changed.push(slot);
  }

  /**
   * Moves the expiry of a slot that is there at `watermark` under the partition hash `hash`, and notes
   * it; false, and nothing is done, where it is gone or was never begun.
   */
  prolong(slot: number, hash: number, watermark: number, expiresAt: number): boolean {
    const at = slot * FLOATS + EXPIRY;
    const before = this.#floats[at] ?? NOT_BEGUN;
    if (!(before > watermark)) return false;
    assert(this.#words[slot * WORDS + HASH] === hash, ONE_PARTITION_KEY);
    this.touch(slot);
    this.#walk.moved(before, expiresAt);
    this.#floats[at] = expiresAt;
    return true;
  }

  /** The slots in use that were changed since the last time, each once, in order of their change. */
  takeChanged(): Uint32Array {
    const slots = this.#changed.take((slot) => this.isUsed(slot));
    this.#nextRound();
    return slots;
  }

  /** Leaves what was changed so far out of the next {@link takeChanged}. */
  forgetChanged(): void {
    this.#changed.clear();
    this.#nextRound();
  }

  /**
   * Gives `drop` the keys that are gone at `watermark`, among the next `budget` slots of a walk
   * round and round; what was changed since the last `takeChanged` waits until it is taken. While no
   * key can be gone it does not walk.
   */
  sweep(budget: number, watermark: number, drop: (slot: number) => void): void {
    const walk = this.#walk;
    for (let looked = 0; looked < budget; looked += 1) {
      const isNew = walk.isOver(this.slots);
      if ((looked === 0 || isNew) && !walk.mayFind(watermark)) return;
      const slot = walk.step();
      const word = this.#words[slot * WORDS + SIZE] ?? 0;
      if ((word & SIZE_MASK) === 0) continue;
      const expiry = this.expiry(slot);
      if (expiry <= watermark && word >>> SIZE_BITS !== this.#round) drop(slot);
      else walk.stays(expiry);
    }
  }

  #nextRound(): void {
    this.#round += 1;
    if (this.#round < ROUNDS) return;
    this.#round = 1;
    for (let at = SIZE; at < this.slots * WORDS; at += WORDS) {
      this.#words[at] = (this.#words[at] ?? 0) & SIZE_MASK;
    }
  }

  /** The length of the key of `slot` in bytes. */
  size(slot: number): number {
    const size = (this.#words[slot * WORDS + SIZE] ?? 0) & SIZE_MASK;
    assert(size > 0, 'a slot in use');
    return size - 1;
  }

  /** Copies the key of `slot` to `target` at `at` and answers its length in bytes. */
  copyKey(slot: number, target: Uint8Array, at: number): number {
    const size = this.size(slot);
    const words = this.#words;
    const first = slot * WORDS;
    if (size > SHORT_KEY_BYTES) {
      this.#long.copy(words[first] ?? 0, size, target, at);
      return size;
    }
    let word = 0;
    for (let i = 0; i < size; i += 1) {
      if ((i & 3) === 0) word = words[first + (i >> 2)] ?? 0;
      target[at + i] = word;
      word >>>= 8;
    }
    return size;
  }

  /** The slot of `key`, or −1. */
  find(key: KeyBuilder): number {
    const hash = key.hash();
    const position = this.#probe(hash, key.length, key.words, 0, key.bytes, 0);
    return this.#index.slotAt(position);
  }

  /**
   * A slot for `key`, which must not be there.
   *
   * @throws LimitReached when as many keys are kept as were allowed
   */
  add(key: KeyBuilder): number {
    const hash = key.hash();
    if (this.#needsGrowth()) this.#grow();
    const position = this.#probe(hash, key.length, key.words, 0, key.bytes, 0);
    return this.#addAt(position, hash, key.length, key.words, 0, key.bytes, 0);
  }

  /**
   * The slots of the keys at `places` of `keys`, to `slots`; keys that are not there are added, and
   * are expired from the beginning. A batch's keys are looked for one after another in one loop,
   * so that the machine waits for the memory of several at once.
   *
   * @throws LimitReached as {@link add}
   */
  enterAll(keys: KeyBatch, places: Uint32Array, count: number, slots: Uint32Array): void {
    const { hashes, sizes, arena, words: own } = keys;
    for (let first = 0; first < count; first += FETCHED) {
      const end = Math.min(first + FETCHED, count);
      // All places are looked at before any slot is, so that the machine waits for many at once.
      this.#index.guessAll(hashes, places, first, end, slots);
      this.fetch(slots, first, end);
      const words = this.#words;
      for (let i = first; i < end; i += 1) {
        const place = places[i] ?? 0;
        const from = place * KEY_WORDS;
        const size = sizes[place] ?? 0;
        const at = (slots[i] ?? 0) * WORDS;
        const differs =
          ((words[at] ?? 0) ^ (own[from] ?? 0)) |
          ((words[at + 1] ?? 0) ^ (own[from + 1] ?? 0)) |
          ((words[at + 2] ?? 0) ^ (own[from + 2] ?? 0)) |
          ((words[at + 3] ?? 0) ^ (own[from + 3] ?? 0)) |
          (((words[at + SIZE] ?? 0) & SIZE_MASK) ^ (size + 1));
        if (differs === 0 && size <= SHORT_KEY_BYTES) continue;
        slots[i] = this.#enter(hashes[place] ?? 0, size, own, from, arena, own[from] ?? 0);
      }
    }
  }

  /** The slot of a key, which is added if it is not there. */
  #enter(
    hash: number,
    size: number,
    own: Uint32Array,
    from: number,
    arena: Uint8Array,
    start: number,
  ): number {
    let position = this.#probe(hash, size, own, from, arena, start);
    const slot = this.#index.slotAt(position);
    if (slot !== FREE) return slot;
    if (this.#needsGrowth()) {
      this.#grow();
      position = this.#probe(hash, size, own, from, arena, start);
    }
    return this.#addAt(position, hash, size, own, from, arena, start);
  }

  /** Looks once at each of `slots[from, to)`, so that they are near when each is worked with. */
  fetch(slots: Uint32Array, from: number, to: number): void {
    const words = this.#words;
    let seen = 0;
    for (let i = from; i < to; i += 1) seen |= words[(slots[i] ?? 0) * WORDS] ?? 0;
    this.seen = seen;
  }

  /** Frees the slot and moves its neighbours up, so that no search ends early in the gap. */
  remove(slot: number): void {
    const size = this.size(slot);
    this.#index.remove(slot, (used) => this.#hashOf(used));
    if (size > SHORT_KEY_BYTES) this.#long.leave(size);
    const at = slot * WORDS + SIZE;
    this.#walk.left(this.expiry(slot));
    this.#words[at] = (this.#words[at] ?? 0) & ~SIZE_MASK;
    this.#unused.push(slot);
  }

  /** The hash of the key of a slot in use. */
  #hashOf(slot: number): number {
    const size = this.size(slot);
    const bytes = this.#bytesOf(size);
    this.copyKey(slot, bytes, 0);
    return hashRange(bytes, 0, size);
  }

  #bytesOf(size: number): Uint8Array {
    if (this.#key.length < size) this.#key = new Uint8Array(size);
    return this.#key;
  }

  /** The position of the key, or the free one where it would be entered. */
  #probe(
    hash: number,
    size: number,
    own: Uint32Array,
    from: number,
    arena: Uint8Array,
    start: number,
  ): number {
    const { entries } = this.#index;
    const mask = entries.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const entry = entries[at] ?? 0;
      if (entry === 0) return at;
      if (!isMaybe(entry, hash)) continue;
      if (this.#holds(slotOf(entry), size, own, from, arena, start)) return at;
    }
  }

  #holds(
    slot: number,
    size: number,
    own: Uint32Array,
    from: number,
    arena: Uint8Array,
    start: number,
  ): boolean {
    const words = this.#words;
    const first = slot * WORDS;
    if (((words[first + SIZE] ?? 0) & SIZE_MASK) !== size + 1) return false;
    if (size > SHORT_KEY_BYTES) {
      return this.#long.equals(words[first] ?? 0, size, arena, start);
    }
    for (let i = 0; i < KEY_WORDS; i += 1) if (words[first + i] !== own[from + i]) return false;
    return true;
  }

  #addAt(
    position: number,
    hash: number,
    size: number,
    own: Uint32Array,
    from: number,
    arena: Uint8Array,
    start: number,
  ): number {
    if (this.room <= 0) {
      throw new LimitReached(`a keyed state holds at most ${this.#keysMax} keys`);
    }
    let slot = this.#unused.pop();
    if (slot === undefined) {
      slot = this.slots;
      this.slots += 1;
    }
    const first = slot * WORDS;
    if (size > SHORT_KEY_BYTES) this.#words[first] = this.#keepLong(arena, start, size);
    else for (let i = 0; i < KEY_WORDS; i += 1) this.#words[first + i] = own[from + i] ?? 0;
    // A slot that was changed, removed and is used again is already in the list.
    const changed = (this.#words[first + SIZE] ?? 0) & ~SIZE_MASK;
    this.#words[first + SIZE] = changed | (size + 1);
    this.#floats[slot * FLOATS + EXPIRY] = NOT_BEGUN;
    this.#walk.entered();
    this.#index.put(position, hash, slot);
    return slot;
  }

  #needsGrowth(): boolean {
    return this.#unused.length === 0 && this.slots === this.capacity && this.room > 0;
  }

  #grow(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    this.#floats = new Float64Array(words.buffer);
    this.#index.clear(2 * this.#index.entries.length);
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.isUsed(slot)) this.#index.add(this.#hashOf(slot), slot);
    }
  }

  /** Copies a long key and answers where it is kept. */
  #keepLong(from: Uint8Array, start: number, size: number): number {
    if (!this.#long.hasRoom(size)) {
      this.#long.move(size, (moved) => {
        for (let slot = 0; slot < this.slots; slot += 1) {
          if (!this.isUsed(slot) || this.size(slot) <= SHORT_KEY_BYTES) continue;
          const first = slot * WORDS;
          this.#words[first] = moved(this.#words[first] ?? 0, this.size(slot));
        }
      });
    }
    return this.#long.keep(from, start, size);
  }
}
