// Goal: whoever is away holds nothing and nothing is done in their name; whoever stands in for them
// does, is never the second word on what they made, and stands in no more when they are back. Method:
// a book with people at a desk, each deed asked by them as they are on the day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { awayUntil } from '../../main/domain/people.ts';
import type { Actor } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { endAbsence, type MarkAbsentInput, markAbsent } from '../../main/operations/absence.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { actorToday } from '../../main/operations/taken-up.ts';
import { standing, take } from './epochs.ts';
import { bank, idOf, NAMES, type Name } from './override-bank.ts';
import { policy, sign } from './persons.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

const DAY = '2026-11-26';
const rowOf = (name: Name): number => NAMES.indexOf(name) + 1;

/** A person as they are today, at the desk. */
function now(on: TestDesk, name: Name): Actor {
  return known(actorToday(on.desk(), idOf(name), on.now), 'they work here');
}

function by<T>(on: TestDesk, name: Name, work: () => T): T {
  const { actor } = on;
  on.actor = now(on, name);
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

type Days = Partial<Omit<MarkAbsentInput, 'submissionId' | 'person'>>;

function mark(on: TestDesk, who: Name, name: Name, days: Days = {}) {
  const asked = { person: rowOf(name), from: DAY, until: '2026-11-27', deputy: 0, ...days };
  const input = { submissionId: on.newId(), ...asked };
  return by(on, who, () => markAbsent(on.desk(), input, on.context()));
}

function back(on: TestDesk, who: Name, name: Name) {
  const input = { submissionId: on.newId(), person: rowOf(name) };
  return by(on, who, () => endAbsence(on.desk(), input, on.context()));
}

function decide(on: TestDesk, who: Name, grant: number) {
  const input = { submissionId: on.newId(), grant, decision: 'sign', passphraseHash: '' } as const;
  return by(on, who, () => decideGrant(on.desk(), input, on.context()));
}

const until = (on: TestDesk, name: Name) => awayUntil(rowOf(name), on.book().people.grants(), DAY);

test('oneself or an administrator says it, for days that are not over, once', (t) => {
  const on = bank(t);
  assert.equal(refused(mark(on, 'dan', 'carla')).code, 'not_permitted');
  const wrong: readonly (readonly [Days, string])[] = [
    [{ from: '2026-11-28' }, 'until'],
    [{ from: '2026-11-01', until: '2026-11-25' }, 'until'],
    [{ deputy: rowOf('carla') }, 'deputy'],
  ];
  for (const [days, part] of wrong) {
    assert.deepEqual(refused(mark(on, 'carla', 'carla', days)), { code: 'absence_invalid', part });
  }
  const unknown = refused(mark(on, 'carla', 'carla', { deputy: 99 }));
  assert.deepEqual(unknown, { code: 'person_unknown', person: 99 });
  assert.equal(refused(back(on, 'carla', 'carla')).code, 'not_absent');
  done(mark(on, 'carla', 'carla'));
  done(mark(on, 'ada', 'dan', { from: '2026-12-24', until: '2026-12-31' }));
  const overlapping = mark(on, 'ada', 'carla', { from: '2026-11-27', until: '2026-12-01' });
  assert.equal(refused(overlapping).code, 'absence_marked');
  assert.deepEqual([until(on, 'carla'), until(on, 'dan')], ['2026-11-27', null]);
  assertSound(on);
});

test('whoever is away holds nothing; they say themselves that they are back', (t) => {
  const on = bank(t);
  done(mark(on, 'ada', 'carla'));
  assert.deepEqual(now(on, 'carla').roles, []);
  assert.equal(refused(back(on, 'dan', 'carla')).code, 'not_permitted');
  done(back(on, 'carla', 'carla'));
  assert.deepEqual(now(on, 'carla').roles, ['supervisor']);
  // Both days belong to it, and no other.
  done(mark(on, 'carla', 'carla', { from: '2026-11-27' }));
  assert.deepEqual(now(on, 'carla').roles, ['supervisor']);
  for (const roles of [[], ['supervisor']]) {
    on.now += 86_400_000;
    assert.deepEqual(now(on, 'carla').roles, roles);
  }
});

test('a deputy is signed for by who did not ask, holds it meanwhile, and no longer', (t) => {
  const on = bank(t);
  const { deputyGrant } = done(mark(on, 'ada', 'ada', { deputy: rowOf('dan') }));
  assert.deepEqual(now(on, 'dan').roles, ['supervisor'], 'nothing before it is signed');
  assert.equal(refused(decide(on, 'ada', deputyGrant)).code, 'not_permitted', 'they are away');
  done(decide(on, 'bo', deputyGrant));
  assert.deepEqual(now(on, 'dan').roles, ['supervisor', 'administrator']);
  // A deputy who is away themselves lends nothing on and holds nothing.
  done(mark(on, 'dan', 'dan'));
  assert.deepEqual(now(on, 'dan').roles, []);
  done(back(on, 'dan', 'dan'));
  done(back(on, 'ada', 'ada'));
  assert.deepEqual(now(on, 'dan').roles, ['supervisor']);
  assert.deepEqual(now(on, 'ada').roles, ['administrator']);
  // Who comes back before somebody was signed for needs nobody any more.
  const again = done(mark(on, 'ada', 'ada', { deputy: rowOf('dan') }));
  done(back(on, 'ada', 'ada'));
  assert.equal(refused(decide(on, 'bo', again.deputyGrant)).code, 'grant_not_waiting');
  assertSound(on);
});

test('what an administrator asked for is not signed by who stands in for them', (t) => {
  const on = bank(t);
  const terms = { branch: '', rail: '', currency: '', singleLimit: null, dailyLimit: null };
  const role = { kind: 'role', role: 'treasury', standsFor: 0, validFrom: DAY } as const;
  const asking = { person: rowOf('eva'), ...role, ...terms, validUntil: '' };
  const input = { submissionId: on.newId(), ...asking };
  const { grant } = done(by(on, 'ada', () => askGrant(on.desk(), input, on.context())));
  const { deputyGrant } = done(mark(on, 'ada', 'ada', { deputy: rowOf('dan') }));
  done(decide(on, 'bo', deputyGrant));
  assert.equal(refused(decide(on, 'dan', grant)).code, 'second_person_must_differ');
  done(decide(on, 'bo', grant));
});

const LARGE = {
  messageId: 'AWAY',
  blocks: [{ from: '2008', payments: [{ amount: '150,000.00', to: '2001' }] }],
};

test('a payment is not signed for by the authority of who made it, whoever holds it', (t) => {
  const on = bank(t);
  policy(on, 'authorityLimit:EUR', '10000000');
  // Carla submits it, in whatever role that is, and goes; an auditor stands in for her.
  const batch = by(on, 'carla', () => {
    const { id, name } = on.actor;
    on.actor = { id, name, roles: ['submitter'] };
    return take(on, LARGE);
  });
  assert.deepEqual(standing(on, batch), ['awaiting_approval']);
  const id = paymentId(batch, 0);
  const { deputyGrant } = done(mark(on, 'carla', 'carla', { deputy: rowOf('aud') }));
  done(decide(on, 'ada', deputyGrant));
  assert.deepEqual(now(on, 'aud').roles, ['supervisor', 'auditor']);
  assert.equal(refused(by(on, 'aud', () => sign(on, id))).code, 'second_person_must_differ');
  assert.equal(refused(by(on, 'carla', () => sign(on, id))).code, 'not_permitted');
  // In the place of another supervisor it is another authority; and Dan's own right is his.
  const ending = { submissionId: on.newId(), grant: deputyGrant };
  done(by(on, 'ada', () => endGrant(on.desk(), ending, on.context())));
  const evas = done(mark(on, 'eva', 'eva', { deputy: rowOf('aud') })).deputyGrant;
  done(decide(on, 'bo', evas));
  assert.equal(done(by(on, 'aud', () => sign(on, id))).open, 0);
  assert.deepEqual(standing(on, batch), ['settled']);
  assertSound(on);
});
