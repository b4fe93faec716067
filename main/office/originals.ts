// The kept files: every file that was shown to the book, by the SHA-256 of its bytes, whether it
// was taken or refused. A file is written under a temporary name, synced and only then named; in an
// encrypted book it is sealed on its way, and only its name tells of the plain bytes.
import { createHash } from 'node:crypto';
import { constants, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { heldRing } from './key-ring.ts';
import { anyBytes, createSealer, plainSize } from './sealed-file.ts';

/** Largest file that is kept; a larger one is refused before anything is written. */
export const FILE_BYTES_MAX = 16 * 1024 ** 3;

/** Bytes that are sealed and written at once. */
const PIECE_BYTES = 1 << 20;

/** What a copy under way is called before it has its hash. */
const PARTIAL = '.partial-';

/**
 * How a file is opened that a person named: a link at its end is not followed, because it may be
 * changed between the look and the opening, and a pipe nobody writes to does not hold us up.
 * Windows has neither flag.
 */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export type KeptOriginal = {
  /** SHA-256 of the bytes, lower-case hexadecimal: also the file's name in the store. */
  readonly hash: string;
  readonly fileName: string;
  readonly size: number;
};

export type FileRefusal = Refusal<'file_cannot_be_read' | 'file_is_empty' | 'file_is_too_large'>;

export function originalPath(folder: string, hash: string): string {
  return join(folder, 'originals', hash);
}

/** Whether a file of this hash is kept. */
export async function hasOriginal(folder: string, hash: string): Promise<boolean> {
  return (await originalSize(folder, hash)) !== null;
}

/** The size in plain bytes of the kept file of this hash, or null when none is kept. */
export async function originalSize(folder: string, hash: string): Promise<number | null> {
  const found = await stat(originalPath(folder, hash)).catch(() => null);
  if (found?.isFile() !== true) return null;
  return heldRing().length > 0 ? plainSize(found.size) : found.size;
}

/**
 * Removes copies that a process left half made. Only whoever has just taken the book may do so:
 * nobody else is making one then. What cannot be removed is left for the next start.
 */
export function removePartials(folder: string): void {
  const store = join(folder, 'originals');
  for (const name of namesIn(store)) {
    if (name.startsWith(PARTIAL)) rmSync(join(store, name), { force: true });
  }
}

/** Removes the kept files of batches whose personal data was erased; those gone already are. */
export function removeErasedOriginals(folder: string, hashes: readonly string[]): void {
  for (const hash of hashes) rmSync(originalPath(folder, hash), { force: true });
}

function namesIn(store: string): readonly string[] {
  try {
    return readdirSync(store);
  } catch {
    return [];
  }
}

/**
 * Copies the file at `path` into the store and answers its hash; a file that is kept already is
 * not written again. Refuses `file_cannot_be_read` (missing, no right, a link, not a regular file),
 * `file_is_empty`, `file_is_too_large` (also when it grows beyond `most` bytes while it is read).
 * The source is opened once and never again. Faults: `disk_full`, `disk_failed`, with nothing left
 * behind.
 */
export async function keepOriginal(
  folder: string,
  path: string,
  copyId: string,
  most = FILE_BYTES_MAX,
): Promise<Result<KeptOriginal, FileRefusal>> {
  const source = await open(path, OPEN_FLAGS).catch(() => null);
  if (source === null) return refuse({ code: 'file_cannot_be_read', path });
  try {
    const { size } = await source.stat().then((found) => (found.isFile() ? found : { size: -1 }));
    if (size < 0) return refuse({ code: 'file_cannot_be_read', path });
    if (size === 0) return refuse({ code: 'file_is_empty', path });
    if (size > most) return refuse({ code: 'file_is_too_large', path });
    const store = join(folder, 'originals');
    await mkdir(store, { recursive: true, mode: 0o700 });
    const partial = join(store, `${PARTIAL}${copyId}`);
    const copied = await copyAndHash(source, partial, most);
    if (copied === null) return refuse({ code: 'file_is_too_large', path });
    if (copied.size === 0) {
      await rm(partial, { force: true });
      return refuse({ code: 'file_is_empty', path });
    }
    await nameOriginal(folder, partial, copied.hash);
    return ok({ hash: copied.hash, fileName: basename(path), size: copied.size });
  } finally {
    await source.close();
  }
}

/**
 * Keeps bytes that came within another file, whose hash the caller has seen; those kept stay. Faults:
 * `disk_full`, `disk_failed`, with nothing left behind.
 */
export async function keepBytes(
  folder: string,
  bytes: Uint8Array,
  hash: string,
  copyId: string,
): Promise<void> {
  const store = join(folder, 'originals');
  await mkdir(store, { recursive: true, mode: 0o700 });
  const partial = join(store, `${PARTIAL}${copyId}`);
  const target = await open(partial, 'w', 0o600);
  try {
    const sealer = heldRing().length > 0 ? createSealer() : null;
    // A piece at a time: sealing a large file in one go would hold up whoever else asks.
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      await target.appendFile(sealer === null ? piece : sealer.push(piece));
    }
    if (sealer !== null) await target.appendFile(sealer.end());
    await target.sync();
  } catch (error) {
    await rm(partial, { force: true });
    throw ofTheDisk(error);
  } finally {
    await target.close();
  }
  await nameOriginal(folder, partial, hash);
}

const DISK_FAULTS: ReadonlyMap<unknown, string> = new Map([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EIO', 'disk_failed'],
]);

/** The fault that an error of writing is, or the error itself where it is none of the disk's. */
function ofTheDisk(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = DISK_FAULTS.get(Reflect.get(error, 'code'));
  return code === undefined ? error : new Fault(code, error.message, { cause: error });
}

/** Copies and syncs; null, with nothing left behind, when the source has more than `most` bytes. */
async function copyAndHash(
  source: FileHandle,
  partial: string,
  most: number,
): Promise<{ hash: string; size: number } | null> {
  const target = await open(partial, 'w', 0o600);
  try {
    const digest = createHash('sha256');
    const sealer = heldRing().length > 0 ? createSealer() : null;
    // What came over the loopback was sealed before it touched the disk.
    let size = 0;
    for await (const piece of anyBytes(source)) {
      size += piece.length;
      if (size > most) {
        await rm(partial, { force: true });
        return null;
      }
      digest.update(piece);
      await target.appendFile(sealer === null ? piece : sealer.push(piece));
    }
    if (sealer !== null) await target.appendFile(sealer.end());
    await target.sync();
    return { hash: digest.digest('hex'), size };
  } catch (error) {
    await rm(partial, { force: true });
    throw ofTheDisk(error);
  } finally {
    await target.close();
  }
}

/** Gives the copy its name and syncs the folder, so that the name survives a power failure. */
async function nameOriginal(folder: string, partial: string, hash: string): Promise<void> {
  if (await hasOriginal(folder, hash)) {
    await rm(partial, { force: true });
    return;
  }
  const named = originalPath(folder, hash);
  await rename(partial, named);
  if (process.platform === 'win32') return;
  const directory = await open(dirname(named), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
