// The disclosure class of every refusal (domain.md §4), and what a person without the compliance right
// is told of one. A code that has no line does not compile where answers leave the office.
import { toldStatus } from './disclosed.ts';
import { BEING_PROCESSED, type DisclosureClass } from './disclosure.ts';
import { isPaymentStatus } from './payment-status.ts';
import type { Refusal } from './result.ts';

/**
 * By code. What compliance holds is told today by a payment's status and reasons, which have tables of
 * their own, and what it decides on is unknown to others (`request_unknown`), so that every code is
 * open: it names data, funds, a right, a limit or a state that is told anyway. That a retention hold
 * runs is said to whoever would erase, as the law wants it. A code for a list, a freeze or a
 * suspicion is classed here, and from then on nobody else can tell it from a technical wait.
 */
export const CLASS_OF_REFUSAL = {
  account_is_closed: 'open',
  account_is_not_empty: 'open',
  account_kind_not_of_this_book: 'open',
  account_list_has_problems: 'open',
  account_not_closed: 'open',
  account_of_demo_bank: 'open',
  account_open_with_other_terms: 'open',
  account_overdrawn: 'open',
  account_status_is_that: 'open',
  account_unknown: 'open',
  administrators_needed: 'open',
  approval_stale: 'open',
  authenticator_code_wrong: 'open',
  authenticator_not_offered: 'open',
  backup_differs_from_its_manifest: 'open',
  backup_failed_its_check: 'open',
  backup_folder_unusable: 'open',
  backup_of_another_book: 'open',
  backup_unknown: 'open',
  batch_not_ended: 'open',
  batch_not_judged: 'open',
  batch_too_large: 'open',
  batch_unknown: 'open',
  book_failed_its_check: 'open',
  book_is_no_clearing_house: 'open',
  book_is_no_demonstration: 'open',
  book_is_not_empty: 'open',
  book_is_plain: 'open',
  book_key_wrong: 'open',
  cancelled: 'open',
  carried_item_unknown: 'open',
  carried_signature_wrong: 'open',
  carried_unreadable: 'open',
  core_accounts_unknown: 'open',
  core_date_goes_back: 'open',
  core_day_has_not_begun: 'open',
  core_list_has_problems: 'open',
  credential_must_change: 'open',
  cycle_not_closed: 'open',
  cycle_not_open: 'open',
  cycle_unknown: 'open',
  day_already_closed: 'open',
  day_has_blockers: 'open',
  day_has_not_begun: 'open',
  duplicate_file: 'open',
  duplicate_message_id: 'open',
  earlier_day_is_open: 'open',
  entry_already_corrected: 'open',
  entry_belongs_to_a_cycle: 'open',
  entry_belongs_to_a_payment: 'open',
  entry_unknown: 'open',
  epoch_unknown: 'open',
  export_unknown: 'open',
  file_cannot_be_read: 'open',
  file_has_refusing_problems: 'open',
  file_is_empty: 'open',
  file_is_not_an_account_list: 'open',
  file_is_too_large: 'open',
  grant_invalid: 'open',
  grant_is_for_oneself: 'open',
  grant_not_in_force: 'open',
  grant_not_waiting: 'open',
  grant_unknown: 'open',
  insufficient_funds: 'open',
  intake_stands_so: 'open',
  inward_exceeded: 'open',
  keeping_is_busy: 'open',
  keys_are_busy: 'open',
  last_slot: 'open',
  master_change_decided: 'open',
  master_change_not_all_there: 'open',
  master_change_overtaken: 'open',
  master_change_unknown: 'open',
  master_change_waits: 'open',
  master_content_invalid: 'open',
  master_date_before_newest: 'open',
  master_date_in_past: 'open',
  master_edition_base_differs: 'open',
  master_edition_held: 'open',
  master_edition_not_of_kind: 'open',
  master_import_runs: 'open',
  master_list_has_problems: 'open',
  master_nothing_changed: 'open',
  master_record_unknown: 'open',
  no_people: 'open',
  not_carried_by_file: 'open',
  not_locked: 'open',
  not_permitted: 'open',
  nothing_dispatched: 'open',
  office_is_not_ready: 'open',
  only_its_maker_withdraws: 'open',
  original_unknown: 'open',
  outgoing_not_waiting: 'open',
  outgoing_waits: 'open',
  package_already_used: 'open',
  package_expired: 'open',
  package_of_another_book: 'open',
  package_too_large: 'open',
  package_unknown: 'open',
  participant_short_of_cover: 'open',
  participant_without_settlement: 'open',
  passphrase_too_easy: 'open',
  passphrase_too_long: 'open',
  passphrase_too_short: 'open',
  payment_status_does_not_allow: 'open',
  payment_unknown: 'open',
  people_already_set_up: 'open',
  person_ended: 'open',
  person_name_required: 'open',
  person_unknown: 'open',
  personal_data_erased: 'open',
  policy_set_by_file: 'open',
  policy_unknown: 'open',
  policy_value_invalid: 'open',
  rate_missing: 'open',
  rate_unreadable: 'open',
  recovery_key_mistyped: 'open',
  remark_required: 'open',
  remark_unknown: 'open',
  request_cannot_be_done: 'open',
  request_decided: 'open',
  request_unknown: 'open',
  rerun_under_way: 'open',
  retention_class_runs: 'open',
  retention_hold_runs: 'open',
  retention_hold_unknown: 'open',
  scene_is_past: 'open',
  second_person_must_differ: 'open',
  second_person_required: 'open',
  session_locked: 'open',
  sign_in_blocked: 'open',
  sign_in_busy: 'open',
  sign_in_name_taken: 'open',
  sign_in_refused: 'open',
  sign_in_required: 'open',
  signer_not_permitted: 'open',
  signing_card_of_another: 'open',
  signing_key_known: 'open',
  signing_key_not_in_force: 'open',
  signing_key_not_opened: 'open',
  signing_key_not_waiting: 'open',
  signing_key_unknown: 'open',
  signing_key_unreadable: 'open',
  slot_unknown: 'open',
  step_up_needed: 'open',
  submission_id_reused: 'open',
  too_many_people: 'open',
  too_many_signing_keys: 'open',
  too_many_slots: 'open',
  word_of_nothing: 'open',
} as const satisfies Record<string, DisclosureClass>;

/** What a technical wait of a payment is refused with, for want of the compliance right. */
export const TECHNICAL_WAIT = 'payment_status_does_not_allow';

type Classes = { readonly [code: string]: DisclosureClass };

/**
 * The refusal as a person without the compliance right is told it. One that is not open, or has no
 * class, is told as a technical wait of the same payment; an open one names a status as it is told.
 */
export function toldRefusal(refusal: Refusal, classes: Classes = CLASS_OF_REFUSAL): Refusal {
  const isOpen = Object.hasOwn(classes, refusal.code) && classes[refusal.code] === 'open';
  if (!isOpen) {
    const { paymentId } = refusal;
    const payment = paymentId === undefined ? {} : { paymentId };
    return { code: TECHNICAL_WAIT, ...payment, status: BEING_PROCESSED };
  }
  const { status } = refusal;
  if (typeof status !== 'string' || !isPaymentStatus(status)) return refusal;
  return { ...refusal, status: toldStatus(status) };
}
