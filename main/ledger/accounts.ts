// The accounts: the customers' by import, the bank's own by the chart, opened once per currency
// when the book first meets it.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import {
  type Account,
  type AccountKind,
  type AccountStatus,
  BANK_ACCOUNTS,
  type Balance,
  type BankAccount,
} from '../domain/chart-of-accounts.ts';
import type { Balances } from './balances.ts';
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
};

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
    debits_posted, credits_pending, credits_posted, last_posting
  FROM accounts a JOIN balances b ON b.account = a.id ORDER BY a.id`;

/** Balances in one statement, the largest first. */
const BALANCES_PER_STATEMENT = [64, 8, 1] as const;

function balancesSql(count: number): string {
  return `INSERT INTO balances (account, debits_pending, debits_posted, credits_pending,
      credits_posted, last_posting) VALUES ${Array(count).fill('(?,?,?,?,?,?)').join(',')}
    ON CONFLICT (account) DO UPDATE SET debits_pending = excluded.debits_pending,
      debits_posted = excluded.debits_posted, credits_pending = excluded.credits_pending,
      credits_posted = excluded.credits_posted, last_posting = excluded.last_posting`;
}

const NO_BALANCE: Balance = {
  debitsPending: 0n,
  debitsPosted: 0n,
  creditsPending: 0n,
  creditsPosted: 0n,
};

export class Accounts {
  private readonly balances: Balances;
  private readonly byNumber = new Map<string, Account[]>();
  private readonly list: Account[] = [];
  /** How many accounts there were when the transaction and when the deed began. */
  private start = 0;
  private deedStart = 0;
  private readonly insert: Database.Statement;
  private readonly insertName: Database.Statement;
  private readonly insertBalance: Database.Statement;
  private readonly writeBalances: readonly Database.Statement[];

  constructor(db: Database.Database, balances: Balances) {
    this.balances = balances;
    this.insert = db.prepare(
      `INSERT INTO accounts (id, deed, number, currency, kind, account_limit, name_commitment,
         digest, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    );
    this.insertName = db.prepare(
      'INSERT INTO account_names (account, name, salt) VALUES (?, ?, ?)',
    );
    this.insertBalance = db.prepare('INSERT INTO balances VALUES (?, 0, 0, 0, 0, 0)');
    this.writeBalances = BALANCES_PER_STATEMENT.map((count) => db.prepare(balancesSql(count)));
    const rows = db.prepare<[], AccountRow>(SELECT_ACCOUNTS);
    for (const row of rows.iterate()) this.remember(row);
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
    const commitment = commitmentOf(account.salt, [account.name]);
    const digest = w.rows.add('accounts', [
      id,
      w.sequence,
      account.number,
      account.currency,
      account.kind,
      account.accountLimit,
      commitment,
    ]);
    const result = this.insert.run(
      id,
      w.sequence,
      account.number,
      account.currency,
      account.kind,
      account.accountLimit,
      commitment,
      digest,
    );
    assert(result.changes === 1, 'the account was opened');
    this.insertBalance.run(id);
    this.insertName.run(id, account.name, account.salt);
    const opened: Account = {
      id,
      number: account.number,
      currency: account.currency,
      kind: account.kind,
      accountLimit: account.accountLimit,
      status: 'open',
    };
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
    const { code, kind } = BANK_ACCOUNTS[purpose];
    const existing = this.find(code, currency);
    if (existing !== null) return existing;
    const salt = newSalt(16);
    return this.open(w, { number: code, currency, kind, accountLimit: 0n, name: purpose, salt });
  }

  /** Writes the balances of every account touched in this transaction, once each, in order of id. */
  flush(): void {
    const ids = this.balances.touched();
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
  }

  /** The deed is done, and its transaction may go on with another. */
  settleDeed(): void {
    this.balances.settleDeed();
    this.deedStart = this.list.length;
  }

  /** The transaction committed. */
  settle(): void {
    this.balances.settle();
    this.deedStart = this.list.length;
    this.start = this.deedStart;
  }

  /** The deed was undone: the accounts it opened are gone, and the balances as before it. */
  undoDeed(): void {
    this.balances.undoDeed();
    this.forgetFrom(this.deedStart);
  }

  /** The transaction rolled back. */
  undo(): void {
    this.balances.undo();
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
