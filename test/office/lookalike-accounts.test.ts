// Goal: of accounts that look alike to somebody who is told numbers masked each can be asked for, by
// its place in the order of their opening, and nobody is told that there is none. Method: an office
// with two such accounts and one by itself, asked by an auditor in every form and by a supervisor.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accountAsked } from '../../main/domain/masked.ts';
import { testFolder } from '../operations/test-desk.ts';
import { clientOf } from './approval-scenarios.ts';
import { codeOf } from './people-world.ts';
import { importList, runningOffice } from './running-office.ts';

test('a number is asked for as it is told, with its place or without', () => {
  const asked = ['•••• 01', '•••• 01 #2', ' •••• 01#10 ', '#2', '•••• 01 #0', 'DE02 #x'];
  assert.deepEqual(asked.map(accountAsked), [
    { account: '•••• 01', place: null },
    { account: '•••• 01', place: 2 },
    { account: '•••• 01', place: 10 },
    { account: '#2', place: null },
    { account: '•••• 01 #0', place: null },
    { account: 'DE02 #x', place: null },
  ]);
});

test('accounts that look alike are asked for by their place, and never said not to be there', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, join(folder, 'book'));
  const rows = [
    'ZETA-A01,Zeta,EUR,customer,5.00,0',
    'ALFA-B01,Alfa,EUR,customer,7.00,0',
    'ALFA-B02,Alfa,EUR,customer,9.00,0',
    '1010,Settlement,EUR,settlement,21.00,0',
  ];
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
  await importList(on, path, 'accounts');
  let asking = 0;
  const answered = async (role: 'auditor' | 'supervisor', account: string, currency = 'EUR') => {
    const client = clientOf(on, 'otto', [role]);
    const file = { account, currency, day: '2026-11-26' };
    asking += 1;
    const submissionId = `statement-${asking}`;
    const of = { of: 'accountStatement', ...file } as const;
    const noted = await client.exportFile({ submissionId, file: of });
    const { sequence } = noted.ok ? noted.value : { sequence: 0 };
    const reply = await client.accountStatement({ ...file, offset: 0, sequence });
    assert.equal(codeOf(noted), codeOf(reply), 'it is noted for whom it is told, and else not');
    if (reply.ok) return reply.value.closing;
    return 'refusal' in reply ? reply.refusal : reply;
  };
  const unknown = (account: string, currency = 'EUR') => {
    return { code: 'account_unknown', account, currency };
  };
  const [alike, alone] = ['•••• 01', '•••• 02'];
  assert.equal(await answered('auditor', alone), 900n);
  for (const account of [alike, 'ALFA-B01', 'ZETA-A01', `${alike} #3`]) {
    const several = { code: 'accounts_look_alike', account: alike, currency: 'EUR', alike: 2 };
    assert.deepEqual(await answered('auditor', account), several, 'the whole number tells no more');
  }
  // In the order of opening: that of the numbers would tell of what is hidden.
  assert.equal(await answered('auditor', `${alike} #1`), 500n);
  assert.equal(await answered('auditor', `${alike} #2`), 700n);
  assert.equal(await answered('auditor', `${alone} #1`), 900n);
  assert.deepEqual(await answered('auditor', `${alone} #2`), unknown(alone));
  assert.deepEqual(await answered('auditor', alike, 'USD'), unknown(alike, 'USD'));
  assert.deepEqual(await answered('auditor', '•••• 09'), unknown('•••• 09'));
  assert.equal(await answered('supervisor', 'ALFA-B01'), 700n);
  assert.deepEqual(await answered('supervisor', 'ALFA-B01 #1'), unknown('ALFA-B01 #1'));
});
