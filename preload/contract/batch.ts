// The Batch screen: opening accounts, from a picked file to a submitted batch, and its progress.
import { z } from 'zod';
import { method, stream } from './method.ts';
import {
  beyondAuthority,
  businessDate,
  count,
  currency,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  minor,
  PAGE_ROWS_MAX,
  path,
  problems,
  reasonCode,
  rowId,
  shownStatus,
  submissionId,
  sums,
  text,
} from './values.ts';

/** What may be wrong with a file before its content is read. */
const fileRefusals = ['file_cannot_be_read', 'file_is_empty', 'file_is_too_large'] as const;

/** Payment informations that a preview lists; its counts tell how many there are. */
const BLOCKS_LISTED_MAX = 1000;

/** Units of one piece of a report: well below a frame, however its characters are escaped. */
export const PIECE_UNITS_MAX = 65_536;

const countByStatus = z.partialRecord(shownStatus, count);

/** A batch as lists show it: ISO 20022 group header facts and how its payments stand. */
export const batchView = z.strictObject({
  batchId: rowId,
  messageId: text(140),
  fileName: text(255),
  originalHash: hash,
  /** `received`: nothing judged yet; `processing`: some; `processed`: all. */
  status: z.enum(['received', 'processing', 'processed']),
  /** Group status of pain.002: `PART` when the payments differ, '' when nothing is told. */
  isoStatus: text(4),
  numberOfTransactions: count,
  /** Payments judged so far; `sums` and `payments` count these. */
  processed: count,
  sums,
  payments: countByStatus,
  /** Sums of those that could be handed over to another branch. */
  leavingSums: sums,
  receivedAt: instant,
});

const header = z.strictObject({
  messageType: text(35),
  messageId: text(140),
  createdAt: text(40),
  numberOfTransactions: count,
  controlSum: text(40).nullable(),
  initiatingPartyName: text(280).nullable(),
  initiatingPartyId: text(280).nullable(),
});

const blockPreview = z.strictObject({
  paymentInformationId: text(140),
  transactions: count,
  sums,
  requestedExecutionDate: businessDate,
  /** Null when the file leaves it to the agreement. */
  batchBooking: z.boolean().nullable(),
  debtorAccount: text(140),
  debtorName: text(280).nullable(),
});

/** A file read without touching the book. `accepted` is false when a problem refuses it. */
const preview = z.strictObject({
  /** `pain.001.001.09`, or null when the file never said what it is. */
  kind: text(35).nullable(),
  accepted: z.boolean(),
  header: header.nullable(),
  counts: z.strictObject({ paymentInformations: count, transactions: count, sums }),
  /** The largest payment of each currency. */
  largest: sums,
  /** The first of them; `counts` tells how many there are. */
  perPaymentInformation: list(blockPreview, BLOCKS_LISTED_MAX),
  problems,
  /** Problems found in all; the list keeps the first. */
  problemCount: count,
});

/** Bytes read so far of the file's size. */
const readingProgress = z.strictObject({ kind: z.literal('progress'), bytes: count, size: count });

/** What would become of a group of payments: the same status for the same reason. */
const rehearsedOutcome = z.strictObject({
  status: shownStatus,
  reasonCode: reasonCode.nullable(),
  reason: text(500).nullable(),
  payments: count,
  sums,
});

/**
 * What submitting the file would do, found by the same code with no effect. Funds are checked in
 * the file's order against the balances of this moment.
 */
const rehearsal = z.strictObject({
  businessDate,
  transactions: count,
  sums,
  /** The first of them, in file order. */
  perPaymentInformation: list(
    z.strictObject({
      paymentInformationId: text(140),
      requestedExecutionDate: businessDate,
      executionDate: businessDate,
      /** `''`, `date_in_past`, `not_a_business_day` or `date_in_past_refused`. */
      dateReason: text(40),
      executesNow: z.boolean(),
      batchBooking: z.boolean(),
      debtorAccount: text(140),
      debtorName: text(280).nullable(),
      transactions: count,
      sums,
      outcomes: list(rehearsedOutcome, 50),
    }),
    BLOCKS_LISTED_MAX,
  ),
  /** Over the whole file; the most payments first. */
  outcomes: list(rehearsedOutcome, 200),
  fees: sums,
  /** The cycle that accepted payments would join; `cycleId` null: it would be opened. */
  cycles: list(
    z.strictObject({
      currency,
      cycleId: rowId.nullable(),
      settlementDate: businessDate,
      payments: count,
      amount: minor,
    }),
    200,
  ),
});

export const batchMethods = {
  importAccounts: method({
    input: z.union([
      z.strictObject({ ...deed, path }),
      z.strictObject({ ...deed, originalHash: hash }),
    ]),
    output: z.strictObject({ opened: count, unchanged: count, problems }),
    refusals: [
      ...deedRefusals,
      'original_unknown',
      ...fileRefusals,
      'file_is_not_an_account_list',
      'account_list_has_problems',
      'account_of_demo_bank',
      'account_kind_not_of_this_book',
      'account_open_with_other_terms',
      'account_overdrawn',
    ],
  }),
  /** Keeps a copy of the file under its hash, and the submission id for retries. */
  draftBatch: method({
    input: z.strictObject({ path }),
    output: z.strictObject({
      submissionId,
      originalHash: hash,
      fileName: text(255),
      size: count,
    }),
    refusals: ['not_permitted', ...fileRefusals],
  }),
  /** Progress while the kept file is read, then one preview or one refusal; that is the last item. */
  inspectFile: stream({
    input: z.strictObject({ originalHash: hash }),
    item: z.discriminatedUnion('kind', [
      readingProgress,
      z.strictObject({ kind: z.literal('preview'), preview }),
      z.strictObject({ kind: z.literal('refused'), code: z.literal('original_unknown') }),
    ]),
  }),
  /**
   * Progress, then one rehearsal or one refusal. Refused with `original_unknown`, then
   * `file_has_refusing_problems`.
   */
  rehearseBatch: stream({
    input: z.strictObject({ originalHash: hash }),
    item: z.discriminatedUnion('kind', [
      readingProgress,
      z.strictObject({ kind: z.literal('rehearsal'), rehearsal }),
      z.strictObject({
        kind: z.literal('refused'),
        code: z.enum(['original_unknown', 'file_has_refusing_problems']),
      }),
    ]),
  }),
  submitBatch: method({
    input: z.strictObject({ ...deed, originalHash: hash, fileName: text(255) }),
    output: z.strictObject({ batchId: rowId }),
    refusals: [
      ...deedRefusals,
      'original_unknown',
      'file_has_refusing_problems',
      'file_not_of_this_book',
      'duplicate_file',
      'duplicate_message_id',
      'batch_too_large',
      ...beyondAuthority,
    ],
  }),
  /** One item at the start, then at most one per epoch; ends when done or the batch is unknown. */
  batchProgress: stream({
    input: z.strictObject({ batchId: rowId }),
    item: z.strictObject({
      batchId: rowId,
      processed: count,
      total: count,
      payments: countByStatus,
      startedAt: instant.nullable(),
      at: instant,
      done: z.boolean(),
    }),
  }),
  /** The newest batches, and every payment counted once, by status and by currency. */
  status: method({
    input: z.strictObject({}),
    output: z.strictObject({
      batches: list(batchView, PAGE_ROWS_MAX),
      payments: countByStatus,
      sums,
    }),
    refusals: [],
  }),
  batch: method({
    input: z.strictObject({ batchId: rowId }),
    output: batchView,
    refusals: ['batch_unknown'],
  }),
  /**
   * A file: the status report to the customer as XML, in pieces to be joined in order. One refusal
   * instead where there is none, in the order of its codes; `sequence` is what `exportFile` answered.
   */
  pain002: stream({
    input: z.strictObject({ batchId: rowId, sequence: count }),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('piece'), text: text(PIECE_UNITS_MAX) }),
      z.strictObject({
        kind: z.literal('refused'),
        code: z.enum([
          'export_unknown',
          'batch_not_judged',
          'status_report_not_agreed',
          'batch_not_final',
        ]),
      }),
    ]),
  }),
};
