// What is read of master data: records and their versions, changes that wait, and pages of a kind in
// the order of its keys.
import type Database from 'better-sqlite3';
import { aroundHidden, maskText, toldForm } from '../domain/masked.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import { type MasterChange, SELECT_CHANGES, toChange } from './master.ts';

/** A record as its newest confirmed version has it. `content` is '' once it was erased. */
export type MasterRow = {
  readonly key: string;
  readonly versionId: number;
  readonly content: string;
  readonly ended: boolean;
  readonly effectiveOn: string;
};

/** One version of a record, with who made and who confirmed it. */
export type MasterVersion = {
  readonly versionId: number;
  readonly changeId: number;
  readonly content: string;
  readonly ended: boolean;
  readonly state: MasterChange['state'];
  readonly effectiveOn: string;
  readonly reason: string;
  readonly maker: string;
  /** '' where the book has one person, or nobody has decided yet. */
  readonly checker: string;
  /** Milliseconds UTC at which it was proposed. */
  readonly at: number;
};

/** A record that a change would change: as it is (null: new) and as it would be. */
export type ChangedRow = {
  readonly key: string;
  readonly before: string | null;
  readonly after: string;
  readonly ended: boolean;
};

const IS_CONFIRMED = `EXISTS (SELECT 1 FROM master_steps s
  WHERE s.change = v.change AND s.step = 'confirmed')`;

const SELECT_NEWEST = `SELECT v.key, v.id, coalesce(m.content, '') AS content, v.ended,
    s.effective_on FROM master_versions v
  JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
  LEFT JOIN master_values m ON m.version = v.id
  WHERE v.kind = ? AND v.key = ? ORDER BY v.id DESC LIMIT 1`;

type NewestRow = {
  key: string;
  id: bigint;
  content: string;
  ended: bigint;
  effective_on: string;
};

/** The newest confirmed version of a record, or null. */
export function readNewest(db: Database.Database, kind: MasterKind, key: string): MasterRow | null {
  const row = db.prepare<[string, string], NewestRow>(SELECT_NEWEST).get(kind, key);
  return row === undefined ? null : toRow(row);
}

function toRow({ key, id, content, ended, effective_on }: NewestRow): MasterRow {
  const versionId = Number(id);
  return { key, versionId, content, ended: ended === 1n, effectiveOn: effective_on };
}

/** At most `limit` keys of a kind from `from` on, in order; `inclusive` with `from` itself. */
export function readKeys(
  db: Database.Database,
  kind: MasterKind,
  { from, inclusive, limit }: { from: string; inclusive: boolean; limit: number },
): readonly string[] {
  const sql = `SELECT DISTINCT v.key FROM master_versions v WHERE v.kind = ?
    AND v.key ${inclusive ? '>=' : '>'} ? AND ${IS_CONFIRMED} ORDER BY v.key LIMIT ?`;
  return db.prepare<[string, string, number], string>(sql).pluck().all(kind, from, limit);
}

/**
 * The same in the order in which records were entered: places in that order, each with the key there.
 * It tells nothing of the keys to somebody who is told the numbers in them masked.
 */
export function readEntered(
  db: Database.Database,
  kind: MasterKind,
  { from, inclusive, limit }: { from: string; inclusive: boolean; limit: number },
): readonly Placed[] {
  const sql = `SELECT v.id, v.key FROM master_versions v WHERE v.kind = ? AND v.replaces = 0
    AND v.id ${inclusive ? '>=' : '>'} ? AND ${IS_CONFIRMED} ORDER BY v.id LIMIT ?`;
  type Row = { id: bigint; key: string };
  const rows = db.prepare<[string, number, number], Row>(sql).all(kind, Number(from), limit);
  return rows.map(({ id, key }) => ({ place: placeOf(id), key }));
}

/** A record's key, and a text by which its place in an order is found. */
export type Placed = { readonly place: string; readonly key: string };

/** Ids as texts that are ordered as the numbers are. */
export function placeOf(version: bigint): string {
  return String(version).padStart(16, '0');
}

/** As {@link readKeys}, of what was confirmed up to a step: whatever is confirmed meanwhile. */
export function readKeysUpTo(
  db: Database.Database,
  kind: MasterKind,
  { after, limit, step }: { after: string; limit: number; step: number },
): readonly string[] {
  const sql = `SELECT DISTINCT v.key FROM master_versions v
    JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
    WHERE v.kind = ? AND v.key > ? AND s.id <= ? ORDER BY v.key LIMIT ?`;
  const select = db.prepare<[string, string, number, number], string>(sql).pluck();
  return select.all(kind, after, step, limit);
}

/** The next rows after a key, in order: how a whole kind is read in pieces. */
export function readRowsAfter(
  db: Database.Database,
  kind: MasterKind,
  after: string,
  limit: number,
): readonly MasterRow[] {
  return rowsOf(db, kind, readKeys(db, kind, { from: after, inclusive: false, limit }));
}

/** The rows of keys that are there. */
export function rowsOf(
  db: Database.Database,
  kind: MasterKind,
  keys: readonly string[],
): readonly MasterRow[] {
  const select = db.prepare<[string, string], NewestRow>(SELECT_NEWEST);
  return keys.flatMap((key) => {
    const row = select.get(kind, key);
    return row === undefined ? [] : [toRow(row)];
  });
}

/**
 * A key as it is told to somebody who may not see accounts, whether they wrote the number in it whole
 * or masked.
 */
export function toldKey(kind: MasterKind, written: string): string {
  if (kind !== 'account') return maskText(written);
  const currency = written.lastIndexOf(' ');
  return `${toldForm(written.slice(0, currency))}${written.slice(currency)}`;
}

/**
 * The key that `told` stands for: itself, or where a number in it is masked the one key of its kind
 * that it may be told of; null where there is none or more than one.
 */
export function keyToldAs(db: Database.Database, kind: MasterKind, told: string): string | null {
  const around = aroundHidden(told);
  if (around === null) return told;
  const sql = `SELECT DISTINCT key FROM master_versions WHERE kind = $kind
    AND substr(key, 1, length($before)) = $before
    AND substr(key, length(key) - length($after) + 1) = $after LIMIT 2`;
  const find = db.prepare<[{ kind: string; before: string; after: string }], string>(sql).pluck();
  const found = find.all({ kind, ...around });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** How many versions of one record are read. */
const VERSIONS_READ = 200;

/** The versions of a record, newest first, those that wait or came to nothing among them. */
export function readVersions(
  db: Database.Database,
  kind: MasterKind,
  key: string,
): readonly MasterVersion[] {
  type Row = Omit<NewestRow, 'key'> & {
    change: bigint;
    step: MasterChange['state'] | null;
    reason: string;
    maker: string | null;
    checker: string | null;
    at: bigint | null;
  };
  const sql = `SELECT v.id, v.change, coalesce(m.content, '') AS content, v.ended, last.step,
      coalesce(last.effective_on, c.valid_from) AS effective_on,
      coalesce(t.text, '') AS reason,
      p.first_person AS maker, last.second_person AS checker, d.at
    FROM master_versions v JOIN master_changes c ON c.id = v.change
    LEFT JOIN master_values m ON m.version = v.id
    LEFT JOIN remark_texts t ON t.deed = c.deed
    LEFT JOIN master_steps p ON p.change = c.id AND p.step = 'proposed'
    LEFT JOIN master_steps last ON last.id =
      (SELECT max(s.id) FROM master_steps s WHERE s.change = c.id)
    LEFT JOIN deeds d ON d.sequence = p.deed
    WHERE v.kind = ? AND v.key = ? ORDER BY v.id DESC LIMIT ${VERSIONS_READ}`;
  return db
    .prepare<[string, string], Row>(sql)
    .all(kind, key)
    .map((row) => ({
      versionId: Number(row.id),
      changeId: Number(row.change),
      content: row.content,
      ended: row.ended === 1n,
      state: row.step ?? 'staging',
      effectiveOn: row.effective_on,
      reason: row.reason,
      maker: row.maker ?? '',
      checker: row.checker ?? '',
      at: Number(row.at ?? 0n),
    }));
}

/** Changes that nobody has decided, oldest first, at most `limit`. */
export function readWaitingChanges(
  db: Database.Database,
  limit: number,
): readonly (MasterChange & { readonly at: number })[] {
  const sql = `SELECT open.*, d.at FROM (${SELECT_CHANGES}) open
    JOIN master_changes c ON c.id = open.id JOIN deeds d ON d.sequence = c.deed
    WHERE coalesce(open.step, 'proposed') = 'proposed' ORDER BY open.id LIMIT ?`;
  type Row = Parameters<typeof toChange>[0] & { at: bigint };
  const rows = db.prepare<[number], Row>(sql).all(limit);
  return rows.map((row) => ({ ...toChange(row), at: Number(row.at) }));
}

/** The records of a change from `offset` on, each as it is now and as it would be. */
export function readChangedRows(
  db: Database.Database,
  change: number,
  { offset, limit }: { offset: number; limit: number },
): readonly ChangedRow[] {
  type Row = { key: string; before: string | null; after: string; ended: bigint };
  const sql = `SELECT v.key, old.content AS before, coalesce(m.content, '') AS after, v.ended
    FROM master_versions v LEFT JOIN master_values m ON m.version = v.id
    LEFT JOIN master_values old ON old.version = v.replaces
    WHERE v.change = ? ORDER BY v.id LIMIT ? OFFSET ?`;
  return db
    .prepare<[number, number, number], Row>(sql)
    .all(change, limit, offset)
    .map(({ key, before, after, ended }) => ({ key, before, after, ended: ended === 1n }));
}

/** A change by its id, or null. */
export function readChange(db: Database.Database, change: number): MasterChange | null {
  type Row = Parameters<typeof toChange>[0];
  const row = db.prepare<[number], Row>(`${SELECT_CHANGES} WHERE c.id = ?`).get(change);
  return row === undefined ? null : toChange(row);
}
