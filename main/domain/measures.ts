// What is measured of an account and of its counterparty while a payment is judged: how much moved
// lately, with how many others, and since when they are known.

/** The spans, each up to and with the payment. They slide by a part of their length. */
export const MEASURE_WINDOWS = ['1m', '1h', '24h', '7d', '30d'] as const;
export type MeasureWindow = (typeof MEASURE_WINDOWS)[number];

/** One account, in one currency, over one span. Sums are minor units of that currency. */
export type WindowMeasures = {
  readonly paidCount: number;
  readonly paidSum: bigint;
  readonly receivedCount: number;
  readonly receivedSum: bigint;
  /** Different accounts on the other side; exact for few payments, about right for many. */
  readonly counterparties: number;
  /** Payments of at most a tenth below the amount from which a person looks at them. */
  readonly justUnderThreshold: number;
};

export type PartyMeasures = {
  readonly windows: { readonly [window in MeasureWindow]: WindowMeasures };
  /** When this book first saw the account in a payment; milliseconds UTC. */
  readonly firstSeenAt: number;
  /** Whole days between this payment and the one before it; 0 for the first. */
  readonly dormantDays: number;
};

/** What an account usually pays, in minor units: single payments of some 30 days. */
export type UsualAmounts = {
  readonly count: number;
  readonly least: bigint;
  readonly greatest: bigint;
  readonly mean: bigint;
  /** How far they lie from their mean: the standard deviation of a sample. */
  readonly deviation: bigint;
};

/** Payments of one account that follow one another within a minute each. */
export type Burst = {
  /** The first of them, milliseconds UTC. */
  readonly since: number;
  readonly count: number;
  readonly sum: bigint;
};

export type Habits = {
  readonly usual: UsualAmounts;
  /** The burst of its latest payment; null where that lies back. */
  readonly burst: Burst | null;
};

/** What was known at one payment, with the payment itself counted. */
export type Measures = {
  /** The debtor's account. */
  readonly account: PartyMeasures;
  /** The creditor's account, in this book or elsewhere; null where the payment names none. */
  readonly counterparty: PartyMeasures | null;
  /** What the debtor's account had usually paid, this payment not counted. */
  readonly usual: Omit<UsualAmounts, 'least'>;
  /** The burst that this payment is part of; of 0 payments where it came too late to tell. */
  readonly burst: Omit<Burst, 'since'>;
  /** A payment into the debtor's account within the hour that this one may pass on, or 0. */
  readonly relayedFrom: number;
};

/** Received over paid, for what passes through an account; null where nothing was paid. */
export function inOutRatio({ paidSum, receivedSum }: WindowMeasures): number | null {
  // A statistic, not an amount: the one place where money may become a float.
  return paidSum === 0n ? null : Number(receivedSum) / Number(paidSum);
}
