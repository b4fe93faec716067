// Recomputes the chain from the rows: each deed's rows are folded again and its link compared, and
// the first deed, table and row that differ are named.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import { contentHash, type Field } from './digest.ts';
import {
  CHAINED_TABLES,
  type ChainedTable,
  chainStart,
  KEPT_DIGEST_BYTES,
  LinkRows,
  linkDigest,
} from './trail.ts';

export type ChainVerdict = {
  /** Deed, table and row that differ first; null when every link verifies. */
  readonly broken: string | null;
  readonly head: Buffer;
  readonly count: number;
};

type ChainedRow = { id: bigint; deed: bigint; digest: Buffer; fields: readonly Field[] };

/** The columns a row's digest covers, in order; `entries` adds its postings. */
const COVERED: { readonly [table in ChainedTable]: readonly string[] } = {
  accounts: ['id', 'deed', 'number', 'currency', 'kind', 'account_limit', 'name_commitment'],
  batches: [
    'id',
    'deed',
    'original',
    'message_type',
    'message_id',
    'ordering_party',
    'number_of_transactions',
    'received_at',
    'received_on',
    'file_commitment',
  ],
  payment_informations: [
    'id',
    'deed',
    'batch',
    'payment_information_id',
    'batch_booking',
    'debtor_account',
    'requested_execution_date',
    'execution_date',
    'date_reason',
    'first_record',
    'debtor_commitment',
  ],
  payments: [
    'id',
    'deed',
    'payment_information',
    'rail',
    'amount',
    'currency',
    'end_to_end_id',
    'instruction_id',
    'uetr',
    'line',
    'creditor_commitment',
    'related_payment',
  ],
  entries: [
    'id',
    'deed',
    'event',
    'batch',
    'payment',
    'resolves',
    'corrects',
    'booking_date',
    'value_date',
    'settlement_date',
    'first_posting',
  ],
  status_changes: [
    'id',
    'deed',
    'batch',
    'first_record',
    'last_record',
    'from_status',
    'to_status',
    'reason_code',
    'reason',
  ],
  epochs: ['deed', 'batch', 'from_record', 'to_record', 'topology', 'state_delta', 'snapshot'],
  policies: ['id', 'deed', 'name', 'value'],
  cycles: ['id', 'deed', 'currency', 'settlement_date'],
  breaks: ['id', 'deed', 'kind', 'cycle', 'currency', 'expected', 'advised'],
};

type DeedRow = {
  sequence: bigint;
  at: bigint;
  actor: string;
  deed: string;
  submission_id: string;
  input_hash: Buffer;
  outcome: 'done' | 'refused';
  answer: string;
  row_count: bigint;
  rows_digest: Buffer;
  previous: Buffer;
  digest: Buffer;
};

/** Whether the row has the types that STRICT wrote: a damaged record can read as any other. */
function isWhole(deed: DeedRow): boolean {
  const texts = [deed.actor, deed.deed, deed.submission_id, deed.outcome, deed.answer];
  const bytes = [deed.input_hash, deed.rows_digest, deed.previous, deed.digest];
  const numbers = [deed.sequence, deed.at, deed.row_count];
  return (
    texts.every((each) => typeof each === 'string') &&
    bytes.every((each) => Buffer.isBuffer(each)) &&
    numbers.every((each) => typeof each === 'bigint')
  );
}

/** A table's rows in the order they were written, one at a time. */
class RowCursor {
  private readonly rows: Generator<ChainedRow>;
  private current: ChainedRow | null = null;

  constructor(rows: Generator<ChainedRow>) {
    this.rows = rows;
    this.step();
  }

  private step(): void {
    const next = this.rows.next();
    this.current = next.done === true ? null : next.value;
  }

  /** The next row if it belongs to `deed` or to one before it; null when there is no more. */
  take(deed: bigint): ChainedRow | null {
    const row = this.current;
    if (row === null || row.deed > deed) return null;
    this.step();
    return row;
  }

  /** A row that no deed claimed. */
  left(): ChainedRow | null {
    return this.current;
  }

  /** Lets go of the connection, which a cursor that has not ended keeps busy. */
  close(): void {
    this.rows.return(undefined);
  }
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
  const cursors = new Map<ChainedTable, RowCursor>();
  const postings = new PostingCursor(db);
  try {
    for (const table of CHAINED_TABLES) {
      cursors.set(table, new RowCursor(rowsOf(db, table, postings)));
    }
    return verifyLinks(db, cursors, postings, anchor);
  } finally {
    // A damaged file can stop the reading anywhere, and every open cursor keeps the file busy.
    for (const cursor of cursors.values()) cursor.close();
    postings.close();
  }
}

function verifyLinks(
  db: Database.Database,
  cursors: ReadonlyMap<ChainedTable, RowCursor>,
  postings: PostingCursor,
  anchor: ChainAnchor | null,
): ChainVerdict {
  let head = chainStart(db);
  let count = 0;
  const deeds = db.prepare<[], DeedRow>('SELECT * FROM deeds ORDER BY sequence');
  for (const deed of deeds.iterate()) {
    const broken = verifyLink(deed, head, count, cursors);
    if (broken !== null) return { broken, head, count };
    head = deed.digest;
    count += 1;
    if (anchor?.sequence === count && !head.equals(anchor.digest)) {
      return { broken: `deed ${count} is not the one that was anchored`, head, count };
    }
  }
  for (const [table, cursor] of cursors) {
    const left = cursor.left();
    if (left !== null) return { broken: `${table} ${left.id} belongs to no deed`, head, count };
  }
  const left = postings.left();
  if (left !== null) return { broken: `postings ${left} belongs to no entry`, head, count };
  const isCut = anchor !== null && anchor.sequence > count;
  return {
    broken: isCut ? `deed ${count + 1} is missing: the end was cut off` : null,
    head,
    count,
  };
}

function verifyLink(
  deed: DeedRow,
  previous: Buffer,
  count: number,
  cursors: ReadonlyMap<ChainedTable, RowCursor>,
): string | null {
  const name = `deed ${deed.sequence} (${deed.deed})`;
  if (!isWhole(deed)) return `${name} cannot be read`;
  if (deed.sequence !== BigInt(count) + 1n) return `${name} does not follow deed ${count}`;
  if (!deed.previous.equals(previous)) return `${name} does not name the link before it`;
  const rows = new LinkRows();
  for (const table of CHAINED_TABLES) {
    const cursor = known(cursors.get(table), 'every chained table has a cursor');
    for (let row = cursor.take(deed.sequence); row !== null; row = cursor.take(deed.sequence)) {
      const kept = rows.add(table, row.fields).subarray(0, KEPT_DIGEST_BYTES);
      if (!row.digest.equals(kept)) return `${name}: ${table} ${row.id} differs from its digest`;
    }
  }
  const folded = rows.finish();
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
  };
  const digest = linkDigest(record, folded, previous);
  return digest.equals(deed.digest) ? null : `${name} differs from its digest`;
}

function* rowsOf(
  db: Database.Database,
  table: ChainedTable,
  postings: PostingCursor,
): Generator<ChainedRow> {
  const columns = COVERED[table];
  const order = table === 'epochs' ? 'deed' : 'id';
  const sql = `SELECT ${columns.join(', ')}, digest, ${order} AS id, deed FROM ${table}
    ORDER BY ${order}`;
  const rows = db.prepare<[], unknown[]>(sql).raw();
  for (const row of rows.iterate()) yield chainedRow(row, columns, table, postings);
}

function chainedRow(
  row: readonly unknown[],
  columns: readonly string[],
  table: ChainedTable,
  postings: PostingCursor,
): ChainedRow {
  const fields = row.slice(0, columns.length).map(asField);
  const [digest, id, deed] = row.slice(columns.length);
  if (!Buffer.isBuffer(digest) || typeof id !== 'bigint' || typeof deed !== 'bigint') {
    return { id: 0n, deed: 0n, digest: Buffer.alloc(0), fields };
  }
  if (table === 'entries') fields.push(...postings.of(id, fields[columns.length - 1] ?? null));
  // The delta itself is large: its row covers the SHA-256 of it.
  const large = table === 'epochs' ? columns.indexOf('state_delta') : -1;
  const delta = fields[large];
  if (delta instanceof Uint8Array) fields[large] = contentHash(delta);
  return { id, deed, digest, fields };
}

function asField(value: unknown): Field {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  return value instanceof Uint8Array ? value : null;
}

/** Reads the postings beside the entries: both are in order of id, so one pass serves all. */
class PostingCursor {
  private readonly rows: IterableIterator<unknown[]>;
  private next: IteratorResult<unknown[]>;

  constructor(db: Database.Database) {
    const sql = `SELECT id, entry, layer, debit_account, credit_account, amount, currency
      FROM postings ORDER BY id`;
    this.rows = db.prepare<[], unknown[]>(sql).raw().iterate();
    this.next = this.rows.next();
  }

  /** What an entry's row covers of its postings, which lie in order from its `first` one. */
  of(entry: bigint, first: Field): Field[] {
    const fields: Field[] = [];
    let id = first;
    while (this.next.done !== true && this.next.value[1] === entry) {
      const [found, , ...covered] = this.next.value;
      // A posting out of place is covered too, so that its entry differs from its digest.
      fields.push(...(found === id ? [] : [asField(found)]), ...covered.map(asField));
      id = typeof id === 'bigint' ? id + 1n : null;
      this.next = this.rows.next();
    }
    return fields;
  }

  /** The id of a posting that no entry claimed. */
  left(): string | null {
    return this.next.done === true ? null : String(this.next.value[0]);
  }

  close(): void {
    this.rows.return?.();
  }
}
