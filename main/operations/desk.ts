// What every deed works with: the book, its calendar and zone, and the policy in force.

import { openBusinessDay } from '../domain/business-day.ts';
import type { Calendar } from '../domain/calendars.ts';
import { TARGET } from '../domain/calendars.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { type Policy, policyFrom } from '../domain/policy.ts';
import type { Book } from '../ledger/book.ts';
import type { EntryHead } from '../ledger/journal.ts';

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

/** The business day that is open at `now` (milliseconds UTC). */
export function openDay(desk: Desk, now: number): BusinessDate {
  return openBusinessDay(desk.calendar, dateOfInstant(now, desk.zone));
}

export function policyOf(desk: Desk): Policy {
  return policyFrom(desk.book.policies.inForce());
}

/** An entry's head with all three dates on `day`; callers replace those that differ. */
export function headOn(
  day: BusinessDate,
  event: string,
  of: { readonly batch: number; readonly payment: number },
): EntryHead {
  return {
    event,
    batch: of.batch,
    payment: of.payment,
    bookingDate: day,
    valueDate: day,
    settlementDate: day,
  };
}
