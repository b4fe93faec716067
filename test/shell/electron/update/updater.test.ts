// Goal: nothing is asked of the network unless the policy names a feed, nothing but what was signed
// is left on disk, and a feed that goes back is noticed across checks. Method: a network in memory
// and a data folder of the test's own; every outcome is compared with what lies in the folder.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Fetch } from '../../../../main/shell/electron/update/feed.ts';
import {
  checkForUpdate,
  confirmUpdate,
  downloadUpdate,
  type UpdaterOptions,
} from '../../../../main/shell/electron/update/updater.ts';
import { CONTENT, FEED, NOW, network, newKey, release, signedRelease } from './releases.ts';

const ours = newKey();
const ADDRESS = 'https://updates.bank.example/counterfoil/Counterfoil-1.2.0-x64.AppImage';
const [FILE] = release().files;
assert.ok(FILE !== undefined);
const OFFER = { version: '1.2.0', releasedAt: release().releasedAt, file: FILE };

async function updater(
  t: TestContext,
  change: Partial<UpdaterOptions> & { readonly fetch: Fetch },
): Promise<UpdaterOptions> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'counterfoil-update-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const installed = {
    version: '1.1.0',
    platform: 'linux-x64',
    kind: 'appimage',
    now: NOW,
  } as const;
  return { feed: FEED, keys: [ours.pinned], dataFolder, installed, ...change };
}

function serving(manifest: Uint8Array, content: Uint8Array = CONTENT) {
  return network(
    new Map([
      [FEED, manifest],
      [ADDRESS, content],
    ]),
  );
}

async function codeOf(options: UpdaterOptions): Promise<string> {
  const checked = await checkForUpdate(options);
  return checked.ok ? checked.value.version : checked.refusal.code;
}

const download = (options: UpdaterOptions) =>
  downloadUpdate(options, OFFER, new AbortController().signal);

test('an offer is found, downloaded, kept for its owner and confirmed', async (t) => {
  const { fetch, asked } = serving(signedRelease({}, ours));
  const options = await updater(t, { fetch });
  assert.deepEqual(await checkForUpdate(options), { ok: true, value: OFFER });
  const signal = new AbortController().signal;
  const kept = await downloadUpdate(options, OFFER, signal);
  const path = join(options.dataFolder, 'updates', FILE.name);
  assert.deepEqual(kept, { ok: true, value: path });
  assert.deepEqual(await readFile(path), CONTENT);
  if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await confirmUpdate(options.dataFolder, OFFER), kept);
  // What lies here already is not asked for again.
  assert.deepEqual(await download(options), kept);
  assert.deepEqual(
    asked.map(({ address, init }) => [address, init.redirect, init.credentials]),
    [
      [FEED, 'error', 'omit'],
      [ADDRESS, 'error', 'omit'],
    ],
  );
});

test('without a feed or a release key the network is not asked at all', async (t) => {
  const { fetch, asked } = serving(signedRelease({}, ours));
  const options = await updater(t, { fetch });
  const cases: readonly (readonly [string, Partial<UpdaterOptions>])[] = [
    ['update_no_feed', { feed: null }],
    ['update_no_feed', { feed: null, keys: [] }],
    ['update_no_release_key', { keys: [] }],
    ['update_feed_not_https', { feed: 'http://updates.bank.example/stable.release' }],
    ['update_feed_not_https', { feed: 'file:///etc/passwd' }],
    ['update_feed_not_https', { feed: 'https://name:word@updates.bank.example/a' }],
    ['update_feed_not_https', { feed: 'https://updates.bank.example/a?machine=7' }],
    ['update_feed_not_https', { feed: 'nowhere' }],
  ];
  for (const [code, change] of cases) assert.equal(await codeOf({ ...options, ...change }), code);
  assert.deepEqual(asked, []);
});

test('a feed that fails, redirects or never ends is unreachable or oversized', async (t) => {
  const endless: Fetch = async () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) }),
    );
  const failing: Fetch = async () => {
    throw new TypeError('fetch failed', { cause: new Error('redirect mode is set to error') });
  };
  const broken: Fetch = async () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }),
    );
  const cases: readonly (readonly [string, Fetch])[] = [
    ['update_manifest_oversized', endless],
    ['update_unreachable', failing],
    ['update_unreachable', broken],
    ['update_unreachable', network(new Map()).fetch],
  ];
  for (const [code, fetch] of cases) assert.equal(await codeOf(await updater(t, { fetch })), code);
});

test('a feed cannot go back on what this machine has seen', async (t) => {
  const options = await updater(t, serving(signedRelease({}, ours)));
  const offered = (change: Parameters<typeof signedRelease>[0]) =>
    codeOf({ ...options, ...serving(signedRelease(change, ours)) });
  assert.equal(await codeOf(options), '1.2.0');
  assert.equal(await codeOf(options), '1.2.0');
  assert.equal(await offered({ version: '1.1.5' }), 'update_rolled_back');
  assert.equal(await offered({ version: '1.1.0' }), 'update_rolled_back');
  assert.equal(await offered({ expiresAt: NOW + 1 }), 'update_changed');
  assert.equal(await offered({ version: '1.3.0' }), '1.3.0');
  assert.equal(await codeOf(options), 'update_rolled_back');
  // A memory that cannot be read leaves what is installed as the floor.
  await writeFile(join(options.dataFolder, 'update-seen'), 'damaged');
  assert.equal(await offered({ version: '1.0.0' }), 'update_older');
});

test('what nobody of ours signed is neither offered nor remembered', async (t) => {
  const options = await updater(t, serving(signedRelease({ version: '9.0.0' }, newKey())));
  assert.equal(await codeOf(options), 'update_key_unknown');
  assert.deepEqual(await readdir(options.dataFolder), []);
});

const BAD_FILES: readonly (readonly [string, Uint8Array | null])[] = [
  ['update_file_truncated', CONTENT.subarray(0, -1)],
  ['update_file_truncated', new Uint8Array()],
  ['update_file_oversized', Buffer.concat([CONTENT, Buffer.from('.')])],
  ['update_file_tampered', Buffer.from(CONTENT).fill('x', 40, 41)],
  ['update_unreachable', null],
];

test('a file that is not what was signed is refused and not left behind', async (t) => {
  for (const [code, content] of BAD_FILES) {
    const bodies = new Map(content === null ? [] : [[ADDRESS, content] as const]);
    const options = await updater(t, network(bodies));
    const kept = await download(options);
    assert.equal(kept.ok ? 'ok' : kept.refusal.code, code);
    const left = await readdir(join(options.dataFolder, 'updates')).catch(() => []);
    assert.deepEqual(left, [], code);
  }
});

test('both hashes must agree', async (t) => {
  const options = await updater(t, serving(signedRelease({}, ours)));
  for (const change of [{ sha256: '00'.repeat(32) }, { sha512: '00'.repeat(64) }]) {
    const offer = { ...OFFER, file: { ...FILE, ...change } };
    const signal = new AbortController().signal;
    const kept = await downloadUpdate(options, offer, signal);
    assert.equal(kept.ok ? 'ok' : kept.refusal.code, 'update_file_tampered');
  }
});

test('a file that changed after its download is not handed over', async (t) => {
  const options = await updater(t, serving(signedRelease({}, ours)));
  const kept = await download(options);
  assert.ok(kept.ok);
  const confirm = async () => {
    const confirmed = await confirmUpdate(options.dataFolder, OFFER);
    return confirmed.ok ? 'ok' : confirmed.refusal.code;
  };
  await writeFile(kept.value, Buffer.from(CONTENT).fill('x', 40, 41));
  assert.equal(await confirm(), 'update_file_tampered');
  await rm(kept.value);
  assert.equal(await confirm(), 'update_file_missing');
  // What is not what was signed is fetched again.
  assert.deepEqual(await download(options), kept);
  assert.equal(await confirm(), 'ok');
});

test('a download that is ended, or breaks off, leaves nothing', async (t) => {
  const ending = new AbortController();
  const fetch: Fetch = async () =>
    new Response(
      new ReadableStream({
        start: (controller) => {
          controller.enqueue(CONTENT.subarray(0, 100));
          ending.signal.addEventListener('abort', () => controller.error(new Error('ended')));
        },
        // Asked for the second piece: the first one lies in the file.
        pull: () => ending.abort(),
      }),
    );
  const options = await updater(t, { fetch });
  const kept = await downloadUpdate(options, OFFER, ending.signal);
  assert.deepEqual(kept, { ok: false, refusal: { code: 'update_unreachable', detail: 'ended' } });
  assert.deepEqual(await readdir(join(options.dataFolder, 'updates')), []);
});

test('a disk that refuses is a fault, not a refusal', async (t) => {
  const options = await updater(t, serving(signedRelease({}, ours)));
  const dataFolder = join(options.dataFolder, 'file');
  await writeFile(dataFolder, '');
  await assert.rejects(download({ ...options, dataFolder }), { code: 'update_not_kept' });
});
