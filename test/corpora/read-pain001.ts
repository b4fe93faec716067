// Reads one payment file of the corpora with the project's reader and judges the outcome against
// the oracle; shared by the corpora command and the corpora tests.

import { createDecimalSum } from '../../main/domain/money.ts';
import { createPain001Reader } from '../../main/formats/pain001-reader.ts';
import type { Pain001Oracle } from './corpora.ts';

/** Pieces as a stream would bring them: small enough that every longer file is cut somewhere. */
const PIECE = 4_096;

export type CorporaReading = {
  readonly accepted: boolean;
  readonly messageType: string | null;
  readonly transactions: number;
  /** All currencies in one sum, as CtrlSum does. */
  readonly sum: string;
  /** Codes of what refuses the file, each once, in the order found. */
  readonly refusals: readonly string[];
  /** Every problem's code, each once, in the order found. */
  readonly problems: readonly string[];
};

export function readPain001(bytes: Uint8Array): CorporaReading {
  const refusals = new Set<string>();
  const problems = new Set<string>();
  const reader = createPain001Reader({
    group() {},
    paymentInformation() {},
    transaction() {},
    problem({ code, severity }) {
      problems.add(code);
      if (severity === 'refuses') refusals.add(code);
    },
  });
  for (let at = 0; at < bytes.length; at += PIECE) reader.push(bytes.subarray(at, at + PIECE));
  const { accepted, counts, messageType } = reader.end();
  const sum = createDecimalSum();
  for (const money of counts.sums) sum.add(money);
  return {
    accepted,
    messageType,
    transactions: counts.transactions,
    sum: sum.toString(),
    refusals: [...refusals],
    problems: [...problems],
  };
}

/**
 * What is wrong with a reading, or null. `oracle` is undefined for a file that is no pain.001,
 * which must be refused; a file that contradicts itself must be refused too; a refusal has a name.
 */
export function disagreement(
  { accepted, refusals, sum, transactions }: CorporaReading,
  oracle: Pain001Oracle | undefined,
): string | null {
  if (!accepted) return refusals.length === 0 ? 'refused without a named reason' : null;
  if (oracle === undefined) return 'imported, though it is no pain.001';
  if (!oracle.consistent) return 'imported, though its count or sum contradicts itself';
  if (transactions !== oracle.transactions) {
    return `${transactions} transactions, the oracle counts ${oracle.transactions}`;
  }
  const ours = createDecimalSum();
  return ours.addText(sum) && ours.equals(oracle.sum)
    ? null
    : `sum ${sum}, the oracle adds up to ${oracle.sum}`;
}
