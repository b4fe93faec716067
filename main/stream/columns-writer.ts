// Writes a batch of columns record by record, within a limit of rows and bytes that is stated when
// the writer is made: a file reader or an inbox fills it until it says that it is full.
import {
  type Columns,
  ColumnsView,
  END_MASK,
  type Field,
  HEADER_BYTES,
  layOut,
  type NamesOf,
  NULL_BIT,
  type Schema,
  type TextKind,
  WIDTHS,
  writeHeader,
} from './columns.ts';
import { assert, known } from './errors.ts';

export type WriterLimits = {
  readonly rowsMax: number;
  /** Of the finished buffer, in bytes; at most 2 GiB − 1, because a text's end has 31 bits. */
  readonly bytesMax: number;
};

const encoder = new TextEncoder();
const LONGEST_SPELLED = 64;
const FIRST_ROWS = 64;
const FIRST_ARENA_BYTES = 1024;

/** A growing byte buffer that holds one column's cells, or one column's texts. */
class Growing {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(bytes: number) {
    this.bytes = new Uint8Array(bytes);
  }

  /** Makes room for `more` bytes after `length`; what is there stays. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** One column being written. Cells are written at `row`; `view` follows the buffer as it grows. */
class ColumnBuffer {
  readonly field: Field;
  readonly cells: Growing;
  readonly arena: Growing | null;
  view: DataView;

  constructor(field: Field) {
    this.field = field;
    this.cells = new Growing(FIRST_ROWS * WIDTHS[field.kind]);
    this.arena =
      field.kind === 'text' || field.kind === 'bytes' ? new Growing(FIRST_ARENA_BYTES) : null;
    this.view = new DataView(this.cells.bytes.buffer);
  }

  /** Opens the next row with its default: 0, or null. */
  openRow(): void {
    const width = WIDTHS[this.field.kind];
    const before = this.cells.bytes;
    this.cells.reserve(width);
    if (this.cells.bytes !== before) this.view = new DataView(this.cells.bytes.buffer);
    this.cells.bytes.fill(0, this.cells.length, this.cells.length + width);
    if (this.arena !== null) {
      this.view.setUint32(this.cells.length, (NULL_BIT | this.arena.length) >>> 0, true);
    }
  }
}

/**
 * Appends records field by field: set fields in any order, then `endRow`. A field that is not set
 * is 0 or null. After `endRow` answered false the writer keeps the rows before: `finish`, and write
 * the same record again into a new writer (a record that does not fit an empty one never will).
 */
export class ColumnsWriter<C extends Columns> {
  readonly #schema: Schema<C>;
  readonly #limits: WriterLimits;
  readonly #columns = new Map<string, ColumnBuffer>();
  readonly #all: readonly ColumnBuffer[];
  readonly #rowBytes: number;
  #rows = 0;
  #tooLong = false;

  constructor(schema: Schema<C>, limits: WriterLimits) {
    assert(limits.rowsMax > 0 && limits.bytesMax > 0, 'a writer holds at least one row');
    assert(limits.bytesMax <= END_MASK, 'a text ends below 2 GiB');
    this.#schema = schema;
    this.#limits = limits;
    for (const field of schema.fields) this.#columns.set(field.name, new ColumnBuffer(field));
    this.#all = [...this.#columns.values()];
    this.#rowBytes = schema.fields.reduce((sum, { kind }) => sum + WIDTHS[kind], 0);
    this.#openRow();
  }

  /** How many rows were ended. */
  get length(): number {
    return this.#rows;
  }

  i64(column: NamesOf<C, 'i64'>, value: bigint): void {
    const { view, cells } = this.#column(column);
    view.setBigInt64(cells.length, value, true);
  }
  f64(column: NamesOf<C, 'f64'>, value: number): void {
    const { view, cells } = this.#column(column);
    view.setFloat64(cells.length, value, true);
  }
  i32(column: NamesOf<C, 'i32'>, value: number): void {
    const { view, cells } = this.#column(column);
    view.setInt32(cells.length, value, true);
  }
  u32(column: NamesOf<C, 'u32'>, value: number): void {
    const { view, cells } = this.#column(column);
    view.setUint32(cells.length, value, true);
  }
  u8(column: NamesOf<C, 'u8'>, value: number): void {
    const { view, cells } = this.#column(column);
    view.setUint8(cells.length, value);
  }

  /** Stores UTF-8; a lone surrogate becomes U+FFFD, as TextEncoder says. */
  text(column: NamesOf<C, 'text'>, value: string | null): void {
    const target = this.#emptied(column);
    if (value === null) return;
    if (value.length > this.#limits.bytesMax) this.#tooLong = true;
    else this.#endText(target, this.#encode(known(target.arena, column), value));
  }

  /** Copies `value[start, end)` as it is: for a `text` column the caller knows that it is UTF-8. */
  textBytes(
    column: NamesOf<C, TextKind>,
    value: Uint8Array | null,
    start = 0,
    end = value?.length ?? 0,
  ): void {
    const target = this.#emptied(column);
    if (value === null) return;
    if (end - start > this.#limits.bytesMax) {
      this.#tooLong = true;
      return;
    }
    const arena = known(target.arena, column);
    arena.reserve(end - start);
    if (end - start > LONGEST_SPELLED) arena.bytes.set(value.subarray(start, end), arena.length);
    else
      for (let i = 0; i < end - start; i += 1)
        arena.bytes[arena.length + i] = value[start + i] ?? 0;
    this.#endText(target, end - start);
  }

  /** Ends the record. False when it does not fit the limits: then it is as if never written. */
  endRow(): boolean {
    const fits = this.#rows < this.#limits.rowsMax && !this.#tooLong && this.#fitsBytes();
    if (fits) {
      for (const { field, cells, arena, view } of this.#all) {
        if (arena !== null) arena.length = view.getUint32(cells.length, true) & END_MASK;
        cells.length += WIDTHS[field.kind];
      }
      this.#rows += 1;
    }
    this.#openRow();
    return fits;
  }

  /** The rows ended so far as one buffer of exactly their size, which may be transferred. */
  finish(): ArrayBuffer {
    const buffer = new ArrayBuffer(this.#layOut().byteLength);
    this.#copyInto(buffer);
    return buffer;
  }

  /** The same in shared memory, for several tasks on several threads to read. */
  finishShared(): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(this.#layOut().byteLength);
    this.#copyInto(buffer);
    return buffer;
  }

  /** The rows ended so far, as a view of a new buffer. */
  finishView(): ColumnsView<C> {
    return new ColumnsView(this.#schema, this.finish());
  }

  #column(name: string): ColumnBuffer {
    return known(this.#columns.get(name), name);
  }

  /** The column with its text of this row, if it had one, taken back. */
  #emptied(name: string): ColumnBuffer {
    const column = this.#column(name);
    const length = known(column.arena, name).length;
    column.view.setUint32(column.cells.length, (NULL_BIT | length) >>> 0, true);
    return column;
  }

  #endText({ arena, cells, view, field }: ColumnBuffer, bytes: number): void {
    view.setUint32(cells.length, known(arena, field.name).length + bytes, true);
  }

  /** Writes `value` after the arena's length and answers how many bytes that took. */
  #encode(arena: Growing, value: string): number {
    arena.reserve(value.length * 3);
    const { bytes, length } = arena;
    if (value.length <= LONGEST_SPELLED) {
      let at = 0;
      for (; at < value.length; at += 1) {
        const code = value.charCodeAt(at);
        if (code > 0x7f) break;
        bytes[length + at] = code;
      }
      if (at === value.length) return at;
    }
    return encoder.encodeInto(value, bytes.subarray(length)).written;
  }

  #openRow(): void {
    this.#tooLong = false;
    for (const column of this.#all) column.openRow();
  }

  /** Counts seven bytes of padding for every column, so that the promise holds in any order. */
  #fitsBytes(): boolean {
    let bytes = HEADER_BYTES + (this.#rows + 1) * this.#rowBytes + this.#all.length * 7 + 7;
    for (const { arena, view, cells } of this.#all) {
      if (arena !== null) bytes += view.getUint32(cells.length, true) & END_MASK;
    }
    return bytes <= this.#limits.bytesMax;
  }

  #layOut() {
    return layOut(this.#schema, this.#rows, ({ name }) => this.#column(name).arena?.length ?? 0);
  }

  #copyInto(buffer: ArrayBufferLike): void {
    const target = new Uint8Array(buffer);
    writeHeader(buffer, this.#schema, this.#rows);
    for (const { name, offset, arenaOffset } of this.#layOut().placed) {
      const { cells, arena } = this.#column(name);
      target.set(cells.bytes.subarray(0, cells.length), offset);
      if (arena !== null) target.set(arena.bytes.subarray(0, arena.length), arenaOffset);
    }
  }
}
