// How state is stored: the state tables of all tasks of one epoch in one block of bytes, with the
// versions and the watermark that belong to them. A delta and a snapshot look alike.
import {
  type Columns,
  ColumnsView,
  defineColumns,
  type Field,
  type FixedColumns,
} from './columns.ts';
import { ColumnsWriter } from './columns-writer.ts';
import { assert, known, NewerState, UnreadableColumns } from './errors.ts';
import type { KeyedState } from './keyed-state.ts';
import { hashRange, hashWord, type Range } from './partition.ts';
import { CLOCKS_BEGIN, type Clocks, type SourceMark } from './source-clocks.ts';
import { type StateColumns, stateSchema } from './state-definition.ts';
import type { StateTable } from './task.ts';
import type { Topology } from './topology.ts';
import { NO_WATERMARK } from './watermark.ts';

/** The first row is the topology's own; a source has a mark and no table, an operator a table. */
const image = defineColumns({
  name: 'text',
  version: 'u32',
  watermark: 'f64',
  othersSince: 'f64',
  activation: 'f64',
  records: 'f64',
  late: 'f64',
  corrected: 'f64',
  quarantined: 'f64',
  table: 'bytes',
});

/** How many records the topology has taken since the very beginning, and what became of them. */
export type Counts = {
  readonly records: number;
  /** Of them, those that came behind the watermark. */
  readonly late: number;
  /** Of those, the ones that an operator took no more: {@link Correction}. */
  readonly corrected: number;
  readonly quarantined: number;
};

/** How far a log has come: all that the next epoch depends on besides the operators' state. */
export type Progress = {
  readonly clocks: Clocks;
  /** The last activation of rules, lists, limits or models that the operators were told of. */
  readonly activation: number;
  readonly counts: Counts;
};

/** Before the first epoch of all. */
export const PROGRESS_BEGINS: Progress = {
  clocks: CLOCKS_BEGIN,
  activation: 0,
  counts: { records: 0, late: 0, corrected: 0, quarantined: 0 },
};

const IMAGE_BYTES_MAX = 0x7fffffff;

/** The tables of all tasks after an epoch, and how far the log had come with it. */
export function encodeImage<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  { clocks, activation, counts }: Progress,
  tables: readonly StateTable[],
): Uint8Array {
  const versions = new Map(topology.operators.map(({ name, version }) => [name, version]));
  const writer = new ColumnsWriter(image, {
    rowsMax: tables.length + clocks.sources.length + 1,
    bytesMax: IMAGE_BYTES_MAX,
  });
  writer.text('name', topology.name);
  writer.u32('version', topology.version);
  writer.f64('watermark', clocks.watermark);
  writer.f64('activation', activation);
  writer.f64('records', counts.records);
  writer.f64('late', counts.late);
  writer.f64('corrected', counts.corrected);
  writer.f64('quarantined', counts.quarantined);
  assert(writer.endRow(), 'the first row fits');
  for (const { source, watermark, othersSince } of clocks.sources) {
    writer.text('name', source);
    writer.f64('watermark', watermark);
    writer.f64('othersSince', othersSince);
    assert(writer.endRow(), 'a source has a short name');
  }
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
  readonly progress: Progress;
  readonly tables: readonly StoredTable[];
};

function decodeImage(bytes: Uint8Array): DecodedImage {
  const rows = new ColumnsView(image, bytes.slice().buffer);
  const at = (column: keyof Counts | 'activation' | 'watermark' | 'othersSince', row: number) =>
    rows.f64(column)[row] ?? 0;
  const tables: StoredTable[] = [];
  const sources: SourceMark[] = [];
  for (let row = 1; row < rows.length; row += 1) {
    const name = rows.text('name', row) ?? '';
    const table = rows.textBytes('table', row);
    if (table === null) {
      const watermark = at('watermark', row);
      sources.push({ source: name, watermark, othersSince: at('othersSince', row) });
      continue;
    }
    tables.push({
      operator: name,
      version: rows.u32('version')[row] ?? 0,
      // Copied, because a table inside an image seldom starts where a 64-bit column may.
      table: new Uint8Array(table).buffer,
    });
  }
  return {
    topology: rows.text('name', 0) ?? '',
    version: rows.u32('version')[0] ?? 0,
    progress: {
      clocks: { watermark: rows.f64('watermark')[0] ?? NO_WATERMARK, sources },
      activation: at('activation', 0),
      counts: {
        records: at('records', 0),
        late: at('late', 0),
        corrected: at('corrected', 0),
        quarantined: at('quarantined', 0),
      },
    },
    tables,
  };
}

/** How far the log had come when the last of `images` was taken. */
export function progressOf(images: readonly Uint8Array[]): Progress {
  const last = images.at(-1);
  return last === undefined ? PROGRESS_BEGINS : decodeImage(last).progress;
}

/**
 * Whether `topology` can go on with what `images` hold, before anything is made of them.
 *
 * @throws NewerState for a topology or an operator of a newer version
 * @throws UnreadableColumns for another topology's image, an operator that is gone without the
 *   topology's version having risen, or a version nobody describes
 */
export function checkImages<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  images: readonly Uint8Array[],
): void {
  for (const bytes of images) {
    const stored = decodeImage(bytes);
    assertOfTopology(topology, stored);
    for (const table of stored.tables) columnsOf(topology, stored, table);
  }
}

function assertOfTopology<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  stored: DecodedImage,
): void {
  const { name, version } = topology;
  if (stored.topology !== name) {
    throw new UnreadableColumns(`the state is of ${stored.topology}, not of ${name}`);
  }
  if (stored.version > version) {
    throw new NewerState(`the state is of ${name} ${stored.version}, this is ${version}`);
  }
}

/** The columns that a stored table has, and the operator's place; null where it is left out. */
function columnsOf<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  stored: DecodedImage,
  { operator, version }: StoredTable,
) {
  const at = topology.operators.findIndex(({ name }) => name === operator);
  const now = topology.operators[at];
  if (now === undefined) {
    if (stored.version < topology.version) return null;
    throw new UnreadableColumns(`no operator ${operator} reads its state of version ${version}`);
  }
  if (version > now.version) {
    throw new NewerState(`the state of ${operator} is of ${version}, this is ${now.version}`);
  }
  const earlier = version === now.version ? undefined : now.state.earlier?.[version];
  const columns: StateColumns | undefined = version === now.version ? now.state : earlier;
  if (columns === undefined) {
    throw new UnreadableColumns(`nobody describes the state of ${operator} ${version}`);
  }
  return { at, columns, earlier };
}

/**
 * Fills `states`, one per operator, with the keys in `hashes` from a snapshot and the deltas after
 * it, in order. An older version's table gives the columns that have kept their name and kind.
 * Throws as {@link checkImages}.
 */
export function restoreStates<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  images: readonly Uint8Array[],
  hashes: Range,
  states: readonly KeyedState[],
): void {
  for (const bytes of images) {
    const stored = decodeImage(bytes);
    assertOfTopology(topology, stored);
    for (const table of stored.tables) {
      const found = columnsOf(topology, stored, table);
      if (found === null) continue;
      const rows = new ColumnsView(stateSchema(found.columns), table.table);
      known(states[found.at], 'one state per operator').restore(rows, hashes, found.earlier);
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
    const schema = stateSchema(state);
    const sum: [number, number] = [0, 0];
    for (const { operator, table } of stored.tables) {
      if (operator === name) addRows(sum, new ColumnsView(schema, table));
    }
    return sum.map((half) => half.toString(16).padStart(8, '0')).join('');
  });
  return [...sums, String(stored.progress.clocks.watermark)].join(' ');
}

/** Adds up the rows' hashes, because a sum does not depend on the order. */
function addRows<C extends Columns>(sum: [number, number], rows: ColumnsView<C>): void {
  const isBytes = ({ kind }: Field) => kind === 'bytes';
  const texts = rows.schema.fields.filter(isBytes).map(({ name }) => rows.textCells(name));
  const fixed = rows.schema.fields.filter((field) => !isBytes(field));
  for (let row = 0; row < rows.length; row += 1) {
    let low = 1;
    let high = 2;
    for (const cells of texts) {
      low = hashRange(cells.arena, cells.start(row), cells.end(row), low);
      high = hashRange(cells.arena, cells.start(row), cells.end(row), high);
    }
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
