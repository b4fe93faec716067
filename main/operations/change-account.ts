// Blocks an account for debits, opens it again, or closes it. What is on it stays until it is empty.
import type { AccountStatus } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type ChangeAccountInput = {
  readonly submissionId: string;
  readonly account: string;
  readonly currency: string;
  readonly status: AccountStatus;
  /** Why; kept beside the chain, and shown to whoever signs. */
  readonly reason?: string;
};

export type ChangeAccountRefusal = Refusal<
  'account_unknown' | 'account_status_is_that' | 'account_is_closed' | 'account_is_not_empty'
>;

/**
 * Sets an account's status and answers it. Refuses `second_person_required` where the book has people,
 * then `account_unknown`, `account_status_is_that`,
 * `account_is_closed` (for good), `account_is_not_empty` (something is booked or held on it).
 */
export function changeAccount(desk: Desk, input: ChangeAccountInput, context: Context) {
  const { submissionId, account: number, currency, status, reason = '' } = input;
  const fields = [number, currency, status];
  const remark = reason === '' ? {} : { remark: remarkOf(reason, null) };
  const call = { deed: 'changeAccount', submissionId, input: fields, ...remark } as const;
  return desk.book.performSigned<Changed, ChangeAccountRefusal>(call, plainFacts, context, (w) =>
    changeAccountNow(desk, w, input),
  );
}

type Changed = { readonly account: number; readonly status: AccountStatus };

/** The deed itself, when whoever must has signed. */
export function changeAccountNow(
  { book }: Desk,
  w: Writing,
  { account: number, currency, status }: Omit<ChangeAccountInput, 'submissionId' | 'reason'>,
): Result<Changed, ChangeAccountRefusal> {
  const account = book.accounts.find(number, currency);
  if (account === null) return refuse({ code: 'account_unknown', account: number, currency });
  if (account.status === status) return refuse({ code: 'account_status_is_that', status });
  if (account.status === 'closed') return refuse({ code: 'account_is_closed', account: number });
  const { creditsPosted, debitsPosted, creditsPending, debitsPending } = book.balances.balance(
    account.id,
  );
  const isEmpty = creditsPosted === debitsPosted && creditsPending + debitsPending === 0n;
  if (status === 'closed' && !isEmpty) {
    return refuse({ code: 'account_is_not_empty', account: number });
  }
  book.accounts.setStatus(w, account.id, status);
  return ok({ account: account.id, status });
}
