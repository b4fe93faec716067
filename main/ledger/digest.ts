// How rows and links are hashed: length-prefixed fields, so that no two different rows can share
// bytes (`a|b` tricks), with the sequence and the previous digest inside the link.
// The format is documented in docs/trail.md; the verifier implements it again on its own.
import { hash } from 'node:crypto';

export type Field = string | bigint | number | Uint8Array | null;

/** Grows to the longest row met; a row is at most as long as what the formats let in. */
let scratch = Buffer.alloc(1 << 16);
let cells = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength);

/** Makes room for `count` more bytes at `at`, keeping what is there. */
function makeRoom(at: number, count: number): void {
  if (at + count <= scratch.length) return;
  const grown = Buffer.alloc(2 * (at + count));
  scratch.copy(grown, 0, 0, at);
  scratch = grown;
  cells = new DataView(grown.buffer, grown.byteOffset, grown.byteLength);
}

/** Longer texts are worth the call that encodes them. */
export const SHORT_TEXT = 48;

/** What any field takes at most besides a long text or bytes: a UTF-16 unit is three of UTF-8. */
const FIELD_ROOM = 5 + 3 * SHORT_TEXT;

/** Writes `text` as UTF-8 at `at` and answers how many bytes that took. */
function putText(text: string, at: number): number {
  const { length } = text;
  if (length > SHORT_TEXT) {
    makeRoom(at, 3 * length);
    return scratch.write(text, at, 'utf8');
  }
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return scratch.write(text, at, 'utf8');
    scratch[at + index] = unit;
  }
  return length;
}

/**
 * The bytes of the fields one after another: a tag byte (`n` null, `i` integer, `t` text, `b` bytes),
 * then for text and bytes a four-byte big-endian length and the content, for integers eight bytes
 * big-endian two's complement. Returns a view that the next call overwrites.
 */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  let at = 0;
  for (const field of fields) {
    makeRoom(at, FIELD_ROOM);
    if (field === null) {
      scratch[at] = 0x6e;
      at += 1;
    } else if (typeof field === 'string') {
      scratch[at] = 0x74;
      const length = putText(field, at + 5);
      cells.setUint32(at + 1, length);
      at += 5 + length;
    } else if (typeof field === 'bigint') {
      scratch[at] = 0x69;
      cells.setBigInt64(at + 1, field);
      at += 9;
    } else if (typeof field === 'number') {
      // The two halves of a whole number: what setBigInt64 writes, without making a bigint.
      scratch[at] = 0x69;
      cells.setInt32(at + 1, Math.floor(field / 0x1_0000_0000));
      cells.setUint32(at + 5, field % 0x1_0000_0000);
      at += 9;
    } else {
      scratch[at] = 0x62;
      makeRoom(at, 5 + field.length);
      cells.setUint32(at + 1, field.length);
      scratch.set(field, at + 5);
      at += 5 + field.length;
    }
  }
  return scratch.subarray(0, at);
}

/** SHA-256 over {@link encodeFields}. */
export function digestOf(fields: readonly Field[]): Buffer {
  return hash('sha256', encodeFields(fields), 'buffer');
}

/** SHA-256 of `bytes`: what a chained row covers in place of something large. */
export function contentHash(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/**
 * The salted commitment to personal data (32 bytes): the chain holds it, the data lies beside it
 * with its salt. Erasing data and salt leaves a commitment that says nothing.
 */
export function commitmentOf(salt: Uint8Array, fields: readonly (string | null)[]): Buffer {
  return digestOf([salt, ...fields]);
}
