// What a book must pass before it takes deeds. What grows with the day is looked at whole; what
// grows with the book is left to the audit, but for the file itself.
import Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import { START_CHECKS, type StartCheck } from '../domain/start-checks.ts';
import { firstOf, summed } from './audit.ts';
import { AUDIT_PASSES } from './audit-passes.ts';
import { AUDIT_QUERIES } from './audit-queries.ts';
import type { ReadableDb } from './connection.ts';
import { type ChainAnchor, cutOrChanged, verifyChainAfter } from './verify-chain.ts';
import { unclaimedSince } from './verify-rows.ts';

/** What was kept of a chain outside its book. `head` is never before `verified`. */
export type KnownChain = {
  readonly instanceId: string;
  /** The last link up to which all was recomputed. */
  readonly verified: ChainAnchor;
  /** The last link that was seen. */
  readonly head: ChainAnchor;
};

export type FailedCheck = { readonly check: StartCheck; readonly detail: string };

export type CheckedBook = {
  /** The first check that failed, and what it found; null when all passed. */
  readonly failed: FailedCheck | null;
  readonly instanceId: string;
  /** How far the chain is verified now. */
  readonly verified: ChainAnchor;
};

/** Told as the check goes on: what is looked at, and the share of the whole that is done. */
export type OnProgress = (check: StartCheck, fraction: number) => void;

/** Rules whose cost is bounded by accounts, batches, epochs and cycles, not by payments. */
const BOUNDED_RULES = [
  'trial_balance_is_zero_posted',
  'trial_balance_is_zero_pending',
  'no_available_balance_below_its_limit',
  'batches_are_whole',
  'epochs_leave_no_gap',
  'cycles_add_up',
  'cycles_are_booked_as_they_stand',
  'states_are_known',
] as const;

/** Links that are verified between two words of progress: about a second of work. */
const LINKS_PER_STRETCH = 64;

/** What a row costs the check of the file and that of the chain, in units of the same time. */
const FILE_COST = 1;
const CHAIN_COST = 40;

/** The tables that can be long: the check of the file goes table by table, and these take time. */
const LONG_TABLES: ReadonlySet<string> = new Set([
  'payments',
  'creditors',
  'entries',
  'postings',
  'status_changes',
  'deeds',
]);

type Check = (tell: (done: number) => void) => readonly string[];

/**
 * Runs the checks of {@link START_CHECKS} in order and stops at the first that fails. Without
 * `anchored`, the whole chain is verified. Reads only, on a connection on which nothing else reads
 * meanwhile; a file that cannot be read has failed, it never throws for that.
 */
export function checkBook(
  { db }: ReadableDb,
  anchored: KnownChain | null,
  onProgress: OnProgress = () => undefined,
): CheckedBook {
  let verified = anchored?.verified ?? { sequence: 0, digest: new Uint8Array(32) };
  let instanceId = '';
  let costs = { file: 1, chain: 1 };
  const checks: Record<StartCheck, Check> = {
    book_is_the_anchored_one: () => {
      instanceId = instanceOf(db);
      const isOther = anchored !== null && anchored.instanceId !== instanceId;
      return isOther ? [`the book is ${instanceId}, the anchor is of ${anchored.instanceId}`] : [];
    },
    chain_reaches_its_anchor: () => (anchored === null ? [] : anchorsMissed(db, anchored)),
    file_is_sound: (tell) => {
      costs = costsOf(db, verified.sequence);
      return fileFaults(db, tell);
    },
    invariants_hold: () => [...schemaFaults(db), ...brokenRules(db)],
    chain_is_whole: (tell) => {
      const chain = verifyOnwards(db, verified, anchored?.head ?? null, tell);
      verified = chain.verified;
      return chain.broken === null ? [] : [chain.broken];
    },
  };
  for (const check of START_CHECKS) {
    const before = check === 'chain_is_whole' ? costs.file : 0;
    const tell = (done: number): void => {
      onProgress(check, Math.min(1, (before + done) / (costs.file + costs.chain)));
    };
    tell(0);
    const failed = failureOf(check, () => checks[check](tell));
    if (failed !== null) return { failed, instanceId, verified };
  }
  return { failed: null, instanceId, verified };
}

/** What the check found; wherever the file cannot be read, it is the file that is not sound. */
function failureOf(check: StartCheck, find: () => readonly string[]): FailedCheck | null {
  try {
    const { ok, detail } = summed(find());
    return ok ? null : { check, detail };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { check: 'file_is_sound', detail: `cannot be read: ${error.message}` };
  }
}

/**
 * Verifies the chain from the link `from` to the end of the book, stretch by stretch, each in a
 * read of its own: what is written meanwhile is verified too, and nobody waits for a checkpoint.
 */
export function verifyOnwards(
  db: Database.Database,
  from: ChainAnchor,
  anchor: ChainAnchor | null,
  tell: (done: number, verified: ChainAnchor) => void = () => undefined,
): { readonly broken: string | null; readonly verified: ChainAnchor } {
  let verified = from;
  let done = 0;
  for (;;) {
    const found = db.transaction(() => {
      const stretch = verifyChainAfter(db, verified, { anchor, most: LINKS_PER_STRETCH });
      if (stretch.broken !== null || !stretch.ended) return stretch;
      // In the same read: the next deed's rows may be there a moment later.
      return { ...stretch, broken: unclaimedSince(db, from.sequence, stretch.count) };
    })();
    if (found.broken !== null) return { broken: found.broken, verified };
    done += CHAIN_COST * rowsBetween(db, verified.sequence, found.count);
    verified = { sequence: found.count, digest: found.head };
    tell(done, verified);
    if (found.ended) return { broken: null, verified };
  }
}

function instanceOf(db: Database.Database): string {
  const id = db.prepare<[], string>('SELECT instance_id FROM book').pluck().get();
  return known(id, 'a book says which it is');
}

/** What the whole check costs, so that its progress can be told as a share. */
function costsOf(db: Database.Database, verified: number): { file: number; chain: number } {
  let rows = 0;
  for (const table of LONG_TABLES) rows += rowsIn(db, table);
  return {
    file: Math.max(1, FILE_COST * rows),
    chain: CHAIN_COST * rowsBetween(db, verified, Number.MAX_SAFE_INTEGER),
  };
}

function rowsIn(db: Database.Database, table: string): number {
  return Number(db.prepare<[], bigint>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0n);
}

/** Rows that the links after `from`, up to `to`, cover; postings are covered by their entries. */
function rowsBetween(db: Database.Database, from: number, to: number): number {
  const sum = db
    .prepare<[number, number], bigint>(
      'SELECT coalesce(sum(row_count), 0) FROM deeds WHERE sequence > ? AND sequence <= ?',
    )
    .pluck();
  return Number(sum.get(from, to) ?? 0n);
}

/** Links that were known and are not there, or are others: an end cut off, or an older copy. */
function anchorsMissed(db: Database.Database, { verified, head }: KnownChain): string[] {
  const find = db.prepare<[number], Buffer>('SELECT digest FROM deeds WHERE sequence = ?').pluck();
  const faults: string[] = [];
  for (const { sequence, digest } of [head, verified]) {
    const missed = sequence === 0 ? null : cutOrChanged(sequence, find.get(sequence), digest);
    if (missed !== null) faults.push(missed);
  }
  return faults.slice(0, 1);
}

/** SQLite's quick check, table by table so that its progress can be told. */
function fileFaults(db: Database.Database, tell: (done: number) => void): string[] {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  let done = 0;
  for (const table of ['sqlite_schema', ...tables]) {
    const answer = db
      .prepare<[], string>(`PRAGMA quick_check(${quoted(table)})`)
      .pluck()
      .get();
    const found = known(answer, 'quick_check answers');
    if (found !== 'ok') return [`${table}: ${found}`];
    if (!LONG_TABLES.has(table)) continue;
    done += FILE_COST * rowsIn(db, table);
    tell(done);
  }
  return [];
}

/** A name as SQL writes it: a damaged schema can hold any. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function* schemaFaults(db: Database.Database): Generator<string> {
  const pass = known(AUDIT_PASSES.schema_is_ours, 'the pass over the schema');
  for (const fault of pass(db)) yield `schema_is_ours: ${fault}`;
}

function* brokenRules(db: Database.Database): Generator<string> {
  for (const name of BOUNDED_RULES) {
    const sql = known(AUDIT_QUERIES[name], name);
    const found = firstOf(db.prepare<[], string>(sql).pluck().iterate());
    for (const each of found) yield `${name}: ${each}`;
  }
}
