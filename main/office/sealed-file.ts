// Kept files of an encrypted book, sealed in pieces: AES-256-GCM under a key of the file's own, each
// piece bound to its place and the last one to being the last, so that a file of any size is read
// in flat memory and neither an exchanged piece nor a missing end goes unseen.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { assert } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';
import { heldRing, type RingKey } from './key-ring.ts';

/** The first bytes of a sealed file; the last of them is its version. */
const MAGIC = Buffer.from('\x93CFSEAL\x01', 'latin1');
const ID_BYTES = 16;
const SALT_BYTES = 32;
const HEAD_BYTES = MAGIC.length + ID_BYTES + SALT_BYTES;
const TAG_BYTES = 16;

/** Plain bytes of a piece; every one but the last is full. */
const PIECE_BYTES = 64 * 1024;
const PIECE_SEALED = PIECE_BYTES + TAG_BYTES;

/** Pieces read from the disk at once. */
const PIECES_AT_ONCE = 16;

export type Sealer = {
  /** Sealed bytes, as far as they are complete. */
  readonly push: (bytes: Uint8Array) => Buffer;
  /** The rest: a file without it is refused. */
  readonly end: () => Buffer;
};

function pieceKey(key: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, 'counterfoil 1 one file', 32));
}

/** A key is used for one file only, so its pieces are told apart by their number alone. */
function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(piece, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Seals a file that is given in order, under the key that the process holds first. */
export function createSealer(under: RingKey | undefined = heldRing()[0]): Sealer {
  assert(under !== undefined, 'a file is sealed where keys are held');
  const salt = randomBytes(SALT_BYTES);
  const head = Buffer.concat([MAGIC, Buffer.from(under.id, 'hex'), salt]);
  const key = pieceKey(under.files, salt);
  const rest = Buffer.allocUnsafe(PIECE_BYTES);
  let filled = 0;
  let piece = 0;
  const seal = (isLast: boolean): readonly Buffer[] => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece, isLast)).setAAD(head);
    const body = [cipher.update(rest.subarray(0, filled)), cipher.final(), cipher.getAuthTag()];
    const first = piece === 0 ? [head] : [];
    piece += 1;
    filled = 0;
    return [...first, ...body];
  };
  return {
    push: (bytes) => {
      const out: Buffer[] = [];
      for (let from = 0; from < bytes.length; ) {
        // Only when more is there is a full piece known not to be the last.
        if (filled === PIECE_BYTES) out.push(...seal(false));
        const taken = Math.min(PIECE_BYTES - filled, bytes.length - from);
        rest.set(bytes.subarray(from, from + taken), filled);
        filled += taken;
        from += taken;
      }
      return Buffer.concat(out);
    },
    end: () => {
      const out = Buffer.concat(seal(true));
      key.fill(0);
      rest.fill(0);
      return out;
    },
  };
}

/** Bytes that a sealed file of `size` bytes holds; a size that no sealed file has answers 0. */
export function plainSize(size: number): number {
  const sealed = size - HEAD_BYTES;
  return Math.max(0, sealed - TAG_BYTES * Math.max(1, Math.ceil(sealed / PIECE_SEALED)));
}

/** The held key that a sealed file with this beginning has; null for another, or another file. */
function keyFor(head: Buffer): RingKey | null {
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const id = head.toString('hex', MAGIC.length, MAGIC.length + ID_BYTES);
  return heldRing().find((each) => each.id === id) ?? null;
}

/**
 * The plain bytes of the sealed file that `file` is open on, piece by piece; `onRead` hears of the
 * bytes taken from it. Faults: `file_not_sealed` (no sealed file), `book_key_missing` (sealed under
 * a key that is not held), `file_damaged` (changed, mixed up or cut off).
 */
export async function* openSealed(
  file: FileHandle,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const { size } = await file.stat();
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
  if (bytesRead < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Fault('file_not_sealed', 'a kept file of an encrypted book is not sealed');
  }
  const under = keyFor(head);
  if (under === null) throw new Fault('book_key_missing', 'a kept file has another key');
  const key = pieceKey(under.files, head.subarray(MAGIC.length + ID_BYTES));
  const buffer = Buffer.allocUnsafe(PIECE_SEALED * PIECES_AT_ONCE);
  let piece = 0;
  for (let at = HEAD_BYTES; at === HEAD_BYTES || at < size; ) {
    const read = await fill(file, buffer, at);
    onRead(read);
    const plain: Buffer[] = [];
    for (let from = 0; from === 0 || from < read; from += PIECE_SEALED) {
      const one = buffer.subarray(from, Math.min(from + PIECE_SEALED, read));
      const isLast = at + from + one.length >= size;
      plain.push(unsealed(one, key, nonceOf(piece, isLast), head));
      piece += 1;
    }
    at += read;
    if (read === 0) break;
    yield plain.length === 1 && plain[0] !== undefined ? plain[0] : Buffer.concat(plain);
  }
}

async function fill(file: FileHandle, buffer: Buffer, at: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function unsealed(piece: Buffer, key: Uint8Array, nonce: Buffer, head: Buffer): Buffer {
  const length = piece.length - TAG_BYTES;
  if (length < 0) throw new Fault('file_damaged', 'a kept file is cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(head).setAuthTag(piece.subarray(length));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, length)), decipher.final()]);
  } catch (error) {
    throw new Fault('file_damaged', 'a kept file was changed or cut off', { cause: error });
  }
}

/** Whether `file` is open on a file that was sealed under a key that is held. */
export async function isSealed(file: FileHandle): Promise<boolean> {
  if (heldRing().length === 0) return false;
  const start = Buffer.alloc(MAGIC.length + ID_BYTES);
  await file.read(start, 0, start.length, 0);
  return keyFor(start) !== null;
}

/** The plain bytes of a kept file: sealed where keys are held, as it lies where none are. */
export async function* keptBytes(
  file: FileHandle,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  if (heldRing().length > 0) {
    yield* openSealed(file, onRead);
    return;
  }
  for await (const piece of plainBytes(file)) {
    onRead(piece.length);
    yield piece;
  }
}

/** The bytes of a file as they lie. */
export async function* plainBytes(file: FileHandle): AsyncGenerator<Uint8Array> {
  const pieces = file.createReadStream({ start: 0, highWaterMark: 1 << 20, autoClose: false });
  for await (const piece of pieces) yield piece;
}

/**
 * SHA-256 of what a kept file holds, as lower-case hexadecimal, and its size in plain bytes;
 * `isOwn`: it lies as the book would keep it, sealed under its present key or plain without one.
 */
export async function hashKept(
  path: string,
): Promise<{ readonly sha256: string; readonly bytes: number; readonly isOwn: boolean }> {
  const file = await open(path, 'r');
  try {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const piece of anyBytes(file)) {
      digest.update(piece);
      bytes += piece.length;
    }
    const isOwn = await isSealedUnder(file, heldRing()[0]);
    return { sha256: digest.digest('hex'), bytes, isOwn };
  } finally {
    await file.close();
  }
}

/** The plain bytes of a file that may be sealed under any held key, or not at all. */
export async function* anyBytes(file: FileHandle): AsyncGenerator<Uint8Array> {
  yield* (await isSealed(file)) ? openSealed(file) : plainBytes(file);
}

async function isSealedUnder(file: FileHandle, key: RingKey | undefined): Promise<boolean> {
  const start = Buffer.alloc(MAGIC.length + ID_BYTES);
  await file.read(start, 0, start.length, 0);
  return key === undefined ? keyFor(start) === null : keyFor(start) === key;
}

/** Seals what `source` holds, sealed under any held key or plain, into a new file at `target`. */
export async function sealAnew(
  source: string,
  target: string,
  under: RingKey | undefined = heldRing()[0],
): Promise<{ readonly sha256: string }> {
  const from = await open(source, 'r');
  const to = await open(target, 'w', 0o600);
  try {
    const digest = createHash('sha256');
    const sealer = createSealer(under);
    for await (const piece of anyBytes(from)) {
      digest.update(piece);
      await to.appendFile(sealer.push(piece));
    }
    await to.appendFile(sealer.end());
    await to.sync();
    return { sha256: digest.digest('hex') };
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

/** A small file sealed whole. */
export function sealedText(text: string): Buffer {
  const sealer = createSealer();
  return Buffer.concat([sealer.push(Buffer.from(text)), sealer.end()]);
}

/** The text that a small sealed file holds; null as {@link unsealedBytes}. */
export function unsealedText(file: Buffer): string | null {
  return unsealedBytes(file)?.toString('utf8') ?? null;
}

/** What a small sealed file holds; null when it is none, or none that a held key opens. */
export function unsealedBytes(file: Buffer): Buffer | null {
  const head = file.subarray(0, HEAD_BYTES);
  const under = head.length < HEAD_BYTES ? null : keyFor(head);
  if (under === null) return null;
  const key = pieceKey(under.files, head.subarray(MAGIC.length + ID_BYTES));
  const plain: Buffer[] = [];
  try {
    for (
      let piece = 0;
      piece === 0 || HEAD_BYTES + piece * PIECE_SEALED < file.length;
      piece += 1
    ) {
      const from = HEAD_BYTES + piece * PIECE_SEALED;
      const one = file.subarray(from, from + PIECE_SEALED);
      const isLast = from + PIECE_SEALED >= file.length;
      plain.push(unsealed(one, key, nonceOf(piece, isLast), head));
    }
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
  return Buffer.concat(plain);
}
