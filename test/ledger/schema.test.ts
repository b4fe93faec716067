// Goal: the tables of a book change only on purpose, and a chained row cannot be changed by SQL.
// Method: `sqlite_schema` of a new book is compared with test/golden/schema.sql; every guarded
// column and every chained table is tried with UPDATE and DELETE.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { SCHEMA } from '../../main/ledger/schema.ts';
import { CHAINED_TABLES } from '../../main/ledger/trail.ts';
import { keptDesk } from './kept-book.ts';

const GOLDEN = join(import.meta.dirname, '../golden/schema.sql');

const OPENING = `-- Goal: a change of a book's tables is seen. Method: schema.test.ts compares these statements with
-- those of a new book; it writes this file when UPDATE_GOLDEN is 1.
`;

test('the schema is the one on record', () => {
  const db = new Database(':memory:');
  db.exec(SCHEMA);
  const statements = db
    .prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
    .pluck()
    .all();
  db.close();
  const now = [OPENING, ...statements.map((sql) => `${sql};\n`)].join('\n');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, now);
  const how = `the schema changed: if it should, run this test with UPDATE_GOLDEN=1
    UPDATE_GOLDEN=1 npm exec -- node --test test/ledger/schema.test.ts
and commit test/golden/schema.sql with the change`;
  assert.equal(now, readFileSync(GOLDEN, 'utf8'), how);
});

test('what the chain covers can be neither changed nor deleted', (t) => {
  const { db } = keptDesk(t).book();
  for (const table of [...CHAINED_TABLES, 'journal_marks', 'deeds', 'book']) {
    const columns = db
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
      .pluck()
      .all();
    const count = db.prepare<[], bigint>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0n;
    assert.ok(count > 0n, `${table} has a row to try`);
    assert.throws(() => db.exec(`DELETE FROM ${table}`), /append-only|never deleted/, table);
    const open = columns.filter((column) => {
      try {
        db.exec(`BEGIN; UPDATE ${table} SET ${column} = ${column}; ROLLBACK`);
        return true;
      } catch (error) {
        db.exec('ROLLBACK');
        assert.match(String(error), /append-only/);
        return false;
      }
    });
    assert.deepEqual(open, MOVING[table] ?? [], table);
  }
});

/** The columns of chained tables that move on: audited against the trail, not chained. */
const MOVING: { readonly [table: string]: readonly string[] } = {
  book: ['id'],
  accounts: ['status'],
  balances: [
    'debits_pending',
    'debits_posted',
    'credits_pending',
    'credits_posted',
    'last_posting',
  ],
  open_items: ['balance'],
  batches: ['next_record'],
  payment_informations: ['passed_count', 'passed_amount', 'hold_entry'],
  payments: ['status', 'reason_code', 'reason', 'hold_entry', 'cycle'],
  cycles: [
    'state',
    'gross_out',
    'gross_in',
    'inward_applied',
    'close_entry',
    'settle_entry',
    'unwind_entry',
  ],
};
