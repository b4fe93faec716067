// A deed that gives something out of the book: once for each of its links in the trail, so that nobody
// is told anything again without a word of it there, and of two that were sent at once only one.
import type { Context } from '../domain/context.ts';
import type { NotPermitted } from '../domain/permissions.ts';
import { type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import type { Answer, DeedCall, SubmissionIdReused } from '../ledger/submissions.ts';
import type { Desk } from './desk.ts';

export type GivenBefore = Refusal<'given_before'>;

/**
 * As `perform`, but what was done under this submission is not done again: refuses `given_before`
 * after `submission_id_reused`. Whoever lost the answer asks under another id, which has a link of its
 * own. What was refused before is refused alike.
 */
export function givenOnce<A extends Answer, R extends Refusal>(
  { book }: Desk,
  call: DeedCall,
  context: Context,
  work: (w: Writing) => Result<A, R>,
): Result<A, R | NotPermitted | SubmissionIdReused | GivenBefore> {
  const foreseen = book.foresee<A, R>(call, context);
  const { submissionId } = call;
  if (foreseen?.ok === true) return refuse({ code: 'given_before', submissionId });
  return foreseen ?? book.perform(call, context, work);
}

/**
 * What a deed of this turn gives out that was made for it before, as a first passphrase is: null
 * where the same was done in a turn before, for then another one was given and is in force. Asked
 * before the deed.
 */
export function givenNow<Made>(
  { book }: Desk,
  { submissionId }: Pick<DeedCall, 'submissionId'>,
  made: Made,
): Made | null {
  return book.answerOf(submissionId) === null ? made : null;
}
