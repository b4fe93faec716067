// What waits for another person's signature: shown as its effect, signed for exactly what was shown,
// or sent back with a reason; and a reminder of whatever a payment waits for.
import { z } from 'zod';
import { PERMISSIONS } from '../../main/domain/permissions.ts';
import { LAPSES } from '../../main/domain/signing.ts';
import { method } from './method.ts';
import { absentSigners, inPlaceOf } from './requests.ts';
import {
  beyondAuthority,
  businessDate,
  code,
  count,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  minor,
  money,
  paymentStatus,
  reasonCode,
  rowId,
  text,
} from './values.ts';

/** What a signature is bound to; texts as they stand in the book. */
const shownPayment = z.strictObject({
  paymentId: rowId,
  /** 1 as it came, one more with each edit. */
  version: rowId,
  status: paymentStatus,
  /** The place in the trail of its last change of status; 0 to those without the compliance right. */
  since: count,
  batchId: rowId,
  messageId: text(200),
  endToEndId: text(200),
  rail: z.enum(['batch', 'on_us']),
  amount: money,
  debtorAccount: text(200),
  debtorName: text(500).nullable(),
  creditorAccount: text(200).nullable(),
  creditorName: text(500).nullable(),
  creditorAgent: text(200).nullable(),
  creditorCountry: text(20).nullable(),
  remittance: text(100_000).nullable(),
  purpose: text(200).nullable(),
  executionDate: businessDate,
  reasonCode: reasonCode.nullable(),
  reason: code.nullable(),
  relatedPayment: count,
  /** Who made it what it is: nobody of them signs. */
  makers: list(text(200), 1000),
});

/** One level of checkers, and who signed for it. */
const level = z.strictObject({
  permission: z.enum(PERMISSIONS),
  person: text(200).nullable(),
});

/** A signature that was given and stands no more: its level, from 0, needs another. */
const lapsed = z.strictObject({ level: count, person: text(200), why: z.enum(LAPSES) });

const words = {
  paymentId: rowId,
  /** The hash that came with what was shown. */
  shown: hash,
  remark: text(500),
};

const said = z.strictObject({
  status: paymentStatus,
  /** Signatures still needed. */
  open: count,
});

const waitingRefusals = [
  ...deedRefusals,
  'payment_unknown',
  'payment_status_does_not_allow',
  'second_person_must_differ',
  'signer_not_permitted',
] as const;

/** What is usual for the payer among the newest payments of the book. */
const usual = z.strictObject({
  ofDebtor: count,
  toCreditor: count,
  largest: minor.nullable(),
  average: minor.nullable(),
});

/** A payment as it is shown to whoever may sign for it. */
export const approvalShown = z.strictObject({
  payment: shownPayment,
  shown: hash,
  rule: code,
  order: z.enum(['sequential', 'parallel']),
  levels: list(level, 10),
  usual,
  /** Why it is not this person's to sign; null where it is. */
  cannot: code.nullable(),
});

/** A payment that waits for a signature; `cannot` says why it is not this person's to give. */
const waitingItem = z.strictObject({
  paymentId: rowId,
  amount: money,
  debtorAccount: text(200),
  debtorName: text(500).nullable(),
  creditorAccount: text(200).nullable(),
  creditorName: text(500).nullable(),
  reason: code.nullable(),
  shown: hash,
  version: rowId,
  open: count,
  cannot: code.nullable(),
  inPlaceOf,
  /** When whoever it waits for was last reminded; null where nobody was. */
  remindedAt: instant.nullable(),
  absentSigners,
});

/** Payments on one page of those that wait. */
const WAITING_ROWS_MAX = 100;

export const approvalMethods = {
  /** For who may sign: payments that wait for a signature, the first received first. */
  approvalList: method({
    input: z.strictObject({ offset: count, limit: z.int().min(1).max(WAITING_ROWS_MAX) }),
    output: z.strictObject({
      total: count,
      /** How many of the page this person may sign now. */
      mine: count,
      rows: list(waitingItem, WAITING_ROWS_MAX),
    }),
    refusals: ['not_permitted'],
  }),
  /** For who may sign: a payment as it is shown to them, the hash that binds, and who has signed. */
  approvalView: method({
    input: z.strictObject({ paymentId: rowId }),
    output: approvalShown.extend({
      inPlaceOf,
      lapsed: list(lapsed, 100),
      remindedAt: instant.nullable(),
      absentSigners,
    }),
    refusals: ['not_permitted', 'payment_unknown', 'payment_status_does_not_allow'],
  }),
  /** Signs for exactly what was shown; the last signature lets the payment go on. */
  approve: method({
    input: z.strictObject({ ...deed, ...words }),
    output: said,
    refusals: [...waitingRefusals, ...beyondAuthority, 'approval_stale'],
  }),
  /** Replaces the remittance of a payment that waits: every signature before it is void. */
  amendPayment: method({
    input: z.strictObject({ ...deed, paymentId: rowId, remittance: text(5000) }),
    output: z.strictObject({ version: rowId }),
    refusals: [...deedRefusals, 'payment_unknown', 'payment_status_does_not_allow'],
  }),
  /**
   * Reminds whoever the payment waits for, at most once an hour; of a signature, a decision or
   * anything else alike.
   */
  remindPayment: method({
    input: z.strictObject({ ...deed, paymentId: rowId }),
    output: z.strictObject({ remindedAt: instant }),
    refusals: [
      ...deedRefusals,
      'payment_unknown',
      'payment_status_does_not_allow',
      'reminded_lately',
    ],
  }),
  /** Sends the payment back for good: it is rejected, and its hold is void. */
  rejectApproval: method({
    input: z.strictObject({
      ...deed,
      ...words,
      reasonCode: z.string().regex(/^(?:[A-Z0-9]{2,4})?$/),
    }),
    output: said,
    refusals: [...waitingRefusals, 'remark_required', 'approval_stale'],
  }),
};
