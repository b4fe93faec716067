// Batches of a known length, filled or copied row by row in any order.
import {
  type Columns,
  ColumnsView,
  type Field,
  layOut,
  NULL_BIT,
  type Schema,
  writeHeader,
} from './columns.ts';
import { known } from './errors.ts';

/**
 * An empty batch of exactly `rows` rows to be filled in place: numbers 0, texts null. `arenas` says
 * how many bytes of text each text column will hold; ends must then be written by the caller.
 */
export function blankColumns<C extends Columns>(
  schema: Schema<C>,
  rows: number,
  arenas: { readonly [column: string]: number } = {},
): ColumnsView<C> {
  const { placed, byteLength } = layOut(schema, rows, ({ name }) => arenas[name] ?? 0);
  const buffer = new ArrayBuffer(byteLength);
  writeHeader(buffer, schema, rows);
  for (const { kind, offset, arenaBytes } of placed) {
    if (rows === 0 || (kind !== 'text' && kind !== 'bytes')) continue;
    const ends = new Uint32Array(buffer, offset, rows).fill(NULL_BIT);
    ends[rows - 1] = (NULL_BIT | arenaBytes) >>> 0;
  }
  return new ColumnsView(schema, buffer);
}

/** One row of `batch` as a batch of its own. */
export function extractRow<C extends Columns>(batch: ColumnsView<C>, row: number): ArrayBufferLike {
  const sizes: { [name: string]: number } = {};
  const isText = ({ kind }: Field) => kind === 'text' || kind === 'bytes';
  for (const { name } of batch.schema.fields.filter(isText)) {
    sizes[name] = batch.textCells(name).bytes(row)?.length ?? 0;
  }
  const one = blankColumns(batch.schema, 1, sizes);
  for (const field of batch.schema.fields) {
    if (!isText(field)) copyCells(batch, one, field.name, row, 0);
    else {
      const bytes = batch.textCells(field.name).bytes(row);
      if (bytes === null) continue;
      one.textCells(field.name).arena.set(bytes);
      one.textCells(field.name).ends[0] = bytes.length;
    }
  }
  return one.buffer;
}

/** The rows `from` to before `to` of `batch` as a batch of their own. */
export function sliceRows<C extends Columns>(
  batch: ColumnsView<C>,
  from: number,
  to: number,
): ArrayBufferLike {
  const isText = ({ kind }: Field) => kind === 'text' || kind === 'bytes';
  const texts = batch.schema.fields.filter(isText).map(({ name }) => {
    const column = batch.textCells(name);
    const start = from === to ? 0 : column.start(from);
    return { name, column, start, end: from === to ? 0 : column.end(to - 1) };
  });
  const sizes = Object.fromEntries(texts.map(({ name, start, end }) => [name, end - start]));
  const part = blankColumns(batch.schema, to - from, sizes);
  for (const { name } of batch.schema.fields.filter((field) => !isText(field))) {
    const { words, perRow } = batch.cells(name);
    part.cells(name).words.set(words.subarray(from * perRow, to * perRow));
  }
  for (const { name, column, start, end } of texts) {
    const into = part.textCells(name);
    into.arena.set(column.arena.subarray(start, end));
    // Ends stay below 2³¹, so taking from one leaves its top bit, which says null, as it is.
    for (let row = from; row < to; row += 1) {
      into.ends[row - from] = known(column.ends[row], 'within the batch') - start;
    }
  }
  return part.buffer;
}

/** Copies a fixed column's value in row `row` of `from` to row `toRow` of `to`. */
export function copyCells<C extends Columns>(
  from: ColumnsView<C>,
  to: ColumnsView<C>,
  column: string,
  row: number,
  toRow: number,
): void {
  const { words, perRow } = from.cells(column);
  const target = to.cells(column).words;
  for (let i = 0; i < perRow; i += 1) {
    target[toRow * perRow + i] = known(words[row * perRow + i], 'within the batch');
  }
}

/** Batches of the same columns as one, in their order: records of a quarantine to be driven again. */
export function joinRows<C extends Columns>(
  schema: Schema<C>,
  buffers: readonly ArrayBufferLike[],
): ArrayBufferLike {
  const parts = buffers.map((buffer) => new ColumnsView(schema, buffer));
  const texts = schema.fields.filter(({ kind }) => kind === 'text' || kind === 'bytes');
  const fixed = schema.fields.filter((field) => !texts.includes(field));
  const sizes: { [name: string]: number } = {};
  for (const { name } of texts) {
    sizes[name] = parts.reduce((sum, part) => sum + part.textCells(name).arena.length, 0);
  }
  const rows = parts.reduce((sum, { length }) => sum + length, 0);
  const joined = blankColumns(schema, rows, sizes);
  let at = 0;
  const filled = new Map(texts.map(({ name }) => [name, 0]));
  for (const part of parts) {
    for (const { name } of fixed) {
      for (let row = 0; row < part.length; row += 1) copyCells(part, joined, name, row, at + row);
    }
    for (const { name } of texts) {
      const { arena, ends } = part.textCells(name);
      const into = joined.textCells(name);
      const before = known(filled.get(name), 'every text column');
      into.arena.set(arena, before);
      // Ends stay below 2³¹, so adding to one leaves its top bit, which says null, as it is.
      for (let row = 0; row < part.length; row += 1) {
        into.ends[at + row] = known(ends[row], 'within the batch') + before;
      }
      filled.set(name, before + arena.length);
    }
    at += part.length;
  }
  return joined.buffer;
}
