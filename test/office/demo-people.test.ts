// Goal: a demonstration opens without signing in, has people of every role once they are asked for,
// each good for their own work alone, and what is played is then done by them; a live book has none.
// Method: a demonstration's office and a live one asked before and after, one person signed in at a
// seat, and the people looked up in the book that is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localActor, ROLES } from '../../main/domain/permissions.ts';
import { openBook } from '../../main/ledger/book.ts';
import { demoActor } from '../../main/office/demo/bring-people.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { testFolder } from '../operations/test-desk.ts';
import { codeOf, value } from './people-world.ts';
import { LIVE, runningOffice, unsound } from './running-office.ts';

test('a demonstration gets people of every role when it is asked for them', async (t) => {
  const on = await runningOffice(t, testFolder(t));
  const before = await on.done((c) => c.session({}));
  assert.deepEqual([before.standing, before.demo], ['no_people', true]);
  assert.equal(await on.done((c) => c.demoPeople({})), null);
  const asked = { submissionId: 'people' };
  assert.deepEqual(await on.done((c) => c.bringDemoPeople(asked)), { people: 11 });
  assert.equal(codeOf(await on.ask((c) => c.status({}))), 'sign_in_required');
  // Whoever has not signed in yet is told how to.
  const told = await on.done((c) => c.demoPeople({}));
  assert.ok(told !== null);
  assert.deepEqual(new Set(told.people.flatMap(({ roles }) => roles)), new Set(ROLES));
  const stated = { actor: localActor('anna'), shell: 'loopback', seat: 'desk' } as const;
  const client = createClient(contract, on.office.open(stated));
  const proof = { passphrase: told.passphrase, code: '' };
  value(await client.signIn({ signInName: 'clara', ...proof }));
  assert.deepEqual(value(await client.session({})).actor.roles, ['supervisor']);
  const adding = { submissionId: 'x', signInName: 'x', name: 'x' };
  assert.equal(codeOf(await client.addPerson(adding)), 'not_permitted');
  value(await client.signIn({ signInName: 'oskar', ...proof }));
  // What was done before anybody signed in is nobody's of those who came by it.
  assert.equal(codeOf(await client.bringDemoPeople(asked)), 'submission_id_reused');
  const anew = { submissionId: 'people-again' };
  assert.equal(codeOf(await client.bringDemoPeople(anew)), 'people_already_set_up');
  await on.stop();
  assert.deepEqual(unsound(on.folder), []);
  const never = { instanceId: 'x', now: 0, demo: true };
  const book = openBook(on.folder, never, (count) => new Uint8Array(count));
  t.after(() => book.close());
  const { id, name } = demoActor(book, 'auditor');
  assert.deepEqual([id, name, book.people.byId(9)?.name], ['person:9', name, name]);
});

test('a live book has none of them', async (t) => {
  const on = await runningOffice(t, testFolder(t), LIVE);
  assert.equal(await on.done((c) => c.demoPeople({})), null);
  const reply = await on.ask((c) => c.bringDemoPeople({ submissionId: 'people' }));
  assert.equal(codeOf(reply), 'book_is_no_demonstration');
  assert.equal((await on.done((c) => c.session({}))).standing, 'no_people');
});
