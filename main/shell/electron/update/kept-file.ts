// The downloaded file on disk: written under a name of its own, and compared with what was signed
// as it lies there, once when it arrived and again before a person is led to it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, ok, type Refusal, type Result, refuse } from '../../../domain/result.ts';
import { saidBy, unreachable } from './feed.ts';
import type { ReleaseFile } from './release.ts';

export type FileRefusal = Refusal<
  | 'update_unreachable'
  | 'update_file_missing'
  | 'update_file_truncated'
  | 'update_file_oversized'
  | 'update_file_tampered'
>;

/** Where updates are kept: one at a time, in a folder that is its owner's alone. */
function folderOf(dataFolder: string): string {
  return join(dataFolder, 'updates');
}

export function keptPath(dataFolder: string, file: ReleaseFile): string {
  return join(folderOf(dataFolder), file.name);
}

/**
 * Writes `pieces` into the data folder and answers the path once what lies there is what was
 * signed. Nothing else is left in the folder. Refuses `update_file_oversized` as soon as more comes
 * than was signed, `update_unreachable` when it breaks off by an error, and else as
 * {@link compareFile}. Faults: `update_not_kept` (the disk).
 */
export async function keepFile(
  dataFolder: string,
  file: ReleaseFile,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<string, FileRefusal>> {
  const path = keptPath(dataFolder, file);
  const partial = `${path}.part`;
  try {
    await rm(folderOf(dataFolder), { recursive: true, force: true });
    await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
    const written = await writePieces(partial, file, pieces);
    const compared = written.ok ? await compareFile(partial, file) : written;
    if (!compared.ok) {
      await rm(partial, { force: true });
      return compared;
    }
    await rename(partial, path);
    return ok(path);
  } catch (error) {
    throw new Fault('update_not_kept', saidBy(error), { cause: error });
  }
}

async function writePieces(
  path: string,
  file: ReleaseFile,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<null, FileRefusal>> {
  const handle = await open(path, 'wx', 0o600);
  let bytes = 0;
  const source = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      // Only the network's failure is a refusal; a failing disk is thrown on.
      const next = await source.next().catch((error: unknown) => saidBy(error));
      if (typeof next === 'string') return unreachable(next);
      if (next.done === true) break;
      bytes += next.value.length;
      if (bytes > file.size) return refuse({ code: 'update_file_oversized', name: file.name });
      await handle.writeFile(next.value);
    }
    await handle.sync();
    return ok(null);
  } finally {
    await handle.close();
    // Ends the request when we stopped before it did.
    await source.return?.();
  }
}

/**
 * Whether the file at `path` is what was signed, by length and both hashes. Refuses, in this order:
 * `update_file_missing` (nothing there, or no plain file), `update_file_truncated`,
 * `update_file_oversized`, `update_file_tampered`.
 */
export async function compareFile(
  path: string,
  { name, size, sha256, sha512 }: ReleaseFile,
): Promise<Result<string, FileRefusal>> {
  const found = await lstat(path).catch(() => null);
  if (found === null || !found.isFile()) return refuse({ code: 'update_file_missing', name });
  if (found.size < size) return refuse({ code: 'update_file_truncated', name });
  if (found.size > size) return refuse({ code: 'update_file_oversized', name });
  const short = createHash('sha256');
  const long = createHash('sha512');
  for await (const piece of createReadStream(path)) {
    short.update(piece);
    long.update(piece);
  }
  const isSame = short.digest('hex') === sha256 && long.digest('hex') === sha512;
  return isSame ? ok(path) : refuse({ code: 'update_file_tampered', name });
}
