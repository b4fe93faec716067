// Second step: one debtor's repeats. The same payee account, amount, currency and remittance in
// another batch within the window is suspected to be paid twice (AM05) and waits for two persons.
import { known } from '../domain/assert.ts';
import { defineColumns } from '../stream/columns.ts';
import { KeyBuilder } from '../stream/key.ts';
import type { KeyedState } from '../stream/keyed-state.ts';
import type { Operator } from '../stream/operator.ts';
import { APPROVE, type DecisionColumns } from './decision-columns.ts';
import { fingerprint } from './fingerprint.ts';
import type { PaymentColumns } from './payment-columns.ts';

/** The newest batch's first such payment, and the one that it repeats, or 0. */
const STATE = { payment: 'i64', before: 'i64' } as const;

/** Payments remembered per task before the engine stops rather than forget one. */
const REMEMBERED_MAX = 16_000_000;

const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Remembers each payment that passed for the `windowDays` of its account and names the newest earlier one, of another
 * batch, in `relatedPayment`; that one names the one before it, so that the writer can go back to
 * one that is still alive. Repeats within one batch are the customer's own list and are not
 * suspected of each other. `batchOf` tells the batch of a payment's id.
 */
export function deduplicate(
  windowDays: (debtorAccount: number) => number,
  batchOf: (payment: number) => number,
): Operator<PaymentColumns, DecisionColumns, typeof STATE> {
  const parts = new KeyBuilder();
  const key = new KeyBuilder();
  return {
    name: 'deduplicate',
    version: 2,
    state: { values: defineColumns(STATE).columns, keysMax: REMEMBERED_MAX },
    open: (batch, out, state: KeyedState<typeof STATE>) => {
      const texts = [
        batch.textCells('debtorKey'),
        batch.textCells('creditorAccount'),
        batch.textCells('currency'),
        batch.textCells('remittance'),
      ];
      const amounts = batch.i64('amount');
      const payments = batch.i64('payment');
      const occurredAt = batch.f64('occurredAt');
      const outcome = out.u8('outcome');
      const related = out.i64('relatedPayment');
      const debtorAccount = out.u32('debtorAccount');
      const remembered = state.bigint('payment');
      const before = state.bigint('before');
      return (row) => {
        if (outcome[row] !== APPROVE) return;
        parts.start().i64(known(amounts[row], 'row in the batch'));
        for (const text of texts) parts.text(text, row);
        fingerprint(parts, key);
        const payment = known(payments[row], 'row in the batch');
        const seen = known(occurredAt[row], 'row in the batch');
        const account = known(debtorAccount[row], 'row in the batch');
        const window = windowDays(account) * MILLISECONDS_PER_DAY;
        const slot = state.find(key);
        if (slot >= 0) {
          const earlier = remembered.get(slot);
          if (batchOf(Number(earlier)) === batchOf(Number(payment))) {
            related[row] = before.get(slot);
            return;
          }
          related[row] = earlier;
          before.set(slot, earlier);
          remembered.set(slot, payment);
          state.expireAt(slot, seen + window);
          return;
        }
        remembered.set(state.insert(key, seen + window), payment);
      };
    },
  };
}
