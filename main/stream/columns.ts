// Record batches as columns over one buffer, so that what crosses threads and disks is one block
// of bytes and never an object per record. The writer is in columns-writer.ts.
import { assert, Bug, known, LimitReached, UnreadableColumns } from './errors.ts';
import { hashKey } from './partition.ts';

/**
 * `f64` is for times (milliseconds UTC) and statistics, never for money; money is `i64`. `text` is
 * UTF-8 and may be null; `bytes` is the same without a promise about its content. Only these two
 * can be null: a number that may be absent takes a value that cannot occur.
 */
export type ColumnKind = 'i64' | 'f64' | 'i32' | 'u32' | 'u8' | 'text' | 'bytes';

/** Column names and kinds, in the order in which they are laid out. */
export type Columns = { readonly [name: string]: ColumnKind };

/** The names of the columns of `C` that are of kind `K`. */
export type NamesOf<C extends Columns, K extends ColumnKind> = {
  [N in keyof C]: C[N] extends K ? N : never;
}[keyof C] &
  string;

export type TextKind = 'text' | 'bytes';
export type FixedKind = Exclude<ColumnKind, TextKind>;

/** Columns without text: every row has the same size, so rows can be written in any order. */
export type FixedColumns = { readonly [name: string]: FixedKind };

export type Field = { readonly name: string; readonly kind: ColumnKind };

export type Schema<C extends Columns = Columns> = {
  readonly columns: C;
  readonly fields: readonly Field[];
  /** A hash of names and kinds, written in every buffer: other columns are refused by it. */
  readonly fingerprint: number;
};

/** Bytes per row outside the arena; a text column keeps one u32, the end of its text. */
export const WIDTHS = {
  i64: 8,
  f64: 8,
  i32: 4,
  u32: 4,
  u8: 1,
  text: 4,
  bytes: 4,
} as const satisfies Record<ColumnKind, number>;

/** "CFC1", read little-endian: also refuses a machine of the other byte order. */
const MAGIC = 0x31434643;
export const HEADER_BYTES = 16;

/** The top bit of a text's end says that the text is null; the others are the end. */
export const NULL_BIT = 0x80000000;
export const END_MASK = 0x7fffffff;

const LONGEST_SPELLED = 12;

/**
 * A schema. Names start with a letter, `_` or `$` (the engine's own columns), because JavaScript
 * would move names that look like numbers to the front.
 */
export function defineColumns<const C extends Columns>(columns: C): Schema<C> {
  const fields: readonly Field[] = Object.entries(columns).map(([name, kind]) => ({ name, kind }));
  for (const { name } of fields) assert(/^[A-Za-z_$]/.test(name), `column name ${name}`);
  const words = fields.map(({ name, kind }) => `${name}:${kind}`).join(',');
  return { columns, fields, fingerprint: hashKey(words) };
}

/** Rounds up to the next multiple of eight, where any typed array may start. */
function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

export type PlacedField = Field & {
  readonly offset: number;
  readonly arenaOffset: number;
  readonly arenaBytes: number;
};

/**
 * Where each column of a batch of `rows` lies, in the order of the schema. `arenaBytes` answers
 * how many bytes of text a column has, given the offset of its ends.
 */
export function layOut(
  schema: Schema,
  rows: number,
  arenaBytes: (field: Field, endsOffset: number) => number,
): { readonly placed: readonly PlacedField[]; readonly byteLength: number } {
  const placed: PlacedField[] = [];
  let at = HEADER_BYTES;
  for (const field of schema.fields) {
    const offset = aligned(at);
    const arenaOffset = offset + rows * WIDTHS[field.kind];
    const isText = field.kind === 'text' || field.kind === 'bytes';
    const bytes = isText ? arenaBytes(field, offset) : 0;
    placed.push({ ...field, offset, arenaOffset, arenaBytes: bytes });
    at = arenaOffset + bytes;
  }
  const byteLength = aligned(at);
  if (byteLength > END_MASK) throw new LimitReached('a batch of columns stays below 2 GiB');
  return { placed, byteLength };
}

/** Writes the header that {@link ColumnsView} checks. */
export function writeHeader(buffer: ArrayBufferLike, schema: Schema, rows: number): void {
  new Uint32Array(buffer, 0, 4).set([MAGIC, schema.fingerprint, rows, buffer.byteLength]);
}

/** Decodes UTF-8. Short ASCII is spelled out, which beats any call into the decoder. */
function decode(arena: Uint8Array, whole: Buffer, start: number, end: number): string {
  if (end - start > LONGEST_SPELLED) return whole.toString('utf8', start, end);
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = arena[at] ?? 0;
    if (byte > 0x7f) return whole.toString('utf8', start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

/** One text column: the texts of all rows one after another, and where each of them ends. */
export class TextColumn {
  readonly arena: Uint8Array;
  readonly ends: Uint32Array;
  readonly #whole: Buffer;

  constructor(arena: Uint8Array, ends: Uint32Array) {
    this.arena = arena;
    this.ends = ends;
    this.#whole = Buffer.from(arena.buffer, arena.byteOffset, arena.byteLength);
  }

  isNull(row: number): boolean {
    return this.#end(row) >= NULL_BIT;
  }

  /** Where the text of `row` starts in `arena`. */
  start(row: number): number {
    return row === 0 ? 0 : this.#end(row - 1) & END_MASK;
  }

  /** Where the text of `row` ends in `arena`; equal to `start` when it is empty or null. */
  end(row: number): number {
    return this.#end(row) & END_MASK;
  }

  /** A view of the UTF-8 bytes, not a copy; null when the text is null. */
  bytes(row: number): Uint8Array | null {
    return this.isNull(row) ? null : this.arena.subarray(this.start(row), this.end(row));
  }

  text(row: number): string | null {
    return this.isNull(row)
      ? null
      : decode(this.arena, this.#whole, this.start(row), this.end(row));
  }

  #end(row: number): number {
    const end = this.ends[row];
    if (end === undefined) throw new Bug(`row ${row} is outside a batch of ${this.ends.length}`);
    return end;
  }
}

/** The raw cells of a fixed column: bytes for `u8`, else 32-bit words, two per row for 64 bits. */
export type Cells = { readonly words: Uint32Array | Uint8Array; readonly perRow: 1 | 2 };

/**
 * A batch, read in place: every array is a view of `buffer`. Resolve columns once per batch, then
 * index by row. The arrays are writable, which is how operators fill their output columns.
 *
 * @throws UnreadableColumns when `buffer` was not written with `schema`, or is cut short
 */
export class ColumnsView<C extends Columns = Columns> {
  readonly schema: Schema<C>;
  readonly buffer: ArrayBufferLike;
  /** How many rows. */
  readonly length: number;
  readonly #i64 = new Map<string, BigInt64Array>();
  readonly #f64 = new Map<string, Float64Array>();
  readonly #i32 = new Map<string, Int32Array>();
  readonly #u32 = new Map<string, Uint32Array>();
  readonly #u8 = new Map<string, Uint8Array>();
  readonly #texts = new Map<string, TextColumn>();
  readonly #cells = new Map<string, Cells>();

  constructor(schema: Schema<C>, buffer: ArrayBufferLike) {
    this.schema = schema;
    this.buffer = buffer;
    this.length = checkedLength(schema, buffer);
    const { placed, byteLength } = layOut(schema, this.length, (_, endsOffset) =>
      arenaLength(buffer, endsOffset, this.length),
    );
    if (byteLength !== buffer.byteLength) throw new UnreadableColumns('not as long as it says');
    for (const field of placed) this.#place(field);
  }

  i64(column: NamesOf<C, 'i64'>): BigInt64Array {
    return known(this.#i64.get(column), column);
  }
  f64(column: NamesOf<C, 'f64'>): Float64Array {
    return known(this.#f64.get(column), column);
  }
  i32(column: NamesOf<C, 'i32'>): Int32Array {
    return known(this.#i32.get(column), column);
  }
  u32(column: NamesOf<C, 'u32'>): Uint32Array {
    return known(this.#u32.get(column), column);
  }
  u8(column: NamesOf<C, 'u8'>): Uint8Array {
    return known(this.#u8.get(column), column);
  }
  /** The whole text column, for loops that hash or compare bytes without making strings. */
  texts(column: NamesOf<C, TextKind>): TextColumn {
    return known(this.#texts.get(column), column);
  }
  text(column: NamesOf<C, 'text'>, row: number): string | null {
    return known(this.#texts.get(column), column).text(row);
  }
  textBytes(column: NamesOf<C, TextKind>, row: number): Uint8Array | null {
    return this.texts(column).bytes(row);
  }
  isNull(column: NamesOf<C, TextKind>, row: number): boolean {
    return this.texts(column).isNull(row);
  }
  /** The raw cells of a fixed column, for copying and hashing whatever its kind. */
  cells(column: string): Cells {
    return known(this.#cells.get(column), column);
  }

  /** A text column by a name that is not known when compiling, for copying. */
  textCells(column: string): TextColumn {
    return known(this.#texts.get(column), column);
  }

  #place({ name, kind, offset, arenaOffset, arenaBytes }: PlacedField): void {
    const { buffer, length } = this;
    if (kind === 'text' || kind === 'bytes') {
      const ends = new Uint32Array(buffer, offset, length);
      this.#texts.set(name, new TextColumn(new Uint8Array(buffer, arenaOffset, arenaBytes), ends));
      return;
    }
    const perRow = WIDTHS[kind] === 8 ? 2 : 1;
    const words =
      kind === 'u8'
        ? new Uint8Array(buffer, offset, length)
        : new Uint32Array(buffer, offset, length * perRow);
    this.#cells.set(name, { words, perRow });
    if (kind === 'i64') this.#i64.set(name, new BigInt64Array(buffer, offset, length));
    else if (kind === 'f64') this.#f64.set(name, new Float64Array(buffer, offset, length));
    else if (kind === 'i32') this.#i32.set(name, new Int32Array(buffer, offset, length));
    else if (kind === 'u32') this.#u32.set(name, new Uint32Array(buffer, offset, length));
    else this.#u8.set(name, new Uint8Array(buffer, offset, length));
  }
}

function checkedLength(schema: Schema, buffer: ArrayBufferLike): number {
  if (buffer.byteLength < HEADER_BYTES) throw new UnreadableColumns('shorter than a header');
  const [magic, fingerprint, rows = 0, byteLength] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) throw new UnreadableColumns('not a batch of columns');
  if (fingerprint !== schema.fingerprint) throw new UnreadableColumns('other columns');
  if (byteLength !== buffer.byteLength) throw new UnreadableColumns('cut short');
  return rows;
}

function arenaLength(buffer: ArrayBufferLike, endsOffset: number, rows: number): number {
  if (rows === 0) return 0;
  const last = endsOffset + (rows - 1) * 4;
  if (last + 4 > buffer.byteLength) throw new UnreadableColumns('cut short');
  return (new Uint32Array(buffer, last, 1)[0] ?? 0) & END_MASK;
}
