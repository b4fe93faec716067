// People of a book whose rights have limits, who lend them to each other for a part of a day.
import { dateOfInstant } from '../../main/domain/instants.ts';
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import type { Actor, Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { actorToday } from '../../main/operations/taken-up.ts';
import { as } from './persons.ts';
import { done, type TestDesk } from './test-desk.ts';

/** A role in EUR; limits in minor units. */
export type Right = {
  readonly role: Role;
  readonly singleLimit?: bigint;
  readonly dailyLimit?: bigint;
};

/** What becomes of whoever takes a seat; a planted bug bends it. */
export type Seat = (actor: Actor) => Actor;

export const codeOf = (result: Result<unknown>): string =>
  result.ok ? 'done' : result.refusal.code;

/** Sets a book up with two administrators and one person for each name; answers their ids by name. */
export function limitedCast<Name extends string>(
  on: TestDesk,
  rights: Readonly<Record<Name, readonly Right[]>>,
): ReadonlyMap<string, number> {
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const first = { first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...first }, on.context()));
  const cast = new Map<string, number>();
  for (const [name, held] of Object.entries<readonly Right[]>(rights)) {
    const adding = { submissionId: on.newId(), ...named(name) };
    const add = () => addPerson(on.desk(), adding, on.context());
    const { person } = done(as(on, actorId(1), ['administrator'], add));
    cast.set(name, person);
    for (const { role, singleLimit = null, dailyLimit = null } of held) {
      const bounds = { ...UNBOUND, currency: 'EUR', singleLimit, dailyLimit };
      const days = { validFrom: '2026-01-01', validUntil: '' };
      granted(on, { person, kind: 'role', role, standsFor: 0, ...bounds, ...days });
    }
  }
  return cast;
}

/** Lets `deputy` stand in for `absent` today, and answers the grant. */
export function lend(on: TestDesk, deputy: number, absent: number): number {
  const today = dateOfInstant(on.now, on.desk().zone);
  const days = { validFrom: today, validUntil: today };
  const of = { person: deputy, kind: 'deputy', role: null, standsFor: absent } as const;
  return granted(on, { ...of, ...UNBOUND, ...days });
}

/** Ends a grant: whoever was away is back. */
export function end(on: TestDesk, grant: number): void {
  const input = { submissionId: on.newId(), grant };
  done(as(on, actorId(1), ['administrator'], () => endGrant(on.desk(), input, on.context())));
}

function granted(on: TestDesk, grant: Omit<Parameters<typeof askGrant>[1], 'submissionId'>) {
  const asking = { submissionId: on.newId(), ...grant };
  const ask = () => askGrant(on.desk(), asking, on.context());
  const { grant: id } = done(as(on, actorId(1), ['administrator'], ask));
  const word = { submissionId: on.newId(), grant: id, passphraseHash: '' } as const;
  const sign = () => decideGrant(on.desk(), { ...word, decision: 'sign' }, on.context());
  done(as(on, actorId(2), ['administrator'], sign));
  return id;
}

/** `work` by this person with what they hold today; whoever has left holds nothing. */
export function seated<T>(on: TestDesk, person: number, work: () => T, seat: Seat = (a) => a): T {
  const { actor } = on;
  const today = actorToday(on.desk(), actorId(person), on.now);
  on.actor = seat(today ?? { id: actorId(person), name: '', roles: [], authorities: [] });
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}
