// How long personal data is kept: by class, to the end of a calendar year. How many years a class
// runs is the bank's policy, because it is law of a place and a date.
import { type BusinessDate, dateOf, yearOf } from './dates.ts';

/** `payment_data`: names, accounts, remittance and the file of a batch; `account_data`: a name. */
export const RETENTION_CLASSES = ['payment_data', 'account_data'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** What personal data hangs on: a batch with its payments, or a customer's account. */
export type RetentionSubject = { readonly kind: 'batch' | 'account'; readonly id: number };

/** The last day on which what ended on `ended` is still kept, `years` full calendar years on. */
export function keptUntil(ended: BusinessDate, years: number): BusinessDate {
  return dateOf(yearOf(ended) + years, 12, 31);
}
