// What came from another branch's book is taken in, as a batch that starts its life here like any
// other file, or is declined for ever. Nothing that was approved elsewhere counts.
import type { Context } from '../domain/context.ts';
import {
  afterWord,
  type HandOverContent,
  type HandOverWord,
  isWhole,
} from '../domain/hand-over.ts';
import { formatMinor } from '../domain/money.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Lent } from '../ledger/authority-used.ts';
import { type BranchKey, handOversOf } from '../ledger/hand-overs.ts';
import type { Writing } from '../ledger/journal.ts';
import { packagesOf } from '../ledger/packages.ts';
import type { Desk } from './desk.ts';
import type { SignedHandOver } from './hand-over-content.ts';
import { contentHashOf } from './hand-over-content.ts';
import {
  type SubmitBatchInput,
  type SubmitBatchRefusal,
  type Submitted,
  takeFileIn,
} from './submit-batch.ts';

/** The file of what was handed over, read like any other: of the batch's own without what stayed. */
export type FileThatCame = Omit<SubmitBatchInput, 'submissionId' | 'fileName'>;

export type AnswerHandOverInput = {
  readonly submissionId: string;
  /** SHA-256 of the hand-over's file as it came, lower-case hexadecimal. */
  readonly fileHash: string;
  readonly read: Result<
    SignedHandOver,
    Refusal<'carried_unreadable' | 'carried_signature_wrong' | 'original_altered'>
  >;
  readonly word: HandOverWord;
  /** Null where it is declined, or is none that can be read. */
  readonly file: FileThatCame | null;
};

type NotOurs = Refusal<
  | 'carried_unreadable'
  | 'carried_signature_wrong'
  | 'original_altered'
  | 'hand_over_of_another_book'
  | 'branch_key_unknown'
  | 'branch_key_ended'
  | 'hand_over_answered'
  | 'hand_over_before_restore'
>;

export type AnswerHandOverRefusal = NotOurs | SubmitBatchRefusal | Refusal<'hand_over_not_of_file'>;

/** `batchId` is 0 where it was declined; `sums` as `submitBatch` answers them. */
export type HandOverAnswered = Lent & {
  readonly takeOver: number;
  readonly batchId: number;
  readonly sums: string;
};

function callOf({ submissionId, fileHash, word }: Omit<AnswerHandOverInput, 'read' | 'file'>) {
  return { deed: 'answerHandOver', submissionId, input: [fileHash, word] } as const;
}

/** Why what came is not this book's to answer, or whose key signed it; nothing is written. */
export function mayAnswer(
  desk: Desk,
  { read, word }: Pick<AnswerHandOverInput, 'read' | 'word'>,
): Result<{ readonly came: SignedHandOver; readonly key: BranchKey }, NotOurs> {
  if (!read.ok) return read;
  const { content, publicKey } = read.value;
  const { book } = desk;
  if (content.to !== packagesOf(book).bookId() || content.demo !== book.demo) {
    return refuse({ code: 'hand_over_of_another_book' });
  }
  const handOvers = handOversOf(book);
  const key = handOvers.keyOf(content.from, publicKey);
  if (key === null) return refuse({ code: 'branch_key_unknown' });
  if (key.state !== 'trusted') return refuse({ code: 'branch_key_ended', name: key.name });
  const said = handOvers.takenByName(content.from, content.handOver)?.word ?? null;
  const next = afterWord(said, word);
  if (!next.ok) return next;
  if (word === 'declined' && mayHaveTaken(desk, content)) {
    return refuse({ code: 'hand_over_before_restore' });
  }
  return ok({ came: read.value, key });
}

/** How far apart two branches' clocks may be before somebody notices, in milliseconds. */
const CLOCKS_APART = 24 * 60 * 60 * 1000;

/**
 * Whether the book was put back to a backup since the other one gave this: it may have taken it, and
 * paid, and not know. Taken once more it is judged, and paid or cancelled by whoever has asked the rail;
 * declined, it would be the other book's to pay as well.
 */
function mayHaveTaken({ book }: Desk, { handedOverAt }: HandOverContent): boolean {
  const restored = book.restores.lastAt();
  return restored !== null && handedOverAt < restored + CLOCKS_APART;
}

/** What {@link answerHandOver} will answer whatever the batch's own file says; null when that decides. */
export function foreseeAnswerHandOver(desk: Desk, input: AnswerHandOverInput, context: Context) {
  const foreseen = desk.book.foresee<HandOverAnswered, AnswerHandOverRefusal>(
    callOf(input),
    context,
  );
  if (foreseen !== null) return foreseen;
  const isDecided = input.word === 'declined' || !mayAnswer(desk, input).ok;
  return isDecided ? answerHandOver(desk, { ...input, file: null }, context) : null;
}

/**
 * Takes what came, or declines it, once and for good. Refuses `carried_unreadable`,
 * `carried_signature_wrong`, `original_altered` (the batch's bytes are not those that were signed
 * for), `hand_over_of_another_book` (it is for another, or one of the two is a demonstration),
 * `branch_key_unknown`, `branch_key_ended`, `hand_over_answered` (this book said its word on it),
 * `hand_over_before_restore` (declined by a book that was put back to a backup since), and of what is
 * taken `hand_over_not_of_file` (it says other counts, sums or another message than its file, or what
 * stayed cannot be told from it), then as `submitBatch` does: also `duplicate_file` where the same
 * came here by another way.
 */
export function answerHandOver(desk: Desk, input: AnswerHandOverInput, context: Context) {
  type Answered = Result<HandOverAnswered, AnswerHandOverRefusal>;
  return desk.book.perform<HandOverAnswered, AnswerHandOverRefusal>(
    callOf(input),
    context,
    (w): Answered => {
      const may = mayAnswer(desk, input);
      if (!may.ok) return may;
      const { came, key } = may.value;
      const { word, fileHash } = input;
      const taken = word === 'taken' ? takeIn(desk, w, came, input.file, context) : DECLINED;
      if (!taken.ok) return taken;
      const { handOver: name, from: fromBook, batchId: theirBatch, payments } = came.content;
      const { batchId: batch, ...used } = taken.value;
      const said = { name, fromBook, word, batch, theirBatch, payments };
      const content = contentHashOf(came.content);
      const by = { key: key.id, file: fileHash, signature: came.signature };
      const takeOver = handOversOf(desk.book).take(w, { ...said, content }, by);
      return ok({ takeOver, batchId: batch, ...used });
    },
  );
}

const DECLINED: Result<Submitted, never> = ok({ batchId: 0, sums: '' });

function takeIn(
  desk: Desk,
  w: Writing,
  { content }: SignedHandOver,
  file: FileThatCame | null,
  context: Context,
): Result<Submitted, AnswerHandOverRefusal> {
  if (file === null || !isOfFile(content, file)) return refuse({ code: 'hand_over_not_of_file' });
  const fileName = `hand-over-${content.handOver.slice(0, 8)}.xml`;
  return takeFileIn(desk, w, { ...file, fileName }, context);
}

/** Whether the hand-over says what the file has: the message, how many payments, and their sums. */
function isOfFile(content: HandOverContent, { header, counts }: FileThatCame): boolean {
  const { messageId, messageType, payments } = content;
  const inOrder = [...counts.sums].sort((one, other) => (one.currency < other.currency ? -1 : 1));
  const read = inOrder.map((sum) => `${formatMinor(sum)} ${sum.currency}`);
  const said = content.sums.map(({ amount, currency }) => `${amount} ${currency}`);
  return (
    isWhole(content) &&
    header.messageId === messageId &&
    header.messageType === messageType &&
    counts.transactions === payments &&
    read.join() === said.join()
  );
}
