// Goal: the verifier is a second program: it imports nothing of the one that writes a book, nothing
// of the writer's imports it, and both follow the same page. Method: the imports of every file of
// its folder and of the ledger are read; the table of docs/trail.md is compared with the layout; a
// field list of every kind is encoded by both.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { encodeFields } from '../../../main/ledger/digest.ts';
import { CHAINED_TABLES } from '../../../main/ledger/trail.ts';
import { fieldBytes } from '../../../main/ledger/verifier/format.ts';
import { CHAINED } from '../../../main/ledger/verifier/layout.ts';
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
