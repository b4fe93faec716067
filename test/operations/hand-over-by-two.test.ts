// Goal: where a book has people nobody hands a batch over alone or makes another branch's word count
// alone, both who stand for it are named, and all that a hand-over says is within one hash. Method: two
// books at their desks, the files between them as values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { actorId } from '../../main/domain/people.ts';
import type { Role } from '../../main/domain/permissions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { contentHashOf } from '../../main/operations/hand-over-content.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { standing, take } from './epochs.ts';
import {
  A,
  answer,
  assertVerified,
  B,
  bank,
  branches,
  close,
  fileOf,
  GOES,
  give,
  receiptOf,
  trust,
} from './hand-over-desks.ts';
import { as, signedByTwo } from './persons.ts';
import { done, dump, refused, type TestDesk } from './test-desk.ts';

test('with people another one releases it, and both are named; trust waits for one too', (t) => {
  const [a, b] = [bank(t, 1), bank(t, 2)];
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const both = { submissionId: a.newId(), first: named('ada'), second: named('bo') };
  done(setUpPeople(a.desk(), both, a.context()));
  const batch = take(a, GOES);
  assert.equal(refused(trust(a, B)).code, 'second_person_required');
  const key = Buffer.from(B.padEnd(32, '.')).toString('hex');
  signedByTwo(a, { deed: 'setBranchKey', book: B, name: 'East', publicKey: key, state: 'trusted' });
  done(trust(b, A));
  assert.equal(refused(give(a, batch, B)).code, 'second_person_required');
  hire(a, 'sue', 'submitter');
  hire(a, 'sam', 'supervisor');
  const asked = { deed: 'handOverBatch', batchId: batch, to: B } as const;
  const asking = { submissionId: a.newId(), asked, remark: 'they have the payer' };
  const ask = () => askForDeed(a.desk(), asking, a.context());
  const { request: requestId } = done(as(a, actorId(3), ['submitter'], ask));
  const request = known(a.book().requests.byId(requestId), 'it was asked for');
  assert.deepEqual(standing(a, batch)[0], 'accepted', 'asked for, nothing has left');
  const { effect, hash } = shownRequest(a.desk(), request);
  assert.deepEqual(
    effect.map(({ what, after }) => `${what} ${after}`),
    [
      `batch ${batch}`,
      'branch East',
      `branch_book ${B}`,
      'message GOES',
      'payments 5',
      'sum 48.00 EUR',
    ],
  );
  const word = { decision: 'approved', shown: hash.toString('hex'), remark: '' } as const;
  const say = () =>
    decideRequest(a.desk(), { submissionId: a.newId(), requestId, ...word }, a.context());
  assert.equal(refused(as(a, actorId(3), ['submitter'], say)).code, 'second_person_must_differ');
  done(as(a, actorId(4), ['supervisor'], say));
  const { content } = fileOf(a, 1);
  assert.deepEqual([content.handedOverBy, content.releasedBy], ['person:3', 'person:4']);
  assert.deepEqual(new Set(standing(a, batch)), new Set(['handed_over']));
  const { takeOver } = done(answer(b, fileOf(a, 1), 'taken', GOES));
  done(close(a, receiptOf(b, takeOver)));
  done(trust(a, B, key, 'ended'));
  assertVerified(a, b);
});

/** Somebody who holds this role, by the word of the two administrators. */
function hire(on: TestDesk, name: string, role: Role): void {
  const by = (person: number) => ({ ...on.context(), actor: { ...on.actor, id: actorId(person) } });
  const hired = { signInName: name, name, passphraseHash: 'of argon2id' };
  const adding = { submissionId: on.newId(), ...hired };
  const { person } = done(addPerson(on.desk(), adding, by(1)));
  const terms = { kind: 'role', role, standsFor: 0, branch: '', rail: '', currency: '' } as const;
  const bounds = { singleLimit: null, dailyLimit: null, validFrom: '2026-01-01', validUntil: '' };
  const asking = { submissionId: on.newId(), person, ...terms, ...bounds };
  const { grant } = done(askGrant(on.desk(), asking, by(1)));
  const deciding = { submissionId: on.newId(), grant, passphraseHash: '' } as const;
  done(decideGrant(on.desk(), { ...deciding, decision: 'sign' }, by(2)));
}

test('a key is trusted once, ended once, and never the book’s own', (t) => {
  const [a] = branches(t);
  const before = dump(a.book());
  assert.equal(refused(trust(a, A)).code, 'branch_is_this_book');
  assert.equal(refused(trust(a, B)).code, 'branch_key_known');
  assert.equal(refused(trust(a, 'test-9', undefined, 'ended')).code, 'branch_key_unknown');
  assert.deepEqual(dump(a.book()).branch_keys, before.branch_keys);
  for (let at = 0; at < 49; at += 1) done(trust(a, `book-${at}`));
  assert.equal(refused(trust(a, 'book-49')).code, 'too_many_branch_keys');
});

test('every field of a hand-over is within its one hash', (t) => {
  const [a] = branches(t);
  const { content } = fileOf(a, done(give(a, take(a, GOES), B)).handOver);
  const run = { firstRecord: 9, lastRecord: 9 };
  const text = {
    sums: [],
    stood: [],
    stays: [run],
    inFile: 9,
    demo: true,
    payments: 9,
    batchId: 9,
    handedOverAt: 9,
  };
  const hashes = new Set([contentHashOf(content)]);
  for (const field of Object.keys(content)) {
    const other = Object.hasOwn(text, field) ? Reflect.get(text, field) : 'other';
    hashes.add(contentHashOf({ ...content, [field]: other }));
  }
  assert.equal(hashes.size, Object.keys(content).length + 1);
});
