// How state is stored: the state tables of all tasks of one epoch in one block of bytes, with the
// versions and the watermark that belong to them. A delta and a snapshot look alike.
import { type Columns, ColumnsView, defineColumns, type FixedColumns } from './columns.ts';
import { ColumnsWriter } from './columns-writer.ts';
import { assert, known, UnreadableColumns } from './errors.ts';
import { type KeyedState, stateSchema } from './keyed-state.ts';
import { hashRange, hashWord, type Range } from './partition.ts';
import type { StateTable } from './task.ts';
import type { Topology } from './topology.ts';
import { NO_WATERMARK } from './watermark.ts';

/** The first row is the topology's own: its name, version and watermark, and no table. */
const image = defineColumns({ name: 'text', version: 'u32', watermark: 'f64', table: 'bytes' });

const IMAGE_BYTES_MAX = 0x7fffffff;

/** The tables of all tasks after an epoch that ended at `watermark`. */
export function encodeImage<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  watermark: number,
  tables: readonly StateTable[],
): Uint8Array {
  const versions = new Map(topology.operators.map(({ name, version }) => [name, version]));
  const writer = new ColumnsWriter(image, {
    rowsMax: tables.length + 1,
    bytesMax: IMAGE_BYTES_MAX,
  });
  writer.text('name', topology.name);
  writer.u32('version', topology.version);
  writer.f64('watermark', watermark);
  assert(writer.endRow(), 'the first row fits');
  for (const { operator, table } of tables) {
    writer.text('name', operator);
    writer.u32('version', known(versions.get(operator), operator));
    writer.textBytes('table', new Uint8Array(table));
    if (!writer.endRow()) throw new UnreadableColumns('the state is larger than one image may be');
  }
  return new Uint8Array(writer.finish());
}

type StoredTable = {
  readonly operator: string;
  readonly version: number;
  readonly table: ArrayBuffer;
};

type DecodedImage = {
  readonly topology: string;
  readonly version: number;
  readonly watermark: number;
  readonly tables: readonly StoredTable[];
};

function decodeImage(bytes: Uint8Array): DecodedImage {
  const rows = new ColumnsView(image, bytes.slice().buffer);
  const tables: StoredTable[] = [];
  for (let row = 1; row < rows.length; row += 1) {
    tables.push({
      operator: rows.text('name', row) ?? '',
      version: rows.u32('version')[row] ?? 0,
      // Copied, because a table inside an image seldom starts where a 64-bit column may.
      table: new Uint8Array(known(rows.textBytes('table', row), 'a table')).buffer,
    });
  }
  return {
    topology: rows.text('name', 0) ?? '',
    version: rows.u32('version')[0] ?? 0,
    watermark: rows.f64('watermark')[0] ?? NO_WATERMARK,
    tables,
  };
}

/** The watermark at which the last of `images` was taken. */
export function watermarkOf(images: readonly Uint8Array[]): number {
  const last = images.at(-1);
  return last === undefined ? NO_WATERMARK : decodeImage(last).watermark;
}

/**
 * Fills `states`, one per operator, with the keys in `hashes` from a snapshot and the deltas after
 * it, in order. An older version's table gives the columns that have kept their name and kind.
 *
 * @throws UnreadableColumns for another topology's image, one from a newer version, an operator
 *   that is gone without the topology's version having risen, or a version nobody describes
 */
export function restoreStates<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  images: readonly Uint8Array[],
  hashes: Range,
  states: readonly KeyedState[],
): void {
  for (const bytes of images) {
    const stored = decodeImage(bytes);
    if (stored.topology !== topology.name || stored.version > topology.version) {
      throw new UnreadableColumns(`state of ${stored.topology} ${stored.version}`);
    }
    for (const { operator, version, table } of stored.tables) {
      const at = topology.operators.findIndex(({ name }) => name === operator);
      const now = topology.operators[at];
      if (now === undefined && stored.version < topology.version) continue;
      const isSame = version === now?.version;
      const values = isSame ? now?.state.values : now?.state.earlier?.[version];
      if (values === undefined) throw new UnreadableColumns(`${operator} version ${version}`);
      const rows = new ColumnsView(stateSchema(values), table);
      known(states[at], 'one state per operator').restore(rows, hashes);
    }
  }
}

/**
 * A digest of a snapshot: 16 hexadecimal digits per operator, in their order, and the watermark.
 * Equal for equal states, in whatever order and by however many tasks the keys were written. It is
 * for comparing replays, not against somebody who makes states that collide.
 */
export function stateHash<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  snapshot: Uint8Array,
): string {
  const stored = decodeImage(snapshot);
  const sums = topology.operators.map(({ name, state }) => {
    const schema = stateSchema(state.values);
    const sum: [number, number] = [0, 0];
    for (const { operator, table } of stored.tables) {
      if (operator === name) addRows(sum, new ColumnsView(schema, table));
    }
    return sum.map((half) => half.toString(16).padStart(8, '0')).join('');
  });
  return [...sums, String(stored.watermark)].join(' ');
}

/** Adds up the rows' hashes, because a sum does not depend on the order. */
function addRows<C extends Columns>(sum: [number, number], rows: ColumnsView<C>): void {
  const keys = rows.textCells('$key');
  const fixed = rows.schema.fields.filter(({ name }) => name !== '$key');
  for (let row = 0; row < rows.length; row += 1) {
    let low = hashRange(keys.arena, keys.start(row), keys.end(row), 1);
    let high = hashRange(keys.arena, keys.start(row), keys.end(row), 2);
    for (const { name } of fixed) {
      const { words, perRow } = rows.cells(name);
      for (let at = row * perRow; at < (row + 1) * perRow; at += 1) {
        low = hashWord(low, words[at] ?? 0);
        high = hashWord(high, words[at] ?? 0);
      }
    }
    sum[0] = (sum[0] + low) >>> 0;
    sum[1] = (sum[1] + high) >>> 0;
  }
}
