// The balances as they are, in SQL: what the rows of `balances` say, and what was posted since each
// of them was written. The writer has them in memory; this is for everyone who reads the file.

/** The four counters of one side of a posting, from its layer. */
function sideOf(side: 'debit' | 'credit'): string {
  const pending = `CASE layer WHEN 'hold' THEN amount WHEN 'post' THEN 0 ELSE -amount END`;
  const posted = `CASE WHEN layer IN ('post', 'post_hold') THEN amount ELSE 0 END`;
  const moved = [pending, posted];
  const columns = side === 'debit' ? [...moved, '0', '0'] : ['0', '0', ...moved];
  const [debitsPending, debitsPosted, creditsPending, creditsPosted] = columns;
  return `SELECT id, ${side}_account AS account, ${debitsPending} AS debits_pending,
      ${debitsPosted} AS debits_posted, ${creditsPending} AS credits_pending,
      ${creditsPosted} AS credits_posted
    FROM postings WHERE id > (SELECT posting FROM balances_written)`;
}

const COUNTERS = ['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'];
const SUMS = COUNTERS.map((counter) => `sum(p.${counter}) AS ${counter}`).join(', ');
const ADDED = COUNTERS.map((counter) => {
  return `w.${counter} + coalesce(l.${counter}, 0) AS ${counter}`;
}).join(', ');

/**
 * A subquery with the columns of `balances` and `is_behind`, 1 where the row lacks postings that
 * came after it. Costs nothing where all are written, which they are unless hundreds of accounts
 * moved in the last tens of thousands of postings.
 */
export const BALANCES_NOW = `(SELECT w.account, ${ADDED},
    max(w.last_posting, coalesce(l.last_posting, 0)) AS last_posting,
    l.account IS NOT NULL AS is_behind
  FROM balances w LEFT JOIN (
    SELECT p.account, ${SUMS}, max(p.id) AS last_posting
    FROM (${sideOf('debit')} UNION ALL ${sideOf('credit')}) p
    JOIN balances o ON o.account = p.account AND p.id > o.last_posting
    GROUP BY p.account
  ) l ON l.account = w.account)`;
