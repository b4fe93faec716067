// Goal: whoever left is forgotten by name when nothing asks for it any more, and what they did stays
// theirs by number. Method: refusals in their order as a person's time passes; the bytes of the book
// are searched for the name, and the independent verifier reads the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { erasePersonalData } from '../../main/operations/erase-personal-data.ts';
import { liftRetentionHold, placeRetentionHold } from '../../main/operations/hold-retention.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { filesWith, findings, NEXT_YEAR } from '../ledger/kept-book.ts';
import { as, policy } from './persons.ts';
import {
  assertSound,
  changesOnlyItsRecord,
  done,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const NAME = 'Wilhelmine Grosskopf';
const named = (signInName: string, name = signInName) => {
  return { signInName, name, passphraseHash: `hash of ${name}` };
};

function erase(on: TestDesk, id: number) {
  const input = { submissionId: on.newId(), subject: { kind: 'person', id } } as const;
  const erased = erasePersonalData(on.desk(), input, on.context());
  if (erased.ok) on.book().retention.forget();
  return erased;
}

test('a person who left is forgotten by name, and by nothing else', (t) => {
  const on = testDesk(t);
  const setUp = { submissionId: on.newId(), first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), setUp, on.context()));
  const add = { submissionId: on.newId(), ...named('wilhelmine', NAME) };
  const { person } = done(addPerson(on.desk(), add, on.context()));
  policy(on, 'retentionYears:staff_data', '0');
  const tried = (id: number) => refused(changesOnlyItsRecord(on, () => erase(on, id)));
  assert.equal(tried(99).code, 'person_unknown');
  assert.deepEqual(tried(person), { code: 'person_not_ended', person });
  done(endPerson(on.desk(), { submissionId: on.newId(), person }, on.context()));
  const subject = { kind: 'person', id: person } as const;
  const place = { submissionId: on.newId(), subject, reason: 'Case 12' };
  const { hold } = done(placeRetentionHold(on.desk(), place, on.context()));
  assert.deepEqual(tried(person), { code: 'retention_hold_runs', hold, reason: 'Case 12' });
  const lift = { submissionId: on.newId(), hold, reason: 'ended' };
  done(liftRetentionHold(on.desk(), lift, on.context()));
  const until = '2026-12-31';
  assert.deepEqual(tried(person), { code: 'retention_class_runs', class: 'staff_data', until });

  assert.notDeepEqual(filesWith(on, NAME), []);
  on.now = NEXT_YEAR;
  assert.equal(done(erase(on, person)).rows, 2, 'the names and a credential');
  assert.deepEqual([...filesWith(on, NAME), ...filesWith(on, `hash of ${NAME}`)], []);
  const { people } = on.book();
  assert.deepEqual(people.byId(person), {
    id: person,
    signInName: null,
    name: null,
    ended: true,
  });
  assert.equal(people.credentialOf(person), null);
  assert.equal(tried(person).code, 'personal_data_erased');
  assert.equal(tried(1).code, 'person_not_ended');
  // The name is free for somebody else, who is another person.
  const next = { submissionId: on.newId(), ...named('wilhelmine', 'Another one') };
  const newcomer = done(
    as(on, actorId(1), ['administrator'], () => addPerson(on.desk(), next, on.context())),
  );
  assert.notEqual(newcomer.person, person);
  assertSound(on, 'after the erasure');
  on.close();
  assert.deepEqual(findings(on), []);
  const back = `INSERT INTO person_names VALUES (${person}, 'w', 'W', zeroblob(16))`;
  assert.match(
    findings(on, back)[0] ?? '',
    new RegExp(`person_names ${person} was erased, and is there`),
  );
});
