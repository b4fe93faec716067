// Goal: an event that moves a customer's money is put to another person by the office in the breath in
// which it was told, waits under their eyes and nobody else's, and is booked once by their word. Method:
// people at seats of their own in one office: told twice under its key, signed by who may not, as it
// was not shown, and by who may; the journal counted beside the office.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADLER, BRANDT, demoBankList } from './demo-bank.ts';
import { eur, told } from './event-scenarios.ts';
import { codeOf, peopleWorld, value } from './people-world.ts';
import { balancesOf, rowCounts, unsound } from './running-office.ts';

const RESERVED = told('F1.reserved', {
  amounts: eur('principal', 24_000n),
  accounts: [
    { role: 'payer', account: ADLER.iban },
    { role: 'payee', account: BRANDT.iban },
  ],
});

test('a told event waits for another person, and is booked once by their word', async (t) => {
  const world = await peopleWorld(t);
  const { on, id, as } = world;
  const { folder } = on;
  const ada = await as('ada');
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(folder) }));
  await world.add('carla', ['supervisor']);
  await world.add('dan', ['supervisor']);
  await world.add('eva', ['reconciler']);
  const [carla, dan, eva] = [await as('carla'), await as('dan'), await as('eva')];
  const before = rowCounts(folder).entries;
  const stood = balancesOf(folder, ADLER.iban);
  const telling = { submissionId: id(), ...RESERVED, reference: 'a letter of today' };
  const asked = await eva.bookEvent(telling);
  assert.equal(codeOf(asked), 'second_person_required');
  assert.deepEqual(await eva.bookEvent(telling), asked, 'sent again it is the same request');
  assert.equal(rowCounts(folder).deed_requests, 1);
  const rows = async (client: typeof dan) => value(await client.requestList({})).requests;
  const [own] = await rows(eva);
  assert.deepEqual([own?.isOwn, own?.cannot], [true, 'second_person_must_differ']);
  const [waiting, ...others] = await rows(dan);
  assert.ok(waiting !== undefined);
  assert.deepEqual(others, []);
  const { requestId, shown, deed, remark, cannot } = waiting;
  assert.deepEqual([deed, remark, cannot], ['bookEvent', 'a letter of today', null]);
  const lines = waiting.effect.map(({ what, after }) => `${what} ${after}`);
  assert.ok(lines.some((line) => line.startsWith('holds ') && line.endsWith(': 240.00 EUR')));
  const word = (seen = shown) => {
    const said = { submissionId: id(), requestId, shown: seen, remark: '' };
    return { ...said, decision: 'approved' } as const;
  };
  assert.equal(codeOf(await eva.decideRequest(word())), 'second_person_must_differ');
  assert.equal(codeOf(await ada.decideRequest(word())), 'signer_not_permitted');
  assert.equal(codeOf(await dan.decideRequest(word('ab'.repeat(32)))), 'approval_stale');
  assert.equal(rowCounts(folder).entries, before, 'nothing is booked before');
  assert.deepEqual(balancesOf(folder, ADLER.iban), stood);
  const signed = word();
  assert.deepEqual(value(await dan.decideRequest(signed)), { state: 'done', open: 0 });
  assert.deepEqual(value(await dan.decideRequest(signed)), { state: 'done', open: 0 });
  assert.equal(codeOf(await carla.decideRequest(word())), 'request_decided');
  assert.equal(rowCounts(folder).entries, Number(before) + 1);
  assert.notDeepEqual(balancesOf(folder, ADLER.iban), stood);
  assert.deepEqual(await rows(dan), []);
  assert.deepEqual(unsound(folder), []);
});
