// Books a row of the posting rules (domain.md §1.3) by its code: the entries it has, all or none,
// with its items, its hold's events and its signatures.
import { assert, known } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES, isBankAccount, type Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import type { PostingRefusal } from '../domain/posting-refusals.ts';
import type { AccountRole, HoldName, PostingRule } from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { AccountFor } from '../domain/row-postings.ts';
import type { Book } from '../ledger/book.ts';
import { enter } from '../ledger/enter.ts';
import { isBooked } from '../ledger/entries.ts';
import type { Signature } from '../ledger/holds.ts';
import type { Writing } from '../ledger/journal.ts';
import { type Bindings, type ItemPart, OWN_ITEM } from './bindings.ts';
import { bookableDays, type Desk } from './desk.ts';
import { type PlanRefusal, planRow } from './plan-row.ts';

export type BookRowRefusal =
  | PlanRefusal
  | Refusal<
      'event_not_of_this_book' | 'hold_was_not_dispatched' | 'exceeds_open_item' | PostingRefusal
    >;

/** The entries that a row wrote, in order, and the holds among them by name. */
export type BookedRow = {
  readonly entries: readonly number[];
  readonly holds: { readonly [name in HoldName]?: number };
};

/** What booking one row is about. */
type RowInHand = {
  readonly desk: Desk;
  readonly w: Writing;
  readonly context: Context;
  readonly code: EventCode;
  readonly bindings: Bindings;
};

/**
 * Books the row `code` with `bindings` in the deed in hand. Refuses `event_not_of_this_book`
 * (another role's), `event_lacks_account`, `event_lacks_amount`, `event_lacks_hold`,
 * `event_lacks_original` (nothing is bound to what the row names), `hold_was_not_dispatched` (only
 * what left can be unknown), then the first of POSTING_REFUSALS that an entry breaks, then
 * `exceeds_open_item`. A refusal leaves the deed to be undone.
 */
export function bookRow(
  desk: Desk,
  w: Writing,
  context: Context,
  code: EventCode,
  bindings: Bindings,
  signature: Signature | null = null,
): Result<BookedRow, BookRowRefusal> {
  const rule: PostingRule = POSTING_RULES[code];
  const { book } = desk;
  if (rule.book !== 'any' && rule.book !== book.role)
    return refuse({ code: 'event_not_of_this_book', event: code });
  const row: RowInHand = { desk, w, context, code, bindings };
  const marked = markHold(row);
  if (marked !== null) return refuse(marked);
  const licensed = signature?.duty === 'comply';
  const accountFor: AccountFor = (role, currency) => accountOf(row, role, currency);
  const plan = planRow({ book, code, bindings, licensed, accountFor });
  if (!plan.ok) return plan;
  const planned = plan.value;
  const requests = planned.map(({ request }) => request);
  const entered = enter(book, w, requests, bookableDays(desk, context.now));
  const failed = entered.find((each) => !each.ok && each.refusal.code !== 'linked_entry_failed');
  if (failed !== undefined && !failed.ok) return failed;
  const entries = entered.map((each) => (each.ok ? each.value : 0));
  assert(entries.length === planned.length, 'each planned entry was written');
  assert(
    entries.every((id) => id > 0),
    'a row is written whole',
  );
  const holds: { [name in HoldName]?: number } = {};
  for (const [at, { as }] of planned.entries()) if (as !== null) holds[as] = entries[at] ?? 0;
  const turned = moveItems(row, entries);
  if (turned !== null) return refuse(turned);
  if (signature !== null) for (const entry of entries) book.holds.sign(w, entry, signature);
  return ok({ entries, holds });
}

/** Notes on the customer's hold that it was dispatched or is unknown; once each. */
function markHold({ desk, w, code, bindings }: RowInHand): BookRowRefusal | null {
  const { marks }: PostingRule = POSTING_RULES[code];
  const hold = bindings.holds.funds;
  const broken = markBroken(desk.book, code, bindings);
  if (marks === undefined || hold === undefined || broken !== null) return broken;
  const { rail, owner } = bindings;
  const { holds } = desk.book;
  if (!holds.has(hold, marks)) holds.note(w, hold, marks, { rail, owner });
  return null;
}

/** Why the customer's hold cannot be noted as the row says, or null: also where it notes nothing. */
export function markBroken(
  { holds, journal }: Pick<Book, 'holds' | 'journal'>,
  code: EventCode,
  bindings: Bindings,
): BookRowRefusal | null {
  const { marks }: PostingRule = POSTING_RULES[code];
  if (marks === undefined) return null;
  const hold = bindings.holds.funds;
  if (hold === undefined) return { code: 'event_lacks_hold', event: code, hold: 'funds' };
  if (!journal.has(hold)) return { code: 'hold_not_found', hold };
  if (journal.entry(hold).layer !== 'hold') return { code: 'entry_is_not_a_hold', hold };
  if (marks === 'unknown' && !holds.isDispatched(hold)) {
    return { code: 'hold_was_not_dispatched', hold };
  }
  const end = journal.resolverOf(hold);
  if (end === 0 || holds.has(hold, marks)) return null;
  const isPosted = journal.entry(end).layers.includes('post_hold');
  return { code: isPosted ? 'hold_already_posted' : 'hold_already_voided', hold };
}

/** The account that a row means: bound to the event, or the bank's own in the amount's currency. */
function accountOf(row: RowInHand, role: AccountRole, currency: string): number | null {
  const { desk, w, context, bindings } = row;
  if (!isBankAccount(role)) return bindings.accounts[role] ?? null;
  return desk.book.accounts.bank(w, role, currency, context.ids.bytes).id;
}

/** Assigns what each entry booked on open-item accounts to their items. */
function moveItems({ desk, w, bindings }: RowInHand, entries: readonly number[]) {
  const { book } = desk;
  const { booking: day } = bindings.dates;
  // Where nobody is named, an item belongs to the role that its kind of account has.
  const owned = bindings.owner === '' ? {} : { owner: bindings.owner };
  for (const entry of entries) {
    for (const [account, amount] of bookedOnItems(book, bookedPostings(book, entry))) {
      for (const part of partsOf(book, bindings, { entry, account, amount })) {
        const { reference } = part;
        if (!book.items.isCovered(account, reference, part.amount)) {
          return { code: 'exceeds_open_item', account, reference } as const;
        }
        book.items.move(w, { account, entry, day, ...part, ...owned });
      }
    }
  }
  return null;
}

/** The items of `account` among which an entry's `amount` is shared: one, where none are named. */
export function partsOf(
  { accounts }: Pick<Book, 'accounts'>,
  bindings: Bindings,
  { entry, account, amount }: { entry: number; account: number; amount: bigint },
): readonly ItemPart[] {
  const { number } = accounts.byId(account);
  const parts = bindings.parts?.[number];
  if (parts !== undefined) {
    const sum = parts.reduce((total, part) => total + part.amount, 0n);
    assert(sum === amount, 'the parts are what the entry booked on the account');
    return parts;
  }
  const named = bindings.items[number] ?? bindings.item;
  if (named === OWN_ITEM) return [{ reference: itemReference.entry(entry), amount }];
  return [{ reference: named === '' ? itemReference.payment(bindings.payment) : named, amount }];
}

/** The postings that an entry booked, as against those that it only held or freed. */
function bookedPostings({ journal }: Pick<Book, 'journal'>, entry: number): readonly Posting[] {
  const { postings, layers } = journal.entry(entry);
  assert(postings.length === layers.length, 'each posting has its layer');
  return postings.filter((_, at) => isBooked(known(layers[at], 'a layer for each posting')));
}

/** What postings move on each open-item account, credit less debit; what they left is not listed. */
export function bookedOnItems(
  { balances }: Pick<Book, 'balances'>,
  postings: readonly Posting[],
): readonly (readonly [account: number, amount: bigint])[] {
  const moved = new Map<number, bigint>();
  const add = (account: number, amount: bigint): void => {
    if (!ACCOUNT_KIND_RULES[balances.rule(account).kind].openItem) return;
    moved.set(account, (moved.get(account) ?? 0n) + amount);
  };
  for (const { debitAccount, creditAccount, amount } of postings) {
    add(debitAccount, -amount.minor);
    add(creditAccount, amount.minor);
  }
  return [...moved].filter(([, amount]) => amount !== 0n);
}
