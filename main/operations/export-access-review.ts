// A person takes the access review out of the book: that is itself a deed, kept before it is given.
import type { Context } from '../domain/context.ts';
import { ok } from '../domain/result.ts';
import type { Desk } from './desk.ts';

export type ExportAccessReviewInput = { readonly submissionId: string };

/** Keeps that the review was exported; refuses what every deed may. */
export function exportAccessReview(
  desk: Desk,
  { submissionId }: ExportAccessReviewInput,
  context: Context,
) {
  const call = { deed: 'exportAccessReview', submissionId, input: [] } as const;
  return desk.book.perform<{ sequence: number }, never>(call, context, (w) =>
    ok({ sequence: w.sequence }),
  );
}
