// Goal: every command answers in the JSON that the design states and ends with its exit code, 0 to
// 5. Method: the commands as processes, one after another on one book, from a folder that is not
// the project's; a closed book is damaged to see the audit fail.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { superviseOffice } from '../../../main/office/supervise.ts';
import { ownIban } from '../../fixtures/parties.ts';
import { type SmallFile, smallPain001 } from '../../fixtures/small-pain001.ts';
import { ADLER, BRANDT, demoBankList, supplierIban } from '../../office/demo-bank.ts';
import { LIVE, rowCounts, startOf } from '../../office/running-office.ts';
import { type Json, problemsOf, runCli, runJson } from './run-cli.ts';

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-cli-'));
  demoBankList(here);
});
after(() => rmSync(here, { recursive: true, force: true }));

const book = (): string => join(here, 'book');

/** Always in the past, so that it executes on the day the tests run. */
function write(name: string, file: Omit<SmallFile, 'date'>, packed = false): void {
  const text = smallPain001({ ...file, date: '2026-01-05' });
  writeFileSync(join(here, name), packed ? gzipSync(text) : text);
}

async function only(args: readonly string[]): Promise<{ code: number | null; line: Json }> {
  const { code, lines } = await runJson(args, here);
  const [line = {}, ...others] = lines;
  assert.deepEqual(others, []);
  return { code, line };
}

test('usage is 2 and says what there is, in the language of the terminal', async () => {
  const wrong = [
    [],
    ['pay'],
    ['submit'],
    ['accounts', 'export', 'x'],
    ['status', '--lang', 'fr'],
    ['status', '--inward', 'EUR=1.00'],
    ['verify'],
    ['verify', 'one', 'two'],
    ['audit', '--anchor', `${'0'.repeat(64)}:1`],
  ];
  const ran = await Promise.all(wrong.map((args) => runCli(args, here)));
  for (const [at, { code, out }] of ran.entries()) {
    assert.equal(code, 2, wrong[at]?.join(' '));
    assert.match(out, /^Usage: counterfoil COMMAND/);
  }
  const chinese = await runCli([], here, { LANG: 'zh_CN.UTF-8' });
  assert.match(chinese.out, /counterfoil COMMAND|counterfoil/);
  assert.match(chinese.out, /[一-鿿]/);
});

test('inspect touches no book and reads packed files through', async () => {
  const items = [
    { amount: '1000.00', to: supplierIban(1) },
    { amount: '234.56', to: supplierIban(2) },
  ];
  write('brandt.xml.gz', { messageId: 'BRANDT-1', debtor: BRANDT, items }, true);
  const { code, line } = await only(['inspect', 'brandt.xml.gz']);
  assert.equal(code, 0);
  assert.deepEqual(line, {
    file: join(here, 'brandt.xml.gz'),
    kind: 'pain.001.001.09',
    outcome: 'accepted',
    messageId: 'BRANDT-1',
    numberOfTransactions: 2,
    sums: { EUR: '1234.56' },
    problemCount: 0,
    problems: [],
  });
  assert.equal(existsSync(book()), false);
});

test('accounts import: again it opens nothing, packed or not, and half wrong it changes nothing', async () => {
  assert.deepEqual(await only(['accounts', 'import', 'accounts.csv']), {
    code: 0,
    line: { opened: 7, unchanged: 0, problems: [] },
  });
  const counts = rowCounts(book());
  writeFileSync(join(here, 'list.csv.gz'), gzipSync(listOf('')));
  for (const file of ['accounts.csv', 'list.csv.gz']) {
    const { code, line } = await only(['accounts', 'import', file]);
    assert.deepEqual({ code, line }, { code: 0, line: { opened: 0, unchanged: 7, problems: [] } });
  }
  const { deeds: _again, ...same } = rowCounts(book());
  const { deeds: _first, ...before } = counts;
  assert.deepEqual(same, before);

  writeFileSync(
    join(here, 'half.csv'),
    listOf(
      `${ownIban(2010)},New Customer,EUR,customer,5.00,0\n${ownIban(2011)},Other,XQQ,customer,5.00,0\n`,
    ),
  );
  const half = await only(['accounts', 'import', 'half.csv']);
  assert.equal(half.code, 1);
  assert.deepEqual([half.line.opened, half.line.code], [0, 'account_list_has_problems']);
  const [problem, ...others] = problemsOf(half.line);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [problem?.code, problem?.place],
    ['currency_unknown', { line: 10, path: 'currency' }],
  );
  const { deeds: _third, ...after } = rowCounts(book());
  assert.deepEqual(after, before);

  writeFileSync(join(here, 'other.csv'), listOf('').replace('48200.00,0', '48200.00,500.00'));
  const other = await only(['accounts', 'import', 'other.csv']);
  assert.deepEqual([other.code, other.line.code], [1, 'account_open_with_other_terms']);
  assert.match(String(other.line.message), new RegExp(BRANDT.iban));
  const missing = await only(['accounts', 'import', 'none.csv']);
  assert.deepEqual([missing.code, missing.line.code], [1, 'file_cannot_be_read']);
});

/** The demo bank's list with more rows after it. */
function listOf(more: string): string {
  const header = 'account,name,currency,kind,openingBalance,accountLimit\n';
  const rows = [
    '1010,Central-bank settlement account,EUR,settlement,42000000.00,0',
    `${ownIban(2001)},Adler Maschinenbau,EUR,customer,1250000.00,0`,
    `${ownIban(2002)},Brandt & Co,EUR,customer,48200.00,0`,
    `${ownIban(2003)},Chen Wei,EUR,customer,9640.50,0`,
    `${ownIban(2005)},Eva Lindqvist,EUR,customer,2150.75,0`,
    `${ownIban(2006)},Ferrum Handels,EUR,customer,75000.00,0`,
    '2900,Other customers,EUR,customer,45803897.64,0',
  ];
  return `${header}${rows.join('\n')}\n${more}`;
}

test('submit takes several files, one packed, one refused: the gravest end counts', async () => {
  const wages = [{ amount: '10.00', to: supplierIban(5) }];
  write('adler.xml', { messageId: 'ADLER-1', debtor: ADLER, items: wages });
  writeFileSync(join(here, 'letter.xml'), 'Dear bank');
  const files = ['brandt.xml.gz', 'letter.xml', 'adler.xml'];
  const { code, lines } = await runJson(['submit', ...files], here);
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map(({ file, batchId, outcome, judged }) => ({ file, batchId, outcome, judged })),
    [
      { file: join(here, 'brandt.xml.gz'), batchId: 1, outcome: 'accepted', judged: true },
      { file: join(here, 'letter.xml'), batchId: null, outcome: 'refused', judged: undefined },
      { file: join(here, 'adler.xml'), batchId: 2, outcome: 'accepted', judged: true },
    ],
  );
});

test('status and settle: counts, sums and cycles as decimal strings; a wrong advice is a break', async () => {
  const status = await only(['status']);
  assert.equal(status.code, 0);
  const { batches, payments, sums } = status.line;
  assert.deepEqual({ payments, sums }, { payments: { accepted: 3 }, sums: { EUR: '1244.56' } });
  assert.ok(Array.isArray(batches));
  const [{ receivedAt, ...newest }] = batches;
  assert.match(receivedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(newest, {
    batchId: 2,
    messageId: 'ADLER-1',
    file: 'adler.xml',
    status: 'processed',
    isoStatus: 'ACSP',
    numberOfTransactions: 1,
    processed: 1,
    payments: { accepted: 1 },
    sums: { EUR: '10.00' },
  });
  const unread = await only(['settle', '--advice', 'EUR=1,244.56']);
  assert.deepEqual([unread.code, unread.line.code], [2, 'amount_unreadable']);
  const wrong = await only(['settle', '--advice', 'EUR=-1244.55']);
  assert.equal(wrong.code, 1);
  assert.deepEqual(wrong.line, {
    cycleId: 1,
    outcome: 'break',
    breakId: 1,
    currency: 'EUR',
    advised: '-1244.55',
    expected: '-1244.56',
  });
  // The rail never settled that cycle: its payments settle with the next one.
  const { line: fallen } = await only(['unwind', '1', '--reason', 'a participant did not pay']);
  const { entryId, ...unwound } = fallen;
  assert.deepEqual(unwound, { cycleId: 1, outcome: 'unwound', payments: 3, nextCycle: 2 });
  assert.equal(typeof entryId, 'number');
  const right = await only(['settle', '--advice', 'EUR=-1244.56']);
  assert.deepEqual(right, {
    code: 0,
    line: { cycleId: 2, outcome: 'settled', payments: 3, sums: { EUR: '1244.56' } },
  });
  const nothing = await only(['settle']);
  assert.deepEqual(nothing, { code: 0, line: { cycleId: null, payments: 0, sums: {} } });
});

test('a book in use is 3, with who has it', async (t) => {
  const office = superviseOffice(
    startOf(book(), { ...LIVE, person: 'Brigitte', shell: 'electron' }),
  );
  t.after(() => office.stop());
  await office.ready();
  const { code, line } = await only(['status']);
  assert.equal(code, 3);
  const { since, ...said } = line;
  assert.deepEqual(said, {
    outcome: 'refused',
    code: 'book_in_use',
    person: 'Brigitte',
    shell: 'electron',
  });
  assert.match(String(since), /^\d{4}-\d\d-\d\dT/);
});

test('a book that cannot be opened is 4, a fault with its code', async () => {
  const folder = join(here, 'not-a-book');
  mkdirSync(folder);
  writeFileSync(join(folder, 'book.db'), 'a letter\n'.repeat(1000));
  const { code, out } = await runCli(['status', '--json', '--data', folder], '/');
  assert.equal(code, 4);
  assert.equal(JSON.parse(out).fault, 'not_a_book');
});

test('audit is 0 on a sound book and 5 on one that was changed behind its back', async () => {
  const sound = await only(['audit']);
  assert.equal(sound.code, 0);
  const { ok, checks, head, count } = sound.line;
  assert.ok(Array.isArray(checks) && checks.length > 20);
  for (const check of checks) assert.deepEqual(Object.keys(check), ['name', 'ok', 'detail']);
  assert.match(String(head), /^[0-9a-f]{64}$/);
  assert.deepEqual([ok, Number(count) > 10], [true, true]);

  const db = new Database(join(book(), 'book.db'));
  const guards = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'postings'",
    )
    .all();
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  db.exec('UPDATE postings SET amount = amount + 1 WHERE id = (SELECT max(id) FROM postings)');
  for (const { sql } of guards) db.exec(sql);
  db.close();
  const tampered = await only(['audit']);
  assert.equal(tampered.code, 5);
  assert.equal(tampered.line.ok, false);
  assert.ok(Array.isArray(tampered.line.checks));
  const failed = tampered.line.checks.filter((check) => !check.ok).map(({ name }) => name);
  assert.ok(failed.includes('balances_are_the_sum_of_postings'), failed.join(', '));
  assert.ok(failed.includes('chain_is_whole'), failed.join(', '));
});

test('demo prints the last status and a clean audit, and leaves nothing behind', async () => {
  const { code, out } = await runCli(['demo', '--json'], here, { TMPDIR: here });
  assert.equal(code, 0);
  const [status, audited, ...others] = out
    .trim()
    .split('\n')
    .map((line): Json => JSON.parse(line));
  assert.deepEqual(others, []);
  assert.deepEqual(status?.payments, { settled: 1244, in_repair: 1 });
  assert.equal(audited?.ok, true);
  const left = readdirSync(here).filter((name) => name.startsWith('counterfoil-demo-'));
  assert.deepEqual(left, []);
});
