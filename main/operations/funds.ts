// Where judging takes funds from: the book, for good; or an overlay over its balances, with no
// effect, for a rehearsal. Both follow rows A2 and F1 of domain.md §1.3.
import { assert } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES, type Account, type Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { createSumsByCurrency, type Money } from '../domain/money.ts';
import type { Policy } from '../domain/policy.ts';
import type { AccountRole } from '../domain/posting-rules.ts';
import type { EventCode } from '../domain/posting-table.ts';
import { linesOf, rowPostings } from '../domain/row-postings.ts';
import type { Writing } from '../ledger/journal.ts';
import type { TermsInForce } from './account-terms.ts';
import { type Desk, headOn } from './desk.ts';

/** A transfer between two accounts of this book, by their ids. */
export type OnUs = { readonly payer: number; readonly payee: number; readonly amount: Money };

/** Holds and books for payments being judged. A hold is null where the payer lacks the funds. */
export type Funds = {
  /** Row F1: the principal and the tariff's charge, for a payee of this book. Answers the hold. */
  readonly holdOnUs: (transfer: OnUs, payment: number) => number | null;
  /** Row F1: books what {@link Funds.holdOnUs} held. */
  readonly postOnUs: (transfer: OnUs, payment: number, holdEntry: number) => void;
  /**
   * Row A2: `minor` units in the account's currency and the tariff's charge for `items`, in one hold.
   * `payment` is 0 for a batch booking. Answers the hold's entry.
   */
  readonly holdOutward: (
    debtorAccount: number,
    minor: bigint,
    items: number,
    payment: number,
  ) => number | null;
};

type Charged = { readonly fee: Money; readonly tax: Money };

/** The charge for `items` of a payment file by the account's tariff, else the policy's fee. */
function chargeFor(
  { policy, termsOf }: { readonly policy: Policy; readonly termsOf: TermsInForce },
  account: Account,
  items: number,
): Charged {
  const { currency } = account;
  const agreed = termsOf(account).fileItem;
  const fee = agreed?.fee ?? policy.fileItemFee.get(currency) ?? 0n;
  const times = BigInt(items);
  return {
    fee: { minor: fee * times, currency },
    tax: { minor: (agreed?.tax ?? 0n) * times, currency },
  };
}

/** The charge for a payment within the bank by the payer's tariff; nothing where it names none. */
function onUsCharge({ termsOf }: { readonly termsOf: TermsInForce }, payer: Account): Charged {
  const { currency } = payer;
  const { fee, tax } = termsOf(payer).onUs ?? { fee: 0n, tax: 0n };
  return { fee: { minor: fee, currency }, tax: { minor: tax, currency } };
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
      const charged = onUsCharge(epoch, accounts.byId(payer));
      const postings = rowPostings(ON_US, { principal: amount, ...charged }, (role, currency) => {
        if (role === 'payer') return payer;
        return role === 'payee' ? payee : chargeAccount(epoch, role, currency);
      });
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
      const amounts = { principal: { minor, currency }, ...chargeFor(epoch, account, items) };
      const postings = outwardPostings(epoch, debtorAccount, amounts);
      const held = journal.hold(w, head('A2', payment), postings);
      return held.ok ? held.value : null;
    },
  };
}

const ON_US = linesOf('F1.reserved');
const OUTWARD = linesOf('A2');

/** The bank's own account that a charge is credited to; null for every other role. */
function chargeAccount(
  { desk, w, context }: Pick<InBook, 'desk' | 'w' | 'context'>,
  role: AccountRole,
  currency: string,
): number | null {
  if (role !== 'feeIncome' && role !== 'feeTax') return null;
  return desk.book.accounts.bank(w, role, currency, context.ids.bytes).id;
}

/** Row A2 on the batch rail: the principal to its clearing account, the fee and its tax, if any, to theirs. */
export function outwardPostings(
  { desk, w, context }: Pick<InBook, 'desk' | 'w' | 'context'>,
  debtorAccount: number,
  amounts: { readonly principal: Money } & Charged,
): readonly Posting[] {
  const { accounts } = desk.book;
  const { principal, fee, tax } = amounts;
  assert(
    principal.currency === fee.currency && fee.currency === tax.currency,
    'a fee is in the currency of its payment',
  );
  const postings = rowPostings(OUTWARD, amounts, (role, currency) => {
    if (role === 'customer') return debtorAccount;
    if (role !== 'railClearing') return chargeAccount({ desk, w, context }, role, currency);
    return accounts.bank(w, 'outwardClearing', currency, context.ids.bytes).id;
  });
  assert(postings.ok, 'the row names a customer, clearing and income');
  return postings.value;
}

export type RehearsedFunds = Funds & {
  /** The fees of all that was held, their tax included, per currency. */
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
    holdOnUs: ({ payer, amount }) => {
      const { fee, tax } = onUsCharge(terms, accounts.byId(payer));
      const charged = { ...fee, minor: fee.minor + tax.minor };
      if (!take(payer, amount.minor + charged.minor)) return null;
      if (charged.minor > 0n) fees.add(charged);
      return NO_ENTRY;
    },
    postOnUs: ({ payee, amount }) => {
      left.set(payee, spendable(payee) + amount.minor);
    },
    holdOutward: (debtorAccount, minor, items) => {
      const account = accounts.byId(debtorAccount);
      const { fee, tax } = chargeFor(terms, account, items);
      const charged = { ...fee, minor: fee.minor + tax.minor };
      if (!take(debtorAccount, minor + charged.minor)) return null;
      if (charged.minor > 0n) fees.add(charged);
      return NO_ENTRY;
    },
    fees: () => fees.sums(),
  };
}
