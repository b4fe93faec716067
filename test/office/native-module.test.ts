// Goal: a native library that is not the one we pinned is not loaded. Method: the installed
// libraries of every system are hashed and compared with the table; a changed, a missing and an unknown
// one are refused, by the check and by what works on a book without an office.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  checkNative,
  installedNative,
  NATIVE_HASHES,
  nativeTarget,
} from '../../main/office/native-module.ts';
import { restoreNow } from '../../main/office/restore-now.ts';
import { verifyFile } from '../../main/office/verify-file.ts';
import { testFolder } from '../operations/test-desk.ts';

test('the table holds the hash of every library that the package brings', () => {
  const folder = dirname(installedNative().path);
  const found = readdirSync(folder).map((name) => [
    name.replace(/\.node$/, ''),
    hash('sha256', readFileSync(join(folder, name))),
  ]);
  assert.deepEqual(Object.fromEntries(found), NATIVE_HASHES['better-sqlite3']);
});

test('of the package that brings one library for each system, this one’s is in the table', () => {
  const { target, path } = installedNative('@node-rs/argon2');
  assert.equal(hash('sha256', readFileSync(path)), NATIVE_HASHES['@node-rs/argon2'][target]);
});

test('the library of this machine passes; a changed, missing or unknown one does not', (t) => {
  checkNative(installedNative('@node-rs/argon2'));
  const installed = installedNative();
  checkNative(installed);
  const path = join(testFolder(t), 'copy.node');
  copyFileSync(installed.path, path);
  checkNative({ ...installed, path });
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  assert.throws(() => checkNative({ ...installed, path }), { code: 'native_module_changed' });
  writeFileSync(path, bytes.subarray(0, 100));
  assert.throws(() => checkNative({ ...installed, path }), { code: 'native_module_changed' });
  assert.throws(() => checkNative({ ...installed, path: `${path}.gone` }), {
    code: 'native_module_missing',
  });
  assert.throws(() => checkNative({ ...installed, target: 'plan9-mips' }), {
    code: 'native_module_missing',
  });
});

test('without an office the library is looked at too, before a file is', async (t) => {
  const path = join(testFolder(t), 'changed.node');
  writeFileSync(path, 'changed');
  const native = { ...installedNative(), path };
  const { signal } = new AbortController();
  const folder = join(testFolder(t), 'book');
  const changed = { code: 'native_module_changed' };
  const verified = verifyFile(path, { anchor: null, onProgress: () => undefined, signal, native });
  await assert.rejects(verified, changed);
  const asked = { folder, backup: path, person: 'anna', onPhase: () => undefined, signal, native };
  await assert.rejects(restoreNow(asked), changed);
  assert.equal(existsSync(folder), false);
});

test('a system has the name that each package gives it', () => {
  const systems = [
    ['linux', 'x64', true],
    ['linux', 'arm64', false],
    ['darwin', 'arm64', true],
    ['win32', 'x64', true],
  ] as const;
  assert.deepEqual(
    systems.map(([system, arch, glibc]) => nativeTarget('better-sqlite3', system, arch, glibc)),
    ['linux-x64', 'linuxmusl-arm64', 'darwin-arm64', 'win32-x64'],
  );
  assert.deepEqual(
    systems.map(([system, arch, glibc]) => nativeTarget('@node-rs/argon2', system, arch, glibc)),
    ['linux-x64-gnu', 'linux-arm64-musl', 'darwin-arm64', 'win32-x64-msvc'],
  );
});
