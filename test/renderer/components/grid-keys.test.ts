// Goal: every key of the grid pattern leads where the W3C practices say, at the edges too. Method: a
// table of key, place and expected place, and the keys that are not the grid's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellAfterKey } from '../../../renderer/components/grid/grid-keys.ts';

const SHAPE = { rows: 1000, columns: 8, page: 20 };

const TABLE: readonly (readonly [string, boolean, [number, number], [number, number]])[] = [
  ['ArrowDown', false, [0, 0], [1, 0]],
  ['ArrowDown', false, [999, 0], [999, 0]],
  ['ArrowDown', true, [5, 2], [999, 2]],
  ['ArrowUp', false, [0, 3], [-1, 3]],
  ['ArrowUp', false, [-1, 3], [-1, 3]],
  ['ArrowUp', true, [500, 2], [0, 2]],
  ['ArrowRight', false, [4, 7], [4, 7]],
  ['ArrowRight', false, [4, 0], [4, 1]],
  ['ArrowLeft', false, [4, 0], [4, 0]],
  ['ArrowLeft', false, [-1, 2], [-1, 1]],
  ['PageDown', false, [990, 1], [999, 1]],
  ['PageDown', false, [-1, 1], [19, 1]],
  ['PageUp', false, [10, 1], [0, 1]],
  ['Home', false, [10, 5], [10, 0]],
  ['End', false, [10, 5], [10, 7]],
  ['Home', true, [10, 5], [0, 0]],
  ['End', true, [10, 5], [999, 7]],
];

test('each key leads to its cell', () => {
  for (const [key, ctrlKey, [row, column], [toRow, toColumn]] of TABLE) {
    const found = cellAfterKey({ row, column }, { key, ctrlKey }, SHAPE);
    assert.deepEqual(found, { row: toRow, column: toColumn }, `${key} at ${row},${column}`);
  }
});

test('an empty list keeps the cell on its head', () => {
  const shape = { rows: 0, columns: 3, page: 10 };
  const found = cellAfterKey({ row: 0, column: 1 }, { key: 'ArrowDown', ctrlKey: false }, shape);
  assert.deepEqual(found, { row: -1, column: 1 });
});

test('other keys are left to others', () => {
  for (const key of ['j', 'Enter', 'Escape', 'Tab', 'a', 'F5']) {
    assert.equal(cellAfterKey({ row: 1, column: 1 }, { key, ctrlKey: false }, SHAPE), null, key);
  }
});
