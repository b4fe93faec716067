// What must hold in a book, each rule as a query that finds what breaks it (reliability.md E). Each
// answers one text per violation; none is what a sound book answers.

import { LEDGER_QUERIES } from './audit-ledger.ts';
import { BALANCES_NOW } from './balances-now.ts';

const TRIAL_BALANCES = {
  trial_balance_is_zero_posted: `
    SELECT currency || ' differs by ' || sum(debits_posted - credits_posted)
    FROM accounts JOIN ${BALANCES_NOW} ON account = id
    GROUP BY currency HAVING sum(debits_posted) <> sum(credits_posted)`,
  trial_balance_is_zero_pending: `
    SELECT currency || ' differs by ' || sum(debits_pending - credits_pending)
    FROM accounts JOIN ${BALANCES_NOW} ON account = id
    GROUP BY currency HAVING sum(debits_pending) <> sum(credits_pending)`,
  balances_are_the_sum_of_postings: `
    WITH moved AS (
      SELECT debit_account AS id, amount, layer, 1 AS debit FROM postings
      UNION ALL SELECT credit_account, amount, layer, 0 FROM postings
    ), summed AS (
      SELECT id,
        sum(CASE WHEN debit = 1 THEN CASE layer WHEN 'hold' THEN amount
          WHEN 'post' THEN 0 ELSE -amount END ELSE 0 END) AS debits_pending,
        sum(CASE WHEN debit = 1 AND layer IN ('post', 'post_hold') THEN amount ELSE 0 END)
          AS debits_posted,
        sum(CASE WHEN debit = 0 THEN CASE layer WHEN 'hold' THEN amount
          WHEN 'post' THEN 0 ELSE -amount END ELSE 0 END) AS credits_pending,
        sum(CASE WHEN debit = 0 AND layer IN ('post', 'post_hold') THEN amount ELSE 0 END)
          AS credits_posted
      FROM moved GROUP BY id
    )
    SELECT 'account ' || a.id FROM accounts a LEFT JOIN ${BALANCES_NOW} b ON b.account = a.id
    LEFT JOIN summed s ON s.id = a.id
    WHERE b.account IS NULL
       OR b.debits_pending <> coalesce(s.debits_pending, 0)
       OR b.debits_posted <> coalesce(s.debits_posted, 0)
       OR b.credits_pending <> coalesce(s.credits_pending, 0)
       OR b.credits_posted <> coalesce(s.credits_posted, 0)`,
  no_available_balance_below_its_limit: `
    SELECT 'account ' || id || ' by ' ||
      -(credits_posted - debits_posted - debits_pending + account_limit)
    FROM accounts JOIN ${BALANCES_NOW} ON account = id
    WHERE funds_check = 'always' AND normal_side = 'credit'
      AND credits_posted - debits_posted - debits_pending + account_limit < 0`,
};

/** The postings of entry `e`, as a join condition on their ids: there is no index by entry. */
const ITS_POSTINGS = 'p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count';

/** Ids that are no account's: an anti-join in each of the columns that name one. */
const noAccount = (column: string): string =>
  `NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = ${column})`;

const JOURNAL = {
  // The journal's tables are written without these as CHECKs and foreign keys; see the schema.
  journal_rows_are_within_bounds: `
    SELECT 'posting ' || p.id FROM postings p
    WHERE p.amount <= 0 OR p.debit_account = p.credit_account
       OR p.layer NOT IN ('hold', 'post', 'post_hold', 'void_hold', 'expire_hold')
       OR ${noAccount('p.debit_account')} OR ${noAccount('p.credit_account')}
    UNION ALL SELECT 'entry ' || id FROM entries
    WHERE batch < 0 OR payment < 0 OR posting_count <= 0
       OR resolves < 0 OR resolves >= id OR corrects < 0 OR corrects >= id
    UNION ALL SELECT 'balance ' || b.account FROM balances b
    WHERE min(b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted,
        b.last_posting) < 0 OR ${noAccount('b.account')}
    UNION ALL SELECT 'balances written up to posting ' || coalesce(max(w.posting), 'none')
    FROM balances_written w LEFT JOIN entries e ON e.id = w.entry
    HAVING count(*) <> 1 OR max(w.posting <> coalesce(e.first_posting + e.posting_count - 1, 0))`,
  entries_hold_their_postings: `
    SELECT 'entry ' || e.id FROM entries e
    LEFT JOIN (SELECT entry, count(*) AS n, min(id) AS first, max(id) AS last FROM postings
      GROUP BY entry) p ON p.entry = e.id
    WHERE p.n IS NOT e.posting_count OR p.first IS NOT e.first_posting
       OR p.last IS NOT e.first_posting + e.posting_count - 1`,
  postings_keep_one_currency: `
    SELECT 'posting ' || p.id FROM postings p
    JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
    WHERE p.currency <> d.currency OR p.currency <> c.currency`,
  // Posted in part, a held posting's rest is voided in the same entry: the two add up to it. Both
  // sides are summed in one grouping, for a join of them would compare each with all.
  holds_are_resolved_whole: `
    WITH both_sides AS (
      SELECT e.resolves AS hold, p.debit_account, p.credit_account, p.amount,
        p.layer IN ('post_hold', 'void_hold', 'expire_hold') AS fits
      FROM entries e JOIN postings p ON ${ITS_POSTINGS} WHERE e.resolves > 0
      UNION ALL
      SELECT e.id, p.debit_account, p.credit_account, -p.amount, p.layer = 'hold'
      FROM entries e JOIN postings p ON ${ITS_POSTINGS}
      WHERE e.id IN (SELECT resolves FROM entries WHERE resolves > 0)
    )
    SELECT DISTINCT 'hold ' || hold FROM both_sides
    GROUP BY hold, debit_account, credit_account HAVING sum(amount) <> 0 OR min(fits) = 0
    UNION ALL SELECT DISTINCT 'entry ' || e.id FROM entries e JOIN postings p ON ${ITS_POSTINGS}
    WHERE e.resolves = 0 AND p.layer NOT IN ('hold', 'post')`,
  corrections_reverse_what_they_correct: `
    SELECT DISTINCT 'entry ' || e.id FROM entries e JOIN postings p ON ${ITS_POSTINGS}
    JOIN entries o ON o.id = e.corrects
    WHERE e.corrects > 0 AND (e.value_date <> o.value_date OR NOT EXISTS (
      SELECT 1 FROM postings g
      WHERE g.id >= o.first_posting AND g.id < o.first_posting + o.posting_count
        AND g.layer IN ('post', 'post_hold') AND g.debit_account = p.credit_account
        AND g.credit_account = p.debit_account AND g.amount >= p.amount))`,
};

/** How the hold of `p` was resolved, for an EXISTS; the second condition picks the index. */
const RESOLVED = `SELECT 1 FROM entries e JOIN postings g ON g.id = e.first_posting
        WHERE e.resolves = p.hold_entry AND e.resolves > 0`;

const HOLDS = {
  // The rest of a batch booking that is acknowledged in several deeds is booked with its first.
  held_payments_have_a_pending_hold: `
    SELECT 'payment ' || p.id FROM payments p
    WHERE (p.status IN ('accepted', 'dispatched') AND p.hold_entry = 0)
       OR (p.status IN ('accepted', 'dispatched', 'in_review', 'awaiting_approval')
         AND p.hold_entry > 0
         AND EXISTS (${RESOLVED}
           AND NOT (g.layer = 'post_hold' AND e.payment = 0 AND p.status = 'dispatched')))`,
  booked_payments_have_a_posted_hold: `
    SELECT 'payment ' || p.id FROM payments p WHERE p.status IN ('acknowledged', 'settled')
      AND NOT EXISTS (${RESOLVED} AND g.layer = 'post_hold')`,
  unpaid_payments_hold_nothing: `
    SELECT 'payment ' || p.id FROM payments p
    WHERE p.status IN ('received', 'warehoused', 'in_repair') AND p.hold_entry <> 0`,
  ended_payments_have_their_funds_back: `
    SELECT 'payment ' || p.id FROM payments p
    WHERE p.status IN ('rejected', 'cancelled', 'handed_over') AND p.hold_entry <> 0
      AND NOT EXISTS (${RESOLVED} AND (g.layer = 'void_hold' OR EXISTS (
        SELECT 1 FROM entries c
        WHERE c.corrects = e.id AND c.corrects > 0 AND c.payment = p.id)))`,
  holds_cover_their_payments: `
    WITH covered AS (
      SELECT hold_entry, count(*) AS n, sum(amount) AS amount, min(currency) AS currency,
        max(currency) AS other, min(id) AS first, min(payment_information) AS information
      FROM payments WHERE hold_entry <> 0 GROUP BY hold_entry
    )
    SELECT 'hold ' || p.hold_entry FROM covered p
    LEFT JOIN entries h ON h.id = p.hold_entry LEFT JOIN postings held ON held.id = h.first_posting
    LEFT JOIN payment_informations i ON i.id = p.information
    WHERE held.layer IS NOT 'hold' OR held.currency <> p.currency OR p.currency <> p.other
       OR h.batch <> p.first / 16777216 OR (h.payment > 0 AND (p.n <> 1 OR h.payment <> p.first))
       OR (NOT EXISTS (${RESOLVED} AND g.layer = 'void_hold') AND (held.amount <> p.amount
         OR (h.payment = 0 AND (i.hold_entry <> h.id OR i.passed_count <> p.n
           OR i.passed_amount <> p.amount))))`,
  holds_are_claimed: `
    SELECT 'hold ' || h.id FROM entries h JOIN postings p ON p.id = h.first_posting
    WHERE p.layer = 'hold' AND h.batch > 0 AND h.id NOT IN (SELECT hold_entry FROM payments)
      AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.resolves = h.id AND e.resolves > 0)`,
};

const BATCHES = {
  totals_are_the_sum_of_payments: `
    WITH counted AS (
      SELECT id / 16777216 AS batch, status, currency, count(*) AS payments, sum(amount) AS amount
      FROM payments GROUP BY 1, 2, 3
    ), kept AS (SELECT * FROM batch_totals)
    SELECT 'batch ' || coalesce(c.batch, k.batch) || ' ' || coalesce(c.status, k.status)
    FROM counted c FULL JOIN kept k
      ON k.batch = c.batch AND k.status = c.status AND k.currency = c.currency
    WHERE c.payments IS NOT k.payments OR c.amount IS NOT k.amount`,
  batches_are_whole: `
    SELECT 'batch ' || b.id FROM batches b WHERE b.next_record > b.number_of_transactions
      OR b.next_record <>
      (SELECT coalesce(sum(payments), 0) FROM batch_totals t WHERE t.batch = b.id)`,
  epochs_leave_no_gap: `
    SELECT 'batch ' || batch || ' at ' || from_record FROM (
      SELECT batch, from_record, lag(to_record, 1, 0) OVER (PARTITION BY batch ORDER BY deed) AS was
      FROM epochs) WHERE from_record <> was
    UNION ALL
    SELECT 'batch ' || b.id || ' at ' || b.next_record FROM batches b
    LEFT JOIN (SELECT batch, max(to_record) AS reached FROM epochs GROUP BY batch) e
      ON e.batch = b.id
    WHERE b.next_record <> coalesce(e.reached, 0)`,
};

/** What the postings of the entry in `column` move in all; 0 where there is no entry. */
const movedBy = (column: string): string => `coalesce((SELECT sum(p.amount) FROM entries e
      JOIN postings p ON ${ITS_POSTINGS} WHERE e.id = c.${column}), 0)`;

/** Whether the entry that closed a cycle was taken back, by the one that the cycle names if any. */
const CLOSING_TAKEN_BACK = `EXISTS (SELECT 1 FROM entries e
      WHERE e.corrects = c.close_entry AND e.corrects > 0 AND c.unwind_entry IN (0, e.id))`;

const CYCLES = {
  cycles_add_up: `
    SELECT 'cycle ' || c.id FROM cycles c
    WHERE CASE c.state WHEN 'unwound' THEN 0 ELSE c.gross_out END <>
      (SELECT coalesce(sum(amount), 0) FROM cycle_batches b WHERE b.cycle = c.id)`,
  cycles_are_the_sum_of_payments: `
    WITH counted AS (
      SELECT cycle, id / 16777216 AS batch, count(*) AS payments, sum(amount) AS amount
      FROM payments WHERE cycle <> 0 AND status IN ('acknowledged', 'settled') GROUP BY 1, 2
    ), kept AS (SELECT * FROM cycle_batches)
    SELECT 'cycle ' || coalesce(c.cycle, k.cycle) || ' batch ' || coalesce(c.batch, k.batch)
    FROM counted c FULL JOIN kept k ON k.cycle = c.cycle AND k.batch = c.batch
    WHERE c.payments IS NOT k.payments OR c.amount IS NOT k.amount`,
  cycles_are_booked_as_they_stand: `
    SELECT 'cycle ' || c.id FROM cycles c
    WHERE (c.state = 'open' AND (c.close_entry <> 0 OR c.gross_in <> 0))
       OR (c.state <> 'open' AND ${movedBy('close_entry')} <> c.gross_out + c.gross_in)
       OR (c.state <> 'settled' AND c.settle_entry <> 0)
       OR (c.state = 'settled' AND ${movedBy('settle_entry')} <> abs(c.gross_out - c.gross_in))
       OR (c.state <> 'unwound' AND (c.unwind_entry <> 0 OR ${CLOSING_TAKEN_BACK}))
       OR (c.state = 'unwound' AND (c.inward_applied <> 0
         OR ${movedBy('unwind_entry')} <> c.gross_out + c.gross_in
         OR (c.close_entry <> 0 AND NOT ${CLOSING_TAKEN_BACK})))`,
  inward_funds_are_applied_once: `
    SELECT 'inward of cycle ' || c.id FROM cycles c
    WHERE c.inward_applied <> (
      SELECT coalesce(-sum(m.amount), 0) FROM open_items i JOIN accounts a ON a.id = i.account
      JOIN item_movements m ON m.item = i.id JOIN entries e ON e.id = m.entry
      WHERE i.reference = 'cycle ' || c.id AND a.number = '2121' AND a.currency = c.currency
        AND (e.event = 'D9' OR (SELECT o.event FROM entries o WHERE o.id = e.corrects) = 'D9'))`,
  settled_cycles_have_settled_payments: `
    SELECT 'payment ' || p.id FROM payments p JOIN cycles c ON c.id = p.cycle
    WHERE (c.state = 'settled' AND p.status NOT IN ('settled', 'rejected'))
       OR (c.state <> 'settled' AND p.status = 'settled')
       OR (c.state = 'unwound' AND p.status <> 'rejected')`,
};

/** Every rule that one query can check, by name, in the order in which they run. */
export const AUDIT_QUERIES: { readonly [name: string]: string } = {
  ...TRIAL_BALANCES,
  ...JOURNAL,
  ...HOLDS,
  ...BATCHES,
  ...CYCLES,
  ...LEDGER_QUERIES,
  // SQLite's own check looks at CHECK constraints on a connection that may write only.
  states_are_known: `
    SELECT 'account ' || id || ' is ' || status FROM accounts
    WHERE status NOT IN ('open', 'debit_blocked', 'closed')
    UNION ALL SELECT 'cycle ' || id || ' is ' || state FROM cycles
    WHERE state NOT IN ('open', 'closed', 'settled', 'unwound')`,
  foreign_keys_hold: `SELECT "table" || ' row ' || rowid FROM pragma_foreign_key_check`,
};
