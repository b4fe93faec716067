// Goal: a value that no line reaches is drawn all the same. Method: lines as tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alone } from '../../renderer/components/chart/alone.ts';

test('values with nothing on either side are told, and no others', () => {
  assert.deepEqual(alone([]), []);
  assert.deepEqual(alone([7]), [0]);
  assert.deepEqual(alone([null, 0, null]), [1]);
  assert.deepEqual(alone([1, 2, null, 3, undefined, 4]), [3, 5]);
  assert.deepEqual(alone([1, 2, 3]), []);
});
