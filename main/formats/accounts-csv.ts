// The list of accounts to open: CSV with the columns
// account,name,currency,kind,openingBalance,accountLimit, the header naming them in any order.
import { ACCOUNT_KINDS, type AccountKind } from '../domain/chart-of-accounts.ts';
import { exponentOf } from '../domain/currencies.ts';
import { checkIban } from '../domain/iban.ts';
import { parseSignedAmount } from '../domain/money.ts';
import type { Problem } from '../domain/problem.ts';
import { PROBLEMS_KEPT } from '../domain/problem.ts';
import { hasControlOrBidi, visible } from '../domain/text.ts';
import { type CsvRecord, readCsv } from './csv.ts';

/** One account to open. Amounts are minor units on the account's normal side; limits are ≥ 0. */
export type AccountListRow = {
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly openingBalance: bigint;
  readonly accountLimit: bigint;
};

export type AccountList = {
  readonly rows: readonly AccountListRow[];
  /** The first problems; the list is taken only when none of them refuses. */
  readonly problems: readonly Problem[];
};

/** Accounts in one list; more are imported in several. */
export const ACCOUNT_LIST_ROWS_MAX = 500_000;
const FIELDS_MAX = 64;
const ACCOUNT_LENGTH_MAX = 34;
const NAME_LENGTH_MAX = 140;

const COLUMNS = ['account', 'name', 'currency', 'kind', 'openingBalance', 'accountLimit'] as const;
type Column = (typeof COLUMNS)[number];

/** Columns that a list may leave out, with what is then meant. */
const OPTIONAL: { readonly [column in Column]?: string } = {
  name: '',
  kind: 'customer',
  openingBalance: '0',
  accountLimit: '0',
};

/** Words of other systems for our kinds: banks export what their core calls an account. */
const KIND_WORDS: { readonly [word: string]: AccountKind } = {
  '': 'customer',
  current: 'customer',
  checking: 'customer',
  savings: 'customer',
  liability: 'customer',
  asset: 'nostro',
  revenue: 'income',
};

/**
 * Reads a list of accounts. Problem codes, placed by line and refusing except where said:
 * `csv_…` for its shape, `account_list_header` (a column missing, unknown or twice),
 * `account_list_empty`, `account_fields` (not as many fields as the header), `account_missing`,
 * `account_too_long`, `account_control_characters`, `account_iban` (looks like an IBAN and is
 * none; only warns, because a bank's own numbers are its own), `account_twice`, `currency_unknown`, `account_kind_unknown`, `opening_balance`,
 * `account_limit`, `name_too_long`.
 */
export function readAccountList(text: string): AccountList {
  const { records, problem } = readCsv(text, {
    records: ACCOUNT_LIST_ROWS_MAX + 1,
    fields: FIELDS_MAX,
  });
  const problems: Problem[] = [];
  if (problem !== null) problems.push(lineProblem(problem.code, problem.line, {}));
  const [header, ...body] = records;
  if (header === undefined) {
    return { rows: [], problems: [...problems, lineProblem('account_list_empty', 1, {})] };
  }
  const columns = columnsOf(header);
  if (columns === null) {
    const data = { expected: COLUMNS.join(',') };
    return { rows: [], problems: [...problems, lineProblem('account_list_header', 1, data)] };
  }
  const rows: AccountListRow[] = [];
  const seen = new Set<string>();
  for (const record of body) {
    const row = readRow(record, columns, header.fields.length, seen);
    if ('number' in row) rows.push(row);
    const found = 'number' in row ? warningOf(row) : row;
    if (found !== null && problems.length < PROBLEMS_KEPT) problems.push(found);
  }
  return { rows, problems };
}

type ColumnPlaces = ReadonlyMap<Column, number>;

/** Where each column stands, or null when one is missing, unknown or named twice. */
function columnsOf(header: CsvRecord): ColumnPlaces | null {
  const places = new Map<Column, number>();
  for (const [place, field] of header.fields.entries()) {
    const column = COLUMNS.find((name) => name.toLowerCase() === field.trim().toLowerCase());
    if (column === undefined || places.has(column)) return null;
    places.set(column, place);
  }
  const whole = COLUMNS.every((name) => places.has(name) || OPTIONAL[name] !== undefined);
  return whole ? places : null;
}

function readRow(
  record: CsvRecord,
  columns: ColumnPlaces,
  width: number,
  seen: Set<string>,
): AccountListRow | Problem {
  const { line, fields } = record;
  const at = (column: Column): string => {
    const place = columns.get(column);
    return (place === undefined ? undefined : fields[place])?.trim() ?? OPTIONAL[column] ?? '';
  };
  const problem = (code: string, column: Column): Problem =>
    lineProblem(code, line, { column, value: visible(at(column)).slice(0, 100) });
  if (fields.length !== width) return problem('account_fields', 'account');
  const number = accountNumber(at('account'));
  if (typeof number !== 'string') return problem(number.code, 'account');
  const currency = at('currency');
  if (exponentOf(currency) === null) return problem('currency_unknown', 'currency');
  const kind = kindOf(at('kind'));
  if (kind === null) return problem('account_kind_unknown', 'kind');
  const opening = parseSignedAmount(at('openingBalance') || '0', currency);
  if (!opening.ok) return problem('opening_balance', 'openingBalance');
  const limit = parseSignedAmount(at('accountLimit') || '0', currency);
  if (!limit.ok || limit.value.minor < 0n) return problem('account_limit', 'accountLimit');
  const name = at('name');
  if (name.length > NAME_LENGTH_MAX) return problem('name_too_long', 'name');
  const key = `${number} ${currency}`;
  if (seen.has(key)) return problem('account_twice', 'account');
  seen.add(key);
  return {
    line,
    number,
    name,
    currency,
    kind,
    openingBalance: opening.value.minor,
    accountLimit: limit.value.minor,
  };
}

const LOOKS_LIKE_AN_IBAN = /^[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}$/;

/** A number that looks like an IBAN and is none is opened as it stands, and shown. */
function warningOf({ number, line }: AccountListRow): Problem | null {
  if (!LOOKS_LIKE_AN_IBAN.test(number) || checkIban(number).ok) return null;
  const problem = lineProblem('account_iban', line, { column: 'account', value: number });
  return { ...problem, severity: 'warns' };
}

/** The account number; what looks like an IBAN in its electronic form. */
function accountNumber(text: string): string | { readonly code: string } {
  if (text === '') return { code: 'account_missing' };
  if (hasControlOrBidi(text)) return { code: 'account_control_characters' };
  const compact = text.replaceAll(' ', '');
  if (LOOKS_LIKE_AN_IBAN.test(compact)) return compact.toUpperCase();
  return text.length > ACCOUNT_LENGTH_MAX ? { code: 'account_too_long' } : text;
}

function kindOf(word: string): AccountKind | null {
  const lower = word.toLowerCase();
  return ACCOUNT_KINDS.find((kind) => kind === lower) ?? KIND_WORDS[lower] ?? null;
}

function lineProblem(code: string, line: number, data: Problem['data']): Problem {
  return { code, reasonCode: null, severity: 'refuses', place: { line, path: null }, data };
}
