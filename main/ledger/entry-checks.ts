// The checks of an entry, one for each refusal of domain/posting-refusals.ts: whether it is broken,
// and by which account. They look at the book and at what the chain in hand did before.
import { known } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES, type Posting } from '../domain/chart-of-accounts.ts';
import { MAX_MINOR } from '../domain/money.ts';
import { ID_MAX, POSTINGS_PER_ENTRY_MAX, type PostingRefusal } from '../domain/posting-refusals.ts';
import type { Accounts } from './accounts.ts';
import { type Balances, COUNTER_MAX, MOVES } from './balances.ts';
import type { Days } from './days.ts';
import { isBooked } from './entries.ts';
import { type Asked, type EndOfHold, isNewEntry, type NewEntry } from './entry-request.ts';
import type { Holds } from './holds.ts';
import type { Journal } from './journal.ts';

/** What the checks read. */
export type Ledger = {
  readonly accounts: Accounts;
  readonly balances: Balances;
  readonly days: Days;
  readonly journal: Journal;
  readonly holds: Holds;
};

/** What breaks the rule, for the refusal's data; null where it holds. */
type Check = (ledger: Ledger, asked: Asked) => { readonly [detail: string]: number } | null;

/** The rules of single entries; the two of chains are kept where chains are. */
export const ENTRY_CHECKS: Record<
  Exclude<PostingRefusal, 'linked_entry_failed' | 'linked_chain_open'>,
  Check
> = {
  entry_has_no_postings: ofNew(({ postings }) => postings.length === 0),
  entry_has_too_many_postings: ofNew(({ postings }) => postings.length > POSTINGS_PER_ENTRY_MAX),
  debit_account_must_not_be_zero: anyPosting(({ debitAccount }) => debitAccount === 0),
  debit_account_must_not_be_max: anyPosting(({ debitAccount }) => debitAccount >= ID_MAX),
  credit_account_must_not_be_zero: anyPosting(({ creditAccount }) => creditAccount === 0),
  credit_account_must_not_be_max: anyPosting(({ creditAccount }) => creditAccount >= ID_MAX),
  accounts_must_differ: anyPosting((posting) => posting.debitAccount === posting.creditAccount),
  // The types say so; who comes from outside them is told in words.
  hold_must_be_zero: ofNew((entry) => 'hold' in entry && entry.hold !== 0),
  hold_must_not_be_zero: ofEnd(({ hold }) => hold === 0),
  hold_must_not_be_max: ofEnd(({ hold }) => hold >= ID_MAX),
  hold_must_not_correct: ofNew(({ kind, corrects }) => kind === 'hold' && corrects !== 0),
  amount_must_not_be_zero: anyPosting(({ amount }) => amount.minor <= 0n),
  amount_exceeds_the_largest: anyPosting(({ amount }) => amount.minor > MAX_MINOR),
  debit_account_not_found: anyPosting(({ debitAccount }, { balances }) => {
    return !isAccount(balances, debitAccount);
  }),
  credit_account_not_found: anyPosting(({ creditAccount }, { balances }) => {
    return !isAccount(balances, creditAccount);
  }),
  accounts_must_have_the_same_currency: anyPosting((posting, { balances }) => {
    const { debitAccount, creditAccount } = posting;
    return balances.rule(debitAccount).currency !== balances.rule(creditAccount).currency;
  }),
  amount_must_have_the_currency_of_its_accounts: anyPosting((posting, { balances }) => {
    return balances.rule(posting.debitAccount).currency !== posting.amount.currency;
  }),
  hold_not_found: ofEnd(({ hold }, { journal }) => !journal.has(hold)),
  entry_is_not_a_hold: ofEnd((_, __, asked) => asked.hold?.layer !== 'hold'),
  parts_differ_from_the_hold: ofEnd(({ parts }, _, { postings }) => {
    return parts !== null && parts.length !== postings.length;
  }),
  exceeds_held_amount: ofEnd(({ parts }, _, { postings }) => {
    const isOutside = (part: bigint, at: number): boolean =>
      part < 0n || part > (postings[at]?.amount.minor ?? 0n);
    return parts?.some(isOutside) ?? false;
  }),
  parts_must_not_all_be_zero: ofEnd(({ parts }) => parts?.every((part) => part === 0n) ?? false),
  hold_already_posted: endedAs('post_hold'),
  hold_already_voided: endedAs('void_hold'),
  hold_already_expired: endedAs('expire_hold'),
  hold_was_dispatched: ofEnd(({ hold, kind, answered }, { holds }) => {
    return (kind === 'expire_hold' || !answered) && holds.isDispatched(hold);
  }),
  corrected_entry_not_found: ofCorrection((entry, { journal }) => !journal.has(entry.corrects)),
  corrected_entry_is_not_booked: ofCorrection((_, __, { original }) => {
    return original?.layers.some(isBooked) !== true;
  }),
  entry_already_corrected: ofCorrection(({ corrects, head }, { journal }, { overlay }) => {
    const isNow = overlay.corrected.has(`${corrects} ${head.payment}`);
    return isNow || journal.isCorrected(corrects, head.payment);
  }),
  correction_must_reverse_its_original: ofCorrection(({ postings }, _, { original }) => {
    return postings.some((posting) => reversible(posting, original?.postings ?? []) === null);
  }),
  exceeds_corrected_amount: ofCorrection(({ postings }, _, { original }) => {
    return postings.some((posting) => {
      const most = reversible(posting, original?.postings ?? []);
      return most !== null && posting.amount.minor > most;
    });
  }),
  correction_must_keep_the_value_date: ofCorrection(({ head }, _, { original }) => {
    return original !== null && original.valueDate !== head.valueDate;
  }),
  debit_account_is_closed: anyPosting(({ debitAccount }, { accounts }) => {
    return accounts.byId(debitAccount).status === 'closed';
  }),
  credit_account_is_closed: anyPosting(({ creditAccount }, { accounts }) => {
    return accounts.byId(creditAccount).status === 'closed';
  }),
  debit_account_is_blocked: anyNew(({ debitAccount }, { accounts }) => {
    return accounts.byId(debitAccount).status === 'debit_blocked';
  }),
  debit_account_is_locked: anyNew(({ debitAccount }, { balances }, { request }) => {
    return !request.licensed && ACCOUNT_KIND_RULES[balances.rule(debitAccount).kind].locked;
  }),
  day_is_closed: (ledger, { request }) => {
    return ledger.days.isClosed(request.head.bookingDate) ? {} : null;
  },
  day_is_not_open: (_, { request, openDays }) => {
    return openDays.includes(request.head.bookingDate) ? null : {};
  },
  overflows_debits_pending: overflows('debitAccount', 'pending'),
  overflows_credits_pending: overflows('creditAccount', 'pending'),
  overflows_debits_posted: overflows('debitAccount', 'posted'),
  overflows_credits_posted: overflows('creditAccount', 'posted'),
  insufficient_funds: short('debit'),
  insufficient_liquidity: short('credit'),
};

function ofNew(breaks: (entry: NewEntry, ledger: Ledger, asked: Asked) => boolean): Check {
  return (ledger, asked) => {
    const { request } = asked;
    return isNewEntry(request) && breaks(request, ledger, asked) ? {} : null;
  };
}

function ofEnd(breaks: (entry: EndOfHold, ledger: Ledger, asked: Asked) => boolean): Check {
  return (ledger, asked) => {
    const { request } = asked;
    return !isNewEntry(request) && breaks(request, ledger, asked) ? { hold: request.hold } : null;
  };
}

function ofCorrection(breaks: Parameters<typeof ofNew>[0]): Check {
  return ofNew((entry, ledger, asked) => {
    return entry.kind === 'post' && entry.corrects !== 0 && breaks(entry, ledger, asked);
  });
}

type OfPosting = (posting: Posting, ledger: Ledger, asked: Asked) => boolean;

function anyPosting(breaks: OfPosting): Check {
  return (ledger, asked) => {
    const at = asked.postings.findIndex((posting) => breaks(posting, ledger, asked));
    return at < 0 ? null : { posting: at + 1 };
  };
}

/** As {@link anyPosting}, of a new hold or booking: what is held may still be resolved. */
function anyNew(breaks: OfPosting): Check {
  const check = anyPosting(breaks);
  return (ledger, asked) => (isNewEntry(asked.request) ? check(ledger, asked) : null);
}

function isAccount(balances: Balances, id: number): boolean {
  return Number.isSafeInteger(id) && id >= 1 && id <= balances.count;
}

function endedAs(kind: 'post_hold' | 'void_hold' | 'expire_hold'): Check {
  return ofEnd(({ hold }, { journal }, { overlay }) => {
    const now = overlay.resolved.get(hold);
    if (now !== undefined) return now === kind;
    const by = journal.resolverOf(hold);
    return by !== 0 && endOf(journal.entry(by).layers) === kind;
  });
}

/** How a hold ended: one that was posted in part was posted. */
function endOf(layers: readonly string[]): string {
  return layers.includes('post_hold') ? 'post_hold' : known(layers[0], 'an entry has postings');
}

/** What of the original's postings a reversing one may take back at most; null where it is none. */
function reversible(posting: Posting, original: readonly Posting[]): bigint | null {
  const reversed = original.filter(
    ({ debitAccount, creditAccount }) =>
      debitAccount === posting.creditAccount && creditAccount === posting.debitAccount,
  );
  if (reversed.length === 0) return null;
  return reversed.reduce((sum, { amount }) => sum + amount.minor, 0n);
}

/** The place of a side's counter among the four, pending first. */
const COUNTER_OF = { debitAccount: 0, creditAccount: 2 } as const;

function overflows(side: 'debitAccount' | 'creditAccount', layer: 'pending' | 'posted'): Check {
  return (ledger, asked) => {
    if (MOVES[asked.request.kind][layer] <= 0) return null;
    const added = new Map<number, bigint>();
    for (const posting of asked.postings) {
      const id = posting[side];
      added.set(id, (added.get(id) ?? 0n) + posting.amount.minor);
    }
    const at = COUNTER_OF[side] + (layer === 'posted' ? 1 : 0);
    for (const [account, amount] of added) {
      const { debitsPending, debitsPosted, creditsPending, creditsPosted } =
        ledger.balances.balance(account);
      const now = [debitsPending, debitsPosted, creditsPending, creditsPosted][at] ?? 0n;
      const before = asked.overlay.moved.get(account)?.[at] ?? 0n;
      if (now + before + amount > COUNTER_MAX) return { account };
    }
    return null;
  };
}

function short(side: 'debit' | 'credit'): Check {
  return ({ balances }, asked) => {
    const { request, postings, overlay } = asked;
    if (!isNewEntry(request)) return null;
    const wanted = new Map<number, bigint>();
    for (const { debitAccount, creditAccount, amount } of postings) {
      const account = side === 'debit' ? debitAccount : creditAccount;
      if (!balances.isGiver(account, side)) continue;
      wanted.set(account, (wanted.get(account) ?? 0n) + amount.minor);
    }
    for (const [account, amount] of wanted) {
      const moved = overlay.moved.get(account) ?? [0n, 0n, 0n, 0n];
      // What the chain gave the account before raises what it may spend, what it took lowers it.
      const free =
        ACCOUNT_KIND_RULES[balances.rule(account).kind].normalSide === 'credit'
          ? moved[3] - moved[1] - moved[0]
          : moved[1] - moved[3] - moved[2];
      if (!balances.covers(account, amount - free, request.kind)) return { account };
    }
    return null;
  };
}
