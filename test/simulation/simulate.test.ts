// Goal: whatever people and rails do, in any order, with processes that die between any two steps,
// clocks that jump, submissions sent twice and rival writers, the book says what a plain model of
// the domain says; and a harness that says so can fail. Method: seeded histories compared after
// every deed and audited at the end; then the same on books with planted bugs, all to be caught,
// and one failing history made small.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEED_MAKERS } from './history-deeds.ts';
import { LEDGER_PLANTS } from './ledger-plants.ts';
import { explained, saidOf, simulate } from './simulate.ts';

const HISTORIES = 50;

const seedsTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

test('random histories say what the model says', (t) => {
  const { counts, found } = simulate(seedsTo(HISTORIES));
  if (found !== null) assert.fail(explained(found).join('\n'));
  t.diagnostic(saidOf(HISTORIES, counts));
  assert.equal(counts.statuses.size, 10, 'every status was reached');
  const makers = new Set(DEED_MAKERS.map(({ name }) => name));
  assert.deepEqual([...counts.done].sort(), [...makers].sort(), 'every deed was done');
  for (const kind of ['refusals', 'deaths', 'unanswered', 'repeats', 'rivals'] as const) {
    assert.ok(counts[kind] > HISTORIES / 2, `${kind}: the histories are varied`);
  }
});

test('planted bugs are caught', (t) => {
  const names = Object.keys(LEDGER_PLANTS);
  const missed = names.filter((name) => {
    const { found } = simulate(seedsTo(20), 40, LEDGER_PLANTS[name]);
    if (found !== null) t.diagnostic(`${name}: ${found.smallest.words.split('\n', 1)[0]}`);
    return found === null;
  });
  assert.deepEqual(missed, []);
  t.diagnostic(`planted bugs caught: ${names.length - missed.length} of ${names.length}`);
});

test('a failing history is made small: what remains still fails, in few steps', () => {
  // One that fails at once has nothing to leave out.
  for (const seed of seedsTo(20)) {
    const { found } = simulate([seed], 40, LEDGER_PLANTS['funds not checked']);
    if (found === null || found.failure.step < 8) continue;
    assert.ok(found.steps.length <= 4, explained(found).join('\n'));
    return;
  }
  assert.fail('no history went far');
});

test('the same seed tells the same history', () => {
  const once = simulate([7]);
  assert.deepEqual(simulate([7]), once);
});
