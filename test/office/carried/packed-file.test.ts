// Goal: a batch's bytes come out of a hand-over's file as they went in, or nothing does; and
// neither way holds up the thread that does it. Method: bytes of each size at a limit, files that
// are damaged or unpack to too much, and a turn of the thread that must have come before the
// answer.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HANDED_FILE_MAX } from '../../../main/domain/hand-over.ts';
import { packedFile, unpackedFile } from '../../../main/office/carried/packed-file.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What `work` comes to, once the thread was seen to turn to something else meanwhile. */
async function besideOthers<Value>(work: () => Promise<Value>): Promise<Value> {
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });
  const value = await work();
  assert.ok(hasTurned, 'the thread was held');
  return value;
}

test('the bytes come out as they went in, also the most that may go', async () => {
  const largest = Buffer.alloc(HANDED_FILE_MAX, '<Cdtr><Nm>Supplier</Nm></Cdtr>');
  for (const bytes of [Buffer.from('<Document/>'), randomBytes(440_000), largest]) {
    const packed = await besideOthers(() => packedFile(bytes));
    assert.ok(packed !== null);
    const unpacked = await besideOthers(() => unpackedFile(packed));
    assert.equal(unpacked?.hash, sha256(bytes));
    assert.ok(bytes.equals(unpacked.bytes));
  }
});

test('what is too long goes into no file, packed or not', async () => {
  assert.equal(await packedFile(Buffer.alloc(HANDED_FILE_MAX + 1)), null);
  assert.equal(await packedFile(randomBytes(460_000)), null);
});

test('what is damaged, no packed file or too much comes to nothing', async () => {
  const packed = gzipSync(randomBytes(1000));
  const damaged = Buffer.from(packed);
  damaged.writeUInt8((damaged.at(500) ?? 0) ^ 1, 500);
  const files = {
    nothing: Buffer.alloc(0),
    plain: Buffer.from('<Document/>'),
    'its end is gone': packed.subarray(0, -1),
    damaged,
    'too much': gzipSync(Buffer.alloc(HANDED_FILE_MAX + 1)),
  };
  for (const [what, bytes] of Object.entries(files)) {
    assert.equal(await unpackedFile(bytes.toString('base64')), null, what);
  }
});
