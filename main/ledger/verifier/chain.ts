// The chain: each deed's rows are folded again and its link made again, from the book's own row to
// the head, and the first deed, epoch and row that differ are named.
import { createHash, type Hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { ChainedRows } from './chained-rows.ts';
import { asValue, CHAIN_NAME, fieldsDigest, sameBytes, type Value } from './format.ts';
import { groupBytes } from './journal-format.ts';
import { CHAINED } from './layout.ts';
import type { Meter } from './meter.ts';
import { rowBytes } from './rows-format.ts';

/** A head that was kept outside the book: the digest that its link number `count` must have. */
export type Anchor = { readonly head: string; readonly count: number };

export type Chain = {
  /** What differs first, in words; null for a whole chain. */
  readonly broken: string | null;
  /** Why the chain does not pass through the anchor; null where it does, or none was given. */
  readonly missed: string | null;
  readonly head: string;
  readonly count: number;
};

const LINK_COLUMNS = [
  'sequence',
  'at',
  'actor',
  'deed',
  'submission_id',
  'input_hash',
  'outcome',
  'answer',
  'program',
  'row_count',
  'rows_digest',
  'previous',
  'digest',
] as const;

type Link = { readonly [column in (typeof LINK_COLUMNS)[number]]: Value };

/** Verifies every link and, where given, that the chain passes through `anchor`. */
export function verifyChain(db: Database.Database, anchor: Anchor | null, meter: Meter): Chain {
  const rows = new ChainedRows(db, meter);
  try {
    return verifyLinks(db, rows, anchor, meter);
  } finally {
    rows.close();
  }
}

function verifyLinks(
  db: Database.Database,
  rows: ChainedRows,
  anchor: Anchor | null,
  meter: Meter,
): Chain {
  let head = beginning(db);
  let count = 0;
  let at = 0n;
  let missed: string | null = anchor === null ? null : meets(anchor, count, head);
  const sql = `SELECT ${LINK_COLUMNS.join(', ')} FROM deeds ORDER BY sequence`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    meter.step();
    const link = asLink(raw);
    const broken = differs(link, { head, count, at }, rows);
    if (broken !== null) return { broken, missed, head: head.toString('hex'), count };
    head = Buffer.from(link.digest as Uint8Array);
    count += 1;
    at = link.at as bigint;
    if (anchor !== null) missed ??= meets(anchor, count, head);
  }
  const isCut = anchor !== null && anchor.count > count;
  return {
    broken: rows.unclaimed(),
    missed: isCut ? `deed ${count + 1} is missing: the end was cut off` : missed,
    head: head.toString('hex'),
    count,
  };
}

function meets(anchor: Anchor, count: number, head: Buffer): string | null {
  if (anchor.count !== count || anchor.head === head.toString('hex')) return null;
  return `deed ${count} is not the one that was anchored`;
}

/** What the first link names as the one before it: the book itself. */
function beginning(db: Database.Database): Buffer {
  const sql = 'SELECT instance_id, made_at, demo, role, party_salt FROM book WHERE id = 1';
  const row = db.prepare<[], unknown[]>(sql).raw().get() ?? [];
  return fieldsDigest([CHAIN_NAME, ...row.map(asValue)]);
}

function asLink(raw: readonly unknown[]): Link {
  const pairs = LINK_COLUMNS.map((column, at) => [column, asValue(raw[at])] as const);
  return Object.fromEntries(pairs) as Link;
}

type Before = { readonly head: Buffer; readonly count: number; readonly at: bigint };

/** How a link differs from what its rows and the link before it make it; null where it does not. */
function differs(link: Link, before: Before, rows: ChainedRows): string | null {
  const name = `deed ${link.sequence} (${link.deed})`;
  if (link.sequence !== BigInt(before.count) + 1n) {
    return `${name} does not follow deed ${before.count}`;
  }
  if (!sameBytes(link.previous, before.head)) return `${name} does not name the link before it`;
  if (typeof link.at !== 'bigint' || link.at <= before.at) return `${name} goes back in time`;
  const folded = foldRows(link.sequence, rows);
  if (folded.differing !== null) return `${name}${folded.epoch}: ${folded.differing}`;
  if (link.row_count !== BigInt(folded.count)) {
    return `${name}${folded.epoch} wrote ${link.row_count} rows, ${folded.found}`;
  }
  if (!sameBytes(link.rows_digest, folded.digest)) {
    return `${name}${folded.epoch} has other rows than it wrote: ${folded.found}`;
  }
  const digest = fieldsDigest([
    CHAIN_NAME,
    link.sequence,
    before.head,
    link.at,
    link.actor,
    link.deed,
    link.submission_id,
    link.input_hash,
    link.outcome,
    link.answer,
    link.program,
    link.row_count,
    folded.digest,
  ]);
  return sameBytes(link.digest, digest) ? null : `${name} differs from its digest`;
}

type Folded = {
  readonly count: number;
  readonly digest: Buffer;
  /** The first row that differs from the mark it kept. */
  readonly differing: string | null;
  /** `, epoch of batch 2, records 0 to 4` where the deed was one. */
  readonly epoch: string;
  /** How many rows of which table are there, for whoever looks for the missing one. */
  readonly found: string;
};

type Fold = { readonly hash: Hash; rows: number; before: readonly Value[] | null };

/** The epochs first, for they say of which batches a deed judged payments. */
const READING_ORDER = ['epochs', ...Object.keys(CHAINED).filter((table) => table !== 'epochs')];

function foldRows(deed: bigint, rows: ChainedRows): Folded {
  const folds = new Map<string, Fold>();
  const batches: bigint[] = [];
  let epoch = '';
  let differing: string | null = null;
  for (const table of READING_ORDER) {
    const columns = CHAINED[table]?.chained ?? [];
    for (const group of rows.groupsOf(table, deed)) {
      differing ??= group.differing;
      const fold = folds.get(table) ?? { hash: createHash('sha256'), rows: 0, before: null };
      fold.hash.update(groupBytes(columns, group.rows));
      fold.rows += group.rows.length;
      folds.set(table, fold);
    }
    for (const row of rows.of(table, deed, batches)) {
      if (!row.isAsKept) differing ??= `${table} ${row.id} differs from its digest`;
      const fold = folds.get(table) ?? { hash: createHash('sha256'), rows: 0, before: null };
      fold.hash.update(rowBytes(row.fields, fold.before));
      fold.rows += 1;
      fold.before = row.fields;
      folds.set(table, fold);
      const [, batch, from, to] = row.fields;
      if (table === 'epochs' && typeof batch === 'bigint') {
        if (!batches.includes(batch)) batches.push(batch);
        if (epoch === '') epoch = `, epoch of batch ${batch} from record ${from} to ${to}`;
      }
    }
  }
  const fields: Value[] = [];
  const found: string[] = [];
  let count = 0;
  for (const table of Object.keys(CHAINED)) {
    const fold = folds.get(table);
    if (fold === undefined) continue;
    fields.push(table, fold.hash.digest());
    found.push(`${fold.rows} of ${table}`);
    count += fold.rows;
  }
  const words = found.length === 0 ? 'none is there' : `${found.join(', ')} are there`;
  return { count, digest: fieldsDigest(fields), differing, epoch, found: words };
}
