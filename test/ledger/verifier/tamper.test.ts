// Goal: whoever edits a book's file is found, whatever was edited, and the first row is named.
// Method: the columns are taken from the file itself, so that a new one without a check fails here:
// a row of every table of a closed book in which everything happened has each of its columns
// changed with raw SQL, guards off, one at a time; rows are cut, swapped and inserted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { asValue } from '../../../main/ledger/verifier/format.ts';
import { BESIDE, CHAINED } from '../../../main/ledger/verifier/layout.ts';
import { markOf } from '../../../main/ledger/verifier/rows-format.ts';
import { CHECKS, type Verdict, verifyBook } from '../../../main/ledger/verifier/verify-book.ts';
import { keptDesk } from '../kept-book.ts';
import { auditFile, copyOf, richDesk, tamper } from '../rich-book.ts';

type Column = { readonly name: string; readonly type: string };

const failing = (verdict: Verdict): readonly string[] =>
  verdict.checks.filter(({ ok }) => !ok).map(({ name }) => name);

const detail = (verdict: Verdict, name: string): string =>
  verdict.checks.find((check) => check.name === name)?.detail ?? '';

type Table = {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly keys: readonly string[];
  /** Per row, in order, the condition that picks it. */
  readonly conditions: readonly string[];
};

/** Every table of the file, whatever it is. */
function tablesOf(file: string): readonly Table[] {
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers(true);
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
  const names = db.prepare<[], string>(sql).pluck().all();
  const tables = names.map((table) => tableOf(db, table));
  db.close();
  return tables;
}

function tableOf(db: Database.Database, table: string): Table {
  const info = 'SELECT name, type, pk FROM pragma_table_info(?) ORDER BY pk, cid';
  const columns = db.prepare<[string], Column & { pk: bigint }>(info).all(table);
  const keys = columns.filter(({ pk }) => pk > 0n).map(({ name }) => name);
  const quoted = keys.map((key) => `quote(${key})`).join(', ');
  const sql = `SELECT ${quoted} FROM ${table} ORDER BY ${keys.join(', ')}`;
  const rows = db.prepare<[], string[]>(sql).raw().all();
  const picks = (row: readonly string[]) => keys.map((key, at) => `${key} = ${row[at]}`);
  return { table, columns, keys, conditions: rows.map((row) => picks(row).join(' AND ')) };
}

/** SQL for another value of the column's type. */
function changed({ name, type }: Column): string {
  if (type === 'TEXT') return `coalesce(${name}, '') || '.'`;
  if (type === 'BLOB') return `CAST(randomblob(max(coalesce(length(${name}), 0), 1)) AS BLOB)`;
  return `coalesce(${name}, 0) + 100000000`;
}

test('a sound book is verified, and the head and count are its own', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  const { sequence, digest } = on.book().chainHead();
  on.close();
  const verdict = verifyBook(file);
  assert.deepEqual(failing(verdict), []);
  assert.deepEqual(
    verdict.checks.map(({ name }) => name),
    CHECKS,
  );
  assert.deepEqual(
    [verdict.ok, verdict.head, verdict.count],
    [true, digest.toString('hex'), sequence],
  );
});

test('every column of every table: an edit is found, and the row of a chained one is named', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  let edits = 0;
  const unseen: string[] = [];
  for (const { table, columns, keys, conditions } of tablesOf(file)) {
    const at = Math.floor((conditions.length - 1) / 2);
    const condition = conditions[at];
    assert.ok(condition !== undefined, `${table} has a row to edit`);
    for (const column of columns) {
      const copy = copyOf(file, `${table}-${column.name}`);
      tamper(copy, `UPDATE ${table} SET ${column.name} = ${changed(column)} WHERE ${condition}`);
      const verdict = verifyBook(copy);
      const place = `${table}.${column.name}`;
      edits += 1;
      if (verdict.ok) unseen.push(place);
      const isChained = CHAINED[table]?.chained?.includes(column.name) === true;
      const moved = keys.includes(column.name) || column.name === 'deed';
      if (!isChained || moved) continue;
      const id = condition.split(' = ')[1];
      const named = new RegExp(`^deed \\d+ \\(\\w+\\).*: ${table} ${id} differs`);
      assert.match(detail(verdict, 'chain_is_whole'), named, place);
    }
  }
  assert.deepEqual(unseen, []);
  assert.ok(edits >= 150, `only ${edits} columns were edited`);
});

test('a row whose mark was made to fit: the chain finds it, and names the deed and its epoch', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  const columns = CHAINED.status_changes?.chained ?? [];
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers(true);
  const sql = `SELECT id, ${columns.join(', ')} FROM status_changes
    WHERE deed IN (SELECT deed FROM epochs) ORDER BY id`;
  const [id, ...row] = db.prepare<[], unknown[]>(sql).raw().get() ?? [];
  db.close();
  const fields = row.map(asValue);
  const kept = markOf(fields).toString('hex');
  fields[columns.indexOf('reason')] = 'as it never was';
  const fitted = markOf(fields).toString('hex');
  const copy = copyOf(file, 'fitted');
  const edit = `reason = 'as it never was', digest = x'${fitted}'`;
  const where = `id = ${id} AND digest = x'${kept}'`;
  assert.equal(tamper(copy, `UPDATE status_changes SET ${edit} WHERE ${where}`), 1);
  const named = /^deed \d+ \(commitEpoch\), epoch of batch \d+ .* has other rows than it wrote/;
  assert.match(detail(verifyBook(copy), 'chain_is_whole'), named);
  const chain = auditFile(copy).checks.find(({ name }) => name === 'chain_is_whole');
  assert.match(chain?.detail ?? '', /^deed \d+ \(commitEpoch\) has other rows$/);
});

test('every table: a row cut, inserted or swapped with another is found', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  const unseen: string[] = [];
  const note = (copy: string, what: string): void => {
    if (verifyBook(copy).ok) unseen.push(what);
  };
  for (const { table, keys, columns, conditions } of tablesOf(file)) {
    const at = Math.floor((conditions.length - 1) / 2);
    const [one, other] = [conditions[at], conditions[at + 1]];
    const cut = copyOf(file, `${table}-cut`);
    assert.equal(tamper(cut, `DELETE FROM ${table} WHERE ${one}`), 1);
    note(cut, `${table} cut`);

    if (keys.length === 1) {
      const [key] = keys;
      const inserted = copyOf(file, `${table}-inserted`);
      const fresh = columns
        .filter(
          ({ name }) =>
            [
              'number',
              'original',
              'source',
              'ordering_party',
              'submission_id',
              'subject_id',
              'restore',
              'version',
              'reference',
              'day',
              'sign_in_name',
              'public_key',
              'package',
              'place',
              'hand_over',
            ].includes(name) ||
            (name === 'name' && table !== 'branch_keys'),
        )
        .map((column) => `, ${column.name} = ${changed(column)}`);
      tamper(
        inserted,
        `CREATE TEMP TABLE copied AS SELECT * FROM ${table} WHERE ${one};
         UPDATE copied SET ${key} = 1 + (SELECT max(${key}) FROM ${table}) ${fresh.join('')};
         DROP INDEX IF EXISTS entries_resolve_once; DROP INDEX IF EXISTS entries_correct_once;
         DROP INDEX IF EXISTS cycles_one_open;
         DROP INDEX IF EXISTS retention_holds_lifted_once;
         DROP INDEX IF EXISTS master_steps_once; DROP INDEX IF EXISTS master_versions_of_key;
         DROP INDEX IF EXISTS hold_events_once; DROP INDEX IF EXISTS core_balances_once;
         DROP INDEX IF EXISTS request_words_end; DROP INDEX IF EXISTS override_words_once;
         INSERT INTO ${table} SELECT * FROM copied`,
      );
      note(inserted, `${table} inserted`);
    }
    if (keys.length > 1 || other === undefined) continue;
    const [key] = keys;
    const swapped = copyOf(file, `${table}-swapped`);
    tamper(
      swapped,
      `UPDATE ${table} SET ${key} = -1 WHERE ${one};
       UPDATE ${table} SET ${one} WHERE ${other}; UPDATE ${table} SET ${other} WHERE ${key} = -1`,
    );
    note(swapped, `${table} swapped`);
  }
  assert.deepEqual(unseen, []);
});

test('a table, a column, a view or a trigger that nothing vouches for', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['table', 'CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT', /table notes is vouched for/],
    ['column', 'ALTER TABLE payments ADD COLUMN memo TEXT', /payments\.memo is vouched for/],
    ['gone', 'DROP TABLE batch_totals', /batch_totals is missing/],
    ['view', 'CREATE VIEW seen AS SELECT 1', /view seen is not of a book/],
    [
      'trigger',
      'CREATE TRIGGER skim AFTER INSERT ON postings BEGIN DELETE FROM deeds; END',
      /trigger skim is not of a book/,
    ],
  ];
  for (const [name, sql, expected] of cases) {
    const copy = copyOf(file, `known-${name}`);
    tamper(copy, sql);
    assert.match(detail(verifyBook(copy), 'tables_are_known'), expected, name);
  }
  const unguarded = copyOf(file, 'unguarded');
  const db = new Database(unguarded);
  db.exec('DROP TRIGGER entries_no_update');
  db.close();
  assert.match(detail(verifyBook(unguarded), 'tables_are_known'), /entries can be changed/);
});

test('a cut end, an older copy and a chain made anew show against an anchor, and only there', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  const { sequence, digest } = on.book().chainHead();
  const anchor = { head: digest.toString('hex'), count: sequence };
  on.close();
  assert.deepEqual(failing(verifyBook(file, anchor)), []);
  const cut = copyOf(file, 'cut');
  // The last deed wrote nothing but itself.
  tamper(cut, `DELETE FROM deeds WHERE sequence = ${sequence}`);
  assert.deepEqual(failing(verifyBook(cut)), [], 'the chain alone cannot know its end');
  assert.match(detail(verifyBook(cut), 'chain_meets_its_anchor'), /no anchor was given/);
  const missing = verifyBook(cut, anchor);
  assert.deepEqual(failing(missing), ['chain_meets_its_anchor']);
  assert.equal(
    detail(missing, 'chain_meets_its_anchor'),
    `deed ${sequence} is missing: the end was cut off`,
  );
  const other = richDesk(t, 'someone');
  const forged = other.book().file;
  other.close();
  assert.deepEqual(failing(verifyBook(forged)), []);
  assert.deepEqual(failing(verifyBook(forged, anchor)), ['chain_meets_its_anchor']);
});

test('the layout names every table once, and nothing twice within one', () => {
  const names = [...Object.keys(CHAINED), ...Object.keys(BESIDE)];
  assert.deepEqual(names, [...new Set(names)]);
});
