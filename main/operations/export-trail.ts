// A person takes the trail out of the book as a file: that is itself a deed, kept before the first
// line is given out.
import type { Context } from '../domain/context.ts';
import { ok } from '../domain/result.ts';
import type { Desk } from './desk.ts';

export type ExportTrailInput = {
  readonly submissionId: string;
  readonly format: string;
  /** The filter as text: what was asked for. */
  readonly filter: string;
};

/** Keeps that the trail was exported, and answers its own link; refuses what every deed may. */
export function exportTrail(desk: Desk, input: ExportTrailInput, context: Context) {
  const { submissionId, format, filter } = input;
  const call = { deed: 'exportTrail', submissionId, input: [format, filter] } as const;
  return desk.book.perform<{ sequence: number }, never>(call, context, (w) =>
    ok({ sequence: w.sequence }),
  );
}
