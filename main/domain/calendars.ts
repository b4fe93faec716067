// Business days: which days a settlement system is open, as rules rather than lists that run out.
import { assert } from './assert.ts';
import { addDays, type BusinessDate, dateOf, dayNumber, dayOfWeek, yearOf } from './dates.ts';

/**
 * A settlement calendar. Saturdays and Sundays are closed in all of them; `isHoliday` names the
 * closing days beside these (and may name days that fall on a weekend).
 */
export type Calendar = {
  readonly name: string;
  isHoliday(date: BusinessDate): boolean;
};

/** No settlement system is shut for longer; a calendar that never opens must not hang us. */
const CLOSED_DAYS_MAX = 60;

/** Month and day of the closing days of T2 that keep their date. */
const TARGET_FIXED: ReadonlySet<string> = new Set(['01-01', '05-01', '12-25', '12-26']);

/**
 * TARGET, the Eurosystem's calendar: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
 * December (ECB, long-term calendar in force since 2002; the extra closing days of 1999 to 2001
 * are not in it).
 */
export const TARGET: Calendar = {
  name: 'TARGET',
  isHoliday(date) {
    if (TARGET_FIXED.has(date.slice(5))) return true;
    const fromEaster = dayNumber(date) - dayNumber(easterSunday(yearOf(date)));
    return fromEaster === -2 || fromEaster === 1;
  },
};

/** Whether the system is open: not a Saturday, not a Sunday, not one of its holidays. */
export function isBusinessDay(calendar: Calendar, date: BusinessDate): boolean {
  return dayOfWeek(date) <= 5 && !calendar.isHoliday(date);
}

/** The first business day after `date`, never `date` itself. */
export function nextBusinessDay(calendar: Calendar, date: BusinessDate): BusinessDate {
  return businessDayOnOrAfter(calendar, addDays(date, 1));
}

/** The last business day before `date`, never `date` itself. */
export function businessDayBefore(calendar: Calendar, date: BusinessDate): BusinessDate {
  let day = addDays(date, -1);
  for (let closed = 0; !isBusinessDay(calendar, day); closed += 1) {
    assert(closed < CLOSED_DAYS_MAX, 'a calendar was open before');
    day = addDays(day, -1);
  }
  return day;
}

/** `date` if it is a business day, else the next one. */
export function businessDayOnOrAfter(calendar: Calendar, date: BusinessDate): BusinessDate {
  let day = date;
  for (let closed = 0; !isBusinessDay(calendar, day); closed += 1) {
    assert(closed < CLOSED_DAYS_MAX, 'a calendar opens again');
    day = addDays(day, 1);
  }
  return day;
}

/**
 * The business day `count` business days after `date` (D+1 is count 1). A `date` that is none
 * itself counts from the day before: Saturday + 1 is Monday. Count 0 is `businessDayOnOrAfter`.
 */
export function addBusinessDays(
  calendar: Calendar,
  date: BusinessDate,
  count: number,
): BusinessDate {
  assert(Number.isSafeInteger(count) && count >= 0, 'business days are counted forward');
  if (count === 0) return businessDayOnOrAfter(calendar, date);
  let day = date;
  for (let passed = 0; passed < count; passed += 1) day = nextBusinessDay(calendar, day);
  return day;
}

/**
 * Easter Sunday of a Gregorian year: the anonymous algorithm printed in Nature (20 April 1876)
 * and by Butcher and Meeus ("Astronomical Algorithms", chapter 8).
 */
export function easterSunday(year: number): BusinessDate {
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * (year % 19) + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const lateMoon = Math.floor(((year % 19) + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * lateMoon + 114;
  return dateOf(year, Math.floor(days / 31), (days % 31) + 1);
}
