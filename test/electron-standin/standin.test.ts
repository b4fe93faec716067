// Goal: the stand-in does not flatter: what Electron refuses it refuses, and what it does not imitate
// throws. Method: its module before it is ready, its parts on values, and whole programs that make the
// mistakes that Electron punishes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../operations/test-desk.ts';
import { ScopedIpc } from './ipc.ts';
import * as standin from './module.ts';
import { detachAll } from './ports.ts';
import { asJson, onlyKnown, StandinEmitter, strict } from './strict.ts';

const ELECTRON = fileURLToPath(new URL('./bin/electron', import.meta.url));

test('nothing that needs readiness works before it, and nothing that must come before works after', () => {
  const { app, BrowserWindow, Notification, protocol, utilityProcess } = standin;
  assert.throws(() => new BrowserWindow(), /before app is ready/);
  assert.throws(() => new Notification({ title: 'a', body: 'b' }), /before app is ready/);
  assert.throws(() => utilityProcess.fork('a.js'), /before app is ready/);
  assert.throws(() => protocol.handle('app', () => new Response()), /before ready/);
  const scheme = { scheme: 'app', privileges: { standard: true, bypassCsp: true } };
  assert.throws(() => protocol.registerSchemesAsPrivileged([scheme]), /no option bypassCsp/);
  assert.throws(() => app.getPath('home'), /no path/);
  assert.throws(() => standin.dialog.showErrorBox(), /answered by the test/);
  assert.throws(() => standin.crashReporter.start({}), /submitURL/);
});

test('what is not imitated throws, asked for or listened to', () => {
  for (const [name, part] of Object.entries(standin)) {
    if (typeof part === 'function' && !name.startsWith('B')) continue;
    assert.throws(() => Reflect.get(part, 'neverHeardOf'), /is not imitated/, name);
  }
  const box = strict('box', { a: 1 });
  assert.throws(() => Reflect.set(box, 'b', 1), /not imitated/);
  assert.throws(() => new StandinEmitter(['a']).on('b', () => undefined), /never told/);
  assert.throws(() => onlyKnown('box', { b: 1 }, ['a']), /no option b/);
});

test('messages fail as they do between processes', async () => {
  assert.equal(asJson({ a: [1, 'b', null] }), '{"a":[1,"b",null]}');
  assert.throws(() => asJson(() => undefined), /could not be cloned/);
  for (const odd of [1n, new Map(), new Date(0), new Uint8Array(1), Number.NaN]) {
    assert.throws(() => asJson({ odd }), /does not travel|out of range/);
  }
  const ipc = new ScopedIpc();
  ipc.handle('a', () => {
    throw new Error('no');
  });
  assert.throws(() => ipc.handle('a', () => 1), /second handler for 'a'/);
  assert.match(
    String((await ipc.answer('a', {}, [])).value),
    /invoking remote method 'a': Error: no/,
  );
  assert.match(String((await ipc.answer('b', {}, [])).value), /No handler registered for 'b'/);
});

test('a port that was given away is dead, and only ports can be given', () => {
  const { port1, port2 } = new standin.MessageChannelMain();
  const [taken] = detachAll([port1]);
  assert.throws(() => port1.postMessage(1), /transferred/);
  assert.throws(() => detachAll([{}]), /Invalid value for transfer/);
  assert.throws(() => port2.postMessage(1, [port1]), /takes no port along/);
  taken?.close();
  port2.close();
});

test('the menu refuses what Electron refuses', () => {
  const { Menu } = standin;
  assert.throws(() => Menu.buildFromTemplate([{}]), /label, role or type/);
  assert.throws(() => Menu.buildFromTemplate([{ role: 'Undo' }]), /not imitated/);
  assert.throws(
    () => Menu.buildFromTemplate([{ label: 'a', accelerator: 'Ctrl K' }]),
    /accelerator/,
  );
});

/** Runs a program in the stand-in and answers how it ended. */
function run(program: string): Promise<{ readonly code: number | null; readonly printed: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [ELECTRON, program], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const hear = (bytes: Buffer) => {
      printed += bytes.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => resolve({ code, printed }));
  });
}

test('a program that waits for readiness at its top never goes on', async (t) => {
  const program = join(testFolder(t), 'main.js');
  writeFileSync(
    program,
    "import { app } from 'electron';\nawait app.whenReady();\nconsole.log('went on');\n",
  );
  writeFileSync(join(program, '..', 'package.json'), '{"type":"module"}');
  const { code, printed } = await run(program);
  assert.equal(code, 13, printed);
  assert.doesNotMatch(printed, /went on/);
});

test('a name that Electron does not have cannot be imported', async (t) => {
  const program = join(testFolder(t), 'main.js');
  writeFileSync(program, "import { remote } from 'electron';\nconsole.log(remote);\n");
  writeFileSync(join(program, '..', 'package.json'), '{"type":"module"}');
  const { code, printed } = await run(program);
  assert.notEqual(code, 0);
  assert.match(printed, /does not provide an export named 'remote'/);
});
