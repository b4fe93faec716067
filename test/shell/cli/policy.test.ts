// Goal: an administrator sets a policy from the command line, tries one on past payments first, and
// what cannot be is refused. Method: the commands as processes on books of their own.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { ADLER, supplierIban } from '../../office/demo-bank.ts';
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

test('past payments are judged again under a policy that is only tried', async () => {
  const book = ['--data', 'rerun'];
  const accounts = `account,name,currency,kind,openingBalance,accountLimit
${ADLER.iban},Adler,EUR,customer,1000.00,0
`;
  writeFileSync(join(here, 'accounts.csv'), accounts);
  const items = [1, 2, 3].map((at) => ({ to: supplierIban(at), amount: `${at * 10}.00` }));
  const file = smallPain001({ messageId: 'RERUN', debtor: ADLER, items });
  writeFileSync(join(here, 'file.xml'), file);
  const submit = ['submit', 'file.xml', '--accounts', 'accounts.csv', ...book];
  assert.equal((await runCli(submit, here)).code, 0);
  const tried = await runCli(['rerun', '--try', 'reviewAbove:EUR=1500', '--json', ...book], here);
  assert.equal(tried.code, 0, tried.err);
  const { records, was, wouldBe, changed } = JSON.parse(tried.out);
  assert.deepEqual([records, changed], [3, 2]);
  const approved = { outcome: 'approve', reasonCode: null, reason: null, repeats: false };
  assert.deepEqual(was, [{ ...approved, payments: 3, sums: { EUR: '60.00' } }]);
  const why = { reasonCode: 'AM14', reason: 'amount_above_review_limit', repeats: false };
  assert.deepEqual(wouldBe, [
    { outcome: 'review', ...why, payments: 2, sums: { EUR: '50.00' } },
    { ...approved, payments: 1, sums: { EUR: '10.00' } },
  ]);
  const read = await runCli(['rerun', '--from', '1', '--lang', 'en', ...book], here);
  assert.match(read.out, /^3 payments of 1 epochs judged again: 0 would be judged otherwise\.$/m);
  const day = await runCli(['rerun', '--from', '2020-02-29', '--lang', 'en', ...book], here);
  assert.equal(day.out, read.out);
  const refused = await runCli(['rerun', '--from', '9', '--json', ...book], here);
  assert.deepEqual([refused.code, JSON.parse(refused.out).code], [1, 'epoch_unknown']);
  for (const wrong of [
    ['--from', '0'],
    ['--from', '2026-02-30'],
    ['--try', 'reviewAbove:EUR'],
    ['1'],
  ]) {
    assert.equal((await runCli(['rerun', ...wrong, ...book], here)).code, 2);
  }
});
