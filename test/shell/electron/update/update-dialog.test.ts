// Goal: whoever checks for an update is told the truth in their language, step by step, and is led to
// a file only while it is what was signed. Method: the whole flow over a network in memory; the boxes
// that were shown are compared, and each is answered by the test.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Fetch } from '../../../../main/shell/electron/update/feed.ts';
import {
  type Box,
  createUpdateDialog,
} from '../../../../main/shell/electron/update/update-dialog.ts';
import type { UpdaterOptions } from '../../../../main/shell/electron/update/updater.ts';
import { CONTENT, FEED, NOW, network, newKey, release, signedRelease } from './releases.ts';

const ours = newKey();
const FILE = release().files[0]?.name ?? '';
const ADDRESS = new URL(FILE, FEED).href;

type Answer = (box: Box, signal: AbortSignal | null) => number | Promise<number>;

/** A box that is only taken away, as that of a running download. */
const untilTaken: Answer = (_box, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted === true) resolve(0);
    signal?.addEventListener('abort', () => resolve(0), { once: true });
  });

async function dialog(
  t: TestContext,
  answers: readonly Answer[],
  change: Partial<UpdaterOptions> & { readonly fetch?: Fetch } = {},
) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'counterfoil-dialog-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const serving = network(
    new Map<string, Uint8Array>([
      [FEED, signedRelease({}, ours)],
      [ADDRESS, CONTENT],
    ]),
  );
  const boxes: Box[] = [];
  const shown: string[] = [];
  const { feed = FEED, ...rest } = change;
  const check = createUpdateDialog({
    readFeed: async () => feed,
    updater: () => ({
      keys: [ours.pinned],
      dataFolder,
      installed: { version: '1.1.0', platform: 'linux-x64', kind: 'appimage', now: NOW },
      fetch: serving.fetch,
      ...rest,
    }),
    ask: async (box, signal) => {
      boxes.push(box);
      const answer = answers[boxes.length - 1];
      assert.ok(answer !== undefined, `nobody expects ${JSON.stringify(box)}`);
      return answer(box, signal);
    },
    showFile: (path) => void shown.push(path),
  });
  return { check, boxes, shown, dataFolder, kept: join(dataFolder, 'updates', FILE) };
}

test('an update is offered, downloaded and shown', async (t) => {
  const { check, boxes, shown, kept } = await dialog(t, [() => 0, untilTaken, () => 0]);
  await check('en');
  assert.deepEqual(boxes, [
    {
      type: 'info',
      message: 'Version 1.2.0 is available.',
      detail: 'Released 11/25/2026, 1 MB. It is checked before you can install it.',
      buttons: ['Download', 'Later'],
    },
    { type: 'info', message: 'Downloading version 1.2.0…', detail: '', buttons: ['Stop'] },
    {
      type: 'info',
      message: 'Version 1.2.0 is downloaded and checked.',
      detail: 'End Counterfoil, then install the file.',
      buttons: ['Show the file', 'Later'],
    },
  ]);
  assert.deepEqual(shown, [kept]);
});

test('in Chinese it is said in Chinese', async (t) => {
  const { check, boxes } = await dialog(t, [() => 1]);
  await check('zh-CN');
  assert.equal(boxes[0]?.message, '有新版本 1.2.0。');
});

test('later is later: nothing is downloaded, or nothing is shown', async (t) => {
  const first = await dialog(t, [() => 1]);
  await first.check('en');
  assert.equal(first.boxes.length, 1);
  const second = await dialog(t, [() => 0, untilTaken, () => 1]);
  await second.check('en');
  assert.deepEqual(second.shown, []);
});

test('a file that changed while the box stood is not shown', async (t) => {
  const spoil: Answer = async () => {
    await writeFile(spoiled.kept, Buffer.from(CONTENT).fill('x', 3, 4));
    return 0;
  };
  const spoiled = await dialog(t, [() => 0, untilTaken, spoil, () => 0]);
  await spoiled.check('en');
  assert.deepEqual(spoiled.shown, []);
  assert.deepEqual(spoiled.boxes[3], {
    type: 'warning',
    message: 'The file is not what was signed; do not install it.',
    detail: 'Tell an administrator.',
    buttons: ['Close'],
  });
});

test('a download that is stopped says nothing more', async (t) => {
  const serving = network(new Map([[FEED, signedRelease({}, ours)]]));
  const hanging: Fetch = (address, init) =>
    address === FEED
      ? serving.fetch(address, init)
      : new Promise((_resolve, reject) => {
          const stop = () => reject(new Error('stopped'));
          if (init.signal?.aborted === true) stop();
          init.signal?.addEventListener('abort', stop);
        });
  const { check, boxes, shown } = await dialog(t, [() => 0, () => 0], { fetch: hanging });
  await check('en');
  assert.deepEqual([boxes.length, shown], [2, []]);
});

const REFUSED: readonly (readonly [Box['type'], string, Partial<UpdaterOptions>])[] = [
  ['info', 'Updates are off.', { feed: null }],
  ['info', 'This program takes no updates.', { keys: [] }],
  [
    'info',
    'This is the newest version (1.2.0).',
    { installed: { version: '1.2.0', platform: 'linux-x64', kind: 'appimage', now: NOW } },
  ],
  [
    'warning',
    'There is a new version, but not for this computer (darwin-arm64, dmg).',
    { installed: { version: '1.1.0', platform: 'darwin-arm64', kind: 'dmg', now: NOW } },
  ],
  [
    'warning',
    'The release is signed by a key that this program does not know.',
    { keys: [newKey().pinned] },
  ],
  ['warning', 'The updates could not be reached.', { fetch: network(new Map()).fetch }],
];

test('a refusal is said once, with its data', async (t) => {
  for (const [type, message, change] of REFUSED) {
    const { check, boxes } = await dialog(t, [() => 0], change);
    await check('en');
    assert.deepEqual(
      boxes.map((box) => [box.type, box.message, box.buttons]),
      [[type, message, ['Close']]],
    );
  }
});

test('a fault is said too, and the next check is a new one', async (t) => {
  const place = await dialog(t, []);
  // Where a folder should be there is a file.
  const dataFolder = join(place.dataFolder, 'file');
  await writeFile(dataFolder, '');
  const { check, boxes } = await dialog(t, [() => 0, () => 0], { dataFolder });
  await check('en');
  await check('en');
  assert.deepEqual(
    boxes.map(({ type, message }) => [type, message]),
    Array(2).fill(['error', 'The update could not be kept.']),
  );
  assert.match(boxes[0]?.detail ?? '', /EEXIST|ENOTDIR/);
});

test('while one check is running, asking again does nothing', async (t) => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const { check, boxes } = await dialog(t, [() => promise]);
  const running = check('en');
  await check('en');
  resolve(1);
  await running;
  assert.equal(boxes.length, 1);
});
