// Which business day is open, and when a payment executes: dates only, no clock.
import { businessDayOnOrAfter, type Calendar } from './calendars.ts';
import type { BusinessDate } from './dates.ts';
import type { ExecutionPlan } from './decision.ts';
import type { Policy } from './policy.ts';

/**
 * The book's open business day at calendar date `today`: the day itself when the calendar is
 * open, else the next one. Work done on a Saturday is booked on Monday.
 */
export function openBusinessDay(calendar: Calendar, today: BusinessDate): BusinessDate {
  return businessDayOnOrAfter(calendar, today);
}

/**
 * When a payment asked for `requested` executes. A day that has passed moves to the open business
 * day, or is refused (DT01) where the policy says so; a day on which the rail is closed moves to
 * the next business day. The requested date itself is kept beside the plan.
 */
export function planExecution(
  requested: BusinessDate,
  openDay: BusinessDate,
  calendar: Calendar,
  policy: Pick<Policy, 'pastExecutionDate'>,
): ExecutionPlan {
  if (requested < openDay) {
    // Asked for on a closed day that the open day follows: it moved, it is not late.
    if (businessDayOnOrAfter(calendar, requested) === openDay) {
      return { executionDate: openDay, dateReason: 'not_a_business_day', executesNow: true };
    }
    const refused = policy.pastExecutionDate === 'refuse';
    const dateReason = refused ? 'date_in_past_refused' : 'date_in_past';
    return { executionDate: openDay, dateReason, executesNow: true };
  }
  const executionDate = businessDayOnOrAfter(calendar, requested);
  return {
    executionDate,
    dateReason: executionDate === requested ? '' : 'not_a_business_day',
    executesNow: executionDate <= openDay,
  };
}
