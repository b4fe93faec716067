// A kept file as a stream of bytes, `.gz` read through, in flat memory and within a stated limit.
import { readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault } from '../domain/result.ts';
import { heldRing } from './key-ring.ts';
import { keptBytes, unsealedBytes } from './sealed-file.ts';

const PIECE_BYTES = 1 << 20;

/** What a packed file may unpack to; what unpacks to more is refused (`file_unpacks_too_large`). */
export type UnpackLimits = {
  readonly bytes: number;
  /** Unpacked bytes for one packed byte, judged once `ratioFrom` bytes are unpacked. */
  readonly ratio: number;
  readonly ratioFrom: number;
};

/** Payment files pack about 20 to 60 fold; a thousand fold is a file of one repeated byte. */
export const UNPACK_LIMITS: UnpackLimits = {
  bytes: 64 * 1024 ** 3,
  ratio: 400,
  ratioFrom: 128 * 1024 ** 2,
};

/** Whether the file begins with the two magic bytes of gzip (RFC 1952). */
function isGzip(start: Uint8Array | undefined): boolean {
  return start !== undefined && start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The bytes of the file at `path`, unpacked, piece by piece. A gzip that is damaged throws the
 * fault `file_cannot_be_unpacked`, one that unpacks to more than `limits` allow
 * `file_unpacks_too_large`, and a file that cannot be read `file_cannot_be_read`.
 */
export async function* fileBytes(
  path: string,
  limits: UnpackLimits = UNPACK_LIMITS,
): AsyncGenerator<Uint8Array> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const pieces = keptBytes(file);
    const first = await pieces.next();
    if (first.done === true) return;
    if (isGzip(first.value)) {
      yield* unpacked(first.value, pieces, path, limits);
      return;
    }
    yield first.value;
    yield* pieces;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file_cannot_be_read', String(error), { cause: error });
  } finally {
    await file?.close();
  }
}

/**
 * The bytes of a kept file of at most `most` bytes on the disk, read in one turn: each of the turns
 * that `fileBytes` takes waits for its share of a busy machine. Null for a larger file, a packed one
 * and one that cannot be read, of which `fileBytes` says why.
 */
export function bytesAtOnce(path: string, most: number): Uint8Array | null {
  try {
    if (statSync(path).size > most) return null;
    const kept = readFileSync(path);
    const bytes = heldRing().length === 0 ? kept : unsealedBytes(kept);
    return bytes === null || isGzip(bytes) ? null : bytes;
  } catch {
    return null;
  }
}

async function* unpacked(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  path: string,
  limits: UnpackLimits,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    packed += first.length;
    yield first;
    for await (const piece of rest) {
      packed += piece.length;
      yield piece;
    }
  }
  const file = Readable.from(counted(), { objectMode: false });
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let size = 0;
  try {
    for await (const piece of gunzip) {
      size += piece.length;
      const isBomb = size > limits.ratioFrom && size > limits.ratio * packed;
      if (size > limits.bytes || isBomb) {
        throw new Fault('file_unpacks_too_large', `${path} unpacks to more than the limit`);
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file_cannot_be_unpacked', String(error), { cause: error });
  } finally {
    gunzip.destroy();
    file.destroy();
  }
}
