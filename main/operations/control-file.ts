// What of a payment file falls under the agreements in force, and who may sign for its accounts.
import {
  CONTROLLED_BLOCKS_MAX,
  type ControlledBlock,
  type ControlTerms,
  type Fall,
  fallsOf,
} from '../domain/file-control.ts';
import { type TermsInForce, termsInForce } from './account-terms.ts';
import type { Desk } from './desk.ts';

/** A read file as far as control looks at it. */
export type ControlledFile = {
  /** The first {@link CONTROLLED_BLOCKS_MAX} of its payment informations. */
  readonly blocks: readonly ControlledBlock[];
  /** How many it has. */
  readonly paymentInformations: number;
  readonly signedBy: readonly string[];
};

const TOO_MANY: Fall = {
  ordinal: CONTROLLED_BLOCKS_MAX,
  line: 0,
  unit: 'file',
  mistake: { code: 'too_many_payment_informations', reasonCode: null },
};

/**
 * What falls of `file` at `now` (milliseconds UTC). One with more payment informations than are
 * looked at falls whole in a book in which anything of the kind was agreed on: nobody can tell whose
 * accounts the rest debits.
 */
export function fallsOfFile(desk: Desk, file: ControlledFile, now: number): readonly Fall[] {
  const { blocks, paymentInformations, signedBy } = file;
  const termsOf = termsInForce(desk, now);
  const isAll = blocks.length === paymentInformations;
  if (!isAll && isAnythingAgreed(desk, termsOf)) return [TOO_MANY];
  return fallsOf(blocks, (number) => controlTerms(desk, termsOf, number), signedBy);
}

const NOTHING_AGREED: ControlTerms = { controlLevel: null, signers: null };

/** Those of the customer's account with this number, in whichever currency has any. */
function controlTerms({ book }: Desk, termsOf: TermsInForce, number: string): ControlTerms {
  const kept = book.accounts.withNumber(number).filter(({ kind }) => kind === 'customer');
  return kept.map(termsOf).find(isAgreed) ?? NOTHING_AGREED;
}

function isAgreed({ controlLevel, signers }: ControlTerms): boolean {
  return controlLevel !== null || signers !== null;
}

function isAnythingAgreed({ book }: Desk, termsOf: TermsInForce): boolean {
  return book.accounts.all().some((account) => isAgreed(termsOf(account)));
}
