// Writes what a keyed state holds of some slots as columns: a delta or a snapshot.
import type { Schema } from './columns.ts';
import { blankColumns } from './columns-fill.ts';
import { known } from './errors.ts';
import type { SlotTable } from './slot-table.ts';
import type { ValueColumn } from './state-cells.ts';
import { type EngineColumns, packedColumn } from './state-definition.ts';
import { PackedBytes, type VectorCells } from './state-vector.ts';

/** A key that is gone, with its partition hash. */
export type RemovedKey = { readonly key: Uint8Array; readonly hash: number };

/** What there is to be written of a keyed state. */
export type WrittenState = {
  readonly schema: Schema<EngineColumns>;
  readonly keys: SlotTable;
  readonly values: readonly ValueColumn[];
  readonly vectors: ReadonlyMap<string, VectorCells>;
};

/** About what a packed vector takes: room to begin with. */
const PACKED_BYTES = 48;

/** Keys and vectors fetched ahead of the work with them. */
const FETCHED = 256;

/** Removed keys first: one that came back in the same epoch is a row further down. */
export function writeState(
  { schema, keys: table, values, vectors }: WrittenState,
  slots: Uint32Array,
  removed: readonly RemovedKey[],
): ArrayBufferLike {
  let keyBytes = 0;
  for (const { key } of removed) keyBytes += key.length;
  for (const slot of slots) keyBytes += table.size(slot);
  const count = removed.length + slots.length;
  const packed = packAll(vectors, slots);
  const arenas = Object.fromEntries(packed.map(({ name, bytes }) => [name, bytes.length]));
  const rows = blankColumns(schema, count, { ...arenas, $key: keyBytes });
  const keys = rows.texts('$key');
  let at = 0;
  for (const [row, { key, hash }] of removed.entries()) {
    keys.arena.set(key, at);
    at += key.length;
    keys.ends[row] = at;
    rows.u32('$hash')[row] = hash;
    rows.u8('$removed')[row] = 1;
  }
  const hashes = rows.u32('$hash');
  const expires = rows.f64('$expires');
  for (let i = 0, row = removed.length; i < slots.length; i += 1, row += 1) {
    if (i % FETCHED === 0) table.fetch(slots, i, Math.min(i + FETCHED, slots.length));
    const slot = known(slots[i], 'within the list');
    at += table.copyKey(slot, keys.arena, at);
    keys.ends[row] = at;
    hashes[row] = table.hash(slot);
    expires[row] = table.expiry(slot);
  }
  for (const column of values) {
    column.copyInto(rows.cells(column.name).words, removed.length, slots);
  }
  for (const { name, bytes, ends } of packed) {
    const cells = rows.textCells(name);
    cells.arena.set(bytes.bytes.subarray(0, bytes.length));
    cells.ends.fill(0, 0, removed.length);
    cells.ends.set(ends, removed.length);
  }
  return rows.buffer;
}

/** The vectors of `slots`, packed one after another, and where each of them ends. */
function packAll(vectors: WrittenState['vectors'], slots: Uint32Array) {
  return [...vectors].map(([name, cells]) => {
    const bytes = new PackedBytes(slots.length * PACKED_BYTES + 1024);
    const ends = new Uint32Array(slots.length);
    for (let at = 0; at < slots.length; at += 1) {
      if (at % FETCHED === 0) cells.fetch(slots, at, Math.min(at + FETCHED, slots.length));
      cells.pack(known(slots[at], 'within the list'), bytes);
      ends[at] = bytes.length;
    }
    return { name: packedColumn(name, cells.shape), bytes, ends };
  });
}
