// Goal: every row of domain.md §1.3 says in one place what it books, debit by credit, and by which deed
// a person or the program gets there; a row without a deed, or a deed nobody can ask for, fails here.
// Method: one table, written to be read beside the reference by whoever knows accounting, compared whole
// with the posting table, its deeds and the contract. What the rows change in balances, with amounts,
// is posting-rows.test.ts; that each deed really books its rows, posting-table.test.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BANK_ACCOUNTS, isBankAccount } from '../../main/domain/chart-of-accounts.ts';
import { isOffered } from '../../main/domain/event-forms.ts';
import { DEEDS } from '../../main/domain/permissions.ts';
import { POSTED_BY } from '../../main/domain/posting-deeds.ts';
import type { AccountRole, PostingRule, Step } from '../../main/domain/posting-rules.ts';
import { EVENT_CODES, type EventCode, POSTING_RULES } from '../../main/domain/posting-table.ts';
import { contract } from '../../preload/contract/contract.ts';

/**
 * `books`: one line per movement, as `debit / credit amount`; `?` where the amount may be none, `±` where
 * a negative one moves the other way. `hold` is pending; `post NAME`, `void NAME` and `expire NAME` end a
 * hold; `linked` belongs to its original and `correct` is its whole reverse, both with its value date.
 * `by`: the deeds, parted by spaces. `fxPosition` and `nostro` are those of the line's currency.
 */
type Row = { readonly books: readonly string[]; readonly by: string };

const ROWS: Readonly<Record<EventCode, Row>> = {
  A1: { books: [], by: '' },
  A2: {
    books: [
      'hold funds: customer / railClearing principal',
      'hold funds: customer / 4010 fee?',
      'hold funds: customer / 2990 tax?',
    ],
    by: 'commitEpoch commitRedrive decideReview approve overrideWait rejectApproval cancelPayment bookEvent',
  },
  A3: { books: [], by: '' },
  A4: {
    books: ['void funds'],
    by: 'decideReview rejectApproval cancelPayment handOverBatch bookEvent',
  },
  'A4.expired': { books: ['expire funds'], by: 'bookEvent' },
  A5: {
    books: [
      'void funds',
      'hold funds: customer / railClearing principal',
      'hold funds: customer / 4010 fee?',
      'hold funds: customer / 2990 tax?',
    ],
    by: 'decideReview rejectApproval cancelPayment bookEvent',
  },
  A6: { books: ['void funds', 'post: customer / 2230 principal'], by: 'bookEvent' },
  A7: { books: ['void funds'], by: 'bookEvent' },
  'A8.back': { books: ['post: 2230 / customer principal'], by: 'bookEvent' },
  'A8.on': { books: ['post: 2230 / railClearing principal'], by: 'bookEvent' },
  B1: { books: ['hold liquidity: 2110 / 1020 principal'], by: 'bookEvent' },
  B2: { books: ['post funds', 'post liquidity'], by: 'bookEvent' },
  B3: { books: ['void funds', 'void liquidity'], by: 'bookEvent' },
  B4: { books: [], by: '' },
  'B5.positive': { books: ['post funds', 'post liquidity'], by: 'bookEvent' },
  'B5.negative': { books: ['void funds', 'void liquidity'], by: 'bookEvent' },
  'B5.ruled_positive': { books: ['post funds', 'post liquidity'], by: 'bookEvent' },
  'B5.ruled_negative': { books: ['void funds', 'void liquidity'], by: 'bookEvent' },
  B6: { books: ['void funds', 'hold claim: 1350 / 2110 principal'], by: 'bookEvent' },
  B7: { books: ['post claim', 'post liquidity'], by: 'bookEvent' },
  'B8.re_debit': { books: ['post: customer / 1350 principal'], by: 'bookEvent' },
  'B8.payee_returns': { books: ['post: 1020 / 1350 principal'], by: 'bookEvent' },
  'B8.given_up': { books: ['post: 5020 / 1350 principal'], by: 'bookEvent' },
  B9: { books: ['void claim', 'void liquidity'], by: 'bookEvent' },
  B10: { books: ['post: 1020 / 2110 returned', 'post: 2110 / customer returned'], by: 'bookEvent' },
  'B11.ordered': { books: ['hold topUp: 1020 / 1010 principal'], by: 'bookEvent' },
  'B11.confirmed': { books: ['post topUp'], by: 'bookEvent' },
  C1: { books: ['hold inward: 1020 / customer principal'], by: 'bookEvent' },
  C2: { books: ['post inward'], by: 'bookEvent' },
  'C3.rejected': { books: [], by: '' },
  'C3.aborted': { books: ['void inward'], by: 'bookEvent' },
  C4: { books: ['post: 1020 / 2210 principal'], by: 'bookEvent' },
  'C5.credited': { books: ['post: 2210 / customer principal'], by: 'bookEvent' },
  'C5.returned': { books: ['post: 2210 / 1020 principal'], by: 'bookEvent' },
  'C5.frozen': { books: ['post: 2210 / 2230 principal'], by: 'bookEvent' },
  'C6.asked': { books: ['hold consent: customer / 2110 returned'], by: 'bookEvent' },
  'C6.granted': { books: ['post consent', 'post: 2110 / 1020 returned'], by: 'bookEvent' },
  D1: {
    books: [
      'hold funds: customer / 2120 principal',
      'hold funds: customer / 4010 fee?',
      'hold funds: customer / 2990 tax?',
    ],
    by: 'bookEvent',
  },
  D2: { books: [], by: '' },
  D3: { books: [], by: '' },
  D4: { books: ['post funds'], by: 'acknowledgeBatch bookEvent' },
  D5: { books: ['linked: 2120 / customer principal'], by: 'rejectAcknowledged bookEvent' },
  D6: { books: ['post: 2120 / 2125 grossOut?', 'post: 2125 / 2121 grossIn?'], by: 'closeCycle' },
  D7: { books: ['post: 2125 / 1010 ±net?'], by: 'settleCycle' },
  D8: { books: ['correct'], by: 'unwindCycle' },
  'D9.applied': { books: ['post: 2121 / customer principal'], by: 'applyInward' },
  'D9.unapplied': { books: ['post: 2121 / 2210 principal'], by: 'applyInward' },
  D10: { books: ['post: 2121 / customer returned'], by: 'bookEvent' },
  'D10.account_closed': { books: ['post: 2121 / 2210 returned'], by: 'bookEvent' },
  D11: { books: ['post: 2210 / 2120 returned'], by: 'bookEvent' },
  'D11.asked': { books: ['hold consent: customer / 2120 returned'], by: 'bookEvent' },
  'D11.agreed': { books: ['post consent'], by: 'bookEvent' },
  'E1.dispatched': { books: ['hold liquidity: 2130 / 1010 principal'], by: 'bookEvent' },
  'E1.positive': { books: ['post funds', 'post liquidity'], by: 'bookEvent' },
  'E1.negative': { books: ['void funds', 'void liquidity'], by: 'bookEvent' },
  E2: { books: [], by: '' },
  'E3.applied': {
    books: ['post: 1010 / 2130 principal', 'post: 2130 / customer principal'],
    by: 'bookEvent',
  },
  'E3.unapplied': {
    books: ['post: 1010 / 2130 principal', 'post: 2130 / 2210 principal'],
    by: 'bookEvent',
  },
  'F1.reserved': {
    books: [
      'hold funds: payer / payee principal',
      'hold funds: payer / 4010 fee?',
      'hold funds: payer / 2990 tax?',
    ],
    by: 'commitEpoch commitRedrive approve overrideWait bookEvent',
  },
  'F1.executed': {
    books: ['post funds'],
    by: 'commitEpoch commitRedrive decideReview approve overrideWait bookEvent',
  },
  F2: { books: ['linked: payee / payer principal'], by: 'bookEvent' },
  G1: {
    books: [
      'hold funds: customer / fxPosition customerAmount',
      'hold funds: fxPosition / nostro principal',
      'hold funds: customer / 4010 fee?',
      'hold funds: customer / 2990 tax?',
    ],
    by: 'bookEvent',
  },
  G2: { books: ['void funds'], by: 'bookEvent' },
  G3: { books: ['post funds', 'post: fxPosition / 4020 ±margin?'], by: 'bookEvent' },
  G4: { books: [], by: '' },
  G5: { books: ['post: 5010 / nostro charge'], by: 'bookEvent' },
  'G6.reserved': {
    books: [
      'hold funds: customer / fxPosition customerAmount',
      'hold funds: fxPosition / nostro interbank',
      'hold funds: fxPosition / 4010 fee',
    ],
    by: 'bookEvent',
  },
  'G6.dispatched': { books: ['post funds', 'post: fxPosition / 4020 ±margin?'], by: 'bookEvent' },
  G7: { books: ['correct'], by: 'bookEvent' },
  G8: {
    books: [
      'post: nostro / fxPosition returned',
      'post: fxPosition / customer customerAmount',
      'post: fxPosition / 4020 ±margin?',
    ],
    by: 'bookEvent',
  },
  G9: {
    books: [
      'post: nostro / fxPosition returned',
      'post: fxPosition / customer customerAmount',
      'post: fxPosition / 4020 ±margin?',
    ],
    by: 'bookEvent',
  },
  H1: { books: [], by: '' },
  'H2.charge': { books: ['post: 5010 / ownAccount charge'], by: 'bookEvent' },
  'H2.interest': { books: ['post: ownAccount / 4090 charge'], by: 'bookEvent' },
  'H3.credit': { books: ['post: ownAccount / 2210 principal'], by: 'bookEvent' },
  'H3.debit': { books: ['post: 2240 / ownAccount principal'], by: 'bookEvent' },
  'H4.unapplied_explained': { books: ['post: 2210 / rightful principal'], by: 'bookEvent' },
  'H4.difference_explained': { books: ['post: rightful / 2240 principal'], by: 'bookEvent' },
  'H4.written_off': { books: ['post: 5020 / 2240 principal'], by: 'bookEvent' },
  'H4.taken_in': { books: ['post: 2240 / 4090 principal'], by: 'bookEvent' },
  H5: { books: ['correct'], by: 'bookEvent' },
  H6: { books: ['post: fxPosition / 4030 ±revaluation?'], by: 'closeDay' },
  H7: { books: [], by: '' },
  I1: { books: ['hold position: payerPosition / payeePosition principal'], by: 'bookEvent' },
  'I2.committed': { books: ['post position'], by: 'bookEvent' },
  'I2.aborted': { books: ['void position'], by: 'bookEvent' },
  I3: { books: [], by: '' },
  'I4.debtor': {
    books: ['post: participantSettlement / participantPosition net'],
    by: 'settlePositions bookEvent',
  },
  'I4.creditor': {
    books: ['post: participantPosition / participantSettlement net'],
    by: 'settlePositions bookEvent',
  },
  'I5.in': { books: ['post: 1010 / participantSettlement principal'], by: 'bookEvent' },
  'I5.out': { books: ['post: participantSettlement / 1010 principal'], by: 'bookEvent' },
  O1: { books: ['post: 9990 / opened ±principal?'], by: 'openAccounts' },
  R7: { books: ['correct'], by: 'correctEntry' },
  R10: {
    books: ['post: 4010 / customer fee?', 'post: 2990 / customer tax?'],
    by: 'rejectAcknowledged',
  },
};

/** Deeds that the program does for whoever asked for another one. */
const DONE_FOR: Readonly<Record<string, keyof typeof contract>> = {
  openAccounts: 'importAccounts',
  commitEpoch: 'submitBatch',
  commitRedrive: 'redrivePayments',
};

const codeOf = (role: AccountRole): string => {
  const code = isBankAccount(role) ? BANK_ACCOUNTS[role].code : role;
  return typeof code === 'string' ? code : role;
};

function linesOf(step: Step): readonly string[] {
  if (step.kind === 'correct') return ['correct'];
  if (step.kind !== 'hold' && step.kind !== 'post') {
    return [`${step.kind.replace('_hold', '')} ${step.of}`];
  }
  const linked = step.kind === 'post' && step.corrects ? 'linked' : 'post';
  const kind = step.kind === 'hold' ? `hold ${step.as}` : linked;
  return step.lines.map(({ debit, credit, amount, optional, signed }) => {
    const moved = `${signed ? '±' : ''}${amount}${optional ? '?' : ''}`;
    return `${kind}: ${codeOf(debit)} / ${codeOf(credit)} ${moved}`;
  });
}

test('every row books what is written here, by the deeds that are written here', () => {
  const found = EVENT_CODES.map((code) => {
    const { steps }: PostingRule = POSTING_RULES[code];
    return [code, { books: steps.flatMap(linesOf), by: POSTED_BY[code].join(' ') }];
  });
  assert.deepEqual(Object.fromEntries(found), ROWS);
});

test('no row that books is without a deed, and each deed is one that somebody can ask for', () => {
  const lost = EVENT_CODES.flatMap((code) => {
    const { books, by } = ROWS[code];
    const deeds = by.split(' ').filter((deed) => deed !== '');
    const unasked = deeds.filter((deed) => {
      const asked = DONE_FOR[deed] ?? deed;
      return !Object.hasOwn(DEEDS, deed) || !Object.hasOwn(contract, asked);
    });
    const isTold = deeds.includes('bookEvent') === isOffered(code) || books.length === 0;
    const isBooked = books.length === 0 || deeds.length > 0;
    return unasked.length === 0 && isTold && isBooked ? [] : [`${code}: ${by}`];
  });
  assert.deepEqual(lost, []);
});
