// Goal: a start is refused, handed on or let go by what it was told, before anything of Electron is
// ready. Method: argument lists, links and switches as the system could hand them over, an app that
// writes down what it was asked, and folders of the test's own.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { App, CrashReporter, CustomScheme, Protocol } from 'electron';
import {
  type BeforeReady,
  beforeReady,
  sayRefused,
} from '../../../main/shell/electron/before-ready.ts';
import { KEPT_MAX, KEPT_MS, sweepCrashDumps } from '../../../main/shell/electron/crash-dumps.ts';
import {
  OPENED_MAX,
  openedBy,
  readDesktopArguments,
  saidTo,
} from '../../../main/shell/electron/desktop-arguments.ts';
import { judgeElectron, MADE_FOR } from '../../../main/shell/electron/electron-version.ts';
import { APP_PRIVILEGES } from '../../../main/shell/electron/guards.ts';
import { isLink, placeOfLink } from '../../../main/shell/electron/links.ts';
import { forbiddenSwitch } from '../../../main/shell/electron/switches.ts';
import { defaultDataFolder } from '../../../main/shell/environment.ts';
import { testFolder } from '../../operations/test-desk.ts';

const ENV = { INIT_CWD: '/here' };
const NOW = Date.parse(MADE_FOR.released);

test('a link opens a place to look at, or nothing', () => {
  assert.deepEqual(
    [
      'counterfoil://screen/queue',
      'counterfoil://screen/review/',
      'counterfoil://payment/7',
      'counterfoil://batch/12',
    ].map(placeOfLink),
    [
      { kind: 'screen', screen: 'queue' },
      { kind: 'screen', screen: 'review' },
      { kind: 'payment', paymentId: 7 },
      { kind: 'batch', batchId: 12 },
    ],
  );
  const refused = [
    'counterfoil://payment/0',
    'counterfoil://payment/-1',
    'counterfoil://payment/1e3',
    'counterfoil://payment/9999999999999999',
    'counterfoil://payment/7?approve=1',
    'counterfoil://payment/7#x',
    'counterfoil://payment/%37',
    'counterfoil://screen/admin',
    'counterfoil://approve/7',
    'counterfoil://submitBatch/7',
    'counterfoil:payment/7',
    'counterfoil://payment/7\n',
    'COUNTERFOIL://payment/7',
    'https://payment/7',
  ];
  assert.deepEqual(
    refused.map(placeOfLink),
    refused.map(() => null),
  );
  assert.equal(isLink('COUNTERFOIL://payment/7'), true);
  assert.equal(isLink('counterfoil.xml'), false);
});

test('arguments are ours, files and links; what is Chromium’s is passed over', () => {
  const data = resolve('/here', 'book');
  const nothing = { files: [], links: [] };
  assert.deepEqual(readDesktopArguments(['--data=book', '--lang=zh-CN', '--demo'], ENV), {
    data,
    language: 'zh-CN',
    demo: true,
    keyFile: null,
    opened: nothing,
  });
  assert.deepEqual(
    readDesktopArguments(
      ['--no-sandbox', 'a.xml', '--data', 'book', '--lang=de', 'counterfoil://batch/1'],
      ENV,
    ),
    {
      data,
      language: null,
      demo: false,
      keyFile: null,
      opened: { files: [resolve('/here', 'a.xml')], links: ['counterfoil://batch/1'] },
    },
  );
  assert.deepEqual(readDesktopArguments([], {}), {
    data: defaultDataFolder({}),
    language: null,
    demo: false,
    keyFile: null,
    opened: nothing,
  });
  assert.equal(readDesktopArguments(['--data'], ENV), null);
  assert.equal(readDesktopArguments(['--data='], ENV), null);
  const many = Array.from({ length: 100 }, (_, at) => `${at}.xml`);
  assert.equal(openedBy(many, ENV).files.length, OPENED_MAX);
});

test('what was said is told from what Electron was given', () => {
  assert.deepEqual(saidTo(['electron', '.', '--demo', 'a.xml'], false), ['--demo', 'a.xml']);
  assert.deepEqual(saidTo(['electron', '--no-sandbox', '/app', 'a.xml'], false), [
    '--no-sandbox',
    'a.xml',
  ]);
  assert.deepEqual(saidTo(['electron', '--demo'], false), ['--demo']);
  assert.deepEqual(saidTo(['counterfoil', 'a.xml', '--demo'], true), ['a.xml', '--demo']);
});

test('a debugging switch is found however it is written', () => {
  const refused = [
    '--inspect',
    '--inspect=0',
    '--inspect-brk=9229',
    '-inspect',
    '/inspect',
    '--INSPECT',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--load-extension=x',
    '--disable-web-security',
    '--no-sandbox',
    '--renderer-cmd-prefix=x',
    '--host-rules=x',
    '--ignore-certificate-errors-spki-list=x',
    '--user-data-dir=x',
    '--disable-features=IsolateOrigins',
    '--disable-site-isolation-for-policy',
    '--proxy-bypass-list=x',
    '--use-fake-ui-for-media-stream',
    '--renderer-startup-dialog',
    '--trace-startup=x',
    '--log-file=x',
    '--auth-server-allowlist=*',
  ];
  assert.deepEqual(
    refused.map((each) => forbiddenSwitch(['a.xml', each])),
    refused,
  );
  const ours = ['--data=x', '--demo', '--lang=en', '--cli', '--json', '--ozone-platform=headless'];
  const allowed = [...ours, 'inspect', 'debug.xml', '--use', '--trace'];
  assert.equal(forbiddenSwitch(allowed), null);
});

test('the running Electron is the one the program is made for, and in support', () => {
  const { major, supportedUntil } = MADE_FOR;
  assert.equal(judgeElectron(`${major}.4.1`, NOW), 'supported');
  assert.equal(judgeElectron(`${major}.0.0`, Date.parse(supportedUntil)), 'out_of_support');
  for (const other of ['44.9.9', '46.0.0', '', undefined]) {
    assert.equal(judgeElectron(other, NOW), 'other_major');
  }
});

type Asked = [string, ...unknown[]];

function start(argv: readonly string[], more: Partial<BeforeReady> = {}, packed = false) {
  const asked: Asked[] = [];
  const app: Partial<App> = {
    isPackaged: packed,
    enableSandbox: () => void asked.push(['sandbox']),
    setPath: (name, path) => void asked.push(['path', name, path]),
    requestSingleInstanceLock: (stated) => {
      asked.push(['lock', stated]);
      return true;
    },
  };
  const crashReporter: Partial<CrashReporter> = {
    start: (options) => void asked.push(['crashes', options]),
  };
  const protocol: Partial<Protocol> = {
    registerSchemesAsPrivileged: (schemes: CustomScheme[]) => void asked.push(['scheme', schemes]),
  };
  const verdict = beforeReady({
    // What is asked before ready is all here; anything else would be a TypeError.
    app: app as App,
    crashReporter: crashReporter as CrashReporter,
    protocol: protocol as Protocol,
    argv: packed ? ['counterfoil', ...argv] : ['electron', '.', ...argv],
    env: {},
    version: `${MADE_FOR.major}.0.0`,
    now: NOW,
    ...more,
  });
  return { verdict, asked };
}

test('a start that goes on has asked for everything that must be asked before ready', (t) => {
  const data = join(testFolder(t), 'book');
  const { verdict, asked } = start(['--data', data, 'counterfoil://batch/1']);
  assert.equal(verdict.kind, 'go');
  assert.deepEqual(asked, [
    ['sandbox'],
    ['path', 'userData', join(data, 'window')],
    ['path', 'crashDumps', join(data, 'crashes')],
    ['crashes', { uploadToServer: false }],
    ['scheme', [{ scheme: 'app', privileges: APP_PRIVILEGES }]],
    // What it is asked to open goes with it: the other start cannot tell it from its arguments.
    ['lock', { files: [], links: ['counterfoil://batch/1'] }],
  ]);
  if (process.platform !== 'win32') assert.equal(statSync(data).mode & 0o777, 0o700);
});

test('a start that is refused has touched nothing, and says why', (t) => {
  const data = join(testFolder(t), 'book');
  const file = join(testFolder(t), 'file');
  writeFileSync(file, '');
  const refusals = [
    [start([`--data=${data}`, '--inspect'], {}, true), { kind: 'switch', name: '--inspect' }],
    [start(['--data=']), { kind: 'usage' }],
    [start([`--data=${data}`], { version: '44.1.0' }), { kind: 'version', version: '44.1.0' }],
  ] as const;
  for (const [{ verdict, asked }, expected] of refusals) {
    assert.deepEqual(verdict, expected);
    assert.deepEqual(asked, []);
  }
  assert.equal(existsSync(data), false);
  // In a clone the switch is the developer's own business.
  assert.equal(start([`--data=${data}`, '--inspect']).verdict.kind, 'go');
  const { verdict } = start([`--data=${join(file, 'book')}`]);
  assert.equal(verdict.kind, 'folder');

  const said: unknown[] = [];
  const say = (...words: unknown[]): string => String(said.push(words));
  for (const [, expected] of refusals) sayRefused(expected, say);
  assert.deepEqual(said, [
    ['switch_refused', { name: '--inspect' }],
    ['usage'],
    ['other_electron', { version: '44.1.0', made: String(MADE_FOR.major) }],
  ]);
});

test('crash dumps that are old or too many go, and nothing else', (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, 'completed'));
  const name = (at: number): string => join(folder, 'completed', `${at}.dmp`);
  for (let at = 0; at < KEPT_MAX + 3; at += 1) {
    writeFileSync(name(at), '');
    utimesSync(name(at), new Date(NOW), new Date(NOW - at * 1000));
  }
  utimesSync(name(1), new Date(NOW), new Date(NOW - KEPT_MS));
  writeFileSync(join(folder, 'settings.dat'), '');
  sweepCrashDumps(folder, NOW);
  const left = Array.from({ length: KEPT_MAX + 3 }, (_, at) => existsSync(name(at)));
  assert.deepEqual(left, [true, false, ...Array(KEPT_MAX - 1).fill(true), false, false]);
  assert.ok(existsSync(join(folder, 'settings.dat')));
  sweepCrashDumps(join(folder, 'nothing'), NOW);
});
