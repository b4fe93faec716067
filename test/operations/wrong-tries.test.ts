// Goal: whoever had to wait after too many wrong tries is let in again by two administrators, and by
// nothing less. Method: tries kept at a desk, and a first credential asked for and signed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { actorId, BLOCKED_MS, blockedUntil, TRIES_MAX } from '../../main/domain/people.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { changeCredential, noteTry } from '../../main/operations/sign-in.ts';
import { as } from './persons.ts';
import { assertSound, done, type TestDesk, testDesk } from './test-desk.ts';

const NONE = { change: 0, totpStep: 0 };

const named = (name: string) => ({ signInName: name, name, passphraseHash: `hash of ${name}` });

function tries(on: TestDesk, person: number, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const tried = { person, purpose: 'sign_in', outcome: 'wrong', provedBy: NONE } as const;
    noteTry(on.desk(), tried, on.context());
  }
}

/** What is told of a person’s tries: how many were wrong, and for how long they must wait. */
function standing(on: TestDesk, person: number) {
  const counted = on.book().people.triesOf(person);
  const { now } = on.context();
  const until = blockedUntil(counted, now);
  return { wrong: counted.wrong, waits: until === null ? 0 : until - counted.lastWrongAt };
}

test('a new first credential that two have said lets somebody try again', (t) => {
  const on = testDesk(t);
  const setUp = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), setUp, on.context()));
  const add = { submissionId: on.newId(), ...named('cy') };
  const { person } = done(addPerson(on.desk(), add, on.context()));
  tries(on, person, TRIES_MAX);
  assert.deepEqual(standing(on, person), { wrong: TRIES_MAX, waits: BLOCKED_MS });

  const everywhere = { branch: '', rail: '', currency: '', singleLimit: null, dailyLimit: null };
  const days = { validFrom: '2026-11-26', validUntil: '' } as const;
  const terms = { person, kind: 'credential', role: null, standsFor: 0 } as const;
  const ask = () =>
    askGrant(
      on.desk(),
      { submissionId: on.newId(), ...terms, ...everywhere, ...days },
      on.context(),
    );
  const { grant } = done(as(on, actorId(1), ['administrator'], ask));
  assert.deepEqual(standing(on, person), { wrong: TRIES_MAX, waits: BLOCKED_MS }, 'asked for');
  const decision = { grant, decision: 'sign', passphraseHash: 'another hash' } as const;
  const sign = () =>
    decideGrant(on.desk(), { submissionId: on.newId(), ...decision }, on.context());
  done(as(on, actorId(2), ['administrator'], sign));
  assert.deepEqual(standing(on, person), { wrong: 0, waits: 0 }, 'signed');

  tries(on, person, 3);
  assert.deepEqual(standing(on, person), { wrong: 3, waits: 0 }, 'counted anew');
  const part = { passphraseHash: 'own', mustChange: false };
  const present = known(on.book().people.credentialOf(person), 'they have a credential');
  const provedBy = { change: present.change, totpStep: 0 };
  const change = { person, deed: 'changeCredential', part, provedBy, totpStep: 0 } as const;
  done(changeCredential(on.desk(), change, on.context()));
  tries(on, person, TRIES_MAX);
  assert.deepEqual(standing(on, person), { wrong: TRIES_MAX, waits: BLOCKED_MS }, 'as before');
  assertSound(on);
});
