// Goal: from the command line payments are paused, and taken in again, and whoever submits meanwhile
// is told that they wait. Method: the commands as processes on one book.
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
  here = mkdtempSync(join(tmpdir(), 'counterfoil-intake-'));
});
after(() => rmSync(here, { recursive: true, force: true }));

test('a pause stands between two commands, and a drain ends with everything judged', async () => {
  const accounts = `account,name,currency,kind,openingBalance,accountLimit
${ADLER.iban},Adler,EUR,customer,1000.00,0
`;
  writeFileSync(join(here, 'accounts.csv'), accounts);
  const items = [1, 2].map((at) => ({ to: supplierIban(at), amount: '10.00' }));
  writeFileSync(
    join(here, 'file.xml'),
    smallPain001({ messageId: 'INTAKE', debtor: ADLER, items }),
  );
  const run = (...args: readonly string[]) =>
    runCli([...args, '--lang', 'en', '--data', 'book'], here);

  const nameless = await run('intake', 'pause', '--json');
  assert.deepEqual([nameless.code, JSON.parse(nameless.out).code], [1, 'remark_required']);
  const paused = await run('intake', 'pause', '--reason', 'the rail is away');
  assert.equal(paused.code, 0, paused.err);
  assert.match(paused.out, /^Taking in is paused: 0 payments wait\.$/m);
  assert.match(paused.out, /: the rail is away$/m);
  const submitted = await run('submit', 'file.xml', '--accounts', 'accounts.csv', '--json');
  const { outcome, judged } = JSON.parse(submitted.out.trim().split('\n').at(-1) ?? '');
  assert.deepEqual([submitted.code, outcome, judged], [0, 'accepted', false]);
  const drained = await run('intake', 'drain', '--reason', 'end of day', '--json');
  const said = JSON.parse(drained.out);
  assert.deepEqual(
    [drained.code, said.state, said.underWay.payments, said.reason],
    [0, 'drained', 0, 'end of day'],
  );
  const gone = await run('intake', 'resume');
  assert.match(gone.out, /^Payments are taken in\.$/m);
  const status = JSON.parse((await run('status', '--json')).out);
  assert.equal(status.batches[0].processed, 2);
  const empty = await run('redrive', '--json');
  assert.deepEqual([empty.code, JSON.parse(empty.out).code], [1, 'quarantine_empty']);
  assert.equal((await run('redrive', 'all')).code, 2);
  for (const wrong of [['halt'], ['pause', 'now'], ['--reason', 'x']]) {
    assert.equal((await run('intake', ...wrong)).code, 2);
  }
});
