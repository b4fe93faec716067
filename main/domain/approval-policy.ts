// Which deeds need more than one person, as one table: deed × amount × rail × risk give the levels
// of checkers, in what order they sign, and whether each must show again who they are. Whoever
// gates a deed asks here and nowhere else. Two kinds of records have tables of their own that wait
// for a second person: master data (propose and decide) and grants (ask and decide); their rules are
// theirs, because what waits there is the record itself.
import type { Rail } from './iso-status.ts';
import type { Money } from './money.ts';
import type { Deed, Permission } from './permissions.ts';
import type { Policy } from './policy.ts';

/** Why a payment is more than an ordinary one: a rule held it, or it seems to repeat another. */
export const APPROVAL_RISKS = ['ordinary', 'held_by_rule', 'suspected_repeat'] as const;
/** Which duty an event of the posting rules is: the row of its table says it (domain.md §1.3). */
export const EVENT_RISKS = ['duty_comply', 'duty_approve'] as const;
/** A setting that the system's administrator stated in a file: no person of the book made it. */
export const STATED_BY_THE_SYSTEM = 'stated_by_the_system';
/** What another has signed for already, where the deed itself needs what no request may hold. */
export const SIGNED_BEFOREHAND = 'signed_beforehand';
export type ApprovalRisk =
  | (typeof APPROVAL_RISKS)[number]
  | (typeof EVENT_RISKS)[number]
  | typeof STATED_BY_THE_SYSTEM
  | typeof SIGNED_BEFOREHAND;

/**
 * Deeds that wait for another person wherever the book has people, asked for by one and carried out
 * when the last of the others has signed; `bookEvent` only for the events that are somebody's duty or
 * move a customer's money.
 */
export const SIGNED_DEEDS = [
  'setPolicy',
  'changeAccount',
  'correctEntry',
  'explainBreak',
  'releaseOutgoing',
  'bookEvent',
  'settlePositions',
  'unwindCycle',
  'setBranchKey',
  'handOverBatch',
  'changeKey',
] as const satisfies readonly Deed[];
export type SignedDeed = (typeof SIGNED_DEEDS)[number];

export function isSignedDeed(deed: string): deed is SignedDeed {
  return SIGNED_DEEDS.some((each) => each === deed);
}

/** Limits of the policy, per currency, above which a row of the table applies. */
export type AuthorityLimit = 'authorityLimit' | 'secondAuthorityLimit';

/** In `sequence` a level is open once those before it are signed; in `parallel` all are at once. */
export type SigningOrder = 'sequential' | 'parallel';

/** What has to be signed before it is done, and by whom. */
export type ApprovalRule = {
  readonly id: string;
  /** `releasePayment` is whatever lets a payment go on: an epoch, a decision, a release. */
  readonly deed: 'releasePayment' | SignedDeed;
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

const RULE_IDS: Record<SignedDeed, string> = {
  setPolicy: 'policy_changes',
  changeAccount: 'account_changes',
  correctEntry: 'entry_is_corrected',
  explainBreak: 'break_is_explained',
  releaseOutgoing: 'restored_payments_leave',
  bookEvent: 'event_is_booked',
  settlePositions: 'positions_are_settled',
  unwindCycle: 'cycle_is_unwound',
  setBranchKey: 'branch_is_trusted',
  handOverBatch: 'batch_is_handed_over',
  changeKey: 'key_of_the_book_changes',
};

/**
 * The strictest row that applies decides; none that applies: nobody beside the maker. It is the row of
 * the policy in force when somebody signs, and a signature counts for the row that it was given under
 * (`readShown`): where a limit moves while something waits, whom the new row asks for sign from the
 * beginning. What began to wait needs one more person's word at least, also where no row applies any
 * more: a setting that changes lets nothing go (reliability.md S4).
 */
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
  signed('setPolicy', 'set_policy', 'ordinary'),
  signed('changeAccount', 'approve'),
  signed('correctEntry', 'approve'),
  signed('explainBreak', 'approve'),
  signed('releaseOutgoing', 'approve'),
  signed('bookEvent', 'comply', 'duty_comply'),
  signed('bookEvent', 'approve', 'duty_approve'),
  signed('settlePositions', 'approve', 'ordinary'),
  signed('unwindCycle', 'approve'),
  signed('setBranchKey', 'set_policy', 'ordinary'),
  signed('handOverBatch', 'approve'),
  signed('changeKey', 'keep_book', 'ordinary'),
];

/** A row by which one more person who holds `permission` stands for a deed, whatever its amount. */
function signed(
  deed: SignedDeed,
  permission: Permission,
  risk: ApprovalRule['risk'] = 'any',
): ApprovalRule {
  return {
    id: RULE_IDS[deed] + (risk === 'duty_comply' ? '_of_compliance' : ''),
    deed,
    rail: 'any',
    risk,
    above: null,
    levels: [permission],
    order: 'parallel',
    reauthenticate: true,
  };
}

/** What a row of the table is matched against. */
export type ApprovalFacts = {
  readonly deed: ApprovalRule['deed'];
  /** Null for a deed without one: it meets no row that asks for an amount or a rail. */
  readonly amount: Money | null;
  readonly rail: Rail | null;
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
  if (rule.above === null) return true;
  return facts.amount !== null && isAbove(policy, rule.above, facts.amount);
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

/** The row of this name; null for one that the table no longer has. */
export function ruleNamed(id: string): ApprovalRule | null {
  return APPROVAL_RULES.find((rule) => rule.id === id) ?? null;
}
