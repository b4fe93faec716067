// What a hand-over and the word on it say, each with the one hash that books keep of it.
import {
  type HandOverContent,
  type ReceiptContent,
  type Records,
  recordsIn,
} from '../domain/hand-over.ts';
import { formatMinor } from '../domain/money.ts';
import { digestOf, type Field } from '../ledger/digest.ts';
import { type HandOver, handOversOf } from '../ledger/hand-overs.ts';
import { packagesOf } from '../ledger/packages.ts';
import type { Desk } from './desk.ts';

/** Says which form was hashed, so that a changed one never counts by accident. */
const FORM = 'counterfoil-hand-over-1';

/** SHA-256 over all that a hand-over says, lower-case hexadecimal. */
export function contentHashOf(content: HandOverContent): string {
  const fields: Field[] = [
    FORM,
    content.handOver,
    content.from,
    content.to,
    content.demo ? 1 : 0,
    content.batchId,
    content.messageId,
    content.messageType,
    content.original,
    content.inFile,
    content.stays.length,
    ...content.stays.flatMap(({ firstRecord, lastRecord }) => [firstRecord, lastRecord]),
    content.payments,
    content.sums.length,
    ...content.sums.flatMap(({ amount, currency }) => [amount, currency]),
    content.stood.length,
    ...content.stood.flatMap(({ firstRecord, lastRecord, status, version }) => [
      firstRecord,
      lastRecord,
      status,
      version,
    ]),
    content.handedOverBy,
    content.releasedBy,
    content.handedOverAt,
  ];
  return digestOf(fields).toString('hex');
}

/** What the hand-over says, made again from the rows of its deed: the same whenever it is asked. */
export function contentOf(
  desk: Desk,
  made: Pick<HandOver, 'name' | 'batch' | 'toBook' | 'maker' | 'releasedBy' | 'at' | 'sequence'>,
): HandOverContent {
  const { book } = desk;
  const handOvers = handOversOf(book);
  const batch = handOvers.batchOf(made.batch);
  const stood = handOvers.stoodBefore(made.sequence);
  const sums = handOvers.sumsOf(made.sequence);
  return {
    handOver: made.name,
    from: packagesOf(book).bookId(),
    to: made.toBook,
    demo: book.demo,
    batchId: made.batch,
    messageId: batch.messageId,
    messageType: batch.messageType,
    original: batch.original,
    inFile: batch.payments,
    stays: besideOf(stood, batch.payments),
    payments: recordsIn(stood),
    sums: sums.map((sum) => ({ amount: formatMinor(sum), currency: sum.currency })),
    stood,
    handedOverBy: made.maker,
    releasedBy: made.releasedBy,
    handedOverAt: made.at,
  };
}

/** The records of a file that are in none of `runs`, which are in order. */
function besideOf(runs: readonly Records[], inFile: number): readonly Records[] {
  const beside: Records[] = [];
  let next = 0;
  for (const { firstRecord, lastRecord } of [
    ...runs,
    { firstRecord: inFile, lastRecord: inFile },
  ]) {
    if (firstRecord > next) beside.push({ firstRecord: next, lastRecord: firstRecord - 1 });
    next = lastRecord + 1;
  }
  return beside;
}

/** A file that came and was found whole, with what it says and who says it. */
type Signed<Content> = {
  readonly content: Content;
  readonly publicKey: string;
  /** 64 bytes, and SHA-256 of the whole file, both in hexadecimal. */
  readonly signature: string;
  readonly fileHash: string;
};

export type SignedHandOver = Signed<HandOverContent>;
export type SignedReceipt = Signed<ReceiptContent>;
