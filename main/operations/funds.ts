// Where judging takes funds from: the book, for good; or an overlay over its balances, with no
// effect, for a rehearsal. Both follow rows A2 and F1 of domain.md §1.3.
import { assert } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES, type Account, type Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { createSumsByCurrency, type Money } from '../domain/money.ts';
import type { Policy } from '../domain/policy.ts';
import type { EventCode } from '../domain/posting-table.ts';
import { linesOf, rowPostings } from '../domain/row-postings.ts';
import type { Writing } from '../ledger/journal.ts';
import type { TermsInForce } from './account-terms.ts';
import { type Desk, headOn } from './desk.ts';

/** A transfer between two accounts of this book, by their ids. */
export type OnUs = { readonly payer: number; readonly payee: number; readonly amount: Money };

/** Holds and books for payments being judged. A hold is null where the payer lacks the funds. */
export type Funds = {
  /** Row F1: the principal, for a payee of this book. Answers the hold's entry. */
  readonly holdOnUs: (transfer: OnUs, payment: number) => number | null;
  /** Row F1: books what {@link Funds.holdOnUs} held. */
  readonly postOnUs: (transfer: OnUs, payment: number, holdEntry: number) => void;
  /**
   * Row A2: `minor` units in the account's currency and the tariff's fee for `items`, in one hold.
   * `payment` is 0 for a batch booking. Answers the hold's entry.
   */
  readonly holdOutward: (
    debtorAccount: number,
    minor: bigint,
    items: number,
    payment: number,
  ) => number | null;
};

/** The fee for `items` of a payment file by the account's tariff, else the policy's; minor units. */
function feeFor(
  { policy, termsOf }: { readonly policy: Policy; readonly termsOf: TermsInForce },
  account: Account,
  items: number,
): bigint {
  const agreed = termsOf(account).fileItemFee;
  return (agreed ?? policy.fileItemFee.get(account.currency) ?? 0n) * BigInt(items);
}

/** What the book's funds work with. */
type InBook = {
  readonly desk: Desk;
  readonly w: Writing;
  readonly context: Context;
  readonly policy: Policy;
  readonly termsOf: TermsInForce;
  readonly day: string;
  readonly output: { readonly batch: number };
};

/** The book's own funds: every hold is an entry of its journal. */
export function bookFunds(epoch: InBook): Funds {
  const { desk, w, day, output } = epoch;
  const { accounts, journal } = desk.book;
  assert(output.batch > 0, 'what is held belongs to a batch');
  const head = (code: EventCode, payment: number) =>
    headOn(day, code, { batch: output.batch, payment });
  return {
    holdOnUs: ({ payer, payee, amount }, payment) => {
      const postings = rowPostings(ON_US, { principal: amount }, (role) =>
        role === 'payer' ? payer : role === 'payee' ? payee : null,
      );
      assert(postings.ok, 'payer and payee are bound');
      const held = journal.hold(w, head('F1.reserved', payment), postings.value);
      return held.ok ? held.value : null;
    },
    postOnUs: (_transfer, payment, holdEntry) => {
      journal.resolve(w, head('F1.executed', payment), holdEntry, 'post_hold');
    },
    holdOutward: (debtorAccount, minor, items, payment) => {
      const account = accounts.byId(debtorAccount);
      const { currency } = account;
      const fee = { minor: feeFor(epoch, account, items), currency };
      const amounts = { principal: { minor, currency }, fee };
      const postings = outwardPostings(epoch, debtorAccount, amounts);
      const held = journal.hold(w, head('A2', payment), postings);
      return held.ok ? held.value : null;
    },
  };
}

const ON_US = linesOf('F1.reserved');
const OUTWARD = linesOf('A2');

/** Row A2 on the batch rail: the principal to its clearing account and the fee, if any, to income. */
export function outwardPostings(
  { desk, w, context }: Pick<InBook, 'desk' | 'w' | 'context'>,
  debtorAccount: number,
  amounts: { readonly principal: Money; readonly fee: Money },
): readonly Posting[] {
  const { accounts } = desk.book;
  assert(
    amounts.principal.currency === amounts.fee.currency,
    'a fee is in the currency of its payment',
  );
  const postings = rowPostings(OUTWARD, amounts, (role, currency) => {
    if (role === 'customer') return debtorAccount;
    const purpose = role === 'railClearing' ? 'outwardClearing' : 'feeIncome';
    return accounts.bank(w, purpose, currency, context.ids.bytes).id;
  });
  assert(postings.ok, 'the row names a customer, clearing and income');
  return postings.value;
}

export type RehearsedFunds = Funds & {
  /** The fees of all that was held, per currency. */
  readonly fees: () => readonly Money[];
};

/** Stands for an entry that a rehearsal never writes. */
const NO_ENTRY = 1;

/**
 * Funds that only pretend: what an account could spend when it was first looked at, less what was
 * held since, plus what it was paid on us. Holds one number per account that is touched.
 */
export function rehearsedFunds(
  desk: Desk,
  terms: { readonly policy: Policy; readonly termsOf: TermsInForce },
): RehearsedFunds {
  const { balances, accounts } = desk.book;
  const left = new Map<number, bigint>();
  const fees = createSumsByCurrency();
  const spendable = (account: number): bigint => left.get(account) ?? balances.funds(account);
  const take = (account: number, minor: bigint): boolean => {
    const rule = ACCOUNT_KIND_RULES[balances.rule(account).kind];
    assert(rule.normalSide === 'credit', 'a payment file debits and credits customers only');
    assert(minor > 0n, 'what is taken is an amount');
    const after = spendable(account) - minor;
    if (rule.fundsCheck !== 'never' && after < 0n) return false;
    left.set(account, after);
    return true;
  };
  return {
    holdOnUs: ({ payer, amount }) => (take(payer, amount.minor) ? NO_ENTRY : null),
    postOnUs: ({ payee, amount }) => {
      left.set(payee, spendable(payee) + amount.minor);
    },
    holdOutward: (debtorAccount, minor, items) => {
      const account = accounts.byId(debtorAccount);
      const { currency } = account;
      const fee = feeFor(terms, account, items);
      if (!take(debtorAccount, minor + fee)) return null;
      if (fee > 0n) fees.add({ minor: fee, currency });
      return NO_ENTRY;
    },
    fees: () => fees.sums(),
  };
}
