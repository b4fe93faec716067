// Goal: every file shown to the book is kept whole under its hash, once, and what is not a plain
// file of a size we take is refused with nothing left behind. Method: real files, links and pipes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  FILE_BYTES_MAX,
  hasOriginal,
  keepBytes,
  keepOriginal,
  originalPath,
  originalSize,
  removePartials,
} from '../../main/office/originals.ts';
import { chance } from '../fixtures/chance.ts';
import { testFolder } from '../operations/test-desk.ts';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that look like nothing, more than one piece of the copy long. */
function someBytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => chance(3, at >> 4, 'byte') + at));
}

test('a file is kept under its hash with the same bytes, for its owner only', async (t) => {
  const folder = testFolder(t);
  const bytes = someBytes(2_500_001);
  const file = join(folder, 'päyments 付款.xml');
  writeFileSync(file, bytes);
  const kept = await keepOriginal(folder, file, 'copy-1');
  const hash = sha256(bytes);
  assert.deepEqual(kept, {
    ok: true,
    value: { hash, fileName: 'päyments 付款.xml', size: bytes.length },
  });
  const path = originalPath(folder, hash);
  assert.ok(readFileSync(path).equals(bytes));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'originals')).mode & 0o777, 0o700);
  assert.deepEqual(
    [await hasOriginal(folder, hash), await originalSize(folder, hash)],
    [true, bytes.length],
  );
  const other = 'f'.repeat(64);
  assert.deepEqual(
    [await hasOriginal(folder, other), await originalSize(folder, other)],
    [false, null],
  );
});

test('the same bytes under two names are kept once', async (t) => {
  const folder = testFolder(t);
  for (const name of ['a.xml', 'b.xml']) writeFileSync(join(folder, name), 'the same');
  await keepOriginal(folder, join(folder, 'a.xml'), 'copy-1');
  const { ino } = statSync(originalPath(folder, sha256(Buffer.from('the same'))));
  const second = await keepOriginal(folder, join(folder, 'b.xml'), 'copy-2');
  assert.ok(second.ok && second.value.fileName === 'b.xml');
  assert.deepEqual(readdirSync(join(folder, 'originals')), [second.value.hash]);
  assert.equal(statSync(originalPath(folder, second.value.hash)).ino, ino, 'not written again');
});

test('what is not a plain file that we may read is refused, and nothing is left behind', async (t) => {
  const folder = testFolder(t);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('plain.xml'), 'plain');
  writeFileSync(at('empty.xml'), '');
  symlinkSync(at('plain.xml'), at('link.xml'));
  symlinkSync(at('nowhere'), at('dangling.xml'));
  mkdirSync(at('folder.xml'));
  execFileSync('mkfifo', [at('pipe.xml')]);
  writeFileSync(at('secret.xml'), 'secret');
  chmodSync(at('secret.xml'), 0o000);
  const cases = [
    ['missing.xml', 'file_cannot_be_read'],
    ['link.xml', 'file_cannot_be_read'],
    ['dangling.xml', 'file_cannot_be_read'],
    ['folder.xml', 'file_cannot_be_read'],
    ['pipe.xml', 'file_cannot_be_read'],
    ['nul\0.xml', 'file_cannot_be_read'],
    ['empty.xml', 'file_is_empty'],
    // The superuser reads whatever it likes.
    ...(process.getuid?.() === 0 ? [] : ([['secret.xml', 'file_cannot_be_read']] as const)),
  ] as const;
  for (const [name, code] of cases) {
    const kept = await keepOriginal(folder, at(name), 'copy');
    assert.deepEqual(kept, { ok: false, refusal: { code, path: at(name) } }, name);
  }
  const device = await keepOriginal(folder, '/dev/zero', 'copy');
  assert.deepEqual(device, {
    ok: false,
    refusal: { code: 'file_cannot_be_read', path: '/dev/zero' },
  });
  assert.deepEqual(namesIn(join(folder, 'originals')), []);
});

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

test('a file above the limit is refused, by its size or because it grew while it was read', async (t) => {
  const folder = testFolder(t);
  const file = join(folder, 'large.xml');
  writeFileSync(file, someBytes(1000));
  const tooLarge = { ok: false, refusal: { code: 'file_is_too_large', path: file } };
  assert.deepEqual(await keepOriginal(folder, file, 'copy-1', 999), tooLarge);
  assert.ok((await keepOriginal(folder, file, 'copy-2', 1000)).ok);
  // The size is asked for once; what is appended during the copy is met by the copy itself.
  const growing = join(folder, 'growing.xml');
  writeFileSync(growing, someBytes(3 << 20));
  const keeping = keepOriginal(folder, growing, 'copy-3', (3 << 20) + 5);
  let grown = 3 << 20;
  const outcome = await Promise.race([keeping, grow()]);
  assert.ok('refusal' in outcome && outcome.refusal.code === 'file_is_too_large');
  assert.deepEqual(
    readdirSync(join(folder, 'originals')).filter((name) => name.startsWith('.')),
    [],
  );
  assert.equal(FILE_BYTES_MAX, 16 * 1024 ** 3);

  async function grow(): Promise<never> {
    for (; grown < 64 << 20; grown += 1000) {
      appendFileSync(growing, someBytes(1000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('the copy never met the end of a growing file');
  }
});

test('half-made copies are removed at a start, and nothing else is', (t) => {
  const folder = testFolder(t);
  removePartials(folder);
  const originals = join(folder, 'originals');
  mkdirSync(originals);
  for (const name of ['.partial-1', '.partial-2', 'a'.repeat(64)]) {
    writeFileSync(join(originals, name), 'x');
  }
  removePartials(folder);
  assert.deepEqual(readdirSync(originals), ['a'.repeat(64)]);
});

test('on a disk that is full nothing is kept by half, and the fault is told by its name', {
  skip: process.platform !== 'linux' && 'needs /dev/full',
}, async (t) => {
  const folder = testFolder(t);
  const store = join(folder, 'originals');
  mkdirSync(store);
  const bytes = someBytes(3000);
  const path = join(folder, 'payroll.xml');
  writeFileSync(path, bytes);
  const ways = [
    (copyId: string) => keepBytes(folder, bytes, sha256(bytes), copyId),
    (copyId: string) => keepOriginal(folder, path, copyId),
  ];
  for (const [at, keep] of ways.entries()) {
    // Whatever is written to it answers as a full disk does.
    symlinkSync('/dev/full', join(store, `.partial-${at}`));
    await assert.rejects(keep(String(at)), { name: 'Fault', code: 'disk_full' });
    assert.deepEqual(readdirSync(store), []);
  }
  await keepBytes(folder, bytes, sha256(bytes), 'again');
  assert.deepEqual(readdirSync(store), [sha256(bytes)]);
});
