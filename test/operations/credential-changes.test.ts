// Goal: what somebody proved by a credential that counts no more changes nothing, and a change of one
// part of a credential leaves the other as it is. Method: each change at a desk with a proof that was
// judged before, after each thing that can happen meanwhile.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { type CredentialChange, changeCredential, noteTry } from '../../main/operations/sign-in.ts';
import { as } from './persons.ts';
import { assertSound, done, refused, type TestDesk, testDesk } from './test-desk.ts';

const named = (name: string) => ({ signInName: name, name, passphraseHash: `hash of ${name}` });
const CY = 3;
const STEP = 58_000_000;

const PARTS = {
  changeCredential: { passphraseHash: 'chosen', mustChange: false },
  joinAuthenticator: { totpSecret: 'JOINED' },
  leaveAuthenticator: { totpSecret: '' },
} as const;
type Deed = keyof typeof PARTS;
const DEEDS = ['changeCredential', 'joinAuthenticator', 'leaveAuthenticator'] as const;

const kept = (on: TestDesk) => known(on.book().people.credentialOf(CY), 'a credential');

/** What a proof that is judged now will be remembered by. */
const provedNow = (on: TestDesk) => ({ change: kept(on).change, totpStep: STEP });

function change(on: TestDesk, deed: Deed, provedBy: CredentialChange['provedBy']) {
  const asked = { person: CY, deed, part: PARTS[deed], provedBy, totpStep: provedBy.totpStep };
  return changeCredential(on.desk(), asked, on.context());
}

function tryAgain(on: TestDesk, provedBy: CredentialChange['provedBy']) {
  const tried = { person: CY, purpose: 'step_up', outcome: 'right', provedBy } as const;
  return noteTry(on.desk(), tried, on.context());
}

/** Two administrators give `cy` a first credential anew. */
function reset(on: TestDesk): void {
  const terms = { person: CY, kind: 'credential', role: null, standsFor: 0, ...UNBOUND } as const;
  const asked = { ...terms, validFrom: '2026-11-26', validUntil: '' } as const;
  const by = <T>(person: number, work: () => T) => as(on, actorId(person), ['administrator'], work);
  const { grant } = done(
    by(1, () => askGrant(on.desk(), { submissionId: on.newId(), ...asked }, on.context())),
  );
  const sign = { grant, decision: 'sign', passphraseHash: 'told by hand' } as const;
  done(by(2, () => decideGrant(on.desk(), { submissionId: on.newId(), ...sign }, on.context())));
}

/** Two administrators and `cy`, who has an authenticator and a passphrase of their own. */
function bank(t: TestContext): TestDesk {
  const on = testDesk(t);
  const setUp = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), setUp, on.context()));
  done(addPerson(on.desk(), { submissionId: on.newId(), ...named('cy') }, on.context()));
  done(change(on, 'changeCredential', { ...provedNow(on), totpStep: 0 }));
  done(change(on, 'joinAuthenticator', { ...provedNow(on), totpStep: 0 }));
  return on;
}

const MEANWHILE = {
  'two administrators gave a new one': reset,
  'another passphrase was chosen': (on) =>
    done(change(on, 'changeCredential', { ...provedNow(on), totpStep: 0 })),
  'another authenticator was joined': (on) =>
    done(change(on, 'joinAuthenticator', { ...provedNow(on), totpStep: 0 })),
  'the authenticator was left': (on) =>
    done(change(on, 'leaveAuthenticator', { ...provedNow(on), totpStep: 0 })),
  'the same code was taken': (on) => done(tryAgain(on, provedNow(on))),
  'the person was ended': (on) =>
    done(endPerson(on.desk(), { submissionId: on.newId(), person: CY }, on.context())),
} satisfies Record<string, (on: TestDesk) => unknown>;

for (const [what, happens] of Object.entries(MEANWHILE)) {
  test(`a proof that was judged before ${what} changes nothing and lets nobody in`, (t) => {
    const on = bank(t);
    const judged = provedNow(on);
    happens(on);
    const present = kept(on);
    const tries = on.book().people.triesOf(CY);
    for (const deed of DEEDS) {
      assert.equal(refused(change(on, deed, judged)).code, 'sign_in_refused', deed);
    }
    assert.equal(refused(tryAgain(on, judged)).code, 'sign_in_refused');
    assert.deepEqual(kept(on), present);
    assert.deepEqual(on.book().people.triesOf(CY), tries, 'it was no guess either');
    assertSound(on);
  });
}

test('a change leaves alone what it is not about, and its code is taken', (t) => {
  const on = bank(t);
  for (const [at, deed] of DEEDS.entries()) {
    const { change: before, ...rest } = kept(on);
    const provedBy = { change: before, totpStep: STEP + at };
    done(change(on, deed, provedBy));
    const { change: after, ...changed } = kept(on);
    assert.deepEqual(changed, { ...rest, ...PARTS[deed] }, deed);
    assert.notEqual(after, before);
    assert.equal(on.book().people.lastTotpStep(CY), STEP + at);
  }
  reset(on);
  done(change(on, 'leaveAuthenticator', { ...provedNow(on), totpStep: 0 }));
  const { passphraseHash, mustChange } = kept(on);
  assert.deepEqual([passphraseHash, mustChange], ['told by hand', true], 'still to be replaced');
  assertSound(on);
});
