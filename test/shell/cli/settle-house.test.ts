// Goal: a clearing house's cycle is settled and read from the terminal, once, and what is refused in
// one currency leaves the others. Method: the commands as processes on a book with scenario 24 of
// domain.md in it; refusals at a desk of made-up answers.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../../../main/shell/cli/exit-codes.ts';
import { createOutput } from '../../../main/shell/cli/output.ts';
import { settleHouse } from '../../../main/shell/cli/settle-house.ts';
import type { Desk } from '../../../main/shell/cli/with-office.ts';
import type { Client } from '../../../preload/contract/contract.ts';
import { house, pays, SCENARIO_24 } from '../../operations/house-desk.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { runCli, runJson } from './run-cli.ts';

/** A clearing house's book in `book` below the folder that is answered, with the scenario's items. */
function houseBook(t: TestContext): string {
  const here = testFolder(t);
  const folder = join(here, 'book');
  mkdirSync(folder, { mode: 0o700 });
  const on = house(t, '1000.00', folder);
  for (const [from, to, amount] of SCENARIO_24) pays(on, from, to, amount);
  on.leave();
  return here;
}

test('a cycle is settled from the terminal, and listed with those before it', async (t) => {
  const here = houseBook(t);
  const wrong = await runCli(['settle', '--inward', 'EUR=1', '--data', 'book'], here);
  assert.equal(wrong.code, EXIT.usage);
  const cycle = { currency: 'EUR', items: 5, gross: '2150.00', moved: '150.00', participants: 3 };
  const settled = await runJson(['settle'], here);
  assert.deepEqual(settled, { code: EXIT.done, lines: [{ ...cycle, outcome: 'settled' }] });
  const again = await runJson(['settle'], here);
  assert.deepEqual(again, { code: EXIT.done, lines: [{ cycles: 0, outcome: 'nothing' }] });
  const [told] = (await runJson(['positions'], here)).lines;
  const { participants, cycles, ...rest } = told ?? {};
  assert.ok(Array.isArray(participants) && Array.isArray(cycles));
  assert.deepEqual(
    participants.map(({ participant, position, cap, cover }) => [
      participant,
      position,
      cap,
      cover,
    ]),
    [
      ['A', '0.00', '800.00', '850.00'],
      ['B', '0.00', '800.00', '1100.00'],
      ['C', '0.00', '800.00', '1050.00'],
    ],
  );
  const inHand = [{ currency: 'EUR', items: 0, gross: '0.00', moved: '0.00' }];
  assert.deepEqual(rest, { inHand, settled: 1 });
  assert.deepEqual(
    cycles.map(({ at: _, settlementDate: __, ...each }) => each),
    [cycle],
  );
});

/** A desk with a cycle in hand per currency; what settling each is answered with. */
function deskOf(answers: { readonly [currency: string]: string | null }): Desk {
  const client: Pick<Client, 'clearingView' | 'settlePositions'> = {
    clearingView: async () => {
      const of = { items: 1, gross: 700n, moved: 700n };
      const inHand = Object.keys(answers).map((currency) => ({ currency, ...of }));
      return { ok: true, value: { participants: [], inHand, settled: [] } };
    },
    settlePositions: async ({ currency }) => {
      const code = answers[currency] ?? null;
      if (code !== null) return { ok: false, refusal: { code } } as never;
      return { ok: true, value: { participants: 2 } };
    },
  };
  const whole = new Proxy(client, {}) as Client;
  return { ask: (question) => question(whole), client: () => whole };
}

test('what one currency is refused with leaves the others settled', async () => {
  for (const code of ['participant_short_of_cover', 'second_person_required']) {
    let out = '';
    const sink = { write: (text: string) => (out += text) };
    const output = createOutput({ language: 'en', json: true, out: sink, err: sink });
    const desk = deskOf({ CHF: null, EUR: code, USD: null });
    assert.equal(await settleHouse(desk, output), EXIT.refused);
    const lines = out.split('\n').filter((each) => each !== '');
    assert.deepEqual(
      lines.map((each) => JSON.parse(each)).map((each) => each.code ?? each.currency),
      ['CHF', code, 'USD'],
    );
  }
});
