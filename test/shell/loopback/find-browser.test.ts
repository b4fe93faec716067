// Goal: the browser that is there is found, the person's choice alone when there is one, and the
// window is opened with what keeps the browser quiet. Method: made-up workstations by table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserPlaces, findBrowser } from '../../../main/shell/loopback/find-browser.ts';
import { windowArguments } from '../../../main/shell/loopback/open-window.ts';

type Env = { readonly [name: string]: string };

function found(platform: string, env: Env, programs: readonly string[]): string | null {
  return findBrowser({ platform, env, isProgram: (path) => programs.includes(path) });
}

const EDGE = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const CHROME_OF_ONE = 'D:\\People\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
const WINDOWS = {
  ProgramFiles: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
  LocalAppData: 'D:\\People\\a\\AppData\\Local',
};

test('the first browser of the known places is taken', () => {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const own = '/people/a/Applications/Chromium.app/Contents/MacOS/Chromium';
  assert.deepEqual(
    [
      found('linux', {}, []),
      found('linux', {}, ['/usr/bin/google-chrome', '/usr/bin/chromium']),
      found('linux', {}, ['/snap/bin/chromium']),
      found('linux', { PATH: '/opt/bin:/usr/bin' }, ['/opt/bin/microsoft-edge']),
      found('linux', { PATH: '.:bin:' }, ['chromium', 'bin/chromium', './chromium']),
      found('linux', {}, ['/opt/google/chrome/chrome']),
      found('darwin', { HOME: '/people/a' }, [own, mac]),
      found('darwin', { HOME: '/people/a' }, [own]),
      found('win32', WINDOWS, [EDGE]),
      found('win32', WINDOWS, [EDGE, CHROME_OF_ONE]),
    ],
    [
      null,
      '/usr/bin/chromium',
      '/snap/bin/chromium',
      '/opt/bin/microsoft-edge',
      null,
      '/opt/google/chrome/chrome',
      mac,
      own,
      EDGE,
      CHROME_OF_ONE,
    ],
  );
  for (const place of browserPlaces({ platform: 'linux', env: { PATH: '.:x' } })) {
    assert.match(place, /^\//);
  }
});

test('the person’s choice decides alone', () => {
  const env = { COUNTERFOIL_BROWSER: '/opt/mine' };
  assert.deepEqual(
    [
      found('linux', env, ['/opt/mine', '/usr/bin/chromium']),
      found('linux', env, ['/usr/bin/chromium']),
      found('linux', { COUNTERFOIL_BROWSER: '' }, ['/usr/bin/chromium']),
    ],
    ['/opt/mine', null, '/usr/bin/chromium'],
  );
});

test('the window’s arguments', () => {
  const options = {
    browser: '/usr/bin/chromium',
    launchPage: '/srv/a b/launch-1.html',
    profilesFolder: '/srv',
    language: 'zh-CN',
    asRoot: false,
  };
  const args = windowArguments(options, '/srv/window-1');
  assert.deepEqual(args, [
    '--app=file:///srv/a%20b/launch-1.html',
    '--user-data-dir=/srv/window-1',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    '--use-mock-keychain',
    '--lang=zh-CN',
  ]);
  assert.deepEqual(windowArguments({ ...options, asRoot: true }, '/srv/window-1'), [
    ...args,
    '--no-sandbox',
    '--test-type',
  ]);
});
