// Batches that went to another branch's book or came from one, and the keys whose word counts: each
// row is written once, and every answer is read from them.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import {
  type BranchKeyState,
  type GivenState,
  type HandOverWord,
  STATE_AFTER,
  type Stood,
} from '../domain/hand-over.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { Writing } from './journal.ts';
import { paymentId, RECORDS_PER_BATCH } from './payment-ids.ts';
import { nextId } from './retention.ts';

export type BranchKey = {
  readonly id: number;
  readonly book: string;
  readonly name: string;
  /** Ed25519, 32 bytes in lower-case hexadecimal. */
  readonly publicKey: string;
  readonly state: BranchKeyState;
};

/** A batch that left; `maker` asked for it, `releasedBy` did the deed, times in milliseconds UTC. */
export type HandOver = {
  readonly id: number;
  /** 16 bytes in lower-case hexadecimal. */
  readonly name: string;
  readonly batch: number;
  readonly toBook: string;
  readonly maker: string;
  readonly releasedBy: string;
  readonly at: number;
  readonly sequence: number;
  /** SHA-256, lower-case hexadecimal. */
  readonly content: string;
  /** Payments that left, and those of the same batch that stayed. */
  readonly payments: number;
  readonly stayed: number;
  readonly state: GivenState;
  readonly endedAt: number | null;
};

/** A batch that came; `batch` is 0 where it was declined. */
export type TakeOver = {
  readonly id: number;
  readonly name: string;
  readonly fromBook: string;
  readonly word: HandOverWord;
  readonly batch: number;
  readonly theirBatch: number;
  readonly payments: number;
  readonly content: string;
  readonly saidBy: string;
  readonly at: number;
};

export type HandedBatch = {
  readonly messageId: string;
  readonly messageType: string;
  /** SHA-256 of its file, lower-case hexadecimal. */
  readonly original: string;
  readonly payments: number;
};

/** How many payments of a batch stand in a status, by currency; the sum in minor units. */
export type StandingTotal = {
  readonly status: PaymentStatus;
  readonly payments: number;
  readonly sum: Money;
};

type HandOverRow = {
  id: bigint;
  name: Buffer;
  batch: bigint;
  to_book: string;
  maker: string;
  actor: string;
  at: bigint;
  deed: bigint;
  content: Buffer;
  payments: bigint;
  stayed: bigint;
  word: HandOverWord | null;
  ended_at: bigint | null;
};

type TakeOverRow = {
  id: bigint;
  name: Buffer;
  from_book: string;
  word: HandOverWord;
  batch: bigint;
  their_batch: bigint;
  payments: bigint;
  content: Buffer;
  actor: string;
  at: bigint;
};

const GIVEN = `SELECT h.id, h.name, h.batch, h.to_book, h.maker, d.actor, d.at, h.deed, h.content,
    h.payments, b.number_of_transactions - h.payments AS stayed, e.word, n.at AS ended_at
  FROM hand_overs h JOIN deeds d ON d.sequence = h.deed JOIN batches b ON b.id = h.batch
  LEFT JOIN hand_over_ends e ON e.hand_over = h.id LEFT JOIN deeds n ON n.sequence = e.deed`;

const TAKEN = `SELECT t.id, t.name, t.from_book, t.word, t.batch, t.their_batch, t.payments,
    t.content, d.actor, d.at
  FROM take_overs t JOIN deeds d ON d.sequence = t.deed`;

type KeyRow = {
  id: bigint;
  book: string;
  name: string;
  public_key: Buffer;
  state: BranchKeyState;
};

export class HandOvers {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** Every key by its newest row, in the order in which they were first known. */
  keys(): readonly BranchKey[] {
    const sql = `SELECT k.id, k.book, k.name, k.public_key, k.state FROM branch_keys k
      WHERE k.id = (SELECT max(id) FROM branch_keys o
        WHERE o.book = k.book AND o.public_key = k.public_key) ORDER BY k.id`;
    return this.db.prepare<[], KeyRow>(sql).all().map(asKey);
  }

  /** The key of this book as its newest row has it, or null. */
  keyOf(book: string, publicKey: string): BranchKey | null {
    const found = this.keys().find((key) => key.book === book && key.publicKey === publicKey);
    return found ?? null;
  }

  setKey(w: Writing, key: Omit<BranchKey, 'id'>): void {
    const bytes = Buffer.from(key.publicKey, 'hex');
    this.add(w, 'branch_keys', [key.book, key.name, bytes, key.state]);
  }

  byId(id: number): HandOver | null {
    const row = this.db.prepare<[number], HandOverRow>(`${GIVEN} WHERE h.id = ?`).get(id);
    return row === undefined ? null : asHandOver(row);
  }

  byName(name: string): HandOver | null {
    const sql = `${GIVEN} WHERE h.name = ?`;
    const row = this.db.prepare<[Uint8Array], HandOverRow>(sql).get(Buffer.from(name, 'hex'));
    return row === undefined ? null : asHandOver(row);
  }

  /** The newest first, at most `limit`. */
  given(limit: number): readonly HandOver[] {
    const sql = `${GIVEN} ORDER BY h.id DESC LIMIT ?`;
    return this.db.prepare<[number], HandOverRow>(sql).all(limit).map(asHandOver);
  }

  give(
    w: Writing,
    made: Pick<HandOver, 'name' | 'batch' | 'toBook' | 'maker' | 'content' | 'payments'>,
  ): number {
    const { name, batch, toBook, maker, content, payments } = made;
    const bytes = [Buffer.from(name, 'hex'), Buffer.from(content, 'hex')] as const;
    return this.add(w, 'hand_overs', [bytes[0], batch, toBook, maker, bytes[1], payments]);
  }

  /** Keeps the other's word; a second one would break the book's own index. */
  end(
    w: Writing,
    handOver: number,
    word: HandOverWord,
    by: { readonly key: number; readonly receipt: string; readonly signature: string },
  ): void {
    const bytes = [Buffer.from(by.receipt, 'hex'), Buffer.from(by.signature, 'hex')];
    this.add(w, 'hand_over_ends', [handOver, word, by.key, ...bytes]);
  }

  /** How the batch's records stood before the deed that handed them over, neighbours alike joined. */
  stoodBefore(sequence: number): readonly Stood[] {
    type Run = { first: bigint; last: bigint; from_status: Stood['status'] };
    const sql = `SELECT first_record AS first, last_record AS last, from_status FROM status_changes
      WHERE deed = ? AND to_status = 'handed_over' ORDER BY first_record`;
    const joined: { firstRecord: number; lastRecord: number; status: Stood['status'] }[] = [];
    for (const { first, last, from_status: status } of this.db
      .prepare<[number], Run>(sql)
      .all(sequence)) {
      const before = joined.at(-1);
      if (before?.status === status && before.lastRecord === Number(first) - 1) {
        before.lastRecord = Number(last);
      } else joined.push({ firstRecord: Number(first), lastRecord: Number(last), status });
    }
    return joined.map((run) => ({ ...run, version: 1 as const }));
  }

  /** Sums of what the deed handed over, in minor units, in the order of their currencies. */
  sumsOf(sequence: number): readonly Money[] {
    return this.db
      .prepare<[number, number, number], Money>(
        `SELECT p.currency, sum(p.amount) AS minor FROM status_changes s
         JOIN payments p ON p.id BETWEEN s.batch * ? + s.first_record
           AND s.batch * ? + s.last_record
         WHERE s.deed = ? AND s.to_status = 'handed_over' GROUP BY p.currency ORDER BY p.currency`,
      )
      .all(RECORDS_PER_BATCH, RECORDS_PER_BATCH, sequence);
  }

  /** How a batch stands, as of the last commit or flush; in the order of the currencies. */
  standingOf(batch: number): readonly StandingTotal[] {
    type Row = { status: PaymentStatus; currency: string; payments: bigint; amount: bigint };
    const sql = `SELECT status, currency, payments, amount FROM batch_totals
      WHERE batch = ? AND payments > 0 ORDER BY currency, status`;
    return this.db
      .prepare<[number], Row>(sql)
      .all(batch)
      .map(({ status, currency, payments, amount }) => {
        return { status, payments: Number(payments), sum: { minor: amount, currency } };
      });
  }

  /** The accounts that a batch debits, as written, each once. */
  debtorsOf(batch: number): readonly string[] {
    const sql = `SELECT DISTINCT d.account FROM payment_informations i
      JOIN debtors d ON d.payment_information = i.id WHERE i.batch = ?`;
    return this.db.prepare<[number], string>(sql).pluck().all(batch);
  }

  /** What of a batch its hand-over tells. */
  batchOf(batch: number): HandedBatch {
    type Row = { message_id: string; message_type: string; original: Buffer; payments: bigint };
    const sql = `SELECT message_id, message_type, original, number_of_transactions AS payments
      FROM batches WHERE id = ?`;
    const row = known(this.db.prepare<[number], Row>(sql).get(batch), 'the batch');
    return {
      messageId: row.message_id,
      messageType: row.message_type,
      original: row.original.toString('hex'),
      payments: Number(row.payments),
    };
  }

  /** The payments of the batch that somebody edited, in order: its file no longer says what they are. */
  editedOf(batch: number): readonly number[] {
    const sql = `SELECT DISTINCT payment FROM amendments WHERE payment BETWEEN ? AND ?
      ORDER BY payment`;
    const found = this.db.prepare<[number, number], bigint>(sql).pluck();
    return found.all(paymentId(batch, 0), paymentId(batch, RECORDS_PER_BATCH - 1)).map(Number);
  }

  /** What was said of a hand-over of that book: another one that is called alike says nothing of it. */
  takenByName(fromBook: string, name: string): TakeOver | null {
    const sql = `${TAKEN} WHERE t.from_book = ? AND t.name = ?`;
    const bytes = Buffer.from(name, 'hex');
    const row = this.db.prepare<[string, Uint8Array], TakeOverRow>(sql).get(fromBook, bytes);
    return row === undefined ? null : asTakeOver(row);
  }

  takenById(id: number): TakeOver | null {
    const row = this.db.prepare<[number], TakeOverRow>(`${TAKEN} WHERE t.id = ?`).get(id);
    return row === undefined ? null : asTakeOver(row);
  }

  /** The newest first, at most `limit`. */
  taken(limit: number): readonly TakeOver[] {
    const sql = `${TAKEN} ORDER BY t.id DESC LIMIT ?`;
    return this.db.prepare<[number], TakeOverRow>(sql).all(limit).map(asTakeOver);
  }

  /** Keeps this book's word on what came; a second one would break the book's own index. */
  take(
    w: Writing,
    came: Pick<
      TakeOver,
      'name' | 'fromBook' | 'word' | 'batch' | 'theirBatch' | 'payments' | 'content'
    >,
    by: { readonly key: number; readonly file: string; readonly signature: string },
  ): number {
    const { name, fromBook, word, batch, theirBatch, payments, content } = came;
    return this.add(w, 'take_overs', [
      Buffer.from(name, 'hex'),
      fromBook,
      word,
      batch,
      theirBatch,
      payments,
      Buffer.from(content, 'hex'),
      by.key,
      Buffer.from(by.file, 'hex'),
      Buffer.from(by.signature, 'hex'),
    ]);
  }

  private add(
    w: Writing,
    table: 'branch_keys' | 'hand_overs' | 'hand_over_ends' | 'take_overs',
    values: readonly (string | number | Uint8Array)[],
  ): number {
    const id = nextId(this.db, table);
    const fields = [id, w.sequence, ...values];
    const digest = w.rows.add(table, fields);
    const marks = fields.map(() => '?').join(', ');
    const insert = this.db.prepare(`INSERT INTO ${table} VALUES (${marks}, ?)`);
    assert(insert.run([...fields, digest]).changes === 1, 'the row was kept');
    return id;
  }
}

function asKey({ id, public_key, ...row }: KeyRow): BranchKey {
  return { ...row, id: Number(id), publicKey: public_key.toString('hex') };
}

function asHandOver(row: HandOverRow): HandOver {
  return {
    id: Number(row.id),
    name: row.name.toString('hex'),
    batch: Number(row.batch),
    toBook: row.to_book,
    maker: row.maker,
    releasedBy: row.actor,
    at: Number(row.at),
    sequence: Number(row.deed),
    content: row.content.toString('hex'),
    payments: Number(row.payments),
    stayed: Number(row.stayed),
    state: row.word === null ? 'handed_over' : STATE_AFTER[row.word],
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
  };
}

function asTakeOver(row: TakeOverRow): TakeOver {
  return {
    id: Number(row.id),
    name: row.name.toString('hex'),
    fromBook: row.from_book,
    word: row.word,
    batch: Number(row.batch),
    theirBatch: Number(row.their_batch),
    payments: Number(row.payments),
    content: row.content.toString('hex'),
    saidBy: row.actor,
    at: Number(row.at),
  };
}

/** The hand-overs of a book. */
export function handOversOf({ db }: { readonly db: Database.Database }): HandOvers {
  return new HandOvers(db);
}
