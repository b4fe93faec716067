// Goal: nothing that needs two people happens with one, by whoever may not, on another thing than was
// shown, or twice: of every kind, whatever roles, deputies, absences and days do meanwhile; nor by an
// override that may not. Method: random histories judged by a naive model that reads rows; each planted
// bug is found by the same histories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HISTORIES, runHistories } from './asked-histories.ts';
import { KINDS } from './asked-model.ts';
import { forgetsTheEnd, PLANTS } from './asked-plants.ts';
import { runRaces } from './asked-races.ts';

test('random histories of every kind that needs two people: never with one, nor twice', (t) => {
  const { found, deeds, done, refusals } = runHistories(HISTORIES, 8);
  assert.deepEqual(found, []);
  for (const kind of [...KINDS, 'override', 'override read'])
    assert.ok((done.get(kind) ?? 0) > 0, `${kind} is carried out`);
  for (const code of CODES) assert.ok((refusals.get(code) ?? 0) > 0, `${code} is met`);
  const times = [...done].map(([kind, count]) => `${kind} ${count}`).join(', ');
  t.diagnostic(`${HISTORIES} histories, ${deeds} deeds; carried out: ${times}`);
});

/** The histories reach every way to be turned away. */
const CODES = [
  'not_permitted',
  'second_person_required',
  'second_person_must_differ',
  'signer_not_permitted',
  'approval_stale',
  'request_decided',
  'request_cannot_be_done',
  'only_its_maker_withdraws',
  'grant_not_waiting',
  'grant_is_for_oneself',
  'master_change_decided',
  'absence_marked',
  'absence_invalid',
  'not_absent',
  'override_off',
  'override_never',
  'override_not_needed',
  'override_begun',
  'override_not_begun',
  'override_by_deputies',
  'override_not_confirmed',
  'override_acknowledged',
  'remark_required',
];

test('every planted bug is found', (t) => {
  const rules = Object.entries(PLANTS);
  const runs = rules.map(([rule, plant]) => ({ rule, ...runHistories(HISTORIES, 8, plant) }));
  const missed = runs.filter(({ found }) => found.length === 0);
  assert.deepEqual(
    missed.map(({ rule }) => rule),
    [],
  );
  const most = Math.max(...runs.map(({ histories }) => histories));
  t.diagnostic(`${rules.length} of ${rules.length} found, the last in history ${most}`);
});

/** One of so many schedules; the campaign runs each. */
const STEP = 197;

test('of three people who decide one thing at the same time exactly one wins, of every kind', (t) => {
  const { schedules, found } = runRaces(7, STEP);
  assert.deepEqual(found, []);
  assert.notDeepEqual(runRaces(7, 873, forgetsTheEnd).found, [], 'two winners are seen');
  t.diagnostic(`${schedules} schedules`);
});
