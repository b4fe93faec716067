// The core-banking system's balances as CSV: a header naming account, currency, balance, status and
// asOf in that order, one line per account, and at the end one control line per currency,
// `#total,CURRENCY,ACCOUNTS,SUM`, as the journal that goes out ends.
import { ACCOUNT_STATUSES } from '../domain/chart-of-accounts.ts';
import {
  CORE_ROWS_MAX,
  type CoreReading,
  type CoreRow,
  type CoreTotal,
  totalsOf,
} from '../domain/core-list.ts';
import { exponentOf } from '../domain/currencies.ts';
import { isCalendarDate } from '../domain/dates.ts';
import { formatMinor, parseSignedAmount } from '../domain/money.ts';
import { PROBLEMS_KEPT, type Problem } from '../domain/problem.ts';
import { hasControlOrBidi, visible } from '../domain/text.ts';
import { type CsvRecord, readCsv } from './csv.ts';

export const CORE_CSV_HEADER = 'account,currency,balance,status,asOf';
const CONTROL = '#total';
const ACCOUNT_LENGTH_MAX = 34;
/** Currencies, and with them control lines: more than there are. */
const TOTALS_MAX = 200;

type Stated = CoreTotal & { readonly line: number };

/**
 * Reads the list. Balances are credit less debit, in the decimals of their currency. Each problem
 * refuses the whole and has its line: `csv_…`; `core_list_header`, `core_list_empty`,
 * `core_line_fields`, `account_missing`, `account_too_long`, `account_control_characters`,
 * `currency_unknown`, `core_balance`, `core_status`, `core_as_of`, `core_as_of_differs` (from the
 * first line's), `account_twice`, `core_control_line`, `core_line_after_control`; and for the
 * totals `core_total_missing`, `core_total_twice`, `core_total_differs`.
 */
export function readCoreCsv(text: string): CoreReading {
  const limits = { records: CORE_ROWS_MAX + TOTALS_MAX + 1, fields: 16 };
  const { records, problem } = readCsv(text, limits);
  const problems: Problem[] = [];
  let count = 0;
  const tell = (code: string, line: number, value: string): void => {
    count += 1;
    const data = { value: visible(value).slice(0, 100), expected: CORE_CSV_HEADER };
    const place = { line, path: null };
    if (problems.length >= PROBLEMS_KEPT) return;
    problems.push({ code, reasonCode: null, severity: 'refuses', place, data });
  };
  if (problem !== null) tell(problem.code, problem.line, '');
  const [header, ...body] = records;
  if (header === undefined || header.fields.map((each) => each.trim()).join() !== CORE_CSV_HEADER) {
    tell('core_list_header', header?.line ?? 1, header?.fields.join() ?? '');
    return { ok: false, problems, count };
  }
  const rows: CoreRow[] = [];
  const stated: Stated[] = [];
  const seen = new Set<string>();
  let day: string | null = null;
  for (const record of body) {
    const { line } = record;
    const fields = record.fields.map((each) => each.trim());
    if (fields[0] === CONTROL) {
      const control = controlOf(fields, line);
      if (control === null) tell('core_control_line', line, fields.join());
      else if (stated.some((each) => each.currency === control.currency)) {
        tell('core_total_twice', line, control.currency);
      } else stated.push(control);
      continue;
    }
    if (stated.length > 0) {
      tell('core_line_after_control', line, fields.join());
      continue;
    }
    const row = rowOf(fields, record);
    if ('code' in row) {
      tell(row.code, line, row.value);
      continue;
    }
    const key = `${row.account} ${row.currency}`;
    const asOf = fields[4] ?? '';
    day ??= asOf;
    if (seen.has(key)) tell('account_twice', line, row.account);
    else if (asOf !== day) tell('core_as_of_differs', line, asOf);
    else rows.push(row);
    seen.add(key);
  }
  const lastLine = records.at(-1)?.line ?? 1;
  // Sums are only looked at where every line was read: else they differ for that alone.
  if (count === 0)
    compareTotals(rows, stated, (code, at, value) => tell(code, at ?? lastLine, value));
  if (day === null && count === 0) tell('core_list_empty', lastLine, '');
  if (count > 0 || day === null) return { ok: false, problems, count };
  const totals = totalsOf(rows);
  return { ok: true, list: { format: 'csv', day, moment: 'start', rows, totals } };
}

type Wrong = { readonly code: string; readonly value: string };

function rowOf(fields: readonly string[], { line }: CsvRecord): CoreRow | Wrong {
  const [number = '', currency = '', amount = '', word = '', asOf = ''] = fields;
  if (fields.length !== 5) return { code: 'core_line_fields', value: fields.join() };
  const account = number.replaceAll(' ', '');
  if (account === '') return { code: 'account_missing', value: '' };
  if (account.length > ACCOUNT_LENGTH_MAX) return { code: 'account_too_long', value: account };
  if (hasControlOrBidi(account)) return { code: 'account_control_characters', value: account };
  if (exponentOf(currency) === null) return { code: 'currency_unknown', value: currency };
  const balance = parseSignedAmount(amount, currency);
  if (!balance.ok) return { code: 'core_balance', value: amount };
  const status = ACCOUNT_STATUSES.find((each) => each === word);
  if (status === undefined) return { code: 'core_status', value: word };
  if (!isCalendarDate(asOf)) return { code: 'core_as_of', value: asOf };
  return { account, currency, balance: balance.value.minor, status, place: `line ${line}` };
}

function controlOf(fields: readonly string[], line: number): Stated | null {
  const [, currency = '', accounts = '', amount = ''] = fields;
  if (fields.length !== 4 || !/^\d{1,9}$/.test(accounts)) return null;
  const sum = parseSignedAmount(amount, currency);
  return sum.ok ? { currency, accounts: Number(accounts), sum: sum.value.minor, line } : null;
}

/** What the control lines say against what stands in the list; a line is null where there is none. */
function compareTotals(
  rows: readonly CoreRow[],
  stated: readonly Stated[],
  tell: (code: string, line: number | null, value: string) => void,
): void {
  const counted = new Map(totalsOf(rows).map((total) => [total.currency, total]));
  for (const { currency, accounts, sum, line } of stated) {
    const found = counted.get(currency) ?? { accounts: 0, sum: 0n };
    counted.delete(currency);
    if (found.accounts === accounts && found.sum === sum) continue;
    const text = `${currency} ${found.accounts} ${formatMinor({ minor: found.sum, currency })}`;
    tell('core_total_differs', line, text);
  }
  for (const currency of counted.keys()) tell('core_total_missing', null, currency);
}
