// Batches and their payment informations, and where the engine stands in each.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { type Fallen, readFallen } from '../domain/file-control.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { commitmentOf, contentHash } from './digest.ts';
import { IntakeChanges } from './intake.ts';
import type { Writing } from './journal.ts';
import { RECORDS_PER_BATCH } from './payment-ids.ts';
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

export type NewPaymentInformation = {
  readonly batch: number;
  readonly ordinal: number;
  readonly paymentInformationId: string;
  readonly batchBooking: boolean;
  readonly debtorAccount: number | null;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  /** Why the execution date is not the requested one; '' when it is. */
  readonly dateReason: string;
  readonly firstRecord: number;
  readonly debtor: {
    readonly name: string | null;
    readonly account: string;
    readonly agent: string | null;
  };
  readonly salt: Uint8Array;
};

export type PaymentInformationRow = {
  readonly id: number;
  readonly batch: number;
  readonly batchBooking: boolean;
  readonly debtorAccount: number | null;
  readonly executionDate: string;
  readonly dateReason: string;
  readonly firstRecord: number;
  readonly passedCount: number;
  readonly passedAmount: bigint;
  readonly holdEntry: number;
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

type InformationRow = {
  id: bigint;
  batch: bigint;
  batch_booking: bigint;
  debtor_account: bigint | null;
  execution_date: string;
  date_reason: string;
  first_record: bigint;
  passed_count: bigint;
  passed_amount: bigint;
  hold_entry: bigint;
};

const SELECT_BATCH = `SELECT b.id, b.deed, b.original, b.message_type, b.message_id,
    b.number_of_transactions, b.received_at, b.received_on,
    coalesce(f.file_name, '') AS file_name, b.next_record
  FROM batches b LEFT JOIN batch_files f ON f.batch = b.id`;

/** Payment informations share the batch's number range with its payments. */
export function paymentInformationId(batch: number, ordinal: number): number {
  assert(ordinal >= 0 && ordinal < RECORDS_PER_BATCH, 'an ordinal fits its batch');
  return batch * RECORDS_PER_BATCH + ordinal;
}

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
  private readonly db: Database.Database;
  private readonly insertBatch: Database.Statement;
  private readonly insertFile: Database.Statement;
  private readonly insertInformation: Database.Statement;
  private readonly insertDebtor: Database.Statement;
  private readonly updateNext: Database.Statement;
  private readonly updatePassed: Database.Statement;
  private readonly insertEpoch: Database.Statement;
  private readonly selectInformation: Database.Statement<[number], InformationRow>;
  private readonly selectFallen: Database.Statement<[number], string>;
  /** Of the batch that was asked for last: what was decided when it was submitted stands. */
  private fallenOf: {
    readonly batch: number;
    readonly fallen: ReadonlyMap<number, Fallen>;
  } | null = null;
  private readonly selectFollowing: Database.Statement<[number, number], bigint>;

  constructor(db: Database.Database) {
    this.db = db;
    this.intake = new IntakeChanges(db);
    this.redrives = new Redrives(db);
    this.insertBatch = db.prepare(
      `INSERT INTO batches (id, deed, original, message_type, message_id, ordering_party,
         number_of_transactions, received_at, received_on, file_commitment, fallen, digest,
         next_record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    this.insertFile = db.prepare(
      'INSERT INTO batch_files (batch, file_name, initiating_party, salt) VALUES (?, ?, ?, ?)',
    );
    this.insertInformation = db.prepare(
      `INSERT INTO payment_informations (id, deed, batch, payment_information_id, batch_booking,
         debtor_account, requested_execution_date, execution_date, date_reason, first_record,
         debtor_commitment, digest, passed_count, passed_amount, hold_entry)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)`,
    );
    this.insertDebtor = db.prepare(
      'INSERT INTO debtors (payment_information, name, account, agent, salt) VALUES (?, ?, ?, ?, ?)',
    );
    this.updateNext = db.prepare(
      'UPDATE batches SET next_record = ? WHERE id = ? AND next_record = ?',
    );
    this.updatePassed = db.prepare(
      `UPDATE payment_informations SET passed_count = ?, passed_amount = ?, hold_entry = ?
       WHERE id = ?`,
    );
    this.insertEpoch = db.prepare(
      `INSERT INTO epochs (deed, batch, from_record, to_record, topology, state_delta, snapshot,
         digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.selectInformation = db.prepare(
      `SELECT id, batch, batch_booking, debtor_account, execution_date, date_reason,
         first_record, passed_count, passed_amount, hold_entry
       FROM payment_informations WHERE id = ?`,
    );
    this.selectFallen = db
      .prepare<[number], string>('SELECT fallen FROM batches WHERE id = ?')
      .pluck();
    this.selectFollowing = db
      .prepare<[number, number], bigint>(
        `SELECT first_record FROM payment_informations WHERE id > ? AND id < ?
         ORDER BY id LIMIT 1`,
      )
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

  addPaymentInformation(w: Writing, info: NewPaymentInformation): PaymentInformationRow {
    const id = paymentInformationId(info.batch, info.ordinal);
    const { debtor, salt } = info;
    const fields = [
      id,
      w.sequence,
      info.batch,
      info.paymentInformationId,
      info.batchBooking ? 1 : 0,
      info.debtorAccount,
      info.requestedExecutionDate,
      info.executionDate,
      info.dateReason,
      info.firstRecord,
      commitmentOf(salt, [debtor.name, debtor.account, debtor.agent]),
    ];
    const digest = w.rows.add('payment_informations', fields);
    const result = this.insertInformation.run([...fields, digest]);
    assert(result.changes === 1, 'the payment information was added');
    this.insertDebtor.run(id, debtor.name, debtor.account, debtor.agent, salt);
    return {
      id,
      batch: info.batch,
      batchBooking: info.batchBooking,
      debtorAccount: info.debtorAccount,
      executionDate: info.executionDate,
      dateReason: info.dateReason,
      firstRecord: info.firstRecord,
      passedCount: 0,
      passedAmount: 0n,
      holdEntry: 0,
    };
  }

  paymentInformation(id: number): PaymentInformationRow | null {
    const row = this.selectInformation.get(id);
    if (row === undefined) return null;
    return {
      id: Number(row.id),
      batch: Number(row.batch),
      batchBooking: row.batch_booking === 1n,
      debtorAccount: row.debtor_account === null ? null : Number(row.debtor_account),
      executionDate: row.execution_date,
      dateReason: row.date_reason,
      firstRecord: Number(row.first_record),
      passedCount: Number(row.passed_count),
      passedAmount: row.passed_amount,
      holdEntry: Number(row.hold_entry),
    };
  }

  /** The last record that `information` can have: the one before the next block's first. */
  lastRecordOf(information: PaymentInformationRow): number {
    const end = paymentInformationId(information.batch + 1, 0);
    const following = this.selectFollowing.get(information.id, end);
    return following === undefined ? RECORDS_PER_BATCH - 1 : Number(following) - 1;
  }

  /** What has passed of a batch-booked payment information so far, and its one hold. */
  setPassed(id: number, count: number, amount: bigint, holdEntry: number): void {
    const result = this.updatePassed.run(count, amount, holdEntry, id);
    assert(result.changes === 1, 'the payment information was updated');
  }

  /** Moves the engine's offset; it must stand where the epoch began. */
  advance(id: number, from: number, to: number): void {
    const result = this.updateNext.run(to, id, from);
    assert(result.changes === 1, 'the offset stood where the epoch began');
  }

  /** Keeps what the epoch did to the operators' state, and all of it every so many epochs. */
  addEpoch(
    w: Writing,
    epoch: {
      readonly batch: number;
      readonly from: number;
      readonly to: number;
      readonly topology: string;
      readonly stateDelta: Uint8Array;
      readonly stateDeltaHash: Uint8Array;
      readonly snapshot: Uint8Array | null;
    },
  ): void {
    const fields = [w.sequence, epoch.batch, epoch.from, epoch.to, epoch.topology];
    const snapshot = epoch.snapshot === null ? null : contentHash(epoch.snapshot);
    const digest = w.rows.add('epochs', [...fields, epoch.stateDeltaHash, snapshot]);
    const result = this.insertEpoch.run([...fields, epoch.stateDelta, snapshot, digest]);
    assert(result.changes === 1, 'the epoch was written');
    if (epoch.snapshot === null) return;
    this.db
      .prepare('INSERT INTO state_snapshots (deed, topology, state) VALUES (?, ?, ?)')
      .run(w.sequence, epoch.topology, epoch.snapshot);
    // A snapshot makes those before it spare.
    this.db.prepare('DELETE FROM state_snapshots WHERE deed < ?').run(w.sequence);
  }

  /** How many epochs were ever committed. */
  epochCount(): number {
    const count = this.db.prepare<[], bigint>('SELECT count(*) FROM epochs').pluck().get();
    return Number(known(count, 'the query answers one row'));
  }

  /** The last snapshot of the operators' state and the deltas after it, in order. */
  stateImages(): readonly Uint8Array[] {
    const snapshot = this.db
      .prepare<[], { deed: bigint; state: Buffer }>(
        'SELECT deed, state FROM state_snapshots ORDER BY deed DESC LIMIT 1',
      )
      .get();
    const deltas = this.db
      .prepare<[bigint], Buffer>('SELECT state_delta FROM epochs WHERE deed > ? ORDER BY deed')
      .pluck()
      .all(snapshot?.deed ?? 0n);
    return snapshot === undefined ? deltas : [snapshot.state, ...deltas];
  }
}
