// Goal: epochs are as large as the target time allows, and never outside their bounds.
// Method: commits whose time is a fixed cost and a cost per record, played to the pace until it
// rests; single steps by hand; an engine whose clock the test moves.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { type EpochPace, firstPace, nextPace } from '../../main/stream/epoch-pace.ts';
import { Bug } from '../../main/stream/errors.ts';

const PACE: EpochPace = { least: 10, most: 1000, targetMs: 20 };

/** The size at which it rests when a commit takes `fixed` and `each` per record. */
function settled(fixed: number, each: number): number {
  let size = firstPace(PACE);
  for (let epoch = 0; epoch < 100; epoch += 1) {
    size = nextPace(PACE, size, size, fixed + each * size);
  }
  return size;
}

test('it comes to rest where a commit takes about the target, or at a bound', () => {
  const cases: readonly (readonly [fixed: number, each: number, size: number])[] = [
    [0, 0.1, 200],
    [0, 0.04, 500],
    [0, 0.001, 1000],
    [0, 5, 10],
    [1e6, 0, 10],
  ];
  for (const [fixed, each, size] of cases) {
    assert.ok(Math.abs(settled(fixed, each) - size) <= 1, `${fixed} + ${each}: ${size}`);
  }
  // With a fixed cost the size at rest takes the target exactly: 4 + 0.1 × 160 = 20 ms.
  assert.ok(Math.abs(settled(4, 0.1) - 160) <= 1);
});

test('it goes down at once and up by halves, and a small epoch says nothing of large ones', () => {
  assert.equal(nextPace(PACE, 400, 400, 80), 100);
  assert.equal(nextPace(PACE, 100, 100, 1), 150);
  assert.equal(nextPace(PACE, 400, 3, 0.1), 400);
  assert.equal(nextPace(PACE, 400, 3, 10), 10);
  assert.equal(nextPace(PACE, 400, 0, 50), 400);
  assert.equal(nextPace(PACE, 400, 400, 0), 600);
  assert.throws(() => firstPace({ ...PACE, least: 0 }), Bug);
  assert.throws(() => firstPace({ ...PACE, most: 9 }), Bug);
});
