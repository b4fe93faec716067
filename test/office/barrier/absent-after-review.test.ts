// Goal: who of those away could sign for a payment tells nobody without the compliance right that it was
// held. Method: two payments wait for the same signature, one of them let go on by an analyst who is away
// now; a supervisor reads the same of both, an analyst that she may not sign for the one she decided.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { ADLER, demoBankList, supplierIban } from '../demo-bank.ts';
import { codeOf, type PeopleWorld, peopleWorld, roleGrant, value } from '../people-world.ts';

const HELD = '60.00';
const PLAIN = '40.00';

async function set({ as, id }: PeopleWorld, name: string, setting: string) {
  const [ada, bo] = [await as('ada'), await as('bo')];
  const asked = codeOf(await ada.setPolicy({ submissionId: id(), name, value: setting }));
  assert.equal(asked, 'second_person_required');
  const { requests } = value(await bo.requestList({}));
  const { requestId, shown } = requests[0] ?? assert.fail('it waits');
  const word = { decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: id(), requestId, shown, ...word }));
}

/** A file of two payments by `sue`, one of which a rule holds; their ids by amount. */
async function submitted({ as, on }: PeopleWorld) {
  const sue = await as('sue');
  const path = join(on.folder, 'file.xml');
  const items = [HELD, PLAIN].map((amount, at) => ({ to: supplierIban(at), amount }));
  writeFileSync(path, smallPain001({ messageId: 'FILE', debtor: ADLER, items }));
  const { submissionId, originalHash, fileName } = value(await sue.draftBatch({ path }));
  const { batchId } = value(await sue.submitBatch({ submissionId, originalHash, fileName }));
  for await (const { done } of sue.batchProgress({ batchId })) if (done) break;
}

test('a payment that was held and one that was not name the same absent signers', async (t) => {
  const world = await peopleWorld(t);
  const { as, add, id, on } = world;
  const [ada, bo] = [await as('ada'), await as('bo')];
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'reviewAbove:EUR', '5000');
  await set(world, 'authorityLimit:EUR', '0');
  await add('sue', ['submitter']);
  const ana = await add('ana', ['analyst']);
  for (const [name, role] of [
    ['sam', 'supervisor'],
    ['eve', 'analyst'],
  ] as const) {
    const small = { ...roleGrant(await add(name, []), role), currency: 'EUR', singleLimit: 3000n };
    const { grant } = value(await ada.askGrant({ submissionId: id(), ...small }));
    value(await bo.decideGrant({ submissionId: id(), grant, decision: 'sign' }));
  }
  await submitted(world);
  const deciding = await as('ana');
  const { rows } = value(await deciding.reviewList({ offset: 0, limit: 10 }));
  assert.equal(rows.length, 1);
  for (const { paymentId } of rows) {
    const word = { outcome: 'approve', reasonCode: '', remark: 'in order' } as const;
    value(await deciding.decideReview({ submissionId: id(), paymentId, ...word }));
  }
  const until = { from: '2026-11-26', until: '2026-12-04', deputy: 0 };
  value(await ada.markAbsent({ submissionId: id(), person: ana, ...until }));
  const namedTo = async (name: string) => {
    const reader = await as(name);
    const list = value(await reader.approvalList({ offset: 0, limit: 10 }));
    assert.equal(list.rows.length, 2);
    const views = list.rows.map(async ({ paymentId, absentSigners }) => {
      const view = value(await reader.approvalView({ paymentId }));
      assert.deepEqual(view.absentSigners, absentSigners);
      return absentSigners.map(({ person }) => person);
    });
    return Promise.all(views);
  };
  const those = [[`person:${ana}`], [`person:${ana}`]];
  assert.deepEqual(await namedTo('sam'), those, 'a supervisor knows of no hold');
  assert.deepEqual(
    await namedTo('eve'),
    [[], those[1]],
    'an analyst reads that she decided the first',
  );
});
