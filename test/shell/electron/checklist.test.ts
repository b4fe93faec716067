// Goal: Electron's security checklist of twenty items and its nine fuses, held in the source. Method:
// one test per item, over the program's own files and the values that windows are made from; the specs
// of the desktop look at the same in the running window.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MADE_FOR } from '../../../main/shell/electron/electron-version.ts';
import { FUSES } from '../../../main/shell/electron/fuses.ts';
import { APP_PAGE, APP_PRIVILEGES, WEB_PREFERENCES } from '../../../main/shell/electron/guards.ts';
import { safeHeaders } from '../../../main/shell/response-headers.ts';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

function textsOf(...folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ts|tsx|html|css)$/.test(name))
        .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
    )
    .join('\n');
}

const MAIN = textsOf('main');
const DESKTOP = textsOf('main/shell/electron');
const PAGE = textsOf('renderer');
const PRELOAD = readFileSync(join(ROOT, 'preload', 'index.ts'), 'utf8');
const POLICY = safeHeaders(null, 'n')['Content-Security-Policy'] ?? '';

/** The items in Electron's order; what each of them says of this program. */
const ITEMS: readonly (readonly [string, () => void])[] = [
  [
    'only secure content is loaded',
    () => {
      assert.equal(APP_PAGE, 'app://counterfoil/');
      assert.deepEqual(DESKTOP.match(/loadURL\([^)]*\)/g), [
        'loadURL(APP_PAGE)',
        'loadURL(APP_PAGE)',
      ]);
      assert.doesNotMatch(DESKTOP, /loadFile\(/);
      assert.doesNotMatch(PAGE, /(?:src|href)="http/);
    },
  ],
  [
    'no Node in the page',
    () => {
      const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } =
        WEB_PREFERENCES;
      const all = [nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames];
      assert.deepEqual(all, [false, false, false]);
    },
  ],
  [
    'the preload has a world of its own',
    () => assert.equal(WEB_PREFERENCES.contextIsolation, true),
  ],
  [
    'every process of a page is in the sandbox',
    () => {
      assert.equal(WEB_PREFERENCES.sandbox, true);
      assert.match(DESKTOP, /app\.enableSandbox\(\)/);
      assert.doesNotMatch(
        textsOf('main', 'scripts').replaceAll(/\/\/.*/g, ''),
        /appendSwitch\('no-sandbox/,
      );
    },
  ],
  [
    'permissions are asked of us and denied',
    () => {
      assert.match(DESKTOP, /setPermissionRequestHandler\(/);
      assert.match(DESKTOP, /setPermissionCheckHandler\(\(\) => false\)/);
      assert.match(DESKTOP, /setDevicePermissionHandler\(\(\) => false\)/);
    },
  ],
  ['web security is on', () => assert.equal(WEB_PREFERENCES.webSecurity, true)],
  [
    'a content policy is sent, and it is strict',
    () => {
      assert.match(POLICY, /default-src 'none'/);
      assert.match(POLICY, /script-src 'self';/);
      assert.match(POLICY, /object-src 'none'/);
      assert.match(POLICY, /base-uri 'none'/);
      assert.match(POLICY, /frame-ancestors 'none'/);
      assert.doesNotMatch(POLICY, /unsafe-|\*|https?:/);
    },
  ],
  [
    'no insecure content is run',
    () => assert.equal(WEB_PREFERENCES.allowRunningInsecureContent, false),
  ],
  ['no experimental features', () => assert.equal(WEB_PREFERENCES.experimentalFeatures, false)],
  ['no blink features', () => assert.doesNotMatch(DESKTOP, /enableBlinkFeatures/)],
  ['no popups from a webview', () => assert.doesNotMatch(PAGE, /allowpopups/i)],
  [
    'no webview',
    () => {
      assert.equal(WEB_PREFERENCES.webviewTag, false);
      assert.match(DESKTOP, /will-attach-webview/);
    },
  ],
  [
    'navigation is denied',
    () => assert.match(DESKTOP, /will-navigate[\s\S]*will-frame-navigate[\s\S]*will-redirect/),
  ],
  ['windows are denied', () => assert.match(DESKTOP, /action: 'deny'/)],
  [
    'only listed pages leave for the browser',
    () => {
      assert.deepEqual(DESKTOP.match(/openExternal\([^)]*\)/g)?.sort(), [
        'openExternal(EXTERNAL_PAGES.reasonCodes)',
        'openExternal(url)',
      ]);
      assert.match(DESKTOP, /if \(mayOpenOutside\(url\)\) events\.openOutside\(url\)/);
      // A verified update is shown where it lies; nothing is ever opened by its path.
      assert.equal(MAIN.match(/showItemInFolder\(/g)?.length, 1);
      assert.doesNotMatch(MAIN, /openPath\(/);
    },
  ],
  [
    'a supported Electron',
    () => {
      const installed: { version: string } = JSON.parse(
        readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'),
      );
      assert.equal(Number(installed.version.split('.')[0]), MADE_FOR.major);
    },
  ],
  [
    'the sender of every message is checked',
    () => {
      const handlers = DESKTOP.match(/\.ipc\.(?:on|handle|once)\(/g) ?? [];
      const checks = DESKTOP.match(/if \(!?isOurs\(event, DOOR\.\w+\)/g) ?? [];
      assert.deepEqual([handlers.length, checks.length], [3, 3]);
      assert.doesNotMatch(MAIN, /\bipcMain\b/);
    },
  ],
  [
    'the page has a scheme of its own, which takes part in CORS',
    () => {
      assert.equal(APP_PRIVILEGES.corsEnabled, true);
      assert.equal(APP_PRIVILEGES.bypassCSP, false);
      assert.doesNotMatch(
        DESKTOP,
        /registerFileProtocol|loadFile|protocol\.handle\((?!APP_SCHEME)/,
      );
    },
  ],
  [
    'the fuses are set',
    () => {
      const states = Object.entries(FUSES).map(([name, { index, on }]) => [index, name, on]);
      assert.deepEqual(states, [
        [0, 'runAsNode', false],
        [1, 'enableCookieEncryption', true],
        [2, 'enableNodeOptionsEnvironmentVariable', false],
        [3, 'enableNodeCliInspectArguments', false],
        [4, 'enableEmbeddedAsarIntegrityValidation', true],
        [5, 'onlyLoadAppFromAsar', true],
        [6, 'loadBrowserProcessSpecificV8Snapshot', false],
        [7, 'grantFileProtocolExtraPrivileges', false],
        [8, 'wasmTrapHandlers', true],
      ]);
    },
  ],
  [
    'no Electron object is exposed',
    () => {
      assert.doesNotMatch(PRELOAD, /:\s*(?:ipcRenderer|contextBridge|webUtils)\b(?!\.)/);
      assert.doesNotMatch(PRELOAD, /ipcRenderer\.(?:on|send|invoke)\((?!DOOR\.)/);
    },
  ],
];

for (const [at, [name, check]] of ITEMS.entries()) test(`item ${at + 1}: ${name}`, check);

test('there are twenty items and nine fuses', () => {
  assert.deepEqual([ITEMS.length, Object.keys(FUSES).length], [20, 9]);
});
