// Goal: nothing that a link covers can be edited, deleted, inserted, reordered or cut off without
// the chain saying so and naming where. Method: every covered column of every chained table of a
// closed book is changed with raw SQL, guards off; rows are deleted, inserted and swapped; the end
// is cut off and the whole chain made anew, which only an anchor outside the file can show.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { audit } from '../../main/ledger/audit.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { CHAINED_TABLES } from '../../main/ledger/trail.ts';
import { type ChainAnchor, verifyChain, verifyChainAfter } from '../../main/ledger/verify-chain.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { epochOf, submission } from '../operations/epochs.ts';
import { accountRow, assertSound, done, open, testDesk } from '../operations/test-desk.ts';
import { keptDesk } from './kept-book.ts';
import { copyOf, richDesk, tamper } from './rich-book.ts';

/** Opens a closed book as the verifier does, and answers what is broken. */
function broken(file: string, anchor: ChainAnchor | null = null): string | null {
  const { db } = openForReading(file);
  try {
    return verifyChain(db, anchor).broken;
  } finally {
    // A cursor that was left open would make this throw.
    db.close();
  }
}

type Row = { readonly id: bigint; readonly deed: bigint };

/** The row in the middle of a table, and the one after it. */
function middleOf(file: string, table: string): readonly [Row, Row | undefined] {
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers(true);
  const key = keyOf(table);
  const deed = table === 'postings' ? '(SELECT deed FROM entries e WHERE e.id = entry)' : 'deed';
  const sql = `SELECT ${key} AS id, ${deed} AS deed FROM ${table} ORDER BY ${key}`;
  const rows = db.prepare<[], Row>(sql).all();
  db.close();
  const at = Math.floor((rows.length - 1) / 2);
  const row = rows[at];
  assert.ok(row !== undefined, `${table} has rows`);
  return [row, rows[at + 1]];
}

const KEYS: { readonly [table: string]: string } = {
  epochs: 'deed',
  signatures: 'entry',
  remarks: 'deed',
};
const keyOf = (table: string): string => KEYS[table] ?? 'id';

/** Columns of chained tables that are not covered: they move on, and the audit follows them. */
const NOT_COVERED: { readonly [table: string]: readonly string[] } = {
  accounts: ['status'],
  batches: ['next_record'],
  payment_informations: ['passed_count', 'passed_amount', 'hold_entry'],
  payments: ['status', 'reason_code', 'reason', 'hold_entry', 'cycle'],
  postings: ['previous_debit', 'previous_credit'],
  open_items: ['balance'],
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

type Column = { readonly name: string; readonly type: string };

function columnsOf(file: string, table: string): readonly Column[] {
  const db = new Database(file, { readonly: true });
  const columns = db
    .prepare<[], Column>(`SELECT name, type FROM pragma_table_info('${table}')`)
    .all();
  db.close();
  return columns.filter(({ name }) => !NOT_COVERED[table]?.includes(name));
}

/** SQL for another value of the column's type. */
function changed({ name, type }: Column): string {
  if (type === 'TEXT') return `coalesce(${name}, '') || '.'`;
  if (type === 'BLOB') return `CAST(randomblob(max(coalesce(length(${name}), 0), 1)) AS BLOB)`;
  return `coalesce(${name}, 0) + 100000000`;
}

test('every covered column of every chained table', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  assert.equal(broken(file), null);
  for (const table of CHAINED_TABLES) {
    const [row] = middleOf(file, table);
    for (const column of columnsOf(file, table)) {
      const copy = copyOf(file, `${table}-${column.name}`);
      const where = `WHERE ${keyOf(table)} = ${row.id}`;
      tamper(copy, `UPDATE ${table} SET ${column.name} = ${changed(column)} ${where}`);
      const found = broken(copy) ?? '';
      const moved = column.name === keyOf(table) || column.name === 'deed';
      // A row that was moved is missed where it was; one that was changed is named.
      const expected = moved
        ? new RegExp(`^deed ${row.deed} |${table}`)
        : new RegExp(`^deed ${row.deed} \\(\\w+\\): ${table} ${row.id} differs`);
      assert.match(found, expected, `${table}.${column.name}`);
    }
  }
});

test('a row deleted, inserted or swapped in every chained table', (t) => {
  const on = keptDesk(t);
  const { file } = on.book();
  on.close();
  for (const table of CHAINED_TABLES) {
    const key = keyOf(table);
    const [row, next] = middleOf(file, table);
    const deleted = copyOf(file, `${table}-deleted`);
    assert.equal(tamper(deleted, `DELETE FROM ${table} WHERE ${key} = ${row.id}`), 1);
    const isJournal = table === 'entries' || table === 'postings';
    const gone = isJournal ? `\\(\\w+\\): ${table} ${row.id} is missing$` : '';
    assert.match(
      broken(deleted) ?? '',
      new RegExp(`^deed ${row.deed} ${gone}`),
      `${table} deleted`,
    );

    const inserted = copyOf(file, `${table}-inserted`);
    const sql = `CREATE TEMP TABLE copied AS SELECT * FROM ${table} WHERE ${key} = ${row.id};
      UPDATE copied SET ${key} = 1 + (SELECT max(${key}) FROM ${table});
      DROP INDEX IF EXISTS entries_resolve_once;
      DROP INDEX IF EXISTS entries_correct_once; DROP INDEX IF EXISTS cycles_one_open;
      DROP INDEX IF EXISTS hold_events_once; DROP INDEX IF EXISTS retention_holds_lifted_once;
      DROP INDEX IF EXISTS master_steps_once; DROP INDEX IF EXISTS master_versions_of_key;
      DROP INDEX IF EXISTS core_balances_once; DROP INDEX IF EXISTS request_words_end;
      DROP INDEX IF EXISTS override_words_once;`;
    const unique: { readonly [table: string]: string } = {
      erasures: 'UPDATE copied SET subject_id = 900;',
      outgoing_holds: 'UPDATE copied SET restore = 900;',
      amendments: 'UPDATE copied SET version = 900;',
      accounts: "UPDATE copied SET number = 'new';",
      open_items: "UPDATE copied SET reference = 'new';",
      days: "UPDATE copied SET day = '2099-01-01';",
      day_closings: "UPDATE copied SET day = '2099-01-01';",
      core_imports: 'UPDATE copied SET source = randomblob(32);',
      signing_keys: 'UPDATE copied SET public_key = randomblob(32);',
      approval_packages: 'UPDATE copied SET package = randomblob(16);',
      carried_words: 'UPDATE copied SET place = 900;',
      hand_overs: 'UPDATE copied SET name = randomblob(16);',
      hand_over_ends: 'UPDATE copied SET hand_over = 900;',
      take_overs: 'UPDATE copied SET name = randomblob(16);',
      batches: 'UPDATE copied SET original = randomblob(32), ordering_party = randomblob(32);',
    };
    tamper(inserted, `${sql} ${unique[table] ?? ''} INSERT INTO ${table} SELECT * FROM copied`);
    assert.notEqual(broken(inserted), null, `${table} inserted`);

    if (next === undefined) continue;
    const swapped = copyOf(file, `${table}-swapped`);
    tamper(
      swapped,
      `UPDATE ${table} SET ${key} = -1 WHERE ${key} = ${row.id};
       UPDATE ${table} SET ${key} = ${row.id} WHERE ${key} = ${next.id};
       UPDATE ${table} SET ${key} = ${next.id} WHERE ${key} = -1`,
    );
    assert.match(broken(swapped) ?? '', new RegExp(`^deed |${table}`), `${table} swapped`);
  }
});

const says = (words: string): RegExp => new RegExp(words);

test('postings are covered each by itself, and none is left over', (t) => {
  const on = richDesk(t);
  const { file, db } = on.book();
  const last = Number(db.prepare<[], bigint>('SELECT max(id) FROM postings').pluck().get());
  const next = last + 1;
  on.close();
  const cases: readonly [string, string, RegExp][] = [
    ['layer', "UPDATE postings SET layer = 'post' WHERE id = 7", /postings 7 differs/],
    ['debit', 'UPDATE postings SET debit_account = 5 WHERE id = 7', /postings 7 differs/],
    ['credit', 'UPDATE postings SET credit_account = 4 WHERE id = 7', /postings 7 differs/],
    ['amount', 'UPDATE postings SET amount = amount + 1 WHERE id = 7', /postings 7 differs/],
    ['currency', "UPDATE postings SET currency = 'USD' WHERE id = 7", /postings 7 differs/],
    ['entry', 'UPDATE postings SET entry = 8 WHERE id = 8', /postings 8 differs/],
    ['deleted', 'DELETE FROM postings WHERE id = 8', /postings 8 is missing/],
    ['last', `DELETE FROM postings WHERE id = ${last}`, says(`postings ${last} is missing`)],
    [
      'moved',
      `UPDATE postings SET id = ${next} WHERE id = ${last}`,
      says(`postings ${last} is missing`),
    ],
    [
      'of no entry',
      `INSERT INTO postings VALUES (${next}, 999, 'post', 1, 3, 5, 'EUR', 45, 39)`,
      says(`postings ${next} belongs to no entry`),
    ],
    [
      'of an earlier entry',
      `INSERT INTO postings VALUES (${next}, 1, 'post', 1, 3, 5, 'EUR', 45, 39)`,
      says(`postings ${next} belongs to no entry`),
    ],
    [
      'before the first',
      "INSERT INTO postings VALUES (0, 1, 'post', 1, 3, 5, 'EUR', 45, 39)",
      /postings 1 is missing/,
    ],
    [
      'swapped',
      `UPDATE postings SET id = -1 WHERE id = 7; UPDATE postings SET id = 7 WHERE id = 8;
       UPDATE postings SET id = 8 WHERE id = -1`,
      /postings 7 differs/,
    ],
    [
      'no value',
      'UPDATE entries SET payment = 0x7fffffffffffffff WHERE id = 8',
      /entries 8 differs/,
    ],
    ['marks', 'DELETE FROM journal_marks', /lost or gained rows/],
    [
      'marks of one more',
      'INSERT INTO journal_marks SELECT 900 + deed, entries, postings FROM journal_marks LIMIT 1',
      /journal_marks has 1 rows that belong to no deed/,
    ],
    [
      'marks cut',
      "UPDATE journal_marks SET postings = x'05'",
      /marks of its postings are not whole/,
    ],
    [
      'marks regrouped',
      `UPDATE journal_marks SET entries = CAST(x'02' || substr(entries, 2, 4) || substr(entries, 7) AS BLOB)
       WHERE length(entries) = 10`,
      /has other rows/,
    ],
  ];
  for (const [name, sql, expected] of cases) {
    const copy = copyOf(file, `posting-${name.replaceAll(' ', '-')}`);
    tamper(copy, sql);
    assert.match(broken(copy) ?? '', expected, name);
  }
});

test('every column of a link, and links deleted, swapped and of another book', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  for (const column of columnsOf(file, 'deeds')) {
    if (column.name === 'sequence') continue;
    const copy = copyOf(file, `deeds-${column.name}`);
    tamper(copy, `UPDATE deeds SET ${column.name} = ${changed(column)} WHERE sequence = 6`);
    assert.match(broken(copy) ?? '', /^deed 6 /, column.name);
  }
  const cases: readonly [string, string, RegExp][] = [
    ['deleted', 'DELETE FROM deeds WHERE sequence = 6', /^deed 7 .* does not follow deed 5/],
    [
      'swapped',
      `UPDATE deeds SET sequence = -1 WHERE sequence = 6;
       UPDATE deeds SET sequence = 6 WHERE sequence = 7;
       UPDATE deeds SET sequence = 7 WHERE sequence = -1`,
      /^deed 6 /,
    ],
    ['first', 'DELETE FROM deeds WHERE sequence = 1', /^deed 2 .* does not follow deed 0/],
    ['book', "UPDATE book SET instance_id = 'another'", /^deed 1 .* the link before it/],
    ['salt', 'UPDATE book SET party_salt = zeroblob(32)', /^deed 1 .* the link before it/],
    ['demo', 'UPDATE book SET demo = 1', /^deed 1 .* the link before it/],
  ];
  for (const [name, sql, expected] of cases) {
    const copy = copyOf(file, `link-${name}`);
    tamper(copy, sql);
    assert.match(broken(copy) ?? '', expected, name);
  }
});

test('a cut end and a chain made anew show against an anchor, and only there', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  const { sequence, digest } = on.book().chainHead();
  const anchor = { sequence, digest };
  on.close();
  assert.equal(broken(file, anchor), null);
  const cut = copyOf(file, 'cut');
  tamper(cut, 'DELETE FROM deeds WHERE sequence = (SELECT max(sequence) FROM deeds)');
  assert.equal(broken(cut), null, 'the chain alone cannot know its end');
  assert.equal(broken(cut, anchor), `deed ${sequence} is missing: the end was cut off`);
  const connection = openForReading(cut);
  const { checks } = audit(connection, () => undefined, anchor);
  connection.db.close();
  const names = checks.filter((check) => !check.ok).map(({ name }) => name);
  assert.deepEqual(names, ['chain_is_whole'], 'the audit says it too');

  // The same history by another person is a chain of its own, whole in itself.
  const other = richDesk(t, 'someone');
  assertSound(other);
  const forged = other.book().file;
  assert.equal(other.book().chainHead().sequence, sequence);
  other.close();
  assert.equal(broken(forged), null);
  assert.equal(broken(forged, anchor), `deed ${sequence} is not the one that was anchored`);
});

test('batches that are judged side by side are verified, and a payment between them is found', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('payer', '100.00')]);
  const files = ['SIDE-1', 'SIDE-2', 'SIDE-3'].map((messageId) => ({
    messageId,
    blocks: [1, 2].map(() => ({
      from: 'payer',
      payments: [{ amount: '1.00' }, { amount: '2.00' }],
    })),
  }));
  for (const file of files) done(submitBatch(on.desk(), submission(on, file), on.context()));
  // Each batch one record at a time, in an order that is not that of their numbers.
  for (const [batch, from] of [
    [3, 0],
    [1, 0],
    [2, 0],
    [1, 1],
    [3, 1],
    [3, 2],
    [2, 1],
    [1, 2],
    [3, 3],
  ] as const) {
    const file = files[batch - 1];
    assert.ok(file !== undefined);
    const epoch = epochOf(on, batch, file, from, from + 1);
    done(commitEpoch(on.desk(), epoch, on.context()));
    assertSound(on, `batch ${batch} record ${from}`);
  }
  const { file } = on.book();
  on.close();
  assert.equal(broken(file), null);
  const cases: readonly [string, RegExp][] = [
    ['UPDATE payments SET line = line + 1 WHERE id = 33554433', /payments 33554433 differs/],
    ['DELETE FROM payments WHERE id = 33554433', /commitEpoch\) has lost or gained rows/],
    [
      `CREATE TEMP TABLE copied AS SELECT * FROM payments WHERE id = 33554433;
       UPDATE copied SET id = 33554434; INSERT INTO payments SELECT * FROM copied`,
      /payments 33554434 differs/,
    ],
    [
      `CREATE TEMP TABLE copied AS SELECT * FROM payments WHERE id = 33554433;
       UPDATE copied SET id = 16777216 * 9; INSERT INTO payments SELECT * FROM copied`,
      /payments has 1 rows that belong to no deed/,
    ],
  ];
  for (const [at, [sql, expected]] of cases.entries()) {
    const copy = copyOf(file, `side-${at}`);
    tamper(copy, sql);
    assert.match(broken(copy) ?? '', expected);
  }
});

test('an anchor in the middle of the chain is passed through', (t) => {
  const on = testDesk(t);
  const anchors: ChainAnchor[] = [];
  for (let at = 0; at < 3; at += 1) {
    const input = { submissionId: on.newId(), name: 'duplicateWindowDays', value: String(at) };
    done(setPolicy(on.desk(), input, on.context()));
    anchors.push(on.book().chainHead());
  }
  const { file } = on.book();
  on.close();
  for (const anchor of anchors) assert.equal(broken(file, anchor), null);
  const [first, second] = anchors;
  assert.ok(first !== undefined && second !== undefined);
  const wrong = { sequence: second.sequence, digest: first.digest };
  assert.equal(broken(file, wrong), 'deed 2 is not the one that was anchored');
});

test('a stretch that begins before anything was booked is whole with the first entries', (t) => {
  const on = testDesk(t);
  const of = { submissionId: on.newId(), name: 'duplicateWindowDays', value: '7' };
  done(setPolicy(on.desk(), of, on.context()));
  const sequence = on.book().chainHead().sequence;
  const { db } = on.book();
  const link = db.prepare<[number], Buffer>('SELECT digest FROM deeds WHERE sequence = ?').pluck();
  const digest = link.get(sequence);
  assert.ok(digest !== undefined);
  open(on, [accountRow('payer', '10.00')]);
  const stretch = { anchor: null, most: Number.POSITIVE_INFINITY };
  const verdict = verifyChainAfter(db, { sequence, digest }, stretch);
  assert.deepEqual([verdict.broken, verdict.count], [null, sequence + 1]);
});
