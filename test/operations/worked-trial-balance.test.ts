// Goal: the worked trial balance of domain.md §1.4 comes out to the unit, posted and pending, in EUR
// and USD. Method: scenarios 1, 7, 14, 16 and 18 are booked event by event in one book, with one
// instant order dispatched and unanswered; after every event the whole audit passes; then both
// layers are compared whole.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  BANK_PURPOSES,
  type BankAccount,
  bankAccountCode,
} from '../../main/domain/chart-of-accounts.ts';
import { localActor } from '../../main/domain/permissions.ts';
import type { EventCode } from '../../main/domain/posting-table.ts';
import { readStatement } from '../../main/ledger/read-statement.ts';
import { readTrialBalances } from '../../main/ledger/read-trial-balance.ts';
import { acknowledge, close, dispatch, inward, onlyCycle, settle } from './deeds.ts';
import { type FileTable, take as takeFile } from './epochs.ts';
import {
  demoBank,
  stands,
  type Told,
  take,
  tell,
  trialBalance,
  usable,
  written,
} from './ledger-events.ts';
import { assertSound, done, minor, type TestDesk } from './test-desk.ts';

/** Adler's file: 1,240 items that sum to 982,417.60, in one debit. */
function payroll(): FileTable {
  const even = Array.from({ length: 1239 }, () => ({ amount: '792.27' }));
  const payments = [...even, { amount: '795.07' }];
  return { messageId: 'ADLER-7', blocks: [{ from: '2001', batchBooking: true, payments }] };
}

test('scenarios 1, 7, 14, 16 and 18 leave the trial balance of the domain', (t) => {
  const on = demoBank(t);
  const step = (event: EventCode, told: Told): void => {
    done(tell(on, event, told));
    assertSound(on, event);
  };
  const says = (accounts: { readonly [number: string]: string }, when: string): void => {
    const found = Object.fromEntries(Object.keys(accounts).map((each) => [each, stands(on, each)]));
    assert.deepEqual(found, accounts, when);
  };

  // 1 Instant, settled.
  const chen = { accounts: { customer: '2003' }, payment: 1, rail: 'instant' } as const;
  const order = { ...chen, amounts: { principal: '240.00', fee: '0.35' } } as const;
  const funds = take(on, 'A2', 'funds', order);
  const liquidity = take(on, 'B1', 'liquidity', { ...order, holds: { funds } });
  assert.deepEqual([usable(on, '2003'), usable(on, '1020')], ['9,400.15', '5,999,760.00']);
  says({ '2003': '9,640.50', '1020': '-6,000,000.00' }, 'nothing is posted while it is under way');
  step('B2', { ...chen, holds: { funds, liquidity } });
  says({ '2003': '9,400.15', '1020': '-5,999,760.00', '2110': '' }, 'scenario 1');

  // 7 Payroll to settlement: the file's own journey, as a person submits it.
  const batch = takeFile(on, payroll());
  assert.equal(usable(on, '2001'), '267,520.40');
  dispatch(on, batch);
  acknowledge(on, batch);
  const cycle = onlyCycle(on);
  close(on, cycle, '615,300.25');
  says({ '2120': '', '2125': '367,117.35', '2121': '615,300.25' }, 'the cycle is closed');
  settle(on, cycle, '-367,117.35');
  inward(on, cycle, '2900', '611,100.25');
  inward(on, cycle, null, '4,200.00');
  assertSound(on, 'scenario 7');
  says({ '1010': '-41,632,882.65', '2120': '', '2121': '', '2125': '' }, 'scenario 7');

  // The customer's statement shows one debit with 1,240 payments behind it, and its fees.
  const asked = { account: '2001', currency: 'EUR', day: '2026-11-26', offset: 0 } as const;
  const statement = readStatement(on.book().db, asked);
  assert.deepEqual(
    statement?.entries.map(({ event, amount, payments }) => [event, written(amount), payments]),
    [
      ['O1', '1,250,000.00', 0],
      ['D4', '-982,417.60', 1240],
      ['D4', '-62.00', 1240],
    ],
  );
  assert.equal(written(statement?.closing ?? 0n), '267,520.40');

  // 14 Screening, true hit.
  const hafen = { accounts: { customer: '2008' }, payment: 14, rail: 'high_value' } as const;
  const hit = take(on, 'A2', 'funds', {
    ...hafen,
    amounts: { principal: '96,000.00', fee: '12.00' },
  });
  assert.equal(usable(on, '2008'), '543,988.00');
  const frozen = { amounts: { principal: '96,000.00' }, holds: { funds: hit } } as const;
  step('A6', { ...hafen, ...frozen, second: localActor('ben'), reference: 'EU-2026/1' });
  says({ '2008': '544,000.00', '2230': '96,000.00' }, 'scenario 14');

  // 16 Four eyes, on us.
  const transfer = { accounts: { payer: '2008', payee: '2001' }, payment: 16 } as const;
  const held = take(on, 'F1.reserved', 'funds', {
    ...transfer,
    amounts: { principal: '150,000.00' },
  });
  says({ '2001': '267,520.40' }, 'held, not booked');
  step('F1.executed', { ...transfer, holds: { funds: held } });

  // 18 FX, charges to the payer.
  const dupont = { accounts: { customer: '2004' }, payment: 18 } as const;
  const abroad = take(on, 'G1', 'funds', {
    ...dupont,
    amounts: { customerAmount: '46,511.63', principal: '50,000.00 USD', fee: '45.00' },
  });
  step('G3', { ...dupont, holds: { funds: abroad }, amounts: { margin: '215.33' } });
  says({ '2004': '263,443.37', '1110': '-3,450,000.00', '3010': '-92,592.59' }, 'scenario 18');
  step('G5', { amounts: { charge: '18.00 USD' } });

  // One instant order dispatched and unanswered.
  const eva = { accounts: { customer: '2005' }, payment: 2, rail: 'instant' } as const;
  const last = { ...eva, amounts: { principal: '100.00', fee: '0.35' } } as const;
  const waiting = take(on, 'A2', 'funds', last);
  take(on, 'B1', 'liquidity', { ...last, holds: { funds: waiting } });
  assertSound(on, 'the end');

  assert.deepEqual(trialBalance(on, 'posted', 'EUR'), {
    '1010': ['41,632,882.65', ''],
    '1020': ['5,999,760.00', ''],
    '2001': ['', '417,520.40'],
    '2002': ['', '48,200.00'],
    '2003': ['', '9,400.15'],
    '2004': ['', '263,443.37'],
    '2005': ['', '2,150.75'],
    '2006': ['', '75,000.00'],
    '2008': ['', '394,000.00'],
    '2210': ['', '4,200.00'],
    '2230': ['', '96,000.00'],
    '2900': ['', '46,414,997.89'],
    '3010': ['92,592.59', ''],
    '4010': ['', '107.35'],
    '4020': ['', '215.33'],
  });
  assert.deepEqual(trialBalance(on, 'posted', 'USD'), {
    '1110': ['3,449,982.00', ''],
    '2950': ['', '3,350,000.00'],
    '3020': ['', '100,000.00'],
    '5010': ['18.00', ''],
  });
  assert.deepEqual(trialBalance(on, 'pending', 'EUR'), {
    '1020': ['', '100.00'],
    '2005': ['100.35', ''],
    '2110': ['100.00', '100.00'],
    '4010': ['', '0.35'],
  });
  assert.deepEqual(trialBalance(on, 'pending', 'USD'), {});
  const page = pageOf(on);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(DOC, page);
  assert.equal(readFileSync(DOC, 'utf8'), page);
  // The console's own view has the customers in one line, and the same sums.
  const seen = readTrialBalances(on.book().db).map(({ currency, posted, pending }) => {
    return [currency, ...[posted.debit, posted.credit, pending.debit, pending.credit].map(written)];
  });
  assert.deepEqual(seen, [
    ['EUR', '47,725,235.24', '47,725,235.24', '200.35', '200.35'],
    ['USD', '3,450,000.00', '3,450,000.00', '', ''],
  ]);
});

const DOC = join(import.meta.dirname, '../../docs/trial-balance.md');

const OPENING = `# A worked trial balance

What one day leaves: an instant payment of 240.00; a payroll of 1,240 items over 982,417.60 in one debit,
settled net against 615,300.25 that came in, of which 4,200.00 found no account; 96,000.00 frozen after
a true hit; 150,000.00 between two customers; 50,000.00 US dollars sent abroad with 18.00 of charges
claimed; and one instant payment of 100.00 that is dispatched and not answered yet. Booked is what has
happened, held what is reserved for it. A test books that day and writes this page
(\`UPDATE_GOLDEN=1 npm exec -- node --test test/operations/worked-trial-balance.test.ts\`).
`;

/** The books as an accountant reads them: each account on its side, and under the line the sums. */
function pageOf(on: TestDesk): string {
  const sections = (['posted', 'pending'] as const).flatMap((layer) =>
    ['EUR', 'USD'].map((currency) => sectionOf(on, layer, currency)),
  );
  return [OPENING, ...sections.filter((each) => each !== '')].join('\n');
}

function sectionOf(on: TestDesk, layer: 'posted' | 'pending', currency: string): string {
  const rows = Object.entries(trialBalance(on, layer, currency)).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  if (rows.length === 0) return '';
  const nameOf = on
    .book()
    .db.prepare<[string, string], string>(
      'SELECT name FROM account_names JOIN accounts ON id = account WHERE number = ? AND currency = ?',
    )
    .pluck();
  const lines = rows.map(([number, [debit, credit]]) => {
    const own = BANK_PURPOSES.find((purpose) => bankAccountCode(purpose, currency) === number);
    const name = own === undefined ? nameOf.get(number, currency) : NAMES[own];
    return `| ${number} | ${name ?? own} | ${debit} | ${credit} |`;
  });
  const sum = (side: 0 | 1): string =>
    written(
      rows.reduce((total, [, sides]) => total + (sides[side] === '' ? 0n : minor(sides[side])), 0n),
    );
  const title = `## ${layer === 'posted' ? 'Booked' : 'Held'}, ${currency}`;
  const head = '| account | | debit | credit |\n|---|---|--:|--:|';
  const total = `| | **Total** | **${sum(0)}** | **${sum(1)}** |`;
  return [title, '', head, ...lines, total, ''].join('\n');
}

/** What the bank's own accounts are called. */
const NAMES: { readonly [purpose in BankAccount]?: string } = {
  settlement: 'Settlement account at the central bank',
  instantSettlement: 'Instant settlement, prefunded',
  nostro: 'Nostro',
  instantClearing: 'Instant clearing',
  unappliedFunds: 'Unapplied funds',
  blockedFunds: 'Blocked funds',
  otherCustomers: 'Other customers',
  fxPosition: 'FX position',
  feeIncome: 'Fee income',
  fxMargin: 'FX margin',
  railCharges: 'Charges of rails and correspondents',
};
