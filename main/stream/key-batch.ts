// The keys of many records side by side: hashed once, and short ones as words, so that looking them
// up compares numbers and touches no text.
import type { TextColumn } from './columns.ts';
import type { KeyBuilder } from './key.ts';
import { blockMixed, finished, hashRange, tailMixed } from './partition.ts';

/** 32-bit words of a key that is kept beside its slot; bytes after its end are 0. */
export const KEY_WORDS = 4;
export const SHORT_KEY_BYTES = 4 * KEY_WORDS;

const FIRST_LONG_BYTES = 1024;

export class KeyBatch {
  /** u32 per key, see partition.ts. */
  readonly hashes: Uint32Array;
  /** Bytes per key. */
  readonly sizes: Uint32Array;
  /** {@link KEY_WORDS} per key: its bytes, or where it starts in `arena` if it is longer. */
  readonly words: Uint32Array;
  arena: Uint8Array;
  #longUsed = 0;

  constructor(keys: number, arena: Uint8Array = new Uint8Array(0)) {
    this.hashes = new Uint32Array(keys);
    this.sizes = new Uint32Array(keys);
    this.words = new Uint32Array(keys * KEY_WORDS);
    this.arena = arena;
  }

  /** Makes a copy of `key` the key at `at`. */
  put(at: number, key: KeyBuilder): void {
    this.hashes[at] = key.hash();
    this.sizes[at] = key.length;
    const first = at * KEY_WORDS;
    if (key.length > SHORT_KEY_BYTES) {
      this.words[first] = this.#keepLong(key);
      return;
    }
    for (let i = 0; i < KEY_WORDS; i += 1) this.words[first + i] = key.words[i] ?? 0;
  }

  #keepLong({ bytes, length }: KeyBuilder): number {
    const at = this.#longUsed;
    if (at + length > this.arena.length) {
      const larger = new Uint8Array(Math.max(2 * (at + length), FIRST_LONG_BYTES));
      larger.set(this.arena.subarray(0, at));
      this.arena = larger;
    }
    this.arena.set(bytes.subarray(0, length), at);
    this.#longUsed += length;
    return at;
  }
}

/** The texts of a column as keys, by row; a null has the key of an empty text. */
export function keysOfTexts({ arena, ends }: TextColumn): KeyBatch {
  const keys = new KeyBatch(ends.length, arena);
  const { hashes, sizes, words } = keys;
  const bytes = new DataView(arena.buffer, arena.byteOffset, arena.byteLength);
  let start = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const end = (ends[row] ?? 0) & 0x7fffffff;
    const size = end - start;
    sizes[row] = size;
    let word = row * KEY_WORDS;
    if (size > SHORT_KEY_BYTES) {
      hashes[row] = hashRange(arena, start, end);
      words[word] = start;
    } else {
      let hash = 0;
      let at = start;
      for (; at + 4 <= end; at += 4, word += 1) {
        const four = bytes.getInt32(at, true);
        words[word] = four;
        hash = blockMixed(hash, four);
      }
      if (at < end) {
        let tail = 0;
        for (let last = end - 1; last >= at; last -= 1) tail = (tail << 8) | (arena[last] ?? 0);
        words[word] = tail;
        hash = tailMixed(hash, tail);
      }
      hashes[row] = finished(hash, size);
    }
    start = end;
  }
  return keys;
}
