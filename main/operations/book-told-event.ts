// Books an event of the posting table as a person tells it. What the book would not take now is
// refused at once, and nobody is asked to stand for it.
import { assert } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { eventForm, mayCorrect, takesHold } from '../domain/event-forms.ts';
import { type EventWhy, isEventWhy } from '../domain/event-whys.ts';
import { holds } from '../domain/permissions.ts';
import type { EventCode } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { TookUp } from '../ledger/authority-used.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { AskedDeed } from './asked-deeds.ts';
import type { Bindings } from './bindings.ts';
import {
  type BookedEvent,
  bookEventNow,
  dutyOf,
  eventRisk,
  type NotBooked,
  type OwnedElsewhere,
  ownedElsewhere,
} from './book-event.ts';
import type { Desk } from './desk.ts';
import { type EventPreview, previewEvent } from './event-preview.ts';
import { withinLimits } from './moving.ts';
import { bindingsOf, type ToldEvent, type ToldRefusal } from './told-event.ts';

export type BookToldEventInput = ToldEvent & {
  readonly submissionId: string;
  /** The licence, the unfreezing order or the reason; '' for none. */
  readonly reference: string;
};

type CannotBeBooked = Refusal<'event_cannot_be_booked'>;
export type PreviewRefusal = ToldRefusal | OwnedElsewhere | CannotBeBooked;
export type BookToldEventRefusal =
  | PreviewRefusal
  | BeyondAuthority
  | Refusal<'reference_required' | 'second_person_required'>;

/** What the event is bound to, what it would write, and why the book would not take it now. */
export type ToldPreview = Pick<EventPreview, 'entries'> & {
  readonly why: EventWhy | null;
  readonly bindings: Bindings;
  /** Whether another person must stand for it in this book. */
  readonly isSigned: boolean;
};

/**
 * What a told event would book at `now`. Refuses `account_unknown`, `account_of_other_kind`,
 * `event_has_its_own_deed`, `entry_belongs_to_a_payment`, `entry_belongs_to_a_cycle`, then
 * `event_cannot_be_booked` with why: what it lacks, or that it is of another role's book.
 */
export function previewToldEvent(
  desk: Desk,
  told: ToldEvent,
  now: number,
): Result<ToldPreview, PreviewRefusal> {
  const { event } = told;
  const bound = bindingsOf(desk.book, told);
  if (!bound.ok) return bound;
  const bindings = bound.value;
  const foreign = ownedElsewhere(desk, event, bindings);
  if (foreign !== null) return refuse(foreign);
  const preview = previewEvent(desk, event, bindings, now);
  if (!preview.ok) return refuse(cannotBeBooked(event, preview.refusal));
  const isSigned = isSignedHere(desk, event, bindings);
  const why = ofOtherEvent(desk, event, bindings) ?? preview.value.why;
  assert(why === null || isEventWhy(why), 'what a person tells breaks no rule of programs');
  return ok({ entries: preview.value.entries, why, bindings, isSigned });
}

/** Whether two persons stand for it: what the row says in every book, the rest where there are people. */
function isSignedHere(desk: Desk, event: EventCode, bindings: Bindings): boolean {
  if (dutyOf(desk, event, bindings) !== null) return true;
  return desk.book.people.exist() && eventRisk(desk, { event, bindings }) !== 'ordinary';
}

/** Whether a hold or an original that it names was made by an event that this one does not follow. */
function ofOtherEvent(
  { book: { journal } }: Desk,
  event: EventCode,
  { holds: held, originals }: Bindings,
): 'hold_of_other_event' | 'original_of_other_event' | null {
  const rowAt = (entry: number): string | null =>
    journal.has(entry) ? journal.entry(entry).event : null;
  for (const name of eventForm(event).holds) {
    const row = rowAt(held[name] ?? 0);
    if (row !== null && !takesHold(row, name)) return 'hold_of_other_event';
  }
  const rows = originals.map(rowAt);
  const isOther = rows.some((row) => row !== null && !mayCorrect(event, row));
  return isOther ? 'original_of_other_event' : null;
}

/**
 * Books the event and answers its entries and holds. Refuses as `previewToldEvent`, then
 * `event_cannot_be_booked` with the rule that the book would break now, or because two persons stand
 * for it and whoever asks is none of them; `reference_required`, and `second_person_required` where
 * two stand for it; before that last one those of `lenderOf`, of what it moves.
 */
export function bookToldEvent(desk: Desk, input: BookToldEventInput, context: Context) {
  const { submissionId, reference } = input;
  const remark = remarkOf(reference, null);
  const call = { deed: 'bookEvent', submissionId, input: toldFields(input), remark } as const;
  const facts = () => {
    const found = bookable(desk, input, context);
    // What is refused anyway is refused by the deed itself.
    const risk = found.ok ? eventRisk(desk, { ...input, bindings: found.value }) : 'ordinary';
    return { amount: null, rail: null, risk } as const;
  };
  const { event } = input;
  const asked = (): AskedDeed | null => {
    const found = bookable(desk, input, context);
    return found.ok ? { deed: 'bookEvent', event, bindings: found.value } : null;
  };
  const { may, counted } = withinLimits(desk, asked, context);
  const work = (w: Writing): Result<BookedEvent & TookUp, BookToldEventRefusal> => {
    const found = bookable(desk, input, context);
    if (!found.ok) return found;
    const told = { event, bindings: found.value, second: null, reference };
    const booked = bookEventNow(desk, w, told, context);
    return booked.ok ? counted(booked) : refuse(toldRefusal(event, booked.refusal));
  };
  return desk.book.performSigned<BookedEvent & TookUp, BookToldEventRefusal>(
    ...[call, facts, context, work, may],
  );
}

/** A refusal of the row itself, as whoever told the event is told it. */
function toldRefusal(event: EventCode, refusal: NotBooked): BookToldEventRefusal {
  const { code, ...details } = refusal;
  switch (code) {
    case 'event_has_its_own_deed':
    case 'entry_belongs_to_a_payment':
    case 'entry_belongs_to_a_cycle':
    case 'reference_required':
    case 'second_person_required':
      return { ...details, code };
    default:
      return cannotBeBooked(event, refusal);
  }
}

function cannotBeBooked(event: EventCode, { code: why, ...details }: Refusal): CannotBeBooked {
  assert(isEventWhy(why), 'what a person tells breaks no rule of programs');
  return { ...details, code: 'event_cannot_be_booked', event, why };
}

/** What the event is bound to, where it may be booked by these persons as the book is now. */
function bookable(
  desk: Desk,
  { reference, ...told }: BookToldEventInput,
  { actor, now }: Context,
): Result<Bindings, BookToldEventRefusal> {
  const { event } = told;
  const found = previewToldEvent(desk, told, now);
  if (!found.ok) return found;
  const { why, isSigned, bindings } = found.value;
  if (why !== null) return refuse({ code: 'event_cannot_be_booked', event, why });
  const duty = dutyOf(desk, event, bindings);
  if (duty !== null && !holds(actor, duty)) {
    return refuse({ code: 'event_cannot_be_booked', event, why: 'duty_of_others' });
  }
  if (isSigned && reference.trim() === '') return refuse({ code: 'reference_required', event });
  return ok(bindings);
}

/** Everything that the submission's key binds, in a fixed order. */
function toldFields(told: BookToldEventInput) {
  const { event, amounts, accounts, holds: held, originals, item } = told;
  return [
    'told',
    event,
    amounts.map(({ name, amount }) => `${name}=${amount.minor} ${amount.currency}`).join(' '),
    accounts.map(({ role, account }) => `${role}=${account}`).join('\n'),
    held.map(({ name, entryId }) => `${name}=${entryId}`).join(' '),
    originals.join(' '),
    item,
    told.valueDate,
    told.settlementDate,
  ];
}
