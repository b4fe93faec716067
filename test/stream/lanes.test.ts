// Goal: the lanes get their shares, the first goes first, nobody starves.
// Method: exact turns of small cases; counts with all lanes busy; random comings and goings against
// the stated bound of waiting.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { type Credits, type Lane, nextTurn } from '../../main/stream/lanes.ts';
import { seeded } from '../domain/seeded.ts';

const pace = { least: 1, most: 1, targetMs: 1 };
const INSTANT: Lane = { name: 'instant', weight: 3, pace };
const BATCH: Lane = { name: 'batch', weight: 1, pace };

/** The names served when `ready` says, turn by turn, which lanes have work. */
function turns(lanes: readonly Lane[], ready: readonly (readonly boolean[])[]): readonly string[] {
  let credits: Credits = lanes.map(() => 0);
  return ready.map((now) => {
    const turn = nextTurn(lanes, credits, now);
    if (turn === null) return '-';
    credits = turn.credits;
    return lanes[turn.lane]?.name ?? '?';
  });
}

const both = [true, true];
const instantOnly = [true, false];
const batchOnly = [false, true];
const neither = [false, false];

test('turns of two lanes', () => {
  const [i, b] = ['instant', 'batch'];
  const cases: readonly (readonly [string, readonly (readonly boolean[])[], readonly string[]])[] =
    [
      ['both busy', Array(8).fill(both), [i, i, b, i, i, i, b, i]],
      ['only batch', [batchOnly, batchOnly, batchOnly], [b, b, b]],
      ['instant overtakes at once', [batchOnly, batchOnly, both, both], [b, b, i, i]],
      ['nothing to do', [neither, both], ['-', i]],
      [
        'idle time saves nothing up',
        [...Array(9).fill(batchOnly), ...Array(4).fill(both)],
        [...Array(9).fill(b), i, i, b, i],
      ],
      ['instant alone', [instantOnly, instantOnly], [i, i]],
    ];
  for (const [name, ready, expected] of cases) {
    assert.deepEqual(turns([INSTANT, BATCH], ready), expected, name);
  }
});

test('a lane that goes idle loses what it was owed and pays off what it owes', () => {
  const [a, b] = [
    { name: 'a', weight: 1, pace },
    { name: 'b', weight: 3, pace },
  ];
  const bIdles = turns([a, b], [both, both, [true, false], both, both, both]);
  assert.deepEqual(bIdles, ['b', 'a', 'a', 'b', 'b', 'a']);
  const instantIdles = turns([INSTANT, BATCH], [both, both, batchOnly, both, both]);
  assert.deepEqual(instantIdles, ['instant', 'instant', 'batch', 'instant', 'instant']);
  const seldom = Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? both : batchOnly));
  const served = turns([INSTANT, BATCH], seldom).filter((_, at) => at % 3 === 0);
  assert.deepEqual(served, Array(4).fill('instant'), 'who comes seldom never waits');
});

test('with all lanes busy each gets exactly its weight', () => {
  for (const weights of [[1], [1, 1], [8, 1], [5, 3, 1], [1, 100, 7, 2]]) {
    const lanes = weights.map((weight, at) => ({ name: `${at}`, weight, pace }));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const served = turns(lanes, Array(total * 3).fill(weights.map(() => true)));
    const counts = lanes.map(({ name }) => served.filter((one) => one === name).length);
    assert.deepEqual(
      counts,
      weights.map((weight) => weight * 3),
    );
  }
});

test('nobody starves, however the others come and go', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const lanes = Array.from({ length: 2 + random.below(4) }, (_, at) => ({
      name: `${at}`,
      weight: 1 + random.below(10),
      pace,
    }));
    const total = lanes.reduce((sum, { weight }) => sum + weight, 0);
    const busy = lanes.map(() => 1 + random.below(10));
    let credits: Credits = lanes.map(() => 0);
    const waited = lanes.map(() => 0);
    for (let at = 0; at < 500; at += 1) {
      const ready = lanes.map((_, lane) => random.below(10) < (busy[lane] ?? 0));
      const turn = nextTurn(lanes, credits, ready);
      assert.equal(turn === null, !ready.includes(true));
      if (turn === null) continue;
      assert.equal(ready[turn.lane], true);
      credits = turn.credits;
      for (const [lane, { weight }] of lanes.entries()) {
        const isWaiting = ready[lane] === true && lane !== turn.lane;
        waited[lane] = isWaiting ? (waited[lane] ?? 0) + 1 : 0;
        const bound = ((lanes.length + 1) * total) / weight;
        assert.ok((waited[lane] ?? 0) < bound, `seed ${seed}: lane ${lane} waited ${waited[lane]}`);
      }
    }
  }
});
