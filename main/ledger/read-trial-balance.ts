// The trial balance: per currency every account of the bank with what is booked and held on it, the
// customers in one line. Debits equal credits in both layers, or the book is not sound.

import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { AccountKind } from '../domain/chart-of-accounts.ts';
import { BALANCES_NOW } from './balances-now.ts';

/** One line, in minor units. Booked is each account's balance on its side; held is both sides. */
export type TrialBalanceRow = {
  /** A code of the chart; '' for all accounts of a kind that customers or participants have. */
  readonly account: string;
  readonly kind: AccountKind;
  /** How many accounts the line stands for. */
  readonly accounts: number;
  readonly postedDebit: bigint;
  readonly postedCredit: bigint;
  readonly pendingDebit: bigint;
  readonly pendingCredit: bigint;
};

export type TrialBalance = {
  readonly currency: string;
  readonly rows: readonly TrialBalanceRow[];
  /** The sums of the lines. */
  readonly posted: { readonly debit: bigint; readonly credit: bigint };
  readonly pending: { readonly debit: bigint; readonly credit: bigint };
};

type Row = {
  currency: string;
  account: string;
  kind: AccountKind;
  accounts: bigint;
  posted_debit: bigint;
  posted_credit: bigint;
  pending_debit: bigint;
  pending_credit: bigint;
};

const SELECT = `
  SELECT a.currency,
    CASE WHEN a.kind IN ('customer', 'participant_position', 'participant_settlement')
      THEN '' ELSE a.number END AS account,
    a.kind, count(*) AS accounts,
    sum(max(b.debits_posted - b.credits_posted, 0)) AS posted_debit,
    sum(max(b.credits_posted - b.debits_posted, 0)) AS posted_credit,
    sum(b.debits_pending) AS pending_debit, sum(b.credits_pending) AS pending_credit
  FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id
  GROUP BY a.currency, account, a.kind
  HAVING posted_debit + posted_credit + pending_debit + pending_credit > 0
  ORDER BY a.currency, account = '', account, a.kind`;

/** One trial balance per currency in which something is booked or held, in order of currency. */
export function readTrialBalances(db: Database.Database): readonly TrialBalance[] {
  const rows = db.prepare<[], Row>(SELECT).all();
  return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
    const sum = (of: (row: Row) => bigint): bigint =>
      own.reduce((total, row) => total + of(row), 0n);
    const posted = {
      debit: sum((row) => row.posted_debit),
      credit: sum((row) => row.posted_credit),
    };
    const pending = {
      debit: sum((row) => row.pending_debit),
      credit: sum((row) => row.pending_credit),
    };
    assert(own.length > 0, 'a currency has its lines');
    return { currency, rows: own.map(lineOf), posted, pending };
  });
}

function lineOf(row: Row): TrialBalanceRow {
  const { account, kind } = row;
  return {
    account,
    kind,
    accounts: Number(row.accounts),
    postedDebit: row.posted_debit,
    postedCredit: row.posted_credit,
    pendingDebit: row.pending_debit,
    pendingCredit: row.pending_credit,
  };
}
