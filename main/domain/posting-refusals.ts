// Why an entry is not written, each as a sentence, first in precedence first: where an entry breaks
// several rules it is refused with the one that stands higher. The order is that of TigerBeetle's
// transfer results (its names in brackets): what is malformed, what does not exist, what does not
// fit together, what has already happened, what may not be, and last what there is no money for.

export const POSTING_REFUSALS = [
  /** Another entry of the chain was refused, so this one was not written (linked_event_failed). */
  'linked_entry_failed',
  /** The last entry of a list says that another follows it (linked_event_chain_open). */
  'linked_chain_open',
  /** An entry moves nothing. */
  'entry_has_no_postings',
  /** An entry has more postings than one may have. */
  'entry_has_too_many_postings',
  /** (debit_account_id_must_not_be_zero) */
  'debit_account_must_not_be_zero',
  /** (debit_account_id_must_not_be_int_max) */
  'debit_account_must_not_be_max',
  /** (credit_account_id_must_not_be_zero) */
  'credit_account_must_not_be_zero',
  /** (credit_account_id_must_not_be_int_max) */
  'credit_account_must_not_be_max',
  /** A posting has one account at both ends (accounts_must_be_different). */
  'accounts_must_differ',
  /** A hold or a booking names a hold that it would resolve (pending_id_must_be_zero). */
  'hold_must_be_zero',
  /** A resolution names no hold (pending_id_must_not_be_zero). */
  'hold_must_not_be_zero',
  /** (pending_id_must_not_be_int_max) */
  'hold_must_not_be_max',
  /** A hold corrects nothing: only a booking does. */
  'hold_must_not_correct',
  /** An amount is zero or negative (amount_must_not_be_zero). */
  'amount_must_not_be_zero',
  /** An amount is larger than any amount may be (MAX_MINOR). */
  'amount_exceeds_the_largest',
  /** (debit_account_not_found) */
  'debit_account_not_found',
  /** (credit_account_not_found) */
  'credit_account_not_found',
  /** The two ends are in different currencies (accounts_must_have_the_same_ledger). */
  'accounts_must_have_the_same_currency',
  /** The amount is in another currency (transfer_must_have_the_same_ledger_as_accounts). */
  'amount_must_have_the_currency_of_its_accounts',
  /** (pending_transfer_not_found) */
  'hold_not_found',
  /** What is named as a hold is another entry (pending_transfer_not_pending). */
  'entry_is_not_a_hold',
  /** Not one part for each held posting (pending_transfer_has_different_debit_account_id …). */
  'parts_differ_from_the_hold',
  /** A part is negative, or more than was held (exceeds_pending_transfer_amount). */
  'exceeds_held_amount',
  /** Every part is zero: that would be a void. */
  'parts_must_not_all_be_zero',
  /** (pending_transfer_already_posted) */
  'hold_already_posted',
  /** (pending_transfer_already_voided) */
  'hold_already_voided',
  /** (pending_transfer_expired) */
  'hold_already_expired',
  /** Only a rail's answer or two persons end a hold that was dispatched (R3). */
  'hold_was_dispatched',
  /** The entry that is to be corrected is not there. */
  'corrected_entry_not_found',
  /** A hold, or what ended one without booking: there is nothing to correct. */
  'corrected_entry_is_not_booked',
  /** A correction is booked once for each payment of an entry (exists). */
  'entry_already_corrected',
  /** A posting does not reverse one of the original. */
  'correction_must_reverse_its_original',
  /** More is taken back than was booked (R7). */
  'exceeds_corrected_amount',
  /** A correction has the original's value date (R7). */
  'correction_must_keep_the_value_date',
  /** (debit_account_already_closed) */
  'debit_account_is_closed',
  /** (credit_account_already_closed) */
  'credit_account_is_closed',
  /** The account takes money and gives none (A7). */
  'debit_account_is_blocked',
  /** Blocked funds leave only by reference and two compliance persons (R11). */
  'debit_account_is_locked',
  /** Nothing more is booked in a closed day (R8). */
  'day_is_closed',
  /** Neither the open day nor the one that closes (R8). */
  'day_is_not_open',
  /** (overflows_debits_pending) */
  'overflows_debits_pending',
  /** (overflows_credits_pending) */
  'overflows_credits_pending',
  /** (overflows_debits_posted) */
  'overflows_debits_posted',
  /** (overflows_credits_posted) */
  'overflows_credits_posted',
  /** The debited account, or another that may never be overdrawn, lacks the sum (exceeds_credits). */
  'insufficient_funds',
  /** Our own account lacks what a hold would reserve of it (exceeds_debits). */
  'insufficient_liquidity',
] as const;

export type PostingRefusal = (typeof POSTING_REFUSALS)[number];

/** Postings in one entry: bounds what one link must fold and one person must read. */
export const POSTINGS_PER_ENTRY_MAX = 10_000;

/** No id is this; a caller that counts past the end of its numbers arrives here. */
export const ID_MAX = Number.MAX_SAFE_INTEGER;
