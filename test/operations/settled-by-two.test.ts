// Goal: in a clearing house's book with people the positions are settled by two persons or not at all,
// once, as they stood when it was asked for. Method: scenario 24 at a desk with people: asked for by
// one, signed by another, overtaken by a commit and by the same positions in a later cycle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  askForDeed,
  decideRequest,
  type RequestDecision,
  shownRequest,
} from '../../main/operations/requests.ts';
import { positionsNow, settlePositions } from '../../main/operations/settle-positions.ts';
import { by, type Name, withPeople } from './five-people.ts';
import { house, pays, SCENARIO_24 } from './house-desk.ts';
import {
  assertSound,
  changesOnlyItsRecord,
  done,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function settle(on: TestDesk, name: Name) {
  const input = { submissionId: on.newId(), currency: 'EUR' };
  return by(on, name, () => settlePositions(on.desk(), input, on.context()));
}

function ask(on: TestDesk, name: Name) {
  const positions = positionsNow(on.desk(), 'EUR').hash;
  const asked = { deed: 'settlePositions', currency: 'EUR', positions } as const;
  const input = { submissionId: on.newId(), asked, remark: '' };
  return by(on, name, () => askForDeed(on.desk(), input, on.context()));
}

function shownNow(on: TestDesk, requestId: number) {
  const request = on.book().requests.byId(requestId);
  assert.ok(request !== null);
  return shownRequest(on.desk(), request);
}

function say(
  on: TestDesk,
  name: Name,
  requestId: number,
  shown = shownNow(on, requestId).hash.toString('hex'),
  decision: RequestDecision = 'approved',
) {
  const input = { submissionId: on.newId(), requestId, decision, shown, remark: 'seen' };
  return by(on, name, () => decideRequest(on.desk(), input, on.context()));
}

const positions = (on: TestDesk): readonly string[] =>
  positionsNow(on.desk(), 'EUR').standing.map(({ participant, net }) => `${participant} ${net}`);

const OWED = ['A -15000', 'B 10000', 'C 5000'];

function sendAll(on: TestDesk): void {
  for (const [from, to, amount] of SCENARIO_24) pays(on, from, to, amount);
}

test('one person settles nothing; two settle once, as it was shown', (t) => {
  const on = house(t, '1000.00');
  sendAll(on);
  withPeople(on);
  const alone = refused(changesOnlyItsRecord(on, () => settle(on, 'carla')));
  assert.deepEqual([alone.code, alone.rule], ['second_person_required', 'positions_are_settled']);
  assert.equal(refused(ask(on, 'eva')).code, 'not_permitted');
  const { request } = done(ask(on, 'carla'));
  assert.deepEqual(done(ask(on, 'dan')), { request }, 'whoever asks for the same');
  assert.deepEqual(
    shownNow(on, request).effect.map(({ what, before, after }) => [what, before, after]),
    [
      ['currency', null, 'EUR'],
      ['participants', null, '3'],
      ['moved', null, '150.00 EUR'],
      ['position', null, 'A: -150.00 EUR'],
      ['position', null, 'B: 100.00 EUR'],
      ['position', null, 'C: 50.00 EUR'],
    ],
  );
  assert.equal(refused(say(on, 'carla', request)).code, 'second_person_must_differ');
  assert.equal(refused(say(on, 'bo', request)).code, 'signer_not_permitted');
  assert.deepEqual(positions(on), OWED);
  assert.deepEqual(done(say(on, 'dan', request)), { state: 'done', open: 0 });
  assert.deepEqual(positions(on), []);
  assert.equal(refused(say(on, 'dan', request)).code, 'request_decided');
  on.reopen();
  assertSound(on, 'settled by two');
});

test('what was committed since makes the signature stale and the request void, for good', (t) => {
  const on = house(t, '5000.00');
  sendAll(on);
  withPeople(on);
  const { request: first } = done(ask(on, 'carla'));
  const seen = shownNow(on, first).hash.toString('hex');
  pays(on, 'B', 'C', '1.00');
  assert.equal(refused(say(on, 'dan', first, seen)).code, 'approval_stale');
  assert.deepEqual(shownNow(on, first).effect.at(-1), {
    what: 'since',
    before: null,
    after: 'positions_changed',
  });
  const refusal = refused(changesOnlyItsRecord(on, () => say(on, 'dan', first)));
  assert.deepEqual([refusal.code, refusal.why], ['request_cannot_be_done', 'positions_changed']);
  // The same nets as when it was asked for are not the same positions: more was sent.
  pays(on, 'C', 'B', '1.00');
  assert.deepEqual(positions(on), OWED);
  assert.equal(refused(say(on, 'dan', first, seen)).code, 'approval_stale');
  const { request: second } = done(ask(on, 'dan'));
  assert.notEqual(second, first);
  done(say(on, 'carla', second));
  sendAll(on);
  assert.deepEqual(positions(on), OWED, 'a later cycle comes to the same');
  assert.equal(refused(say(on, 'dan', first)).why, 'positions_changed');
  assert.deepEqual(positions(on), OWED);
  done(say(on, 'carla', first, undefined, 'withdrawn'));
  assertSound(on, 'overtaken');
});

test('short of cover it waits on, and the same is signed for once funds came in', (t) => {
  const on = house(t, '100.00');
  sendAll(on);
  withPeople(on);
  const { request } = done(ask(on, 'carla'));
  const refusal = refused(changesOnlyItsRecord(on, () => say(on, 'dan', request)));
  assert.deepEqual(refusal, {
    code: 'request_cannot_be_done',
    requestId: request,
    why: 'participant_short_of_cover',
  });
  assert.deepEqual([positions(on), shownNow(on, request).request.state], [OWED, 'waits']);
  assertSound(on, 'waits for cover');
});

test('a branch with people is refused at once, and nobody is asked to sign', (t) => {
  const on = testDesk(t);
  withPeople(on);
  assert.equal(refused(settle(on, 'carla')).code, 'book_is_no_clearing_house');
  assert.equal(refused(ask(on, 'carla')).code, 'book_is_no_clearing_house');
  assert.deepEqual(on.book().requests.waiting(10), []);
});
