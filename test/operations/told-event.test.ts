// Goal: a person books any event that the table leaves to persons, sees its debits and credits first,
// and nothing else than they saw is booked; what the book would not take is refused before anybody is
// asked. Method: events are told on the demo bank's book; each is previewed, then booked, and the
// journal is compared with the preview; then one way to each reason why not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offeredEvents } from '../../main/domain/event-forms.ts';
import { isEventWhy } from '../../main/domain/event-whys.ts';
import type { BoundAccount, HoldName } from '../../main/domain/posting-rules.ts';
import { heldBy } from '../../main/operations/book-event.ts';
import { bookToldEvent, previewToldEvent } from '../../main/operations/book-told-event.ts';
import type { ToldEvent } from '../../main/operations/told-event.ts';
import { close, onlyCycle, settle } from './deeds.ts';
import { demoBank, entriesIn, money, stands, trialBalance } from './ledger-events.ts';
import { acknowledged, settlingBook } from './settling.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

type Said = {
  readonly amounts?: { readonly [name: string]: string };
  readonly accounts?: { readonly [role: string]: string };
  readonly holds?: { readonly [name: string]: number };
  readonly originals?: readonly number[];
  readonly item?: string;
  readonly valueDate?: string;
  readonly reference?: string;
};

function told(event: ToldEvent['event'], said: Said = {}): ToldEvent {
  const { amounts = {}, accounts = {}, holds = {}, originals = [], item = '' } = said;
  return {
    event,
    amounts: Object.entries(amounts).map(([name, text]) => ({
      name: name as ToldEvent['amounts'][number]['name'],
      amount: money(text),
    })),
    accounts: Object.entries(accounts).map(([role, account]) => {
      return { role: role as BoundAccount, account };
    }),
    holds: Object.entries(holds).map(([name, entryId]) => ({ name: name as HoldName, entryId })),
    originals,
    item,
    valueDate: said.valueDate ?? null,
    settlementDate: null,
  };
}

function tell(on: TestDesk, event: ToldEvent['event'], said: Said = {}, id = on.newId()) {
  const input = { submissionId: id, ...told(event, said), reference: said.reference ?? '' };
  return bookToldEvent(on.desk(), input, on.context());
}

function preview(on: TestDesk, event: ToldEvent['event'], said: Said = {}) {
  return previewToldEvent(on.desk(), told(event, said), on.now);
}

/** What the entries of the journal say, in the words of a preview. */
function journalSays(on: TestDesk, entries: readonly number[]) {
  const { journal, accounts } = on.book();
  return entries.map((entry) => {
    const { layer, postings } = journal.entry(entry);
    return {
      kind: layer,
      postings: postings.map(({ debitAccount, creditAccount, amount }) => ({
        debitAccount: accounts.byId(debitAccount).number,
        creditAccount: accounts.byId(creditAccount).number,
        amount,
      })),
    };
  });
}

/** Shows an event, books it, and sees that the journal says what was shown. */
function seenAndBooked(on: TestDesk, event: ToldEvent['event'], said: Said = {}) {
  const { entries, why, isSigned } = done(preview(on, event, said));
  assert.deepEqual({ why, isSigned }, { why: null, isSigned: false }, event);
  const booked = done(tell(on, event, said));
  assert.deepEqual(journalSays(on, entriesIn(booked)), entries, event);
  return booked;
}

const CHEN = { customer: '2003', railClearing: '2110' };

test('what is shown debit by credit is what is booked', (t) => {
  const on = demoBank(t);
  const shown = done(preview(on, 'H3.debit', UNEXPECTED));
  assert.deepEqual(shown.entries, [
    {
      kind: 'post',
      postings: [{ debitAccount: '2240', creditAccount: '1010', amount: money('312.40') }],
    },
  ]);
  const debit = entriesIn(seenAndBooked(on, 'H3.debit', UNEXPECTED));
  assert.equal(stands(on, '2240'), '-312.40');
  const inward = { amounts: { principal: '40.00' }, accounts: { customer: '2003' } };
  const position = heldBy(seenAndBooked(on, 'C1', inward), 'inward');
  seenAndBooked(on, 'C2', { holds: { inward: position } });
  assert.equal(stands(on, '2003'), '9,680.50');
  const charge = { amounts: { charge: '18.00 USD' }, accounts: { ownAccount: '1110' } };
  const [found = 0] = entriesIn(seenAndBooked(on, 'H2.charge', charge));
  seenAndBooked(on, 'H5', { originals: [found] });
  seenAndBooked(on, 'H5', { originals: debit, item: `entry ${debit[0]}` });
  assert.deepEqual([stands(on, '2240'), stands(on, '5010')], ['', '']);
  assertSound(on);
});

test('a payment by hand: reserved, sent, in doubt, booked once', (t) => {
  const on = demoBank(t);
  seenAndBooked(on, 'H3.credit', { ...UNEXPECTED, amounts: { principal: '1.00' } });
  const order = { amounts: { principal: '240.00', fee: '0.35' } };
  // The rail's clearing account is opened by the first event that meets it.
  done(tell(on, 'B10', { amounts: { returned: '1.00' }, accounts: { customer: '2003' } }));
  const funds = heldBy(seenAndBooked(on, 'A2', { ...order, accounts: CHEN }), 'funds');
  const sent = seenAndBooked(on, 'B1', { ...order, holds: { funds } });
  const liquidity = heldBy(sent, 'liquidity');
  seenAndBooked(on, 'B4', { holds: { funds } });
  seenAndBooked(on, 'B5.positive', { holds: { funds, liquidity } });
  assert.equal(done(preview(on, 'B3', { holds: { funds, liquidity } })).why, 'hold_already_posted');
  assert.equal(
    done(preview(on, 'B1', { ...order, holds: { funds: 1 } })).why,
    'hold_of_other_event',
  );
  assert.equal(stands(on, '2003'), '9,401.15');
  assertSound(on);
});

const UNEXPECTED: Said = { amounts: { principal: '312.40' }, accounts: { ownAccount: '1010' } };

test('the same again is answered alike, another input under its id is refused', (t) => {
  const on = demoBank(t);
  const first = done(tell(on, 'H3.debit', UNEXPECTED, 'once'));
  assert.deepEqual(done(tell(on, 'H3.debit', UNEXPECTED, 'once')), first);
  const other = { ...UNEXPECTED, valueDate: '2026-11-25' };
  assert.equal(refused(tell(on, 'H3.debit', other, 'once')).code, 'submission_id_reused');
  assert.equal(stands(on, '2240'), '-312.40');
});

/** One way to each reason that a person can meet: `why`, or a refusal of its own. */
const WHYS: readonly (readonly [code: string, event: ToldEvent['event'], said: Said])[] = [
  ['event_not_of_this_book', 'I5.in', {}],
  ['event_lacks_amount', 'H3.debit', {}],
  ['event_lacks_account', 'H3.debit', { amounts: { principal: '1.00' } }],
  ['event_lacks_hold', 'B2', {}],
  ['event_lacks_original', 'H5', {}],
  ['hold_of_other_event', 'C2', { holds: { inward: 1 } }],
  ['original_of_other_event', 'H5', { originals: [1] }],
  ['hold_not_found', 'C2', { holds: { inward: 987_654 } }],
  ['hold_not_found', 'B4', { holds: { funds: 987_654 } }],
  ['entry_has_no_postings', 'H5', { originals: [987_654] }],
  ['amount_must_not_be_zero', 'H3.debit', { ...UNEXPECTED, amounts: { principal: '0.00' } }],
  ['accounts_must_differ', 'F1.reserved', transfer('2003', '2003', '1.00')],
  ['insufficient_funds', 'F1.reserved', transfer('2003', '2001', '9,640.51')],
  ['insufficient_liquidity', 'B11.ordered', { amounts: { principal: '42,000,312.41' } }],
  [
    'exceeds_open_item',
    'H4.unapplied_explained',
    { amounts: { principal: '1.00' }, accounts: { rightful: '1010' }, item: 'entry 1' },
  ],
];

function transfer(payer: string, payee: string, principal: string): Said {
  return { accounts: { payer, payee }, amounts: { principal } };
}

test('what the book would not take is said before it is asked for, and refused', (t) => {
  const on = demoBank(t);
  // 2210 is met here for the first time; from then on its items are looked at.
  done(tell(on, 'H3.credit', UNEXPECTED));
  for (const [why, event, said] of WHYS) {
    const shown = preview(on, event, said);
    assert.equal(shown.ok ? shown.value.why : shown.refusal.why, why, `${event} ${why}`);
    const { code, ...of } = refused(tell(on, event, said));
    assert.deepEqual([code, of.why], ['event_cannot_be_booked', why], `${event} ${why}`);
    assert.ok(isEventWhy(why), why);
  }
  assertSound(on);
});

test('an account plays no part but those of its kind', (t) => {
  const on = demoBank(t);
  for (const [event, role, number] of [
    ['H3.debit', 'ownAccount', '2003'],
    ['C4', 'customer', '1010'],
    ['A2', 'customer', '1010'],
    ['A2', 'railClearing', '2900'],
    ['H4.unapplied_explained', 'rightful', '3010'],
  ] as const) {
    const said = { amounts: { principal: '1.00' }, accounts: { customer: '2003', [role]: number } };
    const shown = preview(on, event, said);
    // C4 names no customer: what a row does not name is left aside.
    if (event === 'C4') assert.ok(shown.ok);
    else assert.deepEqual(refused(shown), { code: 'account_of_other_kind', account: number, role });
  }
  const nobody = { amounts: { principal: '1.00' }, accounts: { ownAccount: 'NONE' } };
  assert.deepEqual(refused(preview(on, 'H3.debit', nobody)), {
    code: 'account_unknown',
    account: 'NONE',
    currency: 'EUR',
  });
});

test('what cycles owe and are owed is nobody’s to move: they still close and settle', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  const tried = (account: string, item: string) => {
    const said = { amounts: { principal: '1.00' }, accounts: { rightful: account }, item };
    const wanted = { code: 'account_of_other_kind', account, role: 'rightful' };
    assert.deepEqual(refused(tell(on, 'H4.difference_explained', said)), wanted);
  };
  tried('2120', `batch ${batch}`);
  assert.ok(close(on, cycle, '0.00') > 0);
  tried('2125', `cycle ${cycle}`);
  assert.ok(settle(on, cycle, '-10.00').settled);
  assertSound(on);
});

test('each role is offered the events of its book, and none with a deed of its own', (t) => {
  const on = demoBank(t);
  const [branch, house] = [offeredEvents('participant'), offeredEvents('clearing')];
  assert.deepEqual([branch.length, house.length], [OFFERED.branch, OFFERED.house]);
  assert.deepEqual(
    ['D6', 'D7', 'H6', 'O1', 'R7', 'A1'].filter((each) => branch.some((code) => code === each)),
    [],
  );
  assert.equal(refused(preview(on, 'D7')).code, 'event_has_its_own_deed');
  assert.deepEqual(Object.keys(trialBalance(on, 'pending', 'EUR')), []);
});

const OFFERED = { branch: 69, house: 7 };
