// Goal: what the system hands over cannot carry a switch of ours. Method: command lines as Windows
// makes them of a link that closes its quotes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDesktopArguments } from '../../../main/shell/electron/desktop-arguments.ts';

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
