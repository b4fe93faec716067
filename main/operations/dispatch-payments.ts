// Hands accepted payments of one batch to the rail (domain.md D2): nothing is booked, and from
// here on the holds cannot expire.
import { known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { RECORDS_PER_BATCH } from '../ledger/payment-ids.ts';
import type { RecordRange } from '../ledger/payments.ts';
import { type Stretch, without } from '../ledger/restores.ts';
import type { Desk } from './desk.ts';

export type DispatchPaymentsInput = { readonly submissionId: string; readonly batchId: number };

export type DispatchPaymentsRefusal = Refusal<
  'batch_unknown' | 'batch_not_judged' | 'outgoing_waits'
>;

/**
 * Moves every accepted payment of the batch to `dispatched` and answers how many; a batch booking
 * of which a payment is in review waits whole, and so does what a person has not released since a
 * restore. Refuses `batch_unknown`, then `batch_not_judged` (the engine has not finished it: a batch
 * leaves whole), then `outgoing_waits` (all that could leave waits since a restore).
 */
export function dispatchPayments(desk: Desk, input: DispatchPaymentsInput, context: Context) {
  const { book } = desk;
  const { submissionId, batchId } = input;
  const call = { deed: 'dispatchPayments', submissionId, input: [batchId] } as const;
  return book.perform<{ payments: number }, DispatchPaymentsRefusal>(call, context, (w) => {
    const batch = book.batches.byId(batchId);
    if (batch === null) return refuse({ code: 'batch_unknown', batchId });
    if (batch.nextRecord < batch.numberOfTransactions) {
      return refuse({ code: 'batch_not_judged', batchId, judged: batch.nextRecord });
    }
    const ready = mayLeave(desk, batchId);
    const released = releasedOf(desk, batchId, ready);
    if (ready.length > 0 && released.length === 0) {
      return refuse({ code: 'outgoing_waits', batchId });
    }
    let payments = 0;
    for (const records of released) {
      const range = { ...records, from: 'accepted', currency: '', cycle: 0 } as const;
      const move = { to: 'dispatched', reasonCode: null, reason: null } as const;
      const moved = book.payments.moveAll(w, range, move, { holdEntry: 0, cycle: 0 });
      payments += moved.reduce((sum, each) => sum + each.payments, 0);
    }
    return ok({ payments });
  });
}

/**
 * The records of a batch without the payment informations that are booked as one debit of which a
 * person still decides a part: their one hold is posted whole or made smaller first.
 */
function mayLeave(desk: Desk, batch: number): readonly RecordRange[] {
  const { batches, payments } = desk.book;
  const ranges: RecordRange[] = [];
  let firstRecord = 0;
  for (const id of payments.informationsInReview(batch)) {
    const waiting = known(batches.informations.byId(id), 'a payment has its payment information');
    if (waiting.firstRecord > firstRecord) {
      ranges.push({ batch, firstRecord, lastRecord: waiting.firstRecord - 1 });
    }
    firstRecord = batches.informations.lastRecordOf(waiting) + 1;
  }
  if (firstRecord >= RECORDS_PER_BATCH) return ranges;
  return [...ranges, { batch, firstRecord, lastRecord: RECORDS_PER_BATCH - 1 }];
}

/** The records among `ranges` that do not wait since a restore. */
function releasedOf(
  desk: Desk,
  batch: number,
  ranges: readonly RecordRange[],
): readonly RecordRange[] {
  const waiting = desk.book.restores.waiting(batch);
  if (waiting === null) return ranges;
  let left: readonly Stretch[] = ranges;
  for (const stretch of waiting.stretches) left = without(left, stretch);
  return left.map((stretch) => ({ batch, ...stretch }));
}
