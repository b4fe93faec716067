// What a hand-over and the word on it say, each with the one hash that books keep of it.
import type { HandOverContent, ReceiptContent } from '../domain/hand-over.ts';
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
  return {
    handOver: made.name,
    from: packagesOf(book).bookId(),
    to: made.toBook,
    demo: book.demo,
    batchId: made.batch,
    messageId: batch.messageId,
    messageType: batch.messageType,
    original: batch.original,
    payments: batch.payments,
    sums: batch.sums.map((sum) => ({ amount: formatMinor(sum), currency: sum.currency })),
    stood,
    handedOverBy: made.maker,
    releasedBy: made.releasedBy,
    handedOverAt: made.at,
  };
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
