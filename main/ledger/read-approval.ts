// A payment as it is shown to whoever signs for it, and the hash over the canonical form of what is
// shown: a signature given for one hash counts for no other.
import type { ApprovalRule } from '../domain/approval-policy.ts';
import { known } from '../domain/assert.ts';
import type { Rail } from '../domain/iso-status.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { MAKERS, type MakersAsked, makersAsked } from './approvals.ts';
import type { ReadableDb } from './connection.ts';
import { digestOf, type Field } from './digest.ts';
import { batchOf, recordOf } from './payment-ids.ts';
import { relatedPaymentOf } from './redrives.ts';

/** What is bound by a signature. Dates are business dates; personal data may have been erased. */
export type ShownPayment = {
  readonly paymentId: number;
  /** 1 as it came, one more with each edit. */
  readonly version: number;
  readonly status: PaymentStatus;
  /** The place in the trail of its last change of status. */
  readonly since: number;
  readonly batchId: number;
  readonly messageId: string;
  readonly endToEndId: string;
  readonly rail: Rail;
  readonly amount: Money;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
  readonly creditorAccount: string | null;
  readonly creditorName: string | null;
  readonly creditorAgent: string | null;
  readonly creditorCountry: string | null;
  readonly remittance: string | null;
  readonly purpose: string | null;
  readonly executionDate: string;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly relatedPayment: number;
  readonly makers: readonly string[];
};

export type Shown = {
  readonly payment: ShownPayment;
  /** SHA-256 over the canonical form, 32 bytes. */
  readonly hash: Buffer;
};

type Row = {
  id: bigint;
  status: PaymentStatus;
  message_id: string;
  end_to_end_id: string;
  rail: Rail;
  amount: bigint;
  currency: string;
  debtor_account: string | null;
  debtor_name: string | null;
  debtor_commitment: Buffer;
  creditor_account: string | null;
  creditor_name: string | null;
  creditor_agent: string | null;
  creditor_country: string | null;
  remittance: string | null;
  purpose: string | null;
  creditor_commitment: Buffer;
  execution_date: string;
  reason_code: string | null;
  reason: string | null;
  related_payment: bigint;
  amendment: bigint | null;
};

const SELECT = `SELECT p.id, p.status, b.message_id, p.end_to_end_id, p.rail, p.amount, p.currency,
    d.account AS debtor_account, d.name AS debtor_name, i.debtor_commitment,
    c.account AS creditor_account, c.name AS creditor_name, c.agent AS creditor_agent,
    c.country AS creditor_country, c.remittance, c.purpose, p.creditor_commitment,
    i.execution_date, p.reason_code, p.reason, ${relatedPaymentOf('p')} AS related_payment,
    (SELECT max(id) FROM amendments WHERE payment = p.id) AS amendment
  FROM payments p
  JOIN payment_informations i ON i.id = p.payment_information
  JOIN batches b ON b.id = i.batch
  LEFT JOIN debtors d ON d.payment_information = i.id
  LEFT JOIN creditors c ON c.payment = p.id
  WHERE p.id = ?`;

/** Says which form was hashed, so that a changed one never counts by accident. */
const FORM = 'counterfoil-approval-2';

/** The row of the policy's table by which a payment waits, as it is shown. */
export type AskedBy = Pick<ApprovalRule, 'id' | 'levels' | 'order'>;

/**
 * The payment as it is shown now while it waits by `rule`, with its hash; null when there is no such
 * payment. The rule is of what is shown: a signature that was given while two had to sign is none
 * where one suffices, for nobody who gave it meant it to be the last (domain.md scenario 16).
 */
export function readShown({ db }: ReadableDb, paymentId: number, rule: AskedBy): Shown | null {
  const row = db.prepare<[number], Row>(SELECT).get(paymentId);
  if (row === undefined) return null;
  const amended = row.amendment === null ? null : readAmended({ db, writes: false }, row.amendment);
  const makers = db.prepare<[MakersAsked], string>(MAKERS).pluck().all(makersAsked(paymentId));
  const payment = shownOf(row, {
    version: amended === null ? 1 : Number(amended.version),
    remittance: amended === null ? row.remittance : amended.remittance,
    since: sinceOf({ db, writes: false }, paymentId),
    makers,
  });
  return { payment, hash: hashOf(payment, rule, row, amended?.commitment ?? null) };
}

/** The last edit: its version, the text it left (null for none) and the commitment to that. */
type Amended = { version: bigint; remittance: string | null; commitment: Buffer | null };

function readAmended({ db }: ReadableDb, id: bigint): Amended {
  const row = db
    .prepare<[bigint], Amended>(
      `SELECT a.version, r.commitment, t.text AS remittance FROM amendments a
       LEFT JOIN remarks r ON r.deed = a.deed LEFT JOIN remark_texts t ON t.deed = a.deed
       WHERE a.id = ?`,
    )
    .get(id);
  return known(row, 'the edit exists');
}

/** The deed that last moved the payment; 0 for one that has not moved. */
function sinceOf({ db }: ReadableDb, paymentId: number): number {
  const record = recordOf(paymentId);
  const since = db
    .prepare<[number, number, number], bigint>(
      `SELECT deed FROM status_changes WHERE batch = ? AND first_record <= ? AND last_record >= ?
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(batchOf(paymentId), record, record);
  return Number(since ?? 0n);
}

function shownOf(
  row: Row,
  now: Pick<ShownPayment, 'version' | 'remittance' | 'since' | 'makers'>,
): ShownPayment {
  const id = Number(row.id);
  return {
    paymentId: id,
    ...now,
    status: row.status,
    batchId: batchOf(id),
    messageId: row.message_id,
    endToEndId: row.end_to_end_id,
    rail: row.rail,
    amount: { minor: row.amount, currency: row.currency },
    debtorAccount: row.debtor_account ?? '',
    debtorName: row.debtor_name,
    creditorAccount: row.creditor_account,
    creditorName: row.creditor_name,
    creditorAgent: row.creditor_agent,
    creditorCountry: row.creditor_country,
    purpose: row.purpose,
    executionDate: row.execution_date,
    reasonCode: row.reason_code,
    reason: row.reason,
    relatedPayment: Number(row.related_payment),
  };
}

/**
 * The canonical form: name and value of every field in a fixed order, length-prefixed, with the
 * salted commitments in the place of names, account numbers of others and texts. The hash stays in
 * the chain for good and must say nothing about a person once the data beside it is erased.
 */
function hashOf(shown: ShownPayment, rule: AskedBy, row: Row, amended: Buffer | null): Buffer {
  const fields: Field[] = [
    FORM,
    ...pair('paymentId', shown.paymentId),
    ...pair('version', shown.version),
    ...pair('status', shown.status),
    ...pair('since', shown.since),
    ...pair('messageId', shown.messageId),
    ...pair('endToEndId', shown.endToEndId),
    ...pair('rail', shown.rail),
    ...pair('amount', shown.amount.minor),
    ...pair('currency', shown.amount.currency),
    ...pair('debtor', row.debtor_commitment),
    ...pair('creditor', row.creditor_commitment),
    ...pair('amended', amended),
    ...pair('executionDate', shown.executionDate),
    ...pair('reasonCode', shown.reasonCode),
    ...pair('reason', shown.reason),
    ...pair('relatedPayment', shown.relatedPayment),
    ...pair('makers', shown.makers.length),
    ...shown.makers,
    ...pair('rule', rule.id),
    ...pair('order', rule.order),
    ...pair('levels', rule.levels.length),
    ...rule.levels,
  ];
  return digestOf(fields);
}

function pair(name: string, value: Field): readonly [string, Field] {
  return [name, value];
}
