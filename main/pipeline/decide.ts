// Last step: the rules that say whether a payment goes on by itself, waits for a person or is
// declined. Each outcome names its rule.
import { known } from '../domain/assert.ts';
import type { Policy } from '../domain/policy.ts';
import type { ColumnsView } from '../stream/columns.ts';
import type { Operator } from '../stream/operator.ts';
import { NO_STATE } from '../stream/state-definition.ts';
import { APPROVE, type DecisionColumns, outcomeIndex } from './decision-columns.ts';
import type { PaymentColumns } from './payment-columns.ts';
import { reasonIndex } from './reasons.ts';

const REVIEW = outcomeIndex('review');
const DECLINE = outcomeIndex('decline');
const ABOVE_REVIEW_LIMIT = reasonIndex('amount_above_review_limit');
const UNUSUAL = reasonIndex('amount_unusual');

/** Payments of some 30 days before which nothing can be said of what is usual. */
const USUAL_FROM = 10;

/** Who always pays the same would else be held for a cent more. */
const LEAST_DEVIATION = 0.1;

/**
 * The amount rules: above the rail's limit a payment is declined (AM13), above the review limit
 * of its currency it waits for a person, and so it does where it is far above what its payer usually
 * pays. Limits are in minor units; equal is not above.
 */
export function decide(
  policy: () => Policy,
): Operator<PaymentColumns, DecisionColumns, Record<never, never>> {
  return {
    name: 'decide',
    version: 1,
    state: NO_STATE,
    open: (batch, out) => {
      const { reviewAbove, railLimit } = policy();
      const amounts = batch.i64('amount');
      const outcome = out.u8('outcome');
      const reason = out.u8('reason');
      const onUs = out.u8('onUs');
      const isUnusual = unusualAmounts(out, policy());
      return (row) => {
        if (outcome[row] !== APPROVE) return;
        const amount = known(amounts[row], 'row in the batch');
        const currency = known(batch.text('currency', row), 'a transfer has its currency');
        const most = railLimit.get(currency);
        if (most !== undefined && amount > most && onUs[row] === 0) {
          outcome[row] = DECLINE;
          reason[row] = reasonIndex('amount_above_rail_limit');
          return;
        }
        const free = reviewAbove.get(currency);
        const isAbove = free !== undefined && amount > free;
        if (!isAbove && !isUnusual(row, amount)) return;
        outcome[row] = REVIEW;
        reason[row] = isAbove ? ABOVE_REVIEW_LIMIT : UNUSUAL;
      };
    },
  };
}

/** Whether a payment lies more than the policy's number of deviations above the mean before it. */
function unusualAmounts(
  out: ColumnsView<DecisionColumns>,
  { unusualDeviations }: Policy,
): (row: number, amount: bigint) => boolean {
  if (unusualDeviations === 0) return () => false;
  const counts = out.u32('usualCount');
  const means = out.f64('usualMean');
  const deviations = out.f64('usualDeviation');
  return (row, amount) => {
    if ((counts[row] ?? 0) < USUAL_FROM) return false;
    const mean = means[row] ?? 0;
    const deviation = Math.max(deviations[row] ?? 0, mean * LEAST_DEVIATION);
    // A statistic, not an amount: which side of it a payment lies on needs no last cent.
    return Number(amount) > mean + unusualDeviations * deviation;
  };
}
