// Batches that go from one branch's book to another's by file: whose word counts, what left, what
// came, and the files that carry both.
import { z } from 'zod';
import { HANDED_FILES } from '../../main/domain/files-out.ts';
import {
  BRANCH_KEY_STATES,
  BRANCH_KEYS_MAX,
  GIVEN_STATES,
  HAND_OVER_FILE_MAX,
  HAND_OVER_WORDS,
} from '../../main/domain/hand-over.ts';
import { method } from './method.ts';
import {
  beyondAuthority,
  count,
  currency,
  deed,
  deedRefusals,
  instant,
  list,
  rowId,
  text,
} from './values.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const carriedFile = text(HAND_OVER_FILE_MAX);
const bookName = text(64).min(1);
const branchName = text(100).regex(/^\S(?:.*\S)?$/u);
const publicKey = hex(32);
const name = hex(16);

/** Hand-overs in one answer, the newest first. */
const SHOWN_MAX = 200;

const branchKey = z.strictObject({
  book: bookName,
  name: branchName,
  publicKey,
  state: z.enum(BRANCH_KEY_STATES),
});

const handOver = z.strictObject({
  handOver: rowId,
  name,
  batchId: rowId,
  to: bookName,
  /** What that branch is called here; null where it is known no more. */
  branch: branchName.nullable(),
  /** Payments that left, and those of the batch that stayed in this book. */
  payments: count,
  stayed: count,
  handedOverBy: text(200),
  releasedBy: text(200),
  at: instant,
  state: z.enum(GIVEN_STATES),
  endedAt: instant.nullable(),
});

const takeOver = z.strictObject({
  takeOver: rowId,
  name,
  from: bookName,
  branch: branchName.nullable(),
  word: z.enum(HAND_OVER_WORDS),
  /** The batch that it became; 0 where it was declined. */
  batchId: count,
  theirBatchId: rowId,
  payments: count,
  saidBy: text(200),
  at: instant,
});

const shownHandOver = z.strictObject({
  kind: z.literal('hand_over'),
  name,
  from: bookName,
  to: bookName,
  /** Whether it is for the book that is open here, and whether it is of a demonstration. */
  isForHere: z.boolean(),
  demo: z.boolean(),
  /** What the branch whose key signed it is called here; null where that key is not trusted. */
  branch: branchName.nullable(),
  publicKey,
  batchId: rowId,
  messageId: text(200),
  /** Payments that come, and those of the same file that stay in the other book. */
  payments: count,
  stayed: count,
  sums: list(z.strictObject({ amount: text(40), currency }), 200),
  handedOverBy: text(200),
  releasedBy: text(200),
  at: instant,
  /** What this book said of it; null where it has not. */
  said: z.enum(HAND_OVER_WORDS).nullable(),
});

const shownReceipt = z.strictObject({
  kind: z.literal('receipt'),
  name,
  from: bookName,
  to: bookName,
  isForHere: z.boolean(),
  branch: branchName.nullable(),
  publicKey,
  word: z.enum(HAND_OVER_WORDS),
  saidBy: text(200),
  at: instant,
});

export const handOverMethods = {
  /** This book's own name, and every key of another branch that was ever trusted. */
  branchKeys: method({
    input: z.strictObject({}),
    output: z.strictObject({ book: bookName, keys: list(branchKey, BRANCH_KEYS_MAX) }),
    refusals: [],
  }),
  /** Trusts a key of another branch, or ends that; the first waits for another person. */
  setBranchKey: method({
    input: z.strictObject({ ...deed, ...branchKey.shape }),
    output: z.strictObject({ keys: count }),
    refusals: [
      ...deedRefusals,
      'second_person_required',
      'branch_is_this_book',
      'branch_key_known',
      'branch_key_unknown',
      'too_many_branch_keys',
    ],
  }),
  handOvers: method({
    input: z.strictObject({}),
    output: z.strictObject({
      given: list(handOver, SHOWN_MAX),
      taken: list(takeOver, SHOWN_MAX),
    }),
    refusals: [],
  }),
  /**
   * What may leave of a batch goes to another branch's book, and what ended here stays; its file is
   * made by `signHandOver`.
   */
  handOverBatch: method({
    input: z.strictObject({ ...deed, batchId: rowId, to: bookName }),
    output: z.strictObject({ handOver: rowId, payments: count, stayed: count }),
    refusals: [
      ...deedRefusals,
      'original_unknown',
      'hand_over_too_large',
      ...beyondAuthority,
      'second_person_required',
      'batch_unknown',
      'branch_unknown',
      'batch_not_judged',
      'outgoing_waits',
      'payment_status_does_not_allow',
      'payment_was_edited',
    ],
  }),
  /**
   * The file of what left, or of the word on what came, under a person's own key. `sequence` is what
   * `exportFile` answered.
   */
  signHandOver: method({
    input: z.strictObject({
      kind: z.enum(HANDED_FILES),
      id: rowId,
      sequence: count,
      keyFile: text(4096),
      keyPassphrase: text(200),
    }),
    output: z.strictObject({ fileName: text(200), file: carriedFile }),
    refusals: [
      'hand_over_unknown',
      'hand_over_closed',
      'export_unknown',
      'original_unknown',
      'sign_in_busy',
      'signing_key_unreadable',
      'signing_key_not_opened',
      'signing_key_unknown',
      'signing_key_not_in_force',
      'signing_card_of_another',
    ],
  }),
  /** A hand-over or a receipt as it is shown; nothing of it is believed yet. */
  readHandOver: method({
    input: z.strictObject({ file: carriedFile }),
    output: z.discriminatedUnion('kind', [shownHandOver, shownReceipt]),
    refusals: ['carried_unreadable', 'carried_signature_wrong', 'original_altered'],
  }),
  /** Takes what came in as a batch of this book, or declines it for ever. */
  answerHandOver: method({
    input: z.strictObject({ ...deed, file: carriedFile, word: z.enum(HAND_OVER_WORDS) }),
    output: z.strictObject({ takeOver: rowId, batchId: count }),
    refusals: [
      ...deedRefusals,
      'carried_unreadable',
      'carried_signature_wrong',
      'original_altered',
      'hand_over_of_another_book',
      'branch_key_unknown',
      'branch_key_ended',
      'hand_over_answered',
      'hand_over_before_restore',
      'hand_over_not_of_file',
      'file_has_refusing_problems',
      'file_not_of_this_book',
      'duplicate_file',
      'duplicate_message_id',
      'batch_too_large',
      ...beyondAuthority,
    ],
  }),
  /** Keeps the other book's word on what left. */
  closeHandOver: method({
    input: z.strictObject({ ...deed, file: carriedFile }),
    output: z.strictObject({ handOver: rowId, batchId: rowId, state: z.enum(GIVEN_STATES) }),
    refusals: [
      ...deedRefusals,
      'carried_unreadable',
      'carried_signature_wrong',
      'hand_over_unknown',
      'receipt_of_other_content',
      'branch_key_unknown',
      'branch_key_ended',
      'hand_over_closed',
    ],
  }),
};
