// The statements of one reading: fields are taken as they come, and checked when their balance,
// their entry or their statement ends.
import { isCalendarDate } from '../domain/dates.ts';
import type { Problem, ProblemSeverity } from '../domain/problem.ts';
import { visible } from '../domain/text.ts';
import type { CamtField } from './camt-paths.ts';
import {
  type CamtEntry,
  type CamtStatement,
  ENTRIES_KEPT,
  STATEMENTS_MAX,
  type StatedAmount,
} from './camt-types.ts';
import { added, isSame, NOTHING, negated, statedAmount } from './stated-amount.ts';

/** Texts that are kept of one entry, in UTF-16 units. */
const DETAILS_MAX = 1000;
const REFERENCE_MAX = 140;

/** Statuses that are no bookings: they move no balance. */
const NOT_BOOKED: ReadonlySet<string> = new Set(['PDNG', 'INFO']);

/** What stands for "none" where a scheme demands an end-to-end id. */
const NO_END_TO_END_ID = 'NOTPROVIDED';

/** Balances at the beginning and at the end, the booked ones that are looked for in this order. */
const OPENING = ['OPBD', 'PRCD'] as const;
const CLOSING = ['CLBD'] as const;

type Field = CamtField | 'amountCurrency';

/** Values of the element in hand, each with its line. */
type Fields = Map<Field, { readonly text: string; readonly line: number }>;

type Balance = { readonly amount: StatedAmount; readonly date: string | null };

type InHand = {
  readonly name: string;
  readonly line: number;
  readonly fields: Fields;
  readonly balances: Map<string, Balance>;
  readonly entries: CamtEntry[];
  entryCount: number;
  balanceCount: number;
  booked: StatedAmount;
};

export class CamtStatements {
  private readonly report: (problem: Problem) => void;
  private readonly done: CamtStatement[] = [];
  private statement: InHand | null = null;
  private fields: Fields | null = null;
  private elementLine = 0;
  private transactions = 0;
  private readonly details: string[] = [];
  private listed = 0;
  count = 0;
  entryCount = 0;

  constructor(report: (problem: Problem) => void) {
    this.report = report;
  }

  all(): readonly CamtStatement[] {
    return this.done;
  }

  begin(name: string, line: number): void {
    this.count += 1;
    if (this.count === STATEMENTS_MAX + 1) this.tell('too_many_statements', 'refuses', line, null);
    this.statement = {
      name,
      line,
      fields: new Map(),
      balances: new Map(),
      entries: [],
      entryCount: 0,
      balanceCount: 0,
      booked: NOTHING,
    };
    this.fields = null;
  }

  beginBalance(line: number): void {
    if (this.statement !== null) this.statement.balanceCount += 1;
    this.fields = new Map();
    this.elementLine = line;
  }

  beginEntry(line: number): void {
    if (this.statement !== null) this.statement.entryCount += 1;
    this.fields = new Map();
    this.elementLine = line;
    this.transactions = 0;
    this.details.length = 0;
  }

  beginTransaction(): void {
    this.transactions += 1;
  }

  /** A field of the innermost element; the first of a kind counts, remittance is collected. */
  take(field: Field, text: string, line: number): void {
    if (field === 'remittance' || field === 'transactionText') {
      if (text !== '') this.details.push(text);
      return;
    }
    const fields = this.fields ?? this.statement?.fields;
    if (text !== '' && fields?.has(field) === false) fields.set(field, { text, line });
  }

  endBalance(): void {
    const { statement, fields } = this;
    this.fields = null;
    if (statement === null || fields === null) return;
    const path = `${this.place(statement)}/Bal[${statement.balanceCount}]`;
    const type = fields.get('balanceType')?.text ?? '';
    // A balance without an indicator is a credit: so the banks that leave it out mean it.
    const amount = this.amountOf(fields, path, 'CRDT');
    const currency = fields.get('amountCurrency')?.text ?? '';
    if (amount === null) return;
    if (currency !== '' && !statement.fields.has('currency')) {
      statement.fields.set('currency', { text: currency, line: this.elementLine });
    }
    if (statement.balances.has(type)) {
      // Of two openings the first is meant, of two closings the last.
      if (CLOSING.every((each) => each !== type)) return;
    }
    const date = this.dateOf(fields, 'date', path);
    statement.balances.set(type, { amount, date });
  }

  endEntry(): void {
    const { statement, fields } = this;
    this.fields = null;
    if (statement === null || fields === null) return;
    this.entryCount += 1;
    const path = `${this.place(statement)}/Ntry[${statement.entryCount}]`;
    const amount = this.amountOf(fields, path, null);
    if (amount === null) return;
    const status = fields.get('status')?.text ?? 'BOOK';
    if (!NOT_BOOKED.has(status)) statement.booked = added(statement.booked, amount);
    const currency = fields.get('amountCurrency')?.text ?? statement.fields.get('currency')?.text;
    this.checkCurrency(statement, currency ?? '', path);
    if (!statement.fields.has('currency') && currency !== undefined) {
      statement.fields.set('currency', { text: currency, line: this.elementLine });
    }
    if (this.listed >= ENTRIES_KEPT) {
      if (this.listed === ENTRIES_KEPT) {
        this.tell('entries_not_listed', 'warns', this.elementLine, path);
      }
      this.listed = ENTRIES_KEPT + 1;
      return;
    }
    this.listed += 1;
    statement.entries.push(this.entryOf(fields, path, amount, status, currency ?? ''));
  }

  private entryOf(
    fields: Fields,
    path: string,
    amount: StatedAmount,
    status: string,
    currency: string,
  ): CamtEntry {
    const text = (field: Field): string | null => {
      const found = fields.get(field)?.text;
      return found === undefined ? null : found.slice(0, REFERENCE_MAX);
    };
    const stated = this.transactions <= 1 ? text('endToEndId') : null;
    const endToEndId = stated === NO_END_TO_END_ID ? null : stated;
    const said = this.details.length > 0 ? this.details.join(' ') : fields.get('entryText')?.text;
    return {
      bookingDate: this.dateOf(fields, 'bookingDate', path),
      valueDate: this.dateOf(fields, 'valueDate', path),
      amount,
      currency,
      status,
      reversal: isTrue(fields.get('reversal')?.text),
      reference: text('serviceReference') ?? text('entryReference') ?? endToEndId,
      endToEndId,
      details: (said ?? '').replace(/\s+/g, ' ').slice(0, DETAILS_MAX),
      transactions: this.transactions,
      line: this.elementLine,
    };
  }

  /** The statement is complete: what its sums say of it. */
  end(): void {
    const { statement } = this;
    this.statement = null;
    if (statement === null || this.count > STATEMENTS_MAX) return;
    const { fields, balances, entries, entryCount, booked } = statement;
    const place = this.place(statement);
    const account = fields.get('account')?.text ?? '';
    if (account === '')
      this.tell('account_missing_in_statement', 'refuses', statement.line, `${place}/Acct`);
    const opening = first(balances, OPENING);
    const closing = first(balances, CLOSING);
    const isPair = opening !== null && closing !== null;
    const balanced = isPair ? isSame(added(opening.amount, booked), closing.amount) : null;
    if (balanced === false) {
      this.tell('statement_does_not_balance', 'warns', statement.line, place);
    }
    this.done.push({
      id: (fields.get('id')?.text ?? '').slice(0, REFERENCE_MAX),
      account: account.replaceAll(' ', '').slice(0, REFERENCE_MAX),
      currency: fields.get('currency')?.text.slice(0, 3) ?? '',
      opening: opening?.amount ?? null,
      closing: closing?.amount ?? null,
      balanced,
      date: closing?.date ?? opening?.date ?? null,
      entries,
      entryCount,
    });
  }

  /** `Stmt[2]`: where the statement stands among its kind. */
  private place({ name }: InHand): string {
    return `${name}[${this.count}]`;
  }

  /** The signed amount of the element in hand; null, and said, where it has none. */
  private amountOf(fields: Fields, path: string, without: string | null): StatedAmount | null {
    const stated = fields.get('amount');
    if (stated === undefined) {
      this.tell('amount_missing', 'refuses', this.elementLine, `${path}/Amt`);
      return null;
    }
    const amount = statedAmount(stated.text);
    if (amount === null || amount.units < 0n) {
      const value = visible(stated.text).slice(0, 100);
      this.tell('amount_format', 'refuses', stated.line, `${path}/Amt`, { value });
      return null;
    }
    const indicator = fields.get('creditDebit')?.text ?? without;
    if (indicator === 'CRDT') return amount;
    if (indicator === 'DBIT') return negated(amount);
    const code = indicator === null ? 'credit_debit_missing' : 'credit_debit_unknown';
    const line = fields.get('creditDebit')?.line ?? this.elementLine;
    const value = visible(indicator ?? '').slice(0, 100);
    this.tell(code, 'refuses', line, `${path}/CdtDbtInd`, { value });
    return null;
  }

  private dateOf(fields: Fields, field: Field, path: string): string | null {
    const stated = fields.get(field);
    if (stated === undefined) return null;
    const date = stated.text.slice(0, 10);
    if (isCalendarDate(date)) return date;
    const value = visible(stated.text).slice(0, 100);
    this.tell('date_invalid', 'warns', stated.line, path, { value });
    return null;
  }

  private checkCurrency(statement: InHand, currency: string, path: string): void {
    const own = statement.fields.get('currency')?.text;
    if (own === undefined || currency === '' || own === currency) return;
    this.tell('currency_differs', 'warns', this.elementLine, path, { currency, expected: own });
  }

  private tell(
    code: string,
    severity: ProblemSeverity,
    line: number,
    path: string | null,
    data: Problem['data'] = {},
  ): void {
    this.report({ code, reasonCode: null, severity, place: { line, path }, data });
  }
}

function first(balances: ReadonlyMap<string, Balance>, types: readonly string[]): Balance | null {
  for (const type of types) {
    const found = balances.get(type);
    if (found !== undefined) return found;
  }
  return null;
}

/** `true` and `1` are the two ways in which XML says yes. */
function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}
