// Books one event of the posting rules as a deed of its own: what a rail's answer, a reconciler or
// two compliance persons decide, with the signatures that the row needs.
import type { ApprovalRisk } from '../domain/approval-policy.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import type { Actor } from '../domain/permissions.ts';
import { POSTED_BY } from '../domain/posting-deeds.ts';
import type { HoldName, PostingRule, Signing } from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { authoriseTwo, type NotSigned } from '../domain/second-person.ts';
import type { TookUp } from '../ledger/authority-used.ts';
import type { Signature } from '../ledger/holds.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { type Bindings, datedOn } from './bindings.ts';
import { type BookRowRefusal, bookRow } from './book-row.ts';
import { type Desk, openDay, policyOf } from './desk.ts';
import { withinLimits } from './moving.ts';

export type BookEventInput = {
  readonly submissionId: string;
  readonly event: EventCode;
  readonly bindings: Bindings;
  /**
   * The second person, where the row needs two; null where one is enough. In a book with people they
   * are asked for it instead.
   */
  readonly second: Actor | null;
  /** The licence, the unfreezing order or the reason; '' for none. */
  readonly reference: string;
};

export type OwnedElsewhere = Refusal<
  'event_has_its_own_deed' | 'entry_belongs_to_a_payment' | 'entry_belongs_to_a_cycle'
>;

export type BookEventRefusal = BeyondAuthority | NotBooked;

/** Why it is not booked, whoever does it. */
export type NotBooked = NotSigned | OwnedElsewhere | Refusal<'reference_required'> | BookRowRefusal;

/** What was booked: entries as `12 13`, holds as `funds 12`, so that the same is answered again. */
export type BookedEvent = { readonly entries: string; readonly holds: string };

/**
 * Books the event and answers its entries and holds. Refuses those of `lenderOf` (of what it moves),
 * `second_person_required` where the book has people and the row is signed by two, then
 * `event_has_its_own_deed` (the row is booked by that deed, which keeps a cycle or a day in step),
 * `entry_belongs_to_a_payment` or `entry_belongs_to_a_cycle` (a hold or an original that such a deed
 * booked), where the row is signed by two (see posting-table.ts) `second_person_required`,
 * `second_person_must_differ`, `signer_not_permitted`, `reference_required`; then as `bookRow`.
 */
export function bookEvent(desk: Desk, input: BookEventInput, context: Context) {
  const { submissionId, reference } = input;
  const remark = remarkOf(reference, null);
  const call = { deed: 'bookEvent', submissionId, input: boundFields(input), remark } as const;
  const facts = () => ({ amount: null, rail: null, risk: eventRisk(desk, input) });
  const { event, bindings } = input;
  const { may, counted } = withinLimits(
    desk,
    () => ({ deed: 'bookEvent', event, bindings }),
    context,
  );
  const work = (w: Writing) => counted(bookEventNow(desk, w, input, context));
  return desk.book.performSigned<BookedEvent & TookUp, BookEventRefusal>(
    ...[call, facts, context, work, may],
  );
}

/**
 * The deed itself, by the context's actor beside `input.second`; a date that is not given is the day
 * that is open now.
 */
export function bookEventNow(
  desk: Desk,
  w: Writing,
  { event, bindings: given, second, reference }: Omit<BookEventInput, 'submissionId'>,
  context: Context,
): Result<BookedEvent, NotBooked> {
  const bindings = datedOn(openDay(desk, context.now), given);
  const foreign = ownedElsewhere(desk, event, bindings);
  if (foreign !== null) return refuse(foreign);
  const signed = signatureOf(desk, context.actor, { event, bindings, second, reference });
  if (!signed.ok) return signed;
  const booked = bookRow(desk, w, context, event, bindings, signed.value);
  if (!booked.ok) return booked;
  const { entries, holds } = booked.value;
  const named = Object.entries(holds).map(([name, id]) => `${name} ${id}`);
  return ok({ entries: entries.join(' '), holds: named.join(' ') });
}

/**
 * Whose duty the event is, for the policy table. What moves or frees a customer's money is approved by
 * another person as a correction is, or whoever keeps the ledger would pay past limits and review; for
 * the rest that is nobody's duty one person is enough.
 */
export function eventRisk(
  desk: Desk,
  { event, bindings }: Pick<BookEventInput, 'event' | 'bindings'>,
): ApprovalRisk {
  const duty = dutyOf(desk, event, bindings);
  if (duty === 'comply') return 'duty_comply';
  return duty === 'approve' || movesCustomer(desk, bindings) ? 'duty_approve' : 'ordinary';
}

/** The duty by which two persons stand for the row itself, in any book; null where one is enough. */
export function dutyOf(desk: Desk, event: EventCode, bindings: Bindings): Signing['duty'] | null {
  const { signed }: PostingRule = POSTING_RULES[event];
  return signed === undefined || isSmall(desk, signed.above, bindings) ? null : signed.duty;
}

/** Whether a customer's account is named, or stands in a hold or an original that the event ends. */
function movesCustomer({ book }: Desk, { accounts, holds, originals }: Bindings): boolean {
  const { journal } = book;
  const earlier = [...Object.values(holds), ...originals]
    .filter((entry) => journal.has(entry))
    .flatMap((entry) => journal.entry(entry).postings)
    .flatMap(({ debitAccount, creditAccount }) => [debitAccount, creditAccount]);
  return [...Object.values(accounts), ...earlier].some(
    (id) => book.accounts.byId(id).kind === 'customer',
  );
}

/** Why another deed than this must book the event, or null. */
export function ownedElsewhere(
  { book }: Desk,
  event: EventCode,
  { holds, originals }: Pick<Bindings, 'holds' | 'originals'>,
): OwnedElsewhere | null {
  const [own] = POSTED_BY[event];
  if (own !== undefined && !POSTED_BY[event].includes('bookEvent')) {
    return { code: 'event_has_its_own_deed', event, deed: own };
  }
  for (const entryId of [...Object.values(holds), ...originals]) {
    if (!book.journal.has(entryId)) continue;
    const { batch, payment: paymentId } = book.journal.entry(entryId);
    if (batch !== 0) return { code: 'entry_belongs_to_a_payment', entryId, paymentId };
    if (book.cycles.booked(entryId)) return { code: 'entry_belongs_to_a_cycle', entryId };
  }
  return null;
}

/** The hold that an answered event took under `name`, 0 where it took none. */
export function heldBy({ holds }: BookedEvent, name: HoldName): number {
  return Number(new RegExp(`${name} (\\d+)`).exec(holds)?.[1] ?? 0);
}

function signatureOf(
  desk: Desk,
  first: Actor,
  { event, bindings, second, reference }: Omit<BookEventInput, 'submissionId'>,
): Result<Signature | null, NotSigned | Refusal<'reference_required'>> {
  const duty = dutyOf(desk, event, bindings);
  if (duty === null) return ok(null);
  const two = authoriseTwo(duty, first, second);
  if (!two.ok) return two;
  if (reference.trim() === '') return refuse({ code: 'reference_required', event });
  const { first: firstPerson, second: secondPerson } = two.value;
  return ok({ duty, firstPerson, secondPerson });
}

/** Whether one person may do it alone: the amount is within the policy's single limit. */
function isSmall(desk: Desk, above: 'always' | 'writeOffLimit', { amounts }: Bindings): boolean {
  const { principal } = amounts;
  if (above === 'always' || principal === undefined) return false;
  return principal.minor <= (policyOf(desk).writeOffLimit.get(principal.currency) ?? 0n);
}

/** Everything that the submission's key binds, in a fixed order. */
function boundFields({ event, bindings, second }: BookEventInput) {
  const { accounts, amounts, holds, originals, batch, payment, item, items, dates } = bindings;
  const pairs = (of: object): string =>
    Object.entries(of)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(' ');
  const money = Object.entries(amounts).map(([name, each]) => {
    return `${name}=${each.minor} ${each.currency}`;
  });
  return [
    event,
    pairs(accounts),
    money.sort().join(' '),
    pairs(holds),
    originals.join(' '),
    batch,
    payment,
    item,
    pairs(items),
    pairs(dates),
    bindings.rail,
    bindings.owner,
    second?.id ?? null,
  ];
}
