// Goal: dates count and compare as the Gregorian calendar does. Method: every day of 1900 to 2100
// and the ends of the range against the runtime's own calendar; tables of what is no date.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  dayOfWeek,
  daysBetween,
  isCalendarDate,
  yearOf,
} from '../../main/domain/dates.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

test('only days that exist, written YYYY-MM-DD, are dates', () => {
  const good = '2026-11-26 2024-02-29 2000-02-29 1999-12-31 0001-01-01 9999-12-31'.split(' ');
  for (const text of good) assert.equal(isCalendarDate(text), true, text);
  const bad = `2026-02-29 1900-02-29 2026-04-31 2026-00-10 2026-13-01 2026-01-00 2026-01-32
    0000-01-01 2026-1-01 26-11-26 2026/11/26 20261126 2026-11-26Z 2026-11-26T00:00:00Z
    +026-11-26 -026-11-26 2026-11-2x 2026-1１-26`.split(/\s+/);
  for (const text of [...bad, '', '2026-11-26\n', ' 2026-11-26']) {
    assert.equal(isCalendarDate(text), false, JSON.stringify(text));
  }
});

test('every day from 1900 to 2100 has the number and the weekday of the runtime calendar', () => {
  const first = Date.UTC(1900, 0, 1) / MILLISECONDS_PER_DAY;
  const last = Date.UTC(2100, 11, 31) / MILLISECONDS_PER_DAY;
  for (let number = first; number <= last; number += 1) {
    const day = new Date(number * MILLISECONDS_PER_DAY);
    const date = day.toISOString().slice(0, 10);
    assert.equal(dateOfDayNumber(number), date);
    assert.equal(dayNumber(date), number);
    assert.equal(dayOfWeek(date), day.getUTCDay() === 0 ? 7 : day.getUTCDay());
  }
});

test('the calendar holds to its ends', () => {
  for (const date of ['0001-01-01', '0004-02-29', '0400-03-01', '9999-12-31']) {
    assert.equal(dayNumber(date), Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY);
    assert.equal(dateOfDayNumber(dayNumber(date)), date);
  }
  assert.throws(() => addDays('9999-12-31', 1), Bug);
  assert.throws(() => addDays('0001-01-01', -1), Bug);
  assert.throws(() => addDays('2026-02-30', 1), Bug);
  assert.throws(() => addDays('2026-02-28', 0.5), Bug);
});

test('days are added and counted across months, years and leap days', () => {
  const cases: readonly (readonly [from: string, days: number, to: string])[] = [
    ['2026-11-26', 0, '2026-11-26'],
    ['2026-11-26', 5, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2000-01-01', 146_097, '2400-01-01'],
  ];
  for (const [from, days, to] of cases) {
    assert.equal(addDays(from, days), to);
    assert.equal(daysBetween(from, to), days);
  }
  assert.equal(yearOf('2026-11-26'), 2026);
});
