// A payment's row: what is written when it is added, and what is read back by deeds that move it.
import type { Rail } from '../domain/iso-status.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { relatedPaymentOf } from './redrives.ts';

/** A payment to add, judged in the same transaction. */
export type NewPayment = {
  readonly id: number;
  readonly paymentInformation: number;
  readonly rail: Rail;
  readonly amount: Money;
  readonly endToEndId: string;
  readonly instructionId: string | null;
  readonly uetr: string | null;
  readonly line: number;
  readonly creditor: Creditor;
  readonly salt: Uint8Array;
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly relatedPayment: number;
  readonly holdEntry: number;
};

/** The payee's side: personal data, kept beside the chain. */
export type Creditor = {
  readonly name: string | null;
  readonly account: string | null;
  readonly agent: string | null;
  readonly country: string | null;
  readonly remittance: string | null;
  readonly purpose: string | null;
};

/** The columns of `payments` in the order in which they are bound. */
export const PAYMENT_COLUMNS = [
  'id',
  'deed',
  'payment_information',
  'rail',
  'amount',
  'currency',
  'end_to_end_id',
  'instruction_id',
  'uetr',
  'line',
  'creditor_commitment',
  'related_payment',
  'digest',
  'status',
  'reason_code',
  'reason',
  'hold_entry',
  'cycle',
] as const;

/** The columns of `creditors` in the order in which they are bound. */
export const CREDITOR_COLUMNS = [
  'payment',
  'name',
  'account',
  'agent',
  'country',
  'remittance',
  'purpose',
  'salt',
] as const;

/** A payment as the deeds need it: what it is, where it stands, what holds its funds. */
export type Payment = {
  readonly id: number;
  readonly paymentInformation: number;
  readonly rail: Rail;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** The payment of another batch that this one was suspected to repeat, or 0. */
  readonly relatedPayment: number;
  readonly holdEntry: number;
  readonly cycle: number;
};

export type PaymentRow = {
  id: bigint;
  payment_information: bigint;
  rail: Rail;
  amount: bigint;
  currency: string;
  status: PaymentStatus;
  reason_code: string | null;
  reason: string | null;
  related_payment: bigint;
  hold_entry: bigint;
  cycle: bigint;
};

export const SELECT_PAYMENT = `SELECT id, payment_information, rail, amount, currency, status, reason_code,
    reason, ${relatedPaymentOf('payments')} AS related_payment, hold_entry, cycle FROM payments`;

export function toPayment(row: PaymentRow): Payment {
  return {
    id: Number(row.id),
    paymentInformation: Number(row.payment_information),
    rail: row.rail,
    amount: { minor: row.amount, currency: row.currency },
    status: row.status,
    reasonCode: row.reason_code,
    reason: row.reason,
    relatedPayment: Number(row.related_payment),
    holdEntry: Number(row.hold_entry),
    cycle: Number(row.cycle),
  };
}
