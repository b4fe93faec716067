// The tables of a book: each known, with every column vouched for, and its guards standing.
import type Database from 'better-sqlite3';
import { BESIDE, CHAINED, columnsOf, type Layout } from './layout.ts';

type Item = { readonly type: string; readonly name: string; readonly sql: string | null };

/** A guard refuses and does nothing else, so that it cannot write behind anyone's back. */
const GUARD = /^CREATE TRIGGER \S+ BEFORE [^;]*\bBEGIN SELECT RAISE\(ABORT, '[^';]*'\); END$/s;

const TABLES: { readonly [table: string]: Layout } = { ...CHAINED, ...BESIDE };

/** Chained rows are never changed or deleted; what is derived or erasable has no guard. */
const GUARDED: readonly string[] = [...Object.keys(CHAINED), 'book', 'deeds', 'journal_marks'];

/**
 * Names each table and column that nothing vouches for or that is missing, each guard that is not
 * there, and each trigger or view that is no guard.
 */
export function* tablesAreKnown(db: Database.Database): Generator<string> {
  const items = db.prepare<[], Item>('SELECT type, name, sql FROM sqlite_schema').all();
  const found = new Set<string>();
  const guards = new Set<string>();
  for (const { type, name, sql } of items) {
    if (type === 'table') {
      found.add(name);
      yield* columnsAreKnown(db, name);
    } else if (type === 'trigger' && GUARD.test(sql ?? '')) guards.add(name);
    else if (type !== 'index') yield `${type} ${name} is not of a book`;
  }
  const books = db.prepare<[], bigint>('SELECT count(*) FROM book').pluck().get();
  if (books !== 1n) yield `book has ${books} rows, and one is what it is`;
  for (const table of Object.keys(TABLES)) if (!found.has(table)) yield `${table} is missing`;
  for (const table of GUARDED) {
    if (!guards.has(`${table}_no_update`)) yield `${table} can be changed: its guard is missing`;
    if (!guards.has(`${table}_no_delete`)) yield `${table} can be deleted: its guard is missing`;
  }
}

function* columnsAreKnown(db: Database.Database, table: string): Generator<string> {
  const layout = TABLES[table];
  if (layout === undefined) {
    yield `table ${table} is vouched for by nothing`;
    return;
  }
  const left = new Set(columnsOf(layout));
  const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  for (const column of columns.iterate(table)) {
    if (!left.delete(column)) yield `${table}.${column} is vouched for by nothing`;
  }
  for (const column of left) yield `${table}.${column} is missing`;
}
