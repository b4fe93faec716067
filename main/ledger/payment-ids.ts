// How a payment is numbered: its batch and its record in one integer that grows with time, so that
// rows are inserted in order and a batch's payments lie side by side.
import { assert } from '../domain/assert.ts';

/** Records one batch can hold: a payment's id is its batch times this plus its record. */
export const RECORDS_PER_BATCH = 1 << 24;

export function paymentId(batch: number, record: number): number {
  assert(record >= 0 && record < RECORDS_PER_BATCH, 'a record fits its batch');
  return batch * RECORDS_PER_BATCH + record;
}

export function batchOf(payment: number): number {
  return Math.floor(payment / RECORDS_PER_BATCH);
}

export function recordOf(payment: number): number {
  return payment % RECORDS_PER_BATCH;
}
