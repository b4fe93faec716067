// Goal: what takes longest is named, the longest first, and only where there is much to choose from.
// Method: made-up times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slowestOf } from '../../scripts/slowest.ts';

const timesOf = (count: number): Map<string, number> =>
  new Map(Array.from({ length: count }, (_, at) => [`${at}.test.ts`, at * 1000]));

test('ten of more than ten are named with their seconds', () => {
  assert.deepEqual(slowestOf(timesOf(10)), []);
  const [line, ...others] = slowestOf(timesOf(12));
  assert.deepEqual(others, []);
  assert.match(line ?? '', /^note slowest: 11\.test\.ts 11\.0 s, 10\.test\.ts 10\.0 s, /);
  assert.match(line ?? '', / 2\.test\.ts 2\.0 s$/);
});
