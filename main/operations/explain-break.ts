// Why our word and the rail's differ: one person says it and a second one stands for it; then the
// break no longer keeps a day from closing.
import type { Context } from '../domain/context.ts';
import { type Actor, authoriseTwo, type NotSigned } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';

export type ExplainBreakInput = {
  readonly submissionId: string;
  readonly breakId: number;
  /** A short reason, kept beside the chain. */
  readonly reason: string;
  readonly second: Actor | null;
};

export type ExplainBreakRefusal = NotSigned | Refusal<'break_unknown' | 'reason_required'>;

/**
 * Keeps the reason and answers the break. Refuses `break_unknown`, `reason_required`, then as
 * `authoriseTwo` for two who may approve.
 */
export function explainBreak(desk: Desk, input: ExplainBreakInput, context: Context) {
  const { book } = desk;
  const { submissionId, breakId, reason, second } = input;
  const fields = [breakId, second?.id ?? null];
  const remark = remarkOf(reason, null);
  const call = { deed: 'explainBreak', submissionId, input: fields, remark } as const;
  return book.perform<{ breakId: number }, ExplainBreakRefusal>(call, context, (w) => {
    if (!book.breaks.has(breakId)) return refuse({ code: 'break_unknown', breakId });
    if (reason.trim() === '') return refuse({ code: 'reason_required', breakId });
    const two = authoriseTwo('approve', context.actor, second);
    if (!two.ok) return two;
    book.breaks.explain(w, breakId, two.value);
    return ok({ breakId });
  });
}
