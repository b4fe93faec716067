// Commits one epoch of payments that were driven again: judged like any other, but moved instead of
// added, each alone, for the booking of its file is long over.
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import type { EpochOutput } from '../domain/decision.ts';
import { ok } from '../domain/result.ts';
import { contentHash } from '../ledger/digest.ts';
import { termsInForce } from './account-terms.ts';
import type { PlannedInBook } from './commit-epoch.ts';
import { type Desk, openDay, policyOf } from './desk.ts';
import { bookFunds } from './funds.ts';
import { heldBackOn } from './held-back.ts';
import { liveDecision } from './judge-epoch.ts';
import { judgePayment, toSignFor } from './judge-payment.ts';

/** What the engine made of them. `batch` is the one they all belong to. */
export type RedriveOutput = Omit<EpochOutput, 'fromRecord' | 'toRecord'> & {
  /** The number of the epoch: the deed's own key. */
  readonly epoch: number;
  /** The payments, one per row. */
  readonly payments: readonly number[];
};

/**
 * Commits `output` and answers how many payments it held. It takes no records, so that the log of its
 * batch has no gap and no record twice. A payment keeps the rail that it was taken for.
 */
export function commitRedrive(desk: Desk, output: RedriveOutput, context: Context) {
  const { book } = desk;
  const { batch, epoch, topology, stateDelta, snapshot, payments } = output;
  const stateDeltaHash = contentHash(stateDelta);
  const call = {
    deed: 'commitRedrive',
    submissionId: `redrive/${epoch}`,
    input: [batch, ...payments, topology, stateDeltaHash],
  } as const;
  return book.perform<{ payments: number }, never>(call, context, (w) => {
    const policy = policyOf(desk);
    const day = openDay(desk, context.now);
    const termsOf = termsInForce(desk, context.now);
    const funds = bookFunds({ desk, w, context, policy, termsOf, day, output });
    const heldBack = heldBackOn(desk, policy, day);
    for (const [row, id] of payments.entries()) {
      const payment = known(book.payments.byId(id), 'what is driven again is in the book');
      assert(payment.status === 'received', 'it waits to be judged');
      const planned = plannedOf(desk, output, payment.paymentInformation, day);
      const transfer = output.transfer(row);
      const live = liveDecision({ desk, output }, row);
      const judged = { ...live, rail: payment.rail };
      const decision = { ...judged, ...heldBack({ transfer, decision: judged, planned }) };
      const toSign = toSignFor(policy, decision, transfer.amount);
      const { holdEntry, status, reasonCode, reason } = judgePayment(funds, {
        id,
        transfer,
        decision,
        planned,
        toSign,
      });
      const move = { to: status, reasonCode, reason };
      book.payments.move(w, payment, move, { holdEntry, cycle: 0 });
      book.batches.redrives.judged(w, id, decision.relatedPayment);
    }
    const { numberOfTransactions: at } = known(book.batches.byId(batch), 'it was submitted');
    const kept = { topology, stateDelta, stateDeltaHash, snapshot };
    book.batches.epochs.add(w, { batch, from: at, to: at, ...kept });
    return ok({ payments: payments.length });
  });
}

/** The payment's block with its row in the book, and when it executes: what was planned stands. */
function plannedOf(
  { book }: Desk,
  { informations }: RedriveOutput,
  id: number,
  day: string,
): PlannedInBook {
  const row = known(book.batches.informations.byId(id), 'a payment has its payment information');
  const met = known(
    informations.find((each) => each.firstRecord === row.firstRecord),
    'the payments were read with their blocks',
  );
  const { executionDate, dateReason } = row;
  const plan = { executionDate, dateReason, executesNow: executionDate <= day };
  // What fell with its payment information was rejected and is never driven again.
  return { ...met, row, plan, fallen: null };
}
