// Goal: a person without the compliance right cannot tell a compliance hold from an approval or a
// technical wait by any answer of the office; one with the right can. Method: books that differ
// only in that are asked every method that reads, and the frames that leave are compared whole; the
// one deed that may be tried on every wait is compared in what it answers.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Actor, holds } from '../../../main/domain/permissions.ts';
import { toldRefusal } from '../../../main/domain/refusal-classes.ts';
import { remind } from '../../operations/deeds.ts';
import { testDesk } from '../../operations/test-desk.ts';
import { type Asked, askedOf, loaded } from './asked-frames.ts';
import { READING, type ReadName } from './reading-cases.ts';
import { BLOCKED, HELD_BY_COMPLIANCE, ORDINARY_WAITS, SUBJECTS, twinBooks } from './twin-books.ts';

const actor = (id: string, ...roles: Actor['roles']): Actor => ({ id, name: id, roles });

const WITHOUT_RIGHT: readonly Actor[] = [
  actor('clerk', 'submitter'),
  actor('rita', 'reconciler'),
  actor('sam', 'supervisor'),
  actor('ada', 'administrator'),
  actor('many', 'submitter', 'reconciler', 'supervisor', 'administrator'),
  actor('nobody'),
];
const WITH_RIGHT = actor('lena', 'analyst');

/** What the engine holds is of the moment of judging, before anything waits. */
async function heldOf(t: TestContext, folder: string): Promise<Asked> {
  const asked = askedOf(t, folder, async () => null);
  await loaded(asked, WITH_RIGHT);
  return asked;
}

const names = Object.keys(READING).filter((name): name is ReadName => Object.hasOwn(READING, name));

test('no answer tells a compliance hold from another wait to those without the right', async (t) => {
  const folders = twinBooks(t, [HELD_BY_COMPLIANCE, ...ORDINARY_WAITS]);
  const [held, ...others] = await Promise.all(folders.map((folder) => heldOf(t, folder)));
  assert.ok(held !== undefined);
  const toldApart = new Set<string>();
  for (const name of names) {
    for (const input of READING[name].inputs) {
      const said = new Map<Actor, string>();
      for (const by of [...WITHOUT_RIGHT, WITH_RIGHT]) said.set(by, await held(name, input, by));
      for (const [at, other] of others.entries()) {
        const what = `${name} ${ORDINARY_WAITS[at]?.status}`;
        for (const by of WITHOUT_RIGHT) {
          if (READING[name].signers === true && holds(by, 'sign')) continue;
          assert.equal(await other(name, input, by), said.get(by), `${what} to ${by.id}`);
        }
        if ((await other(name, input, WITH_RIGHT)) !== said.get(WITH_RIGHT)) toldApart.add(name);
      }
    }
  }
  assert.deepEqual(
    [...toldApart],
    names.filter((name) => READING[name].tells),
    'those with the right are told the books apart by exactly these methods',
  );
});

test('what is told of a wait names neither its reason nor who ended it', async (t) => {
  const [folder] = twinBooks(t, [HELD_BY_COMPLIANCE]);
  assert.ok(folder !== undefined);
  const asked = await heldOf(t, folder);
  const [clerk] = WITHOUT_RIGHT;
  assert.ok(clerk !== undefined);
  for (const paymentId of Object.values(SUBJECTS)) {
    const frames = await asked('paymentTrail', { paymentId }, clerk);
    assert.doesNotMatch(frames, /in_review|RR04|review_limit|lena|listed|decideReview/);
  }
});

test('a reminder says the same of every wait to those who may not know which it is', (t) => {
  const said = twinBooks(t, [HELD_BY_COMPLIANCE, ...ORDINARY_WAITS, BLOCKED]).map((folder) => {
    const on = testDesk(t, 1, folder);
    const from = on.now + 1000;
    // One was reminded of as the books were made: at once it is too early, an hour later it is not.
    const answers = [from, from + HOUR, from + HOUR + 1000].flatMap((now) => {
      on.now = now;
      return Object.values(SUBJECTS).map((payment) => {
        const answer = remind(on, payment, `${payment}-${now}`);
        return answer.ok ? answer.value : toldRefusal(answer.refusal);
      });
    });
    on.close();
    return JSON.stringify(answers);
  });
  const [held, ...others] = said;
  assert.match(String(held), /reminded_lately.*remindedAt.*reminded_lately/);
  for (const other of others) assert.equal(other, held);
});

const HOUR = 3_600_000;
