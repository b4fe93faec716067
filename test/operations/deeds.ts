// The deeds of settlement as short sentences, and what they wrote to the journal.

import assert from 'node:assert/strict';
import { acknowledgeBatch } from '../../main/operations/acknowledge-batch.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { dispatchPayments } from '../../main/operations/dispatch-payments.ts';
import { rejectAcknowledged } from '../../main/operations/reject-acknowledged.ts';
import { remindPayment } from '../../main/operations/remind-payment.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import { done, minor, type TestDesk } from './test-desk.ts';

export function dispatch(on: TestDesk, batchId: number): number {
  const input = { submissionId: on.newId(), batchId };
  return done(dispatchPayments(on.desk(), input, on.context())).payments;
}

export function acknowledge(on: TestDesk, batchId: number): void {
  const input = { submissionId: on.newId(), batchId, fromRecord: 0 };
  assert.equal(done(acknowledgeBatch(on.desk(), input, on.context())).nextRecord, 0);
}

export function onlyCycle(on: TestDesk): number {
  const [cycle, ...others] = on.book().cycles.inState('open');
  assert.ok(cycle !== undefined);
  assert.deepEqual(others, []);
  return cycle.id;
}

/** Closes a cycle with what came in and answers the closing entry. */
export function close(on: TestDesk, cycleId: number, grossIn: string): number {
  const input = { submissionId: on.newId(), cycleId, grossIn: minor(grossIn) };
  return done(closeCycle(on.desk(), input, on.context())).entryId;
}

export function settle(on: TestDesk, cycleId: number, advised: string) {
  const input = { submissionId: on.newId(), cycleId, advised: minor(advised) };
  return done(settleCycle(on.desk(), input, on.context()));
}

/** Unwinds a closed cycle that the rail did not settle. */
export function unwind(on: TestDesk, cycleId: number, submissionId = on.newId()) {
  const input = { submissionId, cycleId, remark: 'a participant did not pay' };
  return unwindCycle(on.desk(), input, on.context());
}

export function inward(
  on: TestDesk,
  cycleId: number,
  account: string | null,
  amount: string,
): void {
  const input = { submissionId: on.newId(), cycleId, account, amount: minor(amount) };
  done(applyInward(on.desk(), input, on.context()));
}

export function countOf(on: TestDesk, table: string): bigint | undefined {
  return on.book().db.prepare<[], bigint>(`SELECT count(*) FROM ${table}`).pluck().get();
}

/** The postings of every entry of an event, as `debit/credit amount`, entry by entry. */
export function entriesOf(on: TestDesk, event: string): readonly (readonly string[])[] {
  const rows = on
    .book()
    .db.prepare<[string], { entry: bigint; line: string }>(
      `SELECT e.id AS entry, d.number || '/' || c.number || ' ' || p.amount AS line
       FROM entries e JOIN postings p ON p.entry = e.id
       JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
       WHERE e.event = ? ORDER BY p.id`,
    )
    .all(event);
  return [...Map.groupBy(rows, ({ entry }) => entry).values()].map((lines) =>
    lines.map(({ line }) => line),
  );
}

/** Decides a payment in review as one person. */
export function decide(
  on: TestDesk,
  paymentId: number,
  outcome: 'approve' | 'decline',
  submissionId = on.newId(),
) {
  const words = { reasonCode: outcome === 'decline' ? 'NARR' : '', remark: 'seen' };
  const input = { submissionId, paymentId, outcome, ...words };
  return decideReview(on.desk(), input, on.context());
}

export function cancel(on: TestDesk, paymentId: number, submissionId = on.newId()) {
  return cancelPayment(on.desk(), { submissionId, paymentId }, on.context());
}

/** Whoever it waits for is reminded of a payment. */
export function remind(on: TestDesk, paymentId: number, submissionId = on.newId()) {
  return remindPayment(on.desk(), { submissionId, paymentId }, on.context());
}

/** The rail refuses an item that it had acknowledged. */
export function refuseItem(on: TestDesk, paymentId: number, submissionId = on.newId()) {
  const input = { submissionId, paymentId, reasonCode: 'AC04' };
  return rejectAcknowledged(on.desk(), input, on.context());
}
