// Goal: whatever is handed in instead of a good payment file is refused with a code, a place and
// words that say what to do; the book gains no row but the record of a refused deed, and the
// original is kept. Method: one command line over many bad files; the book is counted before and
// after.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type SmallFile, smallPain001 } from '../../fixtures/small-pain001.ts';
import { BRANDT, demoBankList, supplierIban } from '../../office/demo-bank.ts';
import { rowCounts, unsound } from '../../office/running-office.ts';
import { type Json, problemsOf, runCli, runJson } from './run-cli.ts';

const ITEMS = [
  { amount: '350.00', to: supplierIban(1) },
  { amount: '420.00', to: supplierIban(2) },
];
/** Always in the past, so that the files execute on the day the tests run. */
const GOOD: SmallFile = { messageId: 'GOOD-1', debtor: BRANDT, items: ITEMS, date: '2026-01-05' };
const TEXT = smallPain001(GOOD);

function text(differing: Partial<SmallFile>): string {
  return smallPain001({ ...GOOD, messageId: 'BAD', ...differing });
}

type Bad = {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  readonly code: string;
  readonly reasonCode?: string;
  /** Where in the file the problem is said to be. */
  readonly place?: RegExp;
};

const DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>';

const BAD: readonly Bad[] = [
  { name: 'blank', bytes: '\n \n', code: 'file_empty' },
  { name: 'letter', bytes: 'Dear bank, please pay.', code: 'not_xml' },
  { name: 'zip', bytes: Buffer.from('504b0304140000000800', 'hex'), code: 'not_xml' },
  {
    name: 'doctype',
    bytes: TEXT.replace('<Document', `${DOCTYPE}<Document`),
    code: 'xml_doctype_forbidden',
    place: /^2 /,
  },
  {
    name: 'wrong namespace',
    bytes: text({ namespace: 'urn:example:payments' }),
    code: 'wrong_namespace',
    place: /^2 /,
  },
  {
    name: 'another message',
    bytes: text({ namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08' }),
    code: 'another_message_type',
    place: /^2 /,
  },
  {
    name: 'another version',
    bytes: text({ namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.99' }),
    code: 'message_version_not_supported',
  },
  { name: 'truncated', bytes: TEXT.slice(0, -200), code: 'xml_truncated' },
  {
    name: 'wrong count',
    bytes: text({ count: 3 }),
    code: 'number_of_transactions_does_not_match',
    place: /NbOfTxs$/,
  },
  {
    name: 'wrong sum',
    bytes: text({ controlSum: '770.10' }),
    code: 'control_sum_does_not_match',
    reasonCode: 'AM10',
    place: /GrpHdr\/CtrlSum$/,
  },
  {
    name: 'too many decimals',
    bytes: text({ items: [{ amount: '350.001', to: supplierIban(1) }] }),
    code: 'too_many_decimals',
    place: /InstdAmt$/,
  },
  {
    name: 'decimals for yen',
    bytes: text({ items: [{ amount: '350.5', to: supplierIban(1), currency: 'JPY' }] }),
    code: 'too_many_decimals',
    place: /InstdAmt/,
  },
  {
    name: 'unknown currency',
    bytes: text({ items: [{ amount: '350.00', to: supplierIban(1), currency: 'XQQ' }] }),
    code: 'currency_unknown',
    place: /InstdAmt/,
  },
  {
    name: 'deep nesting',
    bytes: `<?xml version="1.0"?>${'<a>'.repeat(100_000)}`,
    code: 'xml_too_complex',
  },
  {
    name: 'encoding lie',
    bytes: Buffer.concat([
      Buffer.from(TEXT.slice(0, TEXT.indexOf('A Supplier'))),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from(TEXT.slice(TEXT.indexOf('A Supplier'))),
    ]),
    code: 'xml_encoding',
    place: /^\d+ /,
  },
  { name: 'cut off gzip', bytes: gzipSync(TEXT).subarray(0, -9), code: 'file_cannot_be_unpacked' },
];

let here = '';
before(async () => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-cli-'));
  demoBankList(here);
  writeFileSync(join(here, 'good.xml'), TEXT);
  const { code } = await runJson(['submit', 'good.xml', '--accounts', 'accounts.csv'], here);
  assert.equal(code, 0);
});
after(() => rmSync(here, { recursive: true, force: true }));

function file(name: string): string {
  return `${name.replaceAll(' ', '-')}.xml`;
}

function placeOf(problem: Json | undefined): string {
  const place = problem?.place;
  assert.ok(typeof place === 'object' && place !== null && 'line' in place && 'path' in place);
  return `${place.line} ${place.path}`;
}

test('bad files are refused one by one, the originals kept, the book unchanged', async () => {
  for (const { name, bytes } of BAD) writeFileSync(join(here, file(name)), bytes);
  const book = join(here, 'book');
  const counts = rowCounts(book);
  const { code, lines } = await runJson(['submit', ...BAD.map(({ name }) => file(name))], here);
  assert.equal(code, 1);
  assert.equal(lines.length, BAD.length);
  for (const [at, bad] of BAD.entries()) {
    const line = lines[at];
    assert.deepEqual(
      { file: line?.file, outcome: line?.outcome, batchId: line?.batchId, code: line?.code },
      {
        file: join(here, file(bad.name)),
        outcome: 'refused',
        batchId: null,
        code: 'file_has_refusing_problems',
      },
    );
    assert.match(String(line?.message), /corrected/, 'says what to do next');
    const found = problemsOf(line).find((problem) => problem.code === bad.code);
    assert.ok(found !== undefined, `${bad.name}: ${JSON.stringify(line)}`);
    assert.equal(found.severity, 'refuses', bad.name);
    if (bad.reasonCode !== undefined) assert.equal(found.reasonCode, bad.reasonCode, bad.name);
    if (bad.place !== undefined) assert.match(placeOf(found), bad.place, bad.name);
  }
  assert.deepEqual(rowCounts(book), counts, 'not a row was added');
  const kept = new Set(readdirSync(join(book, 'originals')));
  for (const { name, bytes } of BAD) {
    assert.ok(kept.has(createHash('sha256').update(bytes).digest('hex')), `${name} is kept`);
  }
  assert.deepEqual(unsound(book), []);
});

test('what is not a file to be read is refused before it is kept', async () => {
  writeFileSync(join(here, 'empty.xml'), '');
  const kept = readdirSync(join(here, 'book', 'originals'));
  const { code, lines } = await runJson(['submit', 'empty.xml', 'missing.xml', '.'], here);
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map((line) => [line.code, problemsOf(line).length]),
    [
      ['file_is_empty', 1],
      ['file_cannot_be_read', 1],
      ['file_cannot_be_read', 1],
    ],
  );
  assert.deepEqual(readdirSync(join(here, 'book', 'originals')), kept);
});

test('the same bytes and the same message id are DU01, with the first batch named', async () => {
  writeFileSync(join(here, 'copy.xml'), readFileSync(join(here, 'good.xml')));
  writeFileSync(join(here, 'respaced.xml'), `${TEXT}\n`);
  const counts = rowCounts(join(here, 'book'));
  const { code, lines } = await runJson(['submit', 'copy.xml', 'respaced.xml'], here);
  assert.equal(code, 1);
  const said = lines.map((line) => {
    const [first] = problemsOf(line);
    return [line.code, first?.reasonCode, first?.firstBatchId, line.batchId];
  });
  assert.deepEqual(said, [
    ['duplicate_file', 'DU01', 1, null],
    ['duplicate_message_id', 'DU01', 1, null],
  ]);
  assert.match(String(lines[0]?.message), /batch 1, message GOOD-1/);
  // A refused deed leaves its own record in the trail, and nothing else.
  assert.deepEqual(rowCounts(join(here, 'book')), { ...counts, deeds: (counts.deeds ?? 0) + 2 });
});

test('a person reads the same in words, in either language', async () => {
  const args = ['submit', 'copy.xml', 'wrong-sum.xml', '--data', 'book'];
  const english = await runCli(args, here);
  assert.equal(english.code, 1);
  assert.match(english.out, /line \d+ .*CtrlSum: The control sum states 770.10.*\(AM10\)/);
  assert.match(english.err, /Refused: .*batch 1, message GOOD-1/);
  assert.match(english.err, /Have the file corrected/);
  const chinese = await runCli([...args, '--lang', 'zh-CN'], here);
  assert.equal(chinese.code, 1);
  assert.match(chinese.out, /770\.10.*AM10/);
  assert.match(chinese.err, /批次 1/);
  assert.doesNotMatch(chinese.out + chinese.err, /[a-z]{4,} [a-z]{4,} [a-z]{4,}/, 'no English');
});

test('inspect says the same without a book', async () => {
  const { code, lines } = await runJson(
    ['inspect', 'wrong-sum.xml', 'good.xml', 'missing.xml'],
    here,
  );
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map((line) => [line.kind, line.outcome, problemsOf(line).map((problem) => problem.code)]),
    [
      ['pain.001.001.09', 'refused', ['control_sum_does_not_match']],
      ['pain.001.001.09', 'accepted', []],
      [null, 'refused', ['file_cannot_be_read']],
    ],
  );
});
