// How many payments of a batch stand in each status, per currency, and their sum: kept beside the
// payments in the same transaction, so that every count on screen costs a handful of rows.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';

type Change = {
  batch: number;
  status: PaymentStatus;
  currency: string;
  payments: number;
  amount: bigint;
};

export class BatchTotals {
  private readonly update: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly deleteEmpty: Database.Statement;
  private readonly changes = new Map<string, Change>();
  private latest: Change | null = null;

  constructor(db: Database.Database) {
    this.update = db.prepare(
      `UPDATE batch_totals SET payments = payments + ?, amount = amount + ?
       WHERE batch = ? AND status = ? AND currency = ?`,
    );
    this.insert = db.prepare(
      'INSERT INTO batch_totals (payments, amount, batch, status, currency) VALUES (?, ?, ?, ?, ?)',
    );
    this.deleteEmpty = db.prepare('DELETE FROM batch_totals WHERE batch = ? AND payments = 0');
  }

  /** Counts `sign` payments of `amount` in (`1`) or out of (`-1`) a status. */
  add(batch: number, status: PaymentStatus, amount: Money, sign: 1 | -1): void {
    this.addMany(batch, status, amount.currency, sign, sign === 1 ? amount.minor : -amount.minor);
  }

  /** Counts many payments at once; `payments` and `amount` are negative when they leave. */
  addMany(
    batch: number,
    status: PaymentStatus,
    currency: string,
    payments: number,
    amount: bigint,
  ): void {
    let change = this.latest;
    const same =
      change !== null &&
      change.batch === batch &&
      change.status === status &&
      change.currency === currency;
    if (!same) {
      const key = `${batch} ${status} ${currency}`;
      change = this.changes.get(key) ?? { batch, status, currency, payments: 0, amount: 0n };
      this.changes.set(key, change);
      this.latest = change;
    }
    const found = known(change, 'the change was just made');
    found.payments += payments;
    found.amount += amount;
  }

  /** Writes what changed; a total below zero breaks a CHECK and with it the transaction. */
  flush(): void {
    for (const { batch, status, currency, payments, amount } of this.changes.values()) {
      if (payments === 0 && amount === 0n) continue;
      const values = [payments, amount, batch, status, currency];
      if (this.update.run(values).changes === 0) this.insert.run(values);
      if (payments < 0) this.deleteEmpty.run(batch);
    }
    this.discard();
  }

  discard(): void {
    this.changes.clear();
    this.latest = null;
  }
}
