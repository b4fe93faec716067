// Writes entries that are asked for from outside the house's own tables: each is checked against
// every rule in order, and entries that are linked are all written or none of them.
import { assert, known } from '../domain/assert.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { POSTING_REFUSALS, type PostingRefusal } from '../domain/posting-refusals.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { MOVES } from './balances.ts';
import { isBooked } from './entries.ts';
import { ENTRY_CHECKS, type Ledger } from './entry-checks.ts';
import { type Asked, type EntryRequest, isNewEntry, type Overlay } from './entry-request.ts';
import type { Writing } from './journal.ts';

export type Entered = Result<number, Refusal<PostingRefusal>>;

/**
 * Writes the entries of a list in order and answers for each its id, or why it was not written: the
 * first of POSTING_REFUSALS that it breaks. A run of linked entries and the one after it are one
 * chain: when one of them is refused, none is written, and the others are `linked_entry_failed`. A
 * list that ends within a chain refuses the chain as `linked_chain_open`. `openDays` are the days
 * in which something may be booked. Nothing here ends the deed: the caller decides.
 */
export function enter(
  ledger: Ledger,
  w: Writing,
  requests: readonly EntryRequest[],
  openDays: readonly BusinessDate[],
): readonly Entered[] {
  const entered: Entered[] = [];
  for (let from = 0; from < requests.length; ) {
    let end = from;
    while (requests[end]?.linked === true) end += 1;
    const chain = requests.slice(from, end + 1);
    entered.push(...enterChain(ledger, w, chain, openDays));
    from = end + 1;
  }
  assert(entered.length === requests.length, 'each request is answered');
  return entered;
}

/**
 * Why a chain of entries would not be written as the book is now, or null: the refusal of the first
 * that breaks a rule. Nothing is written.
 */
export function foreseeEntries(
  ledger: Ledger,
  chain: readonly EntryRequest[],
  openDays: readonly BusinessDate[],
): Refusal<PostingRefusal> | null {
  return checkChain(ledger, chain, openDays).find((refusal) => refusal !== null) ?? null;
}

/** Each entry's refusal or null, up to the first that is refused: each sees those before it. */
function checkChain(
  ledger: Ledger,
  chain: readonly EntryRequest[],
  openDays: readonly BusinessDate[],
): readonly (Refusal<PostingRefusal> | null)[] {
  const overlay: Overlay = { moved: new Map(), resolved: new Map(), corrected: new Set() };
  const found: (Refusal<PostingRefusal> | null)[] = [];
  for (const request of chain) {
    const asked = askedOf(ledger, request, overlay, openDays);
    const refusal = firstBroken(ledger, asked);
    found.push(refusal);
    if (refusal !== null) break;
    follow(asked);
  }
  return found;
}

function enterChain(
  ledger: Ledger,
  w: Writing,
  chain: readonly EntryRequest[],
  openDays: readonly BusinessDate[],
): readonly Entered[] {
  const isOpen = chain.at(-1)?.linked === true;
  const found = isOpen ? [] : checkChain(ledger, chain, openDays);
  if (isOpen) return chain.map((_, at) => chainOpen(at === chain.length - 1));
  const failed = found.findIndex((refusal) => refusal !== null);
  if (failed < 0) return chain.map((request) => ok(write(ledger, w, request)));
  return chain.map((_, at) => {
    const own = at === failed ? found[at] : null;
    return refuse(own ?? { code: 'linked_entry_failed', failed: failed + 1 });
  });
}

function chainOpen(isLast: boolean): Entered {
  return refuse(isLast ? { code: 'linked_chain_open' } : { code: 'linked_entry_failed' });
}

function askedOf(
  { journal }: Ledger,
  request: EntryRequest,
  overlay: Overlay,
  openDays: readonly BusinessDate[],
): Asked {
  const entryAt = (id: number) => (journal.has(id) ? journal.entry(id) : null);
  if (isNewEntry(request)) {
    const original = request.corrects === 0 ? null : entryAt(request.corrects);
    const { postings } = request;
    return { request, postings, hold: null, original: bookedOnly(original), overlay, openDays };
  }
  const hold = entryAt(request.hold);
  const postings = hold?.layer === 'hold' ? hold.postings : [];
  return { request, postings, hold, original: null, overlay, openDays };
}

/** An original with the postings that were booked: what was voided beside them is not corrected. */
function bookedOnly(original: Asked['original']): Asked['original'] {
  if (original === null || !original.layers.some(isBooked)) return original;
  const booked = original.postings.filter((_, at) => isBooked(known(original.layers[at], 'each')));
  return { ...original, postings: booked };
}

/** The first rule in precedence that the request breaks, or null. */
function firstBroken(ledger: Ledger, asked: Asked): Refusal<PostingRefusal> | null {
  for (const code of POSTING_REFUSALS) {
    if (code === 'linked_entry_failed' || code === 'linked_chain_open') continue;
    const broken = ENTRY_CHECKS[code](ledger, asked);
    if (broken !== null) return { code, ...broken };
  }
  return null;
}

/** Counts what a passed request will move, so that the next of its chain sees it. */
function follow({ request, postings, overlay }: Asked): void {
  const { pending, posted } = MOVES[request.kind];
  for (const [at, { debitAccount, creditAccount, amount }] of postings.entries()) {
    const isPart = request.kind === 'post_hold' && request.parts !== null;
    const booked = isPart ? known(request.parts?.[at], 'a part for each') : amount.minor;
    const held = amount.minor * BigInt(pending);
    const moved = booked * BigInt(posted);
    const debit = overlay.moved.get(debitAccount) ?? [0n, 0n, 0n, 0n];
    const credit = overlay.moved.get(creditAccount) ?? [0n, 0n, 0n, 0n];
    overlay.moved.set(debitAccount, [debit[0] + held, debit[1] + moved, debit[2], debit[3]]);
    overlay.moved.set(creditAccount, [credit[0], credit[1], credit[2] + held, credit[3] + moved]);
  }
  if (!isNewEntry(request)) overlay.resolved.set(request.hold, request.kind);
  else if (request.corrects !== 0) {
    overlay.corrected.add(`${request.corrects} ${request.head.payment}`);
  }
}

function write({ journal }: Ledger, w: Writing, request: EntryRequest): number {
  assert(request.head.bookingDate !== '', 'an entry is booked in a day');
  if (isNewEntry(request)) return journal.write(w, request);
  const { head, hold, kind, parts } = request;
  assert(journal.has(hold), 'the hold that ends was looked up');
  return journal.resolve(w, head, hold, kind, parts);
}
