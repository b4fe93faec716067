// Goal: the check counts and reports truly: a failure, a crash, an unreadable file, a skip without
// a reason and a todo can't pass unseen. Method: small test files are written to a temporary
// folder, run by `runTests` in a process of their own, and the whole outcome is compared.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CHECK_TESTS = fileURLToPath(new URL('../../scripts/check-tests.ts', import.meta.url));
const HEADER = "import { describe, test } from 'node:test';\n";

/** What `runTests` answers for one file, with each report shortened to its first line. */
function outcomeOf(body: string): {
  passed: number;
  failed: number;
  skipped: number;
  report: string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-check-'));
  try {
    writeFileSync(join(folder, 'planted.test.mjs'), HEADER + body);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const program = `
      import { runTests } from ${JSON.stringify(CHECK_TESTS)};
      console.log(JSON.stringify(await runTests(['*.test.mjs'])));`;
    writeFileSync(join(folder, 'program.mjs'), program);
    const child = spawnSync(process.execPath, ['program.mjs'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    const outcome = JSON.parse(child.stdout);
    return { ...outcome, report: outcome.report.map((one: string) => one.split('\n')[0]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const failingNested = `describe('a', () => {
  test('b', async (t) => {
    await t.test('c', () => { throw new Error('no'); });
  });
});
`;

for (const { name, body, outcome } of [
  {
    name: 'a passing test and a suite around it count as one',
    body: "describe('a', () => { test('b', () => {}); });",
    outcome: { passed: 1, failed: 0, skipped: 0, report: [] },
  },
  {
    name: 'a nested failure counts once, under its whole name',
    body: failingNested,
    outcome: { passed: 0, failed: 1, skipped: 0, report: ['FAIL planted.test.mjs:4 a > b > c'] },
  },
  {
    name: 'a skip with its reason is shown, one without fails, and so does a todo',
    body: `test('a', (t) => t.skip('no corpora here'));
test('b', { skip: true }, () => {});
test('c', { todo: true }, () => {});`,
    outcome: {
      passed: 0,
      failed: 2,
      skipped: 1,
      report: [
        'skip planted.test.mjs:2 a: no corpora here',
        'FAIL planted.test.mjs:3 b',
        'FAIL planted.test.mjs:4 c',
      ],
    },
  },
  {
    name: 'a failing hook of a suite counts',
    body: `import { before } from 'node:test';
describe('a', () => { before(() => { throw new Error('no'); }); });`,
    outcome: { passed: 0, failed: 1, skipped: 0, report: ['FAIL planted.test.mjs:3 a'] },
  },
  {
    name: 'a file that ends its process counts, after the tests that ran, with what it printed',
    body: "console.log('last words'); test('a', () => {}); process.exitCode = 3;",
    outcome: {
      passed: 1,
      failed: 1,
      skipped: 0,
      report: ['FAIL planted.test.mjs:1 planted.test.mjs', 'its file printed:'],
    },
  },
  {
    name: 'a note left by a test is passed on',
    body: "test('a', (t) => t.diagnostic('1,000 of 10,000 histories'));",
    outcome: {
      passed: 1,
      failed: 0,
      skipped: 0,
      report: ['note planted.test.mjs: 1,000 of 10,000 histories'],
    },
  },
]) {
  test(name, () => assert.deepEqual(outcomeOf(body), outcome));
}

test('a file that cannot be read as a module counts', () => {
  const { passed, failed } = outcomeOf('export const = ;');
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
});
