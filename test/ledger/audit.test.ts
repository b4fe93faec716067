// Goal: every check of the audit can fail, and fails for what it says. Method: a closed book in
// which everything happened is edited with raw SQL, guards off, one violation at a time; the names
// of all checks that fail are compared whole (an edit can break more than one rule).
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { auditChecks } from '../../main/ledger/audit.ts';
import { verifyChain } from '../../main/ledger/verify-chain.ts';
import { PLANTED, PLANTED_SIGNED } from './planted-edits.ts';
import { auditFile, copyOf, richDesk, tamper } from './rich-book.ts';
import { signedRows } from './signed-rows.ts';

function failing(file: string): readonly string[] {
  return auditFile(file)
    .checks.filter((check) => !check.ok)
    .map((check) => check.name)
    .sort();
}

test('each check fails for what is planted, and nothing else does', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  assert.deepEqual(failing(file), []);
  for (const [at, { check, sql, also = [] }] of PLANTED.entries()) {
    const copy = copyOf(file, `planted-${at}`);
    tamper(copy, sql);
    assert.deepEqual(failing(copy), [check, ...also].sort(), `${check}: ${sql}`);
  }
});

test('a booking that others signed for is that of the deed asked of them, and of no other', (t) => {
  const on = richDesk(t);
  signedRows(on);
  const { file } = on.book();
  on.close();
  assert.deepEqual(failing(file), []);
  const { check, sql, also = [] } = PLANTED_SIGNED;
  const copy = copyOf(file, 'planted-signed');
  assert.ok(tamper(copy, sql) > 0, 'somebody signed for a booking');
  assert.deepEqual(failing(copy), [check, ...also].sort());
  const found = auditFile(copy).checks.find(({ name }) => name === check)?.detail ?? '';
  assert.match(found, /\(H4\) was booked by setPolicy/);
  const db = new Database(copy, { readonly: true }).defaultSafeIntegers();
  assert.match(verifyChain(db).broken ?? '', /deed_requests \d+ differs/);
  db.close();
});

test('every check has something planted for it, but the one for damage to the file', () => {
  const planted = new Set(PLANTED.map((each) => each.check));
  const without = auditChecks().filter((name) => !planted.has(name));
  assert.deepEqual(without, ['file_is_sound'], 'damage is planted in damage.test.ts');
});

test('a catalogue that says another word of a table is not ours', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const bytes = readFileSync(file);
  // The first letter of the kind, right before the name in the catalogue's row.
  const at = bytes.indexOf('tablepayments');
  assert.ok(at > 0, 'the catalogue names the payments');
  bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  const copy = copyOf(file, 'catalogue');
  writeFileSync(copy, bytes);
  assert.deepEqual(failing(copy), ['schema_is_ours']);
});

test('no value that damage leaves behind stops the audit', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const columns = [
    'batches.number_of_transactions',
    'status_changes.first_record',
    'status_changes.last_record',
    'status_changes.to_status',
    'payments.status',
    'payments.amount',
    'postings.amount',
    'postings.previous_debit',
    'entries.posting_count',
    'deeds.answer',
    'journal_marks.postings',
  ] as const;
  const values = ['-116', '9223372036854775807', 'NULL', "'x'", "x'00'", '0.5'] as const;
  let tried = 0;
  for (const column of columns) {
    const [table = '', name = ''] = column.split('.');
    for (const value of values) {
      const copy = copyOf(file, `damaged-${tried}`);
      const sql = `UPDATE ${table} SET ${name} = ${value}
        WHERE rowid = (SELECT max(rowid) FROM ${table})`;
      if (!tamperedAnyhow(copy, sql)) continue;
      tried += 1;
      assert.notDeepEqual(failing(copy), [], `${column} is ${value}`);
    }
  }
  assert.ok(tried >= 20, `${tried} values were let in`);
});

/** Whether the tables' own types let the value in at all. */
function tamperedAnyhow(file: string, sql: string): boolean {
  try {
    tamper(file, sql);
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && /CONSTRAINT/.test(error.code)) return false;
    throw error;
  }
}

test('many violations are counted, the first are named', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  tamper(file, "UPDATE creditors SET country = 'XX'");
  const found = auditFile(file).checks.find(({ name }) => name === 'personal_data_is_as_committed');
  const named = [16_777_216, 16_777_217, 16_777_218, 16_777_219, 16_777_220];
  assert.equal(found?.detail, `${named.map((id) => `payment ${id}`).join('; ')} and 13 more`);
});
