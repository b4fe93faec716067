// What the loopback tests share: a shell on temp folders with a console of two files and an office
// that echoes, a clock that the test moves, and requests written byte by byte on raw sockets.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Limits } from '../../../main/shell/loopback/limits.ts';
import type { LogEntry } from '../../../main/shell/loopback/refusal-log.ts';
import { type LoopbackServer, serveLoopback } from '../../../main/shell/loopback/serve-loopback.ts';
import type { Channel } from '../../../preload/channel.ts';

/** Stands in every byte that the shell serves: what a refused request must never see. */
export const DATA = 'DATA-OF-THE-CONSOLE';
export const PAGE = `<!doctype html><meta content="__APPEARANCE__"><style nonce="__CSP_NONCE__"></style><p>${DATA}</p>\n`;
export const APPEARANCE = 'zh-CN dark review';
export const SCRIPT = `export const data = '${DATA}';\n`;

export type Shell = {
  readonly server: LoopbackServer;
  readonly port: number;
  readonly folder: string;
  readonly log: LogEntry[];
  readonly clock: { now: number };
  /** The files that reached the book: name and content. */
  readonly kept: { readonly name: string; readonly bytes: Buffer }[];
  /** The office's ends of the channels that were opened; each answers `echo:` and the frame. */
  readonly offices: FakeOffice[];
  readonly office: { away: boolean };
  /** The Cookie header and the key of a new session, bought with a token over HTTP. */
  readonly signIn: () => Promise<SignedIn>;
};

export type SignedIn = { readonly cookie: string; readonly key: string };

export type FakeOffice = {
  readonly channel: Channel;
  readonly heard: string[];
  /** Says a frame to the page. */
  readonly say: (frame: string) => void;
  readonly closed: Promise<void>;
  readonly isClosed: () => boolean;
};

export function fakeOffice(): FakeOffice {
  const heard: string[] = [];
  let onFrame: (frame: string) => void = () => {};
  const onClose: (() => void)[] = [];
  let closed = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const channel: Channel = {
    send(frame) {
      heard.push(frame);
      onFrame(`echo:${frame}`);
    },
    onFrame(fn) {
      onFrame = fn;
    },
    onClose: (fn) => onClose.push(fn),
    close() {
      if (closed) return;
      closed = true;
      resolve();
      for (const each of onClose) each();
    },
  };
  return {
    channel,
    heard,
    say: (frame) => onFrame(frame),
    closed: promise,
    isClosed: () => closed,
  };
}

/** Starts a shell that ends with the test. */
export async function startShell(t: TestContext, limits: Partial<Limits> = {}): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-loopback-'));
  const rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), PAGE);
  await writeFile(join(rendererFolder, 'assets', 'console-1.js'), SCRIPT);
  const log: LogEntry[] = [];
  const clock = { now: Date.UTC(2026, 10, 20, 9) };
  const office = { away: false };
  const kept: Shell['kept'] = [];
  const offices: FakeOffice[] = [];
  const server = await serveLoopback({
    rendererFolder,
    launchFolder: join(folder, 'Counterfoil'),
    uploadFolder: join(folder, 'uploads'),
    openOffice() {
      if (office.away) throw new Error('the office is being started');
      const opened = fakeOffice();
      offices.push(opened);
      return opened.channel;
    },
    async keepFile(path) {
      kept.push({ name: basename(path), bytes: await readFile(path) });
      return { ok: true, value: { fileName: basename(path) } };
    },
    appearance: () => APPEARANCE,
    log: (entry) => log.push(entry),
    now: () => clock.now,
    random: randomBytes,
    limits,
  });
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const port = Number(new URL(server.origin).port);
  const signIn = async (): Promise<SignedIn> => {
    const answer = await ask(port, sessionRequest(port, newToken(server)));
    const cookie = /^set-cookie: ([^;]+);/im.exec(answer.head)?.[1];
    if (cookie === undefined) throw new Error(`no session: ${answer.head}`);
    return { cookie, key: answer.body };
  };
  return { server, port, folder, log, clock, kept, offices, office, signIn };
}

export function newToken(server: LoopbackServer): string {
  return new URL(server.oneTimeAddress()).hash.slice(1);
}

/** The whole text of a request: the first line, the headers in order, the body. */
export function requestText(
  firstLine: string,
  headers: readonly (readonly [string, string])[],
  body = '',
): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${firstLine}\r\n${lines}\r\n${body}`;
}

/** The right request for a session. */
export function sessionRequest(port: number, token: string): string {
  return requestText('POST /session HTTP/1.1', ownHeaders(port, token.length), token);
}

/** The headers with which our own page posts: `1` before it has a session's key. */
export function ownHeaders(port: number, length: number, key = '1'): [string, string][] {
  return [
    ['Host', `127.0.0.1:${port}`],
    ['Origin', `http://127.0.0.1:${port}`],
    ['Sec-Fetch-Site', 'same-origin'],
    ['X-Counterfoil', key],
    ['Content-Length', String(length)],
  ];
}

export type Answer = {
  /** Null when the connection ended without one. */
  readonly status: number | null;
  readonly head: string;
  readonly body: string;
};

/** Sends the bytes, reads until the answer is whole or the connection ends, and hangs up. */
export function ask(port: number, text: string | Uint8Array, host = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = '';
    const finish = () => {
      socket.destroy();
      resolve(readAnswer(received));
    };
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      if (isWhole(received)) finish();
    });
    socket.on('connect', () => socket.write(text));
  });
}

function readAnswer(received: string): Answer {
  const end = received.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1];
  if (end < 0 || status === undefined) return { status: null, head: received, body: '' };
  return { status: Number(status), head: received.slice(0, end), body: received.slice(end + 4) };
}

function isWhole(received: string): boolean {
  const { status, head, body } = readAnswer(received);
  if (status === null) return false;
  if (status === 101 || status === 204) return true;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  // A refusal closes the connection: what follows it, if anything, must be seen.
  if (/^connection: close$/im.test(head)) return false;
  return length !== undefined && body.length >= Number(length);
}

/** Resolves when the other side has ended the connection. */
export function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });
}
