// Recomputes the chain from the rows: each deed's rows are folded again and its link compared, and
// the first deed, table and row that differ are named.
import type Database from 'better-sqlite3';
import {
  chainStart,
  type JournalFolds,
  LinkRows,
  linkDigest,
  MARKED_TABLES,
  newJournalFolds,
} from './trail.ts';
import { JournalRows } from './verify-journal.ts';
import { ChainedRows } from './verify-rows.ts';

export type ChainVerdict = {
  /** Deed, table and row that differ first; null when every link verifies. */
  readonly broken: string | null;
  readonly head: Buffer;
  readonly count: number;
};

/** A link as it lies in the book. */
export type DeedRow = {
  sequence: bigint;
  at: bigint;
  actor: string;
  deed: string;
  submission_id: string;
  input_hash: Buffer;
  outcome: 'done' | 'refused';
  answer: string;
  program: bigint;
  row_count: bigint;
  rows_digest: Buffer;
  previous: Buffer;
  digest: Buffer;
};

/** Whether the row has the types that STRICT wrote: a damaged record can read as any other. */
function isWhole(deed: DeedRow): boolean {
  const texts = [deed.actor, deed.deed, deed.submission_id, deed.outcome, deed.answer];
  const bytes = [deed.input_hash, deed.rows_digest, deed.previous, deed.digest];
  const numbers = [deed.sequence, deed.at, deed.program, deed.row_count];
  return (
    texts.every((each) => typeof each === 'string') &&
    bytes.every((each) => Buffer.isBuffer(each)) &&
    numbers.every((each) => typeof each === 'bigint')
  );
}

/** A head of the chain that was kept outside the book: the chain must still pass through it. */
export type ChainAnchor = { readonly sequence: number; readonly digest: Uint8Array };

/**
 * Verifies the whole chain of the book behind `db`, in one pass and flat memory. A connection is
 * read by several cursors at once, so nothing may write on it meanwhile. Only an `anchor` shows
 * that the end was cut off or that all of the chain was made anew.
 */
export function verifyChain(
  db: Database.Database,
  anchor: ChainAnchor | null = null,
): ChainVerdict {
  const { broken, head, count } = verifyFrom(db, { sequence: 0, digest: chainStart(db) }, null, {
    anchor,
    most: Number.POSITIVE_INFINITY,
  });
  return { broken, head, count };
}

/** A verdict on part of the chain; `ended` when there is no link after it. */
export type StretchVerdict = ChainVerdict & { readonly ended: boolean };

/**
 * Verifies the chain from the link `after` on, which was verified before, for at most `most` links;
 * `head` and `count` say how far it came. The rows before are not looked at, nor is how many rows
 * there are in all. The chain must reach and pass `anchor`, as in {@link verifyChain}.
 */
export function verifyChainAfter(
  db: Database.Database,
  after: ChainAnchor,
  stretch: Stretch,
): StretchVerdict {
  const { sequence } = after;
  if (sequence === 0) return verifyFrom(db, { sequence, digest: chainStart(db) }, null, stretch);
  const found = db
    .prepare<[number], Buffer>('SELECT digest FROM deeds WHERE sequence = ?')
    .pluck()
    .get(sequence);
  const head = found ?? Buffer.alloc(0);
  const broken = cutOrChanged(sequence, found, after.digest);
  if (broken !== null) return { broken, head, count: sequence, ended: true };
  return verifyFrom(db, { sequence, digest: head }, BigInt(sequence), stretch);
}

/** What is wrong with the link `sequence` of the book when it was anchored as `digest`, or null. */
export function cutOrChanged(
  sequence: number,
  found: Buffer | undefined,
  digest: Uint8Array,
): string | null {
  if (found === undefined) return `deed ${sequence} is missing: the end was cut off`;
  return found.equals(digest) ? null : `deed ${sequence} is not the one that was anchored`;
}

export type Stretch = { readonly anchor: ChainAnchor | null; readonly most: number };

function verifyFrom(
  db: Database.Database,
  start: { readonly sequence: number; readonly digest: Buffer },
  after: bigint | null,
  stretch: Stretch,
): StretchVerdict {
  const rows = new ChainedRows(db, after);
  const journal = new JournalRows(db, after);
  try {
    const read = { rows, journal, folds: newJournalFolds() };
    return verifyLinks(db, read, start, stretch);
  } finally {
    rows.close();
    journal.close();
  }
}

/** What the links cover, as it is read beside them. */
type Read = {
  readonly rows: ChainedRows;
  readonly journal: JournalRows;
  readonly folds: JournalFolds;
};

function verifyLinks(
  db: Database.Database,
  read: Read,
  start: { readonly sequence: number; readonly digest: Buffer },
  { anchor, most }: Stretch,
): StretchVerdict {
  let head = start.digest;
  let count = start.sequence;
  const end = start.sequence + most;
  const deeds = db.prepare<[number], DeedRow>(
    'SELECT * FROM deeds WHERE sequence > ? ORDER BY sequence',
  );
  for (const deed of deeds.iterate(start.sequence === 0 ? NO_DEED : start.sequence)) {
    if (count === end) return { broken: null, head, count, ended: false };
    const broken = verifyLink(deed, head, count, read);
    if (broken !== null) return { broken, head, count, ended: true };
    head = deed.digest;
    count += 1;
    if (anchor?.sequence === count && !head.equals(anchor.digest)) {
      const broken = cutOrChanged(count, head, anchor.digest);
      return { broken, head, count, ended: true };
    }
  }
  const left = read.rows.left() ?? read.journal.left();
  if (left !== null) return { broken: left, head, count, ended: true };
  const isCut = anchor !== null && anchor.sequence > count;
  return {
    broken: isCut ? cutOrChanged(count + 1, undefined, anchor.digest) : null,
    head,
    count,
    ended: true,
  };
}

/** Below every sequence number, also one that somebody made up. */
const NO_DEED = -(2 ** 52);

/** The tables with the epochs first: they say of which batches a deed judged payments. */
const READING_ORDER = ['epochs' as const, ...MARKED_TABLES.filter((table) => table !== 'epochs')];

function verifyLink(
  deed: DeedRow,
  previous: Buffer,
  count: number,
  { rows, journal, folds }: Read,
): string | null {
  const name = `deed ${deed.sequence} (${deed.deed})`;
  if (!isWhole(deed)) return `${name} cannot be read`;
  if (deed.sequence !== BigInt(count) + 1n) return `${name} does not follow deed ${count}`;
  if (!deed.previous.equals(previous)) return `${name} does not name the link before it`;
  const link = new LinkRows(folds);
  const differing = journal.fold(deed.sequence, folds);
  if (differing !== null) return `${name}: ${differing}`;
  const batches = new Set<number>();
  for (const table of READING_ORDER) {
    for (const row of rows.of(table, deed.sequence, batches)) {
      const mark = link.add(table, row.fields);
      if (!row.digest.equals(mark)) return `${name}: ${table} ${row.id} differs from its digest`;
      if (table === 'epochs') batches.add(Number(row.fields[1]));
    }
  }
  const folded = link.finish();
  if (BigInt(folded.rowCount) !== deed.row_count) return `${name} has lost or gained rows`;
  if (!deed.rows_digest.equals(folded.rowsDigest)) return `${name} has other rows`;
  const record = {
    sequence: Number(deed.sequence),
    at: Number(deed.at),
    actor: deed.actor,
    deed: deed.deed,
    submissionId: deed.submission_id,
    inputHash: deed.input_hash,
    outcome: deed.outcome,
    answer: deed.answer,
    program: Number(deed.program),
  };
  const digest = linkDigest(record, folded, previous);
  return digest.equals(deed.digest) ? null : `${name} differs from its digest`;
}
