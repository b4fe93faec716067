// Verifies a book from its file alone: the chain from the first link to the head, and everything
// the tables show made again from the chained rows. Shares no code with what writes a book.
import Database from 'better-sqlite3';
import { balancesFollow } from './balances.ts';
import { personalDataIsCommitted, snapshotsAreCommitted } from './beside.ts';
import { type Anchor, type Chain, verifyChain } from './chain.ts';
import { cyclesFollow } from './cycles.ts';
import { daysAreCommitted, itemsFollow } from './days.ts';
import { entriesAreWhole, holdsFollow } from './holds.ts';
import { createMeter, type Meter } from './meter.ts';
import { openAtRest } from './open-at-rest.ts';
import { outgoingWaited } from './outgoing.ts';
import { statusesFollow } from './statuses.ts';
import { tablesAreKnown } from './structure.ts';

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

export type Verdict = {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** The digest of the last link as hex, and how many links there are. */
  readonly head: string;
  readonly count: number;
};

/** How many findings of one check are named; the rest are counted, up to `COUNTED`. */
const NAMED = 5;
const COUNTED = 1000;

const RULES: readonly (readonly [
  name: string,
  find: (db: Database.Database, meter: Meter) => Iterable<string>,
])[] = [
  ['tables_are_known', tablesAreKnown],
  ['balances_follow_the_postings', balancesFollow],
  ['entries_are_whole', entriesAreWhole],
  ['statuses_follow_the_trail', statusesFollow],
  ['holds_follow_the_entries', holdsFollow],
  ['cycles_follow_their_payments', cyclesFollow],
  ['items_follow_their_movements', itemsFollow],
  ['days_are_as_committed', daysAreCommitted],
  ['personal_data_is_as_committed', personalDataIsCommitted],
  ['snapshots_are_as_committed', snapshotsAreCommitted],
  ['outgoing_waited_after_a_restore', outgoingWaited],
];

/** The names of all checks, in the order in which they run. */
export const CHECKS: readonly string[] = [
  'file_is_sound',
  'chain_is_whole',
  'chain_meets_its_anchor',
  ...RULES.map(([name]) => name),
];

/**
 * Verifies the book in `file`, which must be at rest: a copy, a backup, or one that nobody has
 * open. It is opened read-only. `anchor` is a head and count kept outside the file; without one a
 * cut end cannot be seen, and the check says so. `say` hears of rows read and rows in all. `keys`
 * are tried in order on an encrypted book; a plain one needs none.
 */
export function verifyBook(
  file: string,
  anchor: Anchor | null = null,
  say: (done: number, total: number) => void = () => undefined,
  keys: readonly Uint8Array[] = [],
): Verdict {
  const db = openAtRest(file, keys);
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('query_only = ON');
    db.defaultSafeIntegers(true);
    return verifyOpen(db, anchor, say);
  } finally {
    db.close();
  }
}

function verifyOpen(
  db: Database.Database,
  anchor: Anchor | null,
  say: (done: number, total: number) => void,
): Verdict {
  const checks: Check[] = [];
  const check = (name: string, find: () => Iterable<string>, note = ''): void => {
    checks.push({ name, ...summed(readable(find), note) });
  };
  const meter = createMeter(rowsToRead(db), say);
  check('file_is_sound', () => soundness(db));
  let chain: Chain = { broken: null, missed: null, head: '', count: 0 };
  check('chain_is_whole', () => {
    chain = verifyChain(db, anchor, meter);
    return chain.broken === null ? [] : [chain.broken];
  });
  const { head, count, missed, broken } = chain;
  const note = anchor === null ? 'no anchor was given: a cut end would not be seen' : '';
  check('chain_meets_its_anchor', () => missedBy({ missed, broken, count }, anchor), note);
  for (const [name, find] of RULES) check(name, () => find(db, meter));
  return { ok: checks.every(({ ok }) => ok), checks, head, count };
}

/** A chain that breaks before its anchor has not met it. */
function missedBy(
  { missed, broken, count }: Pick<Chain, 'missed' | 'broken' | 'count'>,
  anchor: Anchor | null,
): readonly string[] {
  if (missed !== null) return [missed];
  const isReached = anchor === null || anchor.count <= count;
  return isReached || broken === null ? [] : [`the chain breaks before deed ${anchor.count}`];
}

function soundness(db: Database.Database): readonly string[] {
  const said = db.prepare<[], unknown>('PRAGMA integrity_check(5)').pluck().all();
  return said.length === 1 && said[0] === 'ok' ? [] : said.map(String);
}

/** Rows that the checks read in all, for the progress; nothing hangs on it being exact. */
function rowsToRead(db: Database.Database): number {
  const weights = { postings: 2, entries: 2, payments: 3, creditors: 1, deeds: 1 };
  let rows = 0;
  for (const [table, weight] of Object.entries(weights)) {
    try {
      const sql = `SELECT count(*) FROM ${table}`;
      rows += weight * Number(db.prepare<[], bigint>(sql).pluck().get());
    } catch {
      // A table that cannot be counted is told of by its check.
    }
  }
  return rows;
}

/** What `find` finds, or that the file cannot be read where it looks. */
function readable(find: () => Iterable<string>): readonly string[] {
  const found: string[] = [];
  try {
    for (const each of find()) {
      found.push(each);
      if (found.length === COUNTED) break;
    }
  } catch (error) {
    if (!isOfDamage(error)) throw error;
    found.push(`cannot be read: ${error.message}`);
  }
  return found;
}

/** Damage stops SQLite, or gives a value of a type that no column of the table holds. */
function isOfDamage(error: unknown): error is Error {
  return (
    error instanceof Database.SqliteError ||
    error instanceof TypeError ||
    error instanceof RangeError
  );
}

function summed(found: readonly string[], note: string): { ok: boolean; detail: string } {
  if (found.length === 0) return { ok: true, detail: note };
  const rest = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  return { ok: false, detail: found.slice(0, NAMED).join('; ') + rest };
}
