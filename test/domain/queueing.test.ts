// Goal: the queueing figures are those of the literature, rates leave out idle minutes, and the
// forecast of an afternoon whose arrivals are known is right to within a tenth. Method: tables, then
// a simulated desk: the forecast made at 16:20 is compared with what really missed 17:00.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecastDeadline } from '../../main/domain/deadline-forecast.ts';
import { predictQueue, type QueueMinute, ratesOf } from '../../main/domain/queueing.ts';
import { seeded } from '../preload/seeded.ts';

test('M/M/1: ρ, ρ/(1−ρ) and 1/(μ−λ)', () => {
  const cases = [
    [2, 4, { utilisation: 0.5, length: 1, minutes: 0.5 }],
    [9, 10, { utilisation: 0.9, length: 9.000000000000002, minutes: 1 }],
    [0, 4, { utilisation: 0, length: 0, minutes: 0.25 }],
    [4, 4, { utilisation: 1, length: null, minutes: null }],
    [5, 4, { utilisation: 1.25, length: null, minutes: null }],
    [5, 0, { utilisation: null, length: null, minutes: null }],
  ] as const;
  for (const [arrivalRate, serviceRate, told] of cases) {
    assert.deepEqual(predictQueue({ arrivalRate, serviceRate }), told);
  }
});

test('minutes in which nothing waited do not slow the service down', () => {
  const minutes = [
    { arrived: 0, served: 0 },
    { arrived: 6, served: 4 },
    { arrived: 0, served: 2 },
    { arrived: 0, served: 0 },
  ];
  assert.deepEqual(ratesOf(minutes, 0), { arrivalRate: 1.5, serviceRate: 3 });
  assert.deepEqual(ratesOf([], 5), { arrivalRate: 0, serviceRate: 0 });
});

test('a minute that has only begun counts for as much of it as has passed', () => {
  const steady = Array.from({ length: 10 }, () => ({ arrived: 6, served: 4 }));
  const begun = [...steady, { arrived: 3, served: 2 }];
  assert.deepEqual(ratesOf(begun, 100, 0.5), { arrivalRate: 6, serviceRate: 4 });
  assert.deepEqual(ratesOf([{ arrived: 3, served: 2 }], 5, 0.5), {
    arrivalRate: 6,
    serviceRate: 4,
  });
});

test('the forecast is plain balance, and says what rate would be needed', () => {
  const asked = { waiting: 100, waitingValue: 5_000n, arrivalRate: 3, serviceRate: 2 };
  assert.deepEqual(forecastDeadline({ ...asked, minutesLeft: 40 }), {
    missed: 140,
    missedValue: 7_000n,
    served: 80,
    neededRate: 5.5,
  });
  assert.deepEqual(forecastDeadline({ ...asked, arrivalRate: 0, minutesLeft: 60 }), {
    missed: 0,
    missedValue: 0n,
    served: 100,
    neededRate: 100 / 60,
  });
  assert.deepEqual(forecastDeadline({ ...asked, minutesLeft: -5 }), {
    missed: 100,
    missedValue: 5_000n,
    served: 0,
    neededRate: null,
  });
});

/** A minute of about `rate` events, from chance: each of its seconds has one or none. */
function happening(rate: number, int: (below: number) => number): number {
  let events = 0;
  for (let slot = 0; slot < 240; slot += 1) if (int(240_000) < rate * 1_000) events += 1;
  return events;
}

test('the forecast of a simulated afternoon is right to within a tenth', (t) => {
  const off: number[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const { int } = seeded(seed);
    const minutes: QueueMinute[] = [];
    let waiting = 60;
    const live = (): void => {
      const arrived = happening(9, int);
      const served = Math.min(waiting + arrived, happening(6, int));
      waiting += arrived - served;
      minutes.push({ arrived, served });
    };
    // From 15:20 to 16:20 the desk is watched; then the forecast is made.
    for (let minute = 0; minute < 60; minute += 1) live();
    const rates = ratesOf(minutes.slice(-30), waiting);
    const told = forecastDeadline({ ...rates, waiting, waitingValue: 0n, minutesLeft: 40 });
    for (let minute = 0; minute < 40; minute += 1) live();
    off.push((told.missed - waiting) / waiting);
  }
  const average = off.reduce((sum, each) => sum + Math.abs(each), 0) / off.length;
  t.diagnostic(`off by ${(average * 100).toFixed(1)} % on average over ${off.length} afternoons`);
  assert.ok(average <= 0.1, `off by ${average} on average`);
});
