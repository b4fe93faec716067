// Sets one value of the bank's policy: a record in the log, in force from the next deed on.
import type { Context } from '../domain/context.ts';
import { type PolicyRefusal, withPolicy } from '../domain/policy.ts';
import { ok } from '../domain/result.ts';
import { type Desk, policyOf } from './desk.ts';

export type SetPolicyInput = {
  readonly submissionId: string;
  readonly name: string;
  readonly value: string;
};

/** Sets `name` to `value`; refuses as `withPolicy` (`policy_unknown`, `policy_value_invalid`). */
export function setPolicy(desk: Desk, input: SetPolicyInput, context: Context) {
  const { submissionId, name, value } = input;
  const call = { deed: 'setPolicy', submissionId, input: [name, value] } as const;
  return desk.book.perform<{ name: string }, PolicyRefusal>(call, context, (w) => {
    const changed = withPolicy(policyOf(desk), name, value);
    if (!changed.ok) return changed;
    desk.book.policies.set(w, name, value);
    return ok({ name });
  });
}
