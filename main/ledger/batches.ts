// Batches, and where the engine stands in each.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { type Fallen, readFallen } from '../domain/file-control.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { commitmentOf } from './digest.ts';
import { Epochs } from './epochs.ts';
import { IntakeChanges } from './intake.ts';
import type { Writing } from './journal.ts';
import { PaymentInformations } from './payment-informations.ts';
import { Redrives } from './redrives.ts';

export type NewBatch = {
  readonly original: Uint8Array;
  readonly messageType: string;
  readonly messageId: string;
  readonly orderingParty: Uint8Array;
  readonly numberOfTransactions: number;
  readonly receivedOn: string;
  readonly fileName: string;
  readonly initiatingParty: string | null;
  /** Its payment informations that are rejected whole, as `writeFallen` writes them; '' for none. */
  readonly fallen: string;
  readonly salt: Uint8Array;
};

/** A batch and how far the engine has judged it. */
export type Batch = {
  readonly id: number;
  /** The deed that submitted it. */
  readonly sequence: number;
  readonly original: Uint8Array;
  readonly messageType: string;
  readonly messageId: string;
  readonly numberOfTransactions: number;
  readonly receivedAt: number;
  readonly receivedOn: string;
  readonly fileName: string;
  readonly nextRecord: number;
};

type BatchRow = {
  id: bigint;
  deed: bigint;
  original: Buffer;
  message_type: string;
  message_id: string;
  number_of_transactions: bigint;
  received_at: bigint;
  received_on: string;
  file_name: string;
  next_record: bigint;
};

const SELECT_BATCH = `SELECT b.id, b.deed, b.original, b.message_type, b.message_id,
    b.number_of_transactions, b.received_at, b.received_on,
    coalesce(f.file_name, '') AS file_name, b.next_record
  FROM batches b LEFT JOIN batch_files f ON f.batch = b.id`;

function toBatch(row: BatchRow): Batch {
  return {
    id: Number(row.id),
    sequence: Number(row.deed),
    original: row.original,
    messageType: row.message_type,
    messageId: row.message_id,
    numberOfTransactions: Number(row.number_of_transactions),
    receivedAt: Number(row.received_at),
    receivedOn: row.received_on,
    fileName: row.file_name,
    nextRecord: Number(row.next_record),
  };
}

export class Batches {
  /** What people told the engine of taking them in. */
  readonly intake: IntakeChanges;
  /** What was driven again out of the quarantine. */
  readonly redrives: Redrives;
  readonly informations: PaymentInformations;
  readonly epochs: Epochs;
  private readonly db: Database.Database;
  private readonly insertBatch: Database.Statement;
  private readonly insertFile: Database.Statement;
  private readonly updateNext: Database.Statement;
  private readonly selectFallen: Database.Statement<[number], string>;
  /** Of the batch that was asked for last: what was decided when it was submitted stands. */
  private fallenOf: {
    readonly batch: number;
    readonly fallen: ReadonlyMap<number, Fallen>;
  } | null = null;

  constructor(db: Database.Database) {
    this.db = db;
    this.intake = new IntakeChanges(db);
    this.redrives = new Redrives(db);
    this.informations = new PaymentInformations(db);
    this.epochs = new Epochs(db);
    this.insertBatch = db.prepare(
      `INSERT INTO batches (id, deed, original, message_type, message_id, ordering_party,
         number_of_transactions, received_at, received_on, file_commitment, fallen, digest,
         next_record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    this.insertFile = db.prepare(
      'INSERT INTO batch_files (batch, file_name, initiating_party, salt) VALUES (?, ?, ?, ?)',
    );
    this.updateNext = db.prepare(
      'UPDATE batches SET next_record = ? WHERE id = ? AND next_record = ?',
    );
    this.selectFallen = db
      .prepare<[number], string>('SELECT fallen FROM batches WHERE id = ?')
      .pluck();
  }

  /** Adds a batch with nothing judged yet and answers its id. */
  add(w: Writing, batch: NewBatch): number {
    const last = this.db
      .prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM batches')
      .pluck()
      .get();
    const id = Number(known(last, 'the query answers one row')) + 1;
    const fields = [
      id,
      w.sequence,
      batch.original,
      batch.messageType,
      batch.messageId,
      batch.orderingParty,
      batch.numberOfTransactions,
      w.at,
      batch.receivedOn,
      commitmentOf(batch.salt, [batch.fileName, batch.initiatingParty]),
      batch.fallen,
    ];
    const digest = w.rows.add('batches', fields);
    const result = this.insertBatch.run([...fields, digest]);
    assert(result.changes === 1, 'the batch was added');
    this.insertFile.run(id, batch.fileName, batch.initiatingParty, batch.salt);
    return id;
  }

  /** Which payment informations of a batch are rejected whole, by ordinal. */
  fallen(id: number): ReadonlyMap<number, Fallen> {
    if (this.fallenOf?.batch !== id) {
      const text = this.selectFallen.get(id);
      this.fallenOf = { batch: id, fallen: readFallen(text ?? '') };
    }
    return this.fallenOf.fallen;
  }

  byId(id: number): Batch | null {
    const row = this.db.prepare<[number], BatchRow>(`${SELECT_BATCH} WHERE b.id = ?`).get(id);
    return row === undefined ? null : toBatch(row);
  }

  /** The batch that was made of exactly these bytes, or null. */
  byOriginal(original: Uint8Array): Batch | null {
    const row = this.db
      .prepare<[Uint8Array], BatchRow>(`${SELECT_BATCH} WHERE b.original = ?`)
      .get(original);
    return row === undefined ? null : toBatch(row);
  }

  /** The batch with this message id from this ordering party, or null. */
  byMessageId(orderingParty: Uint8Array, messageId: string): Batch | null {
    const row = this.db
      .prepare<[Uint8Array, string], BatchRow>(
        `${SELECT_BATCH} WHERE b.ordering_party = ? AND b.message_id = ?`,
      )
      .get(orderingParty, messageId);
    return row === undefined ? null : toBatch(row);
  }

  /** Batches that the engine has not finished judging, oldest first. */
  unfinished(): readonly Batch[] {
    const sql = `${SELECT_BATCH} WHERE b.next_record < b.number_of_transactions ORDER BY b.id`;
    return this.db.prepare<[], BatchRow>(sql).all().map(toBatch);
  }

  /** Batches that have payments in a status, the oldest first; as of the last commit or flush. */
  withStatus(status: PaymentStatus): readonly number[] {
    return this.db
      .prepare<[string], bigint>(
        'SELECT DISTINCT batch FROM batch_totals WHERE status = ? AND payments > 0 ORDER BY batch',
      )
      .pluck()
      .all(status)
      .map(Number);
  }

  /** How many payments stand in a status, as of the last commit or flush. */
  inStatus(status: PaymentStatus): number {
    const sum = this.db.prepare<[string], bigint>(
      'SELECT coalesce(sum(payments), 0) FROM batch_totals WHERE status = ?',
    );
    return Number(sum.pluck().get(status) ?? 0n);
  }

  /** Moves the engine's offset; it must stand where the epoch began. */
  advance(id: number, from: number, to: number): void {
    const result = this.updateNext.run(to, id, from);
    assert(result.changes === 1, 'the offset stood where the epoch began');
  }
}
