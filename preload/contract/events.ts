// Events of the posting table that a person books: shown debit by credit first, then booked, or put to
// whoever must stand for them.
import { z } from 'zod';
import { AMOUNT_NAMES, BOUND_ACCOUNTS, HOLD_NAMES } from '../../main/domain/posting-rules.ts';
import { EVENT_CODES } from '../../main/domain/posting-table.ts';
import { method } from './method.ts';
import {
  beyondAuthority,
  businessDate,
  code,
  deed,
  deedRefusals,
  list,
  money,
  rowId,
  text,
} from './values.ts';

/** Entries of one event, and postings of one that is shown: its rows have a handful. */
const ENTRIES_MAX = 20;
const POSTINGS_SHOWN_MAX = 200;
/** Originals that one event takes back. */
const ORIGINALS_MAX = 10;

/** An event in a person's words; what its row does not name is left aside. */
const told = {
  event: z.enum(EVENT_CODES),
  amounts: list(z.strictObject({ name: z.enum(AMOUNT_NAMES), amount: money }), AMOUNT_NAMES.length),
  /** Each by its number, in the currency of the amount that it gives or takes. */
  accounts: list(
    z.strictObject({ role: z.enum(BOUND_ACCOUNTS), account: text(140) }),
    BOUND_ACCOUNTS.length,
  ),
  /** The entries that took the holds which this event ends. */
  holds: list(z.strictObject({ name: z.enum(HOLD_NAMES), entryId: rowId }), HOLD_NAMES.length),
  /** The entries that it takes back. */
  originals: list(rowId, ORIGINALS_MAX),
  /** The open item that it moves; empty for one that begins with it. */
  item: text(140),
  /** Null is the day that is open when it is booked; a correction keeps that of its original. */
  valueDate: businessDate.nullable(),
  settlementDate: businessDate.nullable(),
};

/** What an event is not shown for: it could not be booked under any signature. */
const toldRefusals = [
  'account_unknown',
  'account_of_other_kind',
  'event_has_its_own_deed',
  'entry_belongs_to_a_payment',
  'entry_belongs_to_a_cycle',
  'event_cannot_be_booked',
] as const;

export const eventMethods = {
  /** What an event would book now, and why it would not be taken; nothing is written. */
  previewEvent: method({
    input: z.strictObject(told),
    output: z.strictObject({
      entries: list(
        z.strictObject({
          kind: z.enum(['hold', 'post', 'post_hold', 'void_hold', 'expire_hold']),
          postings: list(
            z.strictObject({
              debitAccount: text(140),
              creditAccount: text(140),
              amount: money,
            }),
            POSTINGS_SHOWN_MAX,
          ),
        }),
        ENTRIES_MAX,
      ),
      /** The rule that it would break; null: it would be booked. */
      why: code.nullable(),
      /** Another person must stand for it, in a book with people. */
      isSigned: z.boolean(),
    }),
    refusals: toldRefusals,
  }),
  /** Books the event; what is somebody's duty waits for another person in a book with people. */
  bookEvent: method({
    input: z.strictObject({
      ...deed,
      ...told,
      /** The licence, the order or the reason; kept beside the chain. */
      reference: text(500),
    }),
    output: z.strictObject({
      entries: list(rowId, ENTRIES_MAX),
      /** The holds among them, by what they are for. */
      holds: list(z.strictObject({ name: z.enum(HOLD_NAMES), entryId: rowId }), HOLD_NAMES.length),
    }),
    refusals: [
      ...deedRefusals,
      ...toldRefusals,
      'reference_required',
      ...beyondAuthority,
      'second_person_required',
    ],
  }),
};
