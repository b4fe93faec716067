// The Review screen: what a rule held, decided with a reason; and a payment taken back before it
// left.
import { z } from 'zod';
import { method } from './method.ts';
import { paymentView } from './queue.ts';
import { absentSigners } from './requests.ts';
import {
  beyondAuthority,
  count,
  deed,
  deedRefusals,
  instant,
  list,
  PAGE_ROWS_MAX,
  rowId,
  shownStatus,
  text,
} from './values.ts';

/** A payment in review, with since when and what it is suspected to repeat. */
const reviewItem = z.strictObject({
  ...paymentView.shape,
  heldSince: instant,
  /** The payment this one seems to repeat, or 0. */
  relatedPayment: count,
  /** A suspected repeat holds no funds and goes on only with two signatures. */
  needsTwoPersons: z.boolean(),
  /** When whoever decides was last reminded of it; null where nobody was. */
  remindedAt: instant.nullable(),
  absentSigners,
});

export const reviewMethods = {
  /** Payments in review, the first received first; only for those with the compliance right. */
  reviewList: method({
    input: z.strictObject({ offset: count, limit: z.int().min(1).max(PAGE_ROWS_MAX) }),
    output: z.strictObject({ total: count, offset: count, rows: list(reviewItem, PAGE_ROWS_MAX) }),
    refusals: ['not_permitted'],
  }),
  /**
   * Approving lets the payment go on, declining rejects it and voids its hold. `reasonCode` is an
   * ISO 20022 external status reason; with it `remark` is required to decline, both may be empty
   * to approve.
   */
  decideReview: method({
    input: z.strictObject({
      ...deed,
      paymentId: rowId,
      outcome: z.enum(['approve', 'decline']),
      reasonCode: z.string().regex(/^(?:[A-Z0-9]{2,4})?$/),
      remark: text(500),
    }),
    output: z.strictObject({ status: shownStatus }),
    refusals: [
      ...deedRefusals,
      'payment_unknown',
      'payment_status_does_not_allow',
      'second_person_must_differ',
      'remark_required',
      ...beyondAuthority,
    ],
  }),
  /** Takes back a payment that has not been dispatched: its hold is void. */
  cancelPayment: method({
    input: z.strictObject({ ...deed, paymentId: rowId }),
    output: z.strictObject({ status: shownStatus }),
    refusals: [...deedRefusals, 'payment_unknown', 'payment_status_does_not_allow'],
  }),
};
