// Which deeds need more than one person, as one table: deed × amount × rail × risk give the levels
// of checkers, in what order they sign, and whether each must show again who they are. Whoever
// gates a deed asks here and nowhere else.
import type { Rail } from './iso-status.ts';
import type { Money } from './money.ts';
import type { Permission } from './permissions.ts';
import type { Policy } from './policy.ts';

/** Why a payment is more than an ordinary one: a rule held it, or it seems to repeat another. */
export const APPROVAL_RISKS = ['ordinary', 'held_by_rule', 'suspected_repeat'] as const;
export type ApprovalRisk = (typeof APPROVAL_RISKS)[number];

/** Limits of the policy, per currency, above which a row of the table applies. */
export type AuthorityLimit = 'authorityLimit' | 'secondAuthorityLimit';

/** In `sequence` a level is open once those before it are signed; in `parallel` all are at once. */
export type SigningOrder = 'sequential' | 'parallel';

/** What has to be signed before it is done, and by whom. */
export type ApprovalRule = {
  readonly id: string;
  /** `releasePayment` is whatever lets a payment go on: an epoch, a decision, a release. */
  readonly deed: 'releasePayment';
  readonly rail: Rail | 'any';
  readonly risk: ApprovalRisk | 'any';
  /** Null: whatever the amount. */
  readonly above: AuthorityLimit | null;
  /** The permission that each checker needs, one checker per level, beside the maker. */
  readonly levels: readonly Permission[];
  readonly order: SigningOrder;
  /** Each checker shows again who they are, shortly before signing. */
  readonly reauthenticate: boolean;
};

/** The strictest row that applies decides; none that applies: nobody beside the maker. */
export const APPROVAL_RULES: readonly ApprovalRule[] = [
  {
    id: 'payment_above_second_limit',
    deed: 'releasePayment',
    rail: 'any',
    risk: 'any',
    above: 'secondAuthorityLimit',
    levels: ['sign', 'approve'],
    order: 'sequential',
    reauthenticate: true,
  },
  {
    id: 'payment_above_limit',
    deed: 'releasePayment',
    rail: 'any',
    risk: 'any',
    above: 'authorityLimit',
    levels: ['sign'],
    order: 'parallel',
    reauthenticate: true,
  },
  {
    id: 'payment_seems_repeated',
    deed: 'releasePayment',
    rail: 'any',
    risk: 'suspected_repeat',
    above: null,
    levels: ['sign'],
    order: 'parallel',
    reauthenticate: true,
  },
];

/** What a row of the table is matched against. */
export type ApprovalFacts = {
  readonly deed: ApprovalRule['deed'];
  readonly amount: Money;
  readonly rail: Rail;
  readonly risk: ApprovalRisk;
};

/** Whether `amount` is above the limit of its currency; a currency without one has no limit. */
function isAbove(policy: Policy, limit: AuthorityLimit, { minor, currency }: Money): boolean {
  const most = policy[limit].get(currency);
  return most !== undefined && minor > most;
}

/** Whether a row of the table applies. */
export function ruleApplies(rule: ApprovalRule, facts: ApprovalFacts, policy: Policy): boolean {
  if (rule.deed !== facts.deed) return false;
  if (rule.rail !== 'any' && rule.rail !== facts.rail) return false;
  if (rule.risk !== 'any' && rule.risk !== facts.risk) return false;
  return rule.above === null || isAbove(policy, rule.above, facts.amount);
}

/**
 * The row that `facts` need to be signed by, or null where the maker is enough. Of the rows that
 * apply it is the one with the most levels, the first of them in the table.
 */
export function approvalNeeded(facts: ApprovalFacts, policy: Policy): ApprovalRule | null {
  let needed: ApprovalRule | null = null;
  for (const rule of APPROVAL_RULES) {
    if (!ruleApplies(rule, facts, policy)) continue;
    if (needed === null || rule.levels.length > needed.levels.length) needed = rule;
  }
  return needed;
}
