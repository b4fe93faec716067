// Corrects a booked entry by its linked reverse: nothing booked is ever edited (R7).
import { assert } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import { ACCOUNT_KIND_RULES } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { cycleOfItem } from '../domain/open-items.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { RetentionSubject } from '../domain/retention.ts';
import type { TookUp } from '../ledger/authority-used.ts';
import type { Entry } from '../ledger/entries.ts';
import type { Writing } from '../ledger/journal.ts';
import { type Remark, remarkOf } from '../ledger/remarks.ts';
import { type Desk, headOn, openDay } from './desk.ts';
import { withinLimits } from './moving.ts';
import { plainFacts } from './signed-facts.ts';

export type CorrectEntryInput = {
  readonly submissionId: string;
  readonly entryId: number;
  /** Why, in the person's words: kept beside the chain, and erasable. */
  readonly remark: string;
};

export type CorrectEntryRefusal =
  | BeyondAuthority
  | Refusal<
      | 'entry_unknown'
      | 'entry_belongs_to_a_payment'
      | 'entry_belongs_to_a_cycle'
      | 'entry_already_corrected'
      | 'insufficient_funds'
    >;

/**
 * Books the reverse of an entry with its original value date, once, and answers the new entry; the
 * remark is erased with the customer's account that it moved, or alone. Refuses those of `lenderOf`,
 * `second_person_required` where the book has people, then `entry_unknown`,
 * `entry_belongs_to_a_payment` (a payment is undone by its own deeds, and so is what is only held
 * or what blocked funds), `entry_belongs_to_a_cycle` (but for inward money that was applied before
 * its cycle settled), `insufficient_funds` (of an open item), `entry_already_corrected`,
 * `insufficient_funds` (of an account).
 */
export function correctEntry(desk: Desk, input: CorrectEntryInput, context: Context) {
  const { submissionId, entryId, remark } = input;
  const call = {
    deed: 'correctEntry',
    submissionId,
    input: [entryId],
    remark: correctionRemark(desk, entryId, remark),
  } as const;
  const { may, counted } = withinLimits(desk, () => ({ deed: 'correctEntry', entryId }), context);
  const work = (w: Writing) => counted(correctEntryNow(desk, w, input, context));
  return desk.book.performSigned<Corrected & TookUp, CorrectEntryRefusal>(
    ...[call, plainFacts, context, work, may],
  );
}

type Corrected = { readonly entryId: number };

/** What is said of a correction, erased with the customer's account that the entry moved. */
export function correctionRemark(desk: Desk, entryId: number, remark: string): Remark {
  return remarkOf(remark, customerOf(desk, entryId));
}

/** The deed itself, when whoever must has signed. */
export function correctEntryNow(
  desk: Desk,
  w: Writing,
  { entryId }: Pick<CorrectEntryInput, 'entryId'>,
  context: Context,
): Result<Corrected, Exclude<CorrectEntryRefusal, BeyondAuthority>> {
  const { book } = desk;
  if (!book.journal.has(entryId)) return refuse({ code: 'entry_unknown', entryId });
  const original = book.journal.entry(entryId);
  if (belongsToPayment(desk, original)) {
    return refuse({ code: 'entry_belongs_to_a_payment', entryId, paymentId: original.payment });
  }
  const applied = inwardOf(desk, original);
  if (applied === 'final' || book.cycles.booked(entryId)) {
    return refuse({ code: 'entry_belongs_to_a_cycle', entryId });
  }
  const spent = book.items.firstSpent(entryId);
  if (spent !== null) return refuse({ code: 'insufficient_funds', account: spent });
  const head = headOn(openDay(desk, context.now), 'R7', { batch: 0, payment: 0 });
  const corrected = book.journal.correct(w, head, entryId);
  if (corrected.ok) {
    book.items.reverse(w, entryId, corrected.value);
    if (applied !== null) book.cycles.takeInwardBack(applied.cycle, applied.amount);
    return ok({ entryId: corrected.value });
  }
  const { code, ...details } = corrected.refusal;
  // Every hold is one of a payment or of a batch.
  assert(code !== 'entry_is_not_booked', 'an entry of its own is booked');
  return refuse({ code, ...details });
}

/**
 * Of an entry that applied inward money, or took it back, the cycle that the money came in with and how
 * much of it, minor units; `final` where that cannot be taken back: the cycle settled, or it is a
 * correction already, and the money is applied anew. Null for any other entry.
 */
function inwardOf(
  { book }: Desk,
  { id, event, corrects }: Entry,
): { readonly cycle: number; readonly amount: bigint } | 'final' | null {
  if (event === 'R7') return book.journal.entry(corrects).event === 'D9' ? 'final' : null;
  if (event !== 'D9') return null;
  for (const { reference, amount } of book.items.movedBy(id)) {
    const cycle = cycleOfItem(reference);
    if (cycle === null || book.cycles.byId(cycle)?.state !== 'closed') continue;
    return { cycle, amount: -amount };
  }
  return 'final';
}

/** The customer's account that an entry moved: what is said of it is erased with the account. */
function customerOf({ book }: Desk, entryId: number): RetentionSubject | null {
  if (!book.journal.has(entryId)) return null;
  for (const { debitAccount, creditAccount } of book.journal.entry(entryId).postings) {
    for (const id of [debitAccount, creditAccount]) {
      const subject = { kind: 'account', id } as const;
      const isCustomer = book.accounts.byId(id).kind === 'customer';
      if (isCustomer && !book.retention.isErased(subject)) return subject;
    }
  }
  return null;
}

/** Holds, what was booked for a payment, and what blocked or released funds have rows of their own. */
function belongsToPayment({ book }: Desk, entry: Entry): boolean {
  if (entry.payment !== 0 || entry.batch !== 0) return true;
  if (!entry.layers.every((layer) => layer === 'post')) return true;
  return entry.postings.some(({ debitAccount, creditAccount }) =>
    [debitAccount, creditAccount].some(
      (id) => ACCOUNT_KIND_RULES[book.accounts.byId(id).kind].locked,
    ),
  );
}
