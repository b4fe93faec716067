// The bytes of a release: tagged, length-prefixed fields one after another, as in docs/trail.md, so
// that no two different releases share bytes. Reading is strict: what is not exactly a list of
// fields is null.

export type Field = string | number | Uint8Array;

const INTEGER = 0x69;
const TEXT = 0x74;
const BYTES = 0x62;

/** `i` and eight bytes big-endian for a whole number; `t` or `b`, four bytes of length, content. */
export function writeFields(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.map((field) => {
      if (typeof field === 'number') {
        const integer = Buffer.alloc(9);
        integer[0] = INTEGER;
        integer.writeBigInt64BE(BigInt(field), 1);
        return integer;
      }
      const content = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
      const head = Buffer.alloc(5);
      head[0] = typeof field === 'string' ? TEXT : BYTES;
      head.writeUInt32BE(content.length, 1);
      return Buffer.concat([head, content]);
    }),
  );
}

/**
 * Every field of `bytes`, or null: an unknown tag, a length beyond the end, text that is not UTF-8
 * or a number that a double cannot hold. Bytes of the answer are views into `bytes`.
 */
export function readFields(bytes: Uint8Array): Field[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at];
    const isInteger = tag === INTEGER;
    const head = isInteger ? 9 : 5;
    if ((!isInteger && tag !== TEXT && tag !== BYTES) || at + head > bytes.length) return null;
    const length = isInteger ? 0 : view.getUint32(at + 1);
    const end = at + head + length;
    if (end > bytes.length) return null;
    const field = isInteger
      ? wholeNumber(view.getBigInt64(at + 1))
      : tag === TEXT
        ? utf8OrNull(bytes.subarray(at + head, end))
        : bytes.subarray(at + head, end);
    if (field === null) return null;
    fields.push(field);
    at = end;
  }
  return fields;
}

function wholeNumber(value: bigint): number | null {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

function utf8OrNull(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
