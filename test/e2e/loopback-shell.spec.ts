// Goal: the loopback shell as a program: it starts, says where it is, guards its book, survives its
// office and ends in order. Method: the shell as a process, without a page; with a window where an
// X server for one can be had.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { childOf, commandLine } from './console-process.ts';

test('an orderly end leaves no secret and no page behind', async ({ start }) => {
  const shell = await start();
  const token = new URL(await shell.address()).hash.slice(1);
  const client = await shell.client();
  expect(await client.status({})).toMatchObject({ ok: true });
  const seen = await commandLine(shell.pid);
  const book = join(shell.folder, 'book');
  const log = await readFile(join(book, 'logs', 'shell.log'), 'utf8');
  expect(log).toContain('session_opened');
  for (const each of [seen, log]) expect(each).not.toContain(token);
  expect((await readdir(book)).includes('uploads')).toBe(false);
  expect(await shell.stop(), shell.printed()).toBe(0);
});

test('a book in use is not opened twice', async ({ start }) => {
  const first = await start();
  await (await first.client()).status({});
  const second = await start({ folder: first.folder });
  expect(await second.ended).toBe(3);
  expect(second.printed()).toMatch(/in use by \S+ \(loopback\), since /);
  expect(await first.stop()).toBe(0);
});

test('the terminal is spoken to in the language asked for', async ({ start }) => {
  const shell = await start({ language: 'zh-CN' });
  await shell.address();
  expect(shell.printed()).toContain('请在一分钟内');
  expect(await shell.stop()).toBe(0);
});

test('a dead office is replaced and the shell goes on', async ({ start }) => {
  const shell = await start();
  const before = await shell.client();
  await before.status({});
  const pid = await shell.officePid();
  test.info().skip(pid === null, 'the processes of this system cannot be looked at');
  process.kill(pid ?? 0, 'SIGKILL');
  const cut = before.changed({});
  expect(await cut.end).toMatchObject({ ok: false, fault: { code: 'channel_closed' } });
  // Each try is a socket of its own; the first ones may be told to come back.
  await expect.poll(async () => (await shell.client()).status({})).toMatchObject({ ok: true });
  expect(await shell.officePid()).not.toBe(pid);
  expect(await shell.stop()).toBe(0);
});

/** An X server without a screen, and its display; null where there is none. */
async function startDisplay(): Promise<{ display: string; end: () => void } | null> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string | null>((resolve) => {
    server.on('error', () => resolve(null));
    server.on('exit', () => resolve(null));
    server.stdio[3]?.on('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
  });
  return number === null ? null : { display: `:${number}`, end: () => server.kill() };
}

test('the window opens with a session, and closing it ends the shell', async ({ start }) => {
  const x = await startDisplay();
  test.info().skip(x === null, 'Xvfb is not installed');
  try {
    const shell = await start({ display: x?.display ?? '' });
    const logFile = join(shell.folder, 'book', 'logs', 'shell.log');
    const log = () => readFile(logFile, 'utf8').catch(() => '');
    await expect.poll(log).toContain('session_opened');
    const browser = await childOf(shell.pid, '--app=file:');
    expect(browser, shell.printed()).not.toBeNull();
    expect(await commandLine(browser ?? 0)).toMatch(/--app=file:\S+\/launch-[\w-]{16}\.html/);
    expect(await commandLine(browser ?? 0)).not.toContain('#');
    process.kill(browser ?? 0, 'SIGTERM');
    expect(await shell.ended, shell.printed()).toBe(0);
    expect(await readdir(join(shell.folder, 'launch'))).toEqual([]);
  } finally {
    x?.end();
  }
});
