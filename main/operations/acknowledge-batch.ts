// The rail acknowledged the file (domain.md D4): the customer is booked, value date = execution
// date, and the payments join the open cycle. Large batches are booked in several deeds.
import { known } from '../domain/assert.ts';
import { ACCOUNT_KIND_RULES } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { recordOf } from '../ledger/payment-ids.ts';
import type { PaymentInformationRow } from '../ledger/payment-informations.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { isShared } from './decide-review.ts';
import { type Desk, headOn, openDay } from './desk.ts';

/** Payments booked by one deed: bounds how long the writer is held. */
export const ACKNOWLEDGED_PER_DEED = 5000;

export type AcknowledgeBatchInput = {
  readonly submissionId: string;
  readonly batchId: number;
  /** Where an earlier deed of the same acknowledgement stopped; 0 to begin. */
  readonly fromRecord: number;
};

export type AcknowledgeBatchRefusal = Refusal<'batch_unknown' | 'nothing_dispatched'>;

/**
 * Books at most {@link ACKNOWLEDGED_PER_DEED} dispatched payments and answers how many, and the
 * record to go on from (0 when the batch is done). Refuses `batch_unknown`, then
 * `nothing_dispatched`.
 */
export function acknowledgeBatch(desk: Desk, input: AcknowledgeBatchInput, context: Context) {
  const { book } = desk;
  const { submissionId, batchId, fromRecord } = input;
  const call = { deed: 'acknowledgeBatch', submissionId, input: [batchId, fromRecord] } as const;
  type Acknowledged = { readonly payments: number; readonly nextRecord: number };
  return book.perform<Acknowledged, AcknowledgeBatchRefusal>(call, context, (w) => {
    if (book.batches.byId(batchId) === null) return refuse({ code: 'batch_unknown', batchId });
    const most = ACKNOWLEDGED_PER_DEED;
    const payments = book.payments.inStatus(batchId, 'dispatched', fromRecord, most + 1);
    if (payments.length === 0) return refuse({ code: 'nothing_dispatched', batchId });
    const booked = payments.slice(0, most);
    const booker = bookerOf(desk, w, context);
    for (const payment of booked) booker.book(payment);
    for (const [account, amount] of booker.clearing) {
      const reference = itemReference.batch(batchId);
      const day = openDay(desk, context.now);
      book.items.move(w, { account, reference, entry: 0, amount, day });
    }
    moveIntoCycles(desk, w, batchId, booked, openDay(desk, context.now));
    const next = payments[most];
    return ok({ payments: booked.length, nextRecord: next === undefined ? 0 : recordOf(next.id) });
  });
}

type Booker = {
  /** Posts the hold of a payment, or that of its whole payment information with its first one. */
  readonly book: (payment: Payment) => void;
  /** What was booked to each clearing account, in minor units: the batch's open item on it. */
  readonly clearing: ReadonlyMap<number, bigint>;
};

function bookerOf(desk: Desk, w: Writing, context: Context): Booker {
  const { book } = desk;
  const clearing = new Map<number, bigint>();
  const day = openDay(desk, context.now);
  let information: PaymentInformationRow | null = null;
  let lastHold = 0;
  const bookOne = (payment: Payment): void => {
    if (information?.id !== payment.paymentInformation) {
      information = book.batches.informations.byId(payment.paymentInformation);
    }
    const { batch, executionDate } = known(information, 'a payment has its block');
    if (payment.holdEntry === lastHold) return;
    lastHold = payment.holdEntry;
    const shared = isShared(payment, known(information, 'a payment has its block'));
    if (shared && book.journal.resolverOf(payment.holdEntry) !== 0) return;
    const of = { batch, payment: shared ? 0 : payment.id };
    const head = { ...headOn(day, 'D4', of), valueDate: executionDate };
    const held = book.journal.postingsHeld(payment.holdEntry);
    book.journal.resolve(w, head, payment.holdEntry, 'post_hold');
    for (const { creditAccount, amount } of held) {
      if (!ACCOUNT_KIND_RULES[book.balances.rule(creditAccount).kind].openItem) continue;
      clearing.set(creditAccount, (clearing.get(creditAccount) ?? 0n) + amount.minor);
    }
  };
  return { book: bookOne, clearing };
}

/** Moves the booked payments to `acknowledged`, each into the open cycle of its currency. */
function moveIntoCycles(
  desk: Desk,
  w: Writing,
  batchId: number,
  booked: readonly Payment[],
  day: string,
): void {
  const { book } = desk;
  const first = known(booked[0], 'at least one payment was booked');
  const last = known(booked.at(-1), 'at least one payment was booked');
  for (const currency of new Set(booked.map((payment) => payment.amount.currency))) {
    const cycle = book.cycles.ensureOpen(w, currency, day);
    const range = {
      batch: batchId,
      firstRecord: recordOf(first.id),
      lastRecord: recordOf(last.id),
      from: 'dispatched',
      currency,
      cycle: 0,
    } as const;
    const move = { to: 'acknowledged', reasonCode: null, reason: null } as const;
    for (const moved of book.payments.moveAll(w, range, move, { holdEntry: 0, cycle: cycle.id })) {
      book.cycles.addOutward(cycle.id, batchId, moved.payments, moved.amount);
    }
  }
}
