// What is usual for the payer of a payment, for whoever signs for it: how often this payee was paid
// lately, and how large the payer's payments are. Bounded: only the newest payments are looked at.
import type { ReadableDb } from './connection.ts';

/** Newest payments of the book that are looked at. */
export const LOOKED_MAX = 20_000;

export type Usual = {
  /** Earlier payments of this payer in this currency among those looked at, and to this payee. */
  readonly ofDebtor: number;
  readonly toCreditor: number;
  /** Minor units; null where the payer has no earlier payment. */
  readonly largest: bigint | null;
  readonly average: bigint | null;
};

type Row = { n: bigint; same: bigint; largest: bigint | null; total: bigint | null };

/** Payments that came to nothing say nothing of what is usual. */
const USUAL = `WITH own AS (SELECT p.id, p.currency, d.account AS debtor, c.account AS creditor
    FROM payments p JOIN debtors d ON d.payment_information = p.payment_information
    LEFT JOIN creditors c ON c.payment = p.id WHERE p.id = @id)
  SELECT count(*) AS n, coalesce(sum(c.account IS own.creditor), 0) AS same,
    max(p.amount) AS largest, CAST(total(p.amount) AS INTEGER) AS total
  FROM own JOIN (SELECT id, amount, currency, payment_information, status FROM payments
    ORDER BY id DESC LIMIT ${LOOKED_MAX}) p
  JOIN debtors d ON d.payment_information = p.payment_information AND d.account = own.debtor
  LEFT JOIN creditors c ON c.payment = p.id
  WHERE p.currency = own.currency AND p.id <> own.id
    AND p.status NOT IN ('rejected', 'cancelled', 'in_review', 'awaiting_approval')`;

/** What is usual for the payer of this payment. */
export function readUsual({ db }: ReadableDb, paymentId: number): Usual {
  const row = db.prepare<[{ id: number }], Row>(USUAL).get({ id: paymentId });
  if (row === undefined || row.n === 0n) {
    return { ofDebtor: 0, toCreditor: 0, largest: null, average: null };
  }
  const { n, same, largest, total } = row;
  const average = (total ?? 0n) / n;
  return { ofDebtor: Number(n), toCreditor: Number(same), largest, average };
}
