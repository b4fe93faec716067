// Whom the words took up that were said of something before: read from what each of them held on the
// day and at the place of the trail at which they spoke.
import { dateOfInstant } from '../domain/instants.ts';
import { actorOf, authoritiesOf, personOf as rowOfPerson } from '../domain/people.ts';
import { type Actor, DEEDS, type Deed, type Permission } from '../domain/permissions.ts';
import { takenUpBy } from '../domain/second-person.ts';
import type { GivenSignature, Spoken } from '../domain/signing.ts';
import type { Desk } from './desk.ts';

/** Whom the words took up, each said by `permission`; see `takenUpBy`. */
export function takenBy(
  desk: Desk,
  words: readonly (Spoken & { readonly permission: Permission })[],
): readonly string[] {
  const all = words.flatMap((word) => takenByOne(desk, word, word.permission));
  return [...new Set(all)];
}

/**
 * Whom the making of a payment took up: who submitted, decided or edited it, by whose authority; `but`
 * is a deed that is left out.
 */
export function takenByMaking(
  desk: Desk,
  payment: number,
  but: Deed | null = null,
): readonly string[] {
  const making = desk.book.approvals.makingOf(payment).filter(({ deed }) => deed !== but);
  const permissionOf = (deed: string): Permission => (isDeed(deed) ? DEEDS[deed] : 'be_here');
  return takenBy(
    desk,
    making.map((word) => ({ ...word, permission: permissionOf(word.deed) })),
  );
}

/** Whom signatures took up, each by the permission of its level. */
export function takenBySigning(
  desk: Desk,
  levels: readonly Permission[],
  given: readonly GivenSignature[],
): readonly string[] {
  const words = given.map((word) => ({ ...word, permission: levels[word.level] ?? 'be_here' }));
  return takenBy(desk, words);
}

/** The person with this actor's id, as they are on the day of `now`; null when they have left. */
export function actorToday({ book, zone }: Desk, id: string, now: number): Actor | null {
  const person = rowOfPerson(id);
  const row = person === null ? null : book.people.byId(person);
  if (row === null || row.ended) return null;
  const day = dateOfInstant(now, zone);
  const authorities = authoritiesOf(row.id, book.people.grants(), day);
  return actorOf(row.id, row.name ?? '', authorities);
}

function takenByOne(
  { book: { people }, zone }: Desk,
  { person, sequence }: Spoken,
  permission: Permission,
): readonly string[] {
  const row = rowOfPerson(person);
  // Nobody lends anything to who was never named a deputy.
  if (row === null || !people.wasDeputy(row)) return [person];
  const { at, grants } = people.grantsAt(sequence);
  const held = authoritiesOf(row, grants, dateOfInstant(at, zone));
  return takenUpBy(actorOf(row, '', held), permission);
}

function isDeed(name: string): name is Deed {
  return name in DEEDS;
}
