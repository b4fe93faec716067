// Goal: nothing an office answered is lost or done twice however it dies, and the kill loop that
// says so can fail. Method: a small run of the campaign `kills`, then the same run on offices with
// planted bugs, each of which must be found.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';
import { killLoop, type Phase } from './kill-loop.ts';

const OFFSET_FIRST = programOf('test/simulation/plants/offset-first.ts');
const TWICE = programOf('test/simulation/plants/asked-twice-done-twice.ts');
/** Runs of six kills in which a planted bug must be found: one is mostly enough. */
const RUNS_MAX = 12;
// It starts the office's own program when it is ready for it.
const ANSWER_FIRST = new URL('./plants/answer-first.ts', import.meta.url);

test('an office killed through a whole journey of 5,000 payments loses and repeats nothing', async (t) => {
  const result = await killLoop(testFolder(t), { seed: 1, payments: 5_000, kills: 8 });
  const { kills, lost, twice, unbalanced, found } = result;
  assert.deepEqual(
    { kills, lost, twice, unbalanced, found },
    {
      kills: 8,
      lost: 0,
      twice: 0,
      unbalanced: 0,
      found: [],
    },
  );
  t.diagnostic(`${kills} kills: ${lost} lost, ${twice} twice, ${unbalanced} unbalanced`);
});

test('planted bugs are caught', async (t) => {
  const folder = testFolder(t);
  // Each with all its kills where it does its harm, so that few are enough.
  const plants: readonly (readonly [string, URL, Phase, RegExp])[] = [
    ['offset-first', OFFSET_FIRST, 'judge', /payments are missing/],
    ['answer-first', ANSWER_FIRST, 'close', /is gone|is unknown|k-close is not in the book/],
    ['asked-twice-done-twice', TWICE, 'inward', /deeds are there twice|answered differently/],
  ];
  let caught = 0;
  for (const [plant, program, only, harm] of plants) {
    const found: string[] = [];
    let named: string | undefined;
    // A kill may come before the harm or after it, and on a busy machine all of them may; what is
    // caught must be the harm, not an office that never started.
    let runs = 0;
    while (runs < RUNS_MAX && named === undefined) {
      runs += 1;
      const own = join(folder, `${plant}-${runs}`);
      mkdirSync(own);
      const result = await killLoop(own, { seed: runs, payments: 5_000, kills: 6, program, only });
      found.push(...result.found);
      const { lost, twice, unbalanced } = result;
      if (lost + twice + unbalanced > 0) named = result.found.find((each) => harm.test(each));
    }
    assert.ok(named !== undefined, `${plant} was not caught: ${found.join('; ')}`);
    t.diagnostic(`${plant}: ${named}, in run ${runs} of ${RUNS_MAX}`);
    caught += 1;
  }
  t.diagnostic(`planted bugs caught: ${caught} of ${plants.length}`);
});
