// A console for a spec: the real loopback shell as a process of its own on a book in a temp folder,
// without a display, with a second way in that prepares the book and looks at the truth.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { known } from '../../main/domain/assert.ts';
import { socketChannel } from '../../main/shell/loopback/socket-channel.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import { programOf } from '../programs.ts';

const START = fileURLToPath(programOf('main/shell/loopback/start.ts'));
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/;
const UNSENT_MAX = 64 * 1024 * 1024;

export type ConsoleProcess = {
  readonly folder: string;
  readonly pid: number;
  /** The address that was printed, or the next one after Enter; each works once. */
  readonly address: () => Promise<string>;
  /** A client of the contract with a session of its own. */
  readonly client: () => Promise<Client>;
  /** Process id of the office as it is now; null where processes cannot be looked at. */
  readonly officePid: () => Promise<number | null>;
  /** Everything printed so far. */
  readonly printed: () => string;
  /** Its exit code, when it has ended by itself. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, and gives its exit code. */
  readonly stop: () => Promise<number | null>;
};

export type StartOptions = {
  /** The temp folder of another console, whose book is to be shared. */
  readonly folder?: string;
  /** An X display to open a window on; without one the address is printed. */
  readonly display?: string;
  /** The language of the command line; null to leave it out. */
  readonly language?: 'en' | 'zh-CN' | null;
  /** A live book instead of a demonstration. */
  readonly live?: boolean;
};

/** Starts the shell on a demonstration book, in a new folder unless one is named. */
export async function startConsole(options: StartOptions = {}): Promise<ConsoleProcess> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'counterfoil-e2e-')));
  const { language = 'en', live = false } = options;
  const asked = language === null ? [] : ['--lang', language];
  const args = ['--data', join(folder, 'book'), ...asked, ...(live ? [] : ['--demo'])];
  const child = spawn(process.execPath, [START, ...args], {
    env: environment(folder, options.display),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pid = known(child.pid, 'the shell was spawned');
  const lines = readLines(child);
  const sockets: WebSocket[] = [];
  let printedOne = false;
  const address = async (): Promise<string> => {
    if (printedOne) child.stdin.write('\n');
    printedOne = true;
    return lines.next(ADDRESS);
  };
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    folder,
    pid,
    address,
    async client() {
      const socket = await openSocket(await address());
      sockets.push(socket);
      return createClient(contract, socketChannel(socket, UNSENT_MAX));
    },
    officePid: () => childOf(pid, 'office-process'),
    printed: lines.printed,
    ended,
    async stop() {
      for (const socket of sockets) socket.terminate();
      child.kill('SIGTERM');
      const code = await ended;
      if (options.folder === undefined)
        await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      return code;
    },
  };
}

function environment(folder: string, display: string | undefined): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const env = { ...rest, COUNTERFOIL_LAUNCH_FOLDER: join(folder, 'launch'), TZ: 'UTC' };
  if (display === undefined) return env;
  // A window as root is what a container of a build machine needs; nobody else sets this.
  return { ...env, DISPLAY: display, COUNTERFOIL_ALLOW_ROOT: '1' };
}

type Lines = {
  /** The next line that matches; an error with everything printed when the process ends first. */
  readonly next: (pattern: RegExp) => Promise<string>;
  readonly printed: () => string;
};

function readLines(child: ChildProcess): Lines {
  let printed = '';
  let at = 0;
  let ended = false;
  let wake = () => {};
  const hear = (bytes: Buffer) => {
    printed += bytes.toString();
    wake();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.on('close', () => {
    ended = true;
    wake();
  });
  return {
    printed: () => printed,
    async next(pattern) {
      for (;;) {
        const end = printed.indexOf('\n', at);
        if (end >= 0) {
          const line = printed.slice(at, end);
          at = end + 1;
          if (pattern.test(line)) return line;
        } else if (ended) {
          throw new Error(`the shell ended and had printed:\n${printed}`);
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}

/** Buys a session as the page does, and opens the office with it. */
async function openSocket(address: string): Promise<WebSocket> {
  const { origin, host, hash } = new URL(address);
  const headers = { Origin: origin, 'X-Counterfoil': '1', 'Sec-Fetch-Site': 'same-origin' };
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers,
    body: hash.slice(1),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`no session: ${response.status}`);
  const protocols = ['counterfoil', await response.text()];
  const options = { headers: { Cookie: cookie }, origin };
  const socket = new WebSocket(`ws://${host}/office`, protocols, options);
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  return socket;
}

/** The child of a process whose command line says `word`; null where it cannot be looked at. */
export async function childOf(parent: number, word: string): Promise<number | null> {
  const list = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
  for (const pid of list.split(' ').filter((each) => each !== '')) {
    if ((await commandLine(Number(pid))).includes(word)) return Number(pid);
  }
  return null;
}

/** What anyone on the machine sees of a process; empty where it cannot be looked at. */
export function commandLine(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}
