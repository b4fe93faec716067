// Goal: calls are calmed and the last one is never lost. Method: a clock that is moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throttled } from '../../renderer/throttle.ts';

test('the first runs at once, the others become one after the pause', () => {
  const waiting: (() => void)[] = [];
  let runs = 0;
  const run = throttled(
    () => {
      runs += 1;
    },
    100,
    (fn, ms) => {
      assert.equal(ms, 100);
      waiting.push(fn);
    },
  );
  const pass = () => waiting.shift()?.();
  run();
  run();
  run();
  assert.equal(runs, 1);
  pass();
  assert.equal(runs, 2);
  pass();
  assert.equal(runs, 2);
  run();
  assert.equal(runs, 3);
});
