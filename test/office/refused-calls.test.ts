// Goal: every call that was turned away is in exactly one record, soon, and none of them floods the
// trail or the memory. Method: the counts alone with a clock that the test turns, then seats over a
// real book that are looked at as the office does, and the trail that is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../main/domain/permissions.ts';
import { KINDS_MAX, RECORD_EVERY_MS, RefusedCalls } from '../../main/office/refused-calls.ts';
import { noteRefusedCall } from '../../main/operations/sign-in.ts';
import { contract } from '../../preload/contract/contract.ts';
import { testDesk } from '../operations/test-desk.ts';
import { by, seats } from './turned-seats.ts';

const CALLS = 100_000;
/** A seat looks into its book for each. */
const SEAT_CALLS = 10_000;
const METHODS = Object.keys(contract);
/** Which proof this one needs is told by its file. */
const INPUTS: { readonly [method: string]: unknown } = { exportFile: { file: { of: 'pain002' } } };
const somebody = (id: string): Actor => ({ id, name: '', roles: [] });
const LI = somebody('person:3');

/** The counts, and what was told so far: of which kind, and how many calls it stands for. */
function counts() {
  const clock = { now: 5000 };
  const told: (readonly [kind: string, times: number])[] = [];
  const refused = new RefusedCalls(
    () => clock.now,
    ({ id }, method, code, times) => told.push([`${id} ${method} ${code}`, times]),
  );
  const take = () => told.splice(0);
  return { clock, refused, take };
}

test('what is not repeated is told when its minute is over, and then forgotten', () => {
  const { clock, refused, take } = counts();
  for (let time = 0; time < 5; time += 1) refused.note(LI, 'people', 'not_permitted');
  clock.now += 10_000;
  refused.note(LI, 'people', 'session_locked');
  assert.deepEqual(take(), [
    ['person:3 people not_permitted', 1],
    ['person:3 people session_locked', 1],
  ]);
  clock.now += RECORD_EVERY_MS - 10_001;
  refused.look();
  assert.deepEqual(take(), [], 'not before');
  clock.now += 1;
  refused.look();
  assert.deepEqual(take(), [['person:3 people not_permitted', 4]]);
  refused.note(LI, 'people', 'not_permitted');
  clock.now += RECORD_EVERY_MS - 1;
  refused.look();
  assert.deepEqual(take(), [], 'a record was just made of it, and the other was never repeated');
  assert.equal(refused.counted, 1);
  clock.now += 1;
  refused.look();
  assert.deepEqual(take(), [['person:3 people not_permitted', 1]]);
  clock.now += RECORD_EVERY_MS;
  refused.look();
  assert.deepEqual([take(), refused.counted], [[], 0]);
  refused.note(LI, 'people', 'not_permitted');
  assert.deepEqual(take(), [['person:3 people not_permitted', 1]], 'as if it were the first');
});

test('who asks again after the minute, before anybody looked, is told with what was counted', () => {
  const { clock, refused, take } = counts();
  for (let time = 0; time < 3; time += 1) refused.note(LI, 'people', 'not_permitted');
  clock.now += RECORD_EVERY_MS;
  refused.note(LI, 'people', 'not_permitted');
  refused.look();
  assert.deepEqual(take(), [
    ['person:3 people not_permitted', 1],
    ['person:3 people not_permitted', 3],
  ]);
});

test('what is left is told at the end, once', () => {
  const { refused, take } = counts();
  for (const method of ['people', 'people', 'people', 'queuePage', 'batch', 'batch']) {
    refused.note(LI, method, 'not_permitted');
  }
  assert.equal(take().length, 3);
  refused.stop();
  assert.deepEqual(take(), [
    ['person:3 people not_permitted', 2],
    ['person:3 batch not_permitted', 1],
  ]);
  refused.stop();
  assert.deepEqual([take(), refused.counted], [[], 0]);
});

test('when too many kinds are counted, the one that was told longest ago is told and forgotten', () => {
  const { clock, refused, take } = counts();
  const other = (at: number) => refused.note(somebody(`person:${at}`), 'batch', 'not_permitted');
  refused.note(LI, 'people', 'not_permitted');
  clock.now += 1;
  for (let at = 1; at < KINDS_MAX; at += 1) other(at);
  for (let time = 0; time < 7; time += 1) refused.note(LI, 'people', 'not_permitted');
  assert.equal(refused.counted, KINDS_MAX);
  assert.equal(take().length, KINDS_MAX, 'nothing was told but the first of each');
  other(KINDS_MAX);
  assert.deepEqual(take(), [
    ['person:3 people not_permitted', 7],
    [`person:${KINDS_MAX} batch not_permitted`, 1],
  ]);
  other(KINDS_MAX + 1);
  assert.deepEqual(take(), [[`person:${KINDS_MAX + 1} batch not_permitted`, 1]], 'it had no count');
  assert.equal(refused.counted, KINDS_MAX);
  refused.note(LI, 'people', 'not_permitted');
  assert.deepEqual(take(), [['person:3 people not_permitted', 1]], 'it is a kind as any new one');
});

test(`${CALLS} calls of more kinds than are counted are all told, and what is kept is bounded`, () => {
  const { refused, take } = counts();
  const kinds = KINDS_MAX * 2;
  let most = 0;
  for (let call = 0; call < CALLS; call += 1) {
    // Each kind four times in a row, and a fifth time after many others.
    const at = call < kinds * 4 ? Math.floor(call / 4) : call - kinds * 4;
    refused.note(somebody(`person:${at}`), 'batch', 'not_permitted');
    most = Math.max(most, refused.counted);
  }
  assert.equal(most, KINDS_MAX);
  const before = take();
  refused.stop();
  const left = take();
  assert.ok(left.length <= KINDS_MAX, `${left.length} were left to tell`);
  const all = [...before, ...left].reduce((sum, [, times]) => sum + times, 0);
  assert.equal(all, CALLS, 'each call is in exactly one record');
});

test(`${SEAT_CALLS} calls refused at a seat leave a record per kind and minute for them all`, (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { setUp, sessions, place, entered, said, pass } = seats(t);
  setUp();
  sessions.sit(place.seat, 1, by(1));
  const methods = METHODS.filter((method) => entered(method, INPUTS[method]) === 'not_permitted');
  assert.ok(methods.length > 20, `${methods.length} methods are not an administrator’s`);
  const refuse = (call: number) => {
    const method = methods[call % methods.length] ?? '';
    return entered(method, INPUTS[method]);
  };
  for (let call = 0; call < SEAT_CALLS; call += 1) {
    refuse(call);
    if (call % 50 > 0) continue;
    pass(1000);
    t.mock.timers.tick(1000);
  }
  const records = () => said.filter((each) => each.includes('not_permitted'));
  const sum = () => records().reduce((all, each) => all + Number(each.split(' ').at(-1)), 0);
  assert.equal(records().length, methods.length * 4, 'at first, and after each of three minutes');
  pass(RECORD_EVERY_MS);
  t.mock.timers.tick(1000);
  assert.equal(records().length, methods.length * 5);
  assert.equal(sum(), methods.length + SEAT_CALLS, 'though nobody asked again');
  refuse(0);
  refuse(0);
  sessions.stop();
  assert.equal(
    sum(),
    methods.length + SEAT_CALLS + 2,
    'though it ended before the minute was over',
  );
});

test(`${CALLS} refused calls leave a trail as short`, (t) => {
  const on = testDesk(t);
  const clock = { now: 0 };
  const before = on.book().chainHead().sequence;
  const refused = new RefusedCalls(
    () => clock.now,
    (actor, method, code, times) =>
      noteRefusedCall(on.desk(), { method, code, times }, { ...on.context(), actor }),
  );
  for (let call = 0; call < CALLS; call += 1) {
    if (call % 500 === 0) {
      clock.now += 1000;
      refused.look();
    }
    refused.note(LI, METHODS[call % 5] ?? '', 'not_permitted');
  }
  refused.stop();
  assert.equal(on.book().chainHead().sequence - before, 5 * 5);
});
