// The file of what was handed over, from the file of the whole batch that came with it: without the
// payments that stayed in the other branch's book.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HANDED_FILE_MAX, isWhole } from '../../domain/hand-over.ts';
import type { FileReading } from '../file-reading.ts';
import type { HandOverThatCame } from './hand-over-files.ts';
import type { UnpackedFile } from './packed-file.ts';

const unzip = promisify(gunzip);

/** Bytes that a file may have which was packed before it was submitted. */
const UNZIPPED_MAX = HANDED_FILE_MAX * 4;

/** All of the file where nothing stayed; null where what stayed cannot be told from it for sure. */
export async function leftFile(
  { content, bytes: whole }: HandOverThatCame,
  files: Pick<FileReading, 'cut'>,
): Promise<UnpackedFile | null> {
  if (content.stays.length === 0) return { bytes: whole, hash: content.original };
  const file = isWhole(content) ? await unzipped(whole) : null;
  if (file === null) return null;
  // Reading a large file three times takes long, so it is done beside the office's own work.
  const bytes = await files.cut(file, content.stays);
  if (bytes === null) return null;
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

/** Null where it unpacks to more than a file of so few payments has. */
async function unzipped(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return unzip(bytes, { maxOutputLength: UNZIPPED_MAX }).catch(() => null);
}
