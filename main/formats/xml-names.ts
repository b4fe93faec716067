// The names a reader of one message knows, as small integers: an element name is recognised from
// its bytes, by hash and then byte by byte, without making a string.

/** One step of the hash that the scanner computes while it reads a name. Starts at 0. */
export function hashStep(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

export type Vocabulary = {
  readonly names: readonly string[];
  /** The index of the name in `bytes[from, to)` whose hash is `hash`, or -1 when unknown. */
  find(hash: number, bytes: Uint8Array, from: number, to: number): number;
  /** The index of a name given as text, or -1. */
  indexOf(name: string): number;
};

/** Builds the table of `names` (ASCII, distinct). Look-ups are O(length of the name). */
export function createVocabulary(names: readonly string[]): Vocabulary {
  const size = tableSize(names.length);
  const table = new Int32Array(size).fill(-1);
  const hashes = new Int32Array(names.length);
  const encoded = names.map((name) =>
    Uint8Array.from(name, (character) => character.charCodeAt(0)),
  );
  for (const [index, bytes] of encoded.entries()) {
    const hash = bytes.reduce(hashStep, 0);
    hashes[index] = hash;
    let slot = spread(hash) & (size - 1);
    while (table[slot] !== -1) slot = (slot + 1) & (size - 1);
    table[slot] = index;
  }
  const find = (hash: number, bytes: Uint8Array, from: number, to: number): number => {
    let slot = spread(hash) & (size - 1);
    for (;;) {
      const index = table[slot] ?? -1;
      if (index < 0) return -1;
      if (hashes[index] === hash && sameBytes(encoded[index], bytes, from, to)) return index;
      slot = (slot + 1) & (size - 1);
    }
  };
  const byText = new Map(names.map((name, index) => [name, index]));
  return { names, find, indexOf: (name) => byText.get(name) ?? -1 };
}

function tableSize(count: number): number {
  let size = 16;
  while (size < count * 4) size *= 2;
  return size;
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function sameBytes(
  name: Uint8Array | undefined,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  if (name === undefined || name.length !== to - from) return false;
  for (let index = 0; index < name.length; index += 1) {
    if (name[index] !== bytes[from + index]) return false;
  }
  return true;
}
