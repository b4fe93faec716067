// Goal: at any width of a window the columns of a grid stand side by side inside it, and the ones
// that matter stay. Method: columns of each kind fitted into every width from nothing to wide; who
// is there, in what order, and whether anything is cut off, read off the tracks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  COLUMN_GAP,
  type ColumnWidth,
  fitColumns,
} from '../../../renderer/components/grid/column-tracks.ts';

const COLUMNS: readonly ColumnWidth[] = [
  { least: 130 },
  { least: 140 },
  { least: 120, share: 2 },
  { least: 110, share: 1, yields: 2 },
  { least: 90, yields: 1 },
  { least: 100, share: 1, yields: 3 },
];
const NEEDED = 130 + 140 + 120 + 110 + 90 + 100 + 7 * COLUMN_GAP;

function shownAt(room: number): readonly number[] {
  return fitColumns(COLUMNS, room).map(({ column }) => column);
}

test('with room for all, what is left over is shared out', () => {
  const tracks = fitColumns(COLUMNS, NEEDED + 40);
  assert.deepEqual(
    tracks.map(({ width }) => width),
    [130, 140, 140, 120, 90, 110],
  );
  assert.deepEqual(
    tracks.map(({ left }) => left),
    [14, 158, 312, 466, 600, 704],
  );
});

test('the columns go in the order in which they yield, and the rest stay', () => {
  const [all, first, second, third] = [
    [0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4],
    [0, 1, 2, 4],
    [0, 1, 2],
  ];
  assert.deepEqual(shownAt(NEEDED), all);
  assert.deepEqual(shownAt(NEEDED - 1), first);
  assert.deepEqual(shownAt(NEEDED - 100 - COLUMN_GAP), first);
  assert.deepEqual(shownAt(NEEDED - 100 - COLUMN_GAP - 1), second);
  assert.deepEqual(shownAt(440), third);
  assert.deepEqual(shownAt(0), third);
});

test('no column is ever cut off, nor stands on another', () => {
  for (let room = 0; room < 2000; room += 1) {
    let edge = 0;
    for (const { left, width } of fitColumns(COLUMNS, room)) {
      assert.ok(width >= 0 && left >= edge, `at ${room}`);
      edge = left + width;
    }
    const gaps = 4 * COLUMN_GAP;
    assert.ok(edge <= Math.max(room, gaps), `${edge} at ${room}`);
  }
});

test('without columns there are no tracks', () => {
  assert.deepEqual(fitColumns([], 500), []);
});
