// What an operator's state is made of, how it is laid out when it is stored, and how a row that an
// earlier version stored is read by the version that takes over.

import type { Schema } from './columns.ts';
import { type Columns, type ColumnsView, defineColumns, type FixedColumns } from './columns.ts';
import { assert, known } from './errors.ts';
import type { KeyedState } from './keyed-state.ts';
import type { VectorShape, Vectors } from './state-vector.ts';

/**
 * The columns that the engine keeps with every key. `$hash` is the hash of the record's partition
 * key, so that a restored state can be dealt out to any number of tasks; `$removed` is 1 in a
 * delta for a key that is gone.
 */
const ENGINE_COLUMNS = { $key: 'bytes', $hash: 'u32', $expires: 'f64', $removed: 'u8' } as const;
export type EngineColumns = typeof ENGINE_COLUMNS;

/** What is kept with a key: single values, and vectors of words for rings and sketches. */
export type StateColumns<C extends FixedColumns = FixedColumns> = {
  readonly values: C;
  readonly vectors?: Vectors;
};

export type StateDefinition<C extends FixedColumns = FixedColumns> = StateColumns<C> & {
  /** More live keys per task than this stop the engine: {@link LimitReached}. */
  readonly keysMax: number;
  /**
   * Columns of earlier versions of the operator: what has kept its name and kind (a vector: its
   * length) is carried, and `migrate` then sets what is to be computed from the stored row.
   */
  readonly earlier?: { readonly [version: number]: EarlierState<C> };
};

export type EarlierState<C extends FixedColumns = FixedColumns> = StateColumns & {
  /** Called for each stored key, whose carried values lie in `slot`. Pure, and the same each time. */
  migrate?(stored: StoredRow, state: KeyedState<C>, slot: number): void;
};

/** One key as an earlier version stored it; a {@link Bug} for a column it did not have. */
export type StoredRow = {
  number(column: string): number;
  bigint(column: string): bigint;
};

/** For an operator that remembers nothing. */
export const NO_STATE: StateDefinition<Record<never, never>> = { values: {}, keysMax: 0 };

/** The column in which a vector is stored: one of another length is another column. */
export function packedColumn(name: string, { words }: VectorShape): string {
  return `${name}:${words}`;
}

/** The columns of the snapshots and deltas of such a state; a vector is packed into bytes. */
export function stateSchema({ values, vectors = {} }: StateColumns): Schema<EngineColumns> {
  const packed = Object.fromEntries(
    Object.entries(vectors).map(([name, shape]) => [packedColumn(name, shape), 'bytes' as const]),
  );
  return defineColumns<Columns & EngineColumns>({ ...values, ...packed, ...ENGINE_COLUMNS });
}

/** Row `row` of what was stored, by column name. */
export function storedRow(rows: ColumnsView<EngineColumns>, row: number): StoredRow {
  const wordsOf = (column: string): DataView => {
    const { words, perRow } = rows.cells(column);
    const bytes = perRow * words.BYTES_PER_ELEMENT;
    return new DataView(words.buffer, words.byteOffset + row * bytes, bytes);
  };
  const stored: Columns = rows.schema.columns;
  return {
    bigint: (column) => {
      assert(stored[column] === 'i64', `${column} is not a bigint`);
      return wordsOf(column).getBigInt64(0, true);
    },
    number: (column) => {
      const words = wordsOf(column);
      switch (known(stored[column], column)) {
        case 'f64':
          return words.getFloat64(0, true);
        case 'i32':
          return words.getInt32(0, true);
        case 'u32':
          return words.getUint32(0, true);
        default:
          assert(stored[column] === 'u8', `${column} is not a number`);
          return words.getUint8(0);
      }
    },
  };
}
