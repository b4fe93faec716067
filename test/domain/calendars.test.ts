// Goal: TARGET is open exactly on its business days. Method: Easter against known years, the rule
// against another project's list of every closing day from 2002 to 2050, steps across holidays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import {
  addBusinessDays,
  businessDayOnOrAfter,
  easterSunday,
  isBusinessDay,
  nextBusinessDay,
  TARGET,
} from '../../main/domain/calendars.ts';
import { addDays, dayOfWeek } from '../../main/domain/dates.ts';
import { absent, reference } from './material.ts';

test('Easter falls on the days that almanacs print', () => {
  const printed = `1818-03-22 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2011-04-24
    2024-03-31 2025-04-20 2026-04-05 2027-03-28 2038-04-25 2049-04-18 2076-04-19 2285-03-22`;
  for (const date of printed.split(/\s+/)) {
    assert.equal(easterSunday(Number(date.slice(0, 4))), date);
  }
  for (let year = 1583; year <= 4099; year += 1) {
    const easter = easterSunday(year);
    assert.equal(dayOfWeek(easter), 7, easter);
    assert.ok(easter >= `${year}-03-22` && easter <= `${year}-04-25`, easter);
  }
});

test('TARGET is closed at weekends and on its six holidays, and open on other feasts', () => {
  const cases: { readonly [date: string]: boolean } = {
    '2026-01-01': false,
    '2026-01-02': true,
    '2026-04-02': true,
    '2026-04-03': false,
    '2026-04-06': false,
    '2026-04-07': true,
    '2026-05-01': false,
    '2026-05-14': true,
    '2026-10-03': false,
    '2026-11-26': true,
    '2026-12-24': true,
    '2026-12-25': false,
    '2026-12-26': false,
    '2026-12-31': true,
  };
  const found = Object.keys(cases).map((date) => [date, isBusinessDay(TARGET, date)]);
  assert.deepEqual(Object.fromEntries(found), cases);
});

test('business days are found and counted across weekends and holidays', () => {
  assert.equal(nextBusinessDay(TARGET, '2026-11-26'), '2026-11-27');
  assert.equal(nextBusinessDay(TARGET, '2026-11-27'), '2026-11-30');
  assert.equal(nextBusinessDay(TARGET, '2026-04-02'), '2026-04-07');
  assert.equal(nextBusinessDay(TARGET, '2026-12-24'), '2026-12-28');
  assert.equal(businessDayOnOrAfter(TARGET, '2026-11-26'), '2026-11-26');
  assert.equal(businessDayOnOrAfter(TARGET, '2026-04-03'), '2026-04-07');
  assert.equal(addBusinessDays(TARGET, '2026-11-26', 0), '2026-11-26');
  assert.equal(addBusinessDays(TARGET, '2026-11-28', 0), '2026-11-30');
  assert.equal(addBusinessDays(TARGET, '2026-11-28', 1), '2026-11-30');
  assert.equal(addBusinessDays(TARGET, '2026-11-26', 2), '2026-11-30');
  assert.equal(addBusinessDays(TARGET, '2026-12-23', 3), '2026-12-29');
  assert.throws(() => addBusinessDays(TARGET, '2026-11-26', -1), Bug);
});

test('a calendar that never opens is a bug, not an endless search', () => {
  const closed = { name: 'closed', isHoliday: () => true };
  assert.throws(() => nextBusinessDay(closed, '2026-11-26'), Bug);
});

test('the rule is the list of another project, day by day from 2002 to 2050', (t) => {
  const path = 'vacanza+holidays/snapshots/financial/XECB.json';
  const json = reference(path);
  if (json === null) return t.skip(absent(path));
  const listed = Object.keys(JSON.parse(json)).filter((date) => date >= '2002-01-01');
  const ruled: string[] = [];
  for (let date = '2002-01-01'; date <= '2050-12-31'; date = addDays(date, 1)) {
    if (TARGET.isHoliday(date)) ruled.push(date);
  }
  assert.equal(ruled.length, 49 * 6);
  assert.deepEqual(ruled, listed.sort());
});
