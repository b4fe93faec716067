// Five people at a desk in a book of a test: who asks, who signs, and who may do neither.
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import type { Role } from '../../main/domain/permissions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { as } from './persons.ts';
import { done, type TestDesk } from './test-desk.ts';

/** Two administrators, two supervisors and one who reconciles, in the order in which they came. */
const PEOPLE = {
  ada: 'administrator',
  bo: 'administrator',
  carla: 'supervisor',
  dan: 'supervisor',
  eva: 'reconciler',
} as const satisfies Record<string, Role>;
export type Name = keyof typeof PEOPLE;

/** `work` by one of them, whom it asks. */
export function by<T>(on: TestDesk, name: Name, work: () => T): T {
  return as(on, actorId(Object.keys(PEOPLE).indexOf(name) + 1), [PEOPLE[name]], work);
}

/** Sets the five up, each with the right to their role. */
export function withPeople(on: TestDesk): void {
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const first = { first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...first }, on.context()));
  for (const [name, role] of Object.entries(PEOPLE).slice(2)) {
    by(on, 'ada', () => {
      const added = addPerson(
        on.desk(),
        { submissionId: on.newId(), ...named(name) },
        on.context(),
      );
      const { person } = done(added);
      const of = { ...UNBOUND, person, kind: 'role', role, standsFor: 0 } as const;
      const from = { validFrom: '2026-01-01', validUntil: '' };
      const asking = { submissionId: on.newId(), ...of, ...from };
      const { grant } = done(askGrant(on.desk(), asking, on.context()));
      const signing = { submissionId: on.newId(), grant, passphraseHash: '' } as const;
      by(on, 'bo', () =>
        done(decideGrant(on.desk(), { ...signing, decision: 'sign' }, on.context())),
      );
    });
  }
}
