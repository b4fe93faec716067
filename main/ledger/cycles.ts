// Settlement cycles, one open per currency: every acknowledged payment is in exactly one.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { CycleState } from '../domain/settlement-blocks.ts';
import type { Writing } from './journal.ts';

/** A cycle. Amounts are minor units; `netPosition` is gross in less gross out: negative, we owe. */
export type Cycle = {
  readonly id: number;
  readonly currency: string;
  readonly settlementDate: string;
  readonly state: CycleState;
  readonly grossOut: bigint;
  readonly grossIn: bigint;
  readonly inwardApplied: bigint;
  readonly netPosition: bigint;
  /** The entry that closed it; 0 where there is none. */
  readonly closeEntry: number;
};

/** What one batch has in a cycle; the amount in minor units. */
export type CyclePart = {
  readonly batch: number;
  readonly payments: number;
  readonly amount: bigint;
};

type CycleRow = {
  id: bigint;
  currency: string;
  settlement_date: string;
  state: CycleState;
  gross_out: bigint;
  gross_in: bigint;
  inward_applied: bigint;
  close_entry: bigint;
};

const SELECT = `SELECT id, currency, settlement_date, state, gross_out, gross_in, inward_applied,
  close_entry FROM cycles`;

function toCycle(row: CycleRow): Cycle {
  return {
    id: Number(row.id),
    currency: row.currency,
    settlementDate: row.settlement_date,
    state: row.state,
    grossOut: row.gross_out,
    grossIn: row.gross_in,
    inwardApplied: row.inward_applied,
    netPosition: row.gross_in - row.gross_out,
    closeEntry: Number(row.close_entry),
  };
}

export class Cycles {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  byId(id: number): Cycle | null {
    const row = this.db.prepare<[number], CycleRow>(`${SELECT} WHERE id = ?`).get(id);
    return row === undefined ? null : toCycle(row);
  }

  /** The open cycle of `currency`, or null. */
  openFor(currency: string): Cycle | null {
    const sql = `${SELECT} WHERE currency = ? AND state = 'open'`;
    const row = this.db.prepare<[string], CycleRow>(sql).get(currency);
    return row === undefined ? null : toCycle(row);
  }

  /** Cycles in a state, oldest first. */
  inState(state: CycleState): readonly Cycle[] {
    const sql = `${SELECT} WHERE state = ? ORDER BY id`;
    return this.db.prepare<[string], CycleRow>(sql).all(state).map(toCycle);
  }

  /** The open cycle of `currency`, begun now for `settlementDate` where there is none. */
  ensureOpen(w: Writing, currency: string, settlementDate: string): Cycle {
    const open = this.openFor(currency);
    if (open !== null) return open;
    const last = this.db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM cycles').pluck();
    const id = Number(known(last.get(), 'the query answers one row')) + 1;
    const fields = [id, w.sequence, currency, settlementDate];
    const digest = w.rows.add('cycles', fields);
    const insert = this.db.prepare(
      `INSERT INTO cycles (id, deed, currency, settlement_date, digest, state, gross_out, gross_in,
         inward_applied, close_entry, settle_entry, unwind_entry)
       VALUES (?, ?, ?, ?, ?, 'open', 0, 0, 0, 0, 0, 0)`,
    );
    assert(insert.run([...fields, digest]).changes === 1, 'the cycle was opened');
    return known(this.byId(id), 'the cycle was just opened');
  }

  /**
   * Counts payments of a batch into the open cycle (acknowledged) or out of it again (refused by
   * the rail before settlement: both numbers negative).
   */
  addOutward(id: number, batch: number, payments: number, amount: bigint): void {
    const cycle = this.db.prepare(
      `UPDATE cycles SET gross_out = gross_out + ? WHERE id = ? AND state = 'open'`,
    );
    assert(cycle.run(amount, id).changes === 1, 'the cycle is open');
    const update = this.db.prepare(
      `UPDATE cycle_batches SET payments = payments + ?, amount = amount + ?
       WHERE cycle = ? AND batch = ?`,
    );
    if (update.run(payments, amount, id, batch).changes === 1) {
      const empty = 'DELETE FROM cycle_batches WHERE cycle = ? AND batch = ? AND payments = 0';
      if (payments < 0) this.db.prepare(empty).run(id, batch);
      return;
    }
    const insert = this.db.prepare(
      'INSERT INTO cycle_batches (cycle, batch, payments, amount) VALUES (?, ?, ?, ?)',
    );
    assert(insert.run(id, batch, payments, amount).changes === 1, 'the batch joined the cycle');
  }

  /** The batches with payments in a cycle, in order. */
  batchesOf(id: number): readonly number[] {
    return this.db
      .prepare<[number], bigint>('SELECT batch FROM cycle_batches WHERE cycle = ? ORDER BY batch')
      .pluck()
      .all(id)
      .map(Number);
  }

  /** What each batch has in a cycle, in order of batch. */
  outwardOf(id: number): readonly CyclePart[] {
    const sql = 'SELECT batch, payments, amount FROM cycle_batches WHERE cycle = ? ORDER BY batch';
    type Row = { batch: bigint; payments: bigint; amount: bigint };
    const rows = this.db.prepare<[number], Row>(sql).all(id);
    return rows.map(({ batch, payments, amount }) => {
      return { batch: Number(batch), payments: Number(payments), amount };
    });
  }

  /** Whether an entry closed, settled or unwound a cycle. */
  booked(entry: number): boolean {
    const sql = `SELECT count(*) FROM cycles
      WHERE ? IN (close_entry, settle_entry, unwind_entry)`;
    return this.db.prepare<[number], bigint>(sql).pluck().get(entry) !== 0n;
  }

  /** Open to closed, with what the cycle report says came in and the entry that closed it. */
  close(id: number, grossIn: bigint, entry: number): void {
    const update = this.db.prepare(
      `UPDATE cycles SET state = 'closed', gross_in = ?, close_entry = ?
       WHERE id = ? AND state = 'open'`,
    );
    assert(update.run(grossIn, entry, id).changes === 1, 'the cycle was open');
  }

  /** Closed to settled, with the entry that settled it (0 where there was nothing to move). */
  settle(id: number, entry: number): void {
    const update = this.db.prepare(
      `UPDATE cycles SET state = 'settled', settle_entry = ? WHERE id = ? AND state = 'closed'`,
    );
    assert(update.run(entry, id).changes === 1, 'the cycle was closed');
  }

  /**
   * Closed to unwound, with the entry that took the closing back. It keeps the gross amounts that it
   * was closed with; what its batches had in it has joined another cycle.
   */
  unwind(id: number, entry: number): void {
    const update = this.db.prepare(
      `UPDATE cycles SET state = 'unwound', unwind_entry = ?
       WHERE id = ? AND state = 'closed' AND inward_applied = 0`,
    );
    assert(update.run(entry, id).changes === 1, 'the cycle was closed, and nothing was applied');
    this.db.prepare('DELETE FROM cycle_batches WHERE cycle = ?').run(id);
  }

  /**
   * Counts inward funds as no longer applied, `amount` in minor units: what was credited with them
   * was taken back before the cycle settled.
   */
  takeInwardBack(id: number, amount: bigint): void {
    const update = this.db.prepare(
      `UPDATE cycles SET inward_applied = inward_applied - ?
       WHERE id = ? AND state = 'closed' AND inward_applied >= ?`,
    );
    assert(update.run(amount, id, amount).changes === 1, 'a closed cycle had applied it');
  }

  /** Counts inward funds as applied to accounts; never more than came in. */
  applyInward(id: number, amount: bigint): void {
    const update = this.db.prepare(
      'UPDATE cycles SET inward_applied = inward_applied + ? WHERE id = ?',
    );
    assert(update.run(amount, id).changes === 1, 'the cycle exists');
  }
}
