// Goal: a credential that two administrators replaced cannot be put back by whoever proved the old
// one a moment before. Method: an office in this process whose way to the book is held after the
// proof and the hash, until the other change is durable.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { openOffice } from '../../main/office/office.ts';
import { peopleHandlers } from '../../main/office/people-handlers.ts';
import { seatHandlers } from '../../main/office/seat-handlers.ts';
import { TakenBack } from '../../main/office/taken-back.ts';
import { done, refused, testFolder } from '../operations/test-desk.ts';
import { passphraseOf, roleGrant } from './people-world.ts';
import { startOf } from './running-office.ts';

const never = new AbortController().signal;

/** An office with the administrators `ada` (person 1) and `bo` (person 2), and seats to sit at. */
async function administrators(t: TestContext) {
  const opened = openOffice(startOf(testFolder(t)), (error) => assert.fail(String(error)));
  assert.ok(opened.ok);
  const office = opened.value;
  t.after(() => office.stop());
  let made = 0;
  const submissionId = (): string => {
    made += 1;
    return `at-once-${made}`;
  };
  const seat = (name: string) => {
    const place = office.sessions.placeOf({
      actor: localActor('anna'),
      shell: 'loopback',
      seat: name,
    });
    const session = () => office.sessions.sessionAt(place);
    const on = seatHandlers(office, place.seat);
    const signIn = (person: string, passphrase = passphraseOf(person)) =>
      Promise.resolve(on.signIn({ signInName: person, passphrase, code: '' }, session(), never));
    const standing = () => office.sessions.standing(place.seat);
    return { place, session, on, signIn, standing };
  };
  const people = peopleHandlers(office);
  const named = (name: string) => ({
    signInName: name,
    name,
    passphrase: passphraseOf(name),
  });
  const first = seat('set-up');
  const setUp = { submissionId: submissionId(), first: named('ada'), second: named('bo') };
  done(await people.setUpPeople(setUp, first.session(), never));
  const ada = seat('ada');
  const bo = seat('bo');
  for (const [name, { signIn }] of [['ada', ada] as const, ['bo', bo] as const]) {
    done(await signIn(name));
  }
  /** Bo's credential is replaced: asked for by Ada, signed by an administrator of the workstation. */
  const reset = async (): Promise<string> => {
    const terms = { ...roleGrant(2, 'administrator'), kind: 'credential', role: null } as const;
    const asked = { submissionId: submissionId(), ...terms };
    const { grant } = done(await people.askGrant(asked, ada.session(), never));
    const signs = { submissionId: submissionId(), grant, decision: 'sign' } as const;
    const third = {
      ...ada.session(),
      actor: { id: 'person:9', name: 'cy', roles: ['administrator'] },
    } as const;
    const { firstPassphrase } = done(await people.decideGrant(signs, third, never));
    assert.ok(firstPassphrase !== null);
    return firstPassphrase;
  };
  /** Bo's seat over an office in which every deed first waits for `before`. */
  const heldUntil = (before: () => Promise<unknown>) =>
    seatHandlers(
      {
        ...office,
        writer: {
          ...office.writer,
          do: async (deed) => {
            await before();
            return office.writer.do(deed);
          },
        },
      },
      bo.place.seat,
    );
  return { office, seat, bo, reset, heldUntil };
}

const OLD = { passphrase: passphraseOf('bo'), code: '' };
const CHOSEN = 'chosen by the old holder';

test('who proved the old credential cannot put theirs in place of the new first one', async (t) => {
  const { seat, bo, reset, heldUntil } = await administrators(t);
  let first = '';
  const held = heldUntil(async () => {
    first = await reset();
  });
  const changes = async () =>
    held.changePassphrase({ ...OLD, chosen: CHOSEN }, bo.session(), never);
  // They sit there no longer, so what they asked is taken back before it is looked at.
  await assert.rejects(changes, new TakenBack({ code: 'sign_in_required' }));
  assert.equal(bo.standing(), 'signed_out', 'nor do they sit there any longer');
  const another = seat('another');
  for (const passphrase of [CHOSEN, OLD.passphrase]) {
    assert.deepEqual(refused(await another.signIn('bo', passphrase)), { code: 'sign_in_refused' });
  }
  assert.equal(done(await another.signIn('bo', first)).mustChange, true);
});

test('an authenticator that was left meanwhile is not put back, nor the passphrase of before', async (t) => {
  const { office, bo, seat, heldUntil } = await administrators(t);
  const second = seat('second');
  done(await second.signIn('bo'));
  const held = heldUntil(async () => {
    const asked = { ...OLD, chosen: CHOSEN };
    done(await bo.on.changePassphrase(asked, bo.session(), never));
  });
  const left: Result<unknown> = await held.leaveAuthenticator(OLD, bo.session(), never);
  assert.deepEqual(refused(left), { code: 'sign_in_refused' });
  assert.deepEqual([bo.standing(), second.standing()], ['open', 'signed_out']);
  assert.equal(done(await seat('another').signIn('bo', CHOSEN)).mustChange, false);
  assert.equal(office.desk.book.people.credentialOf(2)?.totpSecret, '');
});
