// The core-banking system's balances as bank statements: the closing booked balance of each account
// of a camt.053 or camt.052, which the entries between opening and closing must make.
import { type CoreReading, type CoreRow, totalsOf } from '../domain/core-list.ts';
import { PROBLEMS_KEPT, type Problem } from '../domain/problem.ts';
import type { CamtReading } from './camt-types.ts';
import { minorUnits, statedText } from './stated-amount.ts';

/**
 * The list that a reading makes. Beside what refuses the file itself, each problem refuses the
 * whole and names its statement: `another_message_type` (a notification has no balances),
 * `core_balance_missing` (no closing booked balance, or no date of it), `core_balance` (a currency
 * we do not have, or more decimals than it has), `account_twice`, `core_as_of_differs`,
 * `statement_does_not_balance`.
 */
export function coreListOf(reading: CamtReading): CoreReading {
  const problems: Problem[] = reading.problems.filter((each) => each.severity === 'refuses');
  let count = problems.length;
  const tell = (code: string, path: string | null, value: string): void => {
    count += 1;
    if (problems.length >= PROBLEMS_KEPT) return;
    const place = { line: null, path };
    problems.push({ code, reasonCode: null, severity: 'refuses', place, data: { value } });
  };
  const name = reading.kind?.startsWith('camt.052') === true ? 'Rpt' : 'Stmt';
  if (reading.accepted && reading.kind?.startsWith('camt.054') === true) {
    tell('another_message_type', null, reading.kind);
  }
  if (count > 0) return { ok: false, problems, count };
  const rows: CoreRow[] = [];
  const seen = new Set<string>();
  let day: string | null = null;
  for (const [at, { account, currency, closing, date, balanced }] of reading.statements.entries()) {
    const place = `${name}[${at + 1}]`;
    if (closing === null || date === null) {
      tell('core_balance_missing', place, account);
      continue;
    }
    const balance = minorUnits(closing, currency);
    const key = `${account} ${currency}`;
    day ??= date;
    if (balance === null) tell('core_balance', place, statedText(closing, currency));
    else if (seen.has(key)) tell('account_twice', place, account);
    else if (date !== day) tell('core_as_of_differs', place, date);
    else if (balanced === false) tell('statement_does_not_balance', place, account);
    else rows.push({ account, currency, balance, status: null, place });
    seen.add(key);
  }
  if (count > 0 || day === null) return { ok: false, problems, count };
  return { ok: true, list: { format: 'camt', day, moment: 'end', rows, totals: totalsOf(rows) } };
}
