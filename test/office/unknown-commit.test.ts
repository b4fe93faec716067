// Goal: when a COMMIT throws, nobody is told that it failed: the office ends, the next one looks the
// submission up, and the person is answered with the truth, whichever it is. Method: the COMMIT of a
// real office throws before or after it took effect (planted), and its sync fails with EIO (strace);
// several callers ask over the contract and ask again as shells do; the book is looked into.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { OfficeState } from '../../main/office/supervise.ts';
import { isChannelClosed } from '../../preload/client.ts';
import { testFolder } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';
import { failNextSync, whyNoStrace } from './fail-next-sync.ts';
import { lookInto, type RunningOffice, runningOffice, unsound } from './running-office.ts';

const PLANTED = programOf('test/office/failing-commit-office.ts');

const policy = (value: string, submissionId: string) => ({
  submissionId,
  name: 'duplicateWindowDays',
  value,
});

/** Waits until the book was checked: what is checked is synced too. */
async function checked(on: RunningOffice): Promise<void> {
  for await (const { phase } of on.client().officeState({})) if (phase === 'ready') return;
}

/** Every deed of the book, and every value that a policy had. */
function kept(folder: string) {
  return lookInto(folder, (db) => ({
    deeds: db
      .prepare<[], string>('SELECT submission_id FROM deeds ORDER BY sequence')
      .pluck()
      .all(),
    values: db.prepare<[], string>('SELECT value FROM policies ORDER BY id').pluck().all(),
  }));
}

for (const when of ['before', 'after'] as const) {
  test(`a COMMIT that throws ${when} it took effect: the next office answers by the key`, async (t) => {
    const folder = testFolder(t);
    const on = await runningOffice(t, folder, {}, PLANTED);
    await checked(on);
    await on.done((client) => client.setPolicy(policy('5', 'first')));
    const states: OfficeState['kind'][] = [];
    on.office.onState(({ kind }) => states.push(kind));
    const pid = on.office.pid();
    const client = on.client();
    const asked = ['6', '7', '8'].map((value) => policy(value, `deed-${value}`));
    writeFileSync(join(folder, `fail-commit-${when}`), String(asked.length));
    // Three people at once, under one commit.
    const replies = await Promise.all(asked.map((each) => client.setPolicy(each)));
    for (const reply of replies) assert.ok(isChannelClosed(reply), JSON.stringify(reply));
    const inBetween = await on.ask((each) => each.audit({}));
    assert.ok(inBetween.ok && inBetween.value.ok);
    assert.equal(inBetween.value.count, when === 'after' ? 4 : 1, 'what the book knows by itself');
    for (const each of asked) {
      assert.deepEqual(await on.done((again) => again.setPolicy(each)), { name: each.name });
    }
    assert.notEqual(on.office.pid(), pid);
    assert.deepEqual(states, ['restarting', 'ready'], 'never stopped, never failed');
    const { deeds, values } = kept(folder);
    assert.deepEqual(deeds, ['first', 'deed-6', 'deed-7', 'deed-8'], 'each once');
    assert.deepEqual(values, ['5', '6', '7', '8']);
    assert.deepEqual(unsound(folder), []);
  });
}

test('a refusal under an unknown commit is kept or made again, and is the same', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder, {}, PLANTED);
  await checked(on);
  writeFileSync(join(folder, 'fail-commit-after'), '1');
  const wrong = policy('soon', 'wrong');
  const reply = await on.ask((client) => client.setPolicy(wrong));
  assert.equal('refusal' in reply && reply.refusal.code, 'policy_value_invalid');
  assert.deepEqual(kept(folder), { deeds: ['wrong'], values: [] });
});

test('the sync of a commit fails with EIO: the truth after the restart, once', async (t) => {
  const why = whyNoStrace();
  if (why !== null) return t.skip(why);
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await checked(on);
  await on.done((client) => client.setPolicy(policy('5', 'first')));
  const pid = on.office.pid();
  assert.ok(pid !== null);
  const injected = await failNextSync(pid);
  if (injected === null) return t.skip('this system does not let one process trace another');
  t.after(injected.end);
  const reply = await on.client().setPolicy(policy('6', 'second'));
  assert.ok(isChannelClosed(reply), JSON.stringify(reply));
  assert.match(injected.seen(), /EIO .*INJECTED/);
  const answered = await on.done((client) => client.setPolicy(policy('6', 'second')));
  assert.deepEqual(answered, { name: 'duplicateWindowDays' });
  assert.notEqual(on.office.pid(), pid);
  assert.deepEqual(kept(folder), { deeds: ['first', 'second'], values: ['5', '6'] });
  assert.deepEqual(unsound(folder), []);
});
