// Calendar dates without a time: counted in whole days, so that no time zone can move them.
import { assert } from './assert.ts';

/** `YYYY-MM-DD`, a day that exists. Compares in time order as a string. */
export type BusinessDate = string;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type DayOfWeek = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DAYS_OF_WEEK: readonly DayOfWeek[] = [1, 2, 3, 4, 5, 6, 7];

const HYPHEN = 45;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 9999-12-31 as days since 1970-01-01: the last date four digits can write. */
const LAST_DAY = 2_932_896;
/** 0001-01-01 as days since 1970-01-01. */
const FIRST_DAY = -719_162;

/** Whether `text` is exactly `YYYY-MM-DD` and names a day of the Gregorian calendar (from year 1). */
export function isCalendarDate(text: string): boolean {
  if (text.length !== 10) return false;
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

/** The date `days` after `date`; before it when `days` is negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  assert(Number.isSafeInteger(days), 'dates are counted in whole days');
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function dayOfWeek(date: BusinessDate): DayOfWeek {
  // 1970-01-01 was a Thursday, index 3 of a week that begins on Monday.
  const index = (((dayNumber(date) + 3) % 7) + 7) % 7;
  const day = DAYS_OF_WEEK[index];
  assert(day !== undefined, 'a remainder of seven indexes the week');
  return day;
}

export function yearOf(date: BusinessDate): number {
  return digits(date, 0, 4);
}

/**
 * Days since 1970-01-01 (proleptic Gregorian calendar). Counts from 1 March, so that the leap
 * day is the last of its year: Howard Hinnant, "chrono-compatible low-level date algorithms".
 */
export function dayNumber(date: BusinessDate): number {
  assert(isCalendarDate(date), 'a business date is a calendar date');
  const month = digits(date, 5, 7);
  const year = digits(date, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + digits(date, 8, 10) - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** The date of {@link dayNumber}: its inverse. */
export function dateOfDayNumber(number: number): BusinessDate {
  assert(number >= FIRST_DAY && number <= LAST_DAY, 'a business date lies in the years 1 to 9999');
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapDays);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** `YYYY-MM-DD` of three numbers that make a date. */
export function dateOf(year: number, month: number, day: number): BusinessDate {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** The number written by the ASCII digits in [start, end); -1 when one is no digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
