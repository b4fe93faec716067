// The Queue screen: pages of payments by filter and order, the day's equation, one payment's whole
// trail, and a payment found by any of its ids.
import { z } from 'zod';
import { SHOWN_STATUSES } from '../../main/domain/disclosure.ts';
import { REVEAL_REASONS } from '../../main/domain/masked.ts';
import { BANK_PROBLEMS } from '../../main/domain/payee-bank.ts';
import { PAYMENT_DEEDS } from '../../main/domain/payment-deeds.ts';
import { WHY_CODES } from '../../main/domain/why.ts';
import { batchView } from './batch.ts';
import { method } from './method.ts';
import { absentSigners } from './requests.ts';
import {
  businessDate,
  count,
  currency,
  deed,
  deedRefusals,
  details,
  instant,
  list,
  minor,
  money,
  PAGE_ROWS_MAX,
  reasonCode,
  rowId,
  shownStatus,
  shownWorklist,
  text,
} from './values.ts';

/** Steps and postings of one trail: a payment has a handful. */
export const TRAIL_ROWS_MAX = 200;
/** What the palette lists for one text. */
export const FOUND_MAX = 20;

/** The deeds this session may do on the payment now: business rules stay out of the renderer. */
const allowedEvents = list(z.enum(PAYMENT_DEEDS), PAYMENT_DEEDS.length);

/** A payment as every grid shows it. */
export const paymentView = z.strictObject({
  paymentId: rowId,
  batchId: rowId,
  endToEndId: text(140),
  debtorAccount: text(140),
  debtorName: text(280).nullable(),
  creditorName: text(280).nullable(),
  creditorAccount: text(140).nullable(),
  amount: money,
  requestedExecutionDate: businessDate,
  executionDate: businessDate,
  status: shownStatus,
  reasonCode: reasonCode.nullable(),
  /** The rule or check that said so, keyed in the locales; a quarantine's own text is shown as is. */
  reason: text(500).nullable(),
  receivedAt: instant,
  allowedEvents,
});

/** Every part that is given must hold. An empty `statuses` lets nothing through. */
export const queueFilter = z.strictObject({
  statuses: list(shownStatus, SHOWN_STATUSES.length).exactOptional(),
  worklist: shownWorklist.exactOptional(),
  batchId: rowId.exactOptional(),
  currency: currency.exactOptional(),
  /** The debtor's account, whole; of whoever is told numbers masked, any that looks like it. */
  account: text(140).exactOptional(),
  /** Both ends belong to the range; minor units, compared within each currency. */
  amountFrom: minor.exactOptional(),
  amountTo: minor.exactOptional(),
  executionFrom: businessDate.exactOptional(),
  executionTo: businessDate.exactOptional(),
  /** The day on which the batch was received. */
  receivedOn: businessDate.exactOptional(),
  /** Found anywhere in names, accounts, ids or remittance, without regard to ASCII case. */
  text: text(140).exactOptional(),
});

const sortBy = z.enum(['receivedAt', 'amount', 'executionDate', 'status', 'debtorAccount']);

export const queueSort = z.strictObject({ by: sortBy, descending: z.boolean() });

const because = z.strictObject({ code: z.enum(WHY_CODES), data: details });

const trailPayment = z.strictObject({
  ...paymentView.omit({ receivedAt: true, allowedEvents: true }).shape,
  line: count,
  messageId: text(140),
  paymentInformationId: text(140),
  rail: z.enum(['batch', 'on_us']),
  /** The payment this one seems to repeat, or 0. */
  relatedPayment: count,
  /** The settlement cycle, or 0. */
  cycle: count,
  remittance: text(10_000).nullable(),
  batchBooking: z.boolean(),
  dateReason: text(80),
});

const payeeBank = z.strictObject({
  bic: text(140).nullable(),
  source: z.enum(['stated', 'code', 'iban']).nullable(),
  name: text(140).nullable(),
  validUntil: businessDate.nullable(),
  schemes: list(text(40), 32),
  problem: z.enum(BANK_PROBLEMS).nullable(),
});

const step = z.strictObject({
  sequence: count,
  at: instant,
  actor: text(200),
  deed: text(64),
  from: shownStatus.nullable(),
  to: shownStatus,
  reasonCode: reasonCode.nullable(),
  reason: text(500).nullable(),
  /** What the person who decided wrote; null where nothing was, or where it was erased. */
  remark: text(500).nullable(),
});

/** One amount from one account to another, as the book has it. */
export const postingView = z.strictObject({
  entryId: rowId,
  /** The row of the posting rules, as `A2` or `D4`. */
  event: text(8),
  layer: z.enum(['hold', 'post', 'post_hold', 'void_hold', 'expire_hold']),
  debitAccount: text(140),
  creditAccount: text(140),
  amount: money,
  bookingDate: businessDate,
  valueDate: businessDate,
  settlementDate: businessDate,
  /** For a batch booking: the entry covers the whole payment information. */
  shared: z.boolean(),
});

/** Payments counted and summed; the currency is that of the row they stand in. */
const term = z.strictObject({ payments: count, amount: minor });

export const queueMethods = {
  /** Rows by position in the chosen order; `total` counts what the filter lets through. */
  queuePage: method({
    input: z.strictObject({
      filter: queueFilter,
      sort: queueSort,
      offset: count,
      limit: z.int().min(1).max(PAGE_ROWS_MAX),
    }),
    output: z.strictObject({
      total: count,
      offset: count,
      /** Of the last deed in the book when the page was read; a later one may have moved rows. */
      sequence: count,
      /** False while the book is still being read in: `total` is exact, the order is newest first. */
      complete: z.boolean(),
      rows: list(paymentView, PAGE_ROWS_MAX),
    }),
    refusals: [],
  }),
  paymentTrail: method({
    input: z.strictObject({ paymentId: rowId }),
    output: z.strictObject({
      payment: trailPayment,
      why: z.strictObject({
        valueDate: because.nullable(),
        hold: because.nullable(),
        decision: because.nullable(),
      }),
      /** The payee's bank, and what the directories say of it; null on us, or where nothing says it. */
      bank: payeeBank.nullable(),
      /** When whoever it waits for was last reminded; null where nobody was, or it waits no more. */
      remindedAt: instant.nullable(),
      /** For those with the compliance right, of a payment that waits for a signature or a decision. */
      absentSigners,
      steps: list(step, TRAIL_ROWS_MAX),
      postings: list(postingView, TRAIL_ROWS_MAX),
      allowedEvents,
    }),
    refusals: ['payment_unknown'],
  }),
  /**
   * One account in full, to somebody who is shown it masked; that it was asked for, and why, is in
   * the trail before it is told. Null where it was erased.
   */
  revealAccount: method({
    input: z.strictObject({
      ...deed,
      paymentId: rowId,
      party: z.enum(['debtor', 'creditor']),
      reason: z.enum(REVEAL_REASONS),
    }),
    output: z.strictObject({ account: text(140).nullable() }),
    refusals: [...deedRefusals, 'given_before', 'payment_unknown'],
  }),
  /**
   * Per currency, count and value: received = settled + rejected + returned + every worklist + in
   * doubt. Each term is a filter of `queuePage`: a worklist by its name, the ends by the statuses
   * of `STATUSES_OF_TERM`. `notYetRead`: transactions of batches that the engine has not reached,
   * whose currency is not in the book yet; they are outside the equation.
   */
  dayEquation: method({
    input: z.strictObject({ receivedOn: businessDate.exactOptional() }),
    output: z.strictObject({
      businessDate,
      notYetRead: count,
      currencies: list(
        z.strictObject({
          currency,
          received: term,
          settled: term,
          rejected: term,
          /** A return is a payment of its own linked to a settled one, which stays settled. */
          returned: term,
          inDoubt: term,
          /** Worklists with at least one payment. */
          waiting: z.partialRecord(shownWorklist, term),
        }),
        200,
      ),
    }),
    refusals: [],
  }),
  /**
   * By any id: payment id, end-to-end id, instruction id, UETR, message id or batch id, first
   * whole, then by how they begin. Whole matches come first; `more` tells that the list was cut.
   */
  findPayment: method({
    input: z.strictObject({ text: text(140) }),
    output: z.strictObject({
      found: list(
        z.discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('payment'),
            by: z.enum(['paymentId', 'endToEndId', 'instructionId', 'uetr']),
            whole: z.boolean(),
            payment: paymentView,
          }),
          z.strictObject({
            kind: z.literal('batch'),
            by: z.enum(['batchId', 'messageId']),
            whole: z.boolean(),
            batch: batchView,
          }),
        ]),
        FOUND_MAX,
      ),
      more: z.boolean(),
    }),
    refusals: [],
  }),
};
