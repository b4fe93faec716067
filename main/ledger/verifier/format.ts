// The trail's format as docs/trail.md gives it, written a second time: this folder shares no code
// with the program that writes a book, so that one mistake cannot hide in both.
import { createHash } from 'node:crypto';

/** A value as the book holds it; every integer is read as a bigint. */
export type Value = string | bigint | Uint8Array | null;

export const CHAIN_NAME = 'counterfoil-chain-4';

/** Records that one batch numbers: a payment's id is its batch times this plus its record. */
export const BATCH_SPAN = 16_777_216n;

const TAG_NOTHING = 0x6e;
const TAG_INTEGER = 0x69;
const TAG_TEXT = 0x74;
const TAG_BYTES = 0x62;

/** The bytes of a list of fields: a tag each, a length before text and bytes, all big-endian. */
export function fieldBytes(fields: readonly Value[]): Buffer {
  const parts: Buffer[] = [];
  for (const field of fields) {
    if (field === null) parts.push(Buffer.of(TAG_NOTHING));
    else if (typeof field === 'bigint') parts.push(integerBytes(field));
    else if (typeof field === 'string') parts.push(...counted(TAG_TEXT, Buffer.from(field)));
    else parts.push(...counted(TAG_BYTES, Buffer.from(field)));
  }
  return Buffer.concat(parts);
}

export function integerBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = TAG_INTEGER;
  bytes.writeBigInt64BE(value, 1);
  return bytes;
}

function counted(tag: number, content: Buffer): readonly [Buffer, Buffer] {
  const head = Buffer.alloc(5);
  head[0] = tag;
  head.writeUInt32BE(content.length, 1);
  return [head, content];
}

export function sha256(...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** SHA-256 over {@link fieldBytes}. */
export function fieldsDigest(fields: readonly Value[]): Buffer {
  return sha256(fieldBytes(fields));
}

/** What SQLite gave, as a field; a float can only stand in a damaged file and equals nothing. */
export function asValue(found: unknown): Value {
  if (found === null || typeof found === 'string' || typeof found === 'bigint') return found;
  return found instanceof Uint8Array ? found : `not a value: ${String(found)}`;
}

/** Whether two byte strings are the same; anything that is no byte string equals nothing. */
export function sameBytes(one: unknown, other: unknown): boolean {
  return one instanceof Uint8Array && other instanceof Uint8Array && Buffer.from(one).equals(other);
}
