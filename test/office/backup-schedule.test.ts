// Goal: a backup is made every day, what is kept is bounded and spread over days, weeks and months,
// and a drill proves one every month. Method: three years of days are lived through, with days on
// which the backup fails; what is kept after each is compared with what the page promises.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  backupDue,
  backupsToDrop,
  type Dated,
  drillDue,
  KEPT,
} from '../../main/office/backup-schedule.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 6);

const dated = (day: number, good = true, provenAt: number | null = null): Dated => ({
  name: `day-${day}`,
  madeAt: START + day * DAY,
  good,
  provenAt,
});

test('a backup is due when none is good, or the newest good one is a day old', () => {
  const cases: readonly (readonly [readonly Dated[], number, boolean])[] = [
    [[], START, true],
    [[dated(0)], START + DAY - 1, false],
    [[dated(0)], START + DAY, true],
    [[dated(0), dated(1, false)], START + DAY + 1, true],
    [[dated(1), dated(0)], START + DAY + 1, false],
  ];
  for (const [backups, now, due] of cases) assert.equal(backupDue(backups, now), due);
});

test('a drill is due when there is something to prove and no proof of a month', () => {
  const cases: readonly (readonly [readonly Dated[], number, boolean])[] = [
    [[], START, false],
    [[dated(0, false)], START, false],
    [[dated(0)], START, true],
    [[dated(0, true, START)], START + 30 * DAY - 1, false],
    [[dated(0, true, START)], START + 30 * DAY, true],
    [[dated(40), dated(0, true, START + 39 * DAY)], START + 40 * DAY, false],
  ];
  for (const [backups, now, due] of cases) assert.equal(drillDue(backups, now), due);
});

test('what is kept is bounded, and reaches back over days, weeks and months', () => {
  let kept: Dated[] = [];
  for (let day = 0; day < 3 * 365; day += 1) {
    kept.push(dated(day, day % 11 !== 0));
    const dropped = new Set(backupsToDrop(kept));
    kept = kept.filter(({ name }) => !dropped.has(name));
    assert.ok(kept.length <= KEPT.days + KEPT.weeks + KEPT.months + 3, `day ${day}`);
  }
  const good = kept.filter((each) => each.good).map(({ madeAt }) => (madeAt - START) / DAY);
  const last = 3 * 365 - 1;
  assert.equal(Math.max(...good), last);
  assert.equal(
    good.filter((day) => day > last - 8).length,
    7,
    'the last days, but one that failed',
  );
  assert.ok(Math.min(...good) <= last - 330, 'almost a year back');
  assert.equal(kept.filter((each) => !each.good).length, 3);
  assert.deepEqual(backupsToDrop(kept), [], 'dropping again drops nothing');
});

test('the newest good backup is never dropped, however many failed after it', () => {
  const backups = [dated(0), ...Array.from({ length: 30 }, (_, at) => dated(at + 1, false))];
  const dropped = backupsToDrop(backups);
  assert.ok(!dropped.includes('day-0'));
  assert.equal(dropped.length, 27);
});
