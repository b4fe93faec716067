// The value columns of a keyed state. Writing goes through `set`, which notes the slot as changed:
// an operator cannot forget the delta, and cannot hold an array that growing has replaced.
import type { FixedKind } from './columns.ts';
import { Bug } from './errors.ts';

/** Whom it tells before a value of a slot changes. */
export type Touched = { touch(slot: number): void };

type NumberArray = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** An `i32`, `u32`, `u8` or `f64` column. A value outside the kind wraps, as typed arrays do. */
export class NumberCells {
  array: NumberArray;
  readonly #keys: Touched;

  constructor(array: NumberArray, keys: Touched) {
    this.array = array;
    this.#keys = keys;
  }

  get(slot: number): number {
    const value = this.array[slot];
    if (value === undefined) throw new Bug(`no slot ${slot}`);
    return value;
  }

  set(slot: number, value: number): void {
    this.#keys.touch(slot);
    this.array[slot] = value;
  }
}

/** An `i64` column. */
export class BigintCells {
  array: BigInt64Array;
  readonly #keys: Touched;

  constructor(array: BigInt64Array, keys: Touched) {
    this.array = array;
    this.#keys = keys;
  }

  get(slot: number): bigint {
    const value = this.array[slot];
    if (value === undefined) throw new Bug(`no slot ${slot}`);
    return value;
  }

  set(slot: number, value: bigint): void {
    this.#keys.touch(slot);
    this.array[slot] = value;
  }
}

/** One value column: typed for operators, as raw words for copying. */
export class ValueColumn {
  readonly name: string;
  readonly kind: FixedKind;
  readonly perRow: 1 | 2;
  readonly cells: NumberCells | BigintCells;
  words: Uint32Array | Uint8Array;

  constructor(name: string, kind: FixedKind, keys: Touched) {
    this.name = name;
    this.kind = kind;
    this.perRow = kind === 'i64' || kind === 'f64' ? 2 : 1;
    const none = new ArrayBuffer(0);
    this.words = kind === 'u8' ? new Uint8Array(none) : new Uint32Array(none);
    if (kind === 'i64') this.cells = new BigintCells(new BigInt64Array(none), keys);
    else if (kind === 'f64') this.cells = new NumberCells(new Float64Array(none), keys);
    else if (kind === 'i32') this.cells = new NumberCells(new Int32Array(none), keys);
    else if (kind === 'u32') this.cells = new NumberCells(new Uint32Array(none), keys);
    else this.cells = new NumberCells(new Uint8Array(none), keys);
  }

  grow(slots: number): void {
    const { cells, words } = this;
    const bytes = new ArrayBuffer(slots * words.BYTES_PER_ELEMENT * this.perRow);
    const larger = words instanceof Uint8Array ? new Uint8Array(bytes) : new Uint32Array(bytes);
    larger.set(words);
    this.words = larger;
    if (cells instanceof BigintCells) cells.array = new BigInt64Array(bytes);
    else if (cells.array instanceof Float64Array) cells.array = new Float64Array(bytes);
    else if (cells.array instanceof Int32Array) cells.array = new Int32Array(bytes);
    else if (cells.array instanceof Uint32Array) cells.array = new Uint32Array(bytes);
    else cells.array = new Uint8Array(bytes);
  }

  clear(slot: number): void {
    this.words.fill(0, slot * this.perRow, (slot + 1) * this.perRow);
  }

  /** Takes the value of `slot` from row `row` of `words`. */
  copyFrom(words: Uint32Array | Uint8Array, row: number, slot: number): void {
    for (let i = 0; i < this.perRow; i += 1) {
      this.words[slot * this.perRow + i] = words[row * this.perRow + i] ?? 0;
    }
  }

  /** Writes the values of `slots` to `words`, from row `firstRow` on. */
  copyInto(words: Uint32Array | Uint8Array, firstRow: number, slots: Uint32Array): void {
    let to = firstRow * this.perRow;
    for (const slot of slots) {
      for (let i = 0; i < this.perRow; i += 1, to += 1) {
        words[to] = this.words[slot * this.perRow + i] ?? 0;
      }
    }
  }
}
