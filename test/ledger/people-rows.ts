// People in a book that is then damaged: two administrators, one who came and left, rights asked for,
// signed and ended, and tries to sign in.

import { known } from '../../main/domain/assert.ts';
import type { Context } from '../../main/domain/context.ts';
import { actorId } from '../../main/domain/people.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { noteTry } from '../../main/operations/sign-in.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';

const named = (name: string) => ({
  signInName: name,
  name: `${name} Name`,
  passphraseHash: `hash of ${name}`,
});

const TERMS = {
  kind: 'role',
  role: 'submitter',
  standsFor: 0,
  branch: 'Frankfurt',
  rail: 'batch',
  currency: 'EUR',
  singleLimit: 500_000n,
  dailyLimit: 2_000_000n,
  validFrom: '2026-11-01',
  validUntil: '2027-10-31',
} as const;

/** Adds them by the deeds themselves; the book's own actor goes on as before. */
export function peopleRows(on: TestDesk): void {
  const desk = on.desk();
  const submissionId = on.newId;
  const setUp = { submissionId: submissionId(), first: named('ada'), second: named('bo') };
  const { first, second } = done(setUpPeople(desk, setUp, on.context()));
  const as = (person: number): Context => {
    const actor = { ...on.actor, id: actorId(person) };
    return { ...on.context(), actor };
  };
  const people = ['li', 'kim'].map((name) => {
    const input = { submissionId: submissionId(), ...named(name) };
    return done(addPerson(desk, input, as(first))).person;
  });
  const [stays = 0, leaves = 0] = people;
  for (const person of [stays, leaves]) {
    const asking = { submissionId: submissionId(), person, ...TERMS };
    const { grant } = done(askGrant(desk, asking, as(first)));
    const deciding = { grant, decision: 'sign', passphraseHash: '' } as const;
    done(decideGrant(desk, { submissionId: submissionId(), ...deciding }, as(second)));
    if (person === leaves) {
      done(endGrant(desk, { submissionId: submissionId(), grant }, as(first)));
      done(endPerson(desk, { submissionId: submissionId(), person }, as(second)));
    }
  }
  done(
    endPerson(
      desk,
      { submissionId: submissionId(), person: addedToLeave(on, as(first)) },
      as(first),
    ),
  );
  const tried = { person: stays, purpose: 'sign_in', totpStep: 0 } as const;
  noteTry(desk, { ...tried, outcome: 'wrong' }, as(stays));
  noteTry(desk, { ...tried, outcome: 'right', totpStep: 58_000_000 }, as(stays));
  for (const decision of ['approved', 'rejected'] as const) {
    const asked = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '12' } as const;
    const asking = { submissionId: submissionId(), asked, remark: 'tried' };
    const { request: requestId } = done(askForDeed(desk, asking, as(first)));
    const request = known(desk.book.requests.byId(requestId), 'it was asked for');
    const shown = shownRequest(desk, request).hash.toString('hex');
    const said = { submissionId: submissionId(), requestId, shown, decision, remark: 'seen' };
    done(decideRequest(desk, said, as(second)));
  }
}

function addedToLeave(on: TestDesk, context: Context): number {
  const input = { submissionId: on.newId(), ...named('ray') };
  return done(addPerson(on.desk(), input, context)).person;
}
