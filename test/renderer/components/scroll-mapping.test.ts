// Goal: every row of a list of any length can be reached and is where the mapping says, at every
// scale of the screen. Method: extents from one row to a hundred million; positions rounded as a
// browser rounds them to device pixels; each bound stated and compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clampOffset,
  type Extent,
  isMapped,
  offsetMax,
  offsetOf,
  offsetShowing,
  rowsAt,
  scrollTopOf,
  TRACK_MAX,
  trackHeight,
} from '../../../renderer/components/grid/scroll-mapping.ts';

const ROWS = [0, 1, 20, 21, 285_714, 285_715, 1_000_000, 1_198_373, 100_000_000];
const SCALES = [1, 1.25, 1.5, 2, 3];
const VIEWPORTS = [200, 560.5, 1400];

function extents(): Extent[] {
  return ROWS.flatMap((rows) => VIEWPORTS.map((viewport) => ({ rows, rowHeight: 28, viewport })));
}

/** The position a browser keeps: whole device pixels. */
function kept(position: number, scale: number): number {
  return Math.floor(position * scale) / scale;
}

test('the scrolled element stays far below the height at which Chromium clamps', () => {
  for (const extent of extents()) {
    for (const scale of SCALES) {
      assert.ok(trackHeight(extent) <= 33_554_428 / scale, `${extent.rows} rows at ${scale}`);
    }
    assert.equal(isMapped(extent), extent.rows * 28 > TRACK_MAX);
  }
});

test('the first and the last row are reached at every scale', () => {
  for (const extent of extents()) {
    for (const scale of SCALES) {
      const end = kept(trackHeight(extent) - extent.viewport, scale);
      assert.equal(offsetOf(extent, 0), 0);
      assert.equal(offsetOf(extent, end), offsetMax(extent));
      if (extent.rows === 0) continue;
      assert.equal(rowsAt(extent, offsetOf(extent, 0), 0).start, 0);
      assert.equal(rowsAt(extent, offsetOf(extent, end), 0).end, extent.rows);
    }
  }
});

test('a row that is shown is drawn, whole, wherever it lies', () => {
  for (const extent of extents()) {
    for (let step = 0; step <= 100; step += 1) {
      const row = Math.floor((Math.max(0, extent.rows - 1) * step) / 100);
      if (row >= extent.rows) continue;
      const offset = offsetShowing(extent, 0, row);
      const { start, end } = rowsAt(extent, offset, 0);
      assert.ok(start <= row && row < end, `row ${row} of ${extent.rows}`);
      assert.ok(row * 28 >= offset && (row + 1) * 28 <= offset + extent.viewport + 1e-6);
      assert.equal(offsetShowing(extent, offset, row), offset, 'showing again moves nothing');
    }
  }
});

test('unmapped positions are pixels, mapped ones come back to within one row', () => {
  for (const extent of extents()) {
    const most = offsetMax(extent);
    for (let step = 0; step <= 50; step += 1) {
      const offset = Math.floor((most * step) / 50);
      const back = offsetOf(extent, scrollTopOf(extent, offset));
      const slack = isMapped(extent) ? (most / (TRACK_MAX - extent.viewport)) * 1.01 : 1.01;
      assert.ok(Math.abs(back - offset) <= slack, `${offset} came back as ${back}`);
    }
  }
});

test('offsets are clamped and the overscan never leaves the list', () => {
  const extent = { rows: 30, rowHeight: 28, viewport: 280 };
  assert.equal(clampOffset(extent, -5), 0);
  assert.equal(clampOffset(extent, 1e9), 560);
  assert.deepEqual(rowsAt(extent, 0, 6), { start: 0, end: 17 });
  assert.deepEqual(rowsAt(extent, 1e9, 6), { start: 14, end: 30 });
});
