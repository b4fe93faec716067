// A batch's own bytes as they lie within a hand-over's file: packed (RFC 1952) and written in
// base64. Both ways take long for a large file, so neither is done in one go on the thread that
// owns the book.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import { HAND_OVER_FILE_MAX, HANDED_FILE_MAX } from '../../domain/hand-over.ts';

const packing = promisify(gzip);

/** Characters of packed bytes in a file; the rest is left for all that is said of them. */
const PACKED_MAX = HAND_OVER_FILE_MAX - 300_000;

/** The batch's bytes as they go into a file; null where they, or the packed ones, are too long. */
export async function packedFile(bytes: Uint8Array): Promise<string | null> {
  if (bytes.length > HANDED_FILE_MAX) return null;
  const most = (PACKED_MAX / 4) * 3;
  // What will not fit is given up as soon as that shows.
  const packed = await packing(bytes, { level: 9, maxOutputLength: most }).catch(orTooLong);
  return packed === null ? null : packed.toString('base64');
}

export type UnpackedFile = {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly hash: string;
};

/**
 * The batch's bytes again; null for what is no packed file, or unpacks to more than a batch's may be.
 */
export async function unpackedFile(packed: string): Promise<UnpackedFile | null> {
  const unpacking = createGunzip({ chunkSize: 1 << 18 });
  unpacking.end(Buffer.from(packed, 'base64'));
  const digest = createHash('sha256');
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of unpacking) {
      length += piece.length;
      if (length > HANDED_FILE_MAX) return null;
      digest.update(piece);
      pieces.push(piece);
    }
  } catch {
    return null;
  }
  return { bytes: Buffer.concat(pieces), hash: digest.digest('hex') };
}

function orTooLong(error: NodeJS.ErrnoException): null {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return null;
  throw error;
}
