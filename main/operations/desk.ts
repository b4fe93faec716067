// What every deed works with: the book, its calendar and zone, and the policy in force.

import { known } from '../domain/assert.ts';
import { openBusinessDay } from '../domain/business-day.ts';
import { businessDayBefore, type Calendar, nextBusinessDay, TARGET } from '../domain/calendars.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { type Policy, policyFrom } from '../domain/policy.ts';
import { type EventCode, rowOf } from '../domain/posting-table.ts';
import type { Book } from '../ledger/book.ts';
import type { EntryHead } from '../ledger/entries.ts';

/** The zone in which the bank's day begins and ends. */
const BANK_ZONE = 'Europe/Berlin';

export type Desk = {
  readonly book: Book;
  readonly calendar: Calendar;
  readonly zone: string;
};

export function deskOf(book: Book): Desk {
  return { book, calendar: TARGET, zone: BANK_ZONE };
}

/**
 * The business days in which something may be booked at `now` (milliseconds UTC), oldest first, two
 * at most (R8): the day before while it is not closed yet, the day itself, and the next one once an
 * older one is closed. A day that nobody closed ends with the day after it.
 */
export function bookableDays(desk: Desk, now: number): readonly BusinessDate[] {
  const { calendar, book } = desk;
  const today = openBusinessDay(calendar, dateOfInstant(now, desk.zone));
  let first = businessDayBefore(calendar, today);
  while (book.days.isClosed(first)) first = nextBusinessDay(calendar, first);
  return [first, nextBusinessDay(calendar, first)];
}

/** The business day that is open at `now`: the day itself, or the next one once it is closed. */
export function openDay(desk: Desk, now: number): BusinessDate {
  const today = openBusinessDay(desk.calendar, dateOfInstant(now, desk.zone));
  return desk.book.days.isClosed(today) ? known(bookableDays(desk, now)[0], 'two are') : today;
}

/**
 * The day in which something that the rail settles on `settlementDate` is booked (R8): that day
 * where it may still be booked in, else the open one.
 */
export function bookingDay(desk: Desk, now: number, settlementDate: BusinessDate): BusinessDate {
  const isBookable = bookableDays(desk, now).includes(settlementDate);
  return isBookable ? settlementDate : openDay(desk, now);
}

export function policyOf(desk: Desk): Policy {
  return policyFrom(desk.book.policies.inForce());
}

/** The head of an entry of row `code` with all three dates on `day`; callers replace those that differ. */
export function headOn(
  day: BusinessDate,
  code: EventCode,
  of: { readonly batch: number; readonly payment: number },
): EntryHead {
  return {
    event: rowOf(code),
    batch: of.batch,
    payment: of.payment,
    bookingDate: day,
    valueDate: day,
    settlementDate: day,
  };
}
