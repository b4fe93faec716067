// Goal: docs/threats.md names every threat, and what it says is shown by a test is shown by one that
// is there. Method: the page is read, each named test looked for in its file; planted pages with a
// missing threat, file and name are found out.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

const THREATS = [
  ...Array.from({ length: 42 }, (_, at) => `A${at + 1}`),
  ...Array.from({ length: 6 }, (_, at) => `X${at + 1}`),
];

type Read = (path: string) => string | null;

const fromTree: Read = (path) => {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

/** A test's file and its name, as the page cites them. */
const CITED = /`(test\/[\w./-]+)`\s+"((?:[^"\\]|\\")+)"/g;

function findings(page: string, read: Read): readonly string[] {
  const found: string[] = [];
  for (const threat of THREATS) {
    const row = page.split('\n').find((line) => line.startsWith(`| ${threat} |`));
    const shown = row?.split('|').at(-2) ?? '';
    if (row === undefined) found.push(`${threat} is missing`);
    else if (!shown.includes('not yet') && !shown.includes('`test/')) {
      found.push(`${threat} is neither shown nor said to be open`);
    }
  }
  for (const [, path = '', quoted = ''] of page.matchAll(CITED)) {
    const name = quoted.replaceAll('\\"', '"').replace(/\s+/g, ' ');
    const text = read(path);
    if (text === null) found.push(`${path} is not there`);
    else if (!hasTest(text, name)) found.push(`${path} has no test "${name}"`);
  }
  return found;
}

/** Whether a test is called so; the end of a longer name may stand for it. */
function hasTest(text: string, name: string): boolean {
  return [`${name}'`, `${name}\``, `${name}"`].some((each) => text.includes(each));
}

test('every threat is shown by a test that is there, or said to be open', () => {
  assert.deepEqual(findings(fromTree('docs/threats.md') ?? '', fromTree), []);
});

test('a page that claims too much is found out', () => {
  const rows = THREATS.map((threat) => `| ${threat} | x | not yet |`);
  const read: Read = (path) => (path === 'test/a.test.ts' ? "test('it holds', () => {" : null);
  const shown = (row: string) => findings([row, ...rows.slice(1)].join('\n'), read);
  assert.deepEqual(shown('| A1 | x | `test/a.test.ts` "it holds" |'), []);
  assert.deepEqual(shown('| A1 | x | `test/a.test.ts` "it helds" |'), [
    'test/a.test.ts has no test "it helds"',
  ]);
  assert.deepEqual(shown('| A1 | x | `test/b.test.ts` "it holds" |'), [
    'test/b.test.ts is not there',
  ]);
  assert.deepEqual(shown('| A1 | x | |'), ['A1 is neither shown nor said to be open']);
  assert.deepEqual(shown(''), ['A1 is missing']);
});
