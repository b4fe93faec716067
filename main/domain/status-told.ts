// What the customer is told of payments in a status report (domain.md §1.2, §4): the ISO status
// with its reason, and what many payments have in common. Waits read alike, whatever the ground.
import { classOfReasonCode, REASON_NOT_TOLD } from './disclosure.ts';
import { type IsoStatus, isoStatus, type Rail } from './iso-status.ts';
import { createDecimalSum, type DecimalSum, type Money } from './money.ts';
import type { PaymentStatus } from './payment-status.ts';

/** What is told of one payment; `reasonCode` is an ISO 20022 external status reason code. */
export type Told = { readonly status: IsoStatus; readonly reasonCode: string | null };

export type ToldFacts = {
  readonly status: PaymentStatus;
  readonly rail: Rail;
  readonly reasonCode: string | null;
  /** The execution date is another than the customer asked for. */
  readonly dateMoved: boolean;
};

/**
 * What the customer's file channel is told of a payment, or null where nothing is told. A moved
 * date is ACWC with DT06 until the payment is settled; a cancellation is RJCT with DS02; a wait
 * has no reason; compliance grounds are MS03.
 */
export function toldOf({ status, rail, reasonCode, dateMoved }: ToldFacts): Told | null {
  const told = isoStatus(status, rail, 'customer_file');
  if (told === null) return null;
  if (status === 'cancelled') return { status: told, reasonCode: 'DS02' };
  if (told === 'RJCT') return { status: told, reasonCode: openReason(reasonCode) };
  if (dateMoved && (told === 'ACSP' || told === 'ACCP')) {
    return { status: 'ACWC', reasonCode: 'DT06' };
  }
  return { status: told, reasonCode: null };
}

/** The rejection's code as the payer may read it; MS03 stands for what is not told or not a code. */
function openReason(reasonCode: string | null): string {
  const isCode = reasonCode !== null && /^[A-Z]{2,4}[0-9]{0,2}$/.test(reasonCode);
  if (!isCode || reasonCode.length !== 4) return REASON_NOT_TOLD;
  return classOfReasonCode(reasonCode) === 'open' ? reasonCode : REASON_NOT_TOLD;
}

/** Payments told alike: how many, and their amounts added as plain decimals. */
export type ToldCount = {
  readonly status: IsoStatus;
  readonly payments: number;
  readonly sum: string;
};

/** What many payments have in common, counted without keeping any of them. */
export type ToldSummary = {
  /** Counts payments that are told `status` (null: nothing), of one currency. */
  readonly add: (status: IsoStatus | null, payments: number, amount: Money) => void;
  readonly payments: () => number;
  /** Every amount, told or not, added as plain decimals: ISO 20022's control sum. */
  readonly sum: () => string;
  /** What all are told, PART when they differ, null when nothing is told of any. */
  readonly status: () => IsoStatus | null;
  /** Ordered by status. */
  readonly perStatus: () => readonly ToldCount[];
  /**
   * The status of those that need not be listed one by one: the one they all have, else the most
   * frequent that says all there is to say. Rejections (never left out) and changes have reasons.
   */
  readonly unlisted: () => IsoStatus | null;
};

export function createToldSummary(): ToldSummary {
  const told = new Map<IsoStatus, { payments: number; readonly sum: DecimalSum }>();
  const sum = createDecimalSum();
  let payments = 0;
  let untold = 0;
  const status = (): IsoStatus | null => {
    const [first] = told.keys();
    return told.size > 1 || (untold > 0 && first !== undefined) ? 'PART' : (first ?? null);
  };
  const counts = (): ToldCount[] =>
    [...told]
      .map(([each, count]) => ({ status: each, payments: count.payments, sum: String(count.sum) }))
      .sort((a, b) => (a.status < b.status ? -1 : 1));
  return {
    add: (each, count, amount) => {
      payments += count;
      sum.add(amount);
      if (each === null) {
        untold += count;
        return;
      }
      const before = told.get(each) ?? { payments: 0, sum: createDecimalSum() };
      before.sum.add(amount);
      told.set(each, { payments: before.payments + count, sum: before.sum });
    },
    payments: () => payments,
    sum: () => String(sum),
    status,
    perStatus: counts,
    unlisted: () => {
      const common = status();
      if (common === 'RJCT') return null;
      if (common !== 'PART') return common;
      const silent = counts().filter((each) => each.status !== 'RJCT' && each.status !== 'ACWC');
      return silent.sort((a, b) => b.payments - a.payments)[0]?.status ?? null;
    },
  };
}
