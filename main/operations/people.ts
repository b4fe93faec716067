// Who belongs to a book: its first two administrators, and everybody they add and end.
import type { Context } from '../domain/context.ts';
import { actorId, administratorsBut, PEOPLE_MAX, signInNameOf, UNBOUND } from '../domain/people.ts';
import type { Role } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Field } from '../ledger/digest.ts';
import { digestOf } from '../ledger/digest.ts';
import type { Writing } from '../ledger/journal.ts';
import type { Desk } from './desk.ts';

/** A person to add. `passphraseHash` is what argon2id made of the passphrase. */
export type NewPerson = {
  readonly signInName: string;
  readonly name: string;
  readonly passphraseHash: string;
};

export type NewPersonRefusal = Refusal<'person_name_required' | 'sign_in_name_taken'>;
export type AddPersonRefusal = NewPersonRefusal | Refusal<'too_many_people'>;

/** What a submission id binds of names: a digest, for the names may be erased one day. */
function boundNames(
  desk: Desk,
  people: readonly Pick<NewPerson, 'signInName' | 'name'>[],
): Field[] {
  const names = people.flatMap(({ signInName, name }) => [signInNameOf(signInName), name]);
  return [digestOf([desk.book.partySalt, ...names])];
}

export type SetUpPeopleInput = {
  readonly submissionId: string;
  readonly first: NewPerson;
  readonly second: NewPerson;
};

type SetUp = { readonly first: number; readonly second: number };
type SetUpRefusal = NewPersonRefusal | Refusal<'people_already_set_up'>;

/**
 * What {@link setUpPeople} will answer whatever the passphrases are; null when its work decides. So
 * that nobody waits for a hash that is not needed.
 */
export function foreseeSetUpPeople(
  desk: Desk,
  { submissionId, first, second }: SetUpPeopleInput,
  context: Context,
) {
  const input = boundNames(desk, [first, second]);
  const call = { deed: 'setUpPeople', submissionId, input } as const;
  return desk.book.foresee<SetUp, SetUpRefusal>(call, context);
}

/** A grant without an end, from the first day that can be written: an old clock takes nothing away. */
const FOR_GOOD = {
  ...UNBOUND,
  standsFor: 0,
  validFrom: '0001-01-01',
  validUntil: '',
} as const;

/**
 * Makes the first two people of a book, both administrators, each signed for by the other; from then
 * on everybody signs in. Answers their ids. Refuses `people_already_set_up`, then for each of them as
 * {@link addPerson}.
 */
export function setUpPeople(desk: Desk, input: SetUpPeopleInput, context: Context) {
  const { book } = desk;
  const { submissionId, first, second } = input;
  const bound = boundNames(desk, [first, second]);
  const call = { deed: 'setUpPeople', submissionId, input: bound } as const;
  return book.perform<SetUp, SetUpRefusal>(call, context, (w) => {
    if (book.people.exist()) return refuse({ code: 'people_already_set_up' });
    const one = addWithoutGrants(desk, w, first, context, false);
    if (!one.ok) return one;
    const other = addWithoutGrants(desk, w, second, context, false);
    if (!other.ok) return other;
    const role = 'administrator';
    const [askedBy, otherAsks] = [actorId(one.value), actorId(other.value)];
    grantForGood(desk, w, { person: one.value, role, askedBy, signer: other.value });
    grantForGood(desk, w, { person: other.value, role, askedBy: otherAsks, signer: one.value });
    return ok({ first: one.value, second: other.value });
  });
}

/** Gives a role at once, asked for and signed within the deed that makes these people. */
export function grantForGood(
  { book }: Desk,
  w: Writing,
  given: {
    readonly person: number;
    readonly role: Role;
    readonly askedBy: string;
    readonly signer: number;
  },
): void {
  const { person, role, askedBy, signer } = given;
  const grant = book.people.ask(w, { person, kind: 'role', role, askedBy, ...FOR_GOOD });
  book.people.mark(w, grant, 'signed', actorId(signer));
}

export type AddPersonInput = NewPerson & { readonly submissionId: string };

/** What {@link addPerson} will answer whatever the first credential is; null when its work decides. */
export function foreseeAddPerson(desk: Desk, input: AddPersonInput, context: Context) {
  const { submissionId } = input;
  const call = { deed: 'addPerson', submissionId, input: boundNames(desk, [input]) } as const;
  return desk.book.foresee<{ person: number }, AddPersonRefusal>(call, context);
}

/**
 * Adds a person without any role, whose first credential is good for choosing an own one. Answers
 * their id. Refuses `person_name_required`, `sign_in_name_taken`, `too_many_people`.
 */
export function addPerson(desk: Desk, input: AddPersonInput, context: Context) {
  const { submissionId } = input;
  const call = { deed: 'addPerson', submissionId, input: boundNames(desk, [input]) } as const;
  return desk.book.perform<{ person: number }, AddPersonRefusal>(call, context, (w) => {
    const isFull = desk.book.people.all().length >= PEOPLE_MAX;
    const added = addWithoutGrants(desk, w, input, context, true);
    if (!added.ok) return added;
    // Counted before this one, and said last: what is wrong with a name can be mended.
    return isFull ? refuse({ code: 'too_many_people' }) : ok({ person: added.value });
  });
}

/** Adds a person who holds nothing yet; answers their id. Refuses as {@link addPerson}, of names. */
export function addWithoutGrants(
  { book }: Desk,
  w: Writing,
  { signInName, name, passphraseHash }: NewPerson,
  { ids }: Context,
  mustChange: boolean,
): Result<number, NewPersonRefusal> {
  const { people } = book;
  const typed = signInNameOf(signInName);
  if (typed === '' || name.trim() === '') return refuse({ code: 'person_name_required' });
  if (people.bySignInName(typed) !== null) return refuse({ code: 'sign_in_name_taken' });
  const names = { signInName: typed, name: name.trim(), salt: ids.bytes(16) };
  const person = people.add(w, names);
  const credential = { passphraseHash, totpSecret: '', mustChange };
  people.setCredential(w, person, credential, ids.bytes(16));
  return ok(person);
}

export type EndPersonInput = { readonly submissionId: string; readonly person: number };

/**
 * Ends a person for good: from the next call on they hold nothing and sign in no more. Refuses
 * `person_unknown`, `person_ended`, `administrators_needed` (fewer than two would be left).
 */
export function endPerson(desk: Desk, input: EndPersonInput, context: Context) {
  const { people } = desk.book;
  const { submissionId, person } = input;
  const call = { deed: 'endPerson', submissionId, input: [person] } as const;
  type Why = Refusal<'person_unknown' | 'person_ended' | 'administrators_needed'>;
  return desk.book.perform<{ person: number }, Why>(call, context, (w) => {
    const known = people.byId(person);
    if (known === null) return refuse({ code: 'person_unknown', person });
    if (known.ended) return refuse({ code: 'person_ended', person });
    if (administratorsBut(people.all(), people.grants(), person, 0) < 2) {
      return refuse({ code: 'administrators_needed' });
    }
    people.end(w, person);
    return ok({ person });
  });
}
