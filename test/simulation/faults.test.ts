// Goal: a machine that fails at any write or sync, loses its power or fills its disk costs no
// answered deed and no balance; and the harnesses that say so can fail. Method: a sample of the
// points and images of `npm run faults`, then the same with a planted bug, which must be found.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance } from '../fixtures/chance.ts';
import { testFolder } from '../operations/test-desk.ts';
import { breakAt, hasStrace, pointsOf, prepareStages } from './fault-points.ts';
import { FLOW_NAMES } from './flows.ts';
import { fillDisk } from './full-disk.ts';
import { cutPower, recordDay } from './power-loss.ts';

/** Points of each flow, and images of the day, of the thousands that `npm run faults` tries. */
const POINTS = 4;
const IMAGES = 100;
/** Images of a day whose every second image or so has lost something. */
const PLANTED_IMAGES = 40;

test('a fault at any write or sync of five flows loses and repeats nothing', (t) => {
  if (!hasStrace) return t.skip('strace is not installed');
  const stages = prepareStages(testFolder(t));
  const points = FLOW_NAMES.flatMap((flow) => {
    const all = pointsOf(stages, flow);
    const from = chance(1, all.length, flow) % all.length;
    // Steps that share no factor with the four ways meet all of them.
    const stride = Math.floor(all.length / POINTS) | 1;
    return Array.from({ length: POINTS }, (_, at) => all[(from + at * stride) % all.length]);
  });
  const { found, lost, twice, unbalanced, ...counts } = breakAt(
    stages,
    points.filter((point) => point !== undefined),
  );
  assert.deepEqual(
    { found, lost, twice, unbalanced },
    { found: [], lost: 0, twice: 0, unbalanced: 0 },
  );
  t.diagnostic(
    `${counts.points} points: 0 lost, 0 twice, 0 unbalanced (${counts.killed} killed, ` +
      `${counts.unknown} unknown commits of which ${counts.present} were there)`,
  );
});

test('planted: an answer before its commit is caught', (t) => {
  if (!hasStrace) return t.skip('strace is not installed');
  const stages = prepareStages(testFolder(t));
  const killed = pointsOf(stages, 'accounts').filter(({ way }) => way === 'killed');
  const some = killed.filter((_, at) => at % 18 === 0);
  const { lost } = breakAt(stages, some, 'answer-first');
  t.diagnostic(`${lost} of ${some.length} points lost an answered deed`);
  assert.ok(lost > 0);
});

test('a power cut at any moment of a day loses nothing that was answered', (t) => {
  if (!hasStrace) return t.skip('strace is not installed');
  const folder = testFolder(t);
  const result = cutPower(recordDay(folder, 'full'), folder, IMAGES, 1);
  assert.deepEqual(result, { images: IMAGES, lost: 0, broken: 0, found: [] });
  t.diagnostic(`${IMAGES} images: 0 lost, 0 broken`);
});

test('planted: the journal at NORMAL loses answered deeds in a power cut', (t) => {
  if (!hasStrace) return t.skip('strace is not installed');
  const folder = testFolder(t);
  const { lost } = cutPower(recordDay(folder, 'normal'), folder, PLANTED_IMAGES, 1);
  t.diagnostic(`${lost} of ${PLANTED_IMAGES} images lost answered deeds at NORMAL`);
  assert.ok(lost > 0);
});

test('a full disk refuses new work by name, keeps the old and goes on when there is room', (t) => {
  const disk = fillDisk(testFolder(t));
  if (disk === null) return t.skip('this machine lets nobody mount a small disk');
  const { answered, kept, faults, readable, afterwards, broken } = disk;
  assert.ok(answered > 20, `${answered} deeds fitted`);
  assert.deepEqual(
    { kept, readable, afterwards, broken },
    { kept: answered, readable: true, afterwards: 20, broken: [] },
  );
  // Before the commit it is known to be full; at the commit itself nobody knows what it did.
  for (const code of faults) assert.match(code, /^(disk_full|commit_unknown)$/);
  assert.ok(faults.size > 0);
});
