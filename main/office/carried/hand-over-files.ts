// A batch as a file that another branch's book takes in, and the word that it says back: each signed
// whole by a person's own key. docs/hand-over.md is the format in words.
import { z } from 'zod';
import {
  HAND_OVER_FILE_MAX,
  HAND_OVER_WORDS,
  HANDED_OVER_MAX,
  type HandOverContent,
  type ReceiptContent,
} from '../../domain/hand-over.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { SignedHandOver, SignedReceipt } from '../../operations/hand-over-content.ts';
import { readAs } from './approval-files.ts';
import { canonical, hashOf, isSignedBy, signatureOf } from './canonical.ts';
import { unpackedFile } from './packed-file.ts';
import type { OpenedKey } from './signing-key-file.ts';

export const HAND_OVER_FORMAT = 'counterfoil-hand-over-1';
export const RECEIPT_FORMAT = 'counterfoil-hand-over-receipt-1';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const text = (max: number) => z.string().max(max);
const count = z.int().min(0);
const id = z.int().min(1);
const book = text(64).min(1);
const decimal = z.string().regex(/^\d{1,30}(?:\.\d{1,6})?$/);

const content = z.strictObject({
  handOver: hex(16),
  from: book,
  to: book,
  demo: z.boolean(),
  batchId: id,
  messageId: text(200),
  messageType: text(100),
  original: hex(32),
  inFile: z.int().min(1).max(HANDED_OVER_MAX),
  stays: z.array(z.strictObject({ firstRecord: count, lastRecord: count })).max(HANDED_OVER_MAX),
  payments: z.int().min(1).max(HANDED_OVER_MAX),
  sums: z
    .array(z.strictObject({ amount: decimal, currency: z.string().regex(/^[A-Z]{3}$/) }))
    .min(1)
    .max(200),
  stood: z
    .array(
      z.strictObject({
        firstRecord: count,
        lastRecord: count,
        status: z.enum(['accepted', 'warehoused', 'in_repair']),
        version: z.literal(1),
      }),
    )
    .min(1)
    .max(HANDED_OVER_MAX),
  handedOverBy: text(200),
  releasedBy: text(200),
  handedOverAt: count,
}) satisfies z.ZodType<HandOverContent>;

const handOver = z.strictObject({
  content,
  /** The batch's own bytes, packed (RFC 1952) and written in base64. */
  packed: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/),
  publicKey: hex(32),
});

const handOverFile = z.strictObject({
  format: z.literal(HAND_OVER_FORMAT),
  said: handOver,
  signature: hex(64),
});

const receipt = z.strictObject({
  handOver: hex(16),
  content: hex(32),
  from: book,
  to: book,
  word: z.enum(HAND_OVER_WORDS),
  batchId: count,
  saidBy: text(200),
  saidAt: count,
}) satisfies z.ZodType<ReceiptContent>;

const receiptSaid = z.strictObject({ receipt, publicKey: hex(32) });

const receiptFile = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  said: receiptSaid,
  signature: hex(64),
});

/** A file of `said`, signed; null where it would be longer than a file may be. */
function signedFile(
  format: string,
  said: z.output<typeof handOver> | z.output<typeof receiptSaid>,
  { seed }: OpenedKey,
): string | null {
  const signature = signatureOf(seed, format, canonical(said));
  const file = `${canonical({ format, said, signature })}\n`;
  return file.length > HAND_OVER_FILE_MAX ? null : file;
}

/** The file of a hand-over under a key; null where it would be too long. */
export function signHandOverFile(
  said: HandOverContent,
  packed: string,
  key: OpenedKey,
): string | null {
  const { publicKey } = key;
  return signedFile(HAND_OVER_FORMAT, handOver.parse({ content: said, packed, publicKey }), key);
}

/** The file of a word on a hand-over under a key. */
export function signReceiptFile(said: ReceiptContent, key: OpenedKey): string | null {
  return signedFile(RECEIPT_FORMAT, { receipt: said, publicKey: key.publicKey }, key);
}

export type ReadHandOverRefusal = Refusal<
  'carried_unreadable' | 'carried_signature_wrong' | 'original_altered'
>;

export type HandOverThatCame = SignedHandOver & {
  /** The batch's own bytes, whose hash is the one that was signed for. */
  readonly bytes: Uint8Array;
};

/**
 * What a hand-over says, once it was found whole. Refuses `carried_unreadable` (also a receipt),
 * `carried_signature_wrong`, `original_altered`. Whose the key is, the book knows.
 */
export async function readHandOverFile(
  file: string,
): Promise<Result<HandOverThatCame, ReadHandOverRefusal>> {
  const read = readAs(handOverFile, file, HAND_OVER_FILE_MAX);
  if (read === null) return refuse({ code: 'carried_unreadable' });
  const { said, signature } = read;
  if (!isSignedBy(said.publicKey, HAND_OVER_FORMAT, canonical(said), signature)) {
    return refuse({ code: 'carried_signature_wrong' });
  }
  const unpacked = await unpackedFile(said.packed);
  if (unpacked === null || unpacked.hash !== said.content.original) {
    return refuse({ code: 'original_altered' });
  }
  const { publicKey } = said;
  const { bytes } = unpacked;
  const fileHash = hashOf('counterfoil-file', file);
  return ok({ content: said.content, publicKey, signature, fileHash, bytes });
}

export type ReadReceiptRefusal = Refusal<'carried_unreadable' | 'carried_signature_wrong'>;

/** What a receipt says. Refuses `carried_unreadable`, `carried_signature_wrong`. */
export function readReceiptFile(file: string): Result<SignedReceipt, ReadReceiptRefusal> {
  const read = readAs(receiptFile, file, HAND_OVER_FILE_MAX);
  if (read === null) return refuse({ code: 'carried_unreadable' });
  const { said, signature } = read;
  if (!isSignedBy(said.publicKey, RECEIPT_FORMAT, canonical(said), signature)) {
    return refuse({ code: 'carried_signature_wrong' });
  }
  const { publicKey, receipt: says } = said;
  return ok({ content: says, publicKey, signature, fileHash: hashOf('counterfoil-file', file) });
}
