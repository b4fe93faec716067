// Goal: once people exist nobody gets past the threshold without proving who they are, and what is
// wrong with a try is counted for good. Method: an office in its own process, asked over the contract
// and killed between tries.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { TRIES_MAX } from '../../main/domain/people.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { Stream } from '../../preload/contract/method.ts';
import { testFolder } from '../operations/test-desk.ts';
import { codeOf, passphraseOf, peopleWorld, roleGrant, value } from './people-world.ts';
import { lookInto, runningOffice, unsound } from './running-office.ts';

const WRONG = { passphrase: 'wrong by all means', code: '' };
const page = {
  filter: {},
  sort: { by: 'receivedAt', descending: true },
  offset: 0,
  limit: 1,
} as const;

test('from set-up to a person’s own day: sign in, refusal, lock, unlock, sign out', async (t) => {
  const world = await peopleWorld(t);
  const { at, as } = world;
  assert.equal(codeOf(await at('x').queuePage(page)), 'sign_in_required');
  await world.add('li', ['submitter']);
  const li = await as('li');
  assert.equal(codeOf(await li.queuePage(page)), 'done');
  assert.equal(codeOf(await li.people({})), 'not_permitted');
  assert.equal(codeOf(await (await as('ada')).queuePage(page)), 'not_permitted');
  const changed = li.changed({});
  value(await li.lock({}));
  assert.equal(codeOf(await changed.end), 'session_locked', 'what was followed ends with the lock');
  assert.equal(codeOf(await li.queuePage(page)), 'session_locked');
  assert.equal(codeOf(await li.unlock(WRONG)), 'sign_in_refused');
  assert.equal(codeOf(await li.queuePage(page)), 'session_locked');
  value(await li.unlock({ passphrase: passphraseOf('li'), code: '' }));
  assert.equal(codeOf(await li.queuePage(page)), 'done');
  value(await li.signOut({}));
  for (let time = 0; time < 3; time += 1) {
    assert.equal(codeOf(await li.queuePage(page)), 'sign_in_required');
  }
  await world.on.stop();
  assert.deepEqual(unsound(world.on.folder), []);
  assert.deepEqual(refusedCalls(world.on.folder), [
    ['nobody', 'queuePage', 'sign_in_required', 1],
    ['person:3', 'people', 'not_permitted', 1],
    ['person:1', 'queuePage', 'not_permitted', 1],
    ['person:3', 'queuePage', 'session_locked', 1],
    // Nobody asked again within the minute, and the office ended before it was over.
    ['nobody', 'queuePage', 'sign_in_required', 3],
    ['person:3', 'queuePage', 'session_locked', 1],
  ]);
});

/** Each record of calls turned away, with how many it stands for. */
function refusedCalls(folder: string) {
  const answered = z.object({ code: z.string(), method: z.string(), times: z.number() });
  const rows = lookInto(folder, (db) =>
    db
      .prepare<[], { actor: string; answer: string }>(
        "SELECT actor, answer FROM deeds WHERE deed = 'refuseCall' ORDER BY sequence",
      )
      .all(),
  );
  return rows.map(({ actor, answer }) => {
    const { code, method, times } = answered.parse(JSON.parse(answer));
    return [actor, method, code, times];
  });
}

test('wrong tries are counted for good: neither kill -9 nor the right passphrase undoes them', async (t) => {
  const { at, on } = await peopleWorld(t);
  const tried: string[] = [];
  for (let wrong = 1; wrong <= TRIES_MAX; wrong += 1) {
    tried.push(codeOf(await at('x').signIn({ signInName: 'ada', ...WRONG })));
    if (wrong % 4 === 0) await on.kill();
  }
  const refused = Array.from({ length: TRIES_MAX - 1 }, () => 'sign_in_refused');
  assert.deepEqual(tried, [...refused, 'sign_in_blocked']);
  await on.kill();
  const right = { signInName: 'ada', passphrase: passphraseOf('ada'), code: '' };
  assert.equal(codeOf(await at('x').signIn(right)), 'sign_in_blocked');
  const other = { ...right, signInName: 'bo', passphrase: passphraseOf('bo') };
  assert.equal(codeOf(await at('x').signIn(other)), 'done', 'nobody else is kept out');
});

/** Follows a stream; what is handed back says what came since it was last asked, and how it ended. */
function follow<Item>(stream: Stream<Item>) {
  const items: Item[] = [];
  const all = (async () => {
    for await (const item of stream) items.push(item);
    return { items: [...items], end: codeOf(await stream.end) };
  })();
  return { items, all };
}

test('what was followed without people, or by a right since ended, tells nothing more', async (t) => {
  const on = await runningOffice(t, testFolder(t));
  const stated = { actor: localActor('anna'), shell: 'loopback' } as const;
  const at = (seat: string) => createClient(contract, on.office.open({ ...stated, seat }));
  const [early, ada, bo, cy] = [at('early'), at('ada'), at('bo'), at('cy')];
  const changed = follow(early.changed({}));
  const progress = follow(early.keepingProgress({}));
  value(await early.session({}));
  const named = (name: string) => ({ signInName: name, name, passphrase: passphraseOf(name) });
  const setUp = { submissionId: 's1', first: named('ada'), second: named('bo') };
  value(await ada.setUpPeople(setUp));
  for (const [name, seat] of [
    ['ada', ada],
    ['bo', bo],
  ] as const) {
    value(await seat.signIn({ signInName: name, passphrase: passphraseOf(name), code: '' }));
  }
  const added = value(await ada.addPerson({ submissionId: 's2', signInName: 'cy', name: 'Cy' }));
  assert.deepEqual(await changed.all, { items: [], end: 'sign_in_required' });
  assert.equal((await progress.all).end, 'sign_in_required');
  const asked = await ada.askGrant({
    submissionId: 's3',
    ...roleGrant(added.person, 'supervisor'),
  });
  const { grant } = value(asked);
  value(await bo.decideGrant({ submissionId: 's4', grant, decision: 'sign' }));
  const first = { passphrase: added.firstPassphrase ?? '', code: '' };
  value(await cy.signIn({ signInName: 'cy', ...first }));
  value(await cy.changePassphrase({ ...first, chosen: passphraseOf('cy') }));
  const followed = follow(cy.keepingProgress({}));
  value(await cy.backups({}));
  const before = followed.items.length;
  value(await ada.endGrant({ submissionId: 's5', grant }));
  assert.equal(codeOf(await cy.backups({})), 'not_permitted');
  const told = await followed.all;
  value(await ada.backUp({ to: null }));
  assert.deepEqual([before, told.items.length, told.end], [1, 1, 'not_permitted']);
});
