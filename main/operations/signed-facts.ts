// What the policy table is asked with for a deed that has no amount and no rail of its own.
import type { ApprovalFacts } from '../domain/approval-policy.ts';

export function plainFacts(): Omit<ApprovalFacts, 'deed'> {
  return { amount: null, rail: null, risk: 'ordinary' };
}
