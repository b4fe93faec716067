// Books a row of the posting rules (domain.md §1.3) by its code: the entries it has, all or none,
// with its items, its hold's events and its signatures.
import { assert, known } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES, isBankAccount } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Money } from '../domain/money.ts';
import { itemReference } from '../domain/open-items.ts';
import type { PostingRefusal } from '../domain/posting-refusals.ts';
import type {
  AccountRole,
  AmountName,
  BoundAccount,
  HoldName,
  PostingRule,
  Step,
} from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES, rowOf } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { reversed, rowPostings } from '../domain/row-postings.ts';
import { enter } from '../ledger/enter.ts';
import type { EntryHead } from '../ledger/entries.ts';
import { isBooked } from '../ledger/entries.ts';
import type { EntryRequest } from '../ledger/entry-request.ts';
import type { Signature } from '../ledger/holds.ts';
import type { Writing } from '../ledger/journal.ts';
import { bookableDays, type Desk } from './desk.ts';

/** What an event is about. Account ids and amounts of minor units; 0 and '' stand for none. */
export type Bindings = {
  readonly accounts: { readonly [role in BoundAccount]?: number };
  readonly amounts: { readonly [name in AmountName]?: Money };
  /** The holds that earlier rows took. */
  readonly holds: { readonly [name in HoldName]?: number };
  /** The entries that a correction takes back, or that a linked booking belongs to. */
  readonly originals: readonly number[];
  readonly batch: number;
  readonly payment: number;
  /** What an open item is called; by default the payment. */
  readonly item: string;
  /** Items under another name, by the number of their account; {@link OWN_ITEM} is the entry's own. */
  readonly items: { readonly [account: string]: string };
  /** Several items of one account that the entry moves together, credit less debit of each. */
  readonly parts?: { readonly [account: string]: readonly ItemPart[] };
  readonly dates: {
    readonly booking: BusinessDate;
    readonly value: BusinessDate;
    readonly settlement: BusinessDate;
  };
  /** The rail that carries the payment, and who answers for it while it is under way. */
  readonly rail: string;
  readonly owner: string;
};

export type ItemPart = { readonly reference: string; readonly amount: bigint };

/** The item that begins with the entry and is called after it. */
export const OWN_ITEM = '=';

/** Bindings of nothing, for whoever books a row without a payment or a hold. */
export function boundOn(day: BusinessDate, of: Partial<Bindings>): Bindings {
  return {
    accounts: {},
    amounts: {},
    holds: {},
    originals: [],
    batch: 0,
    payment: 0,
    item: '',
    items: {},
    dates: { booking: day, value: day, settlement: day },
    rail: '',
    owner: '',
    ...of,
  };
}

export type BookRowRefusal = Refusal<
  | 'event_not_of_this_book'
  | 'event_lacks_account'
  | 'event_lacks_amount'
  | 'event_lacks_hold'
  | 'event_lacks_original'
  | 'hold_was_not_dispatched'
  | 'exceeds_open_item'
  | PostingRefusal
>;

/** The entries that a row wrote, in order, and the holds among them by name. */
export type BookedRow = {
  readonly entries: readonly number[];
  readonly holds: { readonly [name in HoldName]?: number };
};

type Planned = { readonly request: EntryRequest; readonly as: HoldName | null };

/** What planning and writing one row share. */
type RowInHand = {
  readonly desk: Desk;
  readonly w: Writing;
  readonly context: Context;
  readonly code: EventCode;
  readonly bindings: Bindings;
  readonly signature: Signature | null;
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
  const row: RowInHand = { desk, w, context, code, bindings, signature };
  const marked = markHold(row, rule.marks ?? null);
  if (marked !== null) return refuse(marked);
  const planned: Planned[] = [];
  for (const step of rule.steps) {
    const plan = planStep(row, step);
    if (!plan.ok) return plan;
    planned.push(...plan.value);
  }
  const linked = (at: number): boolean => at < planned.length - 1;
  const requests = planned.map(({ request }, at) => ({ ...request, linked: linked(at) }));
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
function markHold(row: RowInHand, mark: PostingRule['marks'] | null): BookRowRefusal | null {
  if (mark === null || mark === undefined) return null;
  const { desk, w, code, bindings } = row;
  const { holds } = desk.book;
  const hold = bindings.holds.funds;
  if (hold === undefined) return { code: 'event_lacks_hold', event: code, hold: 'funds' };
  if (mark === 'unknown' && !holds.isDispatched(hold)) {
    return { code: 'hold_was_not_dispatched', hold };
  }
  const { rail, owner } = bindings;
  if (!holds.has(hold, mark)) holds.note(w, hold, mark, { rail, owner });
  return null;
}

function planStep(row: RowInHand, step: Step): Result<readonly Planned[], BookRowRefusal> {
  const { code, bindings, signature } = row;
  const standing = { linked: false, licensed: signature?.duty === 'comply' };
  if (step.kind === 'correct') return planCorrections(row);
  if (step.kind === 'hold' || step.kind === 'post') {
    const postings = rowPostings(step.lines, bindings.amounts, (role, currency) =>
      accountOf(row, role, currency),
    );
    if (!postings.ok) return refuse({ ...postings.refusal, event: code });
    if (postings.value.length === 0) return ok([]);
    const isLinked = step.kind === 'post' && step.corrects;
    const corrects = isLinked ? bindings.originals[0] : 0;
    if (corrects === undefined) return refuse({ code: 'event_lacks_original', event: code });
    const { kind } = step;
    const head = corrects === 0 ? headOf(row) : correctingHead(row, corrects);
    const request = { kind, head, postings: postings.value, corrects, ...standing };
    return ok([{ request, as: step.kind === 'hold' ? step.as : null }]);
  }
  const hold = bindings.holds[step.of];
  if (hold === undefined) return refuse({ code: 'event_lacks_hold', event: code, hold: step.of });
  const { kind, answers: answered } = step;
  const request = { kind, head: headOf(row), hold, parts: null, answered, ...standing };
  return ok([{ request, as: null }]);
}

/** The reverse of every booked posting of each original, linked to it. */
function planCorrections(row: RowInHand): Result<readonly Planned[], BookRowRefusal> {
  const { code, bindings } = row;
  if (bindings.originals.length === 0) return refuse({ code: 'event_lacks_original', event: code });
  return ok(bindings.originals.map((original) => planCorrection(row, original)));
}

function planCorrection(row: RowInHand, corrects: number): Planned {
  const { journal } = row.desk.book;
  const original = journal.has(corrects) ? journal.entry(corrects) : null;
  const booked = (original?.postings ?? []).filter((_, at) =>
    isBooked(known(original?.layers[at], 'a layer for each posting')),
  );
  const postings = booked.map(reversed);
  const head = correctingHead(row, corrects);
  const standing = { linked: false, licensed: false };
  return { request: { kind: 'post', head, postings, corrects, ...standing }, as: null };
}

function headOf({ code, bindings }: RowInHand): EntryHead {
  const { batch, payment, dates } = bindings;
  const { booking, value, settlement } = dates;
  const of = { event: rowOf(code), batch, payment };
  return { ...of, bookingDate: booking, valueDate: value, settlementDate: settlement };
}

/** A correction keeps the value date of what it corrects (R7). */
function correctingHead(row: RowInHand, original: number): EntryHead {
  const { journal } = row.desk.book;
  const head = headOf(row);
  return journal.has(original) ? { ...head, valueDate: journal.entry(original).valueDate } : head;
}

/** The account that a row means: bound to the event, or the bank's own in the amount's currency. */
function accountOf(row: RowInHand, role: AccountRole, currency: string): number | null {
  const { desk, w, context, bindings } = row;
  if (!isBankAccount(role)) return bindings.accounts[role] ?? null;
  return desk.book.accounts.bank(w, role, currency, context.ids.bytes).id;
}

/** Assigns what each entry booked on open-item accounts to their items. */
function moveItems(row: RowInHand, entries: readonly number[]): BookRowRefusal | null {
  const { desk, w, bindings } = row;
  const { items } = desk.book;
  const { booking: day } = bindings.dates;
  // Where nobody is named, an item belongs to the role that its kind of account has.
  const owned = bindings.owner === '' ? {} : { owner: bindings.owner };
  for (const entry of entries) {
    for (const [account, amount] of bookedOnItems(desk, entry)) {
      for (const part of partsOf(row, entry, account, amount)) {
        const { reference } = part;
        if (!items.isCovered(account, reference, part.amount)) {
          return { code: 'exceeds_open_item', account, reference };
        }
        items.move(w, { account, entry, day, ...part, ...owned });
      }
    }
  }
  return null;
}

/** The items of `account` among which an entry's `amount` is shared: one, where none are named. */
function partsOf(
  { desk, bindings }: RowInHand,
  entry: number,
  account: number,
  amount: bigint,
): readonly ItemPart[] {
  const { number } = desk.book.accounts.byId(account);
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

/** What an entry booked on each open-item account, credit less debit; what it left is not listed. */
function bookedOnItems({ book }: Desk, entry: number): readonly (readonly [number, bigint])[] {
  const { postings, layers } = book.journal.entry(entry);
  assert(postings.length === layers.length, 'each posting has its layer');
  const moved = new Map<number, bigint>();
  const add = (account: number, amount: bigint): void => {
    if (!ACCOUNT_KIND_RULES[book.balances.rule(account).kind].openItem) return;
    moved.set(account, (moved.get(account) ?? 0n) + amount);
  };
  for (const [at, { debitAccount, creditAccount, amount }] of postings.entries()) {
    if (!isBooked(known(layers[at], 'a layer for each posting'))) continue;
    add(debitAccount, -amount.minor);
    add(creditAccount, amount.minor);
  }
  return [...moved].filter(([, amount]) => amount !== 0n);
}
