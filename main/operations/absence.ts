// A person is away from a day until a day, said by themselves or by an administrator, and says so
// when they are back. Meanwhile they hold nothing; who stands in for them is asked for and signed.
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { actorId, awayBy, type Grant, runsInto, UNBOUND } from '../domain/people.ts';
import { type Actor, holds, type NotPermitted } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import type { Desk } from './desk.ts';

export type MarkAbsentInput = {
  readonly submissionId: string;
  readonly person: number;
  /** Both days belong to it. */
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  /** Who is asked for to stand in for them on these days; 0 for nobody. */
  readonly deputy: number;
};

/** `deputyGrant`: what an administrator has yet to sign; 0 where nobody was named. */
export type MarkedAbsent = { readonly absence: number; readonly deputyGrant: number };

export type MarkAbsentRefusal =
  | NotPermitted
  | Refusal<'person_unknown' | 'person_ended' | 'absence_invalid' | 'absence_marked'>;

/** What a grant has that is neither a right nor bound to anything. */
const PLAIN = { ...UNBOUND, role: null } as const;

/**
 * Marks a person absent. It needs no second person, for it gives nobody anything; a deputy is asked
 * for with it, and holds nothing before an administrator who did not ask has signed. Refuses
 * `not_permitted` (neither oneself nor an administrator), `person_unknown`, `person_ended` (of
 * either), `absence_invalid` with the part that does not fit (`from` or `until` of days that are
 * over or in the wrong order, `deputy` who is the absent one or whoever says it), `absence_marked`
 * (they are absent on one of these days).
 */
export function markAbsent(desk: Desk, input: MarkAbsentInput, context: Context) {
  const { people } = desk.book;
  const { submissionId, person, from, until, deputy } = input;
  const fields = [person, from, until, deputy];
  const call = { deed: 'markAbsent', submissionId, input: fields } as const;
  return desk.book.perform<MarkedAbsent, MarkAbsentRefusal>(call, context, (w) => {
    const { actor } = context;
    const refused = whyNotAbsent(desk, input, context);
    if (refused !== null) return refuse(refused);
    const days = { validFrom: from, validUntil: until, askedBy: actor.id };
    const absence = people.ask(w, { ...PLAIN, ...days, person, kind: 'absence', standsFor: 0 });
    people.mark(w, absence, 'signed', actor.id);
    if (deputy === 0) return ok({ absence, deputyGrant: 0 });
    const standsIn = { person: deputy, kind: 'deputy', standsFor: person } as const;
    return ok({ absence, deputyGrant: people.ask(w, { ...PLAIN, ...days, ...standsIn }) });
  });
}

function whyNotAbsent(
  desk: Desk,
  { person, from, until, deputy }: MarkAbsentInput,
  { actor, now }: Context,
): MarkAbsentRefusal | null {
  if (!mayFor(person, actor)) return notPermitted(actor);
  for (const concerned of deputy === 0 ? [person] : [person, deputy]) {
    const row = desk.book.people.byId(concerned);
    if (row === null) return { code: 'person_unknown', person: concerned };
    if (row.ended) return { code: 'person_ended', person: concerned };
  }
  const isOver = until < dateOfInstant(now, desk.zone);
  if (until < from || isOver) return { code: 'absence_invalid', part: 'until' };
  // Nobody asks for rights for themselves, and a deputy's are rights.
  if (deputy === person || actorId(deputy) === actor.id) {
    return { code: 'absence_invalid', part: 'deputy' };
  }
  const marked = desk.book.people.grants().some((grant) => {
    return grant.kind === 'absence' && grant.person === person && runsInto(grant, from, until);
  });
  return marked ? { code: 'absence_marked', person } : null;
}

/** Oneself, or whoever keeps the people of the book. */
function mayFor(person: number, actor: Actor): boolean {
  return actor.id === actorId(person) || holds(actor, 'manage_people');
}

function notPermitted({ id }: Actor): NotPermitted {
  return { code: 'not_permitted', permission: 'manage_people', actor: id };
}

export type EndAbsenceInput = { readonly submissionId: string; readonly person: number };

export type EndAbsenceRefusal = NotPermitted | Refusal<'person_unknown' | 'not_absent'>;

/**
 * A person is back: their absence of today ends, and so does whoever stands in for them, so that
 * nobody's authority is used twice; a deputy who was only asked for is not any more. Refuses
 * `not_permitted` (neither oneself nor an administrator), `person_unknown`, `not_absent`.
 */
export function endAbsence(
  desk: Desk,
  { submissionId, person }: EndAbsenceInput,
  context: Context,
) {
  const { people } = desk.book;
  const call = { deed: 'endAbsence', submissionId, input: [person] } as const;
  type Back = { readonly person: number };
  return desk.book.perform<Back, EndAbsenceRefusal>(
    call,
    context,
    (w): Result<Back, EndAbsenceRefusal> => {
      const { actor, now } = context;
      if (!mayFor(person, actor)) return refuse(notPermitted(actor));
      if (people.byId(person) === null) return refuse({ code: 'person_unknown', person });
      const day = dateOfInstant(now, desk.zone);
      const grants = people.grants();
      const running = awayBy(person, grants, day);
      if (running.length === 0) return refuse({ code: 'not_absent', person });
      for (const { id } of running) people.mark(w, id, 'ended', actor.id);
      refuseAskedDeputies(desk, w, { person, day, grants, by: actor.id });
      return ok({ person });
    },
  );
}

/** A deputy for today whom nobody has signed for yet is needed no more. */
function refuseAskedDeputies(
  { book }: Desk,
  w: Writing,
  of: {
    readonly person: number;
    readonly day: BusinessDate;
    readonly grants: readonly Grant[];
    readonly by: string;
  },
): void {
  for (const { id, kind, state, standsFor, validFrom, validUntil } of of.grants) {
    if (kind !== 'deputy' || state !== 'asked' || standsFor !== of.person) continue;
    if (validFrom <= of.day && of.day <= validUntil) book.people.mark(w, id, 'refused', of.by);
  }
}
