// The Batch screen's side of the office: accounts opened by import, a file kept, previewed,
// submitted and followed.
import type { Handlers, Input, Item } from '../../preload/contract/contract.ts';
import type { Announcement } from '../../preload/contract/office.ts';
import type { Session } from '../../preload/session.ts';
import { fileOut } from '../domain/files-out.ts';
import { authorise } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { readAccountList } from '../formats/accounts-csv.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import { readBatch } from '../ledger/read-status.ts';
import { foreseeOpenAccounts, openAccounts } from '../operations/open-accounts.ts';
import { foreseeSubmitBatch, submitBatch } from '../operations/submit-batch.ts';
import { agreedPreview, controlledFile, mayBeTaken } from './agreed-preview.ts';
import { fileBytes } from './file-bytes.ts';
import { isNoted } from './files-out.ts';
import type { Office } from './office.ts';
import {
  type FileRefusal,
  hasOriginal,
  keepOriginal,
  originalPath,
  originalSize,
} from './originals.ts';
import { pain002 } from './pain002.ts';
import { rehearseBatch } from './rehearsal.ts';
import { batchIsIn, PROBLEMS_NAMED, problemsNamed, whatWasRead } from './submitted-file.ts';
import type { Turn } from './writer.ts';

/** Bytes of an account list: it is read whole. */
const ACCOUNT_LIST_BYTES_MAX = 64 << 20;

type BatchHandlers = Pick<
  Handlers<Session>,
  | 'importAccounts'
  | 'draftBatch'
  | 'inspectFile'
  | 'rehearseBatch'
  | 'submitBatch'
  | 'batchProgress'
  | 'status'
  | 'batch'
  | 'pain002'
>;

export function batchHandlers(office: Office): BatchHandlers {
  return {
    importAccounts: (input, session) => importAccounts(office, input, session),
    draftBatch: async ({ path }, { actor }) => {
      const permitted = authorise('draftBatch', actor, null);
      if (!permitted.ok) return permitted;
      const kept = await keepOriginal(office.folder, path, office.newId());
      if (!kept.ok) return kept;
      const { hash, fileName, size } = kept.value;
      return ok({ submissionId: office.newId(), originalHash: hash, fileName, size });
    },
    inspectFile: ({ originalHash }, _session, signal) => inspectFile(office, originalHash, signal),
    submitBatch: (input, session) => submit(office, input, session),
    batchProgress: ({ batchId }, _session, signal) => batchProgress(office, batchId, signal),
    status: async () => ok(await office.reader.ask('status', null)),
    batch: async ({ batchId }) => {
      const standing = await office.reader.ask('batch', { batchId });
      return standing === null ? refuse({ code: 'batch_unknown', batchId }) : ok(standing);
    },
    rehearseBatch: ({ originalHash }, _session, signal) =>
      rehearseBatch(office, originalHash, signal),
    pain002: (asked, session, signal) => notedReport(office, asked, session, signal),
  };
}

async function* notedReport(
  office: Office,
  { batchId, sequence }: Input<'pain002'>,
  { actor }: Session,
  signal: AbortSignal,
): AsyncGenerator<Item<'pain002'>> {
  if (await isNoted(office, fileOut('pain002', { batchId }), sequence, actor)) {
    yield* pain002(office, batchId, signal);
  } else yield { kind: 'refused', code: 'export_unknown' };
}

type ImportInput = {
  readonly submissionId: string;
  readonly path?: string;
  readonly originalHash?: string;
};

export async function importAccounts(office: Office, input: ImportInput, session: Session) {
  const { submissionId } = input;
  const context = (turn: Turn) => office.contextFor(session, turn);
  const named = input.originalHash === undefined ? null : Buffer.from(input.originalHash, 'hex');
  const asked = await office.writer.do((turn) =>
    foreseeOpenAccounts(office.desk, { submissionId, original: named }, context(turn)),
  );
  if (asked?.ok === false) return asked;
  const kept = await keptFile(office, input);
  // What was opened before is answered again, also without the file that said so.
  if (!kept.ok) return asked === null ? kept : ok({ ...asked.value, problems: [] });
  const { hash, size } = kept.value;
  const original = Buffer.from(hash, 'hex');
  const foreseen = await office.writer.do((turn) =>
    foreseeOpenAccounts(office.desk, { submissionId, original }, context(turn)),
  );
  if (foreseen?.ok === false) return foreseen;
  if (size > ACCOUNT_LIST_BYTES_MAX) return refuse({ code: 'file_is_too_large', size });
  const bytes = await accountListBytes(originalPath(office.folder, hash));
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text === null) return refuse({ code: 'file_is_not_an_account_list' });
  const { rows, problems } = readAccountList(text);
  const refusing = problems.filter((each) => each.severity === 'refuses');
  if (refusing.length > 0) {
    const named = refusing.slice(0, PROBLEMS_NAMED).map(inOneLine);
    return refuse({ code: 'account_list_has_problems', count: refusing.length, problems: named });
  }
  const opened = await office.writer.do((turn) =>
    openAccounts(office.desk, { submissionId, original, rows }, context(turn)),
  );
  if (!opened.ok) return opened;
  office.engine.reload();
  office.announcer.publish({ topic: 'accounts', ids: null });
  return ok({ ...opened.value, problems });
}

/** The list unpacked, or null when it cannot be or would be too large. */
async function accountListBytes(path: string): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of fileBytes(path)) {
      size += piece.length;
      if (size > ACCOUNT_LIST_BYTES_MAX) return null;
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'file_cannot_be_unpacked') return null;
    throw error;
  }
  return Buffer.concat(pieces);
}

/** A problem of an account list as the refusal carries it: `line 3: currency_unknown XXQ`. */
function inOneLine({ code, place, data }: Problem): string {
  return `line ${place.line}: ${code} ${data.column ?? ''} ${data.value ?? ''}`
    .trim()
    .slice(0, 200);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

type Kept = { readonly hash: string; readonly size: number };

async function keptFile(
  office: Office,
  input: ImportInput,
): Promise<Result<Kept, FileRefusal | Refusal<'original_unknown'>>> {
  if (input.path !== undefined) return keepOriginal(office.folder, input.path, office.newId());
  const hash = input.originalHash ?? '';
  const size = await originalSize(office.folder, hash);
  if (size === null) return refuse({ code: 'original_unknown', originalHash: hash });
  return ok({ hash, size });
}

/** Progress while the file is read, then its preview; ends at once when no such file is kept. */
async function* inspectFile(office: Office, originalHash: string, signal: AbortSignal) {
  if (!(await hasOriginal(office.folder, originalHash))) {
    yield { kind: 'refused' as const, code: 'original_unknown' as const };
    return;
  }
  let told: { bytes: number; size: number } | null = null;
  let preview: Pain001Preview | null = null;
  let failed: unknown = null;
  let wake = (): void => undefined;
  office.previews
    .of(
      originalHash,
      (bytes, size) => {
        told = { bytes, size };
        wake();
      },
      signal,
    )
    .then(
      (done) => {
        preview = done;
      },
      (error: unknown) => {
        failed = error;
      },
    )
    .finally(() => wake());
  while (!signal.aborted) {
    if (failed !== null) throw failed;
    if (preview !== null) {
      const read: Pain001Preview = preview;
      const agreed = agreedPreview(office.desk, read, office.clock());
      yield { kind: 'preview' as const, preview: agreed };
      return;
    }
    if (told !== null) {
      const { bytes, size }: { bytes: number; size: number } = told;
      told = null;
      yield { kind: 'progress' as const, bytes, size };
      continue;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

type SubmitInput = {
  readonly submissionId: string;
  readonly originalHash: string;
  readonly fileName: string;
};

export async function submit(office: Office, input: SubmitInput, session: Session) {
  const { submissionId, originalHash, fileName } = input;
  const original = Buffer.from(originalHash, 'hex');
  const context = (turn: Turn) => office.contextFor(session, turn);
  const foreseen = await office.writer.do((turn) =>
    foreseeSubmitBatch(office.desk, { submissionId, original }, context(turn)),
  );
  if (foreseen !== null) return foreseen.ok ? ok({ batchId: foreseen.value.batchId }) : foreseen;
  if (!(await hasOriginal(office.folder, originalHash))) {
    return refuse({ code: 'original_unknown', originalHash });
  }
  const preview = await office.previews.of(originalHash, () => undefined);
  const { header } = preview;
  if (!mayBeTaken(preview) || header === null) {
    return problemsNamed(preview);
  }
  const read = { original, fileName, ...whatWasRead(preview, header) };
  const deed = { submissionId, ...read, controlled: controlledFile(preview) };
  const submitted = await office.writer.do((turn) => submitBatch(office.desk, deed, context(turn)));
  if (!submitted.ok) return submitted;
  const { batchId } = submitted.value;
  batchIsIn(office, batchId);
  return ok({ batchId });
}

/** Waits for a change of this batch, because every question asked of other batches' is for nothing. */
async function untilMoved(changes: AsyncIterator<Announcement>, batchId: number): Promise<boolean> {
  for (;;) {
    const next = await changes.next();
    if (next.done === true) return false;
    const { topic, ids } = next.value;
    if (topic === 'batches' && (ids === null || ids.includes(batchId))) return true;
  }
}

/** How far the engine is with a batch: once at the start, then after commits, until it is done. */
async function* batchProgress(office: Office, batchId: number, signal: AbortSignal) {
  const changes = office.announcer.listen(signal)[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      // Asked here, of a few rows: the reader's answer would wait for the next epoch's commit.
      const standing = readBatch(office.desk.book, batchId);
      if (standing === null) return;
      const { processed, numberOfTransactions: total, payments, receivedAt: startedAt } = standing;
      const done = processed === total;
      yield { batchId, processed, total, payments, startedAt, at: office.clock(), done };
      if (done) return;
      if (!(await untilMoved(changes, batchId))) return;
    }
  } finally {
    await changes.return?.();
  }
}
