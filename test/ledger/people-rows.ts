// People in a book that is then damaged: two administrators, one who came and left, rights asked for,
// signed and ended, and tries to sign in.

import { known } from '../../main/domain/assert.ts';
import type { PackageContent } from '../../main/domain/carried.ts';
import type { Context } from '../../main/domain/context.ts';
import { actorId } from '../../main/domain/people.ts';
import { ok } from '../../main/domain/result.ts';
import { exportApproval } from '../../main/operations/export-approval.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { importApproval } from '../../main/operations/import-approval.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { noteTry } from '../../main/operations/sign-in.ts';
import { decideSigningKey, enrolSigningKey } from '../../main/operations/signing-keys.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';
import { handOverRows } from './hand-over-rows.ts';
import { overrideRows } from './override-rows.ts';

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
  handOverRows(on);
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
  const { change } = known(desk.book.people.credentialOf(stays), 'they were given a credential');
  const provedBy = { change, totpStep: 58_000_000 };
  const tried = { person: stays, purpose: 'sign_in', provedBy } as const;
  done(noteTry(desk, { ...tried, outcome: 'wrong' }, as(stays)));
  done(noteTry(desk, { ...tried, outcome: 'right' }, as(stays)));
  for (const decision of ['approved', 'rejected'] as const) {
    const asked = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '12' } as const;
    const asking = { submissionId: submissionId(), asked, remark: 'tried' };
    const { request: requestId } = done(askForDeed(desk, asking, as(first)));
    const request = known(desk.book.requests.byId(requestId), 'it was asked for');
    const shown = shownRequest(desk, request).hash.toString('hex');
    const said = { submissionId: submissionId(), requestId, shown, decision, remark: 'seen' };
    done(decideRequest(desk, said, as(second)));
  }
  carriedRows(on, as(first), as(second));
  overrideRows(on, [first, second, stays]);
}

/** A setting that is signed for elsewhere: by the second person, under a key that the first signed for. */
function carriedRows(on: TestDesk, ada: Context, bo: Context): void {
  const desk = on.desk();
  const submissionId = on.newId;
  const publicKey = 'ab'.repeat(32);
  const { key } = done(enrolSigningKey(desk, { submissionId: submissionId(), publicKey }, bo));
  const signing = { submissionId: submissionId(), key, decision: 'sign' } as const;
  done(decideSigningKey(desk, signing, ada));
  const asked = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '13' } as const;
  const asking = { submissionId: submissionId(), asked, remark: '' };
  const { request: id } = done(askForDeed(desk, asking, ada));
  let content: PackageContent | null = null;
  const contentHash = 'cd'.repeat(32);
  const out = {
    submissionId: submissionId(),
    things: [{ kind: 'request', id }],
    usual: new Map(),
    seal: (said: PackageContent) => {
      content = said;
      return { hash: contentHash };
    },
  } as const;
  done(exportApproval(desk, out, ada));
  const word = { place: 0, word: 'approved', reasonCode: '', remark: '' } as const;
  const answer = {
    content: known<PackageContent>(content, 'it was sealed'),
    ...{ contentHash, publicKey, signedAt: on.context().now, words: [word] },
    signature: 'ef'.repeat(64),
    fileHash: '12'.repeat(32),
  };
  const isBarred = () => null;
  const taking = { submissionId: submissionId(), fileHash: answer.fileHash, place: 0, isBarred };
  done(importApproval(desk, { ...taking, read: ok(answer) }, on.context()));
}

function addedToLeave(on: TestDesk, context: Context): number {
  const input = { submissionId: on.newId(), ...named('ray') };
  return done(addPerson(on.desk(), input, context)).person;
}
