// Goal: the verifier is a second program: it imports nothing of the one that writes a book, nothing
// of the writer's imports it, and both follow the same page. Method: the imports of every file of
// its folder and of the ledger are read; the table of docs/trail.md is compared with the layout; a
// field list of every kind is encoded by both.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { encodeFields, type Field } from '../../../main/ledger/digest.ts';
import { GroupFold, shapesOf } from '../../../main/ledger/group-fold.ts';
import { RowFold } from '../../../main/ledger/row-fold.ts';
import { CHAINED_TABLES } from '../../../main/ledger/trail.ts';
import { asValue, fieldBytes, sha256, type Value } from '../../../main/ledger/verifier/format.ts';
import { groupBytes, journalMarkOf } from '../../../main/ledger/verifier/journal-format.ts';
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

/** Groups of rows of six columns, of which the third is money. */
const GROUPS: readonly (readonly (readonly (string | number | bigint)[])[])[] = [
  [[1, 0, 5n, 'post', '', 7]],
  [
    [2, 9, 5n, 'post', 'EUR', 4_294_967_290],
    [3, 9, 6n, 'hold', 'EUR', 4_294_967_291],
    [4, 9, 7n, 'post', 'EUR', 4_294_967_292],
  ],
  // The low word of a counting column goes through its sign and through nothing in a group each.
  Array.from({ length: 64 }, (_, at) => [5 + at, -1, 1n, 'a', `t${at}`, 2_147_483_640 + at]),
  Array.from({ length: 64 }, (_, at) => [69 + at, at % 2, 1n, 'a', 'b', 4_294_967_290 + at]),
  Array.from({ length: 64 }, (_, at) => [69 + at, -at, 1n, 'a', 'b', at - 8]),
  [
    [133, -5, 2n ** 62n, 'ß', 'x'.repeat(40), 2 ** 53 - 1],
    [134, 2 ** 40, -1n, 'x'.repeat(70_000), 'x'.repeat(48), -(2 ** 40)],
    [134, 7, 3n, '漢'.repeat(30_000), 'x'.repeat(49), 0],
  ],
];

test('both hash the groups of the journal and mark each of their rows alike', () => {
  const columns = ['id', 'deed', 'amount', 'layer', 'currency', 'payment'];
  // Enough of them that they are not hashed in one piece.
  const groups = Array.from({ length: 20 }, () => GROUPS).flat();
  const fold = new GroupFold(columns.length);
  for (const deed of [1, 2]) {
    fold.begin();
    const bytes: Buffer[] = [];
    const marks: Buffer[] = [];
    for (const [at, group] of groups.entries()) {
      const rows = group.map((row) => row.map(readBack));
      const shown = [['no part of the group'], ...group];
      fold.add(shown, 1, group.length, shapesOf(group, columns.length));
      bytes.push(groupBytes(columns, rows));
      marks.push(Buffer.of(group.length), ...rows.map(journalMarkOf));
      const last = Buffer.concat(rows.map(journalMarkOf));
      const ours = [...fold.lastMarks().subarray(0, group.length)];
      assert.deepEqual(
        ours,
        rows.map((_, row) => last.readInt32BE(4 * row)),
        `deed ${deed}, group ${at}`,
      );
    }
    assert.deepEqual(Buffer.from(fold.keptMarks()), Buffer.concat(marks));
    assert.equal(fold.count, groups.flat().length);
    assert.deepEqual(fold.digest(), sha256(...bytes));
  }
});

test('a mark of the journal is what the page says, and changes with every field', () => {
  const row: readonly Value[] = [7n, 5n, 300n, 'post', 'EUR'];
  assert.equal(journalMarkOf(row).toString('hex'), '01dfaf46');
  const others = row.flatMap((field, at): readonly (readonly Value[])[] => {
    const changed = typeof field === 'bigint' ? [field + 1n, field + 2n ** 32n] : [`${field}.`];
    return changed.map((value) => row.with(at, value));
  });
  const marks = [row, ...others].map((each) => journalMarkOf(each).toString('hex'));
  assert.equal(new Set(marks).size, marks.length);
});
