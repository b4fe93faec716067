// The record of who came, who went, who tried, who was turned away and who was not told what a deed
// gives out: each a deed of the trail.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Credential, SignInTry } from '../ledger/people.ts';
import type { Desk } from './desk.ts';

const DEED_OF = {
  sign_in: 'signIn',
  unlock: 'unlock',
  step_up: 'stepUp',
  change: 'changeCredential',
} as const;

/** By what somebody proved who they are. */
export type ProvedBy = {
  /** The change that made their credential what it was when the proof was judged. */
  readonly change: number;
  /** Of the code that was taken with it; 0 without one. */
  readonly totpStep: number;
};

/**
 * Whether a proof that was judged before this deed still holds in it: the judging takes a while, and
 * meanwhile the person may have been ended, their credential changed, or the same code taken.
 */
function stillHolds({ book }: Desk, person: number, { change, totpStep }: ProvedBy): boolean {
  const { people } = book;
  if (people.byId(person)?.ended !== false) return false;
  if (people.credentialOf(person)?.change !== change) return false;
  return totpStep === 0 || totpStep > people.lastTotpStep(person);
}

/** Whatever is wrong with a proof is answered alike. */
function alike<Value>(done: Result<Value>): Result<Value, Refusal<'sign_in_refused'>> {
  return done.ok ? done : refuse({ code: 'sign_in_refused' });
}

export type JudgedTry = Omit<SignInTry, 'totpStep'> & { readonly provedBy: ProvedBy };

/**
 * Keeps a person's try, right or wrong: it counts from the moment that this is durable, whatever
 * becomes of the process. Refuses `sign_in_refused` a right one that holds no longer; it was no
 * guess, and is not counted as one.
 */
export function noteTry(desk: Desk, tried: JudgedTry, context: Context) {
  const { person, purpose, outcome, provedBy } = tried;
  const submissionId = context.ids.next();
  const call = { deed: DEED_OF[purpose], submissionId, input: [person, outcome] } as const;
  type Why = Refusal<'sign_in_refused'>;
  const noted = desk.book.perform<{ outcome: string }, Why>(call, context, (w) => {
    const isRight = outcome === 'right';
    if (isRight && !stillHolds(desk, person, provedBy)) return refuse({ code: 'sign_in_refused' });
    const totpStep = isRight ? provedBy.totpStep : 0;
    desk.book.people.noteTry(w, { person, purpose, outcome, totpStep });
    return ok({ outcome });
  });
  return alike(noted);
}

export type CredentialChange = {
  readonly person: number;
  /** What of it they changed, as the trail says it. */
  readonly deed: 'changeCredential' | 'joinAuthenticator' | 'leaveAuthenticator';
  /** What it is from now on; the rest stays as the book has it. */
  readonly part: Pick<Credential, 'passphraseHash' | 'mustChange'> | Pick<Credential, 'totpSecret'>;
  readonly provedBy: ProvedBy;
  /** Of the code that is kept as taken; 0 without one. */
  readonly totpStep: number;
};

/**
 * Changes what a person chose of their credential, keeps the right try that allowed it. Refuses
 * `sign_in_refused` where the credential that they proved themselves by counts no more: otherwise
 * whoever knew an old one could undo what replaced it.
 */
export function changeCredential(desk: Desk, change: CredentialChange, context: Context) {
  const { people } = desk.book;
  const { person, deed, part, provedBy, totpStep } = change;
  const submissionId = context.ids.next();
  const call = { deed, submissionId, input: [person] } as const;
  type Why = Refusal<'sign_in_refused'>;
  const changed = desk.book.perform<{ person: number }, Why>(call, context, (w) => {
    const present = people.credentialOf(person);
    if (present === null || !stillHolds(desk, person, provedBy)) {
      return refuse({ code: 'sign_in_refused' });
    }
    people.noteTry(w, { person, purpose: 'change', outcome: 'right', totpStep });
    const { passphraseHash, totpSecret, mustChange } = present;
    const next = { passphraseHash, totpSecret, mustChange, ...part };
    people.setCredential(w, person, next, context.ids.bytes(16));
    return ok({ person });
  });
  return alike(changed);
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

/**
 * What a deed was to give out and nobody was told: the seat or the channel it was for is open no
 * more.
 */
export type WithheldAnswer = {
  readonly method: string;
  /** Of the deed, which was done. */
  readonly submissionId: string;
  /** What was answered in its place, or would have been. */
  readonly code: string;
};

/**
 * Keeps that the answer of a deed was withheld: the trail has the deed as done, and would else be read as
 * if what it gives out had been given.
 */
export function noteWithheld(
  { book }: Desk,
  { method, submissionId, code }: WithheldAnswer,
  context: Context,
): void {
  const input = [method, submissionId, code];
  const call = { deed: 'withholdAnswer', submissionId: context.ids.next(), input } as const;
  const withheld = { method, submission: submissionId, why: code };
  book.perform<typeof withheld, never>(call, context, () => ok(withheld));
}
