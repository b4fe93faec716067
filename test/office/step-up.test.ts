// Goal: a signature is refused before anything of it is looked at until its signer proves again that it
// is them; the same submission then goes through, and wrong proofs count. Method: a running office with
// two administrators, whose policy asks for a proof each time; what was kept is read from the trail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRIES_MAX } from '../../main/domain/people.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { codeOf, passphraseOf, peopleWorld, roleGrant, value } from './people-world.ts';
import { lookInto } from './running-office.ts';

test('refused before anything happens, done with the same submission after the proof', async (t) => {
  const world = await peopleWorld(t);
  const { on, as, id, at } = world;
  const [ada, bo] = [await as('ada'), await as('bo')];
  const setting = { submissionId: id(), name: 'stepUpSeconds', value: '0' };
  assert.equal(codeOf(await ada.setPolicy(setting)), 'second_person_required');
  const [request] = value(await bo.requestList({})).requests;
  assert.ok(request);
  const { requestId, shown } = request;
  const approval = {
    submissionId: id(),
    requestId,
    shown,
    decision: 'approved',
    remark: '',
  } as const;
  assert.equal(codeOf(await bo.decideRequest(approval)), 'done', 'bo has just signed in');

  const add = { submissionId: id(), signInName: 'cy', name: 'Cy' };
  const { person } = value(await ada.addPerson(add));
  const asked = value(
    await ada.askGrant({ submissionId: id(), ...roleGrant(person, 'supervisor') }),
  );
  const sign = { submissionId: id(), grant: asked.grant, decision: 'sign' } as const;
  assert.equal(codeOf(await bo.decideGrant(sign)), 'step_up_needed');
  const own = { passphrase: passphraseOf('bo'), code: '' };
  assert.equal(
    codeOf(await bo.stepUp({ passphrase: passphraseOf('ada'), code: '' })),
    'sign_in_refused',
  );
  assert.equal(codeOf(await bo.decideGrant(sign)), 'step_up_needed', 'nobody else’s proof counts');
  value(await bo.stepUp(own));
  const signed = value(await bo.decideGrant(sign));
  assert.equal(codeOf(await bo.decideGrant(sign)), 'step_up_needed', 'one proof, one deed');
  value(await bo.stepUp(own));
  assert.deepEqual(value(await bo.decideGrant(sign)), signed, 'done once');

  value(await bo.stepUp(own));
  value(await bo.lock({}));
  value(await bo.unlock(own));
  const review = { submissionId: id() };
  assert.equal(codeOf(await bo.exportAccessReview(review)), 'step_up_needed');
  const command = createClient(contract, on.office.open({ actor: localActor('x'), shell: 'cli' }));
  value(await command.signIn({ signInName: 'bo', ...own }));
  value(await command.exportAccessReview(review));
  value(await command.exportAccessReview({ submissionId: id() }));

  for (let tries = 1; tries < TRIES_MAX; tries += 1) {
    assert.equal(codeOf(await bo.stepUp({ passphrase: 'wrong', code: '' })), 'sign_in_refused');
  }
  assert.equal(codeOf(await bo.stepUp({ passphrase: 'wrong', code: '' })), 'sign_in_blocked');
  assert.equal(value(await at('bo').session({})).standing, 'signed_out');
  await on.stop();
  const kept = lookInto(on.folder, (db) =>
    db
      .prepare<[], { deed: string; outcome: string; times: bigint }>(
        `SELECT deed, outcome, count(*) AS times FROM deeds
         WHERE deed IN ('decideGrant', 'exportAccessReview') GROUP BY deed, outcome ORDER BY deed`,
      )
      .all(),
  );
  assert.deepEqual(kept, [
    { deed: 'decideGrant', outcome: 'done', times: 1n },
    { deed: 'exportAccessReview', outcome: 'done', times: 2n },
  ]);
});
