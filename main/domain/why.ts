// Why a payment is as it is, in one line each: its value date, what holds it, and how it was
// decided. Codes with their data; the words are in the locales.
import type { PaymentStatus } from './payment-status.ts';

/** A sentence keyed in the locales, and what it needs. Amounts and dates stay in the payment. */
export type Because = {
  readonly code: WhyCode;
  readonly data: { readonly [name: string]: string };
};

export type Why = {
  readonly valueDate: Because | null;
  readonly hold: Because | null;
  readonly decision: Because | null;
};

export const WHY_CODES = [
  'value_date_moved_past',
  'value_date_not_a_business_day',
  'waits_for_execution_date',
  'held_until_judged',
  'held_for_repair',
  'held_by_rule',
  'held_suspected_repeat',
  'held_for_approval',
  'held_for_liquidity',
  'held_by_person',
  'held_by_law',
  'held_being_processed',
  'held_by_another_branch',
  'held_until_dispatched',
  'held_until_acknowledged',
  'held_until_settled',
  'held_answer_unknown',
  'approved_by_rules',
  'approved_by_person',
  'declined',
  'declined_by_rules',
  'declined_for_funds',
  'declined_by_person',
  'declined_by_rail',
  'cancelled_by_person',
] as const;
export type WhyCode = (typeof WHY_CODES)[number];

/** What the lines are made from; `decidedBy` is the person of the last deciding deed, or null. */
export type WhyFacts = {
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly relatedPayment: number;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  readonly dateReason: string;
  readonly decidedBy: string | null;
};

/** The three lines of a payment; each is null where there is nothing to say. */
export function whyOf(facts: WhyFacts): Why {
  return { valueDate: valueDateOf(facts), hold: holdOf(facts), decision: decisionOf(facts) };
}

function because(code: WhyCode, data: Because['data'] = {}): Because {
  return { code, data };
}

function valueDateOf(facts: WhyFacts): Because | null {
  const { requestedExecutionDate: requested, executionDate: executes, dateReason } = facts;
  if (dateReason === 'date_in_past') {
    return because('value_date_moved_past', { requested, executes });
  }
  if (dateReason === 'not_a_business_day') {
    return because('value_date_not_a_business_day', { requested, executes });
  }
  return null;
}

/** What a payment waits for in each status; null in the statuses where nothing waits. */
const HELD_IN = {
  draft: null,
  received: 'held_until_judged',
  warehoused: 'waits_for_execution_date',
  in_repair: 'held_for_repair',
  in_review: 'held_by_rule',
  awaiting_approval: 'held_for_approval',
  awaiting_liquidity: 'held_for_liquidity',
  suspended: 'held_by_person',
  accepted: 'held_until_dispatched',
  dispatched: 'held_until_acknowledged',
  acknowledged: 'held_until_settled',
  unknown: 'held_answer_unknown',
  settled: null,
  rejected: null,
  cancelled: null,
  blocked: 'held_by_law',
  handed_over: 'held_by_another_branch',
} as const satisfies Record<PaymentStatus, WhyCode | null>;

function holdOf(facts: WhyFacts): Because | null {
  const { status, reason, reasonCode, relatedPayment, executionDate } = facts;
  if (status === 'in_review' && relatedPayment !== 0) {
    return because('held_suspected_repeat', { earlier: String(relatedPayment) });
  }
  const code = HELD_IN[status];
  if (code === null) return null;
  if (status === 'warehoused') return because(code, { executes: executionDate });
  if (status === 'in_review' || status === 'in_repair') {
    return because(code, { reason: reason ?? '', reasonCode: reasonCode ?? '' });
  }
  return because(code);
}

function decisionOf(facts: WhyFacts): Because | null {
  const { status, reason, reasonCode, decidedBy: actor } = facts;
  const why = { reason: reason ?? '', reasonCode: reasonCode ?? '' };
  if (status === 'cancelled') return because('cancelled_by_person', { actor: actor ?? '' });
  if (status === 'rejected') {
    if (reason === 'insufficient_funds') return because('declined_for_funds', why);
    if (reason === 'refused_by_rail') return because('declined_by_rail', why);
    if (actor !== null) return because('declined_by_person', { ...why, actor });
    return because('declined_by_rules', why);
  }
  if (!PASSED.has(status)) return null;
  return actor === null ? because('approved_by_rules') : because('approved_by_person', { actor });
}

/** A payment in one of these has been let through. */
const PASSED: ReadonlySet<PaymentStatus> = new Set([
  'awaiting_liquidity',
  'suspended',
  'accepted',
  'dispatched',
  'acknowledged',
  'unknown',
  'settled',
]);
