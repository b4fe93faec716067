// Lets go of what waits since a restore, on the rail's word: what came to the rail is dispatched
// without being sent, what did not may be sent.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { type RailWord, type Stretch, without } from '../ledger/restores.ts';
import type { Desk } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type ReleaseOutgoingInput = Stretch & {
  readonly submissionId: string;
  readonly batchId: number;
  readonly word: RailWord;
  /** What says so: the rail's file or message, or the statement; kept beside the chain. */
  readonly reference: string;
};

export type ReleaseOutgoingRefusal = Refusal<
  'batch_unknown' | 'outgoing_not_waiting' | 'remark_required'
>;

/**
 * Releases records of a batch: with `sent`, its accepted payments among them become `dispatched`
 * (`payments` of them) and nothing leaves; with `not_sent`, they leave with the next dispatch.
 * Refuses `second_person_required` where the book has people, then `batch_unknown`, `outgoing_not_waiting` (not all of these records wait),
 * `remark_required` (no reference).
 */
export function releaseOutgoing(desk: Desk, input: ReleaseOutgoingInput, context: Context) {
  const { submissionId, batchId, firstRecord, lastRecord, word, reference } = input;
  const bound = [batchId, firstRecord, lastRecord, word];
  const remark = remarkOf(reference, { kind: 'batch', id: batchId });
  const call = { deed: 'releaseOutgoing', submissionId, input: bound, remark } as const;
  return desk.book.performSigned<Released, ReleaseOutgoingRefusal>(call, plainFacts, context, (w) =>
    releaseOutgoingNow(desk, w, input),
  );
}

type Released = { readonly payments: number };

/** The deed itself, when whoever must has signed. */
export function releaseOutgoingNow(
  { book }: Desk,
  w: Writing,
  input: Omit<ReleaseOutgoingInput, 'submissionId'>,
): Result<Released, ReleaseOutgoingRefusal> {
  const { batchId, firstRecord, lastRecord, word, reference } = input;
  if (book.batches.byId(batchId) === null) return refuse({ code: 'batch_unknown', batchId });
  const waiting = book.restores.waiting(batchId);
  const stretch = { firstRecord, lastRecord };
  const isWaiting =
    firstRecord <= lastRecord &&
    waiting !== null &&
    waiting.stretches.some((each) => without([stretch], each).length === 0);
  if (!isWaiting) {
    return refuse({ code: 'outgoing_not_waiting', batchId, firstRecord, lastRecord });
  }
  if (reference.trim() === '') return refuse({ code: 'remark_required' });
  book.restores.release(w, waiting.hold, stretch, word);
  if (word === 'not_sent') return ok({ payments: 0 });
  const range = { batch: batchId, ...stretch, from: 'accepted', currency: '', cycle: 0 } as const;
  const move = { to: 'dispatched', reasonCode: null, reason: null } as const;
  const moved = book.payments.moveAll(w, range, move, { holdEntry: 0, cycle: 0 });
  return ok({ payments: moved.reduce((sum, each) => sum + each.payments, 0) });
}
