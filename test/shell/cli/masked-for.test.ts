// Goal: what leaves with masked account numbers says so, in JSON, CSV and words, differs by name from
// the same with whole numbers, and is verified like any other; what is whole says nothing. Method: each
// command at a desk of made-up answers, as an auditor and as somebody who sees accounts.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { maskedAnswer } from '../../../main/domain/masked.ts';
import type { Role } from '../../../main/domain/permissions.ts';
import { verifyFile } from '../../../main/office/verify-file.ts';
import { coreJournal } from '../../../main/shell/cli/core.ts';
import { coreBalances } from '../../../main/shell/cli/core-in.ts';
import { balances, statement } from '../../../main/shell/cli/ledger.ts';
import { createOutput, type Output } from '../../../main/shell/cli/output.ts';
import { overrideList } from '../../../main/shell/cli/override.ts';
import type { Desk } from '../../../main/shell/cli/with-office.ts';
import type { Client } from '../../../preload/contract/contract.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { samples } from '../../preload/samples.ts';

const NUMBER = 'DE02120300000000202051';
const DAY = '2026-11-26';

/** A desk at which somebody of this role sits; answers are masked for them as the office masks them. */
function deskOf(role: Role): Desk {
  const told = <V>(value: V): V => (role === 'auditor' ? (maskedAnswer(value) as V) : value);
  const { output: session } = samples.session;
  const actor = { id: role, name: role, roles: [role] };
  const line = { ...samples.coreJournal.output.lines[0], debitAccount: NUMBER };
  const { accountStatement, balancesAt, coreBalances: ofCore, overrideList: list } = samples;
  const [override] = list.output.overrides;
  const effect = [{ what: 'account', before: null, after: `${NUMBER} EUR` }];
  const [account] = balancesAt.output.accounts;
  const answers: {
    readonly [name: string]: (input: { after?: number; offset?: number }) => unknown;
  } = {
    session: () => ({ ...session, actor }),
    exportFile: () => ({ sequence: 9 }),
    coreJournal: ({ after }) =>
      told({ ...samples.coreJournal.output, lines: after === 0 ? [line] : [] }),
    accountStatement: () => told({ ...accountStatement.output, account: NUMBER }),
    balancesAt: () =>
      told({ ...balancesAt.output, accountCount: 1, accounts: [{ ...account, account: NUMBER }] }),
    coreBalances: () => told(ofCore.output),
    names: () => ({ names: [] }),
    overrideList: () => told({ ...list.output, overrides: [{ ...override, effect }] }),
  };
  const client = new Proxy({} as Client, {
    get: (_, name) => async (input: { after?: number; offset?: number }) => ({
      ok: true,
      value: answers[String(name)]?.(input),
    }),
  });
  return { ask: (question) => question(client), client: () => client };
}

const COMMANDS: { readonly [name: string]: (desk: Desk, output: Output) => Promise<unknown> } = {
  statement: (desk, output) =>
    statement(desk, { account: NUMBER, currency: 'EUR', day: DAY }, output),
  balances: (desk, output) => balances(desk, { at: null }, output),
  'core balances': coreBalances,
  'override list': overrideList,
  'core journal': (desk, output) => coreJournal(desk, { day: DAY }, output),
};

async function said(name: string, role: Role, json: boolean): Promise<string> {
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  await COMMANDS[name]?.(
    deskOf(role),
    createOutput({ language: 'en', json, out: sink, err: sink }),
  );
  return out;
}

for (const name of Object.keys(COMMANDS)) {
  test(`${name} says whether its accounts are masked`, async () => {
    const forPeople =
      name === 'core journal' ? /^#accounts,masked$/m : /^Account numbers are masked/m;
    for (const json of [true, false]) {
      const marked = json ? /"accounts":"masked"/ : forPeople;
      assert.match(await said(name, 'auditor', json), marked);
      assert.doesNotMatch(await said(name, 'supervisor', json), marked);
      assert.ok(!(await said(name, 'auditor', json)).includes(NUMBER));
    }
  });
}

test('a masked journal is told from a whole one by its name, and verified like it', async (t: TestContext) => {
  const folder = testFolder(t);
  for (const [role, ending] of [
    ['auditor', ' masked'],
    ['supervisor', ''],
  ] as const) {
    for (const json of [true, false]) {
      const text = await said('core journal', role, json);
      assert.ok(text.replaceAll('""', '"').includes(`"export":"core-journal ${DAY}${ending}"`));
      const file = join(folder, `${role}-${json}`);
      writeFileSync(file, text);
      const { signal } = new AbortController();
      const verdict = await verifyFile(file, { anchor: null, onProgress: () => undefined, signal });
      assert.ok(verdict.ok && verdict.value.ok, file);
    }
  }
});
