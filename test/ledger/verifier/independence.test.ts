// Goal: the verifier is a second program: it imports nothing of the one that writes a book, nothing
// of the writer's imports it, and both follow the same page. Method: the imports of every file of
// its folder and of the ledger are read; the table of docs/trail.md is compared with the layout; a
// field list of every kind is encoded by both.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { encodeFields, type Field } from '../../../main/ledger/digest.ts';
import { RowFold } from '../../../main/ledger/row-fold.ts';
import { CHAINED_TABLES } from '../../../main/ledger/trail.ts';
import { asValue, fieldBytes, sha256, type Value } from '../../../main/ledger/verifier/format.ts';
import { CHAINED } from '../../../main/ledger/verifier/layout.ts';
import { markOf, rowBytes } from '../../../main/ledger/verifier/rows-format.ts';
import { importedModules, readSource } from '../../house-source.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LEDGER = join(ROOT, 'main/ledger');
const VERIFIER = join(LEDGER, 'verifier');

function importsOf(folder: string): readonly (readonly [file: string, specifier: string])[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const source = readSource({ path: `main/ledger/${name}`, text });
    return importedModules(source).map(({ specifier }) => [name, specifier] as const);
  });
}

test('the verifier imports itself, the driver and Node, and nothing else', () => {
  const found = importsOf(VERIFIER);
  assert.ok(found.length > 10, `only ${found.length} imports were found`);
  const foreign = found.filter(([, specifier]) => {
    if (specifier.startsWith('.')) return dirname(join(VERIFIER, specifier)) !== VERIFIER;
    return specifier !== 'better-sqlite3' && !specifier.startsWith('node:');
  });
  assert.deepEqual(foreign, []);
});

test('what writes a book does not import the verifier', () => {
  const found = importsOf(LEDGER).filter(([, specifier]) => specifier.includes('verifier'));
  assert.deepEqual(found, []);
});

test('docs/trail.md lists the chained columns of every table, in the order that is hashed', () => {
  const text = readFileSync(join(ROOT, 'docs/trail.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (`.*`) \|$/gm)].map(([, table, columns]) => [
    table,
    columns?.replaceAll('`', '').split(', '),
  ]);
  const layout = Object.entries(CHAINED).map(([table, { chained }]) => [table, chained]);
  assert.deepEqual(rows, layout);
  assert.deepEqual(
    layout.map(([table]) => table),
    CHAINED_TABLES,
  );
});

test('both encode a list of fields to the same bytes', () => {
  const lists = [
    [],
    [null, '', 'a', 'ß漢🂡', new Uint8Array(0), Uint8Array.of(0, 255)],
    [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n],
    ['a|b', 'c', 'a', 'b|c', 'x'.repeat(70_000)],
  ];
  for (const list of lists) {
    assert.deepEqual(fieldBytes(list), Buffer.from(encodeFields(list)));
  }
});

/** What the book gives back of a field that was written. */
const readBack = (field: Field): Value =>
  asValue(typeof field === 'number' ? BigInt(field) : field);

test('both hash the rows of a deed and mark each of them alike', () => {
  const rows: readonly (readonly Field[])[] = [
    [],
    [1, 5n, null, 'post', Uint8Array.of(1, 2), -1],
    [2, 5, null, 'post', Uint8Array.of(1, 2), 0],
    [3n, 5n, 'x', 'ß', null, 2 ** 53 - 1],
    [3, 6, null, 'ß', '', 2n ** 53n],
    [5, 7n, null, 'ß', '', 2n ** 53n],
    [6, 'entries'],
    [7, 'entries', null, 'x'.repeat(70_000), 2n ** 63n - 1n, -(2n ** 63n)],
    [8, 'entries', null, 'x'.repeat(70_000), 2n ** 63n - 1n, -4_294_967_297],
    [9, '8', 'ß'.repeat(40_000), 'x'.repeat(70_000), 4_294_967_296, -4_294_967_296n],
    ...Array.from({ length: 3000 }, (_, at): Field[] => [
      at + 10,
      12,
      'EUR',
      at * 7919,
      `id ${at}`,
    ]),
  ];
  const fold = new RowFold();
  const bytes: Buffer[] = [];
  let before: readonly Value[] | null = null;
  for (const [at, row] of rows.entries()) {
    const fields: readonly Value[] = row.map(readBack);
    const split = at % (row.length + 1);
    const mark = fold.add(row.slice(0, split), row.slice(split));
    assert.equal(mark, markOf(fields).toString('latin1'), `row ${at}`);
    bytes.push(rowBytes(fields, before));
    before = fields;
  }
  assert.deepEqual(fold.digest(), sha256(...bytes));
});

test('a mark is what the page says, and changes with every field', () => {
  const row: readonly Value[] = [7n, 'post', null, Uint8Array.of(1)];
  assert.equal(markOf(row).toString('hex'), '0559202096cf5afb');
  const others: readonly (readonly Value[])[] = [
    [8n, 'post', null, Uint8Array.of(1)],
    [7n, 'posu', null, Uint8Array.of(1)],
    [7n, 'post', '', Uint8Array.of(1)],
    [7n, 'post', null, Uint8Array.of(2)],
    [7n, 'post', null, 'x'],
    [7n, 'post', null],
    [7n + 2n ** 32n, 'post', null, Uint8Array.of(1)],
  ];
  const marks = [row, ...others].map((each) => markOf(each).toString('hex'));
  assert.equal(new Set(marks).size, marks.length);
});
