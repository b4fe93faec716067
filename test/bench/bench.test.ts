// Goal: a bench's arithmetic is right and its verdicts can fail. Method: known lists of numbers, a
// log of who ran when, and the bench runner itself on the command line.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Figure,
  interleaved,
  median,
  missedGate,
  pairedRatio,
  percentile,
  rateFigure,
} from './bench.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test('medians and percentiles of known lists', () => {
  assert.deepEqual(
    [
      median([3, 1, 2]),
      median([4, 1, 3, 2]),
      median([7]),
      percentile([5, 4, 3, 2, 1], 99),
      percentile([5, 4, 3, 2, 1], 50),
      percentile([5, 4, 3, 2, 1], 0),
      percentile([], 50),
    ],
    [2, 2.5, 7, 5, 3, 1, Number.NaN],
  );
});

test('a ratio is taken round by round, so a slow minute that hits both does not count', () => {
  assert.equal(pairedRatio([100, 10, 100], [50, 5, 50]), 2);
});

test('contestants take turns, every other round in reverse, after a round that is thrown away', async () => {
  const log: string[] = [];
  const rates = await interleaved(2, [
    { name: 'a', prepare: () => void log.push('ready'), run: () => log.push('a') },
    { name: 'b', run: () => log.push('b') },
  ]);
  assert.deepEqual(log, ['b', 'ready', 'a', 'ready', 'a', 'b', 'b', 'ready', 'a']);
  assert.deepEqual([rates('a').length, rates('b').length], [2, 2]);
});

test('a figure of rates gives the median and the spread in its unit', () => {
  const figure = rateFigure({ name: 'x', unit: 'MB/s', against: 'none' }, [3e6, 1e6, 2e6], {
    scale: 1e6,
  });
  assert.deepEqual(figure, {
    name: 'x',
    unit: 'MB/s',
    against: 'none',
    value: 2,
    spread: [1, 3],
    ratio: null,
  });
});

test('a gate is missed below its least, above its most, and when there is nothing to judge', () => {
  const figure: Figure = {
    name: 'x',
    value: 10,
    unit: 'ms',
    against: 'empty call',
    ratio: 2,
    spread: null,
  };
  assert.deepEqual(
    [
      missedGate(figure),
      missedGate({ ...figure, gate: { of: 'value', least: 10, most: 10 } }),
      missedGate({ ...figure, gate: { of: 'value', least: 11 } }),
      missedGate({ ...figure, gate: { of: 'ratio', most: 1.9 } }),
      missedGate({ ...figure, ratio: null, gate: { of: 'ratio', least: 1 } }),
      missedGate({ ...figure, value: Number.NaN, gate: { of: 'value', least: 1 } }),
    ],
    [
      null,
      null,
      'value below 11',
      'ratio above 1.9',
      'has no ratio to judge',
      'has no value to judge',
    ],
  );
});

test('an unknown bench is refused as a usage error that names those there are', () => {
  const run = spawnSync(process.execPath, ['scripts/bench.ts', 'nonsense'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.deepEqual([run.status, run.stdout], [2, '']);
  assert.match(run.stderr, /^No bench is named nonsense; there are .*reader/);
});
