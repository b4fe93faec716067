// What reading a customer credit transfer initiation (pain.001) gives, and to whom.
import type {
  CreditTransfer,
  FileCounts,
  GroupHeader,
  PaymentInformation,
} from '../domain/payment.ts';
import type { Problem } from '../domain/problem.ts';

/**
 * Receives what the reader finds, in file order. Nothing is kept by the reader: a file of any size
 * is read in the same memory. A transaction with a problem that makes it unreadable (no amount, no
 * end-to-end id) is counted and reported, not delivered.
 */
export type Pain001Sink = {
  /**
   * Once, when the group header is complete. `authorisation` is Authstn/Prtry, one per line, or null:
   * it says who signed.
   */
  group(header: GroupHeader, authorisation: string | null): void;
  /**
   * When the first transaction of the block starts, so before any of its transactions;
   * `firstRecord` is the record number of that one.
   */
  paymentInformation(information: PaymentInformation, firstRecord: number): void;
  transaction(transfer: CreditTransfer): void;
  /** At most PROBLEMS_KEPT − 150 times; all are counted in the outcome. */
  problem(problem: Problem): void;
};

export type Pain001Outcome = {
  /** `pain.001.001.09`; null when the file never said what it is. */
  readonly messageType: string | null;
  readonly header: GroupHeader | null;
  readonly counts: FileCounts;
  /** Every problem found, kept or not. */
  readonly problemCount: number;
  /** True when no problem refuses the file; problems that only warn do not. */
  readonly accepted: boolean;
};

/**
 * A reading under way. `push` takes any piece of the file, of any length, in order; `end` says
 * that there is no more and gives the outcome. Neither throws on any input.
 */
export type Pain001Reader = {
  push(chunk: Uint8Array): void;
  end(): Pain001Outcome;
};
