// Open items (R6): every movement of a clearing, suspense, claims or blocked account belongs to an
// item, so that a balance that is not zero is a list of items, each with its owner and age.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { itemOwner } from '../domain/open-items.ts';
import type { Accounts } from './accounts.ts';
import type { Balances } from './balances.ts';
import type { Writing } from './journal.ts';

/** An item as the book keeps it. `balance` is credit less debit, in minor units. */
export type OpenItem = {
  readonly id: number;
  readonly account: number;
  readonly reference: string;
  readonly owner: string;
  readonly openedOn: BusinessDate;
  readonly balance: bigint;
};

/** One movement: `entry` 0 stands for all payments that the deed booked. */
export type ItemMovement = {
  readonly account: number;
  readonly reference: string;
  readonly entry: number;
  /** Credit less debit, in minor units; not zero. */
  readonly amount: bigint;
  /** The business day, for an item that begins now. */
  readonly day: BusinessDate;
  /** Another than the account's own, for an item that begins now. */
  readonly owner?: string;
};

type ItemRow = {
  id: bigint;
  account: bigint;
  reference: string;
  owner: string;
  opened_on: string;
  balance: bigint;
};
type Moved = { account: bigint; reference: string; opened_on: string; amount: bigint };

export class OpenItems {
  private readonly accounts: Accounts;
  private readonly balances: Balances;
  private readonly insertItem: Database.Statement;
  private readonly insertMovement: Database.Statement;
  private readonly addBalance: Database.Statement;
  private readonly selectItem: Database.Statement<[number, string], ItemRow>;
  private readonly selectMoved: Database.Statement<[number], Moved>;
  private readonly lastItem: Database.Statement<[], bigint>;
  private readonly lastMovement: Database.Statement<[], bigint>;

  constructor(db: Database.Database, accounts: Accounts, balances: Balances) {
    this.accounts = accounts;
    this.balances = balances;
    this.insertItem = db.prepare(
      `INSERT INTO open_items (id, deed, account, reference, owner, opened_on, digest, balance)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    this.insertMovement = db.prepare(
      `INSERT INTO item_movements (id, deed, item, entry, amount, digest)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.addBalance = db.prepare('UPDATE open_items SET balance = balance + ? WHERE id = ?');
    this.selectItem = db.prepare(
      `SELECT id, account, reference, owner, opened_on, balance FROM open_items
       WHERE account = ? AND reference = ?`,
    );
    this.selectMoved = db.prepare(
      `SELECT i.account, i.reference, i.opened_on, m.amount
       FROM item_movements m JOIN open_items i ON i.id = m.item WHERE m.entry = ? ORDER BY m.id`,
    );
    const last = (table: string): Database.Statement<[], bigint> =>
      db.prepare<[], bigint>(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck();
    this.lastItem = last('open_items');
    this.lastMovement = last('item_movements');
  }

  /** The item of this reference on an account, open or cleared; null where there never was one. */
  find(account: number, reference: string): OpenItem | null {
    const row = this.selectItem.get(account, reference);
    if (row === undefined) return null;
    return {
      id: Number(row.id),
      account: Number(row.account),
      reference: row.reference,
      owner: row.owner,
      openedOn: row.opened_on,
      balance: row.balance,
    };
  }

  /**
   * Whether an item may move by `amount` (credit less debit): it is cleared, never turned round, and
   * on an account that may not be overdrawn none begins with a debit.
   */
  isCovered(account: number, reference: string, amount: bigint): boolean {
    const before = this.find(account, reference)?.balance ?? 0n;
    const after = before + amount;
    const { fundsCheck } = ACCOUNT_KIND_RULES[this.accounts.byId(account).kind];
    if (fundsCheck === 'always') return after >= 0n;
    return before > 0n ? after >= 0n : before === 0n || after <= 0n;
  }

  /** Assigns what was booked to its item, which begins where there is none of that reference. */
  move(w: Writing, movement: ItemMovement): void {
    const { account, reference, entry, amount } = movement;
    assert(amount !== 0n, 'a movement moves something');
    assert(this.isCovered(account, reference, amount), 'an item is cleared, never turned round');
    const item = this.find(account, reference)?.id ?? this.begin(w, movement);
    const id = Number(known(this.lastMovement.get(), 'the query answers one row')) + 1;
    const fields = [id, w.sequence, item, entry, amount];
    const digest = w.rows.add('item_movements', fields);
    assert(this.insertMovement.run([...fields, digest]).changes === 1, 'the movement was kept');
    assert(this.addBalance.run(amount, item).changes === 1, 'the item has its new balance');
    this.balances.explain(account, amount);
  }

  /** The first account on which an item that `entry` moved no longer has what it gave; or null. */
  firstSpent(entry: number): number | null {
    for (const { account, reference, amount } of this.selectMoved.all(entry)) {
      if (!this.isCovered(Number(account), reference, -amount)) return Number(account);
    }
    return null;
  }

  /** What an entry moved, item by item. */
  movedBy(entry: number): readonly Pick<ItemMovement, 'account' | 'reference' | 'amount'>[] {
    return this.selectMoved.all(entry).map(({ account, reference, amount }) => {
      return { account: Number(account), reference, amount };
    });
  }

  /** Takes back what `original` moved, for the entry that corrects it. */
  reverse(w: Writing, original: number, correction: number): void {
    assert(original > 0 && correction > original, 'a correction comes after its original');
    for (const { account, reference, opened_on, amount } of this.selectMoved.all(original)) {
      assert(amount !== 0n, 'a movement moved something');
      const of = { account: Number(account), reference, day: opened_on };
      this.move(w, { ...of, entry: correction, amount: -amount });
    }
  }

  private begin(w: Writing, { account, reference, day, owner }: ItemMovement): number {
    const id = Number(known(this.lastItem.get(), 'the query answers one row')) + 1;
    const { kind } = this.accounts.byId(account);
    const fields = [id, w.sequence, account, reference, owner ?? itemOwner(kind), day];
    const digest = w.rows.add('open_items', fields);
    assert(this.insertItem.run([...fields, digest]).changes === 1, 'the item began');
    return id;
  }
}
