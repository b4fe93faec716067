// What a bank statement, an account report or a notification says (camt.053, camt.052, camt.054).
import type { Problem } from '../domain/problem.ts';

/**
 * An amount exactly as the file states it, whatever its currency allows: `units` of 10^-`scale`.
 * Banks write more decimals than a currency has, and nothing of it may be lost.
 */
export type StatedAmount = { readonly units: bigint; readonly scale: number };

/** `PDNG` and `INFO` are no bookings; `FUTR` is booked with value to come. Others: as written. */
export type CamtEntry = {
  /** `YYYY-MM-DD` as the bank writes it, in its own zone; null where the file has none. */
  readonly bookingDate: string | null;
  readonly valueDate: string | null;
  /** Credits are positive, debits negative, as CdtDbtInd says. */
  readonly amount: StatedAmount;
  readonly currency: string;
  readonly status: string;
  /** The entry takes an earlier one back; its own indicator says already which way. */
  readonly reversal: boolean;
  /** The bank's own reference; else the entry's, else the end-to-end id of its one transaction. */
  readonly reference: string | null;
  readonly endToEndId: string | null;
  readonly details: string;
  /** Transactions that the entry sums up. */
  readonly transactions: number;
  readonly line: number;
};

export type CamtStatement = {
  readonly id: string;
  /** IBAN or another number, as written. */
  readonly account: string;
  readonly currency: string;
  /** Booked balances with their sign; null where the file has none. */
  readonly opening: StatedAmount | null;
  readonly closing: StatedAmount | null;
  /** Opening and booked entries make closing; null where one of the two is missing. */
  readonly balanced: boolean | null;
  /** The date of the closing balance, else of the opening one. */
  readonly date: string | null;
  /** The first {@link ENTRIES_KEPT} of all statements together; `entryCount` counts all. */
  readonly entries: readonly CamtEntry[];
  readonly entryCount: number;
};

export type CamtReading = {
  /** `camt.053.001.08`, or null when the file never said what it is. */
  readonly kind: string | null;
  readonly accepted: boolean;
  readonly messageId: string | null;
  readonly statements: readonly CamtStatement[];
  readonly entryCount: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

/** Entries that one reading keeps; more are counted, added up and not listed. */
export const ENTRIES_KEPT = 200_000;

/** Statements that one reading keeps; a file with more is refused (`too_many_statements`). */
export const STATEMENTS_MAX = 10_000;
