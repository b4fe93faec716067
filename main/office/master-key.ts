// The one key of an encrypted book, what is derived from it, and the text by which a person keeps
// it: the recovery key.
import { createHash, hkdfSync } from 'node:crypto';
import { assert } from '../domain/assert.ts';

/** Bytes of the key. */
export const MASTER_BYTES = 32;

/** What a derived key is for; a purpose that changes its meaning gets another name. */
export type Purpose = 'database' | 'files' | 'key id' | 'earlier keys';

/** A key for one purpose: HKDF-SHA-256 (RFC 5869) of the master key under the purpose's name. */
export function derivedKey(master: Uint8Array, purpose: Purpose, bytes = 32): Uint8Array {
  assert(master.length === MASTER_BYTES, 'a master key is 32 bytes');
  const nothing = new Uint8Array(0);
  return new Uint8Array(hkdfSync('sha256', master, nothing, `counterfoil 1 ${purpose}`, bytes));
}

/** Names a key without telling it: 32 hexadecimal digits. */
export function keyIdOf(master: Uint8Array): string {
  return Buffer.from(derivedKey(master, 'key id', 16)).toString('hex');
}

/** Crockford's base 32: no I, L, O or U, so that nothing is mistaken for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_BYTES = 3;
/** 256 bits of key and 24 of checksum, five to the letter. */
const LETTERS = ((MASTER_BYTES + CHECK_BYTES) * 8) / 5;
const GROUP = 4;

function checkOf(master: Uint8Array): Buffer {
  return createHash('sha256').update('counterfoil 1 recovery').update(master).digest();
}

/**
 * The master key as a person writes it down: 56 letters and digits in groups of four, the last five
 * of which are a checksum. It needs no other file to open the book.
 */
export function recoveryText(master: Uint8Array): string {
  assert(master.length === MASTER_BYTES, 'a master key is 32 bytes');
  const bytes = Buffer.concat([master, checkOf(master).subarray(0, CHECK_BYTES)]);
  const letters: string[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    letters.push(ALPHABET[(pair >> (11 - (bit & 7))) & 31] ?? '');
  }
  bytes.fill(0);
  const groups: string[] = [];
  while (letters.length > 0) groups.push(letters.splice(0, GROUP).join(''));
  return groups.join('-');
}

/** What a text is as a recovery key: none by its looks, mistyped, or the master key it says. */
export type ReadRecovery =
  | { readonly kind: 'not_one' | 'mistyped' }
  | { readonly kind: 'key'; readonly master: Uint8Array };

/** Reads a recovery key as people type it: any case, any spacing, O for 0 and I or L for 1. */
export function readRecovery(text: string): ReadRecovery {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0');
  const letters = plain.replaceAll(/[IL]/g, '1');
  if (letters.length !== LETTERS) return { kind: 'not_one' };
  const bytes = Buffer.alloc(MASTER_BYTES + CHECK_BYTES);
  for (const [at, letter] of [...letters].entries()) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return { kind: 'not_one' };
    for (let bit = 0; bit < 5; bit += 1) {
      const to = at * 5 + bit;
      bytes[to >> 3] = (bytes[to >> 3] ?? 0) | (((value >> (4 - bit)) & 1) << (7 - (to & 7)));
    }
  }
  const master = new Uint8Array(bytes.subarray(0, MASTER_BYTES));
  const check = bytes.subarray(MASTER_BYTES);
  if (!checkOf(master).subarray(0, CHECK_BYTES).equals(check)) return { kind: 'mistyped' };
  return { kind: 'key', master };
}
