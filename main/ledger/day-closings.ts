// The closing of a business day: a snapshot of both layers of every account by booking date, the
// open items of that evening and the head of the chain, hashed into one chained row.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Balance } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { type Balances, type Layer, MOVES } from './balances.ts';
import type { Days } from './days.ts';
import { digestOf, type Field } from './digest.ts';
import type { Writing } from './journal.ts';
import type { ChainHead } from './trail.ts';

/** What stands open on the evening of a day; `amount` in minor units of `currency`. */
export type DayItem = {
  readonly kind: string;
  readonly reference: string;
  readonly owner: string;
  readonly since: BusinessDate;
  readonly currency: string;
  readonly amount: bigint;
  /** A person named it, so that the day could close over it. */
  readonly carried: boolean;
};

export type NewClosing = {
  readonly day: BusinessDate;
  /** The market rates it was valued at, as `USD 1.0825`, in order of currency; '' for none. */
  readonly rates: string;
  /** The entry of the revaluation (H6), or 0. */
  readonly revaluation: number;
  readonly items: readonly DayItem[];
  /** The head of the chain before the deed that closes the day. */
  readonly head: ChainHead;
};

type MovedRow = { debit_account: bigint; credit_account: bigint; amount: bigint; layer: Layer };
type SnapshotRow = {
  debits_pending: bigint;
  debits_posted: bigint;
  credits_pending: bigint;
  credits_posted: bigint;
};

/** The four counters in the order in which they are hashed. */
function counters(balance: Balance): readonly bigint[] {
  const { debitsPending, debitsPosted, creditsPending, creditsPosted } = balance;
  return [debitsPending, debitsPosted, creditsPending, creditsPosted];
}

export class DayClosings {
  private readonly balances: Balances;
  private readonly days: Days;
  private readonly insert: Database.Statement;
  private readonly insertBalance: Database.Statement;
  private readonly insertItem: Database.Statement;
  private readonly selectSnapshot: Database.Statement<[number], SnapshotRow>;
  private readonly selectLater: Database.Statement<[string, string], MovedRow>;
  private readonly last: Database.Statement<[], bigint>;

  constructor(db: Database.Database, balances: Balances, days: Days) {
    this.balances = balances;
    this.days = days;
    this.insert = db.prepare(
      `INSERT INTO day_closings (id, deed, day, rates, revaluation, balance_count, balances_digest,
         item_count, items_digest, chain_count, chain_head, digest)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.insertBalance = db.prepare(
      `INSERT INTO day_balances (account, closing, debits_pending, debits_posted, credits_pending,
         credits_posted) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.insertItem = db.prepare(
      `INSERT INTO day_items (closing, kind, reference, owner, since, currency, amount, carried)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.selectSnapshot = db.prepare(
      `SELECT debits_pending, debits_posted, credits_pending, credits_posted FROM day_balances
       WHERE account = ? ORDER BY closing DESC LIMIT 1`,
    );
    // Nothing that is booked in a later day comes before that day began.
    this.selectLater = db.prepare(
      `SELECT p.debit_account, p.credit_account, p.amount, p.layer
       FROM entries e JOIN postings p
         ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
       WHERE e.booking_date > ?
         AND e.id >= (SELECT min(first_entry) FROM days WHERE day > ?)`,
    );
    this.last = db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM day_closings').pluck();
  }

  /**
   * Closes a day in the deed in hand and answers the closing's id and how many accounts its
   * snapshot holds. The journal is flushed; the caller has made sure that nothing blocks it.
   */
  close(w: Writing, closing: NewClosing): { readonly id: number; readonly accounts: number } {
    const id = Number(known(this.last.get(), 'the query answers one row')) + 1;
    const { day, rates, revaluation, items, head } = closing;
    const balances = this.keepBalances(id, day);
    const kept = createHash('sha256');
    for (const item of inOrder(items)) {
      const { kind, reference, owner, since, currency, amount, carried } = item;
      const fields = [kind, reference, owner, since, currency, amount, carried ? 1 : 0];
      kept.update(digestOf(fields));
      assert(this.insertItem.run([id, ...fields]).changes === 1, 'the item was kept');
    }
    const fields: Field[] = [id, w.sequence, day, rates, revaluation, balances.count];
    fields.push(balances.digest, items.length, kept.digest(), head.sequence, head.digest);
    const digest = w.rows.add('day_closings', fields);
    assert(this.insert.run([...fields, digest]).changes === 1, 'the day was closed');
    this.days.close(day);
    return { id, accounts: balances.count };
  }

  /** Every account's balance by booking date at the end of `day`; the journal is flushed. */
  balancesOn(day: BusinessDate): (account: number) => Balance {
    const later = this.movedAfter(day);
    return (account) => {
      const now = counters(this.balances.balance(account));
      const after = later.get(account) ?? [0n, 0n, 0n, 0n];
      const [debitsPending = 0n, debitsPosted = 0n, creditsPending = 0n, creditsPosted = 0n] =
        now.map((value, at) => value - (after[at] ?? 0n));
      return { debitsPending, debitsPosted, creditsPending, creditsPosted };
    };
  }

  /** Keeps the accounts that changed since the closing before; hashes them in order of id. */
  private keepBalances(
    closing: number,
    day: BusinessDate,
  ): { readonly count: number; readonly digest: Buffer } {
    const on = this.balancesOn(day);
    const kept = createHash('sha256');
    let count = 0;
    for (let account = 1; account <= this.balances.count; account += 1) {
      const then = counters(on(account));
      const row = this.selectSnapshot.get(account);
      const before = row === undefined ? [0n, 0n, 0n, 0n] : Object.values(row);
      if (then.every((value, at) => value === before[at])) continue;
      kept.update(digestOf([account, ...then]));
      const result = this.insertBalance.run([account, closing, ...then]);
      assert(result.changes === 1, 'the balance was kept');
      count += 1;
    }
    return { count, digest: kept.digest() };
  }

  /** What entries booked in later days moved, per account, in the order of {@link counters}. */
  private movedAfter(day: BusinessDate): ReadonlyMap<number, readonly bigint[]> {
    const moved = new Map<number, bigint[]>();
    const add = (id: bigint, at: number, amount: bigint): void => {
      const account = Number(id);
      const sums = moved.get(account) ?? [0n, 0n, 0n, 0n];
      sums[at] = known(sums[at], 'four counters') + amount;
      moved.set(account, sums);
    };
    for (const { debit_account, credit_account, amount, layer } of this.selectLater.iterate(
      day,
      day,
    )) {
      const pending = BigInt(MOVES[layer].pending) * amount;
      const posted = BigInt(MOVES[layer].posted) * amount;
      add(debit_account, 0, pending);
      add(debit_account, 1, posted);
      add(credit_account, 2, pending);
      add(credit_account, 3, posted);
    }
    return moved;
  }
}

function inOrder(items: readonly DayItem[]): readonly DayItem[] {
  const key = ({ kind, reference }: DayItem): string => `${kind} ${reference}`;
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
