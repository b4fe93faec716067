// Sets one value of the bank's policy: a record in the log, in force from the next deed on. Where the
// book has people another one signs for it first.
import type { Context } from '../domain/context.ts';
import { type PolicyRefusal, withPolicy } from '../domain/policy.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { type Desk, policyOf } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type SetPolicyInput = {
  readonly submissionId: string;
  readonly name: string;
  readonly value: string;
};

/**
 * Sets `name` to `value`; refuses `second_person_required` where the book has people, then as
 * `withPolicy` (`policy_unknown`, `policy_value_invalid`).
 */
export function setPolicy(desk: Desk, input: SetPolicyInput, context: Context) {
  const { submissionId, name, value } = input;
  const call = { deed: 'setPolicy', submissionId, input: [name, value] } as const;
  return desk.book.performSigned<PolicySet, PolicyRefusal>(call, plainFacts, context, (w) =>
    setPolicyNow(desk, w, input),
  );
}

type PolicySet = { readonly name: string };

/** The deed itself, when whoever must has signed. */
export function setPolicyNow(
  desk: Desk,
  w: Writing,
  { name, value }: Omit<SetPolicyInput, 'submissionId'>,
): Result<PolicySet, PolicyRefusal> {
  const changed = withPolicy(policyOf(desk), name, value);
  if (!changed.ok) return changed;
  desk.book.policies.set(w, name, value);
  return ok({ name });
}
