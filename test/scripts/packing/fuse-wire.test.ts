// Goal: the fuses are read as they lie and set as they are stated, in every slice of a binary, and a
// fuse that nobody decided stops the packing. Method: binaries with planted wires, and the tool that
// electron-builder brings as a second reader.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FUSES } from '../../../main/shell/electron/fuses.ts';
import { afterPack, fuseFile, sealAnew } from '../../../scripts/packing/after-pack.ts';
import { FUSE_MARK, readFuses, setFuses } from '../../../scripts/packing/fuse-wire.ts';
import { makeElectronDist } from '../../../scripts/packing/made-up-electron.ts';

const theirs: { readonly getCurrentFuseWire: (file: string) => Promise<Record<string, unknown>> } =
  createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/fuses');

function binary(...wires: readonly string[]): Buffer {
  const slices = wires.flatMap((wire) => [
    Buffer.from('machine code '),
    Buffer.from(FUSE_MARK),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
  ]);
  return Buffer.concat([...slices, Buffer.from(' and more')]);
}

test('fuses are read in order, with what has been removed', () => {
  assert.deepEqual(readFuses(binary('10r')), ['on', 'off', 'removed']);
  assert.deepEqual(readFuses(binary('1?')), ['on', 'unknown']);
  assert.deepEqual(readFuses(binary('101', '100')), ['on', 'off', 'unknown']);
  assert.equal(readFuses(Buffer.from('no fuses here')), null);
  const newer = binary('1');
  newer[newer.indexOf(FUSE_MARK) + FUSE_MARK.length] = 2;
  assert.equal(readFuses(newer), null);
});

test('fuses are set in every slice, and nothing else is touched', () => {
  const both = binary('111', '000');
  setFuses(both, [true, false, true]);
  assert.deepEqual(both, binary('101', '101'));
});

test('a fuse without a word on it stops the packing, and so does a binary without fuses', () => {
  assert.throws(() => setFuses(binary('1111'), [true, false, true]), /4 fuses, and 3 are stated/);
  assert.throws(() => setFuses(Buffer.from('none'), [true]), /carries no fuses/);
});

test('the hook sets what the program states, as a second reader sees it', async (t) => {
  const appOutDir = await mkdtemp(join(tmpdir(), 'counterfoil-fuses-'));
  t.after(() => rm(appOutDir, { recursive: true }));
  await makeElectronDist(appOutDir, '45.4.1');
  const program = join(appOutDir, 'electron');
  await afterPack({
    appOutDir,
    electronPlatformName: 'linux',
    packager: { executableName: 'electron', appInfo: { productFilename: 'Counterfoil' } },
  });
  const stated = Object.values(FUSES).map(({ on }) => (on ? 'on' : 'off'));
  assert.deepEqual(readFuses(await readFile(program)), stated);
  const { version, ...wire } = await theirs.getCurrentFuseWire(program);
  assert.equal(version, '1');
  const characters = Object.values(wire).map((byte) => String.fromCharCode(Number(byte)));
  assert.deepEqual(
    characters,
    Object.values(FUSES).map(({ on }) => (on ? '1' : '0')),
  );
  await assert.rejects(readFile(join(appOutDir, 'resources', 'default_app.asar')), {
    code: 'ENOENT',
  });
});

test('the fuses’ file is the one that carries them on each system', () => {
  const appInfo = { productFilename: 'Counterfoil' };
  const at = (electronPlatformName: string) =>
    fuseFile({
      appOutDir: 'out',
      electronPlatformName,
      packager: { executableName: 'counterfoil', appInfo },
    });
  assert.deepEqual(
    [at('linux'), at('win32'), at('darwin')],
    [
      join('out', 'counterfoil'),
      join('out', 'Counterfoil.exe'),
      join(
        'out',
        'Counterfoil.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
      ),
    ],
  );
});

test('every fuse has a place of its own, without a gap', () => {
  assert.deepEqual(
    Object.values(FUSES).map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
});

test('a program for macOS is sealed anew on macOS, and no other is', async () => {
  const ran: unknown[] = [];
  const packager = { appInfo: { productFilename: 'Counterfoil' } };
  const seal = (electronPlatformName: string, platform: NodeJS.Platform) =>
    sealAnew({ appOutDir: 'out', electronPlatformName, packager }, platform, async (...told) => {
      ran.push(told);
    });
  await seal('linux', 'linux');
  await seal('darwin', 'linux');
  await seal('win32', 'darwin');
  assert.deepEqual(ran, []);
  await seal('darwin', 'darwin');
  const kept = '--preserve-metadata=entitlements,requirements,flags,runtime';
  const program = join('out', 'Counterfoil.app');
  assert.deepEqual(ran, [['codesign', ['--sign', '-', '--force', kept, '--deep', program]]]);
});
