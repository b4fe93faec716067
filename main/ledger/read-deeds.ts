// The trail as a list: every deed with who did it, when, how it ended and what it was about, found
// by person, deed, time, subject or text, the newest first.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import { PROCESSING_DEED, TOLD_DEEDS, WORDLESS_DEEDS } from '../domain/disclosure.ts';
import type { ChainPoint } from '../domain/export-anchor.ts';
import { type FileOf, type FileOut, fileOfAnswer } from '../domain/files-out.ts';
import type { ReadableDb } from './connection.ts';
import { firstAfter } from './first-after.ts';
import { batchOf, paymentId, recordOf } from './payment-ids.ts';
import { likeAnywhere } from './queue-question.ts';
import { lastSequence } from './read-queue.ts';
import { folded, roughly, withToldText } from './told-text.ts';
import { readChainHead } from './trail.ts';
import type { DeedRow } from './verify-chain.ts';

/** Every part that is given must hold. */
export type TrailFilter = {
  readonly actor?: string;
  readonly deed?: string;
  readonly outcome?: 'done' | 'refused';
  /** Milliseconds UTC, the first included and the second not. */
  readonly from?: number;
  readonly to?: number;
  /** Deeds after this link. */
  readonly after?: number;
  readonly payment?: number;
  readonly batch?: number;
  /** Found anywhere in the person, the deed, its id or its answer; ASCII letters in both cases. */
  readonly text?: string;
};

export type TrailSubject = { readonly kind: 'payment' | 'batch'; readonly id: number };

export type TrailDeed = {
  readonly sequence: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly actor: string;
  readonly deed: string;
  readonly outcome: 'done' | 'refused';
  /** What a refused deed was refused with. */
  readonly refusal: string | null;
  readonly subject: TrailSubject | null;
  readonly remark: string | null;
  /** What was taken out as a file. */
  readonly file: TrailFileOut | null;
  /** What its link is made from; null for those without the compliance right. */
  readonly link: TrailLink | null;
};

/** A file that was taken out: `name` is a kind of master data, a day or a chart. */
type TrailFileOut = {
  readonly of: FileOf;
  readonly name: string;
  readonly format: string;
  readonly account: string | null;
  readonly currency: string | null;
};

/** The fields of a link beside those of the deed; digests in lower-case hexadecimal. */
export type TrailLink = {
  readonly submissionId: string;
  readonly inputHash: string;
  readonly answer: string;
  readonly program: number;
  readonly rowCount: number;
  readonly rowsDigest: string;
  readonly previous: string;
  readonly digest: string;
};

export type DeedsAsked = {
  readonly filter: TrailFilter;
  /** Deeds before this link; null from the newest. */
  readonly before: number | null;
  readonly limit: number;
  /** Whether whoever asks has the compliance right. */
  readonly knows: boolean;
  /** Whether they are told account numbers whole; else a text is looked for in what they are told. */
  readonly whole: boolean;
};

export type DeedsFound = {
  /** Deeds that the filter lets through. */
  readonly total: number;
  readonly rows: readonly TrailDeed[];
  /** Links in the chain, and the last that was printed at the close of a day; null for none. */
  readonly count: number;
  readonly anchored: number | null;
  /** Everybody who did something, ordered by id. */
  readonly actors: readonly string[];
};

/** People that the list names at most: more than a branch has. */
const ACTORS_MAX = 500;

type Row = DeedRow & { concealed: bigint; remark: string | null };

type Value = string | number;

/** Of a row with those columns, whether it took out a file: then its answer says which. */
const TOOK_OUT = "(deed = 'exportFile' AND outcome = 'done')";

/**
 * The deeds as they are shown: to those without the compliance right, a deed that ends a wait has
 * one name and nobody's, so that no filter over this can tell which wait it was.
 */
function shown(knows: boolean): string {
  const told = TOLD_DEEDS.map((deed) => `'${deed}'`).join(', ');
  const hidden = knows ? '0' : `d.deed NOT IN (${told})`;
  const wordless = WORDLESS_DEEDS.map((deed) => `'${deed}'`).join(', ');
  const unsaid = knows ? '0' : `${hidden} OR d.deed IN (${wordless})`;
  const open = (column: string): string => `CASE WHEN ${hidden} THEN '' ELSE ${column} END`;
  return `SELECT d.sequence, d.at, ${open('d.actor')} AS actor, ${hidden} AS concealed,
      CASE WHEN ${hidden} THEN '${PROCESSING_DEED}' ELSE d.deed END AS deed,
      ${open('d.submission_id')} AS submission_id, d.input_hash, d.outcome,
      ${knows ? 'd.answer' : `CASE WHEN d.outcome = 'refused' OR d.deed = 'exportFile' THEN d.answer ELSE '' END`} AS answer,
      d.program, d.row_count, d.rows_digest, d.previous, d.digest,
      CASE WHEN ${unsaid} THEN NULL ELSE t.text END AS remark
    FROM deeds d LEFT JOIN remark_texts t ON t.deed = d.sequence`;
}

type Sight = { readonly knows: boolean; readonly whole: boolean };

function whereOf(filter: TrailFilter, { knows, whole }: Sight): { sql: string; values: Value[] } {
  const parts = ['1'];
  const values: Value[] = [];
  const add = (sql: string, ...more: Value[]): void => {
    parts.push(sql);
    values.push(...more);
  };
  const { actor, deed, outcome, from, to, after, payment, batch, text } = filter;
  if (actor !== undefined) add('actor = ?', actor);
  if (deed !== undefined) add('deed = ?', deed);
  if (outcome !== undefined) add('outcome = ?', outcome);
  if (from !== undefined) add('at >= ?', from);
  if (to !== undefined) add('at < ?', to);
  if (after !== undefined) add('sequence > ?', after);
  if (payment !== undefined) {
    const [of, record] = [batchOf(payment), recordOf(payment)];
    add(
      `concealed = 0 AND (sequence IN (SELECT deed FROM status_changes
         WHERE batch = ? AND first_record <= ? AND last_record >= ?)
       OR sequence = (SELECT deed FROM batches WHERE id = ?)
       OR sequence IN (SELECT deed FROM payment_reminders WHERE payment = ?))`,
      ...[of, record, record, of, payment],
    );
  }
  if (batch !== undefined) {
    add(
      `concealed = 0 AND (sequence IN (SELECT deed FROM status_changes WHERE batch = ?)
       OR sequence = (SELECT deed FROM batches WHERE id = ?)
       OR CASE WHEN ${TOOK_OUT} AND json_valid(answer) THEN answer ->> 'batchId' END = ?)`,
      ...[batch, batch, batch],
    );
  }
  if (text !== undefined && text !== '') {
    const columns = ['actor', 'deed', 'submission_id', ...(knows ? ['answer', 'remark'] : [])];
    const pattern = likeAnywhere(text);
    const likes = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
    const told = columns.map((column) => (column === 'answer' ? 'told_answer(answer)' : column));
    if (whole) add(`(${likes})`, ...columns.map(() => pattern));
    else {
      const all = columns.map((column) => `coalesce(${column}, '')`).join(' || char(10) || ');
      add(
        `replace(${all}, ' ', '') LIKE ? ESCAPE '\\' AND told_holds(?, NULL, NULL, ${told.join(', ')})`,
        ...[likeAnywhere(roughly(text)), folded(text)],
      );
    }
  }
  return { sql: parts.join(' AND '), values };
}

/** A page of the trail and how much of it the filter lets through. */
export function readDeeds(connection: ReadableDb, asked: DeedsAsked): DeedsFound {
  const db = withToldText(connection.db);
  const { filter, knows, before, limit } = asked;
  const where = whereOf(filter, asked);
  const total = db
    .prepare<Value[], bigint>(`SELECT count(*) FROM (${shown(knows)}) WHERE ${where.sql}`)
    .pluck()
    .get(...where.values);
  const actors = db
    .prepare<[], string>(
      `SELECT DISTINCT actor FROM (${shown(knows)}) WHERE actor <> '' ORDER BY actor
       LIMIT ${ACTORS_MAX}`,
    )
    .pluck()
    .all();
  const closing = db
    .prepare<[], bigint | null>('SELECT max(chain_count) FROM day_closings')
    .pluck();
  const anchored = closing.get() ?? null;
  return {
    count: lastSequence({ db, writes: false }),
    anchored: anchored === null ? null : Number(anchored),
    total: Number(known(total, 'the query answers one row')),
    rows: rowsOf(db, knows, {
      sql: `${where.sql} AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
      values: [...where.values, before ?? Number.MAX_SAFE_INTEGER, limit],
    }),
    actors,
  };
}

type RowsWhere = { readonly sql: string; readonly values: readonly Value[] };

function rowsOf(db: Database.Database, knows: boolean, { sql, values }: RowsWhere): TrailDeed[] {
  const rows = db
    .prepare<Value[], Row>(`SELECT * FROM (${shown(knows)}) WHERE ${sql}`)
    .all(...values);
  return rows.map((row) => {
    const { deed, outcome, answer } = row;
    const file = deed === 'exportFile' && outcome === 'done' ? fileOfAnswer(answer) : null;
    const about = file === null || file.batchId === null ? null : batchSubject(file.batchId);
    return {
      sequence: Number(row.sequence),
      at: Number(row.at),
      actor: row.actor,
      deed,
      outcome,
      refusal: outcome === 'refused' ? refusalOf(answer) : null,
      subject: row.concealed === 1n ? null : (about ?? subjectOf(db, row.sequence)),
      remark: row.remark,
      file: file === null ? null : toldFile(db, file),
      link: knows ? linkOf(row) : null,
    };
  });
}

function batchSubject(id: number): TrailSubject {
  return { kind: 'batch', id };
}

function toldFile(db: Database.Database, { of, name, format, accountId }: FileOut): TrailFileOut {
  const account = db
    .prepare<[number | null], { account: string; currency: string }>(
      'SELECT number AS account, currency FROM accounts WHERE id = ?',
    )
    .get(accountId);
  return { of, name, format, ...(account ?? { account: null, currency: null }) };
}

export type DeedRowsAsked = {
  readonly filter: TrailFilter;
  readonly knows: boolean;
  readonly whole: boolean;
  /** Deeds after this link up to and with that one, the oldest first. */
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
};

export type DeedRows = {
  readonly rows: readonly TrailDeed[];
  /** The digest of the link `upTo`, in hexadecimal; null when there is no such link. */
  readonly head: string | null;
};

/** The chain's newest link; the start of the chain before the first deed. */
export function readChainPoint(db: Database.Database): ChainPoint {
  const { digest, sequence } = readChainHead(db);
  return { head: Buffer.from(digest).toString('hex'), count: sequence };
}

/** A stretch of the trail for an export. */
export function readDeedsUpTo(connection: ReadableDb, asked: DeedRowsAsked): DeedRows {
  const db = withToldText(connection.db);
  const { filter, knows, after, upTo, limit } = asked;
  const where = whereOf(filter, asked);
  const head = db
    .prepare<[number], Buffer>('SELECT digest FROM deeds WHERE sequence = ?')
    .pluck()
    .get(upTo);
  return {
    head: head?.toString('hex') ?? null,
    rows: rowsOf(db, knows, {
      sql: `${where.sql} AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`,
      values: [...where.values, after, upTo, limit],
    }),
  };
}

function linkOf(row: Row): TrailLink {
  return {
    submissionId: row.submission_id,
    inputHash: row.input_hash.toString('hex'),
    answer: row.answer,
    program: Number(row.program),
    rowCount: Number(row.row_count),
    rowsDigest: row.rows_digest.toString('hex'),
    previous: row.previous.toString('hex'),
    digest: row.digest.toString('hex'),
  };
}

/** The code of a refused answer; a damaged one has none. */
function refusalOf(answer: string): string | null {
  try {
    const said: unknown = JSON.parse(answer);
    const isCoded = typeof said === 'object' && said !== null && 'code' in said;
    return isCoded && typeof said.code === 'string' ? said.code : null;
  } catch {
    return null;
  }
}

/**
 * What a deed was about: the one payment it moved or reminded of, else the batch it brought or moved
 * in.
 */
function subjectOf(db: Database.Database, sequence: bigint): TrailSubject | null {
  const change = db
    .prepare<[bigint, bigint], { batch: bigint; first_record: bigint; last_record: bigint }>(
      `SELECT batch, first_record, last_record FROM status_changes
       WHERE id >= ? AND deed = ? ORDER BY id LIMIT 2`,
    )
    .all(firstAfter(db, 'status_changes', null, sequence - 1n), sequence);
  const [first, second] = change;
  if (first !== undefined) {
    const batch = Number(first.batch);
    const isOne = second === undefined && first.first_record === first.last_record;
    if (!isOne) return { kind: 'batch', id: batch };
    return { kind: 'payment', id: paymentId(batch, Number(first.first_record)) };
  }
  const brought = db
    .prepare<[bigint, bigint], bigint>('SELECT id FROM batches WHERE id >= ? AND deed = ? LIMIT 1')
    .pluck()
    .get(firstAfter(db, 'batches', null, sequence - 1n), sequence);
  if (brought !== undefined) return { kind: 'batch', id: Number(brought) };
  const reminded = db
    .prepare<[bigint, bigint], bigint>(
      'SELECT payment FROM payment_reminders WHERE id >= ? AND deed = ? LIMIT 1',
    )
    .pluck()
    .get(firstAfter(db, 'payment_reminders', null, sequence - 1n), sequence);
  return reminded === undefined ? null : { kind: 'payment', id: Number(reminded) };
}
