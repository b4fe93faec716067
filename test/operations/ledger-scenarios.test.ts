// Goal: what scenarios 3, 6, 17, 19, 20, 22, 23 and 24 of the domain say of the ledger, with their
// exact amounts. Method: each is a short list of events on the demo bank's book (24: on a clearing
// house's), and what the accounts say in between; at the end the whole audit passes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, localActor } from '../../main/domain/permissions.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { expectRefusal } from './expect-refusal.ts';
import {
  book,
  demoBank,
  entriesIn,
  idOf,
  stands,
  take,
  tell,
  trialBalance,
  usable,
  written,
} from './ledger-events.ts';
import {
  accountRow,
  assertSound,
  done,
  open,
  refused,
  type TestDesk,
  testDesk,
  testFolder,
} from './test-desk.ts';

const BEN = localActor('ben');

function says(on: TestDesk, expected: { readonly [account: string]: string }): void {
  const found = Object.fromEntries(Object.keys(expected).map((each) => [each, stands(on, each)]));
  assert.deepEqual(found, expected);
}

const CHEN = { accounts: { customer: '2003' }, payment: 1, rail: 'instant' } as const;
const ORDER = { ...CHEN, amounts: { principal: '240.00', fee: '0.35' } } as const;

/** Scenario 1 up to the dispatch: what is held of the payer and of our own liquidity. */
function dispatched(on: TestDesk): { readonly funds: number; readonly liquidity: number } {
  const funds = take(on, 'A2', 'funds', ORDER);
  const liquidity = take(on, 'B1', 'liquidity', { ...ORDER, holds: { funds } });
  return { funds, liquidity };
}

test('scenario 3: silence, policy hold', (t) => {
  const on = demoBank(t);
  const holds = dispatched(on);
  book(on, 'B4', { ...CHEN, holds });
  on.reopen();
  // Expiry is impossible, and so is any end but the rail's answer or that of two persons.
  for (const event of ['A4.expired', 'A4', 'A5'] as const) {
    assert.equal(refused(tell(on, event, { ...ORDER, holds })).code, 'hold_was_dispatched', event);
  }
  const alone = tell(on, 'B5.ruled_negative', { ...CHEN, holds });
  assert.equal(refused(alone).code, 'second_person_required');
  assert.deepEqual([usable(on, '2003'), usable(on, '1020')], ['9,400.15', '5,999,760.00']);
  book(on, 'B5.positive', { ...CHEN, holds });
  says(on, { '2003': '9,400.15', '1020': '-5,999,760.00', '2110': '' });
  const again = refused(tell(on, 'B5.positive', { ...CHEN, holds }));
  assert.equal(again.code, 'hold_already_posted', 'a repeat is logged, not booked');
  assertSound(on);
});

test('scenario 6: holds never over-commit, in every order', (t) => {
  const orders = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ] as const;
  for (const [first, second, third] of orders) {
    const on = demoBank(t);
    const eva = (payment: number) => {
      const to = { accounts: { customer: '2005' }, payment, rail: 'instant' } as const;
      return { ...to, amounts: { principal: '900.00', fee: '0.35' } } as const;
    };
    const funds = take(on, 'A2', 'funds', eva(first));
    take(on, 'A2', 'funds', eva(second));
    assert.equal(usable(on, '2005'), '350.05');
    assert.equal(refused(tell(on, 'A2', eva(third))).code, 'insufficient_funds');
    book(on, 'A4', { ...eva(first), holds: { funds } });
    assert.equal(usable(on, '2005'), '1,250.40');
    take(on, 'A2', 'funds', eva(4));
    assert.equal(usable(on, '2005'), '350.05');
    assertSound(on);
  }
});

test('scenario 16: four eyes on us, as the ledger sees it', (t) => {
  const on = demoBank(t);
  const transfer = { accounts: { payer: '2008', payee: '2001' }, payment: 16 } as const;
  const order = { ...transfer, amounts: { principal: '150,000.00' } } as const;
  const funds = take(on, 'F1.reserved', 'funds', order);
  assert.deepEqual([usable(on, '2008'), stands(on, '2001')], ['490,000.00', '1,250,000.00']);
  // Edited while it waits: the hold of the first version is void, the second takes its own.
  book(on, 'A4', { ...transfer, holds: { funds } });
  const second = take(on, 'F1.reserved', 'funds', order);
  const stale = refused(tell(on, 'F1.executed', { ...transfer, holds: { funds } }));
  assert.equal(stale.code, 'hold_already_voided');
  assert.equal(usable(on, '2008'), '490,000.00');
  book(on, 'F1.executed', { ...transfer, holds: { funds: second } });
  says(on, { '2008': '490,000.00', '2001': '1,400,000.00' });
  assertSound(on);
});

test('scenario 17: short of liquidity', (t) => {
  const on = demoBank(t);
  // Earlier items hold 41,700,000.00 of the settlement account.
  const other = { accounts: { customer: '2900' }, payment: 1, rail: 'high_value' } as const;
  const early = { ...other, amounts: { principal: '41,700,000.00', fee: '0.00' } } as const;
  const funds = take(on, 'A2', 'funds', early);
  take(on, 'E1.dispatched', 'liquidity', { ...early, holds: { funds } });
  assert.equal(usable(on, '1010'), '300,000.00');
  const adler = { accounts: { customer: '2001' }, payment: 2, rail: 'high_value' } as const;
  const order = { ...adler, amounts: { principal: '500,000.00', fee: '12.00' } } as const;
  const held = take(on, 'A2', 'funds', order);
  assert.equal(usable(on, '2001'), '749,988.00');
  const short = tell(on, 'E1.dispatched', { ...order, holds: { funds: held } });
  assert.equal(refused(short).code, 'insufficient_liquidity');
  assert.equal(usable(on, '1010'), '300,000.00', 'parked: nothing is taken, A2 stays');
  const hafen = { accounts: { customer: '2008' }, payment: 3, rail: 'high_value' } as const;
  book(on, 'E3.applied', { ...hafen, amounts: { principal: '350,000.00' } });
  assert.equal(usable(on, '1010'), '650,000.00');
  const liquidity = take(on, 'E1.dispatched', 'liquidity', { ...order, holds: { funds: held } });
  book(on, 'E1.positive', { ...adler, holds: { funds: held, liquidity } });
  says(on, { '2001': '749,988.00', '2008': '990,000.00', '2130': '' });
  assert.equal(usable(on, '1010'), '150,000.00');
  assertSound(on);
});

test('scenario 19: returned from abroad', (t) => {
  const on = demoBank(t);
  const dupont = { accounts: { customer: '2004' }, payment: 18 } as const;
  const quoted = { customerAmount: '46,511.63', principal: '50,000.00 USD', fee: '45.00' };
  const funds = take(on, 'G1', 'funds', { ...dupont, amounts: quoted });
  book(on, 'G3', { ...dupont, holds: { funds }, amounts: { margin: '215.33' } });
  const back = { returned: '49,960.00 USD', customerAmount: '45,834.86', margin: '211.22' };
  book(on, 'G8', { ...dupont, amounts: back, value: '2026-12-01' });
  says(on, { '2004': '309,278.23', '1110': '-3,499,960.00', '4020': '426.55', '4010': '45.00' });
  assertSound(on);
});

test('scenario 20: recall of an instant payment', (t) => {
  const on = demoBank(t);
  const holds = dispatched(on);
  book(on, 'B2', { ...CHEN, holds });
  book(on, 'B10', { ...CHEN, amounts: { returned: '240.00' } });
  says(on, { '2003': '9,640.15', '1020': '-6,000,000.00', '2110': '' });
  // Before dispatch the same wish is a cancel: the hold is void.
  const funds = take(on, 'A2', 'funds', { ...ORDER, payment: 2 });
  book(on, 'A4', { ...CHEN, payment: 2, holds: { funds } });
  assert.equal(usable(on, '2003'), '9,640.15');
  assertSound(on);
});

test('scenario 22: write-off', (t) => {
  const on = demoBank(t);
  const found = { accounts: { ownAccount: '1010' }, amounts: { principal: '312.40' } } as const;
  book(on, 'H3.debit', { ...found, item: 'line 9' });
  says(on, { '2240': '-312.40', '1010': '-41,999,687.60' });
  const off = { amounts: { principal: '312.40' }, item: 'line 9', reference: 'untraceable' };
  assert.equal(refused(tell(on, 'H4.written_off', off)).code, 'second_person_required');
  const self = { ...off, second: on.actor };
  assert.equal(refused(tell(on, 'H4.written_off', self)).code, 'second_person_must_differ');
  const clerk: Actor = { ...BEN, roles: ['submitter'] };
  const unfit = tell(on, 'H4.written_off', { ...off, second: clerk });
  assert.equal(refused(unfit).code, 'signer_not_permitted');
  const mute = tell(on, 'H4.written_off', { ...off, second: BEN, reference: ' ' });
  assert.equal(refused(mute).code, 'reference_required');
  const more = { ...off, amounts: { principal: '312.41' }, second: BEN };
  assert.equal(refused(tell(on, 'H4.written_off', more)).code, 'exceeds_open_item');
  book(on, 'H4.written_off', { ...off, second: BEN });
  says(on, { '2240': '', '5020': '-312.40', '1010': '-41,999,687.60' });
  // Within the single limit one person is enough.
  book(on, 'H3.debit', { ...found, amounts: { principal: '99.99' }, item: 'line 10' });
  book(on, 'H4.written_off', { amounts: { principal: '99.99' }, item: 'line 10' });
  assertSound(on);
});

test('scenario 14: blocked funds leave by licence and two compliance persons only', (t) => {
  const on = demoBank(t);
  const hafen = { accounts: { customer: '2008' }, payment: 14, rail: 'high_value' } as const;
  const amounts = { principal: '96,000.00', fee: '12.00' } as const;
  const funds = take(on, 'A2', 'funds', { ...hafen, amounts });
  const freeze = { ...hafen, amounts, holds: { funds }, second: BEN, reference: 'EU-2026/1' };
  book(on, 'A6', freeze);
  says(on, { '2008': '544,000.00', '2230': '96,000.00' });
  const release = { ...hafen, amounts, second: BEN, reference: 'LIC-7' };
  const cases: readonly (readonly [string, object, string])[] = [
    ['nobody beside him', { second: undefined }, 'second_person_required'],
    ['one person twice', { second: on.actor }, 'second_person_must_differ'],
    ['an administrator', { second: { ...BEN, roles: ['administrator'] } }, 'signer_not_permitted'],
    ['a supervisor', { second: { ...BEN, roles: ['supervisor'] } }, 'signer_not_permitted'],
    ['without a licence', { reference: '' }, 'reference_required'],
  ];
  for (const [name, change, code] of cases) {
    assert.equal(refused(tell(on, 'A8.back', { ...release, ...change })).code, code, name);
  }
  expectRefusal(on, '2230', '2008', 'debit_account_is_locked');
  book(on, 'A8.back', release);
  says(on, { '2008': '640,000.00', '2230': '' });
  assertSound(on);
});

test('scenario 23: holds stay until the acknowledgement, then are posted once', (t) => {
  const on = demoBank(t);
  const brandt = { accounts: { customer: '2002' }, rail: 'batch' } as const;
  const held = ['1,000.00', '2,000.00', '3,000.00'].map((principal, at) => {
    const told = { ...brandt, payment: at + 1, amounts: { principal } };
    const funds = take(on, 'D1', 'funds', told);
    book(on, 'D2', { ...told, holds: { funds } });
    return { ...told, holds: { funds } };
  });
  for (const told of held) {
    on.reopen();
    assert.equal(refused(tell(on, 'A4.expired', told)).code, 'hold_was_dispatched');
  }
  assert.equal(usable(on, '2002'), '42,200.00');
  says(on, { '2002': '48,200.00' });
  for (const told of held) {
    const submissionId = on.newId();
    const booked = done(tell(on, 'D4', { ...told, submissionId }));
    on.reopen();
    assert.deepEqual(done(tell(on, 'D4', { ...told, submissionId })), booked, 'asked again');
    assert.equal(refused(tell(on, 'D4', told)).code, 'hold_already_posted');
  }
  says(on, { '2002': '42,200.00', '2120': '6,000.00' });
  assertSound(on);
});

test('scenario 24: the clearing house cycle', (t) => {
  const on = testDesk(t, 1, testFolder(t), 'clearing');
  const banks = ['A', 'B', 'C'];
  open(on, [
    accountRow('1010', '0.00', { kind: 'settlement' }),
    ...banks.flatMap((bank) => [
      accountRow(`${bank} set`, '0.00', { kind: 'participant_settlement' }),
      accountRow(`${bank} pos`, '0.00', { kind: 'participant_position', accountLimit: 80_000n }),
    ]),
  ]);
  const two = { second: BEN, reference: 'funding' };
  for (const bank of banks) {
    const accounts = { participantSettlement: `${bank} set` };
    book(on, 'I5.in', { accounts, amounts: { principal: '1,000.00' }, ...two });
  }
  const pay = (from: string, to: string, principal: string) => {
    const accounts = { payerPosition: `${from} pos`, payeePosition: `${to} pos` };
    return tell(on, 'I1', { accounts, amounts: { principal } });
  };
  const commit = (from: string, to: string, principal: string): void => {
    const position = Number(/\d+/.exec(done(pay(from, to, principal)).holds)?.[0]);
    book(on, 'I2.committed', { holds: { position } });
  };
  commit('A', 'B', '700.00');
  assert.equal(refused(pay('A', 'C', '200.00')).code, 'insufficient_funds', '900.00 over 800.00');
  commit('B', 'C', '500.00');
  commit('C', 'A', '650.00');
  commit('A', 'C', '200.00');
  commit('B', 'A', '100.00');
  says(on, { 'A pos': '-150.00', 'B pos': '100.00', 'C pos': '50.00' });
  const settle = (event: 'I4.debtor' | 'I4.creditor', bank: string, net: string) => {
    const accounts = { participantPosition: `${bank} pos`, participantSettlement: `${bank} set` };
    const told = { accounts, amounts: { net } };
    assert.equal(refused(tell(on, event, told)).code, 'second_person_required');
    book(on, event, { ...told, second: BEN, reference: 'cycle 1' });
  };
  settle('I4.debtor', 'A', '150.00');
  // The finalisation stops here: what is settled stands, the rest is as it was, and goes on.
  on.reopen();
  assertSound(on, 'half settled');
  says(on, { 'A set': '850.00', 'A pos': '', 'B pos': '100.00', 'C pos': '50.00' });
  const overdone = { participantPosition: 'B pos', participantSettlement: 'B set' };
  const beyond = { accounts: overdone, amounts: { net: '2,000.00' }, second: BEN, reference: 'c' };
  assert.equal(refused(tell(on, 'I4.creditor', beyond)).code, 'insufficient_funds');
  settle('I4.creditor', 'B', '100.00');
  settle('I4.creditor', 'C', '50.00');
  says(on, { 'A set': '850.00', 'B set': '1,100.00', 'C set': '1,050.00', 'A pos': '' });
  assert.equal(refused(tell(on, 'B2', {})).code, 'event_not_of_this_book');
  assertSound(on);
});

test('scenario 21: the charge of a nostro, and its correction', (t) => {
  const on = demoBank(t);
  const amounts = { charge: '18.00 USD' } as const;
  const charge = book(on, 'H2.charge', { accounts: { ownAccount: '1110' }, amounts });
  says(on, { '1110': '-3,499,982.00' });
  const before = trialBalance(on, 'posted', 'EUR');
  book(on, 'H5', { originals: entriesIn(charge), value: '2026-11-27' });
  says(on, { '1110': '-3,500,000.00', '5010': '' });
  assert.deepEqual(trialBalance(on, 'posted', 'EUR'), before);
  const twice = tell(on, 'H5', { originals: entriesIn(charge) });
  assert.equal(refused(twice).code, 'entry_already_corrected');
  assert.equal(written(0n), '');
  assertSound(on);
});

test('a correction leaves holds, blocked funds and spent items to their own rows', (t) => {
  const on = demoBank(t);
  const correct = (entryId: number | undefined) => {
    const input = { submissionId: on.newId(), entryId: entryId ?? 0, remark: 'wrong' };
    return correctEntry(on.desk(), input, on.context());
  };
  const accounts = { payer: '2008', payee: '2001', rightful: '2008', ownAccount: '1010' } as const;
  const amounts = { principal: '100.00' } as const;
  const held = book(on, 'F1.reserved', { accounts, amounts });
  assert.equal(refused(correct(entriesIn(held)[0])).code, 'entry_belongs_to_a_payment');
  const item = 'line 1';
  const found = book(on, 'H3.credit', { accounts, amounts, item });
  const frozen = { amounts, item, second: BEN, reference: 'EU-1' } as const;
  book(on, 'H3.credit', { accounts, amounts, item: 'line 2' });
  const blocked = book(on, 'C5.frozen', { ...frozen, item: 'line 2' });
  assert.equal(refused(correct(entriesIn(blocked)[0])).code, 'entry_belongs_to_a_payment');
  // An item is cleared by its own name only.
  const unnamed = tell(on, 'H4.unapplied_explained', { accounts, amounts, item: 'line 9' });
  assert.equal(refused(unnamed).code, 'exceeds_open_item');
  // Part of what was found is applied: the whole can no longer be taken back.
  book(on, 'H4.unapplied_explained', { accounts, amounts: { principal: '40.00' }, item });
  book(on, 'H3.credit', { accounts, amounts, item: 'line 3' });
  const spent = refused(correct(entriesIn(found)[0]));
  assert.deepEqual(spent, { code: 'insufficient_funds', account: idOf(on, '2210') });
  assertSound(on);
});
