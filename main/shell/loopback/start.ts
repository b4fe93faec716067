// The console in a browser's window, or for any browser where there is no display: starts the
// office, serves the page, opens the window, and ends all of it in order.

import { randomBytes } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { enLoopback } from '../../../preload/locales/en-loopback.ts';
import type { KeyLine } from '../../../preload/locales/key-text.ts';
import type { LoopbackLine } from '../../../preload/locales/loopback-text.ts';
import { zhLoopback } from '../../../preload/locales/zh-CN-loopback.ts';
import type { Stated } from '../../../preload/session.ts';
import { DEMO_BEGINS } from '../../domain/demo-scenes.ts';
import { localActor } from '../../domain/permissions.ts';
import type { Refusal } from '../../domain/result.ts';
import { clearKeys, holdMasters } from '../../office/key-ring.ts';
import { openLog } from '../../office/log.ts';
import { type StopReason, type SupervisedOffice, superviseOffice } from '../../office/supervise.ts';
import { appearanceOf } from '../appearance.ts';
import { terminalLanguage } from '../environment.ts';
import { keyRefusalText, keyTexts } from '../key-words.ts';
import { keysForCommand } from '../secrets.ts';
import { findBrowser } from './find-browser.ts';
import { type ConsoleWindow, openWindow } from './open-window.ts';
import { type LoopbackServer, serveLoopback } from './serve-loopback.ts';
import { readStartArguments, type StartArguments } from './start-arguments.ts';

const EXIT = { done: 0, refused: 1, usage: 2, bookInUse: 3, fault: 4 } as const;
const { env } = process;
const isRoot = process.getuid?.() === 0;

type Say = (line: LoopbackLine, data?: { readonly [name: string]: string }) => void;

function speaker(args: StartArguments | null): Say {
  const chosen = terminalLanguage(args?.language ?? null, env);
  const texts = chosen === 'zh-CN' ? zhLoopback : enLoopback;
  return (line, data = {}) =>
    console.log(texts[line].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => data[name] ?? ''));
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The folder for launch pages and profiles: where even a browser in a snap may read. */
function launchFolder(): string {
  return env.COUNTERFOIL_LAUNCH_FOLDER ?? join(homedir(), 'Counterfoil');
}

async function run(args: StartArguments, say: Say): Promise<number> {
  const withWindow = hasDisplay();
  if (withWindow && isRoot && env.COUNTERFOIL_ALLOW_ROOT !== '1') {
    say('root_refused');
    return EXIT.usage;
  }
  const keys = await keysOf(args);
  if (keys === null) return EXIT.refused;
  // What the shell itself writes of an encrypted book is sealed as well.
  holdMasters(keys);
  const person = userInfo().username;
  const session: Stated = { actor: localActor(person), shell: 'loopback' };
  const office = superviseOffice({
    folder: args.data,
    shell: session.shell,
    person,
    demo: args.demo,
    clockStartsAt: args.demo ? DEMO_BEGINS : null,
    keys,
  });
  office.onKeys(holdMasters);
  try {
    const interrupted = untilInterrupted();
    const stopped = untilStopped(office, say);
    const served = await serve(args, office, session);
    const window = withWindow ? await openConsole(served.server, args, say) : null;
    if (window === null) offerAddress(served.server, say);
    const ending = new AbortController();
    const code = await Promise.race([
      interrupted.then(() => EXIT.done),
      stopped,
      window === null ? never<number>() : untilClosed(window, served, ending.signal, say),
    ]);
    ending.abort();
    window?.close();
    await served.server.close();
    await window?.closed;
    return code;
  } finally {
    await office.stop();
    clearKeys();
  }
}

/** The keys of the book, from a file or from whoever sits at the terminal; null once told why not. */
async function keysOf(args: StartArguments): Promise<readonly Uint8Array[] | null> {
  const language = terminalLanguage(args.language, env);
  const files = { keyFiles: args.keyFile === null ? [] : [args.keyFile], newKeyFile: null };
  const refusal = (said: Refusal): void => console.log(keyRefusalText(said, language));
  const keyWords = (line: KeyLine): string => keyTexts(language).line[line];
  const found = await keysForCommand(args.data, files, { keyWords, refusal });
  if (found.ok) return found.value;
  refusal(found.refusal);
  return null;
}

type Served = { readonly server: LoopbackServer; readonly wasUsed: () => boolean };

async function serve(
  { data, language }: StartArguments,
  office: SupervisedOffice,
  session: Stated,
): Promise<Served> {
  let sessions = 0;
  const log = openLog(data, 'shell', Date.now);
  const server = await serveLoopback({
    rendererFolder: fileURLToPath(new URL('../../../dist/renderer', import.meta.url)),
    launchFolder: launchFolder(),
    uploadFolder: join(data, 'uploads'),
    openOffice: () => office.open(session),
    async keepFile(path) {
      const channel = office.open(session);
      try {
        return await createClient(contract, channel).draftBatch({ path });
      } finally {
        channel.close();
      }
    },
    appearance: () => appearanceOf(data, session.actor.id, language),
    log(entry) {
      if (entry.code === 'session_opened') sessions += 1;
      log({ shell: session.shell, ...entry });
    },
    now: Date.now,
    random: randomBytes,
  });
  return { server, wasUsed: () => sessions > 0 };
}

/** The window, or null when there is no browser for it. */
async function openConsole(
  server: LoopbackServer,
  { language }: StartArguments,
  say: Say,
): Promise<ConsoleWindow | null> {
  const browser = findBrowser();
  if (browser === null) {
    say('no_browser');
    return null;
  }
  const launchPage = await server.launch();
  const profilesFolder = launchFolder();
  const opened = await openWindow({
    browser,
    launchPage,
    profilesFolder,
    language,
    asRoot: isRoot,
  });
  say('window_open');
  return opened;
}

/** Prints an address that works once, and another one for each Enter. */
function offerAddress(server: LoopbackServer, say: Say): void {
  const print = () => {
    say('address');
    console.log(server.oneTimeAddress());
    say('another_address');
  };
  print();
  process.stdin.on('data', print);
  // Asking for a passphrase leaves the terminal's input standing.
  process.stdin.resume();
}

/** A browser that never showed the page was no window: the address is offered instead. */
async function untilClosed(
  window: ConsoleWindow,
  { server, wasUsed }: Served,
  ending: AbortSignal,
  say: Say,
): Promise<number> {
  await window.closed;
  if (wasUsed() || ending.aborted) return EXIT.done;
  say('window_failed');
  offerAddress(server, say);
  return never();
}

/** Resolves with an exit code, having said why, when the office stops for good. */
function untilStopped(office: SupervisedOffice, say: Say): Promise<number> {
  let wasReady = false;
  return new Promise((resolve) =>
    office.onState((state) => {
      wasReady ||= state.kind === 'ready';
      if (state.kind === 'stopped') resolve(sayWhy(state.reason, wasReady, say));
    }),
  );
}

function sayWhy(reason: StopReason, wasReady: boolean, say: Say): number {
  if (reason.kind === 'refused') {
    const { person, shell, since } = reason.refusal;
    const at = typeof since === 'number' ? new Date(since).toLocaleString() : String(since);
    say('book_in_use', { person: String(person), shell: String(shell), since: at });
    return EXIT.bookInUse;
  }
  if (reason.kind === 'ended') return EXIT.done;
  say(wasReady ? 'office_gone' : 'office_failed', { detail: reason.detail });
  return EXIT.fault;
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
}

function never<Value>(): Promise<Value> {
  return new Promise(() => undefined);
}

const args = readStartArguments(process.argv.slice(2), env);
const say = speaker(args);
if (args === null) {
  say('usage');
  process.exitCode = EXIT.usage;
} else {
  process.exitCode = await run(args, say).catch((error: unknown) => {
    say('office_failed', { detail: error instanceof Error ? error.message : String(error) });
    return EXIT.fault;
  });
  // The terminal's input would keep the program alive.
  process.stdin.destroy();
}
