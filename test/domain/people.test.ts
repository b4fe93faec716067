// Goal: a list of people says of each how they stand, and who may not be let go. Method: one book of
// grants, and a table of what is told of its people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administratorsBut, type Grant, personState, UNBOUND } from '../../main/domain/people.ts';

const DAY = '2026-11-26';

const grant = (id: number, person: number, given: Partial<Grant> = {}): Grant => ({
  id,
  person,
  kind: 'role',
  role: 'administrator',
  standsFor: 0,
  ...UNBOUND,
  validFrom: '2026-01-01',
  validUntil: '',
  askedBy: 'person:1',
  state: 'in_force',
  ...given,
});

const deputy = (standsFor: number, validFrom: string, validUntil: string): Grant =>
  grant(9, 5, { kind: 'deputy', role: null, standsFor, validFrom, validUntil });

const works = { person: 1, ended: false, mustChange: false, blockedUntil: null };

test('a person stands in one state, the gravest of all that is so', () => {
  const away = [deputy(1, '2026-11-20', DAY)];
  const states = [
    personState(works, [], DAY),
    personState({ ...works, mustChange: true }, [], DAY),
    personState({ ...works, mustChange: true }, away, DAY),
    personState(works, away, '2026-11-27'),
    personState(works, away, '2026-11-19'),
    personState({ ...works, blockedUntil: 1 }, away, DAY),
    personState({ ...works, blockedUntil: 1, ended: true }, away, DAY),
  ];
  assert.deepEqual(states, ['active', 'fresh', 'away', 'active', 'active', 'locked', 'ended']);
});

test('administrators are counted who stay for good and still work here', () => {
  const people = [1, 2, 3, 4].map((id) => ({ id, ended: id === 4 }));
  const grants = [
    grant(1, 1),
    grant(2, 2),
    grant(3, 2),
    grant(4, 4),
    grant(5, 3, { validUntil: '2026-12-31' }),
    grant(6, 3, { state: 'asked' }),
    grant(7, 3, { state: 'ended' }),
    grant(8, 3, { role: 'auditor' }),
  ];
  const counted = (person: number, id: number) => administratorsBut(people, grants, person, id);
  assert.deepEqual(
    { all: counted(0, 0), without1: counted(1, 0), grant1: counted(0, 1), oneOfTwo: counted(0, 2) },
    { all: 2, without1: 1, grant1: 1, oneOfTwo: 2 },
  );
});
