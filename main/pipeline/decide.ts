// Last step: the rules that say whether a payment goes on by itself, waits for a person or is
// declined. Each outcome names its rule.
import { known } from '../domain/assert.ts';
import type { Policy } from '../domain/policy.ts';
import type { Operator } from '../stream/operator.ts';
import { NO_STATE } from '../stream/state-definition.ts';
import { APPROVE, type DecisionColumns, outcomeIndex } from './decision-columns.ts';
import type { PaymentColumns } from './payment-columns.ts';
import { reasonIndex } from './reasons.ts';

const REVIEW = outcomeIndex('review');
const DECLINE = outcomeIndex('decline');

/**
 * The amount rules: above the rail's limit a payment is declined (AM13), above the review limit
 * of its currency it waits for a person. Limits are in minor units; equal is not above.
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
        if (free === undefined || amount <= free) return;
        outcome[row] = REVIEW;
        reason[row] = reasonIndex('amount_above_review_limit');
      };
    },
  };
}
