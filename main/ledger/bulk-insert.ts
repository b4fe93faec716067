// Many rows per INSERT statement, and in each statement only what differs from row to row: the
// driver's cost is per call and per bound value, and neighbouring rows have most values in common.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { GROUP_ROWS, type GroupFold, type Shape, shapeOf } from './group-fold.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** Rows in one statement, the largest first: what is left over goes in the smaller ones. */
const STATEMENT_ROWS = [GROUP_ROWS, 8, 1] as const;
const MOST_ROWS = STATEMENT_ROWS[0];

/** Statements kept per table; beyond, a rare shape is written as rows with nothing in common. */
const STATEMENTS_MAX = 64;

/** Collects rows of one table and writes them in order when full or when told to. */
export type BulkInsert = {
  /**
   * Adds one row; the values are in the order of `columns`. Bytes of a packed column may be given
   * as text of which each character is one byte (Node's `latin1`).
   */
  readonly add: (row: readonly SqlValue[]) => void;
  /** Writes what is collected. Every transaction flushes before it reads or commits. */
  readonly flush: () => void;
  /** Forgets what is collected: the transaction was rolled back. */
  readonly discard: () => void;
};

/** What is known of a table's columns besides their names. */
export type BulkColumns = {
  /** Bytes of always the same length: bound as one value for all rows of a statement. */
  readonly packed?: { readonly [column: string]: number };
  /** Words of which the column has one: bound by its place, for binding a text costs more. */
  readonly among?: { readonly [column: string]: readonly string[] };
  /** Takes the rows of each statement as a group of the chain. */
  readonly fold?: GroupFold;
};

type Column = {
  readonly name: string;
  /** Name of the parameter when all rows share one. */
  readonly parameter: string;
  /** Where its bytes are packed; null for other columns. */
  readonly pack: { readonly size: number; readonly bytes: Buffer } | null;
  /** The words it is among; null for other columns. */
  readonly words: readonly string[] | null;
  shape: Shape;
};

/**
 * A writer for `table`. Values that are the same in all rows of a statement are bound once, whole
 * numbers that count up by one are bound by their first, and packed bytes all together.
 */
export function bulkInsert(
  db: Database.Database,
  table: string,
  columns: readonly string[],
  { packed: sizes = {}, among = {}, fold }: BulkColumns = {},
): BulkInsert {
  const width = columns.length;
  const statements = new Map<string, Database.Statement>();
  const described = columns.map((name, at): Column => {
    const size = sizes[name];
    const pack = size === undefined ? null : { size, bytes: Buffer.alloc(size * MOST_ROWS) };
    return { name, parameter: `p${at}`, pack, words: among[name] ?? null, shape: 'each' };
  });
  const rows: (readonly SqlValue[])[] = [];

  function statementFor(count: number): Database.Statement {
    const shape = described.map((each) => each.shape.charAt(0)).join('');
    const key = `${count}${shape}`;
    const kept = statements.get(key);
    if (kept !== undefined) return kept;
    const made = db.prepare(insertSql(table, described, count));
    if (statements.size >= STATEMENTS_MAX) statements.clear();
    statements.set(key, made);
    return made;
  }

  function write(from: number, count: number): void {
    const shared: Record<string, SqlValue> = {};
    const differing: number[] = [];
    const first = known(rows[from], 'a statement has a row');
    for (const [at, column] of described.entries()) {
      const { parameter, pack: packedAs } = column;
      column.shape = packedAs === null ? shapeOf(rows, from, count, at) : 'each';
      if (packedAs !== null) shared[parameter] = packed(rows, from, count, at, packedAs);
      else if (column.shape === 'each') differing.push(at);
      else shared[parameter] = first[at] ?? null;
    }
    fold?.add(rows, from, count, described);
    const each: SqlValue[] = [];
    for (let row = from; row < from + count; row += 1) {
      const values = known(rows[row], 'the row was collected');
      for (const at of differing) each.push(bound(values[at] ?? null, described[at]?.words));
    }
    const result = statementFor(count).run(each, shared);
    assert(result.changes === count, `all rows were added to ${table}`);
  }

  function flush(): void {
    let from = 0;
    for (const count of STATEMENT_ROWS) {
      for (; rows.length - from >= count; from += count) write(from, count);
    }
    rows.length = 0;
  }

  return {
    add: (values) => {
      assert(values.length === width, `a row of ${table} has ${width} values`);
      rows.push(values);
      if (rows.length === MOST_ROWS) flush();
    },
    flush,
    discard: () => {
      rows.length = 0;
    },
  };
}

/** A word as its place among the column's; anything else as it is. */
function bound(value: SqlValue, words: readonly string[] | null | undefined): SqlValue {
  if (words === null || words === undefined) return value;
  const place = words.indexOf(String(value));
  assert(place >= 0, 'the word is among those of its column');
  return place;
}

function packed(
  rows: readonly (readonly SqlValue[])[],
  from: number,
  count: number,
  at: number,
  { size, bytes }: { readonly size: number; readonly bytes: Buffer },
): Uint8Array {
  for (let row = 0; row < count; row += 1) {
    const value = rows[from + row]?.[at];
    assert(typeof value === 'string' || value instanceof Uint8Array, 'packed values are bytes');
    assert(value.length === size, 'packed bytes have their length');
    if (typeof value !== 'string') bytes.set(value, row * size);
    // So few characters are put sooner than the call that writes them begins.
    else for (let at = 0; at < size; at += 1) bytes[row * size + at] = value.charCodeAt(at);
  }
  return bytes.subarray(0, count * size);
}

/** One of the words by the number that is bound; they are the program's own. */
function chosen(words: readonly string[]): string {
  const cases = words.map((word, place) => `WHEN ${place} THEN '${word}'`);
  return `CASE ? ${cases.join(' ')} END`;
}

function insertSql(table: string, columns: readonly Column[], count: number): string {
  const value = ({ parameter, pack: packedAs, words, shape }: Column, row: number): string => {
    if (packedAs !== null) {
      return `substr(@${parameter}, ${1 + row * packedAs.size}, ${packedAs.size})`;
    }
    if (shape === 'each') return words === null ? '?' : chosen(words);
    return shape === 'same' || row === 0 ? `@${parameter}` : `@${parameter} + ${row}`;
  };
  const rows = Array.from(
    { length: count },
    (_, row) => `(${columns.map((column) => value(column, row)).join(',')})`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  return `INSERT INTO ${table} (${names}) VALUES ${rows.join(',')}`;
}
