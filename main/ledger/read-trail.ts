// The whole trail of one payment: what came in, every change of status with its deed and person,
// and every posting that moved its money.

import { known } from '../domain/assert.ts';
import { isWait } from '../domain/disclosure.ts';
import type { Rail } from '../domain/iso-status.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { type Why, whyOf } from '../domain/why.ts';
import { readRemindedAt } from './approvals.ts';
import type { ReadableDb } from './connection.ts';
import { batchOf, recordOf } from './payment-ids.ts';
import { readPostings, type TrailPosting } from './read-postings.ts';
import { relatedPaymentOf } from './redrives.ts';

export type TrailStep = {
  readonly sequence: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly actor: string;
  readonly deed: string;
  readonly from: PaymentStatus | null;
  readonly to: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** What the person who decided wrote; null where nothing was, or where it was erased. */
  readonly remark: string | null;
};

export type TrailPayment = {
  readonly paymentId: number;
  readonly batchId: number;
  readonly line: number;
  readonly messageId: string;
  readonly paymentInformationId: string;
  readonly endToEndId: string;
  readonly rail: Rail;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly relatedPayment: number;
  readonly cycle: number;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
  readonly creditorName: string | null;
  readonly creditorAccount: string | null;
  /** Cut after {@link REMITTANCE_UNITS} with an ellipsis; the kept file has all of it. */
  readonly remittance: string | null;
  readonly batchBooking: boolean;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  readonly dateReason: string;
};

/** UTF-16 units of remittance that a trail shows: a file may hold any number of lines. */
const REMITTANCE_UNITS = 5000;

export type Trail = {
  readonly payment: TrailPayment;
  /** When it was last reminded of, milliseconds UTC; null where it never was, or waits no more. */
  readonly remindedAt: number | null;
  readonly steps: readonly TrailStep[];
  readonly postings: readonly TrailPosting[];
};

export type ExplainedTrail = Trail & { readonly why: Why };

type PaymentRow = {
  id: bigint;
  line: bigint;
  message_id: string;
  payment_information_id: string;
  end_to_end_id: string;
  rail: Rail;
  amount: bigint;
  currency: string;
  status: PaymentStatus;
  reason_code: string | null;
  reason: string | null;
  related_payment: bigint;
  cycle: bigint;
  debtor_account: string;
  debtor_name: string | null;
  creditor_name: string | null;
  creditor_account: string | null;
  remittance: string | null;
  batch_booking: bigint;
  requested_execution_date: string;
  execution_date: string;
  date_reason: string;
  hold_entry: bigint;
  received_by: bigint;
};

/** As it was last edited, or as it came. */
const REMITTANCE = `CASE WHEN EXISTS (SELECT 1 FROM amendments a WHERE a.payment = p.id)
      THEN (SELECT t.text FROM amendments a LEFT JOIN remark_texts t ON t.deed = a.deed
        WHERE a.payment = p.id ORDER BY a.version DESC LIMIT 1)
      ELSE c.remittance END`;

const SELECT_PAYMENT = `SELECT p.id, p.line, b.message_id, i.payment_information_id,
    p.end_to_end_id, p.rail, p.amount, p.currency, p.status, p.reason_code, p.reason,
    ${relatedPaymentOf('p')} AS related_payment, p.cycle, d.account AS debtor_account, d.name AS debtor_name,
    c.name AS creditor_name, c.account AS creditor_account, ${REMITTANCE} AS remittance, i.batch_booking,
    i.requested_execution_date, i.execution_date, i.date_reason, p.hold_entry,
    b.deed AS received_by
  FROM payments p
  JOIN payment_informations i ON i.id = p.payment_information
  JOIN batches b ON b.id = i.batch
  LEFT JOIN debtors d ON d.payment_information = i.id
  LEFT JOIN creditors c ON c.payment = p.id
  WHERE p.id = ?`;

/** The trail of a payment, or null when there is no such payment. */
export function readTrail({ db }: ReadableDb, paymentId: number): Trail | null {
  const row = db.prepare<[number], PaymentRow>(SELECT_PAYMENT).get(paymentId);
  if (row === undefined) return null;
  const steps = readSteps({ db, writes: false }, paymentId, Number(row.received_by));
  const postings = readPostings(
    { db, writes: false },
    {
      paymentId,
      holdEntry: Number(row.hold_entry),
      deeds: steps.slice(1).map(({ sequence, deed }) => ({
        sequence,
        ofThisPayment: DECIDING.has(deed),
      })),
    },
  );
  const remindedAt = isWait(row.status) ? readRemindedAt({ db, writes: false }, paymentId) : null;
  return { payment: paymentOf(row), remindedAt, steps, postings };
}

/** Deeds by which a person decides on one payment. */
const DECIDING: ReadonlySet<string> = new Set([
  'decideReview',
  'approve',
  'overrideWait',
  'rejectApproval',
  'cancelPayment',
  'rejectAcknowledged',
]);

/** The trail with the one-line reasons of its value date, hold and decision. */
export function explainTrail(trail: Trail): ExplainedTrail {
  const decided = trail.steps.findLast(({ deed }) => DECIDING.has(deed));
  return { ...trail, why: whyOf({ ...trail.payment, decidedBy: decided?.actor ?? null }) };
}

function shortened(text: string | null): string | null {
  if (text === null || text.length <= REMITTANCE_UNITS) return text;
  return `${text.slice(0, REMITTANCE_UNITS)}…`;
}

function paymentOf(row: PaymentRow): TrailPayment {
  return {
    paymentId: Number(row.id),
    batchId: batchOf(Number(row.id)),
    line: Number(row.line),
    messageId: row.message_id,
    paymentInformationId: row.payment_information_id,
    endToEndId: row.end_to_end_id,
    rail: row.rail,
    amount: { minor: row.amount, currency: row.currency },
    status: row.status,
    reasonCode: row.reason_code,
    reason: row.reason,
    relatedPayment: Number(row.related_payment),
    cycle: Number(row.cycle),
    debtorAccount: row.debtor_account,
    debtorName: row.debtor_name,
    creditorName: row.creditor_name,
    creditorAccount: row.creditor_account,
    remittance: shortened(row.remittance),
    batchBooking: row.batch_booking === 1n,
    requestedExecutionDate: row.requested_execution_date,
    executionDate: row.execution_date,
    dateReason: row.date_reason,
  };
}

type StepRow = {
  sequence: bigint;
  at: bigint;
  actor: string;
  deed: string;
  from_status: PaymentStatus | null;
  to_status: PaymentStatus;
  reason_code: string;
  reason: string;
  remark: string | null;
};

function readSteps({ db }: ReadableDb, paymentId: number, receivedBy: number): TrailStep[] {
  const batch = batchOf(paymentId);
  const record = recordOf(paymentId);
  const changes = db.prepare<[number, number, number], StepRow>(
    `SELECT d.sequence, d.at, d.actor, d.deed, s.from_status, s.to_status, s.reason_code, s.reason,
       t.text AS remark
     FROM status_changes s JOIN deeds d ON d.sequence = s.deed
     LEFT JOIN remark_texts t ON t.deed = s.deed
     WHERE s.batch = ? AND s.first_record <= ? AND s.last_record >= ? ORDER BY s.id`,
  );
  const received = known(
    db
      .prepare<[number], StepRow>(
        `SELECT sequence, at, actor, deed, NULL AS from_status, 'received' AS to_status,
           '' AS reason_code, '' AS reason, NULL AS remark FROM deeds WHERE sequence = ?`,
      )
      .get(receivedBy),
    'a batch was received by a deed',
  );
  return [received, ...changes.all(batch, record, record)].map((row) => ({
    sequence: Number(row.sequence),
    at: Number(row.at),
    actor: row.actor,
    deed: row.deed,
    from: row.from_status,
    to: row.to_status,
    reasonCode: row.reason_code === '' ? null : row.reason_code,
    reason: row.reason === '' ? null : row.reason,
    remark: row.remark,
  }));
}
