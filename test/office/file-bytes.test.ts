// Goal: a kept file is read whole in pieces, packed or not, and a packed one that is damaged, cut
// off or a bomb ends in a named fault. Method: the bytes are compared; limits are made small.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Fault } from '../../main/domain/result.ts';
import {
  bytesAtOnce,
  fileBytes,
  UNPACK_LIMITS,
  type UnpackLimits,
} from '../../main/office/file-bytes.ts';
import { FileReading } from '../../main/office/file-reading.ts';
import { clearKeys, holdMasters } from '../../main/office/key-ring.ts';
import { sealedText } from '../../main/office/sealed-file.ts';
import { testFolder } from '../operations/test-desk.ts';

async function read(path: string, limits?: UnpackLimits): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of fileBytes(path, limits)) {
    assert.ok(piece.length <= 1 << 20, 'a piece is bounded');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Fault, `it ended with ${String(error)}`);
  return error.code;
}

const TEXT = Buffer.from('<Document>Überweisung 付款 </Document>\n'.repeat(60_000));

test('a file and its packed copy give the same bytes; the name does not matter, the content does', async (t) => {
  const folder = testFolder(t);
  const packed = gzipSync(TEXT);
  const half = 100_000;
  const cases = {
    'plain.xml': TEXT,
    'plain.gz': TEXT,
    'packed.xml.gz': packed,
    'packed.xml': packed,
    // Two members after one another are one file (RFC 1952, section 2.2).
    'two.gz': Buffer.concat([gzipSync(TEXT.subarray(0, half)), gzipSync(TEXT.subarray(half))]),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    writeFileSync(join(folder, name), bytes);
    assert.ok((await read(join(folder, name))).equals(TEXT), name);
  }
});

test('a damaged or cut-off gzip is a fault with its name', async (t) => {
  const folder = testFolder(t);
  const file = join(folder, 'damaged.gz');
  const packed = gzipSync(TEXT);
  const flipped = Buffer.from(packed);
  flipped[packed.length >> 1] = (flipped[packed.length >> 1] ?? 0) ^ 0xff;
  for (const bytes of [
    packed.subarray(0, -1),
    packed.subarray(0, 100),
    packed.subarray(0, 2),
    flipped,
  ]) {
    writeFileSync(file, bytes);
    assert.equal(await faultOf(read(file)), 'file_cannot_be_unpacked');
  }
  assert.equal(await faultOf(read(join(folder, 'missing.xml'))), 'file_cannot_be_read');
});

test('a small file is read in one turn; what is large, packed, sealed otherwise or gone is not', (t) => {
  const folder = testFolder(t);
  const file = join(folder, 'payment.xml');
  const kept = (bytes: Uint8Array, most = TEXT.length): Buffer | null => {
    writeFileSync(file, bytes);
    const read = bytesAtOnce(file, most);
    return read === null ? null : Buffer.from(read);
  };
  assert.deepEqual(kept(TEXT), TEXT);
  assert.equal(kept(TEXT, TEXT.length - 1), null);
  assert.equal(kept(gzipSync(TEXT)), null);
  assert.equal(bytesAtOnce(join(folder, 'missing.xml'), 100), null);
  t.after(clearKeys);
  holdMasters([Buffer.alloc(32, 7)]);
  assert.equal(kept(TEXT), null, 'a book with a key keeps nothing that is not sealed');
  const sealed = sealedText(TEXT.toString());
  assert.deepEqual(kept(sealed, sealed.length), TEXT);
  assert.equal(kept(sealed.subarray(0, -1), sealed.length), null);
  holdMasters([Buffer.alloc(32, 8)]);
  assert.equal(kept(sealed, sealed.length), null);
});

test('a file that unpacks beyond the limit, or too many times its size, is stopped there', async (t) => {
  const folder = testFolder(t);
  const file = join(folder, 'bomb.gz');
  writeFileSync(file, gzipSync(Buffer.alloc(32 << 20)));
  const limits = { ...UNPACK_LIMITS, ratioFrom: 4 << 20 };
  assert.equal(await faultOf(read(file, limits)), 'file_unpacks_too_large');
  assert.equal((await read(file, { ...limits, ratio: 2000 })).length, 32 << 20);
  const few = { ...limits, ratio: 2000, bytes: (32 << 20) - 1 };
  assert.equal(await faultOf(read(file, few)), 'file_unpacks_too_large');
});

test('a badly packed file is refused as bad input, with one problem that says so', async (t) => {
  const folder = testFolder(t);
  const reading = new FileReading();
  t.after(() => reading.stop());
  const file = join(folder, 'payments.xml.gz');
  const packed = gzipSync(TEXT);
  writeFileSync(file, packed.subarray(0, packed.length - 10));
  const { accepted, problems, problemCount } = await reading.inspect(file, () => undefined);
  assert.deepEqual(
    { accepted, problems, problemCount },
    {
      accepted: false,
      problems: [
        {
          code: 'file_cannot_be_unpacked',
          reasonCode: null,
          severity: 'refuses',
          place: { line: null, path: null },
          data: {},
        },
      ],
      problemCount: 1,
    },
  );
});

test('a reading thread that has ended answers with a fault, never with silence', async (t) => {
  const reading = new FileReading();
  await reading.stop();
  const path = join(testFolder(t), 'payments.xml');
  assert.equal(await faultOf(reading.inspect(path, () => undefined)), 'file_reading_stopped');
  const options = { records: 10, receivedAt: 0, firstPayment: 0, from: 0 };
  assert.equal(await faultOf(reading.open(path, options, 'large').next(1)), 'file_reading_stopped');
});
