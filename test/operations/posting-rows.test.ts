// Goal: every row of domain.md §1.3, A1 to I5, can be booked and changes exactly what its effect
// column says. Method: a table; for each code a fresh book takes the rows before it, then the row;
// what changed in posted and in usable balances is compared whole, and after every row Σ debits =
// Σ credits per currency in both layers, and the audit passes. P 100.00, F 1.00, R 40.00.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import type { HoldName } from '../../main/domain/posting-rules.ts';
import { EVENT_CODES, type EventCode, POSTING_RULES } from '../../main/domain/posting-table.ts';
import { heldBy } from '../../main/operations/book-event.ts';
import { book, demoBank, entriesIn, type Told, written } from './ledger-events.ts';
import { accountRow, assertSound, open, type TestDesk, testDesk, testFolder } from './test-desk.ts';

type Before = readonly [EventCode, HoldName | 'original' | null];

/** A code, the rows before it with the hold that each takes, and what it changes: `posted|usable`. */
type Row = {
  readonly before?: readonly Before[];
  readonly effect: { readonly [account: string]: string };
};

const FUNDS: readonly Before[] = [['A2', 'funds']];
const SENT: readonly Before[] = [...FUNDS, ['B1', 'liquidity']];
const CLAIMED: readonly Before[] = [...SENT, ['B6', 'claim']];
const OWED: readonly Before[] = [...CLAIMED, ['B7', null]];
const HIGH: readonly Before[] = [...FUNDS, ['E1.dispatched', 'liquidity']];
const FILED: readonly Before[] = [['D1', 'funds']];
const TAKEN: readonly Before[] = [...FILED, ['D4', 'original']];
const UNAPPLIED: readonly Before[] = [['C4', null]];
const CAME_IN: readonly Before[] = [['D6', 'original']];
const QUOTED: readonly Before[] = [['G1', 'funds']];
const NONE: Row = { effect: {} };

/** The clearing account that each row's customer hold goes to: that of the rail. */
const SETTLED = { effect: { '2003': '-101.00|', '4010': '+1.00|', '1020': '+100.00|' } };

const ROWS: Record<EventCode, Row> = {
  A1: NONE,
  A2: { effect: { '2003': '|-101.00' } },
  A3: NONE,
  A4: { before: FUNDS, effect: { '2003': '|+101.00' } },
  'A4.expired': { before: FUNDS, effect: { '2003': '|+101.00' } },
  A5: { before: FUNDS, effect: {} },
  A6: { before: FUNDS, effect: { '2003': '-100.00|+1.00', '2230': '+100.00|+100.00' } },
  A7: { before: FUNDS, effect: { '2003': '|+101.00' } },
  'A8.back': {
    before: [...FUNDS, ['A6', null]],
    effect: { '2230': '-100.00|-100.00', '2003': '+100.00|+100.00' },
  },
  'A8.on': {
    before: [...FUNDS, ['A6', null]],
    effect: { '2230': '-100.00|-100.00', '2110': '+100.00|+100.00' },
  },
  B1: { before: FUNDS, effect: { '1020': '|-100.00' } },
  B2: { before: SENT, ...SETTLED },
  B3: { before: SENT, effect: { '2003': '|+101.00', '1020': '|+100.00' } },
  B4: { before: SENT, effect: {} },
  'B5.positive': { before: [...SENT, ['B4', null]], ...SETTLED },
  'B5.negative': {
    before: [...SENT, ['B4', null]],
    effect: { '2003': '|+101.00', '1020': '|+100.00' },
  },
  'B5.ruled_positive': { before: [...SENT, ['B4', null]], ...SETTLED },
  'B5.ruled_negative': {
    before: [...SENT, ['B4', null]],
    effect: { '2003': '|+101.00', '1020': '|+100.00' },
  },
  B6: { before: SENT, effect: { '2003': '|+101.00' } },
  B7: { before: CLAIMED, effect: { '1350': '-100.00|+100.00', '1020': '+100.00|' } },
  'B8.re_debit': {
    before: OWED,
    effect: { '2003': '-100.00|-100.00', '1350': '+100.00|-100.00' },
  },
  'B8.payee_returns': {
    before: OWED,
    effect: { '1020': '-100.00|+100.00', '1350': '+100.00|-100.00' },
  },
  'B8.given_up': {
    before: OWED,
    effect: { '5020': '-100.00|+100.00', '1350': '+100.00|-100.00' },
  },
  B9: { before: CLAIMED, effect: { '1020': '|+100.00' } },
  B10: { effect: { '1020': '-40.00|+40.00', '2003': '+40.00|+40.00' } },
  'B11.ordered': { effect: { '1010': '|-100.00' } },
  'B11.confirmed': {
    before: [['B11.ordered', 'topUp']],
    effect: { '1020': '-100.00|+100.00', '1010': '+100.00|' },
  },
  C1: { effect: {} },
  C2: {
    before: [['C1', 'inward']],
    effect: { '1020': '-100.00|+100.00', '2003': '+100.00|+100.00' },
  },
  'C3.rejected': NONE,
  'C3.aborted': { before: [['C1', 'inward']], effect: {} },
  C4: { effect: { '1020': '-100.00|+100.00', '2210': '+100.00|+100.00' } },
  'C5.credited': {
    before: UNAPPLIED,
    effect: { '2210': '-100.00|-100.00', '2003': '+100.00|+100.00' },
  },
  'C5.returned': {
    before: UNAPPLIED,
    effect: { '2210': '-100.00|-100.00', '1020': '+100.00|-100.00' },
  },
  'C5.frozen': {
    before: UNAPPLIED,
    effect: { '2210': '-100.00|-100.00', '2230': '+100.00|+100.00' },
  },
  'C6.asked': { effect: { '2003': '|-40.00' } },
  'C6.granted': {
    before: [['C6.asked', 'consent']],
    effect: { '2003': '-40.00|', '1020': '+40.00|-40.00' },
  },
  D1: { effect: { '2003': '|-101.00' } },
  D2: { before: FILED, effect: {} },
  D3: { before: FILED, effect: {} },
  D4: {
    before: FILED,
    effect: { '2003': '-101.00|', '4010': '+1.00|+1.00', '2120': '+100.00|+100.00' },
  },
  D5: {
    before: TAKEN,
    effect: { '2120': '-100.00|-100.00', '2003': '+100.00|+100.00' },
  },
  D6: {
    effect: { '2120': '-300.00|-300.00', '2125': '+100.00|+100.00', '2121': '+200.00|+200.00' },
  },
  D7: { before: CAME_IN, effect: { '2125': '-100.00|-100.00', '1010': '+100.00|-100.00' } },
  D8: {
    before: CAME_IN,
    effect: { '2120': '+300.00|+300.00', '2125': '-100.00|-100.00', '2121': '-200.00|-200.00' },
  },
  'D9.applied': {
    before: CAME_IN,
    effect: { '2121': '-100.00|-100.00', '2003': '+100.00|+100.00' },
  },
  'D9.unapplied': {
    before: CAME_IN,
    effect: { '2121': '-100.00|-100.00', '2210': '+100.00|+100.00' },
  },
  D10: { before: CAME_IN, effect: { '2121': '-40.00|-40.00', '2003': '+40.00|+40.00' } },
  'D10.account_closed': {
    before: CAME_IN,
    effect: { '2121': '-40.00|-40.00', '2210': '+40.00|+40.00' },
  },
  D11: { before: UNAPPLIED, effect: { '2210': '-40.00|-40.00', '2120': '+40.00|+40.00' } },
  'D11.asked': { effect: { '2003': '|-40.00' } },
  'D11.agreed': {
    before: [['D11.asked', 'consent']],
    effect: { '2003': '-40.00|', '2120': '+40.00|+40.00' },
  },
  'E1.dispatched': { before: FUNDS, effect: { '1010': '|-100.00' } },
  'E1.positive': {
    before: HIGH,
    effect: { '2003': '-101.00|', '4010': '+1.00|+1.00', '1010': '+100.00|' },
  },
  'E1.negative': { before: HIGH, effect: { '2003': '|+101.00', '1010': '|+100.00' } },
  E2: { before: FUNDS, effect: {} },
  'E3.applied': { effect: { '1010': '-100.00|+100.00', '2003': '+100.00|+100.00' } },
  'E3.unapplied': { effect: { '1010': '-100.00|+100.00', '2210': '+100.00|+100.00' } },
  'F1.reserved': { effect: { '2003': '|-101.00' } },
  'F1.executed': {
    before: [['F1.reserved', 'funds']],
    effect: { '2003': '-101.00|', '2001': '+100.00|+100.00', '4010': '+1.00|+1.00' },
  },
  F2: {
    before: [
      ['F1.reserved', 'funds'],
      ['F1.executed', 'original'],
    ],
    effect: { '2001': '-100.00|-100.00', '2003': '+100.00|+100.00' },
  },
  G1: { effect: { '2003': '|-91.00', '1110': '|-100.00' } },
  G2: { before: QUOTED, effect: { '2003': '|+91.00', '1110': '|+100.00' } },
  G3: {
    before: QUOTED,
    effect: {
      '2003': '-91.00|',
      '3010': '+88.00|-88.00',
      '3020': '-100.00|+100.00',
      '1110': '+100.00|',
      '4010': '+1.00|+1.00',
      '4020': '+2.00|+2.00',
    },
  },
  G4: NONE,
  G5: { effect: { '5010': '-3.00|+3.00', '1110': '+3.00|-3.00' } },
  'G6.reserved': { effect: { '2003': '|-90.00', '1110': '|-98.00' } },
  'G6.dispatched': {
    before: [['G6.reserved', 'funds']],
    effect: {
      '2003': '-90.00|',
      '3010': '+88.00|-88.00',
      '3020': '-99.00|+99.00',
      '1110': '+98.00|',
      '4010': '+1.00|+1.00',
      '4020': '+2.00|+2.00',
    },
  },
  G7: {
    before: [...QUOTED, ['G3', 'original']],
    effect: {
      '2003': '+91.00|+91.00',
      '3010': '-88.00|+88.00',
      '3020': '+100.00|-100.00',
      '1110': '-100.00|+100.00',
      '4010': '-1.00|-1.00',
      '4020': '-2.00|-2.00',
    },
  },
  G8: {
    effect: {
      '1110': '-40.00|+40.00',
      '3020': '+40.00|-40.00',
      '2003': '+90.00|+90.00',
      '3010': '-92.00|+92.00',
      '4020': '+2.00|+2.00',
    },
  },
  G9: {
    effect: {
      '1110': '-40.00|+40.00',
      '3020': '+40.00|-40.00',
      '2003': '+90.00|+90.00',
      '3010': '-92.00|+92.00',
      '4020': '+2.00|+2.00',
    },
  },
  H1: NONE,
  'H2.charge': { effect: { '5010': '-3.00|+3.00', '1110': '+3.00|-3.00' } },
  'H2.interest': { effect: { '1110': '-3.00|+3.00', '4090': '+3.00|+3.00' } },
  'H3.credit': { effect: { '1010': '-100.00|+100.00', '2210': '+100.00|+100.00' } },
  'H3.debit': { effect: { '2240': '-100.00|+100.00', '1010': '+100.00|-100.00' } },
  'H4.unapplied_explained': {
    before: [['H3.credit', null]],
    effect: { '2210': '-100.00|-100.00', '2008': '+100.00|+100.00' },
  },
  'H4.difference_explained': {
    before: [['H3.debit', null]],
    effect: { '2240': '+100.00|-100.00', '2008': '-100.00|-100.00' },
  },
  'H4.written_off': {
    before: [['H3.debit', null]],
    effect: { '5020': '-100.00|+100.00', '2240': '+100.00|-100.00' },
  },
  'H4.taken_in': { effect: { '2240': '-100.00|+100.00', '4090': '+100.00|+100.00' } },
  H5: {
    before: [['H2.charge', 'original']],
    effect: { '5010': '+3.00|-3.00', '1110': '-3.00|+3.00' },
  },
  H6: { effect: { '3010': '+5.00|-5.00', '4030': '-5.00|-5.00' } },
  H7: NONE,
  I1: { effect: { 'A pos': '|-100.00' } },
  'I2.committed': {
    before: [['I1', 'position']],
    effect: { 'A pos': '-100.00|', 'B pos': '+100.00|+100.00' },
  },
  'I2.aborted': { before: [['I1', 'position']], effect: { 'A pos': '|+100.00' } },
  I3: NONE,
  'I4.debtor': { effect: { 'A set': '-100.00|-100.00', 'A pos': '+100.00|+100.00' } },
  'I4.creditor': { effect: { 'A pos': '-100.00|-100.00', 'A set': '+100.00|+100.00' } },
  'I5.in': { effect: { '1010': '-100.00|+100.00', 'A set': '+100.00|+100.00' } },
  'I5.out': { effect: { 'A set': '-100.00|-100.00', '1010': '+100.00|-100.00' } },
  O1: { effect: { '9990': '-100.00|-100.00', '2002': '+100.00|+100.00' } },
  R10: { effect: { '4010': '-1.00|', '2003': '+1.00|+1.00' } },
  R7: {
    before: [['O1', 'original']],
    effect: { '9990': '+100.00|+100.00', '2002': '-100.00|-100.00' },
  },
};

/** What every row is told; each takes from it what it names. */
function toldTo(code: EventCode): Told {
  const abroad = code.startsWith('G') || code.startsWith('H2') || code === 'H5';
  const usd = abroad ? ' USD' : '';
  const amounts = {
    principal: code === 'G1' ? '100.00 USD' : '100.00',
    fee: code === 'G6.reserved' ? '1.00 USD' : '1.00',
    returned: `40.00${usd}`,
    grossOut: '300.00',
    grossIn: '200.00',
    net: '100.00',
    customerAmount: '90.00',
    interbank: '98.00 USD',
    margin: '2.00',
    charge: `3.00${usd}`,
    revaluation: '-5.00',
  };
  const house = {
    payerPosition: 'A pos',
    payeePosition: 'B pos',
    participantPosition: 'A pos',
    participantSettlement: 'A set',
  };
  const branch = {
    customer: '2003',
    payer: '2003',
    payee: '2001',
    rightful: '2008',
    opened: '2002',
  } as const;
  const ownAccount = code.startsWith('H2') ? '1110' : '1010';
  const isHouse = POSTING_RULES[code].book === 'clearing';
  const rail = code.startsWith('E') ? 'high_value' : 'instant';
  return {
    accounts: isHouse ? house : { ...branch, ownAccount },
    amounts,
    payment: 7,
    rail,
    second: localActor('ben'),
    reference: 'CASE-7',
  };
}

function bookFor(t: Pick<TestContext, 'after'>, code: EventCode): TestDesk {
  if (POSTING_RULES[code].book !== 'clearing') return demoBank(t);
  const on = testDesk(t, 1, testFolder(t), 'clearing');
  open(on, [
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
    ...['A', 'B'].flatMap((bank) => [
      accountRow(`${bank} set`, '1,000.00', { kind: 'participant_settlement' }),
      accountRow(`${bank} pos`, '500.00', { kind: 'participant_position', accountLimit: 80_000n }),
    ]),
  ]);
  return on;
}

type Balances = { readonly [account: string]: readonly [posted: bigint, usable: bigint] };

/** What every account has booked and may still use; USD behind a number that EUR has too. */
function balancesOf(on: TestDesk): Balances {
  const { accounts, balances } = on.book();
  const rows = accounts.all().map(({ id, number, currency }) => {
    const { creditsPosted, debitsPosted } = balances.balance(id);
    const isTwice = currency === 'USD' && accounts.find(number, 'EUR') !== null;
    const name = isTwice ? `${number} USD` : number;
    return [name, [creditsPosted - debitsPosted, balances.funds(id)]] as const;
  });
  return Object.fromEntries(rows);
}

function difference(before: Balances, after: Balances): { readonly [account: string]: string } {
  const signed = (amount: bigint): string =>
    amount > 0n ? `+${written(amount)}` : written(amount);
  const effect: { [account: string]: string } = {};
  for (const [account, [posted, usable]] of Object.entries(after)) {
    const [postedBefore, usableBefore] = before[account] ?? [0n, 0n];
    const change = `${signed(posted - postedBefore)}|${signed(usable - usableBefore)}`;
    if (change !== '|') effect[account] = change;
  }
  return effect;
}

/** Clearing, claims, differences, positions, income, expense: what is usable of them means nothing. */
const FOLLOWED = /^(?:1350|21\d\d|2240|[345]\d{3})/;

for (const code of EVENT_CODES) {
  test(`row ${code} changes what its effect column says`, (t) => {
    const on = bookFor(t, code);
    const { before = [], effect } = ROWS[code];
    const holds: { [name in HoldName]?: number } = {};
    const originals: number[] = [];
    for (const [earlier, leaves] of before) {
      const booked = book(on, earlier, {
        ...toldTo(earlier),
        rail: railOf(code),
        holds,
        originals,
      });
      if (leaves === 'original') originals.push(...entriesIn(booked));
      else if (leaves !== null) holds[leaves] = heldBy(booked, leaves);
    }
    const was = balancesOf(on);
    const told = { ...toldTo(code), rail: railOf(code), holds, originals };
    book(on, code, told);
    assert.deepEqual(plain(difference(was, balancesOf(on))), plain(effect));
    assertSound(on, code);
  });
}

function railOf(code: EventCode): 'instant' | 'high_value' | 'batch' {
  if (code.startsWith('D')) return 'batch';
  return code.startsWith('E') ? 'high_value' : 'instant';
}

/** Of accounts that follow, only what is booked on them is compared. */
function plain(effect: { readonly [account: string]: string }): object {
  const rows = Object.entries(effect).map(([account, change]) => {
    const [posted = ''] = change.split('|');
    return [account, FOLLOWED.test(account) ? `${posted}|` : change] as const;
  });
  return Object.fromEntries(rows.filter(([, change]) => change !== '|'));
}
