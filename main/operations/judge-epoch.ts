// Judges the payments of an epoch in file order, so that funds go to who comes first whatever the
// size of the epochs. The writer and a rehearsal judge here alike.
import { known } from '../domain/assert.ts';
import type { Decision } from '../domain/decision.ts';
import type { Fallen } from '../domain/file-control.ts';
import { batchOf, paymentId } from '../ledger/payment-ids.ts';
import { judgeTogether, type Together } from './batch-booking.ts';
import type { PlannedInBook } from './commit-epoch.ts';
import {
  type Judged,
  type JudgedOutput,
  type Judging,
  judgePayment,
  type PaymentInHand,
  type Transfer,
  toSignFor,
} from './judge-payment.ts';

/** Who hears of what was judged, in file order. */
export type JudgedSink<T extends Transfer> = {
  /** A batch booking as far as this epoch goes; its payments follow. */
  readonly together: (planned: PlannedInBook, together: Together) => void;
  /** One payment and where it rests; `row` is its place in the epoch. */
  readonly payment: (row: number, payment: PaymentInHand<T>, judged: Judged) => void;
};

/** Judges every payment of the epoch: one by one, or the neighbours of a batch booking together. */
export function judgeEpoch<T extends Transfer>(judging: Judging<T>, sink: JudgedSink<T>): void {
  const { output, funds } = judging;
  const rows = output.toRecord - output.fromRecord;
  let row = 0;
  let next = rows === 0 ? null : inHand(judging, 0);
  while (next !== null) {
    const first: PaymentInHand<T> = next;
    const { planned } = first;
    const neighbours = [first];
    const from = row;
    for (;;) {
      row += 1;
      next = row < rows ? inHand(judging, row) : null;
      // The records of a payment information lie side by side in the file.
      if (next === null || !planned.row.batchBooking || next.planned !== planned) break;
      neighbours.push(next);
    }
    if (!planned.row.batchBooking) {
      sink.payment(from, first, judgePayment(funds, first));
      continue;
    }
    const together = judgeTogether(funds, planned, neighbours);
    sink.together(planned, together);
    for (const [at, payment] of neighbours.entries()) {
      sink.payment(from + at, payment, known(together.judged[at], 'each was judged'));
    }
  }
}

function inHand<T extends Transfer>(judging: Judging<T>, row: number): PaymentInHand<T> {
  const { output, plans, policy } = judging;
  const transfer = output.transfer(row);
  const planned = known(
    plans.get(transfer.paymentInformation),
    'every record of the epoch has its payment information',
  );
  const id = paymentId(output.batch, output.fromRecord + row);
  const live = liveDecision(judging, row);
  const judged = planned.fallen === null ? live : fallenDecision(live, planned.fallen);
  const held = judging.heldBack({ transfer, decision: judged, planned });
  // A copy reads the measures, some seventy columns, which hardly any payment is asked for.
  const decision = held === null ? judged : { ...judged, ...held };
  const toSign = toSignFor(policy, decision, transfer.amount);
  return { id, transfer, decision, planned, toSign };
}

/** A payment falls with its payment information; one that is wrong itself keeps what is. */
function fallenDecision(decision: Decision, fallen: Fallen): Decision {
  const isWrong = decision.outcome === 'repair' || decision.outcome === 'decline';
  const { reasonCode, reason } = isWrong ? decision : fallen;
  return { ...decision, outcome: 'decline', reasonCode, reason };
}

/** Earlier payments that are looked at for one that is alive; beyond, the repeat stays suspected. */
const EARLIER_MAX = 100;

/**
 * The decision on a row, with the repeat it is suspected of named as the newest earlier payment
 * that is alive, and dropped when all came to nothing: a payment that was rejected or cancelled is
 * rightly sent again.
 */
export function liveDecision(
  {
    desk,
    output,
  }: Pick<Judging, 'desk'> & { readonly output: Pick<JudgedOutput, 'batch' | 'decision'> },
  row: number,
): Decision {
  const decision = output.decision(row);
  let related = decision.relatedPayment;
  for (let looked = 0; related !== 0 && looked < EARLIER_MAX; looked += 1) {
    // One that was driven again may name a later batch, and that one this: a batch's own repeats are
    // its customer's list.
    if (batchOf(related) === output.batch) {
      related = 0;
      break;
    }
    const earlier = desk.book.payments.byId(related);
    const isDead =
      earlier === null || earlier.status === 'rejected' || earlier.status === 'cancelled';
    if (!isDead) break;
    related = earlier?.relatedPayment ?? 0;
  }
  return related === decision.relatedPayment ? decision : { ...decision, relatedPayment: related };
}
