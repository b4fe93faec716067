// How long personal data is kept: by class, to the end of a calendar year. How many years a class
// runs is the bank's policy, because it is law of a place and a date.
import { type BusinessDate, dateOf, yearOf } from './dates.ts';

/**
 * `payment_data`: names, accounts, remittance, the file of a batch and words of deeds; `account_data`: a name;
 * `staff_data`: what somebody who worked here was called, and how they signed in.
 */
export const RETENTION_CLASSES = ['payment_data', 'account_data', 'staff_data'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/**
 * What personal data hangs on: a batch with its payments, a customer's account, a person who worked
 * here, or the words of one deed that belong to none of them, named by the deed's sequence.
 */
export type RetentionSubject = {
  readonly kind: 'batch' | 'account' | 'remark' | 'person';
  readonly id: number;
};

/** The last day on which what ended on `ended` is still kept, `years` full calendar years on. */
export function keptUntil(ended: BusinessDate, years: number): BusinessDate {
  return dateOf(yearOf(ended) + years, 12, 31);
}
