// Goal: `npm run seed` leaves a payment file of the size asked for, the accounts it needs and
// commands that name both, in the folder asked for and relative to where the person stands.
// Method: the command is run in a temporary folder, and what it wrote and printed is read.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function seed(
  standing: string,
  ...args: readonly string[]
): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/seed.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: standing },
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

test('the files lie where the person stands and hold what was asked for', (t) => {
  const standing = mkdtempSync(join(tmpdir(), 'counterfoil-seed-'));
  t.after(() => rmSync(standing, { recursive: true }));
  const { status, text } = seed(standing, '37', '--folder', 'mine');
  assert.equal(status, 0, text);
  assert.deepEqual(readdirSync(join(standing, 'mine')).sort(), ['accounts.csv', 'payments.xml']);
  const payments = readFileSync(join(standing, 'mine', 'payments.xml'), 'utf8');
  assert.equal(payments.split('<CdtTrfTxInf>').length - 1, 37);
  assert.match(text, /counterfoil -- accounts import mine\/accounts\.csv --data mine\/book\n/);
  assert.match(text, /counterfoil -- submit mine\/payments\.xml --data mine\/book\n/);
});

for (const count of ['0', '-5', '1.5', 'many', '1e3']) {
  test(`a number of payments that is ${count} is a usage error of one line`, () => {
    assert.deepEqual(seed(tmpdir(), '--', count), {
      status: 2,
      text: `the number of payments is a whole number from 1 to 100000000, not ${count}\n`,
    });
  });
}
