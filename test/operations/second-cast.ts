// People of a book who make, sign and stand in for each other by grants that two administrators gave:
// what each holds is what the book says of them today.
import { known } from '../../main/domain/assert.ts';
import { actorId } from '../../main/domain/people.ts';
import type { Role } from '../../main/domain/permissions.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { addPerson } from '../../main/operations/people.ts';
import { actorToday } from '../../main/operations/taken-up.ts';
import { dayOf, EVERYWHERE, given } from '../simulation/asked-world.ts';
import { as } from './persons.ts';
import { done, type TestDesk } from './test-desk.ts';

/**
 * `maker`, `colleague` and `absent` hold the roles themselves, `other` too; the three deputies hold
 * nothing but what they are lent.
 */
export type Cast = {
  readonly maker: number;
  readonly colleague: number;
  readonly absent: number;
  readonly other: number;
  readonly deputy: number;
  readonly first: number;
  readonly second: number;
};

const OWN = ['maker', 'colleague', 'absent', 'other'] as const;
const NONE = ['deputy', 'first', 'second'] as const;

function byAdministrator<T>(on: TestDesk, person: 1 | 2, work: () => T): T {
  return as(on, actorId(person), ['administrator'], work);
}

/** Adds them all to a book with people, of whom the first two administrate it. */
export function castOf(on: TestDesk, called: string, roles: readonly Role[]): Cast {
  const joins = (name: string, held: readonly Role[]): number => {
    const signInName = `${called}-${name}`;
    const adding = { submissionId: on.newId(), signInName, name, passphraseHash: 'of argon2id' };
    const added = byAdministrator(on, 1, () => addPerson(on.desk(), adding, on.context()));
    const { person } = done(added);
    for (const role of held) given(on, person, role);
    return person;
  };
  const [maker, colleague, absent, other] = OWN.map((name) => joins(name, roles));
  const [deputy, first, second] = NONE.map((name) => joins(name, []));
  const all = { maker, colleague, absent, other, deputy, first, second };
  const of = (name: keyof Cast): number => known(all[name], 'they joined');
  return {
    maker: of('maker'),
    colleague: of('colleague'),
    absent: of('absent'),
    other: of('other'),
    deputy: of('deputy'),
    first: of('first'),
    second: of('second'),
  };
}

/** `work` by this person, who holds what the book gives them today. */
export function speak<T>(on: TestDesk, person: number, work: () => T): T {
  const { actor } = on;
  on.actor = known(actorToday(on.desk(), actorId(person), on.now), 'they work here');
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

/** `work` while each of `deputies` stands in for `absent`. */
export function whileLent<T>(
  on: TestDesk,
  deputies: readonly number[],
  absent: number,
  work: () => T,
): T {
  const today = dayOf({ on });
  const days = { role: null, validFrom: today, validUntil: today } as const;
  const grants = deputies.map((person) => {
    const of = { person, kind: 'deputy', standsFor: absent } as const;
    const asking = { submissionId: on.newId(), ...of, ...EVERYWHERE, ...days };
    const asked = byAdministrator(on, 1, () => askGrant(on.desk(), asking, on.context()));
    const { grant } = done(asked);
    const signing = { submissionId: on.newId(), grant, passphraseHash: '' } as const;
    const word = { ...signing, decision: 'sign' } as const;
    done(byAdministrator(on, 2, () => decideGrant(on.desk(), word, on.context())));
    return grant;
  });
  try {
    return work();
  } finally {
    for (const grant of grants) {
      const ending = { submissionId: on.newId(), grant };
      done(byAdministrator(on, 1, () => endGrant(on.desk(), ending, on.context())));
    }
  }
}
