// Goal: every method of the contract has a stated answer for every role at a seat in every state, and
// gives it. Method: the table is compared with the one on record; then each of its answers is asked of
// real seats, of which one person holds each role.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import { actorId } from '../../main/domain/people.ts';
import { localActor, ROLES, type Role } from '../../main/domain/permissions.ts';
import {
  answerTo,
  METHODS,
  rightsTable,
  SEAT_STATES,
  signaturesTable,
} from '../../main/office/rights-table.ts';
import { Sessions } from '../../main/office/sessions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { contract } from '../../preload/contract/contract.ts';
import { done, testDesk } from '../operations/test-desk.ts';
import { roleGrant } from './people-world.ts';

const GOLDEN = join(import.meta.dirname, '../golden');
const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });

/** Compares a table with the one on record. */
function isOnRecord(name: string, now: string): void {
  const file = join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, now);
  assert.equal(now, readFileSync(file, 'utf8'), `${name} changed: UPDATE_GOLDEN=1 if it should`);
}

test('the table of rights is the one on record, with every method in it', () => {
  isOnRecord('rights.txt', rightsTable());
  assert.deepEqual(METHODS, Object.keys(contract).sort());
});

test('the table of signatures is the one on record, with every deed that waits for one in it', () => {
  const now = signaturesTable();
  isOnRecord('signatures.txt', now);
  const deeds = new Set(now.split('\n').map((line) => line.split(' ')[0]));
  for (const deed of SIGNED_DEEDS) assert.ok(deeds.has(deed), deed);
});

test('every method × every role × every state of a seat is answered as the table says', (t) => {
  const on = testDesk(t);
  const desk = on.desk();
  const as = (person: number) => ({ ...on.context(), actor: { ...on.actor, id: actorId(person) } });
  const first = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
  done(setUpPeople(desk, first, on.context()));
  const people = new Map<Role | null, number>();
  for (const role of [null, ...ROLES]) {
    const adding = { submissionId: on.newId(), ...named(`with ${role}`) };
    const { person } = done(addPerson(desk, adding, as(1)));
    people.set(role, person);
    if (role === null) continue;
    const asked = { submissionId: on.newId(), ...roleGrant(person, role) };
    const { grant } = done(askGrant(desk, asked, as(1)));
    const signing = {
      submissionId: on.newId(),
      grant,
      decision: 'sign',
      passphraseHash: '',
    } as const;
    done(decideGrant(desk, signing, as(2)));
  }
  const nothing = (): void => undefined;
  const sessions = new Sessions({
    desk,
    clock: () => on.now,
    uptime: () => 0,
    wall: () => 0,
    onLeft: nothing,
    onRefused: nothing,
  });
  t.after(() => sessions.stop());
  let asked = 0;
  for (const state of SEAT_STATES) {
    for (const [role, person] of people) {
      const place = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback' });
      if (state !== 'signed_out')
        sessions.sit(place.seat, person, { change: person, mustChange: state === 'must_change' });
      if (state === 'locked') sessions.lock(place.seat, 'asked');
      for (const method of METHODS) {
        // Of a report, which is no whole of anything: it wants no proof.
        const input = method === 'exportFile' ? { file: { of: 'pain002' } } : {};
        const result = sessions.enter(place, method, input);
        const answer = result.ok ? 'entered' : result.refusal.code;
        assert.equal(answer, answerTo(method, role, state), `${method} ${role} ${state}`);
        asked += 1;
      }
      sessions.leave(place.seat, 'asked');
    }
  }
  t.diagnostic(`${asked} answers`);
});
