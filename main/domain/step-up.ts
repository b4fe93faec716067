// When somebody shows again who they are: which deeds of the policy table ask for it, and how long a
// proof of their own counts. Pure: instants come in as milliseconds of a clock that only goes forward.
import { APPROVAL_RULES, type ApprovalRule } from './approval-policy.ts';

/** The latest own proof at a seat: by which they came to it, or given for a deed. */
export type OwnProof = {
  /** Milliseconds of the office's own clock. */
  readonly at: number;
  readonly given: 'to_come_in' | 'for_a_deed';
};

/** Milliseconds within which a proof that is good for one deed is used up. */
export const ONE_DEED_MS = 60_000;

/**
 * Whether `proof` still counts at `now`: for `stepUpSeconds` from the moment it was given, signing in
 * and unlocking included (ASVS 7.5.3). With 0 every deed needs a proof of its own, given for it
 * within {@link ONE_DEED_MS}: the one by which they came in counts for none.
 */
export function proofCounts(proof: OwnProof | null, now: number, stepUpSeconds: number): boolean {
  if (proof === null) return false;
  const age = now - proof.at;
  if (stepUpSeconds > 0) return age < stepUpSeconds * 1000;
  return proof.given === 'for_a_deed' && age < ONE_DEED_MS;
}

/**
 * Whether who signs for `deed` shows again who they are. One row of the table that says so decides for
 * all of the deed's: an answer that differed from row to row would tell what waits.
 */
export function signerProves(deed: ApprovalRule['deed']): boolean {
  return APPROVAL_RULES.some((rule) => rule.deed === deed && rule.reauthenticate);
}
