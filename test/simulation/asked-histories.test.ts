// Goal: nothing that needs two people happens with one, by whoever may not, on another thing than was
// shown, or twice: of every kind, whatever roles, deputies and days do meanwhile. Method: random
// histories judged by a naive model that reads rows; each planted bug is found by the same histories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHistories } from './asked-histories.ts';
import { KINDS } from './asked-model.ts';
import { forgetsTheEnd, PLANTS } from './asked-plants.ts';
import { runRaces } from './asked-races.ts';

/** A part of what `npm run campaign -- four-eyes` runs. */
const HISTORIES = 400;

test('random histories of every kind that needs two people: never with one, nor twice', (t) => {
  const { found, deeds, done, refusals } = runHistories(HISTORIES, 7);
  assert.deepEqual(found, []);
  for (const kind of KINDS) assert.ok((done.get(kind) ?? 0) > 0, `${kind} is carried out`);
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
];

/** Four hundred histories in parts, of which none is run once the bug was found. */
const PART = 20;
const PARTS = Array.from({ length: 20 }, (_, at) => 7 + at * PART);

test('every planted bug is found', (t) => {
  const missed = Object.entries(PLANTS).filter(
    ([, plant]) => !PARTS.some((seed) => runHistories(PART, seed, plant).found.length > 0),
  );
  assert.deepEqual(
    missed.map(([rule]) => rule),
    [],
  );
  t.diagnostic(`${Object.keys(PLANTS).length} of ${Object.keys(PLANTS).length} found`);
});

/** One of so many schedules; the campaign runs each. */
const STEP = 197;

test('of three people who decide one thing at the same time exactly one wins, of every kind', (t) => {
  const { schedules, found } = runRaces(7, STEP);
  assert.deepEqual(found, []);
  assert.notDeepEqual(runRaces(7, 873, forgetsTheEnd).found, [], 'two winners are seen');
  t.diagnostic(`${schedules} schedules`);
});
