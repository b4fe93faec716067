// Goal: what the system hands over cannot carry a switch of ours, is a file where it names one, and is
// not lost before the window is there. Method: command lines as Windows makes them of a link that closes
// its quotes and as desktops on Linux make them of a file; an app that tells before anyone hears.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { App } from 'electron';
import {
  OPENED_MAX,
  type Opened,
  openedBy,
  readDesktopArguments,
} from '../../../main/shell/electron/desktop-arguments.ts';
import { listenForHandedOver, openedIn } from '../../../main/shell/electron/handed-over.ts';

test('after -- there are links and files only', () => {
  const smuggled = [
    '--',
    'counterfoil://payment/7',
    '--data=//evil/share',
    '--demo',
    '--lang',
    'zh-CN',
  ];
  const own = readDesktopArguments([], {});
  const read = readDesktopArguments(smuggled, {});
  assert.ok(own !== null && read !== null);
  assert.deepEqual([read.data, read.demo, read.language], [own.data, false, null]);
  assert.deepEqual(read.opened.links, ['counterfoil://payment/7']);
});

test('before it, switches are switches', () => {
  const read = readDesktopArguments(['--demo', '--', 'counterfoil://payment/7'], {});
  assert.deepEqual([read?.demo, read?.opened.links], [true, ['counterfoil://payment/7']]);
});

test('a file that comes as an address is that file, and one of another machine is nothing', () => {
  const path = resolve('/people', 'a b', '工资 100%.xml');
  const addresses = [
    pathToFileURL(path).href,
    'file://server/share/a.xml',
    'file:///a%2Fb.xml',
    'file:///%E0%A4%A',
    'counterfoil://payment/7',
  ];
  assert.deepEqual(openedBy(addresses, {}), {
    files: [path],
    links: ['counterfoil://payment/7'],
  });
});

test('what comes before the window waits for it, in its order', () => {
  // Only `on` is asked of it.
  const app: object & { emit: EventEmitter['emit'] } = new EventEmitter();
  const prevented: string[] = [];
  const event = (name: string) => ({ preventDefault: () => prevented.push(name) });
  const handedOver = listenForHandedOver(app as Pick<App, 'on'> & typeof app);
  app.emit('open-file', event('file'), '/a.xml');
  app.emit('open-url', event('url'), 'counterfoil://payment/7');
  const heard: Opened[] = [];
  handedOver((opened) => heard.push(opened));
  const stated = { files: ['/b.xml'], links: [] };
  app.emit('second-instance', {}, ['counterfoil', '--data', '/book', '/b.xml'], '/here', stated);
  assert.deepEqual(heard, [
    { files: ['/a.xml'], links: [] },
    { files: [], links: ['counterfoil://payment/7'] },
    { files: ['/b.xml'], links: [] },
  ]);
  assert.deepEqual(prevented, ['file', 'url']);
});

test('what a second start states is believed piece by piece', () => {
  const nothing = { files: [], links: [] };
  for (const stated of [null, undefined, 7, 'files', [], { files: '/a.xml', links: {} }]) {
    assert.deepEqual(openedIn(stated), nothing);
  }
  assert.deepEqual(openedIn({ files: ['/a.xml', 7, null], links: [[]] }), {
    files: ['/a.xml'],
    links: [],
  });
  const many = Array.from({ length: 100 }, (_, at) => `/${at}.xml`);
  assert.equal(openedIn({ files: many }).files.length, OPENED_MAX);
});
