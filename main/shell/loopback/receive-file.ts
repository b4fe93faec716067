// A payment file on its way from the page to the book: streamed to a file of its own in the data
// folder, never held in memory, and gone again when the office has kept its copy.
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { heldRing } from '../../office/key-ring.ts';
import { createSealer } from '../../office/sealed-file.ts';

const NAME_BYTES_MAX = 255;
/** A separator, or a control character, which no file of a payment has in its name. */
const FORBIDDEN = /[/\\\p{Cc}]/u;
const FORBIDDEN_ON_WINDOWS = /[<>:"|?*]|[. ]$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/iu;

/**
 * The file name in a percent-encoded header, or null when it is missing, malformed, too long or
 * could name anything but a file in its own folder.
 */
export function fileNameOf(header: string | undefined, platform = process.platform): string | null {
  if (header === undefined || !/^[\x21-\x7e]+$/.test(header)) return null;
  let name: string;
  try {
    name = decodeURIComponent(header);
  } catch {
    return null;
  }
  if (name === '.' || name === '..' || FORBIDDEN.test(name)) return null;
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) return null;
  return platform === 'win32' && FORBIDDEN_ON_WINDOWS.test(name) ? null : name;
}

/** The upload ended before its stated length, or stood still for too long. */
export class UploadBroken extends Error {
  override name = 'UploadBroken';
}

/**
 * Streams the body into `folder/name`, calls `keep` with its path and answers what it answered.
 * The folder is removed in every case. Throws {@link UploadBroken}, or the disk's own error.
 */
export async function receiveFile<Answer>(
  request: IncomingMessage,
  folder: string,
  name: string,
  idleMs: number,
  keep: (path: string) => Promise<Answer>,
): Promise<Answer> {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeBody(request, path, idleMs);
    return await keep(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seals what passes where the book is encrypted: a payment file is never plain on its disk. */
function sealing(): Transform {
  const sealer = heldRing().length > 0 ? createSealer() : null;
  return new Transform({
    transform: (piece, _encoding, done) => done(null, sealer?.push(piece) ?? piece),
    flush: (done) => done(null, sealer?.end()),
  });
}

async function writeBody(request: IncomingMessage, path: string, idleMs: number): Promise<void> {
  const stalled = () => request.destroy(new UploadBroken('the upload stood still'));
  let timer = setTimeout(stalled, idleMs);
  const watch = new Transform({
    transform(piece, _encoding, done) {
      clearTimeout(timer);
      timer = setTimeout(stalled, idleMs);
      done(null, piece);
    },
  });
  try {
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await pipeline(request, watch, sealing(), target);
  } catch (error) {
    throw request.complete ? error : new UploadBroken('the upload broke off', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  if (!request.complete) throw new UploadBroken('the upload broke off');
}
