// Goal: the ledger's commands say what stands open, close a day, and show statements and balances,
// for a program and for a person, with their exit codes. Method: the commands as processes on one
// small book of their own.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCli, runJson } from './run-cli.ts';

let here = '';
before(async () => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-ledger-'));
  const rows = [
    'account,name,currency,kind,openingBalance,accountLimit',
    '2003,Chen Wei,EUR,customer,100.00,0',
    '2210,Unapplied,EUR,suspense,42.00,0',
    '1010,Settlement,EUR,settlement,142.00,0',
    '3020,Dollars,USD,position,-10.00,0',
  ];
  writeFileSync(join(here, 'accounts.csv'), `${rows.join('\n')}\n`);
  const { code } = await runJson(['accounts', 'import', 'accounts.csv'], here);
  assert.equal(code, 0);
});
after(() => rmSync(here, { recursive: true, force: true }));

test('what is not understood is 2', async () => {
  const wrong = [
    ['statement'],
    ['statement', 'a', 'b'],
    ['statement', 'a', '--day', 'today'],
    ['status', '--day', '2026-11-26'],
    ['balances', '--at', 'soon'],
    ['balances', '--rate', 'USD=1'],
    ['open-items', 'all'],
    ['close-day', '--currency', 'EUR'],
    ['event', 'Z9'],
    ['event', 'H3.debit', 'principal=EUR:much'],
    ['event', '--confirm', 'yes'],
  ];
  const ran = await Promise.all(wrong.map((args) => runCli(args, here)));
  for (const [at, { code }] of ran.entries()) assert.equal(code, 2, wrong[at]?.join(' '));
});

test('open items, statement, balances, and a day that closes by name', async () => {
  const [open, ...more] = (await runJson(['open-items'], here)).lines;
  assert.deepEqual(more, []);
  const { openDay: day, ...items } = open ?? {};
  assert.match(String(day), /^\d{4}-\d\d-\d\d$/);
  const item = { reference: '2210 opening', owner: 'reconciler', since: day, currency: 'EUR' };
  assert.deepEqual(items, {
    count: 1,
    items: [{ kind: 'item_unapplied', ...item, amount: '42.00' }],
  });

  const blocked = await runJson(['close-day'], here);
  assert.deepEqual([blocked.code, blocked.lines.at(-1)?.code], [1, 'day_has_blockers']);
  const unread = await runJson(['close-day', '--rate', 'dollar'], here);
  assert.deepEqual([unread.code, unread.lines[0]?.code], [2, 'rate_unreadable']);
  const closing = ['close-day', '--carry', '2210 opening', '--rate', 'USD=1.25'];
  const [closed] = (await runJson(closing, here)).lines;
  assert.deepEqual(
    { ...closed, chainHead: '', chainCount: 0 },
    { day, outcome: 'closed', revaluation: '8.00', carried: 1, chainHead: '', chainCount: 0 },
  );
  const again = await runJson([...closing, '--day', String(day)], here);
  assert.deepEqual([again.code, again.lines.at(-1)?.code], [1, 'day_already_closed']);

  const [head, line] = (await runJson(['statement', '2003', '--day', String(day)], here)).lines;
  const sums = { opening: '0.00', closing: '100.00', entries: 1 };
  assert.deepEqual(head, { account: '2003', currency: 'EUR', day, final: true, ...sums });
  assert.deepEqual([line?.event, line?.amount, line?.valueDate], ['O1', '100.00', day]);
  const nobody = await runJson(['statement', 'nobody'], here);
  assert.deepEqual([nobody.code, nobody.lines[0]?.code], [1, 'account_unknown']);

  const now = (await runJson(['balances'], here)).lines;
  const chen = now.find(({ account }) => account === '2003');
  assert.deepEqual([chen?.posted, chen?.pending], ['100.00', '0.00']);
  for (const { debitsPosted, creditsPosted } of now) assert.equal(debitsPosted, creditsPosted);
  const never = (await runJson(['balances', '--at', '2020-01-01T00:00:00Z'], here)).lines;
  assert.ok(never.every(({ posted = '0.00' }) => posted === '0.00'));
});

test('a person reads the same in lines', async () => {
  const said = await runCli(['open-items', '--data', 'book', '--lang', 'en'], here);
  assert.match(said.out, /item_unapplied {2}2210 opening {2}42\.00 EUR {2}owner: reconciler/);
  const statement = ['statement', '2003', '--data', 'book', '--lang', 'zh-CN'];
  assert.match((await runCli(statement, here)).out, /期初/);
});

test('an event is listed, shown debit by credit, and booked exactly as it was shown', async () => {
  const { lines } = await runJson(['event'], here);
  assert.deepEqual(
    lines.find(({ event }) => event === 'H3.debit'),
    { event: 'H3.debit', takes: ['principal', 'ownAccount', '[item]'], duty: null },
  );
  const asked = ['event', 'H3.debit', 'principal=EUR:3.12', 'ownAccount=1010'];
  const [preview] = (await runJson(asked, here)).lines;
  const posting = { debitAccount: '2240', creditAccount: '1010', currency: 'EUR', amount: '3.12' };
  assert.deepEqual(
    { ...preview, confirm: '' },
    {
      outcome: 'preview',
      event: 'H3.debit',
      entries: [{ kind: 'post', postings: [posting] }],
      why: null,
      isSigned: false,
      confirm: '',
    },
  );
  const code = String(preview?.confirm);
  const other = await runJson([...asked, '--reason', 'other', '--confirm', code], here);
  assert.deepEqual([other.code, other.lines[0]?.code], [1, 'preview_changed']);
  const booked = await runJson([...asked, '--confirm', code], here);
  assert.deepEqual([booked.code, booked.lines[0]?.outcome], [0, 'booked']);
  const own = await runJson(['event', 'D6'], here);
  assert.deepEqual([own.code, own.lines[0]?.code], [1, 'event_has_its_own_deed']);
});
