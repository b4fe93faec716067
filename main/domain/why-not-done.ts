// Why what was asked for and signed can no longer be carried out, in the few codes that a person is
// told: an entry that the ledger would refuse whatever anybody does is one of them.
import type { PostingRefusal } from './posting-refusals.ts';

const TOLD = [
  'not_permitted',
  'outside_authority',
  'beyond_single_limit',
  'beyond_daily_limit',
  'policy_set_by_file',
  'policy_unknown',
  'policy_value_invalid',
  'account_unknown',
  'account_status_is_that',
  'account_is_closed',
  'account_is_not_empty',
  'entry_unknown',
  'entry_belongs_to_a_payment',
  'entry_belongs_to_a_cycle',
  'entry_already_corrected',
  'insufficient_funds',
  'insufficient_liquidity',
  'second_person_required',
  'second_person_must_differ',
  'signer_not_permitted',
  'break_unknown',
  'reason_required',
  'batch_unknown',
  'outgoing_not_waiting',
  'remark_required',
  'event_has_its_own_deed',
  'event_not_of_this_book',
  'event_lacks_account',
  'event_lacks_amount',
  'event_lacks_hold',
  'event_lacks_original',
  'reference_required',
  'hold_was_not_dispatched',
  'hold_was_dispatched',
  'hold_already_posted',
  'hold_already_voided',
  'hold_already_expired',
  'exceeds_open_item',
  'exceeds_held_amount',
  'exceeds_corrected_amount',
  'debit_account_is_closed',
  'credit_account_is_closed',
  'debit_account_is_blocked',
  'debit_account_is_locked',
  'day_is_closed',
  'day_is_not_open',
  'book_is_no_clearing_house',
  'participant_without_settlement',
  'participant_short_of_cover',
  'positions_changed',
  'cycle_unknown',
  'cycle_not_closed',
  'cycle_was_drawn_on',
  'branch_unknown',
  'batch_not_judged',
  'outgoing_waits',
  'hand_over_too_large',
  'payment_status_does_not_allow',
  'payment_was_edited',
  'branch_is_this_book',
  'branch_key_known',
  'branch_key_unknown',
  'too_many_branch_keys',
] as const;

/** What a deed that waited may be refused with when it is carried out at last. */
export type WhyNotDone = (typeof TOLD)[number] | PostingRefusal;

/** The codes that have words; `entry_not_possible` stands for every other refusal of the ledger. */
export const WHY_NOT_DONE = [...TOLD, 'entry_not_possible'] as const;
export type ToldNotDone = (typeof WHY_NOT_DONE)[number];

/** The code of the words for `why`, which an office says as it has it. */
export function toldNotDone(why: string): ToldNotDone {
  return TOLD.find((each) => each === why) ?? 'entry_not_possible';
}
