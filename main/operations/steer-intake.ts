// Pauses, drains or resumes the taking in of payments. Nothing is lost by it: what is submitted
// meanwhile is received and waits.
import type { Context } from '../domain/context.ts';
import type { IntakeOrder } from '../domain/intake.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';

export type SteerIntakeInput = {
  readonly submissionId: string;
  readonly order: IntakeOrder;
  /** Why: whoever meets a queue that stands still reads it. May be '' when it goes on. */
  readonly reason: string;
};

export type SteerIntakeRefusal = Refusal<'intake_stands_so' | 'remark_required'>;

/**
 * Gives the order; it stands until another one is given. Refuses `intake_stands_so` (it is the one
 * that stands), then `remark_required` (payments are to wait and nobody said why).
 */
export function steerIntake({ book }: Desk, input: SteerIntakeInput, context: Context) {
  const { submissionId, order, reason } = input;
  const remark = remarkOf(reason, null);
  const call = { deed: 'steerIntake', submissionId, input: [order], remark } as const;
  return book.perform<{ order: IntakeOrder }, SteerIntakeRefusal>(call, context, (w) => {
    if (book.batches.intake.order() === order) return refuse({ code: 'intake_stands_so', order });
    if (order !== 'running' && remark.text === '') return refuse({ code: 'remark_required' });
    book.batches.intake.change(w, order);
    return ok({ order });
  });
}
