// Goal: an administrator sets a policy from the command line, and what cannot be is refused. Method:
// the command as a process on a book of its own.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCli } from './run-cli.ts';

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-policy-'));
});
after(() => rmSync(here, { recursive: true, force: true }));

test('a policy is set and said, and one that is none is refused', async () => {
  const feed = 'https://updates.bank.example/stable.release';
  // A deed may have to wait until the book is checked, and says so beside its answer.
  const set = await runCli(['policy', 'updateFeed', feed, '--json', '--data', 'book'], here);
  assert.deepEqual([set.code, set.out], [0, `{"policy":"updateFeed","value":"${feed}"}\n`]);
  const refused = await runCli(
    ['policy', 'updateFeed', 'http://a.example', '--data', 'book'],
    here,
  );
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^Refused: /m);
  assert.equal((await runCli(['policy', 'updateFeed'], here)).code, 2);
});
