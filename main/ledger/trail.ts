// The trail: one row per deed, each a link of one hash chain over everything the deed wrote.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { digestOf, type Field } from './digest.ts';
import { ENTRY_COLUMNS, POSTING_FOLDED } from './entries.ts';
import { GroupFold } from './group-fold.ts';
import { RowFold } from './row-fold.ts';

/** The chained tables in the order in which a link folds their rows. */
export const CHAINED_TABLES = [
  'accounts',
  'batches',
  'payment_informations',
  'payments',
  'entries',
  'postings',
  'status_changes',
  'epochs',
  'policies',
  'cycles',
  'breaks',
  'account_changes',
  'hold_events',
  'signatures',
  'approvals',
  'payment_reminders',
  'amendments',
  'deed_requests',
  'request_words',
  'override_words',
  'open_items',
  'item_movements',
  'days',
  'day_closings',
  'break_reasons',
  'erasures',
  'retention_holds',
  'restores',
  'outgoing_holds',
  'outgoing_releases',
  'remarks',
  'master_changes',
  'master_versions',
  'master_steps',
  'people',
  'credential_changes',
  'grants',
  'grant_marks',
  'person_ends',
  'sign_ins',
  'signing_keys',
  'signing_key_marks',
  'approval_packages',
  'carried_words',
  'branch_keys',
  'hand_overs',
  'hand_over_ends',
  'take_overs',
  'core_imports',
  'core_balances',
  'intake_changes',
  'redrives',
] as const;
export type ChainedTable = (typeof CHAINED_TABLES)[number];
/** The tables that are written by the thousand, and are folded in groups. */
export type JournalTable = 'entries' | 'postings';
/** The others: each row is folded by itself and keeps its mark. */
export type MarkedTable = Exclude<ChainedTable, JournalTable>;

export function isJournal(table: ChainedTable): table is JournalTable {
  return table === 'entries' || table === 'postings';
}

export const MARKED_TABLES: readonly MarkedTable[] = CHAINED_TABLES.flatMap((table) =>
  isJournal(table) ? [] : [table],
);

/** What folds the journal of one book, one deed after another. */
export type JournalFolds = { readonly [table in JournalTable]: GroupFold };

export function newJournalFolds(): JournalFolds {
  return {
    entries: new GroupFold(ENTRY_COLUMNS.length),
    postings: new GroupFold(POSTING_FOLDED.length),
  };
}

/** Chained tables whose rows are told apart by another column than `id`. */
const KEYED_BY: { readonly [table in ChainedTable]?: string } = {
  epochs: 'deed',
  signatures: 'entry',
  remarks: 'deed',
};

/** The column by which a chained table's rows are told apart; it grows as they are written. */
export function keyColumn(table: ChainedTable): string {
  return KEYED_BY[table] ?? 'id';
}

/** Written into each link, so that a changed format never verifies by accident. */
export const CHAIN_FORMAT = 'counterfoil-chain-4';

/** Folds the rows of one deed, table by table in the order in which they are written. */
export class LinkRows {
  private readonly journal: JournalFolds;
  private readonly folds = new Map<ChainedTable, RowFold>();
  private rows = 0;

  /** `journal` is begun anew: one deed at a time is folded with it. */
  constructor(journal: JournalFolds) {
    this.journal = journal;
    journal.entries.begin();
    journal.postings.begin();
  }

  /** Folds one row and answers the mark that the row keeps. */
  add(table: MarkedTable, fields: readonly Field[]): Uint8Array {
    return Buffer.from(this.addKept(table, fields), 'latin1');
  }

  /** As {@link add} with the fields in two lists, and the mark as `latin1` text: a byte each. */
  addKept(table: MarkedTable, fields: readonly Field[], more?: readonly Field[]): string {
    let fold = this.folds.get(table);
    if (fold === undefined) {
      fold = new RowFold();
      this.folds.set(table, fold);
    }
    this.rows += 1;
    return fold.add(fields, more);
  }

  /** How many rows were folded, and the digest over the tables' folds in their fixed order. */
  finish(): { rowCount: number; rowsDigest: Buffer } {
    const fields: Field[] = [];
    let { rows } = this;
    for (const table of CHAINED_TABLES) {
      const inGroups = isJournal(table) ? this.journal[table] : null;
      const fold = inGroups === null || inGroups.count === 0 ? this.folds.get(table) : inGroups;
      if (fold !== undefined) fields.push(table, fold.digest());
      rows += inGroups?.count ?? 0;
    }
    return { rowCount: rows, rowsDigest: digestOf(fields) };
  }
}

/** One deed as the trail keeps it. `at` is milliseconds UTC, never less than the one before. */
export type DeedRecord = {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly deed: string;
  readonly submissionId: string;
  readonly inputHash: Uint8Array;
  readonly outcome: 'done' | 'refused';
  /** JSON without personal data: what the same submission is answered again. */
  readonly answer: string;
  /** The schema version of the program that wrote it: which rules it followed. */
  readonly program: number;
};

/** Where the chain ends: shown, printed and exported as its anchor outside the file. */
export type ChainHead = { readonly sequence: number; readonly at: number; readonly digest: Buffer };

/** SHA-256 over the link's own fields, its rows' digest and the digest before it. */
export function linkDigest(
  deed: DeedRecord,
  rows: { readonly rowCount: number; readonly rowsDigest: Uint8Array },
  previous: Uint8Array,
): Buffer {
  return digestOf([
    CHAIN_FORMAT,
    deed.sequence,
    previous,
    deed.at,
    deed.actor,
    deed.deed,
    deed.submissionId,
    deed.inputHash,
    deed.outcome,
    deed.answer,
    deed.program,
    rows.rowCount,
    rows.rowsDigest,
  ]);
}

type BookRow = {
  instance_id: string;
  made_at: bigint;
  demo: bigint;
  role: string;
  party_salt: Buffer;
};

/** What the first link names as the one before it: the book itself, so that it cannot be swapped. */
export function chainStart(db: Database.Database): Buffer {
  // Named by us: in a damaged file the schema may spell a column otherwise, and SQLite follows it.
  const row = db
    .prepare<[], BookRow>(
      `SELECT instance_id AS instance_id, made_at AS made_at, demo AS demo, role AS role,
         party_salt AS party_salt FROM book`,
    )
    .get();
  const { instance_id, made_at, demo, role, party_salt } = known(row, 'a book says which it is');
  return digestOf([CHAIN_FORMAT, instance_id, made_at, demo, role, party_salt]);
}

type HeadRow = { sequence: bigint; at: bigint; digest: Buffer };

/** The head of the chain on disk; a new book's is sequence 0 with {@link chainStart}. */
export function readChainHead(db: Database.Database): ChainHead {
  const row = db
    .prepare<[], HeadRow>('SELECT sequence, at, digest FROM deeds ORDER BY sequence DESC LIMIT 1')
    .get();
  if (row === undefined) return { sequence: 0, at: 0, digest: chainStart(db) };
  return { sequence: Number(row.sequence), at: Number(row.at), digest: row.digest };
}

/** Appends the deed as the next link and answers the new head. */
export function appendLink(
  insert: Database.Statement,
  head: ChainHead,
  deed: DeedRecord,
  rows: { readonly rowCount: number; readonly rowsDigest: Buffer },
): ChainHead {
  assert(deed.sequence === head.sequence + 1, 'the trail has no gap');
  assert(deed.at > head.at, 'the trail moves forward in time');
  const digest = linkDigest(deed, rows, head.digest);
  const result = insert.run(
    deed.sequence,
    deed.at,
    deed.actor,
    deed.deed,
    deed.submissionId,
    deed.inputHash,
    deed.outcome,
    deed.answer,
    deed.program,
    rows.rowCount,
    rows.rowsDigest,
    head.digest,
    digest,
  );
  assert(result.changes === 1, 'the link was written');
  return { sequence: deed.sequence, at: deed.at, digest };
}
