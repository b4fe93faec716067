// The rules of accounts, open items, holds and days as queries, each finding what breaks it; the
// rules of payments and cycles stand in audit-queries.ts.

import { ACCOUNT_KIND_RULES, ACCOUNT_KINDS } from '../domain/chart-of-accounts.ts';
import { MAX_MINOR } from '../domain/money.ts';
import { BALANCES_NOW } from './balances-now.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** What the chart says of each kind, as rows of SQL. */
const CHART = ACCOUNT_KINDS.map((kind) => {
  const { normalSide, openItem, locked, fundsCheck } = ACCOUNT_KIND_RULES[kind];
  return `('${kind}', '${normalSide}', ${openItem ? 1 : 0}, ${locked ? 1 : 0}, '${fundsCheck}')`;
}).join(', ');

const ACCOUNTS = {
  accounts_are_as_the_chart_says: `
    WITH chart (kind, normal_side, open_item, locked, funds_check) AS (VALUES ${CHART})
    SELECT 'account ' || a.id FROM accounts a LEFT JOIN chart c ON c.kind = a.kind
    WHERE c.normal_side IS NOT a.normal_side OR c.open_item IS NOT a.open_item
       OR c.locked IS NOT a.locked OR c.funds_check IS NOT a.funds_check`,
  accounts_follow_their_changes: `
    SELECT 'account ' || a.id FROM accounts a WHERE a.status <> coalesce((
      SELECT status FROM account_changes c WHERE c.account = a.id ORDER BY c.id DESC LIMIT 1
    ), 'open')`,
  amounts_are_in_bounds: `
    SELECT 'posting ' || id FROM postings WHERE amount <= 0 OR amount > ${MAX_MINOR}`,
};

const DEEDS = {
  deeds_follow_each_other: `
    SELECT 'deed ' || sequence FROM (
      SELECT sequence, at, lag(sequence, 1, 0) OVER w AS before, lag(at, 1, -1) OVER w AS earlier
      FROM deeds WINDOW w AS (ORDER BY sequence))
    WHERE sequence <> before + 1 OR at <= earlier`,
  submissions_are_answered_once: `
    SELECT 'submission ' || min(sequence) FROM deeds GROUP BY submission_id HAVING count(*) > 1`,
  every_deed_names_its_program: `
    SELECT 'deed ' || sequence FROM deeds WHERE program < 20 OR program > ${SCHEMA_VERSION}`,
  refusals_wrote_nothing: `
    SELECT 'deed ' || sequence FROM deeds WHERE outcome = 'refused' AND row_count <> 0`,
};

/** Nothing was said beside the deed of this row; what was said may be erased since. */
const unsaid = (row: string): string =>
  `NOT EXISTS (SELECT 1 FROM remarks k WHERE k.deed = ${row}.deed)`;

const HOLD_EVENTS = {
  dispatched_holds_did_not_expire: `
    SELECT 'hold ' || h.hold FROM hold_events h JOIN entries e ON e.resolves = h.hold
    JOIN postings p ON p.id = e.first_posting
    WHERE e.resolves > 0 AND h.event = 'dispatched' AND p.layer = 'expire_hold'`,
  blocked_funds_left_by_licence: `
    SELECT 'entry ' || e.id FROM postings p JOIN accounts a ON a.id = p.debit_account
    JOIN entries e ON e.id = p.entry LEFT JOIN signatures s ON s.entry = e.id
    WHERE a.locked = 1 AND p.layer IN ('post', 'post_hold')
      AND (s.duty IS NOT 'comply' OR ${unsaid('s')} OR s.first_person = s.second_person)`,
  two_persons_signed: `
    SELECT 'signature of entry ' || entry FROM signatures s
    WHERE first_person = second_person OR first_person = '' OR ${unsaid('s')}
    UNION ALL SELECT 'reason of break ' || break FROM break_reasons r
    WHERE first_person = second_person OR ${unsaid('r')}`,
};

const ITEMS = {
  items_have_their_owner: `
    SELECT 'item ' || id FROM open_items WHERE owner = '' OR reference = ''`,
  items_are_the_sum_of_their_movements: `
    SELECT 'item ' || i.id FROM open_items i WHERE i.balance <>
      (SELECT coalesce(sum(amount), 0) FROM item_movements m WHERE m.item = i.id)`,
  open_item_accounts_are_their_items: `
    SELECT 'account ' || a.id FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id
    WHERE a.open_item = 1 AND b.credits_posted - b.debits_posted <>
      (SELECT coalesce(sum(balance), 0) FROM open_items i WHERE i.account = a.id)`,
  movements_are_of_their_entries: `
    SELECT 'movement ' || m.id FROM item_movements m JOIN open_items i ON i.id = m.item
    WHERE m.entry > 0 AND NOT EXISTS (
      SELECT 1 FROM entries e JOIN postings p
        ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
      WHERE e.id = m.entry AND e.deed = m.deed AND i.account IN (p.debit_account, p.credit_account))`,
};

const DAYS = {
  closed_days_stay_closed: `
    SELECT 'entry ' || e.id || ' in ' || e.booking_date FROM day_closings c
    JOIN entries e ON e.booking_date <= c.day AND e.deed > c.deed`,
  days_begin_with_their_first_entry: `
    SELECT 'day ' || coalesce(d.day, e.day) FROM days d FULL JOIN (
      SELECT booking_date AS day, min(id) AS first, min(first_posting) AS posting
      FROM entries GROUP BY booking_date) e ON e.day = d.day
    WHERE d.first_entry IS NOT e.first OR d.first_posting IS NOT e.posting`,
  days_closed_in_order: `
    SELECT 'day ' || day FROM (
      SELECT day, lag(day, 1, '') OVER (ORDER BY id) AS before FROM day_closings)
    WHERE day <= before`,
  day_balances_are_the_sum_of_postings: `
    WITH moved AS (
      SELECT e.booking_date AS day, p.debit_account AS account, p.amount, p.layer, 1 AS debit
      FROM entries e CROSS JOIN postings p
        ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
      UNION ALL SELECT e.booking_date, p.credit_account, p.amount, p.layer, 0
      FROM entries e CROSS JOIN postings p
        ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
    ), in_day AS MATERIALIZED (
      SELECT day, account,
        sum(CASE WHEN debit = 1 AND layer <> 'post' THEN CASE layer WHEN 'hold' THEN amount
          ELSE -amount END ELSE 0 END) AS dp,
        sum(CASE WHEN debit = 1 AND layer IN ('post', 'post_hold') THEN amount ELSE 0 END) AS db,
        sum(CASE WHEN debit = 0 AND layer <> 'post' THEN CASE layer WHEN 'hold' THEN amount
          ELSE -amount END ELSE 0 END) AS cp,
        sum(CASE WHEN debit = 0 AND layer IN ('post', 'post_hold') THEN amount ELSE 0 END) AS cb
      FROM moved GROUP BY day, account
    ), summed AS (
      SELECT c.id AS closing, account, sum(dp) AS dp, sum(db) AS db, sum(cp) AS cp, sum(cb) AS cb
      FROM day_closings c JOIN in_day d ON d.day <= c.day GROUP BY c.id, account
    )
    SELECT 'account ' || b.account || ' at closing ' || b.closing FROM day_balances b
    LEFT JOIN summed s ON s.closing = b.closing AND s.account = b.account
    WHERE b.debits_pending <> coalesce(s.dp, 0) OR b.debits_posted <> coalesce(s.db, 0)
       OR b.credits_pending <> coalesce(s.cp, 0) OR b.credits_posted <> coalesce(s.cb, 0)`,
};

/** The rules of this file by name, in the order in which they run. */
export const LEDGER_QUERIES: { readonly [name: string]: string } = {
  ...ACCOUNTS,
  ...DEEDS,
  ...HOLD_EVENTS,
  ...ITEMS,
  ...DAYS,
};
