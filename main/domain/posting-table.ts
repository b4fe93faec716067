// Every row of domain.md §1.3, A1 to I5, and the three of this house beside them. A row with several bookings has one entry for each, named
// after the point. A row without steps books nothing, and is here to say so.
import {
  answerNo,
  book,
  CORRECT,
  expire,
  free,
  hold,
  move,
  moveAny,
  moveSigned,
  type PostingRule,
  post,
  postLinked,
  type Signing,
  type Step,
} from './posting-rules.ts';

const COMPLY: Signing = { duty: 'comply', above: 'always' };
const APPROVE: Signing = { duty: 'approve', above: 'always' };
const WRITE_OFF: Signing = { duty: 'approve', above: 'writeOffLimit' };

function branch(...steps: readonly Step[]): PostingRule {
  return { book: 'participant', steps };
}

function house(...steps: readonly Step[]): PostingRule {
  return { book: 'clearing', steps };
}

/** What a service costs, and the tax on it where its tariff is taxed. */
const CHARGES = [
  moveAny('customer', 'feeIncome', 'fee'),
  moveAny('customer', 'feeTax', 'tax'),
] as const;

/** Funds reserved: principal and fee in one hold (R2). */
const RESERVE = hold('funds', move('customer', 'railClearing', 'principal'), ...CHARGES);

/** A: before the rail. */
const BEFORE = {
  A1: branch(),
  A2: branch(RESERVE),
  A3: branch(),
  A4: branch(free('funds')),
  'A4.expired': branch(expire('funds')),
  A5: branch(free('funds'), RESERVE),
  A6: {
    ...branch(free('funds'), post(move('customer', 'blockedFunds', 'principal'))),
    signed: COMPLY,
  },
  A7: { ...branch(free('funds')), signed: COMPLY },
  'A8.back': { ...branch(post(move('blockedFunds', 'customer', 'principal'))), signed: COMPLY },
  'A8.on': { ...branch(post(move('blockedFunds', 'railClearing', 'principal'))), signed: COMPLY },
} as const satisfies Record<string, PostingRule>;

/** B: instant, gross, outward. */
const INSTANT_OUT = {
  B1: {
    ...branch(hold('liquidity', move('instantClearing', 'instantSettlement', 'principal'))),
    marks: 'dispatched',
  },
  B2: branch(book('funds'), book('liquidity')),
  B3: branch(answerNo('funds'), answerNo('liquidity')),
  B4: { ...branch(), marks: 'unknown' },
  'B5.positive': branch(book('funds'), book('liquidity')),
  'B5.negative': branch(answerNo('funds'), answerNo('liquidity')),
  'B5.ruled_positive': { ...branch(book('funds'), book('liquidity')), signed: APPROVE },
  'B5.ruled_negative': { ...branch(answerNo('funds'), answerNo('liquidity')), signed: APPROVE },
  B6: branch(
    answerNo('funds'),
    hold('claim', move('instantClaims', 'instantClearing', 'principal')),
  ),
  B7: branch(book('claim'), book('liquidity')),
  'B8.re_debit': branch(post(move('customer', 'instantClaims', 'principal'))),
  'B8.payee_returns': branch(post(move('instantSettlement', 'instantClaims', 'principal'))),
  'B8.given_up': {
    ...branch(post(move('operationalLosses', 'instantClaims', 'principal'))),
    signed: APPROVE,
  },
  B9: branch(answerNo('claim'), answerNo('liquidity')),
  B10: branch(
    post(
      move('instantSettlement', 'instantClearing', 'returned'),
      move('instantClearing', 'customer', 'returned'),
    ),
  ),
  'B11.ordered': branch(hold('topUp', move('instantSettlement', 'settlement', 'principal'))),
  'B11.confirmed': branch(book('topUp')),
} as const satisfies Record<string, PostingRule>;

/** C: instant, inward. */
const INSTANT_IN = {
  C1: branch(hold('inward', move('instantSettlement', 'customer', 'principal'))),
  C2: branch(book('inward')),
  'C3.rejected': branch(),
  'C3.aborted': branch(answerNo('inward')),
  C4: branch(post(move('instantSettlement', 'unappliedFunds', 'principal'))),
  'C5.credited': branch(post(move('unappliedFunds', 'customer', 'principal'))),
  'C5.returned': branch(post(move('unappliedFunds', 'instantSettlement', 'principal'))),
  'C5.frozen': {
    ...branch(post(move('unappliedFunds', 'blockedFunds', 'principal'))),
    signed: COMPLY,
  },
  'C6.asked': branch(hold('consent', move('customer', 'instantClearing', 'returned'))),
  'C6.granted': branch(
    book('consent'),
    post(move('instantClearing', 'instantSettlement', 'returned')),
  ),
} as const satisfies Record<string, PostingRule>;

/** D: batch, deferred net. */
const BATCH = {
  D1: branch(hold('funds', move('customer', 'outwardClearing', 'principal'), ...CHARGES)),
  D2: { ...branch(), marks: 'dispatched' },
  D3: branch(),
  D4: branch(book('funds')),
  D5: branch(postLinked(move('outwardClearing', 'customer', 'principal'))),
  D6: branch(
    post(
      moveAny('outwardClearing', 'cyclePosition', 'grossOut'),
      moveAny('cyclePosition', 'inwardClearing', 'grossIn'),
    ),
  ),
  D7: branch(post(moveSigned('cyclePosition', 'settlement', 'net'))),
  D8: branch(CORRECT),
  'D9.applied': branch(post(move('inwardClearing', 'customer', 'principal'))),
  'D9.unapplied': branch(post(move('inwardClearing', 'unappliedFunds', 'principal'))),
  D10: branch(post(move('inwardClearing', 'customer', 'returned'))),
  'D10.account_closed': branch(post(move('inwardClearing', 'unappliedFunds', 'returned'))),
  D11: branch(post(move('unappliedFunds', 'outwardClearing', 'returned'))),
  'D11.asked': branch(hold('consent', move('customer', 'outwardClearing', 'returned'))),
  'D11.agreed': branch(book('consent')),
} as const satisfies Record<string, PostingRule>;

/** E: high value, gross. F: on us. */
const HIGH_VALUE = {
  'E1.dispatched': {
    ...branch(hold('liquidity', move('highValueClearing', 'settlement', 'principal'))),
    marks: 'dispatched',
  },
  'E1.positive': branch(book('funds'), book('liquidity')),
  'E1.negative': branch(answerNo('funds'), answerNo('liquidity')),
  E2: branch(),
  'E3.applied': branch(
    post(
      move('settlement', 'highValueClearing', 'principal'),
      move('highValueClearing', 'customer', 'principal'),
    ),
  ),
  'E3.unapplied': branch(
    post(
      move('settlement', 'highValueClearing', 'principal'),
      move('highValueClearing', 'unappliedFunds', 'principal'),
    ),
  ),
  'F1.reserved': branch(
    hold(
      'funds',
      move('payer', 'payee', 'principal'),
      moveAny('payer', 'feeIncome', 'fee'),
      moveAny('payer', 'feeTax', 'tax'),
    ),
  ),
  'F1.executed': branch(book('funds')),
  F2: branch(postLinked(move('payee', 'payer', 'principal'))),
} as const satisfies Record<string, PostingRule>;

/** G: cross-border with exchange; each line's position account is that of the amount's currency. */
const EXCHANGE = {
  G1: branch(
    hold(
      'funds',
      move('customer', 'fxPosition', 'customerAmount'),
      move('fxPosition', 'nostro', 'principal'),
      ...CHARGES,
    ),
  ),
  G2: branch(free('funds')),
  G3: branch(book('funds'), post(moveSigned('fxPosition', 'fxMargin', 'margin'))),
  G4: branch(),
  G5: branch(post(move('railCharges', 'nostro', 'charge'))),
  'G6.reserved': branch(
    hold(
      'funds',
      move('customer', 'fxPosition', 'customerAmount'),
      move('fxPosition', 'nostro', 'interbank'),
      move('fxPosition', 'feeIncome', 'fee'),
    ),
  ),
  'G6.dispatched': branch(book('funds'), post(moveSigned('fxPosition', 'fxMargin', 'margin'))),
  G7: branch(CORRECT),
  G8: branch(
    post(
      move('nostro', 'fxPosition', 'returned'),
      move('fxPosition', 'customer', 'customerAmount'),
      moveSigned('fxPosition', 'fxMargin', 'margin'),
    ),
  ),
  G9: branch(
    post(
      move('nostro', 'fxPosition', 'returned'),
      move('fxPosition', 'customer', 'customerAmount'),
      moveSigned('fxPosition', 'fxMargin', 'margin'),
    ),
  ),
} as const satisfies Record<string, PostingRule>;

/** H: reconciliation and the close of the day. */
const RECONCILIATION = {
  H1: branch(),
  'H2.charge': branch(post(move('railCharges', 'ownAccount', 'charge'))),
  'H2.interest': branch(post(move('ownAccount', 'otherIncome', 'charge'))),
  'H3.credit': branch(post(move('ownAccount', 'unappliedFunds', 'principal'))),
  'H3.debit': branch(post(move('differences', 'ownAccount', 'principal'))),
  'H4.unapplied_explained': branch(post(move('unappliedFunds', 'rightful', 'principal'))),
  'H4.difference_explained': branch(post(move('rightful', 'differences', 'principal'))),
  'H4.written_off': {
    ...branch(post(move('operationalLosses', 'differences', 'principal'))),
    signed: WRITE_OFF,
  },
  'H4.taken_in': {
    ...branch(post(move('differences', 'otherIncome', 'principal'))),
    signed: WRITE_OFF,
  },
  H5: branch(CORRECT),
  H6: branch(post(moveSigned('fxPosition', 'fxRevaluation', 'revaluation'))),
  H7: branch(),
} as const satisfies Record<string, PostingRule>;

/** I: the clearing house's book. */
const CLEARING_HOUSE = {
  I1: house(hold('position', move('payerPosition', 'payeePosition', 'principal'))),
  'I2.committed': house(book('position')),
  'I2.aborted': house(answerNo('position')),
  I3: house(),
  'I4.debtor': {
    ...house(post(move('participantSettlement', 'participantPosition', 'net'))),
    signed: APPROVE,
  },
  'I4.creditor': {
    ...house(post(move('participantPosition', 'participantSettlement', 'net'))),
    signed: APPROVE,
  },
  'I5.in': {
    ...house(post(move('settlement', 'participantSettlement', 'principal'))),
    signed: APPROVE,
  },
  'I5.out': {
    ...house(post(move('participantSettlement', 'settlement', 'principal'))),
    signed: APPROVE,
  },
} as const satisfies Record<string, PostingRule>;

/** What no event of payments books: how a book begins, how a single mistake is taken back (R7),
 * and how a fee is refunded: by an entry of its own, with its tax (R10). */
const KEEPING = {
  O1: { ...branch(post(moveSigned('opening', 'opened', 'principal'))), book: 'any' },
  R7: { ...branch(CORRECT), book: 'any' },
  R10: branch(post(moveAny('feeIncome', 'customer', 'fee'), moveAny('feeTax', 'customer', 'tax'))),
} as const satisfies Record<string, PostingRule>;

export const POSTING_RULES = {
  ...BEFORE,
  ...INSTANT_OUT,
  ...INSTANT_IN,
  ...BATCH,
  ...HIGH_VALUE,
  ...EXCHANGE,
  ...RECONCILIATION,
  ...CLEARING_HOUSE,
  ...KEEPING,
} as const satisfies Record<string, PostingRule>;

export type EventCode = keyof typeof POSTING_RULES;

export const EVENT_CODES = Object.keys(POSTING_RULES).filter(isEventCode);

export function isEventCode(text: string): text is EventCode {
  return Object.hasOwn(POSTING_RULES, text);
}

/** The row of domain.md that an event belongs to: what an entry keeps as its event. */
export function rowOf(code: EventCode): string {
  return code.replace(/\..*$/, '');
}
