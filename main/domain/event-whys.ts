// Why an event of the posting table would not be booked, as a person is told it. The other rules of an
// entry guard against programs: what a person tells cannot break them.
import { POSTING_REFUSALS, type PostingRefusal } from './posting-refusals.ts';

/** Rules that only a program's own entry can break. */
const OF_PROGRAMS = [
  'linked_entry_failed',
  'linked_chain_open',
  'entry_has_too_many_postings',
  'debit_account_must_not_be_zero',
  'debit_account_must_not_be_max',
  'credit_account_must_not_be_zero',
  'credit_account_must_not_be_max',
  'hold_must_be_zero',
  'hold_must_not_be_zero',
  'hold_must_not_correct',
  'debit_account_not_found',
  'credit_account_not_found',
  'parts_differ_from_the_hold',
  'exceeds_held_amount',
  'parts_must_not_all_be_zero',
] as const satisfies readonly PostingRefusal[];

/** What the row says beside the rules of an entry. */
const OF_ROWS = [
  'event_not_of_this_book',
  'event_lacks_account',
  'event_lacks_amount',
  'event_lacks_hold',
  'event_lacks_original',
  'hold_of_other_event',
  'original_of_other_event',
  'hold_was_not_dispatched',
  'exceeds_open_item',
  'duty_of_others',
] as const;

export type EventWhy =
  | Exclude<PostingRefusal, (typeof OF_PROGRAMS)[number]>
  | (typeof OF_ROWS)[number];

const EVENT_WHYS: ReadonlySet<string> = new Set([
  ...OF_ROWS,
  ...POSTING_REFUSALS.filter((code) => !OF_PROGRAMS.some((each) => each === code)),
]);

export function isEventWhy(code: string): code is EventWhy {
  return EVENT_WHYS.has(code);
}
