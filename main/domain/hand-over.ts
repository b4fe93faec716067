// A batch that goes from one branch's book to another's by file: who holds its money in each state,
// and what each side may still do. Values only: bytes, keys and rows are other rooms'.
import { SHOWN_STATUSES, type ShownStatus } from './disclosure.ts';
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

/** In what a payment leaves: nothing was decided on it that the other book could undo. */
export const MAY_BE_HANDED_OVER = [
  'accepted',
  'warehoused',
  'in_repair',
] as const satisfies readonly PaymentStatus[];

/**
 * In what a payment stays while the rest of its batch leaves: this book has told its customer how it
 * ended, or has sent it already, and no way leads from there to a status in which it could be paid
 * again. Another book would pay it a second time.
 */
export const STAYS_BEHIND = [
  'dispatched',
  'acknowledged',
  'unknown',
  'settled',
  'rejected',
  'cancelled',
] as const satisfies readonly PaymentStatus[];

/** Neighbouring records of a file, both ends within. */
export type Records = { readonly firstRecord: number; readonly lastRecord: number };

/** How a batch is parted: how many payments leave, and which records stay, neighbours joined. */
export type Parted = { readonly goes: number; readonly stays: readonly Records[] };

/**
 * Parts a batch by how its records stand, in their order. What is being processed keeps all of it
 * here, a wait for a signature as much as one that nobody may be told of: the refusal is the same, so
 * it says no more than the list of payments does. Refuses `payment_status_does_not_allow` with the
 * first record that neither leaves nor stays, or with the first of all where none leaves.
 */
export function partedBy(
  standing: readonly PaymentStatus[],
): Result<
  Parted,
  { readonly code: 'payment_status_does_not_allow'; readonly record: number; status: PaymentStatus }
> {
  const stays: { firstRecord: number; lastRecord: number }[] = [];
  let goes = 0;
  for (const [record, status] of standing.entries()) {
    if (isOf(MAY_BE_HANDED_OVER, status)) {
      goes += 1;
    } else if (!isOf(STAYS_BEHIND, status)) {
      return refuse({ code: 'payment_status_does_not_allow', record, status });
    } else {
      const before = stays.at(-1);
      if (before?.lastRecord === record - 1) before.lastRecord = record;
      else stays.push({ firstRecord: record, lastRecord: record });
    }
  }
  const [status] = standing;
  if (goes > 0 || status === undefined) return ok({ goes, stays });
  return refuse({ code: 'payment_status_does_not_allow', record: 0, status });
}

/** So many payments of a batch stand in a status, as it is shown to whoever looks. */
export type CountedStatus = { readonly status: ShownStatus; readonly payments: number };

/** The same by counts alone: what leaves, what stays, and what keeps all of it here while it lasts. */
export type PartedCounts = {
  readonly goes: number;
  readonly stays: readonly CountedStatus[];
  readonly stops: readonly CountedStatus[];
};

/** How a batch would be parted by how many of its payments are shown in each status. */
export function partedCounts(
  counts: {
    readonly [status in ShownStatus]?: number;
  },
): PartedCounts {
  const counted = SHOWN_STATUSES.map((status) => ({ status, payments: counts[status] ?? 0 }));
  const there = counted.filter(({ payments }) => payments > 0);
  const leaving = there.filter(({ status }) => isOf(MAY_BE_HANDED_OVER, status));
  return {
    goes: leaving.reduce((sum, { payments }) => sum + payments, 0),
    stays: there.filter(({ status }) => isOf(STAYS_BEHIND, status)),
    stops: there.filter(({ status }) => !isOf([...MAY_BE_HANDED_OVER, ...STAYS_BEHIND], status)),
  };
}

function isOf(statuses: readonly ShownStatus[], status: ShownStatus): boolean {
  return statuses.includes(status);
}

/** Whether the runs that left and those that stayed are all records of the file, each once. */
export function isWhole({ inFile, payments, stood, stays }: HandOverContent): boolean {
  const runs = [...stood, ...stays].sort((one, other) => one.firstRecord - other.firstRecord);
  let next = 0;
  for (const { firstRecord, lastRecord } of runs) {
    if (firstRecord !== next || lastRecord < firstRecord) return false;
    next = lastRecord + 1;
  }
  return next === inFile && payments === recordsIn(stood);
}

/** How many records there are in all runs. */
export function recordsIn(runs: readonly Records[]): number {
  return runs.reduce((sum, { firstRecord, lastRecord }) => sum + lastRecord - firstRecord + 1, 0);
}

/** Payments of one hand-over: its deed moves them all at once, and holds the writer for that long. */
export const HANDED_OVER_MAX = 10_000;

/** Bytes of a batch's kept file that goes along, before it is packed. */
export const HANDED_FILE_MAX = 16 << 20;

/** UTF-16 units of a hand-over's file, all of it ASCII: it passes the wire in one piece. */
export const HAND_OVER_FILE_MAX = 900_000;

/** Where each branch is known by: its book's own name, and what people call it. */
export type BranchNamed = { readonly book: string; readonly name: string };

/** Neighbouring records that stood alike when they left. `version` counts a payment's edits from 1. */
export type Stood = Records & {
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
  /** SHA-256 of the batch's file as it was submitted, lower-case hexadecimal. */
  readonly original: string;
  /** Payments that the file has; those that stay are in it and are no part of the hand-over. */
  readonly inFile: number;
  readonly stays: readonly Records[];
  /** Payments that are handed over, and their sums: decimal text in major units, by currency. */
  readonly payments: number;
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
