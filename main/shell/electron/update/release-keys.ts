// The public keys whose signature makes a release ours. The list is part of the program, so that
// neither a feed nor a policy can name another one. Without a key every update is refused.
import { createPublicKey, hash, type KeyObject } from 'node:crypto';

/** A raw Ed25519 public key: 32 bytes as base64. */
export type ReleaseKey = string;

/**
 * The pinned keys: the one in use, and during a rotation the next one beside it. To rotate, release
 * a version that pins both, sign with the new one from then on, and drop the old one in the version
 * after. `npm run release -- key` makes a pair and prints the line for this list. None is pinned
 * yet: the key is the releasing organisation's, made and kept where its releases are signed.
 */
export const RELEASE_KEYS: readonly ReleaseKey[] = [];

/** A third key would be one that nobody remembers to drop. */
export const RELEASE_KEYS_MAX = 2;

const KEY_BYTES = 32;
/** What stands before the raw bytes in an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** The first eight bytes of the key's SHA-256 in hex: what a signature names its key by. */
export function keyId(key: ReleaseKey): string {
  return hash('sha256', Buffer.from(key, 'base64'), 'hex').slice(0, 16);
}

/** The key for `verify`, or null when it is not 32 bytes of base64. */
export function publicKeyOf(key: ReleaseKey): KeyObject | null {
  const raw = Buffer.from(key, 'base64');
  if (raw.length !== KEY_BYTES || raw.toString('base64') !== key) return null;
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}
