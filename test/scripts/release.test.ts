// Goal: what `npm run release` signs is what the program opens, and the private key never lies in
// the project. Method: the command is run in a temporary folder on packages made here; its manifest
// is opened as the updater opens it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openSignedRelease } from '../../main/shell/electron/update/signed-release.ts';
import { readPackageName } from '../../scripts/release.ts';
import { fileOf } from '../shell/electron/update/releases.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function releasing(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-release-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/release.ts', ...args],
      {
        cwd: ROOT,
        env: { ...process.env, INIT_CWD: folder },
        encoding: 'utf8',
      },
    );
    return { status, text: stdout + stderr };
  };
  return { folder, run };
}

test('a key is made, packages are signed with it, and the program opens the manifest', (t) => {
  const { folder, run } = releasing(t);
  const made = run('key', 'release-key.pem');
  assert.equal(made.status, 0, made.text);
  if (process.platform !== 'win32') {
    assert.equal(statSync(join(folder, 'release-key.pem')).mode & 0o777, 0o600);
  }
  const pinned = /'([\w+/]{43}=)',/.exec(made.text)?.[1] ?? '';
  const names = ['Counterfoil-1.2.0-linux-x86_64.AppImage', 'Counterfoil-1.2.0-win-x64-setup.exe'];
  for (const name of names) writeFileSync(join(folder, name), name);
  const signed = run('sign', '--key', 'release-key.pem', '--out', 'stable.release', ...names);
  assert.equal(signed.status, 0, signed.text);
  const opened = openSignedRelease(readFileSync(join(folder, 'stable.release')), [pinned]);
  assert.ok(opened.ok);
  const { version, channel, files, releasedAt, expiresAt } = opened.value.release;
  assert.deepEqual(
    [version, channel, expiresAt - releasedAt],
    ['1.2.0', 'stable', 90 * 86_400_000],
  );
  const [linux = '', windows = ''] = names;
  assert.deepEqual(files, [
    fileOf(Buffer.from(linux), { platform: 'linux-x64', kind: 'appimage', name: linux }),
    fileOf(Buffer.from(windows), { platform: 'win32-x64', kind: 'nsis', name: windows }),
  ]);
  const shown = run('show', 'stable.release', '--public', pinned);
  assert.equal(shown.status, 0, shown.text);
  assert.match(shown.text, /"version": "1\.2\.0"/);
  assert.match(run('show', 'stable.release').text, /update_(?:no_release_key|key_unknown)/);
});

test('a key is not written over, and not into the project', (t) => {
  const { folder, run } = releasing(t);
  writeFileSync(join(folder, 'release-key.pem'), 'kept');
  assert.notEqual(run('key', 'release-key.pem').status, 0);
  assert.equal(readFileSync(join(folder, 'release-key.pem'), 'utf8'), 'kept');
  const inside = run('key', join(ROOT, 'release-key.pem'));
  assert.deepEqual(inside, { status: 2, text: 'a private key is kept outside of the project\n' });
});

test('what cannot be a release is a usage error of one line', (t) => {
  const { folder, run } = releasing(t);
  assert.equal(run('key', 'key.pem').status, 0);
  for (const name of [
    'a.deb',
    'Counterfoil-1.0.0-linux-amd64.deb',
    'Counterfoil-1.0.1-mac-arm64.dmg',
  ]) {
    writeFileSync(join(folder, name), name);
  }
  const sign = (...names: readonly string[]) =>
    run('sign', '--key', 'key.pem', '--out', 'stable.release', ...names);
  const cases = [
    sign('a.deb'),
    sign('Counterfoil-1.0.0-linux-amd64.deb', 'Counterfoil-1.0.1-mac-arm64.dmg'),
    sign('Counterfoil-1.0.0-linux-amd64.deb', 'Counterfoil-1.0.0-linux-amd64.deb'),
    sign('Counterfoil-1.0.0-linux-amd64.deb', '--days', '401'),
  ];
  for (const { status, text } of cases) {
    assert.equal(status, 2, text);
    assert.equal(text.trimEnd().split('\n').length, 1, text);
  }
});

test('a package’s name says what it is', () => {
  const read = (name: string) => {
    const found = readPackageName(name);
    return found === null ? null : `${found.version} ${found.platform} ${found.kind}`;
  };
  assert.deepEqual(
    [
      'Counterfoil-1.2.0-linux-x86_64.AppImage',
      'Counterfoil-1.2.0-beta.3-linux-amd64.deb',
      'Counterfoil-1.2.0-linux-arm64.deb',
      'Counterfoil-1.2.0-win-x64-portable.exe',
      'Counterfoil-1.2.0-mac-arm64.dmg',
      'Counterfoil-1.2.0-win-x64.exe',
      'Counterfoil-1.2-mac-arm64.dmg',
      'Other-1.2.0-mac-arm64.dmg',
    ].map(read),
    [
      '1.2.0 linux-x64 appimage',
      '1.2.0-beta.3 linux-x64 deb',
      '1.2.0 linux-arm64 deb',
      '1.2.0 win32-x64 portable',
      '1.2.0 darwin-arm64 dmg',
      null,
      null,
      null,
    ],
  );
});
