// What the engine hands to the writer: one judgement per payment of an epoch, and what to keep so
// that a crash replays from here. Plain values; the writer adds funds, limits and unique ids.
import type { Rail } from './iso-status.ts';
import type { Measures } from './measures.ts';
import type { CreditTransfer, PaymentInformation } from './payment.ts';

/**
 * `approve`: may execute. `review`: a rule wants a person's decision, funds are held meanwhile.
 * `repair`: a person must mend it first. `decline`: rejected outright.
 */
export const OUTCOMES = ['approve', 'review', 'repair', 'decline'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The judgement of one payment. */
export type Decision = {
  readonly outcome: Outcome;
  /** ISO 20022 external status reason code, or null when nothing is wrong. */
  readonly reasonCode: string | null;
  /** The rule or check that said so, snake_case; null when approved. */
  readonly reason: string | null;
  /** `Account.id` of the debtor in this book, or 0. */
  readonly debtorAccount: number;
  /** `Account.id` of the creditor when the payment stays in this book, else 0. */
  readonly creditorAccount: number;
  readonly rail: Rail;
  /**
   * The payment this one seems to repeat, or 0. While that one is alive this one is suspected
   * (AM05) and waits, without a hold, for two persons.
   */
  readonly relatedPayment: number;
  /** What moved lately on its accounts; null for a payment in repair, or one that came too late. */
  readonly measures: Measures | null;
};

/** When a payment information executes, and why not when it was asked to. */
export type ExecutionPlan = {
  readonly executionDate: string;
  /** `''`, `date_in_past`, `not_a_business_day`, or `date_in_past_refused`. */
  readonly dateReason: string;
  /** Executes in the open business day; otherwise it waits in the warehouse. */
  readonly executesNow: boolean;
};

/** A payment information that has a record in the epoch. */
export type PaymentInformationInEpoch = {
  readonly information: PaymentInformation;
  /** Its first record in the file, which may lie in an earlier epoch. */
  readonly firstRecord: number;
  /** Whether its last record lies in this epoch. */
  readonly ends: boolean;
};

/** One epoch of one batch, judged. `toRecord` is exclusive. */
export type EpochOutput = {
  readonly batch: number;
  readonly fromRecord: number;
  readonly toRecord: number;
  /** Name and version of the topology that judged it. */
  readonly topology: string;
  readonly stateDelta: Uint8Array;
  /** All of the operators' state after this epoch, every so many epochs; else null. */
  readonly snapshot: Uint8Array | null;
  /** In the order of their ordinals; all that the epoch's records refer to. */
  readonly informations: readonly PaymentInformationInEpoch[];
  /** The payment at `fromRecord + row`, decoded on demand. */
  readonly transfer: (row: number) => CreditTransfer;
  readonly decision: (row: number) => Decision;
};
