// The trail of statuses as the measures take it: what came and what moved since a place in the
// trail, some at a time, and what a batch did before that.

import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { FlowArrival, FlowMove, FlowPart } from '../domain/flow.ts';
import { isPaymentStatus } from '../domain/payment-status.ts';
import type { ReadableDb } from './connection.ts';
import { paymentId } from './payment-ids.ts';

/** How far the measures have read: the last status change and the last epoch. */
export type FlowPlace = { readonly move: number; readonly epoch: number };

export type FlowStretch = {
  readonly arrivals: readonly FlowArrival[];
  readonly moves: readonly FlowMove[];
  readonly place: FlowPlace;
  /** Whether there is more behind it. */
  readonly more: boolean;
};

/** When a batch was received, and its moves before another, in order. */
export type BatchHistory = {
  readonly receivedAt: number;
  readonly moves: readonly Pick<FlowMove, 'at' | 'firstRecord' | 'lastRecord'>[];
};

type PartRow = { rail: string; currency: string; payments: bigint; amount: bigint };
type MoveRow = {
  id: bigint;
  at: bigint;
  actor: string;
  batch: bigint;
  first_record: bigint;
  last_record: bigint;
  from_status: string;
  to_status: string;
  reason_code: string;
};
type EpochRow = {
  deed: bigint;
  batch: bigint;
  from_record: bigint;
  to_record: bigint;
  received_at: bigint;
};
type PastRow = { at: bigint; first_record: bigint; last_record: bigint };

export class FlowReader {
  private readonly selectMoves: Database.Statement<[number, number], MoveRow>;
  private readonly selectEpochs: Database.Statement<[number, number], EpochRow>;
  private readonly selectParts: Database.Statement<[number, number], PartRow>;
  private readonly selectReceived: Database.Statement<[number], bigint>;
  private readonly selectPast: Database.Statement<[number, number], PastRow>;

  constructor({ db }: ReadableDb) {
    this.selectMoves = db.prepare(
      `SELECT s.id, d.at, d.actor, s.batch, s.first_record, s.last_record, s.from_status,
         s.to_status, s.reason_code
       FROM status_changes s JOIN deeds d ON d.sequence = s.deed
       WHERE s.id > ? ORDER BY s.id LIMIT ?`,
    );
    this.selectEpochs = db.prepare(
      `SELECT e.deed, e.batch, e.from_record, e.to_record, b.received_at
       FROM epochs e JOIN batches b ON b.id = e.batch
       WHERE e.deed > ? AND e.to_record > e.from_record ORDER BY e.deed LIMIT ?`,
    );
    this.selectParts = db.prepare(
      `SELECT rail, currency, count(*) AS payments, sum(amount) AS amount FROM payments
       WHERE id BETWEEN ? AND ? GROUP BY rail, currency`,
    );
    this.selectReceived = db
      .prepare<[number], bigint>('SELECT received_at FROM batches WHERE id = ?')
      .pluck();
    this.selectPast = db.prepare(
      `SELECT d.at, s.first_record, s.last_record
       FROM status_changes s JOIN deeds d ON d.sequence = s.deed
       WHERE s.batch = ? AND s.id < ? ORDER BY s.id`,
    );
  }

  /** What follows `place`, at most `limit` moves and as many epochs. */
  after(place: FlowPlace, limit: number): FlowStretch {
    const moves = this.selectMoves.all(place.move, limit);
    const epochs = this.selectEpochs.all(place.epoch, limit);
    return {
      arrivals: epochs.map((row) => ({
        receivedAt: Number(row.received_at),
        parts: this.partsOf(Number(row.batch), Number(row.from_record), Number(row.to_record) - 1),
      })),
      moves: moves.map((row) => this.moveOf(row)),
      place: {
        move: Number(moves.at(-1)?.id ?? place.move),
        epoch: Number(epochs.at(-1)?.deed ?? place.epoch),
      },
      more: moves.length === limit || epochs.length === limit,
    };
  }

  /** What a batch did before a status change. */
  historyOf(batch: number, move: number): BatchHistory {
    const receivedAt = known(this.selectReceived.get(batch), 'a batch that moves was received');
    return {
      receivedAt: Number(receivedAt),
      moves: this.selectPast.all(batch, move).map((row) => ({
        at: Number(row.at),
        firstRecord: Number(row.first_record),
        lastRecord: Number(row.last_record),
      })),
    };
  }

  private moveOf(row: MoveRow): FlowMove {
    const { from_status: from, to_status: to } = row;
    assert(isPaymentStatus(from) && isPaymentStatus(to), 'the trail has known statuses');
    const batch = Number(row.batch);
    const firstRecord = Number(row.first_record);
    const lastRecord = Number(row.last_record);
    return {
      id: Number(row.id),
      at: Number(row.at),
      batch,
      firstRecord,
      lastRecord,
      from,
      to,
      reasonCode: row.reason_code === '' ? null : row.reason_code,
      actor: row.actor,
      parts: this.partsOf(batch, firstRecord, lastRecord),
    };
  }

  private partsOf(batch: number, first: number, last: number): readonly FlowPart[] {
    const rows = this.selectParts.all(paymentId(batch, first), paymentId(batch, last));
    return rows.map((row) => ({ ...row, payments: Number(row.payments) }));
  }
}
