// Edits of a closed book by a hand that has its file, each with the check that must find it, and the
// others that the same edit breaks.

export type Planted = {
  /** The check it is planted for. */
  readonly check: string;
  readonly sql: string;
  /** Checks that the same edit breaks too. */
  readonly also?: readonly string[];
};

const CHAIN = 'chain_is_whole';
const SUMS = 'balances_are_the_sum_of_postings';
const COVER = 'holds_cover_their_payments';
const FOLLOW = 'statuses_follow_the_trail';
const TOTALS = 'totals_are_the_sum_of_payments';

const SETTLED = 16_777_216;
const REVIEWED = 33_554_433;
const ACCEPTED = 33_554_434;

/** A balance as a hand that is not ours would change it. */
function moved(number: string, change: string): string {
  const account = `(SELECT id FROM accounts WHERE number = '${number}')`;
  return `UPDATE balances SET ${change} WHERE account = ${account}`;
}

/** For every check at least one edit that it, and what stands with it, must find. */
export const PLANTED: readonly Planted[] = [
  {
    check: 'trial_balance_is_zero_posted',
    sql: moved('payer', 'credits_posted = credits_posted + 1'),
    also: [SUMS],
  },
  {
    check: 'trial_balance_is_zero_pending',
    sql: moved('2120', 'credits_pending = credits_pending + 1'),
    also: [SUMS],
  },
  {
    check: SUMS,
    sql: `${moved('payer', 'credits_posted = credits_posted + 1')};
          ${moved('payee', 'credits_posted = credits_posted - 1')}`,
  },
  {
    check: 'no_available_balance_below_its_limit',
    sql: "UPDATE accounts SET account_limit = 0 WHERE number = 'overdrawn'",
    also: [CHAIN],
  },
  {
    check: 'entries_hold_their_postings',
    sql: 'UPDATE entries SET posting_count = 3 WHERE id = (SELECT max(id) FROM entries)',
    also: [CHAIN],
  },
  {
    check: 'journal_rows_are_within_bounds',
    sql: 'UPDATE entries SET payment = -1 WHERE id = 2',
    also: [CHAIN],
  },
  {
    check: 'journal_rows_are_within_bounds',
    sql: 'UPDATE postings SET debit_account = 999 WHERE id = 2',
    also: [CHAIN, SUMS, 'postings_are_linked'],
  },
  {
    check: 'journal_rows_are_within_bounds',
    sql: "UPDATE postings SET layer = 'elsewhere' WHERE id = 2",
    also: [CHAIN, SUMS, 'holds_are_resolved_whole', 'postings_follow_the_table'],
  },
  {
    check: 'journal_rows_are_within_bounds',
    // What the row lacks is then added twice.
    sql: 'UPDATE balances SET last_posting = -1 WHERE account = 1',
    also: [SUMS, 'trial_balance_is_zero_posted'],
  },
  {
    check: 'journal_rows_are_within_bounds',
    sql: 'INSERT INTO balances VALUES (999, 0, 0, 0, 0, 0)',
    also: ['foreign_keys_hold'],
  },
  {
    check: 'journal_rows_are_within_bounds',
    sql: 'UPDATE balances_written SET posting = 1',
    also: [],
  },
  {
    check: 'postings_keep_one_currency',
    sql: "UPDATE postings SET currency = 'USD' WHERE id = 2",
    also: [CHAIN],
  },
  {
    check: 'holds_are_resolved_whole',
    // The void of a hold gives back one cent less on the fee than was held, one more on the sum.
    sql: `UPDATE postings SET amount = amount + 1 WHERE id = 17;
          UPDATE postings SET amount = amount - 1 WHERE id = 18;
          ${moved('2120', 'credits_pending = credits_pending - 1')};
          ${moved('4010', 'credits_pending = credits_pending + 1')}`,
    also: [CHAIN],
  },
  {
    check: 'corrections_reverse_what_they_correct',
    sql: 'UPDATE entries SET value_date = settlement_date, corrects = 4 WHERE id = 30',
    also: [CHAIN],
  },
  {
    check: 'held_payments_have_a_pending_hold',
    sql: `UPDATE payments SET status = 'accepted' WHERE id = ${SETTLED}`,
    also: [
      TOTALS,
      'cycles_are_the_sum_of_payments',
      'settled_cycles_have_settled_payments',
      FOLLOW,
    ],
  },
  {
    check: 'booked_payments_have_a_posted_hold',
    sql: `UPDATE payments SET status = 'settled' WHERE id = ${ACCEPTED}`,
    also: [TOTALS, FOLLOW],
  },
  {
    check: 'unpaid_payments_hold_nothing',
    sql: `UPDATE payments SET hold_entry = (SELECT resolves FROM entries WHERE event = 'A4')
          WHERE status = 'warehoused'`,
    also: [COVER],
  },
  {
    check: 'ended_payments_have_their_funds_back',
    sql: `UPDATE payments SET status = 'cancelled' WHERE id = ${REVIEWED}`,
    also: [TOTALS, FOLLOW],
  },
  {
    check: COVER,
    sql: 'UPDATE payment_informations SET passed_amount = passed_amount + 1 WHERE hold_entry = 27',
  },
  {
    check: COVER,
    sql: `UPDATE payments SET hold_entry = 26 WHERE id = ${REVIEWED};
          UPDATE payments SET hold_entry = 25 WHERE id = ${ACCEPTED}`,
  },
  {
    check: 'holds_are_claimed',
    sql: `UPDATE payments SET hold_entry = 0 WHERE id = ${REVIEWED}`,
  },
  {
    check: TOTALS,
    sql: `UPDATE batch_totals SET amount = amount + 1 WHERE batch = 2 AND status = 'accepted'`,
  },
  {
    check: 'batches_are_whole',
    sql: `UPDATE batches SET next_record = 2 WHERE id = 1`,
    also: ['epochs_leave_no_gap'],
  },
  {
    check: 'epochs_leave_no_gap',
    sql: 'UPDATE epochs SET from_record = 4 WHERE batch = 2 AND from_record = 5',
    also: [CHAIN],
  },
  {
    check: 'cycles_add_up',
    sql: 'UPDATE cycles SET gross_out = gross_out + 1 WHERE id = 3',
  },
  {
    check: 'cycles_are_the_sum_of_payments',
    sql: `UPDATE payments SET cycle = 0 WHERE id = ${SETTLED}`,
  },
  {
    check: 'cycles_are_booked_as_they_stand',
    sql: 'UPDATE cycles SET gross_in = gross_in + 1 WHERE id = 1',
  },
  {
    // Its closing was taken back: what it owed is owed again by nobody's word.
    check: 'cycles_are_booked_as_they_stand',
    sql: "UPDATE cycles SET state = 'closed', unwind_entry = 0 WHERE state = 'unwound'",
    also: ['cycles_add_up'],
  },
  {
    check: 'cycles_are_booked_as_they_stand',
    sql: 'UPDATE cycles SET unwind_entry = unwind_entry - 1 WHERE unwind_entry > 0',
  },
  {
    check: 'cycles_are_booked_as_they_stand',
    sql: "UPDATE cycles SET state = 'unwound', unwind_entry = close_entry WHERE id = 1",
    also: ['cycles_add_up', 'settled_cycles_have_settled_payments'],
  },
  {
    check: 'cycles_add_up',
    sql: `UPDATE payments SET cycle = 2 WHERE cycle = 3;
          UPDATE cycle_batches SET cycle = 2 WHERE cycle = 3;
          UPDATE cycles SET gross_out = 0 WHERE id = 3`,
    also: ['settled_cycles_have_settled_payments'],
  },
  {
    check: 'inward_funds_are_applied_once',
    sql: 'UPDATE cycles SET inward_applied = inward_applied - 1 WHERE id = 1',
  },
  {
    check: 'settled_cycles_have_settled_payments',
    sql: "UPDATE cycles SET state = 'closed', settle_entry = 0 WHERE id = 1",
  },
  {
    check: 'states_are_known',
    sql: "UPDATE accounts SET status = 'opem' WHERE number = 'payer'",
    also: ['accounts_follow_their_changes'],
  },
  {
    check: 'foreign_keys_hold',
    sql: "INSERT INTO creditors VALUES (999, 'x', NULL, NULL, NULL, NULL, NULL, zeroblob(16))",
  },
  {
    check: 'schema_is_ours',
    sql: 'CREATE TRIGGER skim AFTER INSERT ON postings BEGIN SELECT 1; END',
  },
  { check: 'schema_is_ours', sql: 'DROP INDEX entries_resolve_once' },
  {
    check: FOLLOW,
    sql: `UPDATE payments SET status = 'rejected' WHERE status = 'warehoused';
          UPDATE batch_totals SET status = 'rejected', currency = 'EUR', payments = 5, amount = 904000
            WHERE batch = 1 AND status = 'rejected';
          DELETE FROM batch_totals WHERE batch = 1 AND status = 'warehoused'`,
  },
  {
    check: FOLLOW,
    sql: `UPDATE payments SET reason_code = 'AM02' WHERE id = ${REVIEWED}`,
  },
  {
    check: 'postings_are_linked',
    sql: 'UPDATE postings SET previous_debit = previous_debit - 1 WHERE id = 40',
  },
  {
    check: 'postings_are_linked',
    sql: moved('payer', 'last_posting = 999'),
  },
  ...[
    `UPDATE creditors SET account = 'THIEF' WHERE payment = ${ACCEPTED}`,
    `UPDATE creditors SET name = NULL WHERE payment = ${ACCEPTED}`,
    `UPDATE debtors SET account = 'other' WHERE payment_information = ${SETTLED}`,
    "UPDATE account_names SET name = 'Someone' WHERE account = 1",
    "UPDATE batch_files SET file_name = 'other.xml' WHERE batch = 1",
    `DELETE FROM creditors WHERE payment = ${ACCEPTED}`,
    'DELETE FROM batch_files WHERE batch = 1',
  ].map((sql) => ({ check: 'personal_data_is_as_committed', sql })),
  {
    check: 'snapshots_are_as_committed',
    sql: 'UPDATE state_snapshots SET state = zeroblob(300)',
  },
  {
    check: 'accounts_are_as_the_chart_says',
    sql: "UPDATE accounts SET funds_check = 'never' WHERE number = 'dollar'",
    also: [CHAIN],
  },
  {
    check: 'accounts_follow_their_changes',
    sql: "UPDATE accounts SET status = 'closed' WHERE number = 'payer'",
  },
  {
    check: 'amounts_are_in_bounds',
    // One posting beyond the largest amount, with every balance made to fit.
    sql: `UPDATE postings SET amount = amount + 1000000000000000000 WHERE id = 2;
          UPDATE balances SET credits_posted = credits_posted + 1000000000000000000
            WHERE account = (SELECT credit_account FROM postings WHERE id = 2);
          UPDATE balances SET debits_posted = debits_posted + 1000000000000000000
            WHERE account = (SELECT debit_account FROM postings WHERE id = 2)`,
    also: [CHAIN],
  },
  {
    check: 'deeds_follow_each_other',
    sql: 'UPDATE deeds SET at = 5 WHERE sequence = 5',
    also: [CHAIN],
  },
  {
    check: 'submissions_are_answered_once',
    sql: `CREATE TABLE unguarded AS SELECT * FROM deeds; DROP TABLE deeds;
          ALTER TABLE unguarded RENAME TO deeds;
          UPDATE deeds SET submission_id = (SELECT submission_id FROM deeds WHERE sequence = 4)
            WHERE sequence = 5`,
    also: [CHAIN, 'schema_is_ours', 'foreign_keys_hold'],
  },
  {
    check: 'every_deed_names_its_program',
    sql: 'UPDATE deeds SET program = 10 WHERE sequence = 5',
    also: [CHAIN],
  },
  {
    check: 'refusals_wrote_nothing',
    sql: "UPDATE deeds SET outcome = 'refused' WHERE sequence = 5",
    also: [CHAIN],
  },
  {
    check: 'dispatched_holds_did_not_expire',
    sql: "UPDATE postings SET layer = 'expire_hold' WHERE entry = (SELECT max(id) FROM entries)",
    also: ['postings_follow_the_table', SUMS, CHAIN],
  },
  {
    check: 'blocked_funds_left_by_licence',
    sql: `UPDATE accounts SET locked = 1
          WHERE id = (SELECT debit_account FROM postings ORDER BY id DESC LIMIT 1)`,
    also: ['accounts_are_as_the_chart_says', CHAIN],
  },
  {
    check: 'two_persons_signed',
    sql: 'UPDATE signatures SET second_person = first_person',
    also: [CHAIN],
  },
  {
    check: 'items_are_the_sum_of_their_movements',
    sql: `UPDATE open_items SET balance = balance + 1 WHERE id = 1;
          UPDATE open_items SET balance = balance - 1 WHERE id =
            (SELECT max(id) FROM open_items WHERE account = (SELECT account FROM open_items
              WHERE id = 1))`,
  },
  {
    check: 'open_item_accounts_are_their_items',
    sql: `UPDATE open_items SET balance = balance + 1 WHERE id = 1;
          UPDATE item_movements SET amount = amount + 1 WHERE id = 1`,
    also: [CHAIN],
  },
  {
    check: 'movements_are_of_their_entries',
    sql: 'UPDATE item_movements SET entry = 1 WHERE id = (SELECT max(id) FROM item_movements)',
    also: [CHAIN],
  },
  {
    check: 'closed_days_stay_closed',
    sql: 'UPDATE day_closings SET deed = 1',
    also: [CHAIN],
  },
  {
    check: 'days_begin_with_their_first_entry',
    sql: 'UPDATE days SET first_entry = first_entry + 1 WHERE id = 1',
    also: [CHAIN],
  },
  {
    check: 'days_closed_in_order',
    sql: `INSERT INTO day_closings SELECT 2, deed, '2026-11-24', rates, revaluation, balance_count,
            balances_digest, item_count, items_digest, chain_count, chain_head, digest
          FROM day_closings`,
    also: [CHAIN, 'closed_days_are_as_committed'],
  },
  {
    check: 'day_balances_are_the_sum_of_postings',
    sql: 'UPDATE day_balances SET debits_posted = debits_posted + 1',
    also: ['closed_days_are_as_committed'],
  },
  {
    check: 'closed_days_are_as_committed',
    sql: "UPDATE day_items SET since = '2022-11-25'",
  },
  {
    check: 'items_have_their_owner',
    sql: "UPDATE open_items SET owner = '' WHERE id = 1",
    also: [CHAIN],
  },
  {
    check: 'postings_follow_the_table',
    sql: "UPDATE entries SET event = 'H2' WHERE event = 'D6'",
    also: [CHAIN, 'rows_are_booked_by_their_deeds'],
  },
  {
    check: 'rows_are_booked_by_their_deeds',
    sql: "UPDATE deeds SET deed = 'bookEvent' WHERE deed = 'settleCycle'",
    also: [CHAIN],
  },
  { check: CHAIN, sql: "UPDATE deeds SET actor = 'someone' WHERE sequence = 5" },
];

/** Of a book in which two stood for a booking: what they signed for is made another deed. */
export const PLANTED_SIGNED: Planted = {
  check: 'rows_are_booked_by_their_deeds',
  sql: "UPDATE deed_requests SET asked = 'setPolicy' WHERE asked = 'bookEvent'",
  also: [CHAIN],
};
