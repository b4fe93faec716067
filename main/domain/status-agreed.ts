// Which status report an ordering party has agreed on: whether it gets one, when, and down to which
// level it tells (domain.md §1.2: "send only those agreed").
import type { PaymentStatus } from './payment-status.ts';

/** From no report at all to one at any time. */
export const STATUS_MOMENTS = ['none', 'final', 'all'] as const;
/** From the file's own status to that of every payment; `exceptions` are those that differ. */
export const STATUS_LEVELS = ['file', 'paymentInformation', 'exceptions', 'item'] as const;

export type StatusMoment = (typeof STATUS_MOMENTS)[number];
export type StatusLevel = (typeof STATUS_LEVELS)[number];

/** `none`: no report; `final`: once every payment came to its end; `all`: whenever it is asked for. */
export type AgreedStatus = { readonly moment: StatusMoment; readonly level: StatusLevel };

/** What is told where nothing was agreed. */
export const STATUS_NOT_AGREED: AgreedStatus = { moment: 'all', level: 'exceptions' };

/**
 * What is told of a file that debits accounts under these agreements: the most that one of them
 * wants. A file that debits none of the book's accounts is told of as if nothing was agreed.
 */
export function agreedStatusOf(agreed: readonly AgreedStatus[]): AgreedStatus {
  const [first, ...others] = agreed;
  if (first === undefined) return STATUS_NOT_AGREED;
  return others.reduce(
    (one, other) => ({
      moment: later(STATUS_MOMENTS, one.moment, other.moment),
      level: later(STATUS_LEVELS, one.level, other.level),
    }),
    first,
  );
}

function later<V>(order: readonly V[], one: V, other: V): V {
  return order.indexOf(other) > order.indexOf(one) ? other : one;
}

const ENDS: readonly PaymentStatus[] = ['settled', 'rejected', 'cancelled'];

/**
 * Whether a payment came to the end that its customer is told. One that is frozen did not: it reads
 * as one that is still being processed, for the customer and for whoever asks.
 */
export function isAtItsEnd(status: PaymentStatus): boolean {
  return ENDS.includes(status);
}
