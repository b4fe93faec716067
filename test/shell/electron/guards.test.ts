// Goal: a window stays on its own page and nothing else is reached from it. Method: every judgement
// over a list of hostile addresses, and the guards on contents and a session that only take listeners
// and handlers; the preferences and privileges are compared whole.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { Session, WebContents } from 'electron';
import {
  APP_PAGE,
  APP_PRIVILEGES,
  downloadName,
  EXTERNAL_PAGES,
  type GuardEvents,
  guardContents,
  guardSession,
  isOwnFrame,
  isOwnPage,
  mayOpenOutside,
  WEB_PREFERENCES,
} from '../../../main/shell/electron/guards.ts';
import { played } from './played.ts';
import { HOSTILE_URLS } from './urls.ts';

test('no hostile address is our page, and none leaves for another program', () => {
  assert.ok(HOSTILE_URLS.length >= 30);
  assert.deepEqual(HOSTILE_URLS.filter(isOwnPage), []);
  assert.deepEqual(HOSTILE_URLS.filter(mayOpenOutside), []);
  assert.equal(isOwnPage(APP_PAGE), true);
  assert.equal(isOwnPage(`${APP_PAGE}#x`), true);
  for (const page of Object.values(EXTERNAL_PAGES)) {
    assert.equal(mayOpenOutside(page), true);
    assert.equal(new URL(page).protocol, 'https:');
    assert.equal(mayOpenOutside(`${page}?more`), false);
  }
});

test('a message is believed from our page in the own frame of the window only', () => {
  const own = { url: APP_PAGE, parent: null, frameTreeNodeId: 1 };
  assert.equal(isOwnFrame(own, own), true);
  assert.equal(isOwnFrame({ ...own }, own), true);
  assert.equal(isOwnFrame(null, own), false);
  for (const url of HOSTILE_URLS) assert.equal(isOwnFrame({ ...own, url }, own), false, url);
  assert.equal(isOwnFrame({ ...own, frameTreeNodeId: 2 }, own), false);
  const inside: Parameters<typeof isOwnFrame>[0] = Object.assign({ ...own }, { parent: {} });
  assert.equal(isOwnFrame(inside, own), false);
});

type Told = { readonly refused: [string, string][]; readonly outside: string[] };

function listening(): { readonly events: GuardEvents; readonly told: Told } {
  const told: Told = { refused: [], outside: [] };
  return {
    told,
    events: {
      refused: (asked, url) => told.refused.push([asked, url]),
      openOutside: (url) => told.outside.push(url),
    },
  };
}

/** Contents that take listeners and one handler. */
function fakeContents() {
  const emitter = new EventEmitter();
  const loaded: string[] = [];
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = Object.assign(emitter, {
    setWindowOpenHandler(handler: typeof open) {
      open = handler;
    },
    loadURL: async (url: string) => void loaded.push(url),
  });
  return {
    contents: played<WebContents>(contents),
    loaded,
    open: (url: string) => open({ url }).action,
    prevented(name: string, url: string) {
      let prevented = false;
      emitter.emit(name, { url, preventDefault: () => (prevented = true) }, url);
      return prevented;
    },
    emitter,
  };
}

test('a guarded window goes nowhere, opens nothing, and comes back', () => {
  const { events, told } = listening();
  const { contents, open, prevented, emitter, loaded } = fakeContents();
  guardContents(contents, events);
  for (const url of HOSTILE_URLS) {
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      assert.equal(prevented(name, url), true, `${name} ${url}`);
    }
    assert.equal(open(url), 'deny', url);
  }
  assert.equal(told.refused.length, HOSTILE_URLS.length * 4);
  assert.equal(prevented('will-navigate', APP_PAGE), false);
  assert.equal(prevented('will-redirect', APP_PAGE), true);
  assert.equal(prevented('will-attach-webview', ''), true);
  emitter.emit('did-navigate', {}, 'about:blank');
  emitter.emit('did-navigate', {}, APP_PAGE);
  assert.deepEqual(loaded, [APP_PAGE]);
  assert.deepEqual(told.outside, []);
  assert.equal(open(EXTERNAL_PAGES.reasonCodes), 'deny');
  assert.deepEqual(told.outside, [EXTERNAL_PAGES.reasonCodes]);
});

test('a guarded session grants nothing and keeps only downloads of our own page', () => {
  const { events, told } = listening();
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const emitter = new EventEmitter();
  const set = (name: string) => (handler: (...args: never[]) => unknown) =>
    void handlers.set(name, handler);
  const session = Object.assign(emitter, {
    setPermissionRequestHandler: set('request'),
    setPermissionCheckHandler: set('check'),
    setDevicePermissionHandler: set('device'),
    setDisplayMediaRequestHandler: set('display'),
  });
  guardSession(played<Session>(session), events);
  const ask = (name: string, ...args: unknown[]): unknown =>
    Reflect.apply(handlers.get(name) ?? assert.fail(name), null, args);
  const answers: unknown[] = [];
  ask('request', null, 'geolocation', (answer: unknown) => answers.push(answer));
  ask('display', {}, (answer: unknown) => answers.push(answer));
  assert.deepEqual(answers, [false, {}]);
  assert.equal(ask('check'), false);
  assert.equal(ask('device'), false);

  const offered: unknown[] = [];
  function download(url: string): boolean {
    let prevented = false;
    const item = {
      getURL: () => url,
      getFilename: () => '../report.xml',
      setSaveDialogOptions: (options: unknown) => offered.push(options),
    };
    emitter.emit('will-download', { preventDefault: () => (prevented = true) }, item);
    return prevented;
  }
  assert.equal(download(`blob:${APP_PAGE}0`), false);
  assert.deepEqual(offered, [{ defaultPath: '_report.xml' }]);
  assert.equal(download('https://example.com/x.exe'), true);
  assert.deepEqual(told.refused, [
    ['geolocation', ''],
    ['download', 'https://example.com/x.exe'],
  ]);
});

test('a download is offered under a name that is only a name', () => {
  const names: readonly (readonly [string, string])[] = [
    ['report.xml', 'report.xml'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\x', 'C_Windows_x'],
    ['.bashrc', 'bashrc'],
    ['evil\u202elmx.exe', 'evil_lmx.exe'],
    ['付款.xml', '付款.xml'],
    ['...', 'counterfoil.txt'],
    ['', 'counterfoil.txt'],
    ['a'.repeat(500), 'a'.repeat(120)],
  ];
  for (const [given, offered] of names) assert.equal(downloadName(given), offered);
});

test('the preferences of a window and the privileges of its scheme are these', () => {
  assert.deepEqual(WEB_PREFERENCES, {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    safeDialogs: true,
  });
  assert.deepEqual(APP_PRIVILEGES, {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    corsEnabled: true,
    stream: false,
    bypassCSP: false,
    allowServiceWorkers: false,
    codeCache: false,
  });
});
