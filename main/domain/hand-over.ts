// A batch that goes from one branch's book to another's by file: who holds its money in each state,
// and what each side may still do. Values only: bytes, keys and rows are other rooms'.
import type { PaymentStatus } from './payment-status.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/**
 * What a hand-over is to the book that gives it. `handed_over`: the file was, or may be, made; the
 * other book may take it at any time. `taken`: it did. `taken_back`: it said that it never will.
 */
export const GIVEN_STATES = ['handed_over', 'taken', 'taken_back'] as const;
export type GivenState = (typeof GIVEN_STATES)[number];

/** What the book that a hand-over is for says of it, once and for good. */
export const HAND_OVER_WORDS = ['taken', 'declined'] as const;
export type HandOverWord = (typeof HAND_OVER_WORDS)[number];

/** Whether the batch is this book's to pay, by what it knows itself. */
export const IS_GIVERS: Readonly<Record<GivenState, boolean>> = {
  handed_over: false,
  taken: false,
  taken_back: true,
};

/** The same of the book that it is for; null: it has not said a word yet. */
export function isTakers(said: HandOverWord | null): boolean {
  return said === 'taken';
}

/** Where a hand-over stands once the book that it is for has said its word. */
export const STATE_AFTER = { taken: 'taken', declined: 'taken_back' } as const satisfies Record<
  HandOverWord,
  GivenState
>;

/**
 * Where the giver stands after the other's signed word. Only the other's word moves it: no time that
 * passes and nobody at home, for the file may be under way. Refuses `hand_over_closed` (it has had its
 * word, this one or the other).
 */
export function afterReceipt(
  state: GivenState,
  word: HandOverWord,
): Result<GivenState, Refusal<'hand_over_closed'>> {
  return state === 'handed_over'
    ? ok(STATE_AFTER[word])
    : refuse({ code: 'hand_over_closed', state });
}

/**
 * What the taker has said once it says `word`. The first word stands: declined, it is never taken, and
 * taken, it is never taken again. Refuses `hand_over_answered`.
 */
export function afterWord(
  said: HandOverWord | null,
  word: HandOverWord,
): Result<HandOverWord, Refusal<'hand_over_answered'>> {
  return said === null ? ok(word) : refuse({ code: 'hand_over_answered', word: said });
}

/**
 * In what a payment may leave: nothing was decided on it that the other book could undo, and nobody
 * decides on it now. What is being processed stays, a wait for a signature as much as one that nobody
 * may be told of: the refusal is the same, so it says no more than the list of payments does. What
 * ended stays too, for its customer was told so: another book would pay it again.
 */
export const MAY_BE_HANDED_OVER = [
  'accepted',
  'warehoused',
  'in_repair',
] as const satisfies readonly PaymentStatus[];

/** Payments of one hand-over: its deed moves them all at once, and holds the writer for that long. */
export const HANDED_OVER_MAX = 10_000;

/** Bytes of a batch's kept file that goes along, before it is packed. */
export const HANDED_FILE_MAX = 16 << 20;

/** UTF-16 units of a hand-over's file, all of it ASCII: it passes the wire in one piece. */
export const HAND_OVER_FILE_MAX = 900_000;

/** Where each branch is known by: its book's own name, and what people call it. */
export type BranchNamed = { readonly book: string; readonly name: string };

/** Neighbouring records that stood alike when they left. `version` counts a payment's edits from 1. */
export type Stood = {
  readonly firstRecord: number;
  readonly lastRecord: number;
  readonly status: 'accepted' | 'warehoused' | 'in_repair';
  readonly version: 1;
};

/** All that a hand-over says; the batch's own bytes are beside it. */
export type HandOverContent = {
  /** 16 bytes in lower-case hexadecimal: it names the hand-over for good. */
  readonly handOver: string;
  /** Books by their own names. */
  readonly from: string;
  readonly to: string;
  readonly demo: boolean;
  readonly batchId: number;
  readonly messageId: string;
  readonly messageType: string;
  /** SHA-256 of the batch's file, lower-case hexadecimal. */
  readonly original: string;
  readonly payments: number;
  /** Decimal text in major units, in the order of the currencies' codes. */
  readonly sums: readonly { readonly amount: string; readonly currency: string }[];
  readonly stood: readonly Stood[];
  /** Who asked for it, and who released it; the same person in a book without people. */
  readonly handedOverBy: string;
  readonly releasedBy: string;
  /** Milliseconds UTC. */
  readonly handedOverAt: number;
};

/** What the book that it was for says back. */
export type ReceiptContent = {
  readonly handOver: string;
  /** SHA-256 over what the hand-over said, lower-case hexadecimal. */
  readonly content: string;
  readonly from: string;
  readonly to: string;
  readonly word: HandOverWord;
  /** The batch that it became in the book that took it; 0 where it was declined. */
  readonly batchId: number;
  readonly saidBy: string;
  /** Milliseconds UTC. */
  readonly saidAt: number;
};

export const BRANCH_KEY_STATES = ['trusted', 'ended'] as const;
export type BranchKeyState = (typeof BRANCH_KEY_STATES)[number];

/** Keys of other branches that a book knows; the next one is refused. */
export const BRANCH_KEYS_MAX = 50;
