// Goal: however many are away who alone may sign, it is told how many they are. Method: an office with
// more supervisors than an answer names, who go away one after another.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { holds, localActor } from '../../main/domain/permissions.ts';
import { absentSigners } from '../../main/office/absent-signers.ts';
import { openOffice } from '../../main/office/office.ts';
import { markAbsent } from '../../main/operations/absence.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { ABSENT_NAMED_MAX } from '../../preload/contract/requests.ts';
import { done, testFolder } from '../operations/test-desk.ts';
import { roleGrant } from './people-world.ts';
import { startOf } from './running-office.ts';

const [ADA, BO] = [1, 2];
const DAYS = { from: '2026-11-26', until: '2026-12-04', deputy: 0 } as const;

test('of those who alone may sign twenty are named, and the others counted', (t) => {
  const folder = join(testFolder(t), 'book');
  const found = openOffice(startOf(folder), (error) => assert.fail(String(error)));
  assert.ok(found.ok);
  const office = found.value;
  t.after(() => office.stop());
  const { desk, clock, newId, newBytes } = office;
  const by = (person: number) => ({
    actor: { id: actorId(person), name: '', roles: ['administrator'] as const },
    now: clock(),
    ids: { next: newId, bytes: newBytes },
  });
  const fresh = () => ({ submissionId: newId() });
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });
  const first = { ...fresh(), first: named('ada'), second: named('bo') };
  done(setUpPeople(desk, first, { ...by(ADA), actor: localActor('anna') }));
  const supervisors = Array.from({ length: ABSENT_NAMED_MAX + 3 }, (_, at) => {
    const { person } = done(addPerson(desk, { ...fresh(), ...named(`sam${at}`) }, by(ADA)));
    const asked = { ...fresh(), ...roleGrant(person, 'supervisor') };
    const { grant } = done(askGrant(desk, asked, by(ADA)));
    const sign = { ...fresh(), grant, decision: 'sign', passphraseHash: '' } as const;
    done(decideGrant(desk, sign, by(BO)));
    return person;
  });
  const told = () => absentSigners(office)((actor) => holds(actor, 'sign'));
  for (const [gone, person] of supervisors.entries()) {
    assert.deepEqual(told(), { named: [], more: 0 }, `${gone} are away, and somebody is there`);
    done(markAbsent(desk, { ...fresh(), person, ...DAYS }, by(ADA)));
  }
  const { named: those, more } = told();
  const most = supervisors.slice(0, ABSENT_NAMED_MAX);
  assert.deepEqual(
    those,
    most.map((person) => ({ person: actorId(person), until: DAYS.until })),
  );
  assert.equal(more, 3);
});
