// A vector of 32-bit words per key, for what needs many numbers at once: the ring of a window, the
// cells of a sketch. Words of one key lie side by side; what is stored leaves the zeros out.
import { assert, known, LimitReached, UnreadableColumns } from './errors.ts';
import type { Touched } from './state-cells.ts';

/**
 * `words` 32-bit words per key; a 64-bit whole number takes two, the low one first. A key takes
 * room for them only once they are written to, so a long vector that few keys need costs little.
 */
export type VectorShape = { readonly words: number };

/** The vectors of a keyed state, by name. */
export type Vectors = { readonly [name: string]: VectorShape };

const WORDS_MAX = 2 ** 28;
const NONE = -1;

/**
 * From here on there is room for four times as many at once: what nobody has written to takes no
 * memory yet, but while a large array is copied into a larger one both do.
 */
const LARGE_WORDS = 2 ** 22;

/** 32-bit words in what a machine fetches from memory at once. */
const LINE_WORDS = 16;

/** Where the vector of each slot lies in `words`. Page 0 stays zero: it is what absent ones read. */
export class VectorCells {
  readonly shape: VectorShape;
  /** Where the slot that was edited last starts in `words`. */
  base = 0;
  /** Where those that were edited last together start. */
  bases = new Uint32Array(0);
  /** Replaced when it grows, in `edit`: to be read after it. */
  words: Uint32Array<ArrayBuffer>;
  /** What `fetch` found, kept so that its looking is not left out as idle. */
  seen = 0;
  readonly #keys: Touched;
  #pages = new Int32Array(0);
  #spare: number[] = [];
  #pagesUsed = 1;

  constructor(shape: VectorShape, keys: Touched) {
    this.shape = shape;
    this.words = new Uint32Array(shape.words);
    this.#keys = keys;
  }

  /** Where the vector of `slot` starts in `words`, for reading only. */
  at(slot: number): number {
    const page = this.#pages[slot];
    assert(page !== undefined, 'a slot of the state');
    return page === NONE ? 0 : page * this.shape.words;
  }

  /** Opens the slot for writing at `base` of `words`: notes it as changed and gives it room. */
  edit(slot: number): void {
    this.#keys.touch(slot);
    this.base = this.#open(slot);
  }

  /**
   * As `edit`, of the first `count` of `slots` at once, which are noted as changed already, as those
   * that arrive are: the vector of `slots[i]` is at `bases[i]`.
   */
  openAll(slots: Uint32Array, count: number): void {
    if (this.bases.length < count) this.bases = new Uint32Array(count);
    const { bases } = this;
    const size = this.shape.words;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i] ?? 0;
      const page = this.#pages[slot] ?? NONE;
      bases[i] = page === NONE ? this.#open(slot) : page * size;
    }
  }

  /**
   * Looks once at all of the vectors of `slots[from, to)`, so that they are near when each is worked
   * with: a machine fetches many at once where nothing depends on what it finds. It changes nothing.
   */
  fetch(slots: Uint32Array, from: number, to: number): void {
    const { words } = this;
    const size = this.shape.words;
    let seen = 0;
    for (let i = from; i < to; i += 1) {
      const page = this.#pages[slots[i] ?? 0] ?? NONE;
      if (page === NONE) continue;
      for (let at = page * size; at < (page + 1) * size; at += LINE_WORDS) seen |= words[at] ?? 0;
    }
    this.seen = seen;
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

  /**
   * The words of `slot` packed to the end of `target`; nothing at all when they are all 0. Per 512
   * words one that says which groups of 16 are not all 0; per such group one that has two bits for
   * each word, its length (none, 1, 2 or 4 bytes), and the words' bytes.
   */
  pack(slot: number, target: PackedBytes): void {
    if (!this.isOpen(slot)) return;
    const { words } = this;
    const from = this.at(slot);
    const to = from + this.shape.words;
    target.reserve(this.shape.words);
    const { view } = target;
    const tops = Math.ceil(this.shape.words / TOP_WORDS);
    const topAt = target.length;
    let at = topAt + 4 * tops;
    let isEmpty = true;
    for (let top = 0; top < tops; top += 1) {
      let groups = 0;
      for (let group = 0; group < 32; group += 1) {
        const first = from + top * TOP_WORDS + group * GROUP_WORDS;
        if (first >= to) break;
        const last = Math.min(first + GROUP_WORDS, to);
        let all = 0;
        for (let i = first; i < last; i += 1) all |= words[i] ?? 0;
        if (all === 0) continue;
        const lengthsAt = at;
        let lengths = 0;
        at += 4;
        // Each is written as four bytes, and the next over those that it does not need: no branch to
        // be guessed.
        for (let i = first, bit = 0; i < last; i += 1, bit += 2) {
          const word = words[i] ?? 0;
          view.setUint32(at, word, true);
          const zeros = Math.clz32(word);
          lengths |= (LENGTHS[zeros] ?? 0) << bit;
          at += BYTES[zeros] ?? 0;
        }
        view.setUint32(lengthsAt, lengths, true);
        groups |= 1 << group;
        isEmpty = false;
      }
      view.setUint32(topAt + 4 * top, groups, true);
    }
    if (!isEmpty) target.length = at;
  }

  /** Takes the words of `slot` from what `pack` wrote to `bytes[start, end)`. */
  unpack(slot: number, bytes: Uint8Array, start: number, end: number): void {
    this.clear(slot);
    if (start === end) return;
    const reader = new PackedReader(bytes, start, end);
    const size = this.shape.words;
    const base = this.#open(slot);
    const tops = Array.from({ length: Math.ceil(size / TOP_WORDS) }, () => reader.take(4));
    for (const [top, groups] of tops.entries()) {
      for (let group = 0; group < 32; group += 1) {
        if (((groups >>> group) & 1) === 0) continue;
        const first = top * TOP_WORDS + group * GROUP_WORDS;
        const lengths = reader.take(4);
        for (let i = 0; i < GROUP_WORDS; i += 1) {
          const length = (lengths >>> (2 * i)) & 3;
          if (length === 0) continue;
          if (first + i >= size) throw new UnreadableColumns('a vector that is too long');
          this.words[base + first + i] = reader.take(length === 3 ? 4 : length);
        }
      }
    }
    if (reader.at !== end) throw new UnreadableColumns('a vector of another length');
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
    const factor = this.words.length < LARGE_WORDS ? 2 : 4;
    const length = Math.min(Math.max(needed, factor * this.words.length), WORDS_MAX);
    // Not transferred, which writes zeros to all of what is new: so the machine gives it when it is used.
    const larger = new Uint32Array(length);
    larger.set(this.words);
    this.words = larger;
  }
}

/** Words under one word of groups, and in one group. */
const GROUP_WORDS = 16;
const TOP_WORDS = 32 * GROUP_WORDS;

/** By the zero bits that a word begins with: how many bytes it takes, and the two bits that say so. */
const BYTES = Uint8Array.from({ length: 33 }, (_, zeros) => {
  if (zeros === 32) return 0;
  return zeros >= 24 ? 1 : zeros >= 16 ? 2 : 4;
});
const LENGTHS = BYTES.map((bytes) => (bytes === 4 ? 3 : bytes));

/** Packed vectors, one after another. */
export class PackedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  length = 0;

  constructor(bytes = 1024) {
    this.bytes = new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for a vector of `words`, none of them short; the last is written as four bytes. */
  reserve(words: number): void {
    const headers = Math.ceil(words / GROUP_WORDS) + Math.ceil(words / TOP_WORDS);
    const needed = this.length + 4 * (headers + words + 1);
    if (needed <= this.bytes.length) return;
    const larger = Math.max(needed, 2 * this.bytes.length);
    this.bytes = new Uint8Array(this.bytes.buffer.transfer(larger));
    this.view = new DataView(this.bytes.buffer);
  }
}

class PackedReader {
  readonly #view: DataView;
  at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = start;
    this.#end = end;
  }

  /** The next number, of 1, 2 or 4 bytes. */
  take(bytes: number): number {
    const { at } = this;
    this.at = at + bytes;
    if (this.at > this.#end) throw new UnreadableColumns('a vector that is cut short');
    if (bytes === 1) return this.#view.getUint8(at);
    return bytes === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }
}
