// Goal: nobody acts after their end. What somebody asked for and what still waits for the writer is
// refused once they were ended or lost the right, as a call made then would be; the lock takes nothing
// back, but what gives something out. Method: over the pipe, with deeds before it in the line, and by the trail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLES } from '../../main/domain/permissions.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { codeOf, type PeopleWorld, peopleWorld, value } from './people-world.ts';
import { lookInto } from './running-office.ts';

const UNKNOWN = 987_654;
const HASH = 'ab'.repeat(32);

type Asked = (client: Client, submissionId: string) => Promise<Reply<unknown>>;

/** Deeds that the program's own handlers bring to the writer, each in a way of its own. */
const DEEDS: { readonly [deed: string]: Asked } = {
  overrideWait: (client, submissionId) =>
    client.overrideWait({
      submissionId,
      ...{ kind: 'request', id: UNKNOWN, step: 'begin', shown: HASH, reason: 'now' },
    }),
  acknowledgeOverride: (client, submissionId) =>
    client.acknowledgeOverride({ submissionId, overrideId: UNKNOWN, remark: '' }),
  changeAccount: (client, submissionId) =>
    client.changeAccount({ submissionId, account: 'NONE', currency: 'EUR', status: 'closed' }),
  explainBreak: (client, submissionId) =>
    client.explainBreak({ submissionId, breakId: UNKNOWN, reason: 'timing' }),
  handOverBatch: (client, submissionId) =>
    client.handOverBatch({ submissionId, batchId: UNKNOWN, to: 'west' }),
  exportTrail: (client, submissionId) =>
    client.exportTrail({ submissionId, filter: {}, format: 'csv' }),
  exportFile: (client, submissionId) =>
    client.exportFile({ submissionId, file: { of: 'overrideList' } }),
  revealAccount: (client, submissionId) =>
    client.revealAccount({ submissionId, paymentId: UNKNOWN, party: 'creditor', reason: 'audit' }),
  steerIntake: (client, submissionId) =>
    client.steerIntake({ submissionId, order: 'paused', reason: 'a look' }),
  redrivePayments: (client, submissionId) =>
    client.redrivePayments({ submissionId, paymentIds: null }),
  chooseRole: (client, submissionId) => client.chooseRole({ submissionId, role: 'clearing' }),
  closeDay: (client, submissionId) =>
    client.closeDay({ submissionId, day: '2026-11-20', rates: [], carried: [], remark: '' }),
  settlePositions: (client, submissionId) =>
    client.settlePositions({ submissionId, currency: 'EUR' }),
};

const NAMES = Object.keys(DEEDS);

/** Somebody with every role, and a request that waits for them. */
async function everybody(world: PeopleWorld, name: string, seconds: number) {
  const { as, id, add, at } = world;
  const ada = await as('ada');
  const person = await add(name, ROLES);

  await ada.setPolicy({ submissionId: id(), name: 'stepUpSeconds', value: String(seconds) });
  const request = value(await at(name).requestList({})).requests.at(-1);
  assert.ok(request !== undefined && request.cannot === null, 'it is theirs to sign');
  const { requestId, shown } = request;
  const sign = () => {
    const said = { requestId, shown, decision: 'approved', remark: '' } as const;
    return at(name).decideRequest({ submissionId: id(), ...said });
  };
  return { person, client: at(name), sign };
}

/** Deeds that stand in the line before what follows. */
function line(client: Client, id: () => string): readonly Promise<unknown>[] {
  return Array.from({ length: 12 }, () => client.endPerson({ submissionId: id(), person: 900 }));
}

type Row = { readonly deed: string; readonly outcome: string };

/** What the trail has of a person after the newest deed of this name. */
function after(world: PeopleWorld, deed: string, person: number): readonly string[] {
  const sql = `SELECT deed, outcome FROM deeds WHERE actor = ? AND outcome = 'done' AND sequence >
    (SELECT max(sequence) FROM deeds WHERE deed = ? AND outcome = 'done') ORDER BY sequence`;
  const rows = lookInto(world.on.folder, (db) =>
    db.prepare<[string, string], Row>(sql).all(`person:${person}`, deed),
  );
  return rows.map((row) => row.deed).filter((name) => name !== 'refuseCall' && name !== 'signOut');
}

test('what waits behind somebody’s end, or that of their right, is not done', async (t) => {
  const world = await peopleWorld(t);
  const { as, id } = world;
  const [ada, bo] = [await as('ada'), await as('bo')];

  const cy = await everybody(world, 'cy', 250);
  const ended = await Promise.all([
    Promise.all(line(bo, id)),
    bo.endPerson({ submissionId: id(), person: cy.person }),
    cy.sign(),
    ...Object.values(DEEDS).map((ask) => ask(cy.client, id())),
  ]);
  assert.deepEqual(
    ended.slice(1).map((each) => codeOf(each as Reply<unknown>)),
    ['done', 'sign_in_required', ...NAMES.map(() => 'sign_in_required')],
  );
  assert.deepEqual(after(world, 'endPerson', cy.person), []);

  const di = await everybody(world, 'di', 251);
  const { grants } = value(await ada.people({}));
  const theirs = grants.filter(({ person, state }) => person === di.person && state === 'in_force');
  const lost = await Promise.all([
    Promise.all(line(bo, id)),
    ...theirs.map(({ grant }) => bo.endGrant({ submissionId: id(), grant })),
    di.sign(),
    ...Object.values(DEEDS).map((ask) => ask(di.client, id())),
  ]);
  const answers = lost.slice(1).map((each) => codeOf(each as Reply<unknown>));
  assert.deepEqual(
    answers.slice(0, theirs.length),
    theirs.map(() => 'done'),
  );
  const refused = answers.slice(theirs.length);
  // A request is not there for who may not see it.
  assert.notEqual(refused[0], 'done');
  assert.deepEqual(
    refused.slice(1),
    NAMES.map(() => 'not_permitted'),
  );
  assert.deepEqual(after(world, 'endGrant', di.person), []);
});

test('the lock takes back nothing that still waits and gives nothing out', async (t) => {
  const world = await peopleWorld(t);
  const { as, id, add, at } = world;
  const bo = await as('bo');
  await add('cy', ['supervisor']);
  const cy = at('cy');
  const [, paused] = await Promise.all([
    Promise.all(line(bo, id)),
    cy.steerIntake({ submissionId: id(), order: 'paused', reason: 'a look' }),
    cy.lock({}),
  ]);
  assert.equal(codeOf(paused), 'done');
});
