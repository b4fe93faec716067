// The Settlement screen of a clearing house: its participants' positions, the cycle in hand and the
// cycles that were settled.
import { z } from 'zod';
import { method } from './method.ts';
import {
  businessDate,
  count,
  currency,
  deed,
  deedRefusals,
  instant,
  list,
  minor,
  rowId,
  text,
} from './values.ts';

const participant = z.strictObject({
  participant: text(140),
  name: text(140),
  currency,
  /** What others owe it less what it owes: negative, it owes. */
  position: minor,
  /** Held for items that are prepared and not yet committed. */
  pending: minor,
  cap: minor,
  /** What it may still send: position less pending plus cap. */
  available: minor,
  /** What stands on its settlement account, and what its position would overdraw that by. */
  cover: minor,
  shortfall: minor,
});

const cycle = {
  currency,
  items: count,
  gross: minor,
  /** What moves, or would move now, between settlement accounts and positions. */
  moved: minor,
} as const;

export const clearingMethods = {
  /** Where every participant stands; empty in a book that is no clearing house's. */
  clearingView: method({
    input: z.strictObject({}),
    output: z.strictObject({
      participants: list(participant, 1_000),
      inHand: list(z.strictObject(cycle), 200),
      settled: list(
        z.strictObject({
          ...cycle,
          deed: rowId,
          at: instant,
          settlementDate: businessDate,
          participants: count,
        }),
        50,
      ),
    }),
    refusals: [],
  }),
  /**
   * Settles every position of a currency, all or none; answers how many participants had one. In a book
   * with people it waits for another person to sign, for the positions as they stand when it is asked.
   */
  settlePositions: method({
    input: z.strictObject({ ...deed, currency }),
    output: z.strictObject({ participants: count }),
    refusals: [
      ...deedRefusals,
      'second_person_required',
      'book_is_no_clearing_house',
      'participant_without_settlement',
      'participant_short_of_cover',
    ],
  }),
};
