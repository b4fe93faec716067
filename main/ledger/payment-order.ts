// Sorting a million row numbers by a column: a radix sort, 16 bits at a time, on the bytes of the
// column itself, so that 64-bit amounts are compared exactly and nothing becomes a float.
import { assert } from '../domain/assert.ts';

const lowestFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
assert(lowestFirst, 'the lowest 16 bits of a number come first in memory');

const DIGITS = 1 << 16;

/** A column seen as 16-bit digits: row `r` has digits `r * words` up to `words` more, lowest first. */
export type Digits = { readonly digits: Uint16Array; readonly words: number };

/** The digits of a column of unsigned numbers (or of signed ones that are never negative). */
export function digitsOf(column: Uint16Array | Uint32Array | BigInt64Array): Digits {
  const { buffer, byteOffset, byteLength } = column;
  const digits = new Uint16Array(buffer, byteOffset, byteLength / 2);
  return { digits, words: column.BYTES_PER_ELEMENT / 2 };
}

/**
 * `order` sorted by the column: rows whose values are alike stay in the order they had, ascending
 * or descending. Answers `order` itself or a new array; `order` is used as working space.
 */
export function sortRows(
  order: Uint32Array<ArrayBuffer>,
  column: Digits,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  let from = order;
  let to = new Uint32Array(order.length);
  // All words are counted in one pass, while the rows are still in the order of memory.
  const counts = countDigits(order, column);
  for (let word = 0; word < column.words; word += 1) {
    const starts = counts.subarray(word * DIGITS, (word + 1) * DIGITS);
    if (!beginBuckets(starts, order.length, descending)) continue;
    scatter(from, to, column, word, starts);
    [from, to] = [to, from];
  }
  return from;
}

/** How many rows have each digit, for each word: `DIGITS` counts after `DIGITS` counts. */
function countDigits(rows: Uint32Array, { digits, words }: Digits): Uint32Array {
  const counts = new Uint32Array(words * DIGITS);
  for (let at = 0; at < rows.length; at += 1) {
    const first = (rows[at] ?? 0) * words;
    for (let word = 0; word < words; word += 1) {
      const count = word * DIGITS + (digits[first + word] ?? 0);
      counts[count] = (counts[count] ?? 0) + 1;
    }
  }
  return counts;
}

/** Turns counts into where each digit's rows begin; false when all rows have the same digit. */
function beginBuckets(counts: Uint32Array, rows: number, descending: boolean): boolean {
  let sum = 0;
  for (let step = 0; step < DIGITS; step += 1) {
    const digit = descending ? DIGITS - 1 - step : step;
    const count = counts[digit] ?? 0;
    if (count === rows) return false;
    counts[digit] = sum;
    sum += count;
  }
  return true;
}

function scatter(
  from: Uint32Array,
  to: Uint32Array,
  { digits, words }: Digits,
  word: number,
  starts: Uint32Array,
): void {
  for (let at = 0; at < from.length; at += 1) {
    const row = from[at] ?? 0;
    const digit = digits[row * words + word] ?? 0;
    const place = starts[digit] ?? 0;
    starts[digit] = place + 1;
    to[place] = row;
  }
}

const INT64_MAX = 2n ** 63n - 1n;

/** Amounts with the currency of each row, and what each currency's minor units are worth. */
export type FaceValues = {
  readonly amounts: BigInt64Array;
  /** Index into `factors`. */
  readonly currencies: Uint8Array;
  /** What minor units are multiplied by so that amounts of all currencies compare as written. */
  readonly factors: readonly bigint[];
};

/**
 * The rows sorted by face value (5.00 comes before 500), exact for every amount: where a product
 * leaves 64 bits the rows are compared one by one. `order` is used as working space.
 */
export function sortByFaceValue(
  order: Uint32Array<ArrayBuffer>,
  values: FaceValues,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const { amounts, currencies, factors } = values;
  const isUsed = new Uint8Array(factors.length);
  for (const row of order) isUsed[currencies[row] ?? 0] = 1;
  const used = factors.filter((_, code) => isUsed[code] === 1);
  if (new Set(used).size <= 1) return sortRows(order, digitsOf(amounts), descending);
  const least = used.reduce((a, b) => (a < b ? a : b));
  const relative = factors.map((factor) => factor / least);
  const faces = new BigInt64Array(amounts.length);
  for (const row of order) {
    const face = (amounts[row] ?? 0n) * (relative[currencies[row] ?? 0] ?? 1n);
    if (face > INT64_MAX) return sortOneByOne(order, { ...values, factors: relative }, descending);
    faces[row] = face;
  }
  return sortRows(order, digitsOf(faces), descending);
}

function sortOneByOne(
  order: Uint32Array<ArrayBuffer>,
  { amounts, currencies, factors }: FaceValues,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const faceOf = (row: number): bigint =>
    (amounts[row] ?? 0n) * (factors[currencies[row] ?? 0] ?? 1n);
  const sign = descending ? -1 : 1;
  return order.sort((a, b) => {
    const [left, right] = [faceOf(a), faceOf(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}
