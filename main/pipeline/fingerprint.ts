// Short keys for long texts: hashes of a key's bytes under several seeds, put side by side.
import type { KeyBuilder } from '../stream/key.ts';
import { hashRange } from '../stream/partition.ts';

/** Independent 32-bit hashes: four make 128 bits, in which no two keys will ever meet. */
const SEEDS = [0x9747b28c, 0x1b873593, 0x85ebca6b, 0xc2b2ae35] as const;

/** Makes `key` the fingerprint of `parts`: 16 bytes, however long `parts` is. */
export function fingerprint(parts: KeyBuilder, key: KeyBuilder): KeyBuilder {
  key.start();
  for (const seed of SEEDS) key.u32(hashRange(parts.bytes, 0, parts.length, seed));
  return key;
}
