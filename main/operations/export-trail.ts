// A person takes the trail out of the book as a file: that is itself a deed, kept before the first
// line is given out.
import type { Context } from '../domain/context.ts';
import { ok } from '../domain/result.ts';
import { type DeedCall, inputHashOf } from '../ledger/submissions.ts';
import type { Desk } from './desk.ts';

export type ExportTrailInput = {
  readonly submissionId: string;
  readonly format: string;
  /** The filter as text: what was asked for. */
  readonly filter: string;
};

type AskedTrail = Omit<ExportTrailInput, 'submissionId'>;

/** A deed of the trail as it is looked at for a file. */
export type Noted = {
  readonly outcome: string;
  /** Lower-case hexadecimal. */
  readonly inputHash: string;
};

function callOf({ submissionId, format, filter }: ExportTrailInput) {
  return { deed: 'exportTrail', submissionId, input: [format, filter] } as const;
}

/** Keeps that the trail was exported, and answers its own link; refuses what every deed may. */
export function exportTrail(desk: Desk, input: ExportTrailInput, context: Context) {
  const call = callOf(input);
  return desk.book.perform<{ sequence: number }, never>(call, context, (w) =>
    ok({ sequence: w.sequence }),
  );
}

/**
 * Whether what one `exportTrail` noted is what is fetched: the same filter in the same format. A small
 * export is no way to a large one.
 */
export function isNotedTrail(noted: Noted, asked: AskedTrail): boolean {
  return isNotedAs(noted, callOf({ ...asked, submissionId: '' }));
}

/** Whether a deed that was done noted just this call. */
export function isNotedAs(noted: Noted, call: DeedCall): boolean {
  if (noted.outcome !== 'done') return false;
  return inputHashOf(call, null).toString('hex') === noted.inputHash;
}
