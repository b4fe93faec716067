// Reads a pain.001 for tests and keeps everything the reader said.
import { readFileSync } from 'node:fs';
import type { CreditTransfer, GroupHeader, PaymentInformation } from '../../main/domain/payment.ts';
import type { Problem } from '../../main/domain/problem.ts';
import { createPain001Reader } from '../../main/formats/pain001-reader.ts';
import type { Pain001Outcome } from '../../main/formats/pain001-types.ts';

export type ReadPain001 = {
  readonly groups: readonly GroupHeader[];
  readonly blocks: readonly PaymentInformation[];
  readonly transfers: readonly CreditTransfer[];
  readonly problems: readonly Problem[];
  readonly outcome: Pain001Outcome;
};

/** Reads `bytes` in pieces of `size`. */
export function readPain001(bytes: Uint8Array, size = bytes.length): ReadPain001 {
  const groups: GroupHeader[] = [];
  const blocks: PaymentInformation[] = [];
  const transfers: CreditTransfer[] = [];
  const problems: Problem[] = [];
  const reader = createPain001Reader({
    group: (group) => groups.push(group),
    paymentInformation: (block) => blocks.push(block),
    transaction: (transfer) => transfers.push(transfer),
    problem: (problem) => problems.push(problem),
  });
  for (let at = 0; at < bytes.length; at += Math.max(size, 1)) {
    reader.push(bytes.subarray(at, at + size));
  }
  return { groups, blocks, transfers, problems, outcome: reader.end() };
}

/** A fixture of test/fixtures/pain001, as text. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/pain001/${name}`, import.meta.url), 'utf8');
}

/** `text` with `from` replaced once; a bug of the test when it is not there. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the fixture does not contain ${from}`);
  return text.replace(from, () => to);
}

/** `severity code reasonCode path` of each problem, without the root of the path. */
export function problemLines({ problems }: ReadPain001): string[] {
  return problems.map(({ severity, code, reasonCode, place }) => {
    const path = place.path?.replace(/^CstmrCdtTrfInitn\//, '') ?? '-';
    return `${severity} ${code} ${reasonCode} ${path}`;
  });
}
