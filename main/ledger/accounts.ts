// The accounts: the customers' by import, the bank's own by the chart, opened once per currency
// when the book first meets it.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import {
  ACCOUNT_KIND_RULES,
  type Account,
  type AccountKind,
  type AccountStatus,
  BANK_ACCOUNTS,
  type Balance,
  type BankAccount,
  type BookRole,
  bankAccountCode,
  isInChart,
  NO_BALANCE,
} from '../domain/chart-of-accounts.ts';
import type { Balances } from './balances.ts';
import { BALANCES_NOW } from './balances-now.ts';
import { commitmentOf } from './digest.ts';
import type { Writing } from './journal.ts';

type AccountRow = {
  id: bigint;
  number: string;
  currency: string;
  kind: AccountKind;
  account_limit: bigint;
  status: AccountStatus;
  debits_pending: bigint;
  debits_posted: bigint;
  credits_pending: bigint;
  credits_posted: bigint;
  last_posting: bigint;
  is_behind: bigint;
};

type BalanceRow = Pick<
  AccountRow,
  'debits_pending' | 'debits_posted' | 'credits_pending' | 'credits_posted' | 'last_posting'
>;

/** An account to open. `salt` is sixteen random bytes for the commitment to `name`. */
export type NewAccount = {
  readonly number: string;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly accountLimit: bigint;
  readonly name: string;
  readonly salt: Uint8Array;
};

const SELECT_ACCOUNTS = `SELECT a.id, number, currency, kind, account_limit, status, debits_pending,
    debits_posted, credits_pending, credits_posted, last_posting, is_behind
  FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id ORDER BY a.id`;

/** Balances in one statement, the largest first. */
const BALANCES_PER_STATEMENT = [64, 8, 1] as const;

function balancesSql(count: number): string {
  return `INSERT INTO balances (account, debits_pending, debits_posted, credits_pending,
      credits_posted, last_posting) VALUES ${Array(count).fill('(?,?,?,?,?,?)').join(',')}
    ON CONFLICT (account) DO UPDATE SET debits_pending = excluded.debits_pending,
      debits_posted = excluded.debits_posted, credits_pending = excluded.credits_pending,
      credits_posted = excluded.credits_posted, last_posting = excluded.last_posting`;
}

export class Accounts {
  private readonly balances: Balances;
  private readonly byNumber = new Map<string, Account[]>();
  private readonly list: Account[] = [];
  /** How many accounts there were when the transaction and when the deed began. */
  private start = 0;
  private deedStart = 0;
  /** Accounts as they were before this transaction changed them, and how many before this deed. */
  private readonly changed: Account[] = [];
  private changedBefore = 0;
  private readonly insert: Database.Statement;
  private readonly insertName: Database.Statement;
  private readonly insertBalance: Database.Statement;
  private readonly writeBalances: readonly Database.Statement[];
  private readonly tellWritten: Database.Statement<[number, number]>;
  private readonly selectBalance: Database.Statement<[number], BalanceRow>;
  private readonly changeStatus: Database.Statement;
  private readonly insertChange: Database.Statement;
  private readonly lastChange: Database.Statement<[], bigint>;
  private role: BookRole;

  constructor(db: Database.Database, balances: Balances, role: BookRole) {
    this.balances = balances;
    this.role = role;
    this.insert = db.prepare(
      `INSERT INTO accounts (id, deed, number, currency, kind, normal_side, open_item, locked,
         funds_check, account_limit, name_commitment, digest, status)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    );
    this.changeStatus = db.prepare('UPDATE accounts SET status = ? WHERE id = ?');
    this.insertChange = db.prepare(
      'INSERT INTO account_changes (id, deed, account, status, digest) VALUES (?, ?, ?, ?, ?)',
    );
    this.lastChange = db
      .prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM account_changes')
      .pluck();
    this.selectBalance = db.prepare(
      `SELECT debits_pending, debits_posted, credits_pending, credits_posted, last_posting
       FROM balances WHERE account = ?`,
    );
    this.insertName = db.prepare(
      'INSERT INTO account_names (account, name, salt) VALUES (?, ?, ?)',
    );
    this.insertBalance = db.prepare('INSERT INTO balances VALUES (?, 0, 0, 0, 0, 0)');
    this.writeBalances = BALANCES_PER_STATEMENT.map((count) => db.prepare(balancesSql(count)));
    this.tellWritten = db.prepare(
      `UPDATE balances_written
       SET posting = ?, entry = (SELECT p.entry FROM postings p WHERE p.id = ?)`,
    );
    this.load(db);
  }

  /** The book became another role's: from now on that chart is opened from. */
  serve(role: BookRole): void {
    this.role = role;
  }

  private load(db: Database.Database): void {
    const behind: number[] = [];
    for (const row of db.prepare<[], AccountRow>(SELECT_ACCOUNTS).iterate()) {
      this.remember(row);
      if (row.is_behind === 1n) behind.push(Number(row.id));
    }
    const told = db.prepare<[], bigint>('SELECT posting FROM balances_written').pluck().get();
    this.balances.loaded(behind, Number(known(told, 'a book says what is written')));
    this.settle();
  }

  private remember(row: AccountRow): void {
    const account: Account = {
      id: Number(row.id),
      number: row.number,
      currency: row.currency,
      kind: row.kind,
      accountLimit: row.account_limit,
      status: row.status,
    };
    this.keep(
      account,
      {
        debitsPending: row.debits_pending,
        debitsPosted: row.debits_posted,
        creditsPending: row.credits_pending,
        creditsPosted: row.credits_posted,
      },
      Number(row.last_posting),
    );
  }

  private keep(account: Account, balance: Balance, lastPosting: number): void {
    this.balances.open(account.id, account, balance, lastPosting);
    this.list.push(account);
    const same = this.byNumber.get(account.number);
    if (same === undefined) this.byNumber.set(account.number, [account]);
    else same.push(account);
  }

  /** All accounts, by id. */
  all(): readonly Account[] {
    return this.list;
  }

  /** The account of this number in this currency, or null. */
  find(number: string, currency: string): Account | null {
    return this.byNumber.get(number)?.find((account) => account.currency === currency) ?? null;
  }

  /** Every account of this number: one per currency it is kept in. */
  withNumber(number: string): readonly Account[] {
    return this.byNumber.get(number) ?? [];
  }

  byId(id: number): Account {
    const account = this.list[id - 1];
    assert(account !== undefined, `account ${id} exists`);
    return account;
  }

  /** Opens an account with no balance. The caller has checked that number and currency are free. */
  open(w: Writing, account: NewAccount): Account {
    assert(this.find(account.number, account.currency) === null, 'an account is opened once');
    const id = this.list.length + 1;
    const { number, currency, kind, accountLimit } = account;
    const { normalSide, openItem, locked, fundsCheck } = ACCOUNT_KIND_RULES[kind];
    const rules = [normalSide, openItem ? 1 : 0, locked ? 1 : 0, fundsCheck];
    const commitment = commitmentOf(account.salt, [account.name]);
    const fields = [
      id,
      w.sequence,
      number,
      currency,
      kind,
      ...rules,
      accountLimit,
      commitment,
    ] as const;
    const digest = w.rows.add('accounts', fields);
    const result = this.insert.run([...fields, digest]);
    assert(result.changes === 1, 'the account was opened');
    this.insertBalance.run(id);
    this.insertName.run(id, account.name, account.salt);
    const opened: Account = { id, number, currency, kind, accountLimit, status: 'open' };
    this.keep(opened, NO_BALANCE, 0);
    return opened;
  }

  /** The bank's own account for `purpose` in `currency`, opened now if the book has none yet. */
  bank(
    w: Writing,
    purpose: BankAccount,
    currency: string,
    newSalt: (bytes: number) => Uint8Array,
  ): Account {
    assert(isInChart(purpose, this.role), `a ${this.role} has an account for ${purpose}`);
    const { kind } = BANK_ACCOUNTS[purpose];
    const code = bankAccountCode(purpose, currency);
    const existing = this.find(code, currency);
    if (existing !== null) return existing;
    const salt = newSalt(16);
    return this.open(w, { number: code, currency, kind, accountLimit: 0n, name: purpose, salt });
  }

  /** Blocks, closes or opens an account again; the caller has checked that it may. */
  setStatus(w: Writing, id: number, status: AccountStatus): void {
    const account = this.byId(id);
    assert(account.status !== status, 'a status that changes is another one');
    const change = Number(known(this.lastChange.get(), 'the query answers one row')) + 1;
    const fields = [change, w.sequence, id, status];
    const digest = w.rows.add('account_changes', fields);
    assert(this.insertChange.run([...fields, digest]).changes === 1, 'the change was kept');
    assert(this.changeStatus.run(status, id).changes === 1, 'the status was set');
    this.replace({ ...account, status });
    this.changed.push(account);
  }

  private replace(account: Account): void {
    this.list[account.id - 1] = account;
    const same = this.withNumber(account.number).map((each) =>
      each.id === account.id ? account : each,
    );
    this.byNumber.set(account.number, same);
  }

  /**
   * Writes the balances of the accounts that are due, once each, and reads one of them back: what
   * is on disk is what was meant to be there. Their postings are written before.
   */
  flush(): void {
    const ids = this.balances.toWrite();
    let from = 0;
    for (const [size, count] of BALANCES_PER_STATEMENT.entries()) {
      const write = known(this.writeBalances[size], 'a statement for each size');
      for (; ids.length - from >= count; from += count) {
        const values: (number | bigint)[] = [];
        for (const id of ids.slice(from, from + count)) {
          const balance = this.balances.balance(id);
          values.push(id, balance.debitsPending, balance.debitsPosted, balance.creditsPending);
          values.push(balance.creditsPosted, this.balances.lastPosting(id));
        }
        assert(write.run(values).changes === count, 'the balances were written');
      }
    }
    const last = ids.at(-1);
    if (last !== undefined) this.assertWritten(last);
    const through = this.balances.writtenThrough();
    if (through === null) return;
    assert(this.tellWritten.run(through, through).changes === 1, 'the file says what is written');
  }

  private assertWritten(id: number): void {
    const row = known(this.selectBalance.get(id), 'a written balance can be read');
    const balance = this.balances.balance(id);
    assert(row.debits_pending === balance.debitsPending, 'held debits read as written');
    assert(row.debits_posted === balance.debitsPosted, 'booked debits read as written');
    assert(row.credits_pending === balance.creditsPending, 'held credits read as written');
    assert(row.credits_posted === balance.creditsPosted, 'booked credits read as written');
    assert(
      Number(row.last_posting) === this.balances.lastPosting(id),
      'the last posting reads as written',
    );
  }

  /** The deed is done, and its transaction may go on with another. */
  settleDeed(): void {
    this.balances.settleDeed();
    this.deedStart = this.list.length;
    this.changedBefore = this.changed.length;
  }

  /** The transaction committed. */
  settle(): void {
    this.balances.settle();
    this.deedStart = this.list.length;
    this.start = this.deedStart;
    this.changed.length = 0;
    this.changedBefore = 0;
  }

  /** The deed was undone: the accounts it opened are gone, and the balances as before it. */
  undoDeed(): void {
    this.balances.undoDeed();
    for (const account of this.changed.splice(this.changedBefore).reverse()) this.replace(account);
    this.forgetFrom(this.deedStart);
  }

  /** The transaction rolled back. */
  undo(): void {
    this.balances.undo();
    for (const account of this.changed.splice(0).reverse()) this.replace(account);
    this.changedBefore = 0;
    this.forgetFrom(this.start);
    this.deedStart = this.start;
  }

  private forgetFrom(first: number): void {
    for (const account of this.list.splice(first)) {
      const same = this.byNumber.get(account.number)?.filter((other) => other.id !== account.id);
      if (same === undefined || same.length === 0) this.byNumber.delete(account.number);
      else this.byNumber.set(account.number, same);
    }
  }
}
