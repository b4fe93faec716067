// Opens accounts from an import, with their opening balances as journal entries. All or nothing:
// a row that contradicts the book refuses the whole import; rows already open are left alone.

import { assert } from '../domain/assert.ts';
import type { Account } from '../domain/chart-of-accounts.ts';
import {
  ACCOUNT_KIND_RULES,
  type AccountKind,
  chartKind,
  isKindOf,
} from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { isDemoAccount } from '../domain/master/fields.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { linesOf, rowPostings } from '../domain/row-postings.ts';
import type { Writing } from '../ledger/journal.ts';
import { type Desk, headOn, openDay } from './desk.ts';

/** One account to open. Amounts are minor units on the account's normal side; limits are ≥ 0. */
export type AccountRow = {
  readonly number: string;
  readonly name: string;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly openingBalance: bigint;
  readonly accountLimit: bigint;
  /** 1-based line in the imported file. */
  readonly line: number;
};

export type OpenAccountsInput = {
  readonly submissionId: string;
  /** SHA-256 of the file the rows come from. */
  readonly original: Uint8Array;
  readonly rows: readonly AccountRow[];
};

export type OpenAccountsRefusal = Refusal<
  | 'account_of_demo_bank'
  | 'account_kind_not_of_this_book'
  | 'account_open_with_other_terms'
  | 'account_overdrawn'
>;

type Opened = { readonly opened: number; readonly unchanged: number };

/**
 * What {@link openAccounts} will answer whatever the rows are; null when they decide. `original` is
 * null while the file has not been read.
 */
export function foreseeOpenAccounts(
  { book }: Desk,
  {
    submissionId,
    original,
  }: { readonly submissionId: string; readonly original: Uint8Array | null },
  context: Context,
) {
  const input = original === null ? null : [original];
  const call = { deed: 'openAccounts', submissionId, input } as const;
  return book.foresee<Opened, OpenAccountsRefusal>(call, context);
}

/**
 * Opens what is not open yet and answers how many were opened and how many were there already.
 * Refuses `account_of_demo_bank` (at the demonstration's bank code, in a live book), then
 * `account_kind_not_of_this_book` (a kind that only the other role's books keep), then
 * `account_open_with_other_terms` (same number and currency, other kind or limit; a code of the chart
 * counts as open), then `account_overdrawn` (an opening balance below the account limit); each names
 * the line.
 */
export function openAccounts(desk: Desk, input: OpenAccountsInput, context: Context) {
  const { book } = desk;
  const call = {
    deed: 'openAccounts',
    submissionId: input.submissionId,
    input: [input.original],
  } as const;
  return book.perform<Opened, OpenAccountsRefusal>(call, context, (w) => {
    let opened = 0;
    for (const row of input.rows) {
      if (!book.demo && isDemoAccount(row.number)) {
        const { line, number: account } = row;
        return refuse({ code: 'account_of_demo_bank', line, account });
      }
      if (!isKindOf(row.kind, book.role)) {
        const { line, number: account, kind } = row;
        return refuse({ code: 'account_kind_not_of_this_book', line, account, kind });
      }
      if (contradictsChart(row)) return refuse(otherTerms(row));
      const existing = book.accounts.find(row.number, row.currency);
      if (existing !== null) {
        const differs = existing.kind !== row.kind || existing.accountLimit !== row.accountLimit;
        if (!differs) continue;
        return refuse(otherTerms(row));
      }
      const account = book.accounts.open(w, { ...row, salt: context.ids.bytes(16) });
      const booked = bookOpeningBalance(desk, w, context, account, row);
      if (!booked.ok) return booked;
      opened += 1;
    }
    return ok({ opened, unchanged: input.rows.length - opened });
  });
}

function otherTerms(row: AccountRow): Refusal<'account_open_with_other_terms'> {
  const { line, number: account, currency } = row;
  return { code: 'account_open_with_other_terms', line, account, currency };
}

/** Whether a row would make one of the bank's own accounts something else than the chart does. */
function contradictsChart(row: AccountRow): boolean {
  const kind = chartKind(row.number, row.currency);
  if (kind === null) return false;
  const isOpening = kind === 'opening' && row.openingBalance !== 0n;
  const limited = kind !== 'customer' && row.accountLimit !== 0n;
  return kind !== row.kind || limited || isOpening;
}

/** Books the opening balance against the opening account of the currency (event O1). */
function bookOpeningBalance(
  desk: Desk,
  w: Writing,
  context: Context,
  account: Account,
  row: AccountRow,
): Result<null, Refusal<'account_overdrawn'>> {
  const { openingBalance, line } = row;
  if (openingBalance === 0n) return ok(null);
  const onCredit = ACCOUNT_KIND_RULES[row.kind].normalSide === 'credit';
  const credited = { minor: onCredit ? openingBalance : -openingBalance, currency: row.currency };
  assert(account.currency === row.currency, 'an account opens in its own currency');
  const opening = desk.book.accounts.bank(w, 'opening', row.currency, context.ids.bytes);
  const postings = rowPostings(linesOf('O1'), { principal: credited }, (role) =>
    role === 'opened' ? account.id : opening.id,
  );
  assert(postings.ok && postings.value.length === 1, 'an opening balance is one posting');
  const head = headOn(openDay(desk, context.now), 'O1', { batch: 0, payment: 0 });
  const booked = desk.book.journal.post(w, head, postings.value);
  if (booked.ok) {
    if (ACCOUNT_KIND_RULES[row.kind].openItem) {
      const of = { entry: booked.value, day: head.bookingDate, reference: itemReference.opening };
      const amount = credited.minor;
      desk.book.items.move(w, { ...of, account: account.id, amount });
    }
    return ok(null);
  }
  return refuse({ code: 'account_overdrawn', line, account: row.number });
}
