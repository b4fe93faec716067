// Verifies a book from its file alone, in a thread of its own, on a copy where the file is not at
// rest; a live book is never touched.
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { readAnchorText } from '../ledger/verifier/anchor-text.ts';
import { bringToRest } from '../ledger/verifier/at-rest.ts';
import type { Anchor } from '../ledger/verifier/chain.ts';
import { EXPORT_TAIL_BYTES, readExportEnd, verifyExport } from '../ledger/verifier/export-file.ts';
import { looksLikeTrail, verifyTrailText } from '../ledger/verifier/trail-file.ts';
import type { Verdict } from '../ledger/verifier/verify-book.ts';
import { clearKeys, holdMasters, type RingKey, startBookThread } from './key-ring.ts';
import { checkNative, installedNative, type Native } from './native-module.ts';
import type { VerifyAnswer, VerifyStart } from './verify-worker-protocol.ts';

export type VerifyRefusal = Refusal<'book_in_use' | 'file_cannot_be_read' | 'not_a_book'>;

export type VerifyOptions = {
  /** A head and count kept outside the file; null where there are none. */
  readonly anchor: Anchor | null;
  /** Hears of rows read and of rows in all. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
  /** The keys of an encrypted book; none for a plain one. */
  readonly keys?: readonly Uint8Array[];
  /** The library that is loaded for it; the installed one. */
  readonly native?: Native;
};

/**
 * Verifies `file`, a book, or a trail or another file that was taken out of one, and answers what was
 * found; a book that is not sound is an answer, not a refusal.
 * Refuses `file_cannot_be_read`, `not_a_book` (no SQLite file), `book_in_use` (somebody has it
 * open: verify a backup of it). Faults: `verify_stopped` when `signal` aborts, and before anything
 * else those of {@link checkNative}, for no office has looked at the library here.
 */
export async function verifyFile(
  file: string,
  { anchor, onProgress, signal, keys = [], native = installedNative() }: VerifyOptions,
): Promise<Result<Verdict, VerifyRefusal>> {
  const trail = await trailText(file);
  if (trail !== null) return ok(verifyTrailText(trail, anchor));
  const exported = await exportVerdict(file, anchor);
  if (exported !== null) return ok(exported);
  checkNative(native);
  const rest = atRest(file);
  if (typeof rest === 'string') return refuse({ code: rest, path: file });
  holdMasters(keys);
  try {
    return ok(await verifyInThread({ path: rest.path, anchor }, onProgress, signal));
  } finally {
    clearKeys();
    rest.release();
  }
}

/** The text of a trail that was taken out of a book; null for any other file. */
async function trailText(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    if (!looksLikeTrail(buffer.toString('latin1', 0, bytesRead))) return null;
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** The verdict on a file that ends in an anchor, whatever its size; null for any other file. */
async function exportVerdict(file: string, anchor: Anchor | null): Promise<Verdict | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - EXPORT_TAIL_BYTES);
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(EXPORT_TAIL_BYTES), 0, EXPORT_TAIL_BYTES, from)
      .catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }));
    const end = readExportEnd(buffer.toString('utf8', 0, bytesRead));
    if (end === null) return null;
    const hash = createHash('sha256');
    const last = size - end.bytes - 1;
    if (last >= 0) {
      const stream = handle.createReadStream({ start: 0, end: last, autoClose: false });
      for await (const chunk of stream) hash.update(chunk);
    }
    return verifyExport(end, hash.digest('hex'), anchor);
  } finally {
    await handle.close();
  }
}

/**
 * The anchor that a person gave: `HEAD:COUNT`, or a file that holds one in any form that this
 * program writes; null when it is none.
 */
export async function readAnchor(given: string): Promise<Anchor | null> {
  return readAnchorText(given) ?? readAnchorText(await readFile(given, 'utf8').catch(() => ''));
}

/** Room for the copy can run out. */
function atRest(file: string): ReturnType<typeof bringToRest> {
  try {
    return bringToRest(file);
  } catch (error) {
    throw new Fault('verify_stopped', String(error), { cause: error });
  }
}

/**
 * Runs the verifier on a file that nothing else touches, which one of the held keys opens or one of
 * `more`. Fault `verify_stopped` when it ends early.
 */
export async function verifyInThread(
  start: VerifyStart,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
  more: readonly RingKey[] = [],
): Promise<Verdict> {
  const worker = startBookThread(new URL('./verify-worker.ts', import.meta.url), start, null, more);
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await new Promise<Verdict>((resolve, reject) => {
      let verdict: Verdict | null = null;
      worker.on('message', (answer: VerifyAnswer) => {
        if (answer.kind === 'progress') onProgress(answer.done, answer.total);
        else verdict = answer.verdict;
      });
      worker.on('error', (error) => reject(new Fault('verify_stopped', String(error))));
      // The thread has let go of the file when it has ended, and not before.
      worker.on('exit', () => {
        if (verdict === null) reject(new Fault('verify_stopped', 'the verifier did not end'));
        else resolve(verdict);
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * What the verifier finds against a file, in one text of at most `most` characters; '' for a sound one,
 * null where it was stopped. Else as {@link verifyInThread}.
 */
export async function faultsInThread(
  start: VerifyStart,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
  { most, keys = [] }: { readonly most: number; readonly keys?: readonly RingKey[] },
): Promise<string | null> {
  try {
    const { checks } = await verifyInThread(start, onProgress, signal, keys);
    const failed = checks.filter(({ ok: isSound }) => !isSound);
    return failed
      .map(({ name, detail }) => `${name}: ${detail}`)
      .join('; ')
      .slice(0, most);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
