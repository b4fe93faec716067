// The office's side of batches that go from branch to branch: the files are made and read here, the
// batch's own bytes pass through the store of kept files, and the deeds say what may be.
import { open } from 'node:fs/promises';
import type { Handlers, Output, RefusalOf } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import {
  HANDED_FILE_MAX,
  type HandOverWord,
  type ReceiptContent,
  recordsIn,
} from '../../domain/hand-over.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { handOversOf } from '../../ledger/hand-overs.ts';
import { packagesOf } from '../../ledger/packages.ts';
import { signingKeysOf } from '../../ledger/signing-keys.ts';
import {
  answerHandOver,
  type FileThatCame,
  foreseeAnswerHandOver,
} from '../../operations/answer-hand-over.ts';
import { closeHandOver } from '../../operations/close-hand-over.ts';
import { handOverBatch } from '../../operations/hand-over-batch.ts';
import { contentOf } from '../../operations/hand-over-content.ts';
import { setBranchKey } from '../../operations/set-branch-key.ts';
import { controlledFile, mayBeTaken } from '../agreed-preview.ts';
import { handedFile, isNoted } from '../files-out.ts';
import type { Office } from '../office.ts';
import { keepBytes, originalPath, originalSize } from '../originals.ts';
import { orAsk } from '../request-handlers.ts';
import { anyBytes } from '../sealed-file.ts';
import { batchIsIn, problemsNamed, whatWasRead } from '../submitted-file.ts';
import type { Turn } from '../writer.ts';
import { hashOf } from './canonical.ts';
import {
  readHandOverFile,
  readReceiptFile,
  signHandOverFile,
  signReceiptFile,
} from './hand-over-files.ts';
import { leftFile } from './left-file.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { packedFile } from './packed-file.ts';
import { type OpenedKey, openSigningKey } from './signing-key-file.ts';

type HandOverHandlers = Pick<
  Handlers<Session>,
  | 'branchKeys'
  | 'setBranchKey'
  | 'handOvers'
  | 'handOverBatch'
  | 'signHandOver'
  | 'readHandOver'
  | 'answerHandOver'
  | 'closeHandOver'
>;

/** Hand-overs in one answer; the contract's own bound. */
const SHOWN_MAX = 200;

export function handOverHandlers(office: Office): HandOverHandlers {
  const { desk, writer, contextFor: context } = office;
  const handOvers = handOversOf(desk.book);
  return {
    branchKeys: () => {
      const keys = handOvers.keys().map(({ id: _, ...key }) => key);
      return ok({ book: packagesOf(desk.book).bookId(), keys });
    },
    setBranchKey: async (input, session) => {
      const set = await writer.do((turn) => setBranchKey(desk, input, context(session, turn)));
      const { submissionId, ...what } = input;
      const asking = {
        submissionId,
        asked: { deed: 'setBranchKey', ...what },
        remark: '',
      } as const;
      return orAsk(office, set, asking, session);
    },
    handOvers: () => ok(shownAll(office)),
    handOverBatch: (input, session) => handOver(office, input, session),
    signHandOver: (input, session) => signed(office, input, session),
    readHandOver: ({ file }) => shownFile(office, file),
    answerHandOver: (input, session) => answer(office, input, session),
    closeHandOver: async ({ submissionId, file }, session) => {
      const read = readReceiptFile(file);
      const fileHash = hashOf('counterfoil-file', file);
      const input = { submissionId, fileHash, read };
      const closed = await writer.do((turn) => closeHandOver(desk, input, context(session, turn)));
      if (closed.ok) office.batchMoved(closed.value.batchId);
      return closed;
    },
  };
}

function shownAll(office: Office): Output<'handOvers'> {
  const handOvers = handOversOf(office.desk.book);
  // A branch is called what its newest key calls it.
  const branches = new Map(handOvers.keys().map(({ book, name }) => [book, name]));
  return {
    given: handOvers.given(SHOWN_MAX).map((each) => ({
      handOver: each.id,
      name: each.name,
      batchId: each.batch,
      to: each.toBook,
      branch: branches.get(each.toBook) ?? null,
      payments: each.payments,
      stayed: each.stayed,
      handedOverBy: each.maker,
      releasedBy: each.releasedBy,
      at: each.at,
      state: each.state,
      endedAt: each.endedAt,
    })),
    taken: handOvers.taken(SHOWN_MAX).map((each) => ({
      takeOver: each.id,
      name: each.name,
      from: each.fromBook,
      branch: branches.get(each.fromBook) ?? null,
      word: each.word,
      batchId: each.batch,
      theirBatchId: each.theirBatch,
      payments: each.payments,
      saidBy: each.saidBy,
      at: each.at,
    })),
  };
}

/**
 * That its file can be made is seen before anything is asked or done: a batch that has left and cannot
 * be carried would be nobody's.
 */
async function handOver(
  office: Office,
  input: { readonly submissionId: string; readonly batchId: number; readonly to: string },
  session: Session,
): Promise<Result<Output<'handOverBatch'>, RefusalOf<'handOverBatch'>>> {
  const { desk, writer } = office;
  const { submissionId, batchId, to } = input;
  const batch = desk.book.batches.byId(batchId);
  const isNew = desk.book.answerOf(submissionId) === null;
  if (batch !== null && isNew) {
    const packed = await packedOriginal(office, Buffer.from(batch.original).toString('hex'));
    if (!packed.ok) return packed;
  }
  const done = await writer.do((turn) =>
    handOverBatch(desk, input, office.contextFor(session, turn)),
  );
  if (done.ok) {
    office.batchMoved(batchId);
    const { handOver: number, payments, stayed } = done.value;
    return ok({ handOver: number, payments, stayed });
  }
  const asking = {
    submissionId,
    asked: { deed: 'handOverBatch', batchId, to },
    remark: '',
  } as const;
  return orAsk(office, done, asking, session);
}

async function packedOriginal(
  { folder }: Office,
  original: string,
): Promise<Result<string, Refusal<'original_unknown' | 'hand_over_too_large'>>> {
  const size = await originalSize(folder, original);
  if (size === null) return refuse({ code: 'original_unknown', originalHash: original });
  if (size > HANDED_FILE_MAX) return refuse({ code: 'hand_over_too_large', size });
  const file = await open(originalPath(folder, original), 'r');
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of anyBytes(file)) pieces.push(piece);
  } finally {
    await file.close();
  }
  const packed = await packedFile(Buffer.concat(pieces));
  return packed === null ? refuse({ code: 'hand_over_too_large', size }) : ok(packed);
}

type SignAsked = {
  readonly kind: 'hand_over' | 'receipt';
  readonly id: number;
  /** What `exportFile` answered for it. */
  readonly sequence: number;
  readonly keyFile: string;
  readonly keyPassphrase: string;
};

/**
 * Nothing is made before it was noted that it leaves. Packing the batch and opening the key take
 * their time, so what is signed is read once both are done: the other's word may have come meanwhile,
 * and a file of a hand-over that is closed is made by nobody.
 */
async function signed(office: Office, asked: SignAsked, session: Session) {
  const foreseen = whatIsSigned(office, asked);
  if (!foreseen.ok) return foreseen;
  const file = handedFile(office, asked);
  if (file === null || !(await isNoted(office, file, asked.sequence, session.actor))) {
    return refuse({ code: 'export_unknown' });
  }
  const { original } = foreseen.value;
  const packed = original === null ? ok('') : await packedOriginal(office, original);
  // That it fits was seen when it was handed over.
  if (!packed.ok) return refuse({ code: 'original_unknown', originalHash: original });
  const opened = await oneAtATime(() => openSigningKey(asked.keyFile, asked.keyPassphrase));
  if (!opened.ok) return opened;
  const key = opened.value;
  try {
    const counts = countsHere(office, key.publicKey, session);
    if (!counts.ok) return counts;
    const toSign = whatIsSigned(office, asked);
    if (!toSign.ok) return toSign;
    const text = toSign.value.sign(key, packed.value);
    return text === null
      ? refuse({ code: 'hand_over_unknown' })
      : ok({ fileName: toSign.value.fileName, file: text });
  } finally {
    key.seed.fill(0);
  }
}

type ToSign = {
  readonly fileName: string;
  /** SHA-256 of the batch's file that goes along, or null where none does. */
  readonly original: string | null;
  readonly sign: (key: OpenedKey, packed: string) => string | null;
};

/** What is said, as the book has it now. */
function whatIsSigned(
  { desk }: Office,
  { kind, id }: SignAsked,
): Result<ToSign, Refusal<'hand_over_unknown' | 'hand_over_closed'>> {
  const handOvers = handOversOf(desk.book);
  if (kind === 'receipt') {
    const said = handOvers.takenById(id);
    if (said === null) return refuse({ code: 'hand_over_unknown' });
    const { name, content, fromBook, word, batch, saidBy, at } = said;
    const from = packagesOf(desk.book).bookId();
    const receipt: ReceiptContent = {
      ...{ handOver: name, content, from, to: fromBook, word, batchId: batch, saidBy, saidAt: at },
    };
    const sign = (key: OpenedKey) => signReceiptFile(receipt, key);
    return ok({ fileName: fileNameOf(name, 'receipt'), original: null, sign });
  }
  const made = handOvers.byId(id);
  if (made === null) return refuse({ code: 'hand_over_unknown' });
  if (made.state !== 'handed_over') return refuse({ code: 'hand_over_closed', state: made.state });
  const content = contentOf(desk, made);
  return ok({
    fileName: fileNameOf(made.name, 'batch'),
    original: content.original,
    sign: (key, packed) => signHandOverFile(content, packed, key),
  });
}

function fileNameOf(name: string, what: 'batch' | 'receipt'): string {
  return `hand-over-${name.slice(0, 8)}.${what}.json`;
}

/** Whether the key is the one of whoever sits here; where the book has no people any key is. */
function countsHere(
  { desk }: Office,
  publicKey: string,
  { person }: Session,
): Result<
  null,
  Refusal<'signing_key_unknown' | 'signing_key_not_in_force' | 'signing_card_of_another'>
> {
  if (!desk.book.people.exist()) return ok(null);
  const key = signingKeysOf(desk.book).byPublicKey(Buffer.from(publicKey, 'hex'));
  if (key === null) return refuse({ code: 'signing_key_unknown' });
  if (key.state !== 'in_force') {
    return refuse({ code: 'signing_key_not_in_force', key: key.id, state: key.state });
  }
  return key.person === person ? ok(null) : refuse({ code: 'signing_card_of_another' });
}

type ShownFile = Result<
  Output<'readHandOver'>,
  Refusal<'carried_unreadable' | 'carried_signature_wrong' | 'original_altered'>
>;

async function shownFile({ desk }: Office, file: string): Promise<ShownFile> {
  const here = packagesOf(desk.book).bookId();
  const handOvers = handOversOf(desk.book);
  const trusted = (book: string, publicKey: string): string | null => {
    const key = handOvers.keyOf(book, publicKey);
    return key?.state === 'trusted' ? key.name : null;
  };
  const receipt = readReceiptFile(file);
  if (receipt.ok) {
    const { content, publicKey } = receipt.value;
    const { handOver: name, from, to, word, saidBy, saidAt: at } = content;
    const branch = trusted(from, publicKey);
    const facts = { name, from, to, branch, publicKey, word, saidBy, at };
    return ok({ kind: 'receipt', isForHere: to === here, ...facts });
  }
  if (receipt.refusal.code === 'carried_signature_wrong') return receipt;
  const read = await readHandOverFile(file);
  if (!read.ok) return read;
  const { content, publicKey } = read.value;
  const { handOver: name, from, to, demo, batchId, messageId, payments, sums } = content;
  const { handedOverBy, releasedBy, handedOverAt: at } = content;
  const stayed = recordsIn(content.stays);
  return ok({
    kind: 'hand_over',
    ...{ name, from, to, demo, batchId, messageId, payments, stayed, sums, handedOverBy },
    ...{ releasedBy, at },
    isForHere: to === here,
    branch: trusted(from, publicKey),
    publicKey,
    said: handOvers.takenByName(from, name)?.word ?? null,
  });
}

async function answer(
  office: Office,
  asked: { readonly submissionId: string; readonly file: string; readonly word: HandOverWord },
  session: Session,
) {
  const { desk, writer } = office;
  const { submissionId, word } = asked;
  const read = await readHandOverFile(asked.file);
  const fileHash = hashOf('counterfoil-file', asked.file);
  const input = { submissionId, fileHash, read, word, file: null };
  const context = (turn: Turn) => office.contextFor(session, turn);
  const told = ({ takeOver, batchId }: { takeOver: number; batchId: number }) => {
    return ok({ takeOver, batchId });
  };
  const foreseen = await writer.do((turn) => foreseeAnswerHandOver(desk, input, context(turn)));
  if (foreseen !== null) return foreseen.ok ? told(foreseen.value) : foreseen;
  let file: FileThatCame | null = null;
  const left = read.ok ? await leftFile(read.value, office.files) : null;
  if (left !== null) {
    await keepBytes(office.folder, left.bytes, left.hash, office.newId());
    const preview = await office.previews.of(left.hash, () => undefined);
    if (!mayBeTaken(preview) || preview.header === null) return problemsNamed(preview);
    const controlled = controlledFile(preview);
    file = {
      ...whatWasRead(preview, preview.header),
      controlled,
      original: Buffer.from(left.hash, 'hex'),
    };
  }
  const answered = await writer.do((turn) =>
    answerHandOver(desk, { ...input, file }, context(turn)),
  );
  if (!answered.ok) return answered;
  batchIsIn(office, answered.value.batchId);
  return told(answered.value);
}
