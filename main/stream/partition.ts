// Which key goes to which partition, and which partition to which task. The hash is fixed for
// good: it is stored with the state, so a change of it would send keys to the wrong partition.

/** One more than the greatest hash. */
export const HASH_SPACE = 2 ** 32;

/** With more partitions than this the two mirror functions below would no longer be exact. */
export const PARTITIONS_MAX = 65_536;

const encoder = new TextEncoder();

/** One whole word of a key taken into its hash; see {@link hashRange}, as are the next two. */
export function blockMixed(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** The last one to three bytes of a key, as a word, taken into its hash. */
export function tailMixed(hash: number, tail: number): number {
  const k = Math.imul(tail, 0xcc9e2d51);
  return hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

/** The hash when all bytes are in. */
export function finished(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The 32-bit hash of `bytes[start, end)`: MurmurHash3_x86_32 (Austin Appleby, public domain).
 * Not a defence against someone who chooses keys to collide; it only spreads work.
 */
export function hashRange(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let hash = seed | 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    hash = blockMixed(hash, low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24));
  }
  let tail = 0;
  for (let last = end - 1; last >= at; last -= 1) tail = (tail << 8) | (bytes[last] ?? 0);
  if (at < end) hash = tailMixed(hash, tail);
  return finished(hash, end - start);
}

/** The hash (u32) of a key; a string hashes as its UTF-8 bytes, so both forms agree. */
export function hashKey(key: Uint8Array | string, seed = 0): number {
  const bytes = typeof key === 'string' ? encoder.encode(key) : key;
  return hashRange(bytes, 0, bytes.length, seed);
}

/** The hash (u32) of a list of 32-bit words, chained from `seed`. */
export function hashWord(seed: number, word: number): number {
  return finished(blockMixed(seed | 0, word), 4);
}

/** The partition, 0 to `partitions` − 1, whose range of hashes holds `hash` (u32). */
export function partitionFor(hash: number, partitions: number): number {
  return Math.floor((hash * partitions) / HASH_SPACE);
}

/** A half-open range: `from` belongs to it, `to` does not. */
export type Range = { readonly from: number; readonly to: number };

/** The mirror of {@link partitionFor}: the hashes that belong to `partition`. */
export function rangeFor(partition: number, partitions: number): Range {
  return {
    from: Math.ceil((partition * HASH_SPACE) / partitions),
    to: Math.ceil(((partition + 1) * HASH_SPACE) / partitions),
  };
}

/** The neighbouring partitions that `task` of `tasks` owns; none where there are more tasks. */
export function partitionsOfTask(task: number, tasks: number, partitions: number): Range {
  return {
    from: Math.floor((task * partitions) / tasks),
    to: Math.floor(((task + 1) * partitions) / tasks),
  };
}

/** The hashes that belong to the partitions of `task`. */
export function hashesOfTask(task: number, tasks: number, partitions: number): Range {
  const owned = partitionsOfTask(task, tasks, partitions);
  return {
    from: rangeFor(owned.from, partitions).from,
    to: rangeFor(owned.to, partitions).from,
  };
}
