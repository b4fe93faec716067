// Goal: a release that is ours is still refused when it is old, early, past its time, for others, or
// goes back on what was seen. Method: one table of releases against one machine; the file that is
// offered is compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Installed,
  judgeRelease,
  packageKind,
} from '../../../../main/shell/electron/update/judge-release.ts';
import type { Release } from '../../../../main/shell/electron/update/release.ts';
import { DAY, NOW, release } from './releases.ts';

const INSTALLED: Installed = {
  version: '1.1.0',
  platform: 'linux-x64',
  kind: 'appimage',
  now: NOW,
  seen: null,
};
const DIGEST = 'a'.repeat(64);

type Case = readonly [string, string, Partial<Release>, Partial<Installed>];

const CASES: readonly Case[] = [
  ['ok', 'a newer one', {}, {}],
  ['ok', 'the same one, seen before', {}, { seen: { version: '1.2.0', digest: DIGEST } }],
  ['ok', 'newer than what was seen', {}, { seen: { version: '1.1.9', digest: 'b' } }],
  ['ok', 'released within the clock’s reach', { releasedAt: NOW + DAY }, {}],
  [
    'ok',
    'a beta, where one is installed',
    { version: '1.2.0-beta.2', channel: 'beta' },
    { version: '1.2.0-beta.1' },
  ],
  ['ok', 'the final one after its beta', {}, { version: '1.2.0-beta.9' }],
  ['update_product_wrong', 'another program', { product: 'ledgerbook' }, {}],
  ['update_channel_wrong', 'a beta', { version: '1.2.0-beta.1', channel: 'beta' }, {}],
  ['update_channel_wrong', 'a beta that says it is stable', { version: '1.2.0-beta.1' }, {}],
  [
    'update_channel_wrong',
    'a final one that says it is a beta',
    { channel: 'beta' },
    { version: '1.1.0-beta.1' },
  ],
  [
    'update_not_yet_released',
    'from the day after tomorrow',
    { releasedAt: NOW + 2 * DAY, expiresAt: NOW + 9 * DAY },
    {},
  ],
  ['update_expired', 'at its end', { expiresAt: NOW }, {}],
  ['update_older', 'an older one', { version: '1.0.9' }, {}],
  [
    'update_older',
    'the beta of what is installed',
    { version: '1.1.0-beta.3', channel: 'beta' },
    { version: '1.1.1-beta.1' },
  ],
  ['update_older', 'anything, when what is installed is no version', {}, { version: 'dev' }],
  ['update_not_newer', 'the same one', { version: '1.1.0' }, {}],
  [
    'update_rolled_back',
    'newer than installed, older than seen',
    {},
    { seen: { version: '1.3.0', digest: 'b' } },
  ],
  [
    'update_rolled_back',
    'back to what is installed',
    { version: '1.1.0' },
    { seen: { version: '1.2.0', digest: 'b' } },
  ],
  ['update_changed', 'seen with other content', {}, { seen: { version: '1.2.0', digest: 'b' } }],
  ['update_platform_missing', 'another system', {}, { platform: 'win32-x64', kind: 'nsis' }],
  ['update_platform_missing', 'another processor', {}, { platform: 'linux-arm64' }],
  ['update_platform_missing', 'another kind', {}, { kind: 'dmg' }],
];

test('each release is offered or refused for its reason', async (t) => {
  for (const [code, what, change, installed] of CASES) {
    await t.test(`${what}: ${code}`, () => {
      const judged = judgeRelease(release(change), DIGEST, { ...INSTALLED, ...installed });
      assert.equal(judged.ok ? 'ok' : judged.refusal.code, code);
    });
  }
});

test('the file is the one of this platform and kind', () => {
  const judged = judgeRelease(release(), DIGEST, { ...INSTALLED, kind: 'deb' });
  assert.deepEqual(judged, { ok: true, value: release().files[1] });
});

test('the first of two reasons is given: what was seen before what is installed', () => {
  const seen = { version: '1.2.0', digest: DIGEST };
  const judged = judgeRelease(release({ version: '1.0.0' }), DIGEST, { ...INSTALLED, seen });
  assert.deepEqual(judged, {
    ok: false,
    refusal: { code: 'update_rolled_back', version: '1.0.0', seen: '1.2.0' },
  });
});

test('a package knows its kind', () => {
  assert.deepEqual(
    [
      packageKind('linux', { APPIMAGE: 'a' }),
      packageKind('linux', {}),
      packageKind('win32', { PORTABLE_EXECUTABLE_FILE: 'a' }),
      packageKind('win32', {}),
      packageKind('darwin', {}),
    ],
    ['appimage', 'deb', 'portable', 'nsis', 'dmg'],
  );
});
