// The other book's word on what was handed over comes back: it has the batch, for good, or it never
// will, and then the batch is this book's again and is judged anew before anything of it is paid.
import type { Context } from '../domain/context.ts';
import { afterReceipt, type GivenState, IS_GIVERS } from '../domain/hand-over.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type HandOver, handOversOf } from '../ledger/hand-overs.ts';
import type { Writing } from '../ledger/journal.ts';
import { packagesOf } from '../ledger/packages.ts';
import type { Desk } from './desk.ts';
import type { SignedReceipt } from './hand-over-content.ts';

export type CloseHandOverInput = {
  readonly submissionId: string;
  /** SHA-256 of the receipt's file as it came, lower-case hexadecimal. */
  readonly fileHash: string;
  readonly read: Result<SignedReceipt, Refusal<'carried_unreadable' | 'carried_signature_wrong'>>;
};

export type CloseHandOverRefusal = Refusal<
  | 'carried_unreadable'
  | 'carried_signature_wrong'
  | 'hand_over_unknown'
  | 'receipt_of_other_content'
  | 'branch_key_unknown'
  | 'branch_key_ended'
  | 'hand_over_closed'
>;

export type HandOverClosed = {
  readonly handOver: number;
  readonly batchId: number;
  readonly state: GivenState;
};

/** Why a payment waits that came back: all that was found of it is to be found again. */
const TAKEN_BACK = 'taken_back';

/**
 * Keeps the other book's word, and answers what the hand-over is now. Declined, the payments are in
 * repair and are driven again like any other. Refuses `carried_unreadable`, `carried_signature_wrong`,
 * `hand_over_unknown` (this book made none of that name for that book), `receipt_of_other_content` (it
 * is of something else than was handed over), `branch_key_unknown`, `branch_key_ended`,
 * `hand_over_closed`.
 */
export function closeHandOver(desk: Desk, input: CloseHandOverInput, context: Context) {
  const { submissionId, fileHash, read } = input;
  const call = { deed: 'closeHandOver', submissionId, input: [fileHash] } as const;
  return desk.book.perform<HandOverClosed, CloseHandOverRefusal>(call, context, (w) => {
    if (!read.ok) return read;
    const { content, publicKey, signature } = read.value;
    const handOvers = handOversOf(desk.book);
    const given = handOvers.byName(content.handOver);
    const isOurs = given !== null && content.to === packagesOf(desk.book).bookId();
    if (!isOurs || given.toBook !== content.from) return refuse({ code: 'hand_over_unknown' });
    if (given.content !== content.content) return refuse({ code: 'receipt_of_other_content' });
    const key = handOvers.keyOf(given.toBook, publicKey);
    if (key === null) return refuse({ code: 'branch_key_unknown' });
    if (key.state !== 'trusted') return refuse({ code: 'branch_key_ended', name: key.name });
    const next = afterReceipt(given.state, content.word);
    if (!next.ok) return next;
    const state = next.value;
    handOvers.end(w, given.id, content.word, { key: key.id, receipt: fileHash, signature });
    if (IS_GIVERS[state]) takeBack(desk, w, given);
    return ok({ handOver: given.id, batchId: given.batch, state });
  });
}

function takeBack({ book }: Desk, w: Writing, { batch, payments }: HandOver): void {
  const move = { to: 'in_repair', reasonCode: null, reason: TAKEN_BACK } as const;
  // A batch is with one other book at a time, so all of it that is handed over is of this hand-over.
  for (const payment of book.payments.inStatus(batch, 'handed_over', 0, payments)) {
    book.payments.move(w, payment, move, { holdEntry: 0, cycle: 0 });
  }
}
