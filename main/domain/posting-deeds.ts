// Which deeds book each row of the posting table. What has a deed of its own is booked by nothing
// else: that deed keeps the payment, the cycle or the day in step with the money.
import { isSignedDeed } from './approval-policy.ts';
import { isOverridable } from './override.ts';
import type { Deed } from './permissions.ts';
import { EVENT_CODES, type EventCode, rowOf } from './posting-table.ts';

const BOOK: readonly Deed[] = ['bookEvent'];
/** A row that books nothing is posted by no deed. */
const NOTHING: readonly Deed[] = [];

/** The deeds that post a row, by its code. */
export const POSTED_BY: Readonly<Record<EventCode, readonly Deed[]>> = {
  A1: NOTHING,
  A2: [
    'commitEpoch',
    'commitRedrive',
    'decideReview',
    'approve',
    'overrideWait',
    'rejectApproval',
    'cancelPayment',
    'bookEvent',
  ],
  A3: NOTHING,
  A4: ['decideReview', 'rejectApproval', 'cancelPayment', 'bookEvent'],
  'A4.expired': BOOK,
  A5: ['decideReview', 'rejectApproval', 'cancelPayment', 'bookEvent'],
  A6: BOOK,
  A7: BOOK,
  'A8.back': BOOK,
  'A8.on': BOOK,
  B1: BOOK,
  B2: BOOK,
  B3: BOOK,
  B4: NOTHING,
  'B5.positive': BOOK,
  'B5.negative': BOOK,
  'B5.ruled_positive': BOOK,
  'B5.ruled_negative': BOOK,
  B6: BOOK,
  B7: BOOK,
  'B8.re_debit': BOOK,
  'B8.payee_returns': BOOK,
  'B8.given_up': BOOK,
  B9: BOOK,
  B10: BOOK,
  'B11.ordered': BOOK,
  'B11.confirmed': BOOK,
  C1: BOOK,
  C2: BOOK,
  'C3.rejected': NOTHING,
  'C3.aborted': BOOK,
  C4: BOOK,
  'C5.credited': BOOK,
  'C5.returned': BOOK,
  'C5.frozen': BOOK,
  'C6.asked': BOOK,
  'C6.granted': BOOK,
  D1: BOOK,
  D2: NOTHING,
  D3: NOTHING,
  D4: ['acknowledgeBatch', 'bookEvent'],
  D5: ['rejectAcknowledged', 'bookEvent'],
  D6: ['closeCycle'],
  D7: ['settleCycle'],
  // Of a cycle that this book keeps it is refused: its payments would have to join the next one.
  D8: BOOK,
  'D9.applied': ['applyInward'],
  'D9.unapplied': ['applyInward'],
  D10: BOOK,
  'D10.account_closed': BOOK,
  D11: BOOK,
  'D11.asked': BOOK,
  'D11.agreed': BOOK,
  'E1.dispatched': BOOK,
  'E1.positive': BOOK,
  'E1.negative': BOOK,
  E2: NOTHING,
  'E3.applied': BOOK,
  'E3.unapplied': BOOK,
  'F1.reserved': ['commitEpoch', 'commitRedrive', 'approve', 'overrideWait', 'bookEvent'],
  'F1.executed': [
    'commitEpoch',
    'commitRedrive',
    'decideReview',
    'approve',
    'overrideWait',
    'bookEvent',
  ],
  F2: BOOK,
  G1: BOOK,
  G2: BOOK,
  G3: BOOK,
  G4: NOTHING,
  G5: BOOK,
  'G6.reserved': BOOK,
  'G6.dispatched': BOOK,
  G7: BOOK,
  G8: BOOK,
  G9: BOOK,
  H1: NOTHING,
  'H2.charge': BOOK,
  'H2.interest': BOOK,
  'H3.credit': BOOK,
  'H3.debit': BOOK,
  'H4.unapplied_explained': BOOK,
  'H4.difference_explained': BOOK,
  'H4.written_off': BOOK,
  'H4.taken_in': BOOK,
  H5: BOOK,
  H6: ['closeDay'],
  H7: NOTHING,
  I1: BOOK,
  'I2.committed': BOOK,
  'I2.aborted': BOOK,
  I3: NOTHING,
  'I4.debtor': ['settlePositions', 'bookEvent'],
  'I4.creditor': ['settlePositions', 'bookEvent'],
  'I5.in': BOOK,
  'I5.out': BOOK,
  O1: ['openAccounts'],
  R7: ['correctEntry'],
  R10: ['rejectAcknowledged'],
};

/** A deed with those of others inside which it is done where they must stand for it. */
function withOthers(deed: Deed): readonly Deed[] {
  if (!isSignedDeed(deed)) return [deed];
  const signed = [deed, 'decideRequest'] as const;
  return isOverridable(deed, null) ? [...signed, 'overrideWait'] : signed;
}

/** Every row as an entry names it with every deed that may post it: `D4 acknowledgeBatch`. */
export function rowsWithDeeds(): ReadonlySet<string> {
  return new Set(
    EVENT_CODES.flatMap((code) =>
      POSTED_BY[code].flatMap(withOthers).map((deed) => `${rowOf(code)} ${deed}`),
    ),
  );
}
