// How the rows of the journal are hashed: in the groups in which they are inserted, column by column,
// so that what a column repeats is written once, and all groups of a deed in one SHA-256. Of each row
// a mark is kept beside the journal, by which `verify` names it. To the bit in docs/trail.md.
import { createHash, type Hash, hash } from 'node:crypto';
import { assert } from '../domain/assert.ts';
import { SHORT_TEXT } from './digest.ts';

/** Rows in a group at most. */
export const GROUP_ROWS = 64;

/** How a column stands in a group: each row its own, all the same, or each one more than the last. */
export type Shape = 'each' | 'same' | 'counting';

/** What is collected before it is hashed: a deed of any size takes this much memory. */
const MOST_COLLECTED = 1 << 16;
/** More than a column of short values takes. */
const COLUMN_ROOM = 1 << 14;

const SAME = 0x73;
const COUNTING = 0x63;
const INTEGER = 0x69;
const TEXT = 0x74;
const WORDS = 0x77;
const DOUBLE_WORDS = 0x64;

const WORD = 4;
const LONG = 8;
const ONE_OVER_2_TO_32 = 1 / 0x1_0000_0000;
const MARK_BASE = 0x9e3779b1;

/** What a text adds to a mark, before the factor of its column. */
function wordOf(text: string): number {
  let word = 0;
  for (let at = 0; at < text.length; at += 1) {
    word = Math.imul(word ^ text.charCodeAt(at), 0x01000193);
  }
  return word;
}

/** Powers of the base: of each column one for its high word, or its text, and one for its low. */
function factors(columns: number): Int32Array {
  const powers = new Int32Array(2 * columns);
  let power = 1;
  for (let at = 0; at < powers.length; at += 1) {
    power = Math.imul(power, MARK_BASE);
    powers[at] = power;
  }
  return powers;
}

/** How each of the first `columns` columns of the rows stands; one row alone repeats nothing. */
export function shapesOf(
  rows: readonly (readonly unknown[])[],
  columns: number,
): readonly { readonly shape: Shape }[] {
  return Array.from({ length: columns }, (_, at) => ({
    shape: shapeOf(rows, 0, rows.length, at),
  }));
}

/** Whether the rows have one value in common in this column, or count up by one. */
export function shapeOf(
  rows: readonly (readonly unknown[])[],
  from: number,
  count: number,
  at: number,
): Shape {
  if (count === 1) return 'each';
  const first = rows[from]?.[at];
  const second = rows[from + 1]?.[at];
  const step = first === second ? 0 : 1;
  if (step === 1 && (typeof first !== 'number' || second !== first + 1)) return 'each';
  for (let row = 1; row < count; row += 1) {
    const value = rows[from + row]?.[at];
    const isAsExpected = step === 0 ? value === first : value === Number(first) + row;
    if (!isAsExpected) return 'each';
  }
  return step === 0 ? 'same' : 'counting';
}

/** Folds a table's rows, one deed after another: `begin` forgets the one before. */
export class GroupFold {
  private readonly bytes = Buffer.alloc(MOST_COLLECTED + COLUMN_ROOM);
  private readonly cells = new DataView(this.bytes.buffer, this.bytes.byteOffset);
  private length = 0;
  /** Takes what no longer fits; most deeds are hashed in one piece. */
  private begun: Hash | null = null;
  private readonly columns: number;
  private readonly factors: Int32Array;
  /** The marks of the group in hand, and of all groups, each after the number of its rows. */
  private readonly marks = new Int32Array(GROUP_ROWS);
  /** What all marks of the group have in common, and by how much each is more than the one before. */
  private common = 0;
  private step = 0;
  private kept = new DataView(new ArrayBuffer(1 << 12));
  private keptLength = 0;
  private rows = 0;
  /** By column, the text met last and its word: most come again. */
  private readonly texts: string[];
  private readonly words: Int32Array;
  /** The texts of the column in hand that differ, and what each adds to a mark. */
  private readonly distinct: string[] = [];
  private readonly parts = new Int32Array(GROUP_ROWS);

  /** `columns` is how many columns of a row are folded: its first ones. */
  constructor(columns: number) {
    this.columns = columns;
    this.factors = factors(columns);
    this.texts = Array(columns).fill('');
    this.words = new Int32Array(columns);
  }

  /** How many rows were added. */
  get count(): number {
    return this.rows;
  }

  /** Forgets the deed before, whatever became of it. */
  begin(): void {
    this.length = 0;
    this.begun = null;
    this.keptLength = 0;
    this.rows = 0;
  }

  /** Adds `count` rows from `from` on as a group; `shapes` is how each of their columns stands. */
  add(
    rows: readonly (readonly unknown[])[],
    from: number,
    count: number,
    shapes: readonly { readonly shape: Shape }[],
  ): void {
    assert(count >= 1 && count <= GROUP_ROWS, 'a group has its rows');
    this.marks.fill(0, 0, count);
    this.common = 0;
    this.step = 0;
    this.makeRoom(1);
    this.bytes[this.length] = count;
    this.length += 1;
    for (let column = 0; column < this.columns; column += 1) {
      this.makeRoom(COLUMN_ROOM);
      const shape = shapes[column]?.shape;
      const first = rows[from]?.[column];
      if (shape === 'same') this.addSame(column, first);
      else if (shape === 'counting') this.addCounting(column, first, count);
      else if (typeof first === 'string') this.addTexts(column, rows, from, count);
      else if (!this.addShort(column, rows, from, count)) this.addLong(column, rows, from, count);
    }
    this.rows += count;
    this.keepMarks(count);
  }

  /** The marks of the rows that were added: of each group the number of its rows, and theirs. */
  keptMarks(): Uint8Array {
    return new Uint8Array(this.kept.buffer, 0, this.keptLength);
  }

  /** The marks of the rows that were added last. */
  lastMarks(): Int32Array {
    return this.marks;
  }

  /** SHA-256 over the groups that were added. */
  digest(): Buffer {
    const rest = this.bytes.subarray(0, this.length);
    if (this.begun === null) return hash('sha256', rest, 'buffer');
    return this.begun.update(rest).digest();
  }

  private addSame(column: number, value: unknown): void {
    this.bytes[this.length] = SAME;
    this.length += 1;
    const part = typeof value === 'string' ? this.putText(column, value) : this.put(column, value);
    this.common = (this.common + part) | 0;
  }

  private addCounting(column: number, first: unknown, count: number): void {
    assert(typeof first === 'number', 'only numbers count');
    this.bytes[this.length] = COUNTING;
    this.length += 1;
    const part = this.put(column, first);
    const low = first | 0;
    if (low >= 0 || low + count <= 0) {
      this.common = (this.common + part) | 0;
      this.step = (this.step + (this.factors[2 * column + 1] ?? 0)) | 0;
      return;
    }
    // The high word counts on somewhere in the group.
    for (let row = 0; row < count; row += 1) this.mark(row, this.partOf(column, first + row));
  }

  /** Writes one integer with its tag, and answers what it adds to a mark. */
  private put(column: number, value: unknown): number {
    const at = this.length;
    this.bytes[at] = INTEGER;
    this.length = at + 1 + LONG;
    if (typeof value === 'bigint') this.cells.setBigInt64(at + 1, value);
    else {
      assert(typeof value === 'number', 'a value of the journal is an integer or a text');
      this.cells.setInt32(at + 1, Math.floor(value * ONE_OVER_2_TO_32));
      this.cells.setInt32(at + 1 + WORD, value | 0);
    }
    return this.partAt(column, at + 1);
  }

  /** What the integer of eight bytes at `at` adds to a mark. */
  private partAt(column: number, at: number): number {
    const high = this.cells.getInt32(at);
    const low = this.cells.getInt32(at + WORD);
    const { factors } = this;
    return (
      (Math.imul(high, factors[2 * column] ?? 0) + Math.imul(low, factors[2 * column + 1] ?? 0)) | 0
    );
  }

  private partOf(column: number, value: number): number {
    const high = Math.floor(value * ONE_OVER_2_TO_32);
    const { factors } = this;
    return (
      (Math.imul(high, factors[2 * column] ?? 0) + Math.imul(value, factors[2 * column + 1] ?? 0)) |
      0
    );
  }

  /** Writes one text with its tag, and answers what it adds to a mark. */
  private putText(column: number, text: string): number {
    const { length } = text;
    this.bytes[this.length] = TEXT;
    let at = this.length + 5;
    for (let index = 0; index < length && index <= SHORT_TEXT; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f || index === SHORT_TEXT) return this.putLongText(column, text);
      this.bytes[at] = unit;
      at += 1;
    }
    this.cells.setUint32(this.length + 1, length);
    this.length = at;
    if (text !== this.texts[column]) {
      this.texts[column] = text;
      this.words[column] = wordOf(text);
    }
    return Math.imul(this.words[column] ?? 0, this.factors[2 * column] ?? 0);
  }

  /** One that the program never writes, and of any length: it is found in a file that was edited. */
  private putLongText(column: number, text: string): number {
    const content = Buffer.from(text);
    this.cells.setUint32(this.length + 1, content.length);
    this.length += 5;
    this.hashCollected().update(content);
    return Math.imul(wordOf(text), this.factors[2 * column] ?? 0);
  }

  private addTexts(
    column: number,
    rows: readonly (readonly unknown[])[],
    from: number,
    count: number,
  ): void {
    const { distinct } = this;
    distinct.length = 0;
    this.bytes[this.length] = TEXT;
    const places = this.length + 1;
    this.length = places + count;
    for (let row = 0; row < count; row += 1) {
      const text = rows[from + row]?.[column];
      assert(typeof text === 'string', 'a column of texts has texts');
      let place = 0;
      while (place < distinct.length && distinct[place] !== text) place += 1;
      if (place === distinct.length) {
        distinct.push(text);
        this.parts[place] = Math.imul(wordOf(text), this.factors[2 * column] ?? 0);
      }
      this.bytes[places + row] = place;
      this.mark(row, this.parts[place] ?? 0);
    }
    for (const text of distinct) {
      this.makeRoom(COLUMN_ROOM);
      this.putText(column, text);
    }
  }

  /** Adds integers of 32 bits each; answers false, with nothing added, where one has more. */
  private addShort(
    column: number,
    rows: readonly (readonly unknown[])[],
    from: number,
    count: number,
  ): boolean {
    const { cells, factors } = this;
    const begin = this.length;
    this.bytes[begin] = WORDS;
    const step = factors[2 * column + 1] ?? 0;
    const sign = factors[2 * column] ?? 0;
    let at = begin + 1;
    for (let row = 0; row < count; row += 1) {
      const value = rows[from + row]?.[column];
      let low: number;
      if (typeof value === 'number') {
        low = value | 0;
        if (low !== value) return false;
        cells.setInt32(at, low);
      } else {
        assert(typeof value === 'bigint', 'a column of integers has integers');
        cells.setBigInt64(at, value);
        low = cells.getInt32(at + WORD);
        if (cells.getInt32(at) !== low >> 31) return false;
        cells.setInt32(at, low);
      }
      at += WORD;
    }
    at = begin + 1;
    for (let row = 0; row < count; row += 1) {
      const low = cells.getInt32(at);
      this.mark(row, Math.imul(low, step) + Math.imul(low >> 31, sign));
      at += WORD;
    }
    this.length = at;
    return true;
  }

  private addLong(
    column: number,
    rows: readonly (readonly unknown[])[],
    from: number,
    count: number,
  ): void {
    this.bytes[this.length] = DOUBLE_WORDS;
    this.length += 1;
    for (let row = 0; row < count; row += 1) {
      const at = this.length;
      const value = rows[from + row]?.[column];
      if (typeof value === 'number') {
        this.cells.setInt32(at, Math.floor(value * ONE_OVER_2_TO_32));
        this.cells.setInt32(at + WORD, value | 0);
      } else {
        assert(typeof value === 'bigint', 'a column of integers has integers');
        this.cells.setBigInt64(at, value);
      }
      this.length = at + LONG;
      this.mark(row, this.partAt(column, at));
    }
  }

  private mark(row: number, part: number): void {
    this.marks[row] = (this.marks[row] ?? 0) + part;
  }

  private keepMarks(count: number): void {
    let at = this.keptLength;
    const end = at + 1 + count * WORD;
    if (end > this.kept.byteLength) {
      const grown = new Uint8Array(2 * this.kept.byteLength);
      grown.set(this.keptMarks());
      this.kept = new DataView(grown.buffer);
    }
    const { step } = this;
    let { common } = this;
    this.kept.setUint8(at, count);
    at += 1;
    for (let row = 0; row < count; row += 1) {
      const mark = ((this.marks[row] ?? 0) + common) | 0;
      this.marks[row] = mark;
      this.kept.setInt32(at, mark);
      common = (common + step) | 0;
      at += WORD;
    }
    this.keptLength = end;
  }

  private makeRoom(count: number): void {
    if (this.length + count > this.bytes.length) this.hashCollected();
  }

  private hashCollected(): Hash {
    this.begun ??= createHash('sha256');
    this.begun.update(this.bytes.subarray(0, this.length));
    this.length = 0;
    return this.begun;
  }
}
