// Goal: windows and their doors: words wait for the page, a dead page is loaded again within bounds,
// a message that is not ours is not answered, the office is a utility process like any other.
// Method: windows, contents and processes that the test plays itself and that write down what they
// were told.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { BrowserWindow, MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import { APP_PAGE } from '../../../main/shell/electron/guards.ts';
import { OFFICE_NAME, utilityOffice } from '../../../main/shell/electron/office-utility.ts';
import { createWindows, type Windows } from '../../../main/shell/electron/windows.ts';
import { decode } from '../../../preload/channel.ts';
import { DOOR } from '../../../preload/desktop-door.ts';
import { played } from './played.ts';

type Note = readonly unknown[];
type Handler = (event: object, ...args: unknown[]) => unknown;

/** A window whose page the test plays. */
class PlayedWindow extends EventEmitter {
  readonly notes: Note[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly ipc = Object.assign(new EventEmitter(), {
    handle: (name: string, handler: Handler) => void this.handlers.set(name, handler),
  });
  readonly mainFrame = { url: APP_PAGE, parent: null, frameTreeNodeId: 1 };
  readonly webContents = Object.assign(new EventEmitter(), {
    ipc: this.ipc,
    mainFrame: this.mainFrame,
    setWindowOpenHandler: () => undefined,
    send: (...words: unknown[]) => void this.notes.push(['send', ...words]),
    reload: () => void this.notes.push(['reload']),
  });
  isFocused(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return true;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): object {
    return { x: 1, y: 2, width: 1000, height: 700 };
  }
  restore(): void {
    this.notes.push(['restore']);
  }
  focus(): void {
    this.notes.push(['focus']);
  }
  show(): void {
    this.notes.push(['show']);
  }
  maximize(): void {
    this.notes.push(['maximize']);
  }
  async loadURL(url: string): Promise<void> {
    this.notes.push(['load', url]);
  }
  close(): void {
    this.emit('close');
    this.emit('closed');
  }
}

function desktop(hasOffice = true) {
  const opened: PlayedWindow[] = [];
  const options: unknown[] = [];
  const notes: Note[] = [];
  const windows: Windows = createWindows({
    newWindow(given) {
      options.push(given);
      const window = new PlayedWindow();
      opened.push(window);
      return played<BrowserWindow>(window);
    },
    preload: '/preload.cjs',
    displays: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    kept: { area: { x: 10, y: 20, width: 1000, height: 700 }, maximized: true },
    keep: (state) => notes.push(['keep', state]),
    guard: { refused: (...what) => notes.push(['refused', ...what]), openOutside: () => undefined },
    door: {
      newPorts: () => played<MessageChannelMain>({ port1: 'port 1', port2: 'port 2' }),
      handOver: (port) => notes.push(['hand over', port]) > 0 && hasOffice,
      keepFile: async (path) => ['kept', path],
      language: (language) => notes.push(['language', language]),
      refused: (...what) => notes.push(['refused', ...what]),
    },
    onDied: (reason) => notes.push(['died', reason]),
    onSessionEnd: () => notes.push(['session ended']),
  });
  return { windows, opened, options, notes };
}

function only(opened: readonly PlayedWindow[]): PlayedWindow {
  assert.equal(opened.length, 1);
  return opened[0] ?? assert.fail('no window');
}

test('a window opens where it stood, is shown when it is ready, and is remembered', () => {
  const { windows, opened, options, notes } = desktop();
  windows.open();
  const window = only(opened);
  assert.deepEqual(window.notes, [['load', APP_PAGE]]);
  window.emit('ready-to-show');
  assert.deepEqual(window.notes.slice(1), [['maximize'], ['show']]);
  assert.equal(
    JSON.stringify(options[0]).includes('"x":10,"y":20,"width":1000,"height":700'),
    true,
  );
  windows.open();
  assert.equal(JSON.stringify(options[1]).includes('"x":42,"y":52'), true);
  windows.closeAll();
  const kept = { area: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true };
  assert.deepEqual(notes, [
    ['keep', kept],
    ['keep', kept],
  ]);
});

test('the end of a person’s session in Windows is told', () => {
  const { windows, opened, notes } = desktop();
  windows.open();
  only(opened).emit('session-end', { reasons: ['shutdown'] });
  assert.deepEqual(notes, [['session ended']]);
});

test('a word waits for the page, which has asked for its channel when it hears', () => {
  const { windows, opened } = desktop();
  const word = { kind: 'show', place: { kind: 'payment', paymentId: 7 } } as const;
  windows.tell(word);
  const window = only(opened);
  assert.deepEqual(window.notes.slice(1), [['restore'], ['focus']]);
  const sender = { postMessage: () => undefined };
  window.ipc.emit(DOOR.open, { sender, senderFrame: window.mainFrame });
  assert.deepEqual(window.notes.slice(3), [['send', DOOR.word, word]]);
  windows.tell(word);
  assert.deepEqual(window.notes.at(-1), ['send', DOOR.word, word]);
});

test('a page that died is loaded again, but not for ever', () => {
  const { windows, opened, notes } = desktop();
  windows.open();
  const window = only(opened);
  const die = (reason: string) => window.webContents.emit('render-process-gone', {}, { reason });
  die('clean-exit');
  for (let times = 0; times < 8; times += 1) die('crashed');
  assert.equal(window.notes.filter(([what]) => what === 'reload').length, 5);
  assert.deepEqual(notes, Array(8).fill(['died', 'crashed']));
});

test('the door answers our page with a port, and nobody else with anything', async () => {
  const { windows, opened, notes } = desktop();
  windows.open();
  const { ipc, mainFrame, handlers } = only(opened);
  const posted: Note[] = [];
  const sender = { postMessage: (...words: unknown[]) => void posted.push(words) };
  const keep = handlers.get(DOOR.keepFile) ?? assert.fail('no handler');
  ipc.emit(DOOR.open, { sender, senderFrame: mainFrame });
  assert.deepEqual(posted, [[DOOR.port, null, ['port 1']]]);
  ipc.emit(DOOR.language, { senderFrame: mainFrame }, 'zh-CN');
  ipc.emit(DOOR.language, { senderFrame: mainFrame }, { toString: 1 });
  const file = resolve('/files/a.xml');
  assert.deepEqual(await keep({ senderFrame: mainFrame }, file), ['kept', file]);
  assert.deepEqual(notes, [
    ['hand over', 'port 2'],
    ['language', 'zh-CN'],
  ]);

  const noFile = { ok: false, refusal: { code: 'file_cannot_be_read' } };
  for (const path of [
    '',
    'a.xml',
    '../a.xml',
    7,
    null,
    undefined,
    {},
    `${file}\0`,
    `/${'a'.repeat(5000)}`,
  ]) {
    assert.deepEqual(await keep({ senderFrame: mainFrame }, path), noFile);
  }
  const strangers = [
    null,
    { ...mainFrame, url: 'https://example.com/' },
    { ...mainFrame, url: 'about:blank' },
    { ...mainFrame, frameTreeNodeId: 2 },
    { ...mainFrame, parent: mainFrame },
  ];
  notes.length = 0;
  for (const senderFrame of strangers) {
    ipc.emit(DOOR.open, { sender, senderFrame });
    ipc.emit(DOOR.language, { senderFrame }, 'en');
    const answer = await keep({ senderFrame }, file);
    assert.deepEqual(answer, { ok: false, fault: { id: null, code: 'session_ended' } });
  }
  assert.equal(posted.length, 1);
  assert.deepEqual(
    notes.map(([what, asked]) => [what, asked]),
    strangers.flatMap(() =>
      [DOOR.open, DOOR.language, DOOR.keepFile].map((asked) => ['refused', asked]),
    ),
  );
});

test('a page is told that there is no office just now', () => {
  const { windows, opened } = desktop(false);
  windows.open();
  const posted: Note[] = [];
  const sender = { postMessage: (...words: unknown[]) => void posted.push(words) };
  only(opened).ipc.emit(DOOR.open, { sender, senderFrame: only(opened).mainFrame });
  assert.deepEqual(posted, [[DOOR.port, null]]);
});

test('the office as a utility process: its environment, its words, its ports, its end', () => {
  const sent: Note[] = [];
  const forked: Note[] = [];
  const ended: number[] = [];
  const child = Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    postMessage: (...words: unknown[]) => void sent.push(words),
  });
  const env = { HOME: '/here', NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1' };
  const fork = (...words: unknown[]): UtilityProcess => {
    forked.push(words);
    return played<UtilityProcess>(child);
  };
  const office = utilityOffice(fork, '/office.js', env, (pid) => ended.push(pid));
  const session = { actor: { id: 'a', name: 'A', roles: [] }, shell: 'electron' } as const;
  const port = played<MessagePortMain>({});
  assert.equal(office.handOver(session, port), false);
  const started = office.start();
  const options = { serviceName: OFFICE_NAME, stdio: 'inherit', env: { HOME: '/here' } };
  assert.deepEqual(forked, [['/office.js', [], options]]);
  assert.equal(started.pid, undefined);
  started.kill();
  child.pid = 42;
  assert.equal(started.pid, 42);
  started.kill();
  assert.deepEqual(ended, [42]);

  assert.equal(office.handOver(session, port), true);
  const [[given, ports] = []] = sent;
  assert.deepEqual(ports, [port]);
  assert.ok(typeof given === 'object' && given !== null && 'port' in given);
  assert.deepEqual(decode(String(given.port)), session);
  let taken = false;
  started.send?.('word', () => {
    taken = true;
  });
  started.disconnect();
  assert.deepEqual([taken, sent.slice(1)], [true, [['word'], [{ shell: '{"kind":"end"}' }]]]);

  const heard: unknown[] = [];
  started.on('message', (message: unknown) => heard.push(message));
  started.on('disconnect', () => heard.push('disconnect'));
  started.on('exit', () => heard.push('exit'));
  child.emit('message', 'hello');
  child.emit('exit', 1);
  assert.deepEqual(heard, ['hello', 'disconnect', 'exit']);
  assert.equal(office.handOver(session, port), false);
});
