// The last import from the core-banking system, and where its word and this book's differ.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { AccountStatus } from '../domain/chart-of-accounts.ts';
import type { CoreFormat, CoreTotal } from '../domain/core-list.ts';
import type { BusinessDate } from '../domain/dates.ts';

/** An account on which the two differ; balances are credit less debit, in minor units. */
export type CoreBreak = {
  readonly account: string;
  readonly currency: string;
  readonly ours: bigint;
  readonly core: bigint;
  /** Core's balance less ours. */
  readonly difference: bigint;
  readonly ourStatus: AccountStatus;
  /** Null where core said nothing of it. */
  readonly coreStatus: AccountStatus | null;
};

export type LastCoreImport = {
  readonly importId: number;
  readonly asOf: BusinessDate;
  /** When it was brought in, milliseconds UTC. */
  readonly at: number;
  readonly format: CoreFormat;
  /** SHA-256 of the file, as lower-case hexadecimal. */
  readonly source: string;
  readonly accounts: number;
  readonly differences: number;
  /** Customers' accounts, not closed, of which the import said nothing. */
  readonly unmentioned: number;
  readonly totals: readonly CoreTotal[];
};

export type CoreStanding = {
  readonly last: LastCoreImport | null;
  readonly breaks: readonly CoreBreak[];
};

type ImportRow = {
  id: bigint;
  as_of: string;
  at: bigint;
  format: CoreFormat;
  source: string;
  accounts: bigint;
  differences: bigint;
  totals: string;
  unmentioned: bigint;
};

type BreakRow = {
  number: string;
  currency: string;
  balance: bigint;
  status: AccountStatus | '';
  our_balance: bigint;
  our_status: AccountStatus;
};

const SELECT_LAST = `SELECT i.id, i.as_of, d.at, i.format, lower(hex(i.source)) AS source,
    i.accounts, i.differences, i.totals,
    (SELECT count(*) FROM accounts a WHERE a.kind = 'customer' AND a.status <> 'closed'
      AND NOT EXISTS (SELECT 1 FROM core_balances b
        WHERE b.core_import = i.id AND b.account = a.id)) AS unmentioned
  FROM core_imports i JOIN deeds d ON d.sequence = i.deed ORDER BY i.id DESC LIMIT 1`;

const SELECT_BREAKS = `SELECT a.number, a.currency, b.balance, b.status, b.our_balance, b.our_status
  FROM core_balances b JOIN accounts a ON a.id = b.account
  WHERE b.core_import = ? AND (b.balance <> b.our_balance OR b.status NOT IN ('', b.our_status))
  ORDER BY b.id LIMIT ? OFFSET ?`;

/** The last import and a page of its differences; `last` is null where there was none. */
export function readCoreBalances(
  db: Database.Database,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): CoreStanding {
  const row = db.prepare<[], ImportRow>(SELECT_LAST).get();
  if (row === undefined) return { last: null, breaks: [] };
  const { as_of: asOf, format, source } = row;
  const last = {
    importId: Number(row.id),
    asOf,
    at: Number(row.at),
    format,
    source,
    accounts: Number(row.accounts),
    differences: Number(row.differences),
    unmentioned: Number(row.unmentioned),
    totals: row.totals.split('\n').map(totalOf),
  };
  const breaks = db
    .prepare<[bigint, number, number], BreakRow>(SELECT_BREAKS)
    .all(row.id, limit, offset);
  return { last, breaks: breaks.map(breakOf) };
}

function totalOf(text: string): CoreTotal {
  const [currency = '', accounts = '', sum = ''] = text.split(' ');
  assert(/^[A-Z]{3} \d+ -?\d+$/.test(text), 'a total is a currency, a count and a sum');
  return { currency, accounts: Number(accounts), sum: BigInt(sum) };
}

function breakOf(row: BreakRow): CoreBreak {
  const { number: account, currency, balance: core, our_balance: ours, our_status, status } = row;
  const coreStatus = status === '' ? null : status;
  const balances = { ours, core, difference: core - ours };
  return { account, currency, ...balances, ourStatus: our_status, coreStatus };
}
