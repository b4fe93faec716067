// Sets one value of the bank's policy: a record in the log, in force from the next deed on. Where the
// book has people another one signs for it first.
import { type ApprovalRisk, STATED_BY_THE_SYSTEM } from '../domain/approval-policy.ts';
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
 * Sets `name` to `value`; refuses as `withPolicy` (`policy_unknown`, `policy_value_invalid`), then
 * `second_person_required` where the book has people.
 */
export function setPolicy(desk: Desk, input: SetPolicyInput, context: Context) {
  return setAt(desk, input, context, 'ordinary');
}

/** The same as the system's administrator stated it in a file: nobody of the book signs for that. */
export function setPolicyAsStated(desk: Desk, input: SetPolicyInput, context: Context) {
  return setAt(desk, input, context, STATED_BY_THE_SYSTEM);
}

function setAt(desk: Desk, input: SetPolicyInput, context: Context, risk: ApprovalRisk) {
  const { submissionId, name, value } = input;
  const call = { deed: 'setPolicy', submissionId, input: [name, value] } as const;
  // What can never be in force is refused by the deed itself, at once: nobody is asked to sign it.
  const isPossible = () => withPolicy(policyOf(desk), name, value).ok;
  const facts = () => ({ ...plainFacts(), risk: isPossible() ? risk : STATED_BY_THE_SYSTEM });
  return desk.book.performSigned<PolicySet, PolicyRefusal>(call, facts, context, (w) =>
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
