// A desktop for a spec: the built Electron program on a book in a temp folder, in Electron itself
// where its binary is installed, else in the stand-in, with a second way in beside the window.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { OFFICE_NAME } from '../../main/shell/electron/office-utility.ts';
import type { Channel } from '../../preload/channel.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import { DOOR } from '../../preload/desktop-door.ts';

/** The project's folder, from which the program is started as a clone. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Our page's address: as it is in Electron, and as the stand-in writes it. */
export const OWN_PAGE = /^(?:app:\/\/counterfoil|https:\/\/app--counterfoil)\/(?:#.*)?$/;
const STANDIN = join(PROJECT, 'test', 'electron-standin', 'bin');

/** What runs the program: Electron where its binary was installed, else the stand-in. */
export const RUNTIME = existsSync(join(PROJECT, 'node_modules', 'electron', 'path.txt'))
  ? 'electron'
  : 'stand-in';

export type DesktopProcess = {
  readonly folder: string;
  readonly pid: number;
  readonly electron: ElectronApplication;
  /** The first window, on its page. */
  readonly page: () => Promise<Page>;
  /** Another window of the same program, as the menu opens it. */
  readonly nextPage: () => Promise<Page>;
  /** A client of the contract over a port of its own. */
  readonly client: () => Promise<Client>;
  readonly officePid: () => Promise<number | null>;
  readonly printed: () => string;
  /** Presses the item of the menu with this id. */
  readonly menu: (id: string) => Promise<void>;
  /** Its exit code, when it has ended by itself. */
  readonly ended: Promise<number | null>;
  /** Asks it to end and gives its exit code; the book stays. */
  readonly end: () => Promise<number | null>;
  /** Ends it, and removes the folder that was made for it. */
  readonly stop: () => Promise<number | null>;
};

export type DesktopOptions = {
  /** `answered`: error boxes are closed at once, as somebody would. */
  readonly boxes?: 'answered';
  /** The temp folder of another start, whose book is opened again. */
  readonly folder?: string;
  /** The language asked for on the command line; English, and null for none. */
  readonly language?: 'en' | 'zh-CN' | null;
  /** More arguments: files and links. */
  readonly args?: readonly string[];
  /** A live book instead of a demonstration. */
  readonly live?: boolean;
};

/** What the program is told beside its book. */
function spokenTo({ live = false, language = 'en', args = [] }: DesktopOptions): string[] {
  const demo = live ? [] : ['--demo'];
  return [...demo, ...(language === null ? [] : [`--lang=${language}`]), ...args];
}

/** Loaded before the program: nobody knows when its box comes. */
function answering({ boxes }: DesktopOptions): string[] {
  return boxes === 'answered' ? ['-r', join(PROJECT, 'test', 'e2e', 'error-boxes.cjs')] : [];
}

/** Starts the program on a demonstration book, in a new folder unless one is named. */
export async function startDesktop(options: DesktopOptions = {}): Promise<DesktopProcess> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'counterfoil-e2e-')));
  if (RUNTIME === 'stand-in') process.env.ELECTRON_OVERRIDE_DIST_PATH = STANDIN;
  const book = join(folder, 'book');
  const electron = await _electron.launch({
    args: [...answering(options), '.', `--data=${book}`, ...spokenTo(options)],
    cwd: PROJECT,
    env: { ...environment(), TZ: 'UTC' },
    // Electron is never started without its sandbox, save where root has no other way.
    chromiumSandbox: process.getuid?.() !== 0,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const child = electron.process();
  let printed = '';
  const hear = (bytes: Buffer) => {
    printed += bytes.toString();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  async function end(): Promise<number | null> {
    await electron.close();
    return ended;
  }
  const menu = (id: string): Promise<void> =>
    electron.evaluate(({ Menu }, named) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(named);
      if (!item) throw new Error(`no item ${named}`);
      item.click();
    }, id);
  return {
    folder,
    pid: known(child.pid, 'the program was started'),
    electron,
    page: async () => onItsPage(await electron.firstWindow()),
    async nextPage() {
      const opened = electron.waitForEvent('window');
      await menu('window');
      return onItsPage(await opened);
    },
    menu,
    async client() {
      await electron.firstWindow();
      return createClient(contract, await openPort(electron));
    },
    officePid: () =>
      electron.evaluate(
        ({ app }, name) => app.getAppMetrics().find((each) => each.name === name)?.pid ?? null,
        OFFICE_NAME,
      ),
    printed: () => printed,
    ended,
    end,
    async stop() {
      const code = await end();
      if (options.folder === undefined)
        await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      return code;
    },
  };
}

/** The environment of a spec, without what would make another program of this one. */
function environment(): { [name: string]: string } {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = process.env;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A window is told before its page is there. */
async function onItsPage(page: Page): Promise<Page> {
  await page.waitForURL(OWN_PAGE);
  return page;
}

/** Asks for a port as the window's page does, but keeps it in the main process for the spec. */
async function openPort(electron: ElectronApplication): Promise<Channel> {
  const port = await electron.evaluateHandle(({ BrowserWindow }, { open }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('there is no window');
    const { webContents } = window;
    const given: Electron.MessagePortMain[] = [];
    const sender = {
      postMessage: (_name: string, _message: unknown, ports: Electron.MessagePortMain[] = []) =>
        given.push(...ports),
    };
    webContents.ipc.emit(open, { sender, senderFrame: webContents.mainFrame });
    const [mine] = given;
    let frames: (string | null)[] = [];
    let wake = () => {};
    const hear = (frame: string | null) => {
      frames.push(frame);
      wake();
    };
    if (mine === undefined) hear(null);
    mine?.on('message', ({ data }) => hear(data));
    mine?.on('close', () => hear(null));
    mine?.start();
    return {
      send: (frame: string) => mine?.postMessage(frame),
      close: () => mine?.close(),
      async take() {
        if (frames.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const taken = frames;
        frames = [];
        return taken;
      },
    };
  }, DOOR);

  let onFrame: (frame: string) => void = () => {};
  const closing: (() => void)[] = [];
  let closed = false;
  function tellClosed(): void {
    if (closed) return;
    closed = true;
    for (const each of closing.splice(0)) each();
  }
  async function listen(): Promise<void> {
    while (!closed) {
      for (const frame of await port.evaluate(({ take }) => take())) {
        if (frame === null) return tellClosed();
        if (!closed) onFrame(frame);
      }
    }
  }
  listen().catch(tellClosed);
  return {
    send: (frame) => void port.evaluate(({ send }, said) => send(said), frame).catch(tellClosed),
    onFrame(fn) {
      onFrame = fn;
    },
    onClose(fn) {
      if (closed) fn();
      else closing.push(fn);
    },
    close() {
      void port.evaluate(({ close }) => close()).catch(() => undefined);
      tellClosed();
    },
  };
}
