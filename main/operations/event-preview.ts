// What an event of the posting table would book as the book is now: each entry with its debit and
// credit by account number, and why it would be refused. Nothing is written.
import { BANK_PURPOSES, bankAccountCode, isBankAccount } from '../domain/chart-of-accounts.ts';
import type { Money } from '../domain/money.ts';
import type { AccountRole, PostingRule } from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES } from '../domain/posting-table.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { foreseeEntries } from '../ledger/enter.ts';
import { type EntryRequest, isNewEntry } from '../ledger/entry-request.ts';
import { type Bindings, datedOn } from './bindings.ts';
import { type BookRowRefusal, bookedOnItems, markBroken, partsOf } from './book-row.ts';
import { bookableDays, type Desk, openDay } from './desk.ts';
import { planRow } from './plan-row.ts';

export type PreviewedEntry = {
  readonly kind: EntryRequest['kind'];
  readonly postings: readonly {
    readonly debitAccount: string;
    readonly creditAccount: string;
    readonly amount: Money;
  }[];
};

export type EventPreview = {
  /** In the order in which they are written; none for what only marks a hold. */
  readonly entries: readonly PreviewedEntry[];
  /** Why the book would not take them now; null where it would. */
  readonly why: BookRowRefusal['code'] | null;
};

/**
 * The entries of an event as they would be booked at `now`, under the signatures that its row needs.
 * Refuses as `plannedEvent`: what is not told cannot be shown.
 */
export function previewEvent(
  desk: Desk,
  event: EventCode,
  given: Bindings,
  now: number,
): Result<EventPreview, BookRowRefusal> {
  const bindings = datedOn(openDay(desk, now), given);
  const planned = plannedEvent(desk, event, bindings);
  if (!planned.ok) return planned;
  const { entries, requests } = planned.value;
  return ok({ entries, why: whyNot(desk, { event, bindings, requests, now }) });
}

type PlannedEvent = Pick<EventPreview, 'entries'> & { readonly requests: readonly EntryRequest[] };

/** The entries that an event comes to, whatever the day. Refuses `event_not_of_this_book`, then as `planRow`. */
export function plannedEvent(
  desk: Desk,
  event: EventCode,
  bindings: Bindings,
): Result<PlannedEvent, BookRowRefusal> {
  const { book } = desk;
  const { book: role, signed }: PostingRule = POSTING_RULES[event];
  if (role !== 'any' && role !== book.role)
    return refuse({ code: 'event_not_of_this_book', event });
  const accountFor = (each: AccountRole, currency: string): number | null =>
    isBankAccount(each)
      ? (book.accounts.find(bankAccountCode(each, currency), currency)?.id ??
        -1 - BANK_PURPOSES.indexOf(each))
      : (bindings.accounts[each] ?? null);
  const licensed = signed?.duty === 'comply';
  const plan = planRow({ book, code: event, bindings, licensed, accountFor });
  if (!plan.ok) return plan;
  const requests = plan.value.map(({ request }) => request);
  return ok({ entries: requests.map((request) => shown(desk, request)), requests });
}

/** An account that the bank has not met in this currency yet has no id: its purpose stands for it. */
function isUnopened(account: number): boolean {
  return account < 0;
}

function postingsOf({ book }: Desk, request: EntryRequest) {
  if (isNewEntry(request)) return request.postings;
  return book.journal.has(request.hold) ? book.journal.entry(request.hold).postings : [];
}

function shown(desk: Desk, request: EntryRequest): PreviewedEntry {
  const numberOf = (account: number, currency: string): string => {
    const purpose = BANK_PURPOSES[-1 - account];
    return purpose === undefined
      ? desk.book.accounts.byId(account).number
      : bankAccountCode(purpose, currency);
  };
  const postings = postingsOf(desk, request).map(({ debitAccount, creditAccount, amount }) => ({
    debitAccount: numberOf(debitAccount, amount.currency),
    creditAccount: numberOf(creditAccount, amount.currency),
    amount,
  }));
  return { kind: request.kind, postings };
}

type Foreseen = {
  readonly event: EventCode;
  readonly bindings: Bindings;
  readonly requests: readonly EntryRequest[];
  readonly now: number;
};

/** The first reason in the order in which booking would meet them. */
function whyNot(desk: Desk, { event, bindings, requests, now }: Foreseen): EventPreview['why'] {
  const { book } = desk;
  const marked = markBroken(book, event, bindings);
  if (marked !== null) return marked.code;
  const postings = requests.flatMap((request) =>
    isNewEntry(request) ? [...request.postings] : [],
  );
  if (postings.some(({ amount }) => amount.minor <= 0n)) return 'amount_must_not_be_zero';
  // What touches an account for the first time is looked at when the account is there.
  const isNew = postings.some(
    ({ debitAccount, creditAccount }) => isUnopened(debitAccount) || isUnopened(creditAccount),
  );
  if (isNew) return null;
  const refused = foreseeEntries(book, requests, bookableDays(desk, now));
  if (refused !== null) return refused.code;
  const isShort = requests.some((request) => {
    if (request.kind !== 'post' && request.kind !== 'post_hold') return false;
    return bookedOnItems(book, postingsOf(desk, request)).some(([account, amount]) =>
      partsOf(book, bindings, { entry: 0, account, amount }).some(
        (part) => !book.items.isCovered(account, part.reference, part.amount),
      ),
    );
  });
  return isShort ? 'exceeds_open_item' : null;
}
