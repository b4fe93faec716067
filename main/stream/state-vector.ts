// A vector of 32-bit words per key, for what needs many numbers at once: the ring of a window, the
// cells of a sketch. Words of one key lie side by side; what is stored leaves the zeros out.
import { assert, known, LimitReached, UnreadableColumns } from './errors.ts';

/**
 * `words` 32-bit words per key; a 64-bit whole number takes two, the low one first. A key takes
 * room for them only once they are written to, so a long vector that few keys need costs little.
 */
export type VectorShape = { readonly words: number };

/** The vectors of a keyed state, by name. */
export type Vectors = { readonly [name: string]: VectorShape };

const WORDS_MAX = 2 ** 28;
const NONE = -1;

/** Where the vector of each slot lies in `words`. Page 0 stays zero: it is what absent ones read. */
export class VectorCells {
  readonly shape: VectorShape;
  /** Where the slot that was edited last starts in `words`. */
  base = 0;
  /** Replaced when it grows, in `edit`: to be read after it. */
  words: Uint32Array<ArrayBuffer>;
  readonly #touch: (slot: number) => void;
  #pages = new Int32Array(0);
  #spare: number[] = [];
  #pagesUsed = 1;

  constructor(shape: VectorShape, touch: (slot: number) => void) {
    this.shape = shape;
    this.words = new Uint32Array(shape.words);
    this.#touch = touch;
  }

  /** Where the vector of `slot` starts in `words`, for reading only. */
  at(slot: number): number {
    const page = this.#pages[slot];
    assert(page !== undefined, 'a slot of the state');
    return page === NONE ? 0 : page * this.shape.words;
  }

  /** Opens the slot for writing at `base` of `words`: notes it as changed and gives it room. */
  edit(slot: number): void {
    this.#touch(slot);
    this.base = this.#open(slot);
  }

  /** Whether the vector of `slot` has room of its own; without, all its words are 0. */
  isOpen(slot: number): boolean {
    return this.#pages[slot] !== NONE;
  }

  grow(slots: number): void {
    const before = this.#pages.length;
    this.#pages = new Int32Array(this.#pages.buffer.transfer(slots * 4)).fill(NONE, before);
  }

  /** All zero, and its room free for another key. */
  clear(slot: number): void {
    const page = known(this.#pages[slot], 'a slot of the state');
    if (page === NONE) return;
    this.words.fill(0, page * this.shape.words, (page + 1) * this.shape.words);
    this.#spare.push(page);
    this.#pages[slot] = NONE;
  }

  /** The words of `slot` packed to the end of `target`; nothing at all when they are all 0. */
  pack(slot: number, target: PackedBytes): void {
    if (!this.isOpen(slot)) return;
    const from = this.at(slot);
    const { words } = this;
    const to = from + this.shape.words;
    target.reserve(this.shape.words);
    let at = from;
    let isFirst = true;
    while (at < to) {
      const zerosFrom = at;
      at = zerosEnd(words, at, to);
      if (at === to) return;
      if (isFirst) target.varint(this.shape.words);
      isFirst = false;
      const literalFrom = at;
      while (at < to && words[at] !== 0) at += 1;
      target.varint(literalFrom - zerosFrom);
      target.varint(at - literalFrom);
      for (let i = literalFrom; i < at; i += 1) target.varint(words[i] ?? 0);
    }
  }

  /** Takes the words of `slot` from what `pack` wrote to `bytes[start, end)`. */
  unpack(slot: number, bytes: Uint8Array, start: number, end: number): void {
    this.clear(slot);
    if (start === end) return;
    const reader = new PackedReader(bytes, start);
    const { words } = this.shape;
    if (reader.varint() !== words) throw new UnreadableColumns('a vector of another length');
    const base = this.#open(slot);
    let at = 0;
    while (reader.at < end) {
      at += reader.varint();
      const count = reader.varint();
      if (at + count > words) throw new UnreadableColumns('a vector that is too long');
      for (const to = at + count; at < to; at += 1) this.words[base + at] = reader.varint();
    }
  }

  #open(slot: number): number {
    const before = known(this.#pages[slot], 'a slot of the state');
    if (before !== NONE) return before * this.shape.words;
    let page = this.#spare.pop();
    if (page === undefined) {
      page = this.#pagesUsed;
      this.#pagesUsed += 1;
      this.#reserve(this.#pagesUsed);
    }
    this.#pages[slot] = page;
    return page * this.shape.words;
  }

  #reserve(pages: number): void {
    const needed = pages * this.shape.words;
    if (needed <= this.words.length) return;
    if (needed > WORDS_MAX) throw new LimitReached('the vectors of a state take 1 GiB');
    const length = Math.min(Math.max(needed, Math.ceil(this.words.length * 1.5)), WORDS_MAX);
    this.words = new Uint32Array(this.words.buffer.transfer(length * 4));
  }
}

/** Where the zeros that start at `from` end, `to` at the latest; four at a time while it can. */
function zerosEnd(words: Uint32Array, from: number, to: number): number {
  let at = from;
  while (at + 4 <= to) {
    const some =
      (words[at] ?? 0) | (words[at + 1] ?? 0) | (words[at + 2] ?? 0) | (words[at + 3] ?? 0);
    if (some !== 0) break;
    at += 4;
  }
  while (at < to && words[at] === 0) at += 1;
  return at;
}

/** Bytes of a number of 32 bits, at most. */
const NUMBER_BYTES = 5;

/** Numbers as bytes, one after another: seven bits per byte, the lowest first. */
export class PackedBytes {
  bytes = new Uint8Array(1024);
  length = 0;

  /** Makes room for a vector of `words`: at worst each stands alone, between two counts. */
  reserve(words: number): void {
    const needed = this.length + (2 * words + 4) * NUMBER_BYTES;
    if (needed <= this.bytes.length) return;
    const larger = Math.max(needed, 2 * this.bytes.length);
    this.bytes = new Uint8Array(this.bytes.buffer.transfer(larger));
  }

  /** Appends a number that there is room for. */
  varint(value: number): void {
    const { bytes } = this;
    let at = this.length;
    let rest = value;
    while (rest > 0x7f) {
      bytes[at] = (rest & 0x7f) | 0x80;
      at += 1;
      rest >>>= 7;
    }
    bytes[at] = rest;
    this.length = at + 1;
  }
}

class PackedReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.at = start;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.at] ?? 0;
      this.at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new UnreadableColumns('a number of more than 32 bits');
  }
}
