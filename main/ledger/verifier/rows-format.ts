// How docs/trail.md has the rows of a deed hashed: what stands in the hash for a row that comes after
// another, and the mark that each row keeps. Written a second time, as all of this folder is.
import { fieldBytes, integerBytes, type Value } from './format.ts';

const SAME = Buffer.of(0x73);
const COUNTED = Buffer.of(0x63);
const TAG_INTEGER = 0x69;
const TAG_TEXT = 0x74;
const TAG_BYTES = 0x62;
const TAG_NOTHING = 0x6e;

/** Integers that are this great or greater in size are never written short. */
const SHORT_INTEGERS = 2n ** 53n;

/** The bytes that a row adds to its table's hash, after `before` of the same deed (null: the first). */
export function rowBytes(fields: readonly Value[], before: readonly Value[] | null): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(fields.length);
  const parts = fields.map((field, at) => shortBytes(field, before?.[at]) ?? fieldBytes([field]));
  return Buffer.concat([count, ...parts]);
}

function shortBytes(field: Value, before: Value | undefined): Buffer | null {
  if (field === null) return before === null ? SAME : null;
  if (typeof field === 'string') return field === before && isAscii(field) ? SAME : null;
  if (typeof field !== 'bigint' || typeof before !== 'bigint') return null;
  if (!isShort(field) || !isShort(before)) return null;
  if (field === before) return SAME;
  return field === before + 1n ? COUNTED : null;
}

function isShort(value: bigint): boolean {
  return value < SHORT_INTEGERS && value > -SHORT_INTEGERS;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

type Lane = { readonly multiplier: number; readonly shift: number };

const LANES: readonly Lane[] = [
  { multiplier: 0x85ebca6b, shift: 15 },
  { multiplier: 0xc2b2ae35, shift: 13 },
];

/** The eight bytes that a row of these fields keeps: they name it, and prove nothing. */
export function markOf(fields: readonly Value[]): Buffer {
  const mark = Buffer.alloc(8);
  const words = fields.map(wordsOf);
  for (const [at, lane] of LANES.entries()) {
    const each = words.map(([tag, ...rest]) => mixed(tag, rest, lane));
    mark.writeInt32BE(mixed(0, [fields.length, ...each], lane), 4 * at);
  }
  return mark;
}

function mixed(start: number, words: readonly number[], { multiplier, shift }: Lane): number {
  let lane = start;
  for (const word of words) {
    lane = Math.imul(lane ^ word, multiplier);
    lane ^= lane >>> shift;
  }
  return lane;
}

/** A field's tag, and the words that are mixed into it. */
function wordsOf(field: Value): readonly [tag: number, ...words: number[]] {
  if (field === null) return [TAG_NOTHING];
  if (typeof field === 'bigint') {
    const bytes = integerBytes(field);
    return [TAG_INTEGER, bytes.readInt32BE(1), bytes.readInt32BE(5)];
  }
  const content = typeof field === 'string' ? Buffer.from(field) : field;
  return [typeof field === 'string' ? TAG_TEXT : TAG_BYTES, content.length, ...content];
}
