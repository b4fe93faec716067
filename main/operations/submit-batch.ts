// Takes a payment file that was read and found whole into the book: a small deed. The engine then
// works through the kept file from record 0.
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { type Fall, writeFallen } from '../domain/file-control.ts';
import type { Money } from '../domain/money.ts';
import type { FileCounts, GroupHeader } from '../domain/payment.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type Lent, writeSums } from '../ledger/authority-used.ts';
import type { Batch } from '../ledger/batches.ts';
import { commitmentOf } from '../ledger/digest.ts';
import type { Writing } from '../ledger/journal.ts';
import { RECORDS_PER_BATCH } from '../ledger/payment-ids.ts';
import { carriedToSubmit } from './authority.ts';
import { type ControlledFile, fallsOfFile } from './control-file.ts';
import { type Desk, openDay } from './desk.ts';

/** What one batch may sum to, in minor units of a currency: its totals are 64-bit integers. */
const AMOUNT_PER_BATCH = 2n ** 62n;

export type SubmitBatchInput = {
  readonly submissionId: string;
  /** SHA-256 of the kept file. */
  readonly original: Uint8Array;
  readonly fileName: string;
  /** What reading the whole file found; a file with refusing problems never gets here. */
  readonly header: GroupHeader;
  readonly counts: FileCounts;
  /** The largest payment of each currency; a currency left out is taken for one payment. */
  readonly largest?: readonly Money[];
  /** Accounts that are debited, as written; null where there are more than are kept. */
  readonly debtors?: readonly string[] | null;
  /** What agreements are checked against; left out where nothing in the file can fall. */
  readonly controlled?: ControlledFile;
};

export type SubmitBatchRefusal =
  | Refusal<
      | 'file_has_refusing_problems'
      | 'file_not_of_this_book'
      | 'duplicate_file'
      | 'duplicate_message_id'
      | 'batch_too_large'
    >
  | BeyondAuthority;

/** Payment informations that a refusal names. */
const FALLS_NAMED = 20;

function inOneLine({ ordinal, line, mistake }: Fall): string {
  return `${mistake.code} line ${line} PmtInf[${ordinal + 1}]`;
}

/** `sums`: minor units by currency (`EUR 1200,USD 5`), of what the person has submitted that day. */
export type Submitted = Lent & { readonly batchId: number; readonly sums: string };
type Submission = Pick<SubmitBatchInput, 'submissionId' | 'original'>;

function callOf({ submissionId, original }: Submission) {
  return { deed: 'submitBatch', submissionId, input: [original] } as const;
}

/** What {@link submitBatch} will answer whatever the file holds; null when that decides. */
export function foreseeSubmitBatch({ book }: Desk, input: Submission, context: Context) {
  return book.foresee<Submitted, SubmitBatchRefusal>(callOf(input), context);
}

/**
 * Adds the batch, `received`, and answers its id; what of it falls under its agreements is kept with
 * it. Refuses `file_has_refusing_problems` (under an agreement, or for want of one, all of it falls:
 * the problems are named), `file_not_of_this_book` (a clearing house has no customers who pay),
 * `duplicate_file` (DU01: the same bytes were submitted before; the first batch is named),
 * `duplicate_message_id` (DU01: this ordering party used the message id before), `batch_too_large`
 * (more records than one batch can number, or a sum that its totals cannot hold), then those of
 * `beyondAuthority`.
 */
export function submitBatch(desk: Desk, input: SubmitBatchInput, context: Context) {
  return desk.book.perform<Submitted, SubmitBatchRefusal>(callOf(input), context, (w) =>
    takeFileIn(desk, w, input, context),
  );
}

/** The batch itself, inside whichever deed brings its file; see {@link submitBatch}. */
export function takeFileIn(
  desk: Desk,
  w: Writing,
  input: Omit<SubmitBatchInput, 'submissionId'>,
  context: Context,
): Result<Submitted, SubmitBatchRefusal> {
  const { book } = desk;
  const { header, counts, original, largest = [], debtors = null, controlled } = input;
  const falls = controlled === undefined ? [] : fallsOfFile(desk, controlled, context.now);
  const whole = falls.filter(({ unit }) => unit === 'file');
  if (whole.length > 0) {
    const problems = whole.slice(0, FALLS_NAMED).map(inOneLine);
    return refuse({ code: 'file_has_refusing_problems', problems });
  }
  if (book.role === 'clearing') return refuse({ code: 'file_not_of_this_book' });
  const same = book.batches.byOriginal(original);
  if (same !== null) return refuse({ code: 'duplicate_file', ...asRepeated(same) });
  const orderingParty = commitmentOf(book.partySalt, [
    header.initiatingPartyName,
    header.initiatingPartyId,
  ]);
  const repeated = book.batches.byMessageId(orderingParty, header.messageId);
  if (repeated !== null) return refuse({ code: 'duplicate_message_id', ...asRepeated(repeated) });
  const isTooMuch = counts.sums.some((sum) => sum.minor > AMOUNT_PER_BATCH);
  if (counts.transactions > RECORDS_PER_BATCH || isTooMuch) {
    return refuse({ code: 'batch_too_large', most: RECORDS_PER_BATCH });
  }
  const carried = carriedToSubmit(desk, context, { sums: counts.sums, largest, debtors });
  if (!carried.ok) return carried;
  const batchId = book.batches.add(w, {
    original,
    messageType: header.messageType,
    messageId: header.messageId,
    orderingParty,
    numberOfTransactions: counts.transactions,
    receivedOn: openDay(desk, context.now),
    fileName: input.fileName,
    initiatingParty: header.initiatingPartyName,
    fallen: writeFallen(falls),
    salt: context.ids.bytes(16),
  });
  return ok({ batchId, sums: writeSums(counts.sums), ...carried.value });
}

/** The batch that a file repeats. */
function asRepeated({ id, messageId, receivedAt }: Batch) {
  return { reasonCode: 'DU01', batchId: id, messageId, receivedAt } as const;
}
