// Goal: what is carried to another branch is written by the command line for one row of the trail, by
// whose own key it is, and whatever is refused leaves no file. Method: a batch that one person asked to
// hand over and another released, then `handover sign` as a process, by one and another of them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readHandOverFile } from '../../../main/office/carried/hand-over-files.ts';
import type { Client } from '../../../preload/contract/contract.ts';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { keyOf, keyPassphraseOf, testKey } from '../../office/carried-world.ts';
import { ADLER, demoBankList, supplierIban } from '../../office/demo-bank.ts';
import {
  codeOf,
  type PeopleWorld,
  passphraseOf,
  peopleWorld,
  value,
} from '../../office/people-world.ts';
import { LIVE, lookInto } from '../../office/running-office.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { type Json, runCli } from './run-cli.ts';

/** Signs as `by` for what somebody else asked for and was told to wait with. */
async function released(
  world: PeopleWorld,
  asked: Awaited<ReturnType<Client['handOverBatch'] | Client['setBranchKey']>>,
  by: string,
): Promise<void> {
  assert.equal(codeOf(asked), 'second_person_required');
  const requestId = 'refusal' in asked ? Number(asked.refusal.request) : 0;
  const client = await world.as(by);
  const { requests } = value(await client.requestList({}));
  const shown = requests.find((each) => each.requestId === requestId)?.shown ?? '';
  const word = { requestId, shown, decision: 'approved', remark: '' } as const;
  value(await client.decideRequest({ submissionId: world.id(), ...word }));
}

/** A live book whose first batch Sue asked to hand over and Sam released; its office has ended. */
async function handedOver(t: TestContext, here: string): Promise<string> {
  const world = await peopleWorld(t, LIVE);
  const { on, id, as } = world;
  await world.add('sue', ['submitter']);
  await world.add('sam', ['supervisor']);
  const [ada, sue] = [await as('ada'), await as('sue')];
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(here) }));
  const { publicKey } = await testKey('north');
  const north = { book: 'north', name: 'North', publicKey, state: 'trusted' } as const;
  await released(world, await ada.setBranchKey({ submissionId: id(), ...north }), 'bo');
  const path = join(here, 'pay.xml');
  const items = [{ to: supplierIban(1), amount: '10.00' }];
  const file = { messageId: 'NORTH-1', debtor: ADLER, items, date: '2026-01-05' };
  writeFileSync(path, smallPain001(file));
  const { submissionId, originalHash, fileName } = value(await sue.draftBatch({ path }));
  const { batchId } = value(await sue.submitBatch({ submissionId, originalHash, fileName }));
  for await (const item of sue.batchProgress({ batchId })) if (item.done) break;
  const given = { submissionId: id(), batchId, to: 'north' };
  await released(world, await sue.handOverBatch(given), 'sam');
  const secret = (name: string, text: string): void =>
    writeFileSync(join(here, name), text, { mode: 0o600 });
  for (const name of ['sue', 'sam']) secret(`${name}.pass`, passphraseOf(name));
  for (const name of ['sam', 'bo']) {
    secret(`${name}.json`, (await keyOf(world, name, name === 'bo' ? 'ada' : 'bo')).file);
    secret(`${name}.key.pass`, keyPassphraseOf(name));
  }
  await on.stop();
  return on.folder;
}

/** What the trail says of files that were taken out: who, and whether they did. */
function takenOut(folder: string): readonly string[] {
  const sql = `SELECT actor || ' ' || outcome FROM deeds WHERE deed = 'exportFile' ORDER BY rowid`;
  return lookInto(folder, (db) => db.prepare<[], string>(sql).pluck().all());
}

test('a file is written for one row of the trail, and none where it is refused', async (t) => {
  const here = testFolder(t);
  const folder = await handedOver(t, here);
  /** Signs as `by` under the key of `of`, into the file `to`. */
  const sign = async (by: string, of: string, to: string | null) => {
    const seat = ['--as', by, '--passphrase-file', `${by}.pass`, '--data', folder, '--json'];
    const key = ['--key', `${of}.json`, '--key-passphrase-file', `${of}.key.pass`];
    const target = to === null ? [] : ['--to', to];
    const args = ['handover', 'sign', '1', ...key, ...target, ...seat];
    const { code, out, err } = await runCli(args, here);
    assert.equal(err, '');
    const line: Json = JSON.parse(out);
    return { code, line };
  };
  const refused = async (...asked: Parameters<typeof sign>) => {
    const { code, line } = await sign(...asked);
    assert.deepEqual([code, line.outcome], [1, 'refused']);
    return line.code;
  };

  assert.deepEqual(takenOut(folder), []);
  const { code, line } = await sign('sam', 'sam', null);
  const [name = '', ...others] = readdirSync(here).filter((each) => each.endsWith('.batch.json'));
  assert.deepEqual([name.slice(0, 10), others], ['hand-over-', []]);
  const file = join(here, name);
  assert.deepEqual([code, line], [0, { outcome: 'signed', kind: 'hand_over', id: 1, file }]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const text = readFileSync(file, 'utf8');
  const read = await readHandOverFile(text);
  assert.ok(read.ok);
  const { to, payments, handedOverBy, releasedBy } = read.value.content;
  assert.deepEqual([to, payments, handedOverBy, releasedBy], ['north', 1, 'person:3', 'person:4']);
  const SAM = 'person:4 done';
  assert.deepEqual(takenOut(folder), [SAM]);

  // What stands there stays, and nobody is said to have taken what nobody was given.
  assert.equal(await refused('sam', 'sam', name), 'carried_file_exists');
  assert.equal(readFileSync(file, 'utf8'), text);
  assert.deepEqual(takenOut(folder), [SAM]);

  assert.equal(await refused('sue', 'sam', 'sue.file'), 'not_permitted');
  assert.deepEqual(takenOut(folder), [SAM, 'person:3 refused']);
  // Known only when the key was opened, which is after it was noted.
  assert.equal(await refused('sam', 'bo', 'bo.file'), 'signing_card_of_another');
  assert.deepEqual(takenOut(folder), [SAM, 'person:3 refused', SAM]);
  for (const none of ['sue.file', 'bo.file']) assert.equal(existsSync(join(here, none)), false);
});
