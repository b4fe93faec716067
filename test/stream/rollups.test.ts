// Goal: cells of short windows add up to those of longer ones, late records update what is still
// kept, and nothing is kept for longer than said. Method: random records against plain sums.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCount,
  addSum,
  addValue,
  cellFrom,
  entriesOf,
  Rollups,
} from '../../main/stream/rollups.ts';
import { seeded } from '../preload/seeded.ts';

const RESOLUTIONS = [
  { name: 'short', length: 10, kept: 100 },
  { name: 'long', length: 50, kept: 1_000 },
] as const;

test('every window holds exactly its records, whatever their order', () => {
  const { int } = seeded(5);
  const rollups = new Rollups(RESOLUTIONS);
  const records: { readonly at: number; readonly key: string; readonly amount: bigint }[] = [];
  for (let time = 0; time < 400; time += 1) {
    const record = {
      at: Math.max(0, time - int(60)),
      key: int(2) === 0 ? 'a' : 'b',
      amount: BigInt(int(1_000)),
    };
    records.push(record);
    rollups.add(record.at, record.key, (cell) => {
      addCount(cell, 'records', 1);
      addSum(cell, 'amount', record.amount);
      addValue(cell, 'at', record.at, 1);
    });
  }
  for (const { name, length, kept } of RESOLUTIONS) {
    const from = name === 'short' ? rollups.watermark - kept + length : 0;
    for (const key of ['a', 'b']) {
      for (const { start, cell } of rollups.series(name, from, 400, (own) => own === key, 1_000)) {
        const inside = records.filter(
          (each) => each.key === key && each.at >= start && each.at < start + length,
        );
        assert.equal(cell.counts.get('records') ?? 0, inside.length, `${name} ${start} ${key}`);
        const amount = inside.reduce((sum, each) => sum + each.amount, 0n);
        assert.equal(cell.sums.get('amount') ?? 0n, amount);
        assert.equal(cell.sketches.get('at')?.count ?? 0, inside.length);
      }
    }
  }
});

test('a record later than a window is kept counts in the longer windows only', () => {
  const rollups = new Rollups(RESOLUTIONS);
  const count = (at: number): void => rollups.add(at, 'a', (cell) => addCount(cell, 'n', 1));
  count(500);
  count(10);
  const all = (name: string) =>
    rollups
      .series(name, 0, 510, () => true, 1_000)
      .reduce((sum, { cell }) => sum + (cell.counts.get('n') ?? 0), 0);
  assert.deepEqual([all('short'), all('long')], [1, 2]);
});

test('what is kept elsewhere is put back the same, and old windows are let go', () => {
  const rollups = new Rollups(RESOLUTIONS);
  rollups.add(7, 'a', (cell) => {
    addCount(cell, 'n', 3);
    addSum(cell, 'amount', 2n ** 70n);
    addValue(cell, 'ms', 900, 2);
  });
  const changed = rollups.takeChanged();
  assert.deepEqual(
    changed.map(({ resolution, start, key }) => [resolution, start, key]),
    [
      ['short', 0, 'a'],
      ['long', 0, 'a'],
    ],
  );
  assert.deepEqual(rollups.takeChanged(), []);
  const again = new Rollups(RESOLUTIONS);
  for (const { cell, ...at } of changed) {
    again.restore({ ...at, cell: cellFrom(JSON.parse(JSON.stringify(entriesOf(cell)))) });
  }
  const first = (of: Rollups) =>
    of.series('long', 0, 50, () => true, 1).map(({ cell }) => entriesOf(cell));
  assert.deepEqual(first(again), first(rollups));
  rollups.add(2_000, 'a', (cell) => addCount(cell, 'n', 1));
  assert.deepEqual(
    [...rollups.expire()],
    [
      ['short', 1_900],
      ['long', 1_000],
    ],
  );
  assert.equal(rollups.series('long', 0, 50, () => true, 1)[0]?.cell.counts.size, 0);
});
