// Goal: a sealed file gives back exactly what was sealed, in flat memory, and nothing that was
// changed, exchanged, repeated or cut off anywhere. Method: sizes around the borders of a piece, then
// one file damaged in every way that keeps its form.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Fault } from '../../main/domain/result.ts';
import { clearKeys, heldRing, holdMasters } from '../../main/office/key-ring.ts';
import {
  createSealer,
  hashKept,
  keptBytes,
  plainSize,
  sealAnew,
  sealedText,
  unsealedText,
} from '../../main/office/sealed-file.ts';
import { testFolder } from '../operations/test-desk.ts';

const PIECE = 64 * 1024;
const HEAD = 56;
const SEALED = PIECE + 16;
const MASTER = new Uint8Array(randomBytes(32));

beforeEach(() => holdMasters([MASTER]));
afterEach(() => clearKeys());

function sealed(plain: Uint8Array, step: number): Buffer {
  const sealer = createSealer();
  const parts: Buffer[] = [];
  for (let at = 0; at < plain.length; at += step)
    parts.push(sealer.push(plain.subarray(at, at + step)));
  return Buffer.concat([...parts, sealer.end()]);
}

async function read(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const parts: Uint8Array[] = [];
    for await (const piece of keptBytes(file)) parts.push(piece);
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

test('every size comes back as it was, however it was given', async (t) => {
  const path = join(testFolder(t), 'file');
  const sizes = [0, 1, 15, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 20 * PIECE + 7];
  for (const size of sizes) {
    const plain = randomBytes(size);
    for (const step of [1000, PIECE, 1 << 20]) {
      writeFileSync(path, sealed(plain, step));
      assert.equal(plainSize(statSync(path).size), size);
      assert.ok((await read(path)).equals(plain), `${size} bytes in steps of ${step}`);
    }
    const { sha256, bytes, isOwn } = await hashKept(path);
    const wanted = createHash('sha256').update(plain).digest('hex');
    assert.deepEqual({ sha256, bytes, isOwn }, { sha256: wanted, bytes: size, isOwn: true });
  }
});

test('what was cut off, exchanged, repeated or changed is found', async (t) => {
  const path = join(testFolder(t), 'file');
  const whole = sealed(randomBytes(3 * PIECE + 100), PIECE);
  const piece = (at: number) => whole.subarray(HEAD + at * SEALED, HEAD + (at + 1) * SEALED);
  const head = whole.subarray(0, HEAD);
  const other = sealed(randomBytes(3 * PIECE + 100), PIECE);
  const damaged: readonly (readonly [string, Buffer])[] = [
    ['no piece', head],
    ['the last piece missing', whole.subarray(0, HEAD + 3 * SEALED)],
    ['two pieces missing', whole.subarray(0, HEAD + 2 * SEALED)],
    ['a byte missing', whole.subarray(0, whole.length - 1)],
    ['a byte more', Buffer.concat([whole, Buffer.alloc(1)])],
    ['the last piece twice', Buffer.concat([whole, piece(3)])],
    ['two pieces exchanged', Buffer.concat([head, piece(1), piece(0), piece(2), piece(3)])],
    ['the head of another file', Buffer.concat([other.subarray(0, HEAD), whole.subarray(HEAD)])],
    ['a piece of another file', Buffer.concat([head, piece(0), other.subarray(HEAD + SEALED)])],
  ];
  for (const [name, bytes] of damaged) {
    writeFileSync(path, bytes);
    await assert.rejects(read(path), isFault('file_damaged'), name);
  }
  for (const at of [HEAD - 1, HEAD, HEAD + 5, HEAD + SEALED + 3, whole.length - 1]) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(path, flipped);
    await assert.rejects(read(path), isFault('file_damaged'), `byte ${at}`);
  }
});

test('a plain file among the sealed ones is refused, and one of another key is named as such', async (t) => {
  const path = join(testFolder(t), 'file');
  writeFileSync(path, '<Document/>'.repeat(100));
  await assert.rejects(read(path), isFault('file_not_sealed'));
  writeFileSync(path, sealedText('a'));
  holdMasters([new Uint8Array(randomBytes(32))]);
  await assert.rejects(read(path), isFault('book_key_missing'));
  assert.equal(unsealedText(readFileSync(path)), null);
});

test('a file of an earlier key is read beside the present one, and sealed anew under it', async (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, 'old'), sealedText('kept'));
  holdMasters([new Uint8Array(randomBytes(32)), MASTER]);
  assert.equal(String(await read(join(folder, 'old'))), 'kept');
  assert.equal((await hashKept(join(folder, 'old'))).isOwn, false);
  await sealAnew(join(folder, 'old'), join(folder, 'new'));
  assert.equal((await hashKept(join(folder, 'new'))).isOwn, true);
  assert.equal(unsealedText(readFileSync(join(folder, 'new'))), 'kept');
});

test('nothing of the text lies in the sealed file, and cleared keys open nothing', () => {
  const text = 'CANARY DE02 9990 0000 '.repeat(5000);
  const file = sealedText(text);
  assert.equal(file.includes('CANARY'), false);
  assert.equal(unsealedText(file), text);
  const [key] = heldRing();
  clearKeys();
  assert.deepEqual(key?.files, new Uint8Array(32));
  assert.equal(unsealedText(file), null);
});
