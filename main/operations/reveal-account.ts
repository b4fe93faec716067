// Somebody who is shown accounts masked asks for one in full, with a reason: the trail keeps who asked
// for which and why, and never the number.
import type { Context } from '../domain/context.ts';
import type { RevealReason } from '../domain/masked.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';
import { givenOnce } from './given-once.ts';

export type RevealAccountInput = {
  readonly submissionId: string;
  readonly paymentId: number;
  readonly party: 'debtor' | 'creditor';
  readonly reason: RevealReason;
};

export type RevealAccountRefusal = Refusal<'payment_unknown'>;

/**
 * Keeps that the account was asked for, and answers which; whoever asked may then be told it.
 * Refuses `given_before` (under this submission it was told already), `payment_unknown`.
 */
export function revealAccount(desk: Desk, input: RevealAccountInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId, party, reason } = input;
  const call = { deed: 'revealAccount', submissionId, input: [paymentId, party, reason] } as const;
  type Revealed = { readonly paymentId: number; readonly party: string; readonly reason: string };
  return givenOnce<Revealed, RevealAccountRefusal>(desk, call, context, () => {
    if (book.payments.byId(paymentId) === null) {
      return refuse({ code: 'payment_unknown', paymentId });
    }
    return ok({ paymentId, party, reason });
  });
}
