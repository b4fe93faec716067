// A batch leaves for another branch's book: from this deed on nothing of what leaves is this book's to
// pay, and what it held of its payers' money is free (domain.md A4). What ended here or was sent stays.
// The file that carries it is made of the rows that are written here.
import { known } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import {
  HANDED_OVER_MAX,
  MAY_BE_HANDED_OVER,
  type Parted,
  partedBy,
  STAYS_BEHIND,
} from '../domain/hand-over.ts';
import { PAYMENT_STATUS_RULES, type PaymentStatus } from '../domain/payment-status.ts';
import { personOf } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { TookUp } from '../ledger/authority-used.ts';
import type { Batch } from '../ledger/batches.ts';
import { handOversOf } from '../ledger/hand-overs.ts';
import type { Writing } from '../ledger/journal.ts';
import { paymentId, recordOf } from '../ledger/payment-ids.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { isShared } from './decide-review.ts';
import { type Desk, headOn, openDay } from './desk.ts';
import { contentHashOf, contentOf } from './hand-over-content.ts';
import { withinLimits } from './moving.ts';
import { plainFacts } from './signed-facts.ts';

export type HandOverBatchInput = {
  readonly submissionId: string;
  readonly batchId: number;
  /** The other branch's book, by its own name. */
  readonly to: string;
};

export type HandOverBatchRefusal = BeyondAuthority | NotHandedOver;

type NotHandedOver = Refusal<
  | 'batch_unknown'
  | 'branch_unknown'
  | 'batch_not_judged'
  | 'outgoing_waits'
  | 'hand_over_too_large'
  | 'payment_status_does_not_allow'
  | 'payment_was_edited'
>;

/** The hand-over's number, and how many payments left and stayed. */
export type HandedOver = {
  readonly handOver: number;
  readonly payments: number;
  readonly stayed: number;
};

/**
 * Hands over all of the batch that may leave; what ended here or was sent stays as it is. Refuses those
 * of `lenderOf` (of the sum that leaves), `second_person_required` where
 * the book has people, then `batch_unknown`, `branch_unknown` (no key of that book is trusted),
 * `batch_not_judged`, `outgoing_waits` (it may have left before a restore), `hand_over_too_large`,
 * `payment_status_does_not_allow` (with the first payment that neither leaves nor stays, or the first
 * of all where none leaves), `payment_was_edited` (one that would leave: the file no longer says what
 * would be paid).
 */
export function handOverBatch(desk: Desk, input: HandOverBatchInput, context: Context) {
  const { submissionId, batchId, to } = input;
  const call = { deed: 'handOverBatch', submissionId, input: [batchId, to] } as const;
  const maker = personOf(context.actor);
  const asked = { deed: 'handOverBatch', batchId, to } as const;
  const { may, counted } = withinLimits(desk, () => asked, context);
  const work = (w: Writing) => counted(handOverBatchNow(desk, w, input, maker, context));
  return desk.book.performSigned<HandedOver & TookUp, HandOverBatchRefusal>(
    ...[call, plainFacts, context, work, may],
  );
}

/** The deed itself, when whoever must has signed; `maker` asked for it. */
export function handOverBatchNow(
  desk: Desk,
  w: Writing,
  { batchId, to }: Omit<HandOverBatchInput, 'submissionId'>,
  maker: string,
  context: Context,
): Result<HandedOver, NotHandedOver> {
  const { book } = desk;
  const batch = book.batches.byId(batchId);
  if (batch === null) return refuse({ code: 'batch_unknown', batchId });
  const handOvers = handOversOf(book);
  const isKnown = handOvers.keys().some((key) => key.book === to && key.state === 'trusted');
  if (!isKnown) return refuse({ code: 'branch_unknown', to });
  const leaving = leavingOf(desk, batch);
  if (!leaving.ok) return leaving;
  const { payments: given, parted } = leaving.value;
  giveFundsBack(desk, w, given, context);
  moveAway(desk, w, batch);
  const name = Buffer.from(context.ids.bytes(16)).toString('hex');
  const facts = { name, batch: batchId, toBook: to, maker };
  const deed = { releasedBy: context.actor.id, at: w.at, sequence: w.sequence };
  const content = contentHashOf(contentOf(desk, { ...facts, ...deed }));
  const { goes: payments } = parted;
  const handOver = handOvers.give(w, { ...facts, content, payments });
  return ok({ handOver, payments, stayed: batch.numberOfTransactions - payments });
}

type Leaving = { readonly payments: readonly Payment[]; readonly parted: Parted };

/** What of the batch leaves, where the rest of it may stay. */
function leavingOf(
  { book }: Desk,
  { id, nextRecord, numberOfTransactions }: Batch,
): Result<Leaving, NotHandedOver> {
  if (nextRecord < numberOfTransactions) return refuse({ code: 'batch_not_judged', batchId: id });
  if (book.restores.waiting(id) !== null) return refuse({ code: 'outgoing_waits', batchId: id });
  if (numberOfTransactions > HANDED_OVER_MAX) {
    return refuse({ code: 'hand_over_too_large', most: HANDED_OVER_MAX });
  }
  const inStatuses = (statuses: readonly PaymentStatus[]): readonly Payment[] =>
    statuses.flatMap((status) => book.payments.inStatus(id, status, 0, numberOfTransactions));
  const [leaving, staying] = [inStatuses(MAY_BE_HANDED_OVER), inStatuses(STAYS_BEHIND)];
  const statusOf = new Map(
    [...leaving, ...staying].map((each) => [recordOf(each.id), each.status]),
  );
  const standing = Array.from({ length: numberOfTransactions }, (_, record) => {
    const status = statusOf.get(record) ?? book.payments.byId(paymentId(id, record))?.status;
    return known(status, 'a judged record has its payment');
  });
  const parted = partedBy(standing);
  if (!parted.ok) {
    const { code, record, status } = parted.refusal;
    return refuse({ code, paymentId: paymentId(id, record), status });
  }
  const sent = oneDebitWith(leaving, staying);
  if (sent !== null) {
    const { id: stays, status } = sent;
    return refuse({ code: 'payment_status_does_not_allow', paymentId: stays, status });
  }
  const goes = new Set(leaving.map((payment) => payment.id));
  const edited = handOversOf(book)
    .editedOf(id)
    .find((payment) => goes.has(payment));
  if (edited !== undefined) return refuse({ code: 'payment_was_edited', paymentId: edited });
  return ok({ payments: leaving, parted: parted.value });
}

/**
 * A payment that stays and whose money is still held together with that of one that leaves: a batch
 * booking is one debit, so that its hold goes whole or not at all. What ended keeps a hold that is void.
 */
function oneDebitWith(leaving: readonly Payment[], staying: readonly Payment[]): Payment | null {
  const holds = new Set(leaving.map(({ holdEntry }) => holdEntry));
  const isSent = ({ status }: Payment) => PAYMENT_STATUS_RULES[status].funds !== 'none';
  return (
    staying.find((each) => isSent(each) && each.holdEntry > 0 && holds.has(each.holdEntry)) ?? null
  );
}

/** Voids every hold of the payments once: the one of a batch booking is for all of its block. */
function giveFundsBack(
  desk: Desk,
  w: Writing,
  leaving: readonly Payment[],
  context: Context,
): void {
  const { journal, batches } = desk.book;
  const day = openDay(desk, context.now);
  const freed = new Set<number>();
  for (const payment of leaving) {
    const { holdEntry, paymentInformation: block } = payment;
    if (holdEntry === 0 || freed.has(holdEntry)) continue;
    freed.add(holdEntry);
    const information = known(batches.informations.byId(block), 'a payment has its block');
    const shared = isShared(payment, information);
    const of = { batch: information.batch, payment: shared ? 0 : payment.id };
    journal.resolve(w, headOn(day, 'A4', of), holdEntry, 'void_hold');
    if (shared) batches.informations.setPassed(block, 0, 0n, 0);
  }
}

function moveAway({ book }: Desk, w: Writing, { id, numberOfTransactions }: Batch): void {
  const move = { to: 'handed_over', reasonCode: null, reason: null } as const;
  const whole = { batch: id, firstRecord: 0, lastRecord: numberOfTransactions - 1 };
  for (const from of MAY_BE_HANDED_OVER) {
    const range = { ...whole, from, currency: '', cycle: 0 };
    book.payments.moveAll(w, range, move, { holdEntry: 0, cycle: 0 });
  }
  // What left is read back from its rows.
  book.payments.flush(w);
}
