// Goal: what surrounds the window keeps its word: where it stands, what it remembers, what its menu
// says, when somebody is there, what it tells of batches. Method: each part on values and on parts of
// Electron that the test plays itself.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { MenuItemConstructorOptions, PowerMonitor } from 'electron';
import type { Presence } from '../../../main/office/office-protocol.ts';
import { answerAppPage } from '../../../main/shell/electron/app-page.ts';
import { noticeBatches } from '../../../main/shell/electron/batch-notices.ts';
import { acceleratorOf, type MenuActs, menuTemplate } from '../../../main/shell/electron/menu.ts';
import { createOpener } from '../../../main/shell/electron/opened.ts';
import { IDLE_SECONDS, LOOK_MS, watchPresence } from '../../../main/shell/electron/presence.ts';
import { RECENT_MAX, recentFiles } from '../../../main/shell/electron/recent-files.ts';
import { desktopLine, desktopTexts, faultWords } from '../../../main/shell/electron/speak.ts';
import {
  loadWindowState,
  placeWindow,
  readWindowState,
  SMALLEST,
  saveWindowState,
} from '../../../main/shell/electron/window-state.ts';
import { KEYMAP } from '../../../preload/keymap.ts';
import { enScreens } from '../../../preload/locales/en-screens.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { played } from './played.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };

test('a window opens where it stood, or where it can be reached', () => {
  const area = { x: 100, y: 50, width: 1200, height: 800 };
  const usual = { x: 240, y: 90, width: 1440, height: 900 };
  const cases = [
    [null, [SCREEN], { area: usual, maximized: false }],
    [{ area, maximized: true }, [SCREEN], { area, maximized: true }],
    // Its display is gone: in the middle of the one there is, as large as it was.
    [
      { area: { ...area, x: 3000 }, maximized: false },
      [SCREEN],
      { area: { ...area, x: 360, y: 140 }, maximized: false },
    ],
    // The title bar above the display cannot be got hold of.
    [
      { area: { ...area, y: -30 }, maximized: false },
      [SCREEN],
      { area: { ...area, x: 360, y: 140 }, maximized: false },
    ],
    [
      { area: { x: 0, y: 0, width: 1, height: 9000 }, maximized: false },
      [SCREEN],
      { area: { x: 480, y: 0, width: SMALLEST.width, height: 1080 }, maximized: false },
    ],
    [{ area: { ...area, x: 2000 }, maximized: false }, [SCREEN, { ...SCREEN, x: 1920 }], null],
  ] as const;
  for (const [kept, displays, expected] of cases) {
    assert.deepEqual(placeWindow(kept, displays), expected ?? kept);
  }
  assert.deepEqual(placeWindow(null, []).area, { x: 0, y: 0, width: 1440, height: 900 });
});

test('a kept state is believed only as far as it is sound', (t) => {
  const sound = { x: 1, y: 2, width: 3, height: 4, maximized: true };
  const { maximized, ...area } = sound;
  assert.deepEqual(readWindowState(JSON.stringify(sound)), { area, maximized });
  for (const text of ['', 'null', '[]', '1', '{"x":1}', '{"x":"1","y":2,"width":3,"height":4}']) {
    assert.equal(readWindowState(text), null, text);
  }
  for (const odd of [1.5, 1e9, null]) {
    assert.equal(readWindowState(JSON.stringify({ ...sound, width: odd })), null);
  }
  const file = join(testFolder(t), 'new', 'window.json');
  assert.equal(loadWindowState(file), null);
  saveWindowState(file, { area, maximized });
  assert.deepEqual(loadWindowState(file), { area, maximized });
  // A disk that takes nothing costs the place and no more.
  saveWindowState(join(file, 'below-a-file'), { area, maximized });
});

test('recent files are remembered, newest first, and forgotten when asked', (t) => {
  const file = join(testFolder(t), 'recent.json');
  const path = (at: number): string => resolve(`/files/${at}.xml`);
  const recent = recentFiles(file);
  for (let at = 0; at < RECENT_MAX + 5; at += 1) recent.add(path(at));
  recent.add(path(10));
  const list = [10, 14, 13, 12, 11, 9, 8, 7, 6, 5].map(path);
  assert.deepEqual(recent.list(), list);
  assert.deepEqual(recentFiles(file).list(), list);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  recent.clear();
  assert.deepEqual([recent.list(), existsSync(file)], [[], false]);
  for (const text of ['', '{}', '[1, null, "relative.xml"]']) {
    writeFileSync(file, text);
    assert.deepEqual(recentFiles(file).list(), []);
  }
});

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flat(item.submenu) : []),
  ]);
}

test('the menu shows the keymap’s keys and does what they do', () => {
  const done: unknown[] = [];
  const note =
    (name: string) =>
    (value?: unknown): void =>
      void done.push([name, typeof value === 'string' ? value : null]);
  const acts: MenuActs = {
    act: note('act'),
    openFile: note('open'),
    openRecent: note('recent'),
    clearRecent: note('clear'),
    newWindow: note('window'),
    quit: note('quit'),
    reasonCodes: note('codes'),
    checkForUpdates: note('updates'),
  };
  const texts = desktopTexts('en');
  const recent = ['/a & b.xml'];
  const actionTexts = enScreens.action;
  const options = { texts, updates: 'Updates', actionTexts, recent, isMac: false, acts };
  const items = flat(menuTemplate(options));
  for (const item of items) {
    if (typeof item.click === 'function') Reflect.apply(item.click, null, []);
  }
  assert.deepEqual(done, [
    ['open', null],
    ['recent', '/a & b.xml'],
    ['clear', null],
    ['window', null],
    ['quit', null],
    ['act', 'open_palette'],
    ['act', 'go_queue'],
    ['act', 'go_batch'],
    ['act', 'go_review'],
    ['act', 'go_settlement'],
    ['act', 'open_sheet'],
    ['codes', null],
    ['updates', null],
  ]);
  const palette = items.find(({ id }) => id === 'open_palette');
  assert.deepEqual(
    [palette?.accelerator, palette?.registerAccelerator],
    ['CommandOrControl+K', false],
  );
  assert.equal(items.find(({ id }) => id === 'go_queue')?.label, 'Go to the queue  (G Q)');
  assert.equal(items.find(({ id }) => id === 'recent_0')?.label, '/a && b.xml');
  // No accelerator of the menu takes a key that the page listens for.
  const taken = new Set(
    items.flatMap(({ accelerator, registerAccelerator }) =>
      registerAccelerator === false || accelerator === undefined ? [] : [accelerator],
    ),
  );
  for (const { keys } of KEYMAP) assert.equal(taken.has(acceleratorOf(keys) ?? ''), false);
  const onMac = menuTemplate({ ...options, isMac: true });
  assert.equal(onMac[0]?.role, 'appMenu');
  assert.equal(
    flat(onMac).some(({ id }) => id === 'quit'),
    false,
  );
});

test('who sits there is told once per change', () => {
  const power = new EventEmitter();
  let idle = 0;
  const told: Presence[] = [];
  const looks: (() => void)[] = [];
  watchPresence({
    power: played<PowerMonitor>(Object.assign(power, { getSystemIdleTime: () => idle })),
    every(look, ms) {
      assert.equal(ms, LOOK_MS);
      looks.push(look);
    },
    tell: (presence) => told.push(presence),
  });
  const look = (): void => looks[0]?.();
  for (idle of [0, IDLE_SECONDS - 1, IDLE_SECONDS, IDLE_SECONDS + 15, 2, 3]) look();
  for (const name of ['lock-screen', 'unlock-screen', 'suspend', 'resume']) power.emit(name);
  assert.deepEqual(told, ['idle', 'active', 'locked', 'unlocked', 'suspended', 'resumed']);
});

test('a file from outside is kept and previewed, a link leads to its place', async () => {
  const told: unknown[] = [];
  const opener = createOpener({
    keepFile: async (path) => {
      if (path.includes('gone')) throw new Error('away');
      return { ok: true, value: path };
    },
    tell: (word) => told.push(word),
    opening: (path) => told.push(path),
  });
  await opener.file(resolve('/files/a.xml'));
  await opener.file(resolve('/files/gone.xml'));
  opener.link('counterfoil://payment/7');
  opener.link('counterfoil://approve/7');
  assert.deepEqual(told, [
    resolve('/files/a.xml'),
    { kind: 'file', fileName: 'a.xml', answer: { ok: true, value: resolve('/files/a.xml') } },
    resolve('/files/gone.xml'),
    {
      kind: 'file',
      fileName: 'gone.xml',
      answer: { ok: false, fault: { id: null, code: 'upload_failed' } },
    },
    { kind: 'show', place: { kind: 'payment', paymentId: 7 } },
  ]);
});

test('a batch is told once, when it was seen in work and is done', async () => {
  const states = ['received', 'processing', 'processed', 'processed'] as const;
  let at = 0;
  const watched = new Set<number>();
  const told: unknown[] = [];
  type Client = Parameters<typeof noticeBatches>[0];
  const client = played<Client>({
    async *changed() {
      yield { topic: 'payments', ids: [1] };
      for (const _state of states) yield { topic: 'batches', ids: [1] };
      yield { topic: 'batches', ids: null };
    },
    async batch() {
      const status = states[at++];
      return { ok: true, value: { status, numberOfTransactions: 40 } };
    },
  });
  await noticeBatches(client, watched, (...batch) => told.push(batch));
  assert.deepEqual(told, [[1, 40]]);
  assert.equal(watched.size, 0);
});

test('the page is answered under the policy, and nothing else has an address', async () => {
  const files = new Map([
    [
      '/',
      { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p __CSP_NONCE__ __APPEARANCE__>') },
    ],
    ['/a.js', { type: 'text/javascript', bytes: Buffer.from('1') }],
  ]);
  let made = 0;
  const answer = answerAppPage({
    files,
    appearance: () => 'en dark queue',
    random: (bytes) => new Uint8Array(bytes).fill(++made),
  });
  const ask = (url: string, more: RequestInit = {}) => answer(new Request(url, more));
  const page = ask('app://counterfoil/');
  const policy = page.headers.get('Content-Security-Policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  assert.equal(await page.text(), `<p ${nonce} en dark queue>`);
  assert.match(policy, /default-src 'none'.*connect-src 'self';.*require-trusted-types-for/);
  assert.doesNotMatch(policy, /ws:|unsafe|\*/);
  assert.equal(ask('app://counterfoil/a.js').headers.get('X-Content-Type-Options'), 'nosniff');
  assert.equal(ask('app://counterfoil/', { headers: { Origin: 'app://counterfoil' } }).status, 200);
  const others: readonly (readonly [string, RequestInit, number])[] = [
    ['app://counterfoil/b.js', {}, 404],
    ['app://counterfoil/a.js?x', {}, 404],
    ['app://counterfoil/%61.js', {}, 404],
    ['app://other/', {}, 404],
    ['https://counterfoil/', {}, 404],
    ['app://counterfoil/', { method: 'POST', body: 'x' }, 405],
    ['app://counterfoil/', { method: 'OPTIONS' }, 405],
    ['app://counterfoil/', { headers: { Origin: 'https://example.com' } }, 403],
    ['app://counterfoil/', { headers: { Origin: 'null' } }, 403],
  ];
  for (const [url, more, status] of others) {
    const refused = ask(url, more);
    assert.deepEqual([refused.status, await refused.text()], [status, ''], url);
    assert.ok(refused.headers.has('Content-Security-Policy'));
    for (const name of refused.headers.keys()) assert.doesNotMatch(name, /^access-control/);
  }
});

test('words take their data, and a fault is told in the language of the person', () => {
  const texts = desktopTexts('en');
  assert.equal(
    desktopLine(texts, 'notice_batch_body', { number: '7' }),
    '7 payments; select to see what became of them.',
  );
  assert.match(faultWords('zh-CN', 'book_unreadable', 'x'), /备份/);
  assert.equal(faultWords('en', 'never_heard_of', 'as it was said'), 'as it was said');
  const chinese = desktopTexts('zh-CN');
  for (const [name, text] of Object.entries(texts)) {
    const data = (each: string) => [...each.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    const other = Object.entries(chinese).find(([key]) => key === name)?.[1] ?? '';
    assert.deepEqual(data(other), data(text), name);
    assert.match(other, /\p{Script=Han}/u, name);
  }
});

test('the preload is small, and no object of Electron crosses it', () => {
  const text = readFileSync(new URL('../../../preload/index.ts', import.meta.url), 'utf8');
  assert.ok(text.split('\n').length <= 26);
  assert.match(text, /import \{ contextBridge, ipcRenderer, webUtils \} from 'electron'/);
  assert.equal(text.match(/exposeInMainWorld/g)?.length, 1);
  assert.doesNotMatch(text, /: ipcRenderer\b|\.\.\.ipcRenderer|event\s*\)\s*=>\s*hear\(event/);
});
