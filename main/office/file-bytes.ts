// A kept file as a stream of bytes, `.gz` read through, in flat memory and within a stated limit.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '../domain/result.ts';

const PIECE_BYTES = 1 << 20;

/** Bytes that one file may unpack to; what unpacks to more is refused (`file_unpacks_too_large`). */
export const UNPACKED_BYTES_MAX = 64 * 1024 ** 3;

/** Whether the file begins with the two magic bytes of gzip (RFC 1952). */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * The bytes of the file at `path`, unpacked, piece by piece. A gzip that is damaged or unpacks to
 * more than {@link UNPACKED_BYTES_MAX} throws a fault (`file_cannot_be_unpacked`,
 * `file_unpacks_too_large`).
 */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    if (!(await isGzip(path))) {
      for await (const piece of file) yield piece;
      return;
    }
    const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
    file.on('error', (error) => unpacked.destroy(error));
    file.pipe(unpacked);
    let size = 0;
    for await (const piece of unpacked) {
      size += piece.length;
      if (size > UNPACKED_BYTES_MAX) {
        throw new Fault('file_unpacks_too_large', `${path} unpacks to more than the limit`);
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file_cannot_be_unpacked', String(error), { cause: error });
  } finally {
    file.destroy();
  }
}
