// What the ledger promises, by the names of its reference: L of the ledger, C of the chain, R of the
// rules of posting. docs/invariants.md is written from this table.

export type Kept = {
  readonly says: string;
  /** File under main/ and a text that stands in it: the assertion, trigger, constraint or refusal. */
  readonly asserted: readonly (readonly [file: string, text: string])[];
  readonly audited: readonly string[];
  /** File under test/ and the title of the test that breaks it. */
  readonly tested: readonly [file: string, title: string];
};

const LEDGER = 'ledger';
const CHAIN = 'chain_is_whole';

export const INVARIANTS: { readonly [name: string]: Kept } = {
  L1: {
    says: 'the legs of an entry are equal per currency; it has one at least; none is zero',
    asserted: [
      [`${LEDGER}/journal.ts`, 'an entry has at least one posting'],
      [`${LEDGER}/balances.ts`, 'an amount is positive'],
      [`${LEDGER}/balances.ts`, 'a posting has two ends'],
    ],
    tested: ['ledger/journal.test.ts', 'an entry that cannot be balanced cannot be written'],
    audited: ['entries_hold_their_postings', 'amounts_are_in_bounds'],
  },
  L2: {
    says: 'all balances add up to zero per currency, in each layer',
    asserted: [[`${LEDGER}/balances.ts`, 'one currency per posting']],
    tested: ['ledger/audit.test.ts', 'each check fails for what is planted, and nothing else does'],
    audited: ['trial_balance_is_zero_posted', 'trial_balance_is_zero_pending'],
  },
  L3: {
    says: 'a balance is the sum of its legs',
    asserted: [[`${LEDGER}/accounts.ts`, 'booked debits read as written']],
    tested: [
      'operations/worked-trial-balance.test.ts',
      'scenarios 1, 7, 14, 16 and 18 leave the trial balance of the domain',
    ],
    audited: ['balances_are_the_sum_of_postings', 'postings_are_linked'],
  },
  L4: {
    says: 'amounts are whole, above zero and bounded; counters fit',
    asserted: [
      [`${LEDGER}/balances.ts`, 'a counter fits its 64 bits'],
      [`${LEDGER}/entry-checks.ts`, 'amount_exceeds_the_largest'],
    ],
    tested: ['ledger/audit.test.ts', 'each check fails for what is planted, and nothing else does'],
    audited: ['amounts_are_in_bounds'],
  },
  L5: {
    says: 'entries, postings and deeds are never changed or deleted',
    asserted: [[`${LEDGER}/schema-guards.ts`, 'is append-only']],
    tested: ['ledger/schema.test.ts', 'what the chain covers can be neither changed nor deleted'],
    audited: ['schema_is_ours', CHAIN],
  },
  L6: {
    says: 'one currency per account; exchange goes through position accounts',
    asserted: [[`${LEDGER}/journal.ts`, 'currency of the ends']],
    tested: [
      'operations/worked-trial-balance.test.ts',
      'scenarios 1, 7, 14, 16 and 18 leave the trial balance of the domain',
    ],
    audited: ['postings_keep_one_currency'],
  },
  L7: {
    says: 'a hold is resolved once, and not for more than was held',
    asserted: [
      [`${LEDGER}/balances.ts`, 'no more is resolved than was held'],
      [`${LEDGER}/entries.ts`, 'no more is booked than was held'],
      [`${LEDGER}/schema.ts`, 'entries_resolve_once'],
    ],
    tested: ['ledger/journal.test.ts', 'a hold is resolved exactly once, by whoever comes first'],
    audited: ['holds_are_resolved_whole', 'dispatched_holds_did_not_expire'],
  },
  L8: {
    says: 'what is available is not below its floor when it is reserved',
    asserted: [
      [`${LEDGER}/journal.ts`, 'funds were checked'],
      [`${LEDGER}/journal.ts`, 'own liquidity was checked'],
    ],
    tested: [
      'operations/ledger-scenarios.test.ts',
      'scenario 6: holds never over-commit, in every order',
    ],
    audited: ['no_available_balance_below_its_limit'],
  },
  L9: {
    says: 'a submission is answered once, the same again alike, another input refused',
    asserted: [
      [`${LEDGER}/submissions.ts`, 'submission_id_reused'],
      [`${LEDGER}/schema.ts`, 'submission_id TEXT    NOT NULL UNIQUE'],
    ],
    tested: [
      'operations/idempotence.test.ts',
      'the same submission is answered again, other input under its id is refused',
    ],
    audited: ['submissions_are_answered_once', 'file_is_sound'],
  },
  L10: {
    says: 'deeds have no gap and move forward in time',
    asserted: [
      [`${LEDGER}/trail.ts`, 'the trail has no gap'],
      [`${LEDGER}/trail.ts`, 'the trail moves forward in time'],
    ],
    tested: [
      'operations/idempotence.test.ts',
      'the trail moves forward in time, even when the clock goes back',
    ],
    audited: ['deeds_follow_each_other'],
  },
  L11: {
    says: 'a correction is a new linked entry, once, and not for more than the original',
    asserted: [
      [`${LEDGER}/entry-checks.ts`, 'exceeds_corrected_amount'],
      [`${LEDGER}/schema.ts`, 'entries_correct_once'],
    ],
    tested: [
      'ledger/journal.test.ts',
      'a correction is linked, keeps the value date, and is booked once',
    ],
    audited: ['corrections_reverse_what_they_correct'],
  },
  L12: {
    says: 'nothing is booked in a closed day, and its close is a snapshot with its hash',
    asserted: [
      [`${LEDGER}/days.ts`, 'which is closed'],
      [`${LEDGER}/days.ts`, 'days close in order'],
    ],
    tested: [
      'operations/close-day.test.ts',
      'scenario 25: day close with a rail that never sleeps',
    ],
    audited: [
      'closed_days_stay_closed',
      'days_begin_with_their_first_entry',
      'days_closed_in_order',
      'day_balances_are_the_sum_of_postings',
      'closed_days_are_as_committed',
    ],
  },
  L13: {
    says: 'every deed says which schema wrote it, every epoch which engine',
    asserted: [[`${LEDGER}/book.ts`, 'program: SCHEMA_VERSION']],
    tested: ['ledger/audit.test.ts', 'each check fails for what is planted, and nothing else does'],
    audited: ['every_deed_names_its_program'],
  },
  L14: {
    says: 'a commit that throws poisons the book: no further write',
    asserted: [[`${LEDGER}/write-transaction.ts`, 'takes no further deed']],
    tested: [
      'ledger/unknown-commit.test.ts',
      'after an unknown commit the book takes no deed; the next process knows',
    ],
    audited: ['file_is_sound'],
  },
  L15: {
    says: 'every connection is durable, and SQLite new enough',
    asserted: [
      [`${LEDGER}/connection.ts`, "setPragma(db, 'synchronous', 'FULL', 2)"],
      [`${LEDGER}/connection.ts`, 'sqlite_too_old'],
      [`${LEDGER}/book.ts`, 'assertDurable(this.db)'],
    ],
    tested: [
      'ledger/durability.test.ts',
      'every acknowledged deed was synced; at the default of the driver it would not be',
    ],
    audited: ['file_is_sound'],
  },
  L16: {
    says: 'what is read back is what was written',
    asserted: [
      [`${LEDGER}/accounts.ts`, 'held debits read as written'],
      [`${LEDGER}/accounts.ts`, 'the last posting reads as written'],
    ],
    tested: ['ledger/audit.test.ts', 'each check fails for what is planted, and nothing else does'],
    audited: ['balances_are_the_sum_of_postings'],
  },
  R1: {
    says: 'every posting is a line of its row, and its row is booked by a deed that may',
    asserted: [
      ['domain/row-postings.ts', 'export function rowPostings'],
      ['domain/posting-deeds.ts', 'export const POSTED_BY'],
    ],
    tested: ['operations/posting-table.test.ts', 'no posting is made but from a row of the table'],
    audited: ['postings_follow_the_table', 'rows_are_booked_by_their_deeds'],
  },
  R6: {
    says: 'every movement of an open-item account belongs to an item',
    asserted: [
      [`${LEDGER}/balances.ts`, 'that belongs to no item'],
      [`${LEDGER}/open-items.ts`, 'an item is cleared, never turned round'],
    ],
    tested: [
      'operations/ledger-scenarios.test.ts',
      'a correction leaves holds, blocked funds and spent items to their own rows',
    ],
    audited: [
      'items_have_their_owner',
      'items_are_the_sum_of_their_movements',
      'open_item_accounts_are_their_items',
      'movements_are_of_their_entries',
    ],
  },
  R11: {
    says: 'blocked funds leave by a reference and two compliance persons',
    asserted: [
      [`${LEDGER}/entry-checks.ts`, 'debit_account_is_locked'],
      [`${LEDGER}/holds.ts`, 'two persons sign, not one twice'],
    ],
    tested: [
      'operations/ledger-scenarios.test.ts',
      'scenario 14: blocked funds leave by licence and two compliance persons only',
    ],
    audited: ['blocked_funds_left_by_licence', 'two_persons_signed'],
  },
  C1: {
    says: 'a link hashes its length-prefixed fields, its sequence and the one before',
    asserted: [[`${LEDGER}/trail.ts`, 'export function linkDigest']],
    tested: ['ledger/verify-chain.test.ts', 'every covered column of every chained table'],
    audited: [CHAIN],
  },
  C2: {
    says: 'every change has its deed in the same transaction, every deed explains its rows',
    asserted: [[`${LEDGER}/trail.ts`, 'the link was written']],
    tested: [
      'ledger/verifier/tamper.test.ts',
      'every table: a row cut, inserted or swapped with another is found',
    ],
    audited: [CHAIN, 'refusals_wrote_nothing', 'statuses_follow_the_trail'],
  },
  C3: {
    says: 'head and count only grow against what was kept outside',
    asserted: [[`${LEDGER}/verify-chain.ts`, 'the end was cut off']],
    tested: [
      'ledger/verify-chain.test.ts',
      'a cut end and a chain made anew show against an anchor, and only there',
    ],
    audited: [CHAIN],
  },
  C4: {
    says: 'what the tables show is what the trail makes of them',
    asserted: [[`${LEDGER}/verifier/balances.ts`, 'its postings come to']],
    tested: [
      'ledger/verifier/tamper.test.ts',
      'every column of every table: an edit is found, and the row of a chained one is named',
    ],
    audited: ['statuses_follow_the_trail', 'balances_are_the_sum_of_postings'],
  },
  C5: {
    says: 'erasing personal data leaves the chain whole',
    asserted: [[`${LEDGER}/digest.ts`, 'export function commitmentOf']],
    tested: [
      'operations/remarks.test.ts',
      'the words of a decision are shown in the trail, and erased with the batch',
    ],
    audited: ['personal_data_is_as_committed'],
  },
};
