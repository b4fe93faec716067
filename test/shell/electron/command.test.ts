// Goal: `--cli` is a command only when it comes first, runs with a clean environment and a profile of
// its own, and ends Electron with its exit code after its offices. Method: Electron's parts as plain
// objects that note what was asked of them.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  commandArguments,
  openCommand,
  prepareCommand,
} from '../../../main/shell/electron/command.ts';

const CASES: readonly (readonly [string, readonly string[], readonly string[] | null])[] = [
  ['a command', ['--cli', 'status', '--json'], ['status', '--json']],
  ['nothing after it', ['--cli'], []],
  ['where there is no display', ['--ozone-platform=headless', '--cli', 'audit'], ['audit']],
  ['the desktop', [], null],
  ['the desktop with a book', ['--data', 'b'], null],
  ['smuggled in by a link', ['counterfoil://payment/7', '--cli', 'settle'], null],
  ['smuggled in after the end of switches', ['--', 'counterfoil://a', '--cli', 'settle'], null],
  ['smuggled in by a file', ['payments.xml', '--cli', 'settle'], null],
  ['with a value', ['--cli=status'], null],
  ['after another switch', ['--data', '--cli', 'settle'], null],
];

test('only a leading --cli is a command', () => {
  for (const [what, args, expected] of CASES) {
    assert.deepEqual(commandArguments(['counterfoil', ...args], true), expected, what);
    assert.deepEqual(commandArguments(['electron', '.', ...args], false), expected, what);
  }
});

test('the profile is a folder of its own, and Electron starts sandboxed without GPU or display', () => {
  const asked: string[] = [];
  const prepare = (platform: string): string =>
    prepareCommand(
      {
        enableSandbox: () => void asked.push('sandbox'),
        setPath: (name, path) => void asked.push(`${name} ${existsSync(path)}`),
        commandLine: {
          appendSwitch: (...words) => void asked.push(words.join('=')),
        },
      },
      platform,
    );
  const profiles = [prepare('linux'), prepare('win32')];
  for (const profile of profiles) rmSync(profile, { recursive: true });
  assert.equal(new Set(profiles).size, 2);
  assert.deepEqual(asked, [
    'sandbox',
    'disable-gpu',
    'ozone-platform=headless',
    'userData true',
    'sandbox',
    'disable-gpu',
    'userData true',
  ]);
});

/** Electron as a command sees it, and what it was asked. */
function electron(t: TestContext, env: { readonly [name: string]: string } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'counterfoil-command-test-'));
  t.after(() => rmSync(profile, { recursive: true, force: true }));
  const events = new EventEmitter();
  const child = new EventEmitter();
  const noted = { forked: [] as unknown[], killed: 0, exit: once(events, 'exit') };
  openCommand({
    app: {
      exit: (code) => void events.emit('exit', code),
      on: (event, listener) => events.on(event, listener),
    },
    fork: (...asked) => {
      noted.forked.push(asked);
      return {
        on: child.on.bind(child),
        postMessage: () => undefined,
        kill: () => {
          noted.killed += 1;
          return child.emit('exit', null);
        },
      };
    },
    startOffice: () => assert.fail('no office was asked for'),
    program: 'command-process.js',
    args: ['status', '--json'],
    profile,
    env,
  });
  return { events, child, noted, profile };
}

test('the command gets its arguments and a clean environment, and its code is Electron’s', async (t) => {
  const env = { LANG: 'de', NODE_OPTIONS: '--require x', ELECTRON_RUN_AS_NODE: '1' };
  const { child, noted, profile } = electron(t, env);
  assert.deepEqual(noted.forked, [
    [
      'command-process.js',
      ['status', '--json'],
      { serviceName: 'Counterfoil command', stdio: 'inherit', env: { LANG: 'de' } },
    ],
  ]);
  child.emit('exit', 5);
  assert.deepEqual(await noted.exit, [5]);
  assert.equal(existsSync(profile), false);
});

test('an interrupt lets the command end by itself, and ends it when it does not', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const quit = (events: EventEmitter): number => {
    let prevented = 0;
    events.emit('before-quit', { preventDefault: () => (prevented += 1) });
    return prevented;
  };
  const willing = electron(t);
  assert.equal(quit(willing.events), 1);
  willing.child.emit('exit', 0);
  t.mock.timers.tick(60_000);
  assert.deepEqual([await willing.noted.exit, willing.noted.killed], [[0], 0]);
  const unwilling = electron(t);
  assert.deepEqual([quit(unwilling.events), quit(unwilling.events)], [1, 1]);
  t.mock.timers.tick(60_000);
  assert.deepEqual([await unwilling.noted.exit, unwilling.noted.killed], [[143], 1]);
});
