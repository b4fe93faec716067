// Goal: core's balances are taken in and shown by the command line with their age and what differs,
// for programs and for people, and a wrong file is refused with its lines. Method: the program
// itself, in a book of three currencies.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCli, runJson } from './run-cli.ts';

const here = mkdtempSync(join(tmpdir(), 'counterfoil-cli-core-'));
const HEADER = 'account,currency,balance,status,asOf';
let day = '';

const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(here, name), `${lines.join('\n')}\n`);

before(async () => {
  write('accounts.csv', [
    'account,name,currency,kind,openingBalance,accountLimit',
    '2001,Adler,EUR,customer,100.00,0',
    '2002,Brandt,JPY,customer,500,0',
    '2003,Chen Wei,KWD,customer,1.234,0',
  ]);
  assert.equal((await runJson(['accounts', 'import', 'accounts.csv'], here)).code, 0);
  day = String((await runJson(['open-items'], here)).lines[0]?.openDay);
});
after(() => rmSync(here, { recursive: true, force: true }));

test('what is not understood is 2', async () => {
  const wrong = [
    ['core'],
    ['core', 'import'],
    ['core', 'import', 'a', 'b'],
    ['core', 'import', 'a', '--day', '2026-11-26'],
    ['core', 'balances', 'all'],
    ['core', 'balances', '--day', '2026-11-26'],
  ];
  const ran = await Promise.all(wrong.map((args) => runCli(args, here)));
  for (const [at, { code }] of ran.entries()) assert.equal(code, 2, wrong[at]?.join(' '));
});

test('balances come in once, whole, and what differs is shown', async () => {
  assert.deepEqual((await runJson(['core', 'balances'], here)).lines, [{ last: null }]);

  write('wrong.csv', [HEADER, `2001,EUR,"1,5",open,${day}`, '#total,EUR,1,1.50']);
  const wrong = await runJson(['core', 'import', 'wrong.csv'], here);
  const [told] = wrong.lines;
  assert.deepEqual([wrong.code, told?.code, told?.problemCount], [1, 'core_list_has_problems', 1]);

  const eur = `2001,EUR,100.01,open,${day}`;
  const lines = [HEADER, eur, `2002,JPY,500,open,${day}`, `2003,KWD,1.233,open,${day}`];
  const totals = ['#total,EUR,1,100.01', '#total,JPY,1,500', '#total,KWD,1,1.233'];
  write('core.csv', [...lines, ...totals]);
  const taken = { importId: 1, asOf: day, accounts: 3, differences: 2 };
  const first = await runJson(['core', 'import', 'core.csv'], here);
  const outcome = { file: join(here, 'core.csv'), outcome: 'accepted', ...taken };
  assert.deepEqual(first.lines, [{ ...outcome, repeated: false }]);
  const again = await runJson(['core', 'import', 'core.csv'], here);
  assert.deepEqual(again.lines, [{ ...outcome, repeated: true }]);

  const [head, ...breaks] = (await runJson(['core', 'balances'], here)).lines;
  assert.deepEqual(Object.keys(head ?? {}), ['last']);
  const status = { ourStatus: 'open', coreStatus: 'open' };
  assert.deepEqual(breaks, [
    {
      account: '2001',
      currency: 'EUR',
      ours: '100.00',
      core: '100.01',
      difference: '0.01',
      ...status,
    },
    {
      account: '2003',
      currency: 'KWD',
      ours: '1.234',
      core: '1.233',
      difference: '-0.001',
      ...status,
    },
  ]);
});

test('a person reads the same in lines', async () => {
  const said = await runCli(['core', 'balances', '--data', 'book', '--lang', 'en'], here);
  assert.match(said.out, /0 business days old: 3 accounts, 2 differ, 0 not mentioned/);
  assert.match(said.out, /2003 KWD {2}ours 1\.234 open {2}core 1\.233 open {2}difference -0\.001/);
  const chinese = await runCli(['core', 'balances', '--data', 'book', '--lang', 'zh-CN'], here);
  assert.match(chinese.out, /3 个账户，2 个不符/);
});
