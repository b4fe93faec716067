// What a ledger says, without what chance and the clock put into it: two books in which the same
// was done say the same facts.

import type Database from 'better-sqlite3';
import { BALANCES_NOW } from '../../main/ledger/balances-now.ts';

const FACTS: { readonly [name: string]: string } = {
  deeds: 'SELECT sequence, deed, submission_id, outcome FROM deeds ORDER BY sequence',
  payments: 'SELECT id, status, reason_code FROM payments ORDER BY id',
  balances: `SELECT number, currency, debits_pending, debits_posted, credits_pending, credits_posted
    FROM accounts JOIN ${BALANCES_NOW} ON account = id ORDER BY id`,
  postings: `SELECT entry, debit_account, credit_account, amount FROM postings ORDER BY id`,
};

export function factsOf(db: Database.Database): { readonly [name: string]: readonly string[] } {
  return Object.fromEntries(
    Object.entries(FACTS).map(([name, sql]) => [
      name,
      db
        .prepare<[], unknown[]>(sql)
        .raw()
        .all()
        .map((row) => row.map(String).join(' ')),
    ]),
  );
}
