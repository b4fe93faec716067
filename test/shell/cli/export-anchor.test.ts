// Goal: every file that is taken out of a book names the chain's head at that moment, a change to it
// is found, and the book is held against it. Method: the program itself prints each export of one
// small book; the head is compared with the independent verifier's, the file is then changed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAnchor, verifyFile } from '../../../main/office/verify-file.ts';
import { tamper } from '../../ledger/rich-book.ts';
import { lookInto } from '../../office/running-office.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { runCli, runJson } from './run-cli.ts';

const CUSTOMERS = 'customer,form,name,status\nC-1,person,陈伟,active\nC-2,firm,"A, ""B""",active\n';

const CHECKING = 'The book is being checked; deeds wait until that is done.\n';

const EXPORTS: readonly (readonly [what: string, ...args: string[]])[] = [
  ['master customer', 'master', 'export', 'customer'],
  ['master customer', 'master', 'export', 'customer', '--json'],
  // Nobody has entered a bank: the anchor is of a list without rows.
  ['master bank', 'master', 'export', 'bank', '--json'],
  ['core-journal', 'core', 'journal'],
  ['core-journal', 'core', 'journal', '--json'],
  ['access-review', 'people', 'review'],
];

async function verdictOn(file: string, anchorFile: string | null = null) {
  const anchor = anchorFile === null ? null : await readAnchor(anchorFile);
  assert.equal(anchor === null, anchorFile === null, 'the anchor is read');
  const { signal } = new AbortController();
  const verdict = await verifyFile(file, { anchor, onProgress: () => undefined, signal });
  assert.ok(verdict.ok);
  const { ok, head, count, checks } = verdict.value;
  return { ok, head, count, failed: checks.filter((each) => !each.ok).map(({ name }) => name) };
}

/** The deeds that took something out, in their order. */
function exportsIn(folder: string): readonly string[] {
  const sql = `SELECT deed FROM deeds WHERE deed LIKE 'export%' AND outcome = 'done' ORDER BY sequence`;
  return lookInto(folder, (db) => db.prepare<[], string>(sql).pluck().all());
}

/** The words of the last line, and the text before it. */
function endOf(text: string): { readonly words: unknown; readonly before: string } {
  const at = text.trimEnd().lastIndexOf('\n') + 1;
  const line = text.slice(at).trimEnd();
  const json = line.startsWith('#,"') ? line.slice(3, -1).replaceAll('""', '"') : line;
  return { words: JSON.parse(json), before: text.slice(0, at) };
}

test('every export ends in the head of the chain, and a change to it is found', async (t) => {
  const here = testFolder(t);
  const accounts = 'account,name,currency,kind,openingBalance,accountLimit';
  writeFileSync(join(here, 'accounts.csv'), `${accounts}\n2001,Adler,EUR,customer,100.00,0\n`);
  writeFileSync(join(here, 'customers.csv'), CUSTOMERS);
  assert.equal((await runJson(['accounts', 'import', 'accounts.csv'], here)).code, 0);
  const took = await runJson(['master', 'import', 'customer', 'customers.csv'], here);
  assert.equal(took.code, 0);
  const book = join(here, 'book', 'book.db');
  for (const [at, [what, ...args]] of EXPORTS.entries()) {
    const { code, out, err } = await runCli([...args, '--data', 'book'], here);
    // What is taken out is noted first, which on a slow machine waits for the check of the book.
    assert.deepEqual([code, err.replace(CHECKING, '')], [0, ''], args.join(' '));
    const { words, before } = endOf(out);
    const { head, count } = await verdictOn(book);
    const day = / (\d{4}-\d\d-\d\d)"/.exec(JSON.stringify(words))?.[1];
    assert.deepEqual(words, {
      anchor: 'counterfoil-export-1',
      export: day === undefined ? what : `${what} ${day}`,
      head,
      count,
      sha256: createHash('sha256').update(before).digest('hex'),
    });
    const file = join(here, `export-${at}`);
    writeFileSync(file, out);
    assert.deepEqual(await verdictOn(file), { ok: true, head, count, failed: [] });
    assert.deepEqual(await verdictOn(book, file), { ok: true, head, count, failed: [] });
    assert.ok((await verdictOn(file, file)).ok);
    if (at === 0) writeFileSync(join(here, 'first.csv'), out);
    if (what === 'access-review') writeFileSync(join(here, 'last.csv'), out);
    writeFileSync(file, `one more\n${out}`);
    assert.deepEqual((await verdictOn(file)).failed, ['export_is_as_made'], args.join(' '));
    writeFileSync(file, out.replace(before, before.slice(1)));
    if (before !== '') assert.deepEqual((await verdictOn(file)).failed, ['export_is_as_made']);
    // The head of another chain under the same number.
    const other = join(here, `other-${at}`);
    writeFileSync(other, out.replace(head, '0'.repeat(64)));
    assert.deepEqual((await verdictOn(other, `${head}:${count}`)).failed, [
      'export_meets_its_anchor',
    ]);
    assert.ok(!(await verdictOn(book, other)).ok);
  }
  // A book whose end was cut off has not the link that its exports name.
  const cut = join(here, 'cut.db');
  copyFileSync(book, cut);
  tamper(cut, 'DELETE FROM deeds WHERE sequence = (SELECT max(sequence) FROM deeds)');
  assert.ok(
    (await verdictOn(cut, join(here, 'last.csv'))).failed.includes('chain_meets_its_anchor'),
  );

  // What was exported is a list that can be brought in again, its anchor no row of it.
  const round = await runJson(['master', 'import', 'customer', 'first.csv'], here);
  assert.deepEqual([round.code, round.lines[0]?.rows, round.lines[0]?.unchanged], [0, 2, 2]);

  // Each left its own row.
  const statement = ['statement', '2001', '--currency', 'EUR', '--data', 'book'];
  assert.equal((await runCli(statement, here)).code, 0);
  const rows = EXPORTS.map(([what]) =>
    what === 'access-review' ? 'exportAccessReview' : 'exportFile',
  );
  assert.deepEqual(exportsIn(join(here, 'book')), [...rows, 'exportFile']);
});
