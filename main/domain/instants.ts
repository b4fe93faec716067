// Points in time: milliseconds UTC as numbers, ISO 8601 as text, and the local date of a zone.
import { assert } from './assert.ts';
import { type BusinessDate, dateOfDayNumber, dayNumber, isCalendarDate } from './dates.ts';

/** Milliseconds since 1970-01-01T00:00:00Z, an integer. */
export type Instant = number;

const MILLISECONDS_PER_DAY = 86_400_000;

/** Formatters are slow to make; a bank's calendars name a handful of zones, so few are kept. */
const FORMATTERS_KEPT = 32;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-26T10:42:00.000Z`: ISO 8601, UTC, always with milliseconds. */
export function formatInstant(instant: Instant): string {
  assert(Number.isSafeInteger(instant), 'an instant is whole milliseconds');
  const day = Math.floor(instant / MILLISECONDS_PER_DAY);
  const inDay = instant - day * MILLISECONDS_PER_DAY;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const hours = pad(Math.floor(inDay / 3_600_000), 2);
  const minutes = pad(Math.floor(inDay / 60_000) % 60, 2);
  const seconds = pad(Math.floor(inDay / 1000) % 60, 2);
  return `${dateOfDayNumber(day)}T${hours}:${minutes}:${seconds}.${pad(inDay % 1000, 3)}Z`;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * The instant of an ISO 8601 date and time with seconds and an offset (`Z`, `+01:00`; up to
 * `14:00` as in XML Schema). Null when the text is anything else; without an offset it names no
 * instant. Digits behind the milliseconds are cut off, as they are below our resolution.
 */
export function parseInstant(text: string): Instant | null {
  const parts = INSTANT.exec(text);
  if (parts === null) return null;
  const [, date = '', hours, minutes, seconds, fraction = '', sign, offsetHours, offsetMinutes] =
    parts;
  const hour = Number(hours);
  const minute = Number(minutes);
  const second = Number(seconds);
  if (!isCalendarDate(date) || hour > 23 || minute > 59 || second > 59) return null;
  const offset = Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0);
  if (offset > 14 * 60 || Number(offsetMinutes ?? 0) > 59) return null;
  const millisecond = Number(fraction.padEnd(3, '0').slice(0, 3));
  const local =
    dayNumber(date) * MILLISECONDS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
  return local + millisecond - (sign === '-' ? -offset : offset) * 60_000;
}

/** Whether the program's time zone data knows this IANA zone (`Europe/Berlin`) or `UTC`. */
export function isTimeZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  try {
    formatterFor(zone);
    return true;
  } catch (error) {
    // RangeError is how Intl says that it knows no such zone; anything else is not ours.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The date on the wall at `instant` in `zone`: `UTC` or an IANA name that {@link isTimeZone}
 * knows. Depends on the time zone data of the runtime, and on nothing of the machine.
 */
export function dateOfInstant(instant: Instant, zone: string): BusinessDate {
  assert(Number.isSafeInteger(instant), 'an instant is whole milliseconds');
  if (zone === 'UTC') return dateOfDayNumber(Math.floor(instant / MILLISECONDS_PER_DAY));
  const parts = new Map<string, string>();
  for (const { type, value } of formatterFor(zone).formatToParts(instant)) parts.set(type, value);
  const year = (parts.get('year') ?? '').padStart(4, '0');
  const date = `${year}-${parts.get('month')}-${parts.get('day')}`;
  assert(isCalendarDate(date), 'the formatter gives a date of the common era');
  return date;
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const kept = formatters.get(zone);
  if (kept !== undefined) return kept;
  const formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  if (formatters.size >= FORMATTERS_KEPT) formatters.clear();
  formatters.set(zone, formatter);
  return formatter;
}

/**
 * The instant at which the clock on the wall of `zone` shows `time` (`HH:MM`) on `date`. A time
 * that a change to summer time leaves out is the instant an hour later; one that comes twice is
 * the first.
 */
export function instantOfWallTime(date: BusinessDate, time: string, zone: string): Instant {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  assert(match !== null, 'a time of day is HH:MM');
  const wanted =
    dayNumber(date) * MILLISECONDS_PER_DAY +
    Number(match[1]) * 3_600_000 +
    Number(match[2]) * 60_000;
  // The offset of the zone is found where the clock would show this time if it had none, and once
  // more where it really does.
  const guess = wanted - offsetAt(wanted, zone);
  return wanted - Math.max(offsetAt(guess, zone), offsetAt(guess - 3_600_000, zone));
}

/** How far the wall of `zone` is ahead of UTC at `instant`, in milliseconds. */
function offsetAt(instant: Instant, zone: string): number {
  const parts = new Map(
    formatterFor(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - Math.floor(instant / 60_000) * 60_000;
}
