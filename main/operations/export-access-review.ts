// A person takes the access review out of the book: that is itself a deed, kept before it is given.
import type { Context } from '../domain/context.ts';
import { ok } from '../domain/result.ts';
import type { Desk } from './desk.ts';
import { givenOnce } from './given-once.ts';

export type ExportAccessReviewInput = { readonly submissionId: string };

/**
 * Keeps that the review was exported. Refuses `given_before`: under this submission it was given out
 * already.
 */
export function exportAccessReview(
  desk: Desk,
  { submissionId }: ExportAccessReviewInput,
  context: Context,
) {
  const call = { deed: 'exportAccessReview', submissionId, input: [] } as const;
  return givenOnce<{ sequence: number }, never>(desk, call, context, (w) =>
    ok({ sequence: w.sequence }),
  );
}
