// Goal: the house keeps its own rules, and each rule can fail. Method: every rule is run on the
// whole tree, and on a planted file in memory that breaks it at a known line (and, where a rule
// could cry wolf, on one that only looks as if it did).

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { judgeImport, roomOf } from './house-imports.ts';
import { RULES, strangersAtTheTop } from './house-rules.ts';
import { importedModules, type ReadSource, readSource, type SourceFile } from './house-source.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NOT_OURS = new Set(['node_modules', '.git', 'dist', 'build', 'tmp', 'test-results']);
const BINARY = /\.(?:db|db-wal|db-shm|gz|png|ico|icns|woff2?|ttf|pdf|lock)$/;
const SCRIPT = /\.(?:ts|tsx|mjs|cjs|js)$/;

function projectFiles(folder = ''): SourceFile[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return projectFiles(path);
      if (!entry.isFile() || BINARY.test(path) || path === 'package-lock.json') return [];
      return [{ path, text: readFileSync(join(ROOT, path), 'utf8') }];
    });
}

function read(file: SourceFile): ReadSource {
  if (SCRIPT.test(file.path)) return readSource(file);
  return { ...file, code: '', comments: [], literals: [] };
}

function findingsIn(source: ReadSource): string[] {
  return RULES.filter((rule) => rule.appliesTo(source.path)).flatMap((rule) =>
    rule
      .check(source)
      .map(
        ({ line, found, instead }) =>
          `${source.path}:${line} [${rule.name}] ${found}. Instead: ${instead}`,
      ),
  );
}

test('every file of the project keeps every rule', () => {
  const files = projectFiles().map(read);
  assert.ok(files.length > 20, `the walk found only ${files.length} files`);
  const findings = files.flatMap(findingsIn);
  assert.equal(findings.length, 0, `\n${findings.join('\n')}`);
});

test('every source file lies in a room', () => {
  const homeless = projectFiles()
    .map(({ path }) => path)
    .filter((path) => SCRIPT.test(path) && roomOf(path) === null);
  assert.deepEqual(homeless, []);
});

test('the top of the project holds only what the design lists', () => {
  assert.deepEqual(strangersAtTheTop(readdirSync(ROOT)), []);
  assert.deepEqual(strangersAtTheTop(['main', '.nvmrc', 'dist', 'notes.txt', 'src']), [
    'notes.txt',
    'src',
  ]);
});

const OPENING = '// This planted file opens as every file should.\n';
const slash = '/';
const lines = (count: number): string => '  step();\n'.repeat(count);

/** Rule → files that break it, each with the line on which it must be caught. */
const PLANTED: ReadonlyMap<string, readonly (readonly [string, string, number])[]> = new Map([
  [
    'import table',
    [
      ['main/domain/a.ts', `${OPENING}import { b } from '../ledger/b.ts';\n`, 2],
      ['main/stream/a.ts', `${OPENING}import type { M } from '../domain/money.ts';\n`, 2],
      ['main/formats/a.ts', `${OPENING}export { readFileSync } from 'node:fs';\n`, 2],
      ['main/operations/a.ts', `${OPENING}const a = await import('electron');\n`, 2],
      ['main/ledger/a.ts', `${OPENING}import 'zod';\n`, 2],
      ['renderer/a.ts', `${OPENING}import {\n  a,\n} from '../main/ledger/a.ts';\n`, 4],
      ['main/shell/cli/a.ts', `${OPENING}import { app } from 'electron';\n`, 2],
      ['main/office/a.ts', `${OPENING}import { a } from '../shell/cli/index.ts';\n`, 2],
    ],
  ],
  ['file length', [['main/domain/a.ts', OPENING.repeat(401), 401]]],
  [
    'function length',
    [
      ['main/domain/a.ts', `${OPENING}export function a(): { b: 1 } {\n${lines(69)}}\n`, 2],
      ['main/domain/a.ts', `${OPENING}const a = (\n  b: 1,\n): void => {\n${lines(70)}};\n`, 2],
    ],
  ],
  [
    'file name',
    [
      ['main/domain/paymentStatus.ts', OPENING, 1],
      ['main/domain/index.ts', OPENING, 1],
    ],
  ],
  [
    'opening comment',
    [
      ['main/domain/a.ts', 'export const a = 1;\n', 1],
      ['test/domain/a.test.ts', "import { test } from 'node:test';\n", 1],
      ['main/ledger/010-accounts.sql', 'CREATE TABLE account (id INTEGER) STRICT;\n', 1],
    ],
  ],
  [
    'crypto',
    [
      ['main/office/a.ts', `${OPENING}import { argon2Sync } from 'node:crypto';\n`, 2],
      ['main/office/a.ts', `${OPENING}import * as crypto from 'node:crypto';\n`, 2],
      ['main/office/a.ts', `${OPENING}const a = createHash('sha3-256');\n`, 2],
      ['main/office/a.ts', `${OPENING}const a = createHash('blake2b512');\n`, 2],
      ['main/office/a.ts', `${OPENING}const a = createCipheriv('aes-256-cbc', k, i);\n`, 2],
    ],
  ],
  ['erasable types', [['main/domain/a.ts', `${OPENING}export enum Colour { Red }\n`, 2]]],
  [
    'any',
    [
      ['main/domain/a.ts', `${OPENING}const a: any = 1;\n`, 2],
      ['main/domain/a.ts', `${OPENING}const a = 1 as any;\n`, 2],
      ['main/domain/a.ts', `${OPENING}const a = new Map<string, any>();\n`, 2],
    ],
  ],
  ['double cast', [['main/domain/a.ts', `${OPENING}const a = 1 as unknown as string;\n`, 2]]],
  ['compiler silenced', [['test/a.ts', `${OPENING}// ${'@ts-'}ignore because\n`, 2]]],
  ['unfinished work', [['main/domain/a.ts', `${OPENING}/* first\n   ${'TO'}DO second */\n`, 3]]],
  ['default export', [['main/domain/a.ts', `${OPENING}export default 1;\n`, 2]]],
  ['barrel', [['main/domain/a.ts', `${OPENING}export * from './money.ts';\n`, 2]]],
  ['stream vocabulary', [['main/stream/a.ts', `${OPENING}// The Payment.\n`, 2]]],
  [
    'SQL outside the ledger',
    [
      ['main/operations/a.ts', `${OPENING}db.prepare(text);\n`, 2],
      ['main/office/a.ts', `${OPENING}db.exec('COMMIT');\n`, 2],
    ],
  ],
  [
    'SQL text outside the ledger',
    [['main/office/a.ts', `${OPENING}const a = \`\n  SELECT id\n  FROM account\`;\n`, 3]],
  ],
  [
    'time and chance',
    [
      ['main/domain/a.ts', `${OPENING}const a = Date.now();\n`, 2],
      ['main/operations/a.ts', `${OPENING}const a = new Date();\n`, 2],
      ['main/stream/a.ts', `${OPENING}const a = Math.random();\n`, 2],
      ['main/ledger/a.ts', `${OPENING}const a = crypto.randomUUID();\n`, 2],
      ['main/matching/a.ts', `${OPENING}setTimeout(a, 1);\n`, 2],
    ],
  ],
  [
    'floating money',
    [
      ['main/formats/a.ts', `${OPENING}const a = parseFloat(b);\n`, 2],
      ['main/shell/cli/a.ts', `${OPENING}const a = b.toFixed(2);\n`, 2],
    ],
  ],
  [
    'who acts',
    [
      ['main/office/a.ts', `${OPENING}const a = contextOf(clock, ids, actor);\n`, 2],
      ['main/office/carried/a.ts', `${OPENING}const a = office.contextOfWork(actor, turn);\n`, 2],
      ['main/office/a.ts', `${OPENING}const a = office.contextFor(session, {} as Turn);\n`, 2],
    ],
  ],
  [
    'machine and making',
    [
      ['docs/a.md', ['see ', 'work', 'main'].join(slash), 1],
      ['scripts/a.ts', `${OPENING}const a = '${['..', 'shared', 'design.md'].join(slash)}';\n`, 2],
      ['README.md', `Hello.\nWritten by a ${'chat'}bot.\n`, 2],
    ],
  ],
  [
    'test left out or alone',
    [['test/domain/a.test.ts', `${OPENING}test.${'only'}('a', () => {});\n`, 2]],
  ],
  ['sleeping test', [['test/domain/a.test.ts', `${OPENING}await setTimeout(5);\n`, 2]]],
]);

test('each rule catches its planted violation', async (t) => {
  assert.deepEqual(
    [...PLANTED.keys()],
    RULES.map(({ name }) => name),
    'a rule without a plant',
  );
  for (const rule of RULES) {
    await t.test(rule.name, () => {
      for (const [path, text, line] of PLANTED.get(rule.name) ?? []) {
        assert.ok(rule.appliesTo(path), `${rule.name} does not look at ${path}`);
        const caught = rule.check(read({ path, text })).map((one) => one.line);
        assert.deepEqual(caught, [line], `${path}: ${text}`);
      }
    });
  }
});

/** Files that only look like violations: nothing may be said about them. */
const INNOCENT: readonly (readonly [string, string])[] = [
  ['main/domain/a.ts', `${OPENING}const a = 'Date.now() as any'; // any enum x { default\n`],
  ['main/domain/a.ts', `${OPENING}const a = new Date(0); const b = Promise.any([a]);\n`],
  ['main/formats/a.ts', `${OPENING}const a = /^['"\`]{2}\\/\\/$/.exec(b); const c = 'x';\n`],
  ['main/formats/a.ts', `${OPENING}const a = \`\${b ? \`\${c}\` : { d: '}' }.d}\`; const e = 1;\n`],
  ['main/domain/a.ts', `${OPENING}export function a(): void {\n${lines(68)}}\n`],
  [
    'main/domain/a.ts',
    `${OPENING}export const BIC = 'CFOLDEF0XXX'; // CFOLDEF0XXX is a test BIC\n`,
  ],
  [
    'main/ledger/a.ts',
    `${OPENING}import Database from 'better-sqlite3';\ndb.prepare('SELECT 1');\n`,
  ],
  ['main/ledger/a.ts', `${OPENING}import { createHash } from 'node:crypto';\n`],
  [
    'main/office/a.ts',
    `${OPENING}const a = createCipheriv(\n  'aes-256-gcm',\n  key,\n  iv,\n);\n`,
  ],
  ['main/shell/electron/a.ts', `${OPENING}import { app } from 'electron';\n`],
  ['test/corpora/a.ts', `${OPENING}const a = '../shared/corpora';\n`],
  ['preload/locales/zh-CN.ts', OPENING],
];

test('what only looks like a violation passes', () => {
  assert.deepEqual(
    INNOCENT.flatMap(([path, text]) => findingsIn(read({ path, text }))),
    [],
  );
});

test('imports are found in every form, and only in code', () => {
  const text = [
    "import a, { type b } from './a.ts';",
    "import type * as c from 'c';",
    "import 'd';",
    "export { e } from '../e.ts';",
    "export type { f } from 'f';",
    "const g = await import('g'); const h = require('h');",
    '// import { i } from "i";',
    'const j = \'import k from "k"\';',
    "export const from = Buffer.from('l');",
  ].join('\n');
  assert.deepEqual(
    importedModules(readSource({ path: 'test/a.ts', text })).map((one) => [
      one.line,
      one.specifier,
    ]),
    [
      [1, './a.ts'],
      [2, 'c'],
      [3, 'd'],
      [4, '../e.ts'],
      [5, 'f'],
      [6, 'g'],
      [6, 'h'],
    ],
  );
});

test('a refused import names the room, the target and what to use instead', () => {
  assert.deepEqual(judgeImport('main/rails/instant.ts', '../ledger/book.ts'), {
    found: 'main/rails imports main/ledger/book.ts',
    instead:
      'import only from main/rails, main/domain, main/formats; ' +
      'move what is shared down into one of them, or pass it in as an argument',
  });
  assert.deepEqual(judgeImport('main/domain/iban.ts', 'node:crypto'), {
    found: 'main/domain imports node:crypto',
    instead:
      'main/domain may use no module: take what it gives as an argument from the room that may',
  });
});
