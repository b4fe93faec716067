// Goal: an archive is read as Electron reads it, and a changed, cut or hostile one is noticed.
// Method: archives made by electron-builder's own packer and by ours are read, extracted and compared;
// bytes are changed in place; headers are planted.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  extractAsar,
  isIntact,
  makeAsar,
  readAsar,
  readFromAsar,
} from '../../../scripts/packing/asar.ts';

/** The packer that electron-builder uses, found as electron-builder finds it. */
const theirs: {
  readonly createPackageWithOptions: (
    from: string,
    to: string,
    options: { readonly unpack: string },
  ) => Promise<void>;
} = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/asar');

async function testFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-asar-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function packed(t: TestContext) {
  const folder = await testFolder(t);
  await mkdir(join(folder, 'in', 'deep', 'er'), { recursive: true });
  await writeFile(join(folder, 'in', 'a.js'), 'console.log(1);\n');
  await writeFile(join(folder, 'in', 'deep', 'er', 'b.node'), Buffer.from([0, 1, 2, 255]));
  await writeFile(join(folder, 'in', 'deep', 'empty.txt'), '');
  const file = join(folder, 'app.asar');
  await theirs.createPackageWithOptions(join(folder, 'in'), file, { unpack: '*.node' });
  return { folder, file, asar: await readAsar(file) };
}

test('an archive made by electron-builder’s packer is read whole', async (t) => {
  const { folder, asar } = await packed(t);
  assert.deepEqual(asar.files.map(({ path, size, unpacked }) => [path, size, unpacked]).sort(), [
    ['a.js', 16, false],
    ['deep/empty.txt', 0, false],
    ['deep/er/b.node', 4, true],
  ]);
  for (const file of asar.files) {
    assert.equal(await isIntact(asar, file), true, file.path);
    const original = await readFile(join(folder, 'in', file.path));
    assert.deepEqual(await readFromAsar(asar, file), original);
  }
  const out = join(folder, 'out');
  await extractAsar(asar, out);
  for (const { path } of asar.files) {
    assert.deepEqual(await readFile(join(out, path)), await readFile(join(folder, 'in', path)));
  }
});

test('a changed byte inside or beside the archive is noticed', async (t) => {
  const { folder, file, asar } = await packed(t);
  const inside = asar.files.find(({ path }) => path === 'a.js');
  const beside = asar.files.find(({ path }) => path === 'deep/er/b.node');
  assert.ok(inside !== undefined && beside !== undefined);
  const bytes = await readFile(file);
  bytes[inside.offset] = 0x20;
  await writeFile(file, bytes);
  await writeFile(join(folder, 'app.asar.unpacked', beside.path), Buffer.from([0, 1, 2, 254]));
  assert.deepEqual([await isIntact(asar, inside), await isIntact(asar, beside)], [false, false]);
});

test('what we make is read as it was made, and says nothing of hashes', async (t) => {
  const folder = await testFolder(t);
  const file = join(folder, 'a.asar');
  await writeFile(
    file,
    makeAsar(
      new Map([
        ['a', 'first'],
        ['bé', 'sécond'],
      ]),
    ),
  );
  const asar = await readAsar(file);
  const texts = await Promise.all(asar.files.map((each) => readFromAsar(asar, each)));
  assert.deepEqual(texts.map(String), ['first', 'sécond']);
  const [first] = asar.files;
  assert.ok(first !== undefined);
  assert.equal(await isIntact(asar, first), null);
  assert.equal(asar.headerSha256, hash('sha256', headerOf(await readFile(file)), 'hex'));
});

function headerOf(bytes: Buffer): Buffer {
  return bytes.subarray(16, 16 + bytes.readUInt32LE(12));
}

test('what is no archive, climbs or links is not read', async (t) => {
  const folder = await testFolder(t);
  const header = (text: string): Buffer => {
    const made = makeAsar(new Map([['x'.repeat(text.length), '']]));
    const at = made.indexOf('{');
    made.fill(0x20, at, at + made.readUInt32LE(12));
    made.write(text, at);
    return made;
  };
  const cases: readonly (readonly [Buffer, RegExp])[] = [
    [Buffer.from('not an archive at all'), /is not an archive/],
    [Buffer.alloc(4), /is not an archive/],
    [header('{"files":{"..":{"size":1,"offset":"0"}}}'), /a name that climbs/],
    [header('{"files":{"a/b":{"size":1,"offset":"0"}}}'), /a name that climbs/],
    [header('{"files":{"a":{"size":0,"link":"b"}}}'), /a link in the archive/],
    [header('{"files":{"a":{"size":-1,"offset":"0"}}}'), /size/],
  ];
  for (const [bytes, message] of cases) {
    const file = join(folder, 'bad.asar');
    await writeFile(file, bytes);
    await assert.rejects(readAsar(file), message);
  }
  // A file that is said to be longer than the archive.
  const file = join(folder, 'short.asar');
  await writeFile(file, header('{"files":{"a":{"size":9999,"offset":"0"}}}'));
  const asar = await readAsar(file);
  const [only] = asar.files;
  assert.ok(only !== undefined);
  await assert.rejects(readFromAsar(asar, only), /cut short/);
});
