// Why our word and the rail's differ: one person says it and a second one stands for it; then the
// break no longer keeps a day from closing.
import type { Context } from '../domain/context.ts';
import { type Actor, DEEDS } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { authoriseTwo, type NotSigned } from '../domain/second-person.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type ExplainBreakInput = {
  readonly submissionId: string;
  readonly breakId: number;
  /** A short reason, kept beside the chain. */
  readonly reason: string;
  /** Who stands for it beside the first, in a book without people; there they are asked for it. */
  readonly second: Actor | null;
};

export type ExplainBreakRefusal = NotSigned | Refusal<'break_unknown' | 'reason_required'>;

/**
 * Keeps the reason and answers the break. Refuses `second_person_required` where the book has people,
 * then `break_unknown`, `reason_required`, then as `authoriseTwo` for one who may book and another
 * who may approve: whoever works through breaks knows the reason, and a supervisor stands for it.
 */
export function explainBreak(desk: Desk, input: ExplainBreakInput, context: Context) {
  const { submissionId, breakId, reason, second } = input;
  const fields = [breakId, second?.id ?? null];
  const remark = remarkOf(reason, null);
  const call = { deed: 'explainBreak', submissionId, input: fields, remark } as const;
  return desk.book.performSigned<Explained, ExplainBreakRefusal>(call, plainFacts, context, (w) =>
    explainBreakNow(desk, w, input, context.actor),
  );
}

type Explained = { readonly breakId: number };

/** The deed itself, by `first` beside `input.second`. */
export function explainBreakNow(
  { book }: Desk,
  w: Writing,
  { breakId, reason, second }: Omit<ExplainBreakInput, 'submissionId'>,
  first: Actor,
): Result<Explained, ExplainBreakRefusal> {
  if (!book.breaks.has(breakId)) return refuse({ code: 'break_unknown', breakId });
  if (reason.trim() === '') return refuse({ code: 'reason_required', breakId });
  const two = authoriseTwo('approve', first, second, DEEDS.explainBreak);
  if (!two.ok) return two;
  book.breaks.explain(w, breakId, two.value);
  return ok({ breakId });
}
