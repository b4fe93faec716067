// The record of who came, who went, who tried and who was turned away: each a deed of the trail.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Credential, SignInTry } from '../ledger/people.ts';
import type { Desk } from './desk.ts';

const DEED_OF = {
  sign_in: 'signIn',
  unlock: 'unlock',
  step_up: 'stepUp',
  change: 'changeCredential',
} as const;

/**
 * Keeps a person's try, right or wrong: it counts from the moment that this is durable, whatever
 * becomes of the process.
 */
export function noteTry({ book }: Desk, tried: SignInTry, context: Context): void {
  const { person, purpose, outcome } = tried;
  const submissionId = context.ids.next();
  const call = { deed: DEED_OF[purpose], submissionId, input: [person, outcome] } as const;
  book.perform<{ outcome: string }, never>(call, context, (w) => {
    book.people.noteTry(w, tried);
    return ok({ outcome });
  });
}

export type CredentialChange = {
  readonly person: number;
  /** What of it they changed, as the trail says it. */
  readonly deed: 'changeCredential' | 'joinAuthenticator' | 'leaveAuthenticator';
  readonly credential: Credential;
  /** Of the code that was taken with it; 0 without one. */
  readonly totpStep: number;
};

/** Replaces a person's credential by one that they chose, and keeps the right try that allowed it. */
export function changeCredential(
  { book }: Desk,
  { person, deed, credential, totpStep }: CredentialChange,
  context: Context,
): void {
  const submissionId = context.ids.next();
  const call = { deed, submissionId, input: [person] } as const;
  book.perform<{ person: number }, never>(call, context, (w) => {
    book.people.noteTry(w, { person, purpose: 'change', outcome: 'right', totpStep });
    book.people.setCredential(w, person, credential, context.ids.bytes(16));
    return ok({ person });
  });
}

/** Keeps that a session was locked or left, and why. */
export function noteLeaving(
  { book }: Desk,
  { deed, why }: { deed: 'lockSession' | 'signOut'; why: string },
  context: Context,
): void {
  const call = { deed, submissionId: context.ids.next(), input: [why] } as const;
  book.perform<{ why: string }, never>(call, context, () => ok({ why }));
}

/** Keeps that a call was turned away at the threshold. `times`: like it since the last record. */
export function noteRefusedCall(
  { book }: Desk,
  { method, code, times }: { method: string; code: string; times: number },
  context: Context,
): void {
  const submissionId = context.ids.next();
  const call = { deed: 'refuseCall', submissionId, input: [method, code, times] } as const;
  book.perform<{ method: string }, Refusal>(call, context, () => refuse({ code, method, times }));
}
