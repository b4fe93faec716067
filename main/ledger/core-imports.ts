// What the core-banking system said of its accounts, kept beside what this book said of the same
// moment; the two are only compared.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { AccountStatus } from '../domain/chart-of-accounts.ts';
import type { CoreFormat, CoreTotal } from '../domain/core-list.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Balances } from './balances.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

export type KeptImport = {
  readonly importId: number;
  readonly asOf: BusinessDate;
  readonly accounts: number;
  readonly differences: number;
};

/** Core's word on one account and ours; balances are credit less debit, in minor units. */
export type CoreComparison = {
  readonly account: number;
  readonly balance: bigint;
  readonly status: AccountStatus | null;
  readonly ourBalance: bigint;
  readonly ourStatus: AccountStatus;
};

type ImportRow = { id: bigint; as_of: string; accounts: bigint; differences: bigint };
type MovedRow = { debit_account: bigint; credit_account: bigint; amount: bigint };

/** Whether the two words differ. */
export function differs(each: CoreComparison): boolean {
  const { balance, ourBalance, status, ourStatus } = each;
  return balance !== ourBalance || (status !== null && status !== ourStatus);
}

export class CoreImports {
  private readonly db: Database.Database;
  private readonly balances: Balances;

  constructor(db: Database.Database, balances: Balances) {
    this.db = db;
    this.balances = balances;
  }

  /** The import of the file with this SHA-256, or null. */
  ofSource(source: Uint8Array): KeptImport | null {
    return this.one('WHERE source = ?', source);
  }

  last(): KeptImport | null {
    return this.one('ORDER BY id DESC LIMIT 1');
  }

  private one(which: string, ...bound: readonly Uint8Array[]): KeptImport | null {
    const sql = `SELECT id, as_of, accounts, differences FROM core_imports ${which}`;
    const row = this.db.prepare<Uint8Array[], ImportRow>(sql).get(...bound);
    if (row === undefined) return null;
    const { id, as_of, accounts, differences } = row;
    const counts = { accounts: Number(accounts), differences: Number(differences) };
    return { importId: Number(id), asOf: as_of, ...counts };
  }

  /**
   * What was booked on each account before anything of `day`, credit less debit in minor units.
   * Opening balances entered in that day count: they say where an account stood as it was opened.
   */
  bookedBefore(day: BusinessDate): (account: number) => bigint {
    const moved = new Map<number, bigint>();
    const add = (id: bigint, amount: bigint): void => {
      moved.set(Number(id), (moved.get(Number(id)) ?? 0n) + amount);
    };
    // Nothing that is booked in a later day comes before that day began.
    const sql = `SELECT p.debit_account, p.credit_account, p.amount
      FROM entries e JOIN postings p
        ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
      WHERE e.booking_date >= ? AND NOT (e.event = 'O1' AND e.booking_date = ?)
        AND p.layer IN ('post', 'post_hold')
        AND e.id >= (SELECT min(first_entry) FROM days WHERE day >= ?)`;
    for (const row of this.db.prepare<string[], MovedRow>(sql).iterate(day, day, day)) {
      add(row.debit_account, -row.amount);
      add(row.credit_account, row.amount);
    }
    return (account) => {
      const { creditsPosted, debitsPosted } = this.balances.balance(account);
      return creditsPosted - debitsPosted - (moved.get(account) ?? 0n);
    };
  }

  /** Keeps an import with every account of it, in the deed in hand, and answers what it is. */
  keep(
    w: Writing,
    found: {
      readonly asOf: BusinessDate;
      readonly format: CoreFormat;
      readonly source: Uint8Array;
      readonly totals: readonly CoreTotal[];
    },
    rows: readonly CoreComparison[],
  ): KeptImport {
    const id = nextId(this.db, 'core_imports');
    const { asOf, format, source } = found;
    const differences = rows.filter(differs).length;
    const totals = found.totals
      .map(({ currency, accounts, sum }) => `${currency} ${accounts} ${sum}`)
      .join('\n');
    const fields = [id, w.sequence, asOf, format, source, rows.length, differences, totals];
    const digest = w.rows.add('core_imports', fields);
    const insert = this.db.prepare('INSERT INTO core_imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the import was kept');
    this.keepBalances(w, id, rows);
    return { importId: id, asOf, accounts: rows.length, differences };
  }

  private keepBalances(w: Writing, coreImport: number, rows: readonly CoreComparison[]): void {
    const insert = this.db.prepare('INSERT INTO core_balances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const first = nextId(this.db, 'core_balances');
    for (const [at, { account, balance, status, ourBalance, ourStatus }] of rows.entries()) {
      const said = [account, balance, status ?? '', ourBalance, ourStatus];
      const fields = [first + at, w.sequence, coreImport, ...said];
      const digest = w.rows.add('core_balances', fields);
      assert(insert.run([...fields, digest]).changes === 1, 'the balance was kept');
    }
    const last = nextId(this.db, 'core_balances') - 1;
    assert(last === first + rows.length - 1, 'every balance was kept');
  }
}
