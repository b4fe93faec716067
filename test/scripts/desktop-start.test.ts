// Goal: npm start and the check know what they run on: why Electron cannot be had, and what the specs
// ran on. Method: workstations and folders of every kind; what must not be looked at fails the test.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { desktopRuntime, hasElectron } from '../../scripts/desktop-runtime.ts';
import { type Workstation, whyNoElectron } from '../../scripts/why-no-electron.ts';
import { testFolder } from '../operations/test-desk.ts';

const DESK: Workstation = {
  platform: 'linux',
  isRoot: false,
  hasDisplay: true,
  browserOnly: false,
  read: () => null,
  fetchElectron: () => true,
};
const neverFetched = (): boolean => assert.fail('fetched in vain');

test('Electron is started where its sandbox works, and why not is one sentence', () => {
  assert.equal(whyNoElectron(DESK), null);
  assert.equal(
    whyNoElectron({ ...DESK, platform: 'darwin', isRoot: true, hasDisplay: false }),
    null,
  );
  assert.equal(whyNoElectron({ ...DESK, platform: 'win32', hasDisplay: false }), null);
  const keys = (name: string, text: string) => (path: string) =>
    path === `/proc/sys/${name}` ? text : null;
  const refused: readonly (readonly [Partial<Workstation>, RegExp])[] = [
    [{ browserOnly: true }, /COUNTERFOIL_SHELL/],
    [{ isRoot: true }, /for root/],
    [{ hasDisplay: false }, /display/],
    [{ read: keys('kernel/apparmor_restrict_unprivileged_userns', '1') }, /namespaces/],
    [{ read: keys('kernel/unprivileged_userns_clone', '0') }, /namespaces/],
    [{ read: keys('user/max_user_namespaces', '0') }, /namespaces/],
  ];
  for (const [more, words] of refused) {
    const why = whyNoElectron({ ...DESK, fetchElectron: neverFetched, ...more }) ?? '';
    assert.match(why, words);
    assert.match(why, /^[^\n]+\.$/);
  }
  assert.equal(
    whyNoElectron({ ...DESK, read: keys('kernel/unprivileged_userns_clone', '1') }),
    null,
  );
  assert.match(
    whyNoElectron({ ...DESK, fetchElectron: () => false }) ?? '',
    /could not be fetched/,
  );
});

test('the check says what the desktop ran on, and fails where it must be Electron', (t) => {
  const folder = join(testFolder(t), 'electron');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"version":"45.0.0"}');
  assert.equal(hasElectron(folder), false);
  const standin = desktopRuntime({}, folder);
  assert.match(standin.words, /stand-in for Electron 45\.0\.0/);
  assert.equal(standin.why, null);
  assert.match(desktopRuntime({ COUNTERFOIL_REQUIRE_ELECTRON: '1' }, folder).why ?? '', /install/);
  writeFileSync(join(folder, 'path.txt'), 'electron');
  assert.equal(hasElectron(folder), true);
  const real = desktopRuntime({ COUNTERFOIL_REQUIRE_ELECTRON: '1', DISPLAY: ':0' }, folder);
  assert.deepEqual(real, { words: 'end to end: the desktop ran on Electron 45.0.0', why: null });
});
