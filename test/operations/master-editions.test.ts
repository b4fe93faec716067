// Goal: a directory's edition is taken once, and a delta only of the edition that is held, when it is
// brought in and again when it is confirmed. Method: editions after one another on one book, by one
// person and by two, with what is held after each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, localActor, type Role } from '../../main/domain/permissions.ts';
import { decideMasterChange } from '../../main/operations/decide-master-change.ts';
import { importMaster, stageMaster } from '../../main/operations/import-master.ts';
import { termsOf } from '../../main/screening/name-terms.ts';
import { assertSound, done, refused, type TestDesk, testDesk } from './test-desk.ts';

const TODAY = '2026-11-26';
const person = (id: string, role: Role): Actor => ({ ...localActor(id), roles: [role] });
const MIA = person('mia', 'administrator');
const CHEN = person('chen', 'supervisor');

function confirm(on: TestDesk, changeId: number) {
  on.actor = CHEN;
  const asked = {
    submissionId: on.newId(),
    changeId,
    decision: 'confirmed',
    reason: 'seen',
  } as const;
  return decideMasterChange(on.desk(), asked, on.context());
}

type Taken = Parameters<typeof importMaster>[1]['edition'];

/** Takes an edition of banks in, whole, with the records named; answers what became of it. */
function take(on: TestDesk, actor: Actor, edition: Taken, bics: readonly string[] = []) {
  on.actor = actor;
  const original = on.context().ids.bytes(32);
  const list = { submissionId: on.newId(), original, validFrom: TODAY, reason: 'list' };
  const begun = importMaster(on.desk(), { ...list, kind: 'bank', edition }, on.context());
  if (!begun.ok) return begun;
  const { changeId } = begun.value;
  const versions = bics.map((key) => {
    const content = JSON.stringify({ bic: key, name: `Bank ${key}` });
    const replaces = on.book().master.newest('bank', key);
    return { key, content, ended: false, replaces, terms: termsOf([key], key) };
  });
  const rows = { changeId, fromRow: 0, toRow: versions.length, versions, last: true };
  return stageMaster(on.desk(), rows, on.context());
}

function full(edition: string, validUntil = ''): Taken {
  return { scope: 'full', edition, base: '', validUntil };
}

function delta(edition: string, base: string, validUntil = ''): Taken {
  return { scope: 'delta', edition, base, validUntil };
}

test('an edition is taken once, a delta only of the one that is held', (t) => {
  const on = testDesk(t);
  const anna = localActor('anna');
  const held = () => on.book().master.records.newestHeld('bank')?.edition ?? '';
  const steps: readonly (readonly [Taken, expected: string, held: string])[] = [
    [delta('B', 'A'), 'master_edition_base_differs', ''],
    [full('A', '2026-12-31'), 'confirmed', 'A'],
    [full('A'), 'master_edition_held', 'A'],
    [delta('C', 'B'), 'master_edition_base_differs', 'A'],
    [delta('B', 'A', '2027-01-31'), 'confirmed', 'B'],
    [delta('C', 'A'), 'master_edition_base_differs', 'B'],
    // Records that the bank adds by itself leave the edition as it is.
    [null, 'confirmed', 'B'],
    [delta('C', 'B'), 'confirmed', 'C'],
    [full('D'), 'confirmed', 'D'],
  ];
  for (const [edition, expected, then] of steps) {
    const taken = take(on, anna, edition);
    assert.equal(taken.ok ? taken.value.state : taken.refusal.code, expected);
    assert.equal(held(), then);
    on.reopen();
  }
  const { records } = on.book().master;
  assert.deepEqual(records.edition('bank', '2026-11-25'), null, 'not before it takes effect');
  assertSound(on, 'editions');
});

test('two editions that wait against the same one: the second is refused at its confirmation', (t) => {
  const on = testDesk(t);
  const [one, other] = [full('A'), full('B')].map((edition) => {
    return done(take(on, MIA, edition, ['DEUTDEFF'])).changeId;
  });
  done(confirm(on, one ?? 0));
  const late = refused(confirm(on, other ?? 0));
  // The record that both change is named first; without it the edition itself is.
  assert.equal(late.code, 'master_change_overtaken');
  const third = done(take(on, MIA, delta('C', 'A'))).changeId;
  done(confirm(on, done(take(on, MIA, delta('D', 'A'))).changeId));
  assert.deepEqual(refused(confirm(on, third)), {
    code: 'master_edition_base_differs',
    base: 'A',
    held: 'D',
  });
});

test('kinds that nobody publishes have no editions', (t) => {
  const on = testDesk(t);
  on.actor = localActor('anna');
  const original = on.context().ids.bytes(32);
  const list = { submissionId: on.newId(), original, validFrom: TODAY, reason: 'list' };
  const asked = { ...list, kind: 'tariff', edition: full('A') } as const;
  const answer = importMaster(on.desk(), asked, on.context());
  assert.equal(refused(answer).code, 'master_edition_not_of_kind');
});
