// How docs/trail.md has the journal hashed: the bytes of a group of rows, column by column, and the mark
// of each row. Written a second time, as all of this folder is.
import { fieldBytes, type Value } from './format.ts';

/** A column that holds money is never written as counting. */
const NEVER_COUNTING = 'amount';

/** The bytes that a group of rows adds to its table's hash. */
export function groupBytes(
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Buffer {
  const parts = columns.map((column, at) => {
    const values = rows.map((row) => row[at] ?? null);
    return columnBytes(values, column !== NEVER_COUNTING);
  });
  return Buffer.concat([Buffer.of(rows.length), ...parts]);
}

function columnBytes(values: readonly Value[], mayCount: boolean): Buffer {
  const [first = null] = values;
  const tagged = (tag: string, bytes: Uint8Array) => Buffer.concat([Buffer.from(tag), bytes]);
  if (values.length > 1) {
    if (values.every((value) => value === first)) return tagged('s', fieldBytes([first]));
    const counts = values.every((value, at) => isMore(value, first, at));
    if (mayCount && counts) return tagged('c', fieldBytes([first]));
  }
  if (typeof first === 'string') {
    const distinct = [...new Set(values)];
    const places = values.map((value) => distinct.indexOf(value));
    return tagged('t', Buffer.concat([Buffer.from(places), fieldBytes(distinct)]));
  }
  const integers = values.map((value) => (typeof value === 'bigint' ? value : 0n));
  const areShort = integers.every((value) => BigInt.asIntN(32, value) === value);
  const bytes = Buffer.alloc((areShort ? 4 : 8) * integers.length);
  for (const [at, value] of integers.entries()) {
    if (areShort) bytes.writeInt32BE(Number(value), 4 * at);
    else bytes.writeBigInt64BE(value, 8 * at);
  }
  return tagged(areShort ? 'w' : 'd', bytes);
}

function isMore(value: Value, first: Value, by: number): boolean {
  return typeof value === 'bigint' && typeof first === 'bigint' && value === first + BigInt(by);
}

const MARK_BASE = 0x9e3779b1n;
const TEXT_PRIME = 0x01000193;

/** The mark of a row of the journal: it names the row, and proves nothing. */
export function journalMarkOf(fields: readonly Value[]): Buffer {
  let sum = 0n;
  let power = 1n;
  for (const field of fields) {
    const [high, low] = wordsOf(field);
    const ofHigh = power * MARK_BASE;
    power = ofHigh * MARK_BASE;
    sum += high * ofHigh + low * power;
  }
  const mark = Buffer.alloc(4);
  mark.writeUInt32BE(Number(BigInt.asUintN(32, sum)));
  return mark;
}

/** An integer's high and low word; a text's one word stands as the high one. */
function wordsOf(field: Value): readonly [high: bigint, low: bigint] {
  if (typeof field === 'bigint')
    return [BigInt.asUintN(64, field) >> 32n, BigInt.asUintN(32, field)];
  if (typeof field !== 'string') return [0n, 0n];
  let word = 0;
  for (let at = 0; at < field.length; at += 1) {
    word = Math.imul(word ^ field.charCodeAt(at), TEXT_PRIME);
  }
  return [BigInt(word), 0n];
}
