// A package of what waits for signatures, as a file, and the answer that comes back in another one:
// each has one text for what it says, so that no byte of it can be changed unseen.
// docs/approval-packages.md is the format in words.
import { z } from 'zod';
import { SIGNED_DEEDS } from '../../domain/approval-policy.ts';
import {
  ANSWER_BYTES_MAX,
  CARRIED_WORDS,
  type CarriedAnswer,
  PACKAGE_BYTES_MAX,
  type PackageContent,
  type SaidWord,
  THINGS_MAX,
} from '../../domain/carried.ts';
import { PERMISSIONS } from '../../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { canonical, hashOf, isSignedBy, signatureOf } from './canonical.ts';
import type { OpenedKey } from './signing-key-file.ts';

export const PACKAGE_FORMAT = 'counterfoil-approval-package-1';
export const ANSWER_FORMAT = 'counterfoil-approval-answer-1';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const text = (max: number) => z.string().max(max);
const count = z.int().min(0);
const id = z.int().min(1);
const code = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]*$/)
  .max(80);
const decimal = z.string().regex(/^-?\d{1,30}(?:\.\d{1,6})?$/);
const levels = z
  .array(z.strictObject({ permission: z.enum(PERMISSIONS), person: text(200).nullable() }))
  .min(1)
  .max(10);

const payment = z.strictObject({
  kind: z.literal('payment'),
  paymentId: id,
  version: id,
  since: count,
  batchId: id,
  messageId: text(200),
  endToEndId: text(200),
  rail: z.enum(['batch', 'on_us']),
  amount: z.strictObject({ amount: decimal, currency: z.string().regex(/^[A-Z]{3}$/) }),
  debtorAccount: text(200),
  debtorName: text(500).nullable(),
  creditorAccount: text(200).nullable(),
  creditorName: text(500).nullable(),
  creditorAgent: text(200).nullable(),
  creditorCountry: text(20).nullable(),
  remittance: text(100_000).nullable(),
  purpose: text(200).nullable(),
  executionDate: z.iso.date(),
  relatedPayment: count,
  makers: z.array(text(200)).max(1000),
  usual: z.strictObject({
    ofDebtor: count,
    toCreditor: count,
    largest: decimal.nullable(),
    average: decimal.nullable(),
  }),
  shown: hex(32),
  rule: code,
  order: z.enum(['sequential', 'parallel']),
  levels,
});

const request = z.strictObject({
  kind: z.literal('request'),
  requestId: id,
  deed: z.enum(SIGNED_DEEDS),
  maker: text(200),
  at: count,
  remark: text(500).nullable(),
  effect: z
    .array(z.strictObject({ what: code, before: text(1000).nullable(), after: text(1000) }))
    .max(100),
  shown: hex(32),
  rule: code,
  levels,
});

const content = z.strictObject({
  package: hex(16),
  salt: hex(16),
  book: text(64).min(1),
  demo: z.boolean(),
  exportedBy: text(200),
  exportedAt: count,
  expiresAt: count,
  things: z
    .array(z.discriminatedUnion('kind', [payment, request]))
    .min(1)
    .max(THINGS_MAX),
});

const packageFile = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  content,
  hash: hex(32),
});

const word = z.strictObject({
  place: z
    .int()
    .min(0)
    .max(THINGS_MAX - 1),
  word: z.enum(CARRIED_WORDS),
  reasonCode: z.string().regex(/^(?:[A-Z0-9]{2,4})?$/),
  remark: text(500),
});

const said = z.strictObject({
  content,
  publicKey: hex(32),
  signedAt: count,
  words: z.array(word).min(1).max(THINGS_MAX),
});

const answerFile = z.strictObject({
  format: z.literal(ANSWER_FORMAT),
  said,
  signature: hex(64),
});

export type UnreadableRefusal = Refusal<'carried_unreadable'>;
const UNREADABLE = { code: 'carried_unreadable' } as const;

/** SHA-256 of what a package says: what the book keeps of it. */
export function contentHashOf(of: PackageContent): string {
  return hashOf(PACKAGE_FORMAT, canonical(of));
}

/** The file of a package; null where it would be longer than a package may be. */
export function writePackage(of: PackageContent): string | null {
  const whole = { format: PACKAGE_FORMAT, content: of, hash: contentHashOf(of) };
  const file = `${canonical(packageFile.parse(whole))}\n`;
  return Buffer.byteLength(file) > PACKAGE_BYTES_MAX ? null : file;
}

/** The value of a file that is written in the one way in which it is written; else null. */
export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  bytesMax: number,
): z.output<Schema> | null {
  if (file.length > bytesMax || Buffer.byteLength(file) > bytesMax) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(file);
  } catch {
    return null;
  }
  const read = schema.safeParse(parsed);
  return read.success && `${canonical(read.data)}\n` === file ? read.data : null;
}

/** What a package says. Refuses `carried_unreadable`: also where any byte of it was changed. */
export function readPackage(file: string): Result<PackageContent, UnreadableRefusal> {
  const read = readAs(packageFile, file, PACKAGE_BYTES_MAX);
  if (read === null || contentHashOf(read.content) !== read.hash) return refuse(UNREADABLE);
  return ok(read.content);
}

export type SignPackageRefusal = Refusal<
  'carried_unreadable' | 'word_of_nothing' | 'remark_required'
>;

/**
 * Signs words on what a package shows, and answers the file that goes back. Refuses
 * `carried_unreadable`, `word_of_nothing` (no word, two on one thing, or one on a thing that is not
 * there), `remark_required` (something is sent back without why, or a payment without its code).
 */
export function signPackage(
  file: string,
  words: readonly SaidWord[],
  { seed, publicKey }: OpenedKey,
  now: number,
): Result<string, SignPackageRefusal> {
  const read = readPackage(file);
  if (!read.ok) return read;
  const { things } = read.value;
  const places = new Set(words.map(({ place }) => place));
  const isOff = words.some(({ place }) => things[place] === undefined);
  if (isOff || words.length === 0 || places.size < words.length) {
    return refuse({ code: 'word_of_nothing' });
  }
  const wordless = words.find(({ place, word: what, remark, reasonCode }) => {
    if (what === 'approved') return false;
    const needsCode = things[place]?.kind === 'payment' && reasonCode === '';
    return remark.trim() === '' || needsCode;
  });
  if (wordless !== undefined) return refuse({ code: 'remark_required', place: wordless.place });
  const inOrder = [...words].sort((a, b) => a.place - b.place);
  const signed = said.parse({ content: read.value, publicKey, signedAt: now, words: inOrder });
  const signature = signatureOf(seed, ANSWER_FORMAT, canonical(signed));
  return ok(`${canonical({ format: ANSWER_FORMAT, said: signed, signature })}\n`);
}

export type ReadAnswerRefusal = Refusal<'carried_unreadable' | 'carried_signature_wrong'>;

/**
 * What came back, once its signature was found to be that of the key it names. Refuses
 * `carried_unreadable`, then `carried_signature_wrong`. Whose the key is, the book knows.
 */
export function readAnswer(file: string): Result<CarriedAnswer, ReadAnswerRefusal> {
  const read = readAs(answerFile, file, ANSWER_BYTES_MAX);
  if (read === null) return refuse(UNREADABLE);
  const { publicKey, signedAt, words, content: shown } = read.said;
  if (!isSignedBy(publicKey, ANSWER_FORMAT, canonical(read.said), read.signature)) {
    return refuse({ code: 'carried_signature_wrong' });
  }
  return ok({
    content: shown,
    contentHash: contentHashOf(shown),
    publicKey,
    signedAt,
    words,
    signature: read.signature,
    fileHash: hashOf('counterfoil-file', file),
  });
}
