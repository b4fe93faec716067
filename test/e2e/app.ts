// What every spec starts from: a console of its own with a page on it, a client that prepares the
// book, and the verdict afterwards: the page's console clean, no policy report, an orderly end.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, expect, type Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { findBrowser } from '../../main/shell/loopback/find-browser.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { type ConsoleProcess, type StartOptions, startConsole } from './console-process.ts';
import { type DesktopOptions, type DesktopProcess, startDesktop } from './desktop-process.ts';

export type App = {
  readonly page: Page;
  readonly client: Client;
  readonly shell: Pick<ConsoleProcess, 'folder' | 'client' | 'officePid'>;
  /** What the page complained about; a spec that provokes complaints empties it. */
  readonly complaints: string[];
  /** Opens another page of this console, watched like the first one. */
  readonly openPage: () => Promise<Page>;
};

/** Chromium's words about an office that is away are true, and the page has its own for them. */
const EXPECTED_WHILE_AWAY = /WebSocket connection to .* failed/;

/** Runs in the page before anything of ours: a breach of the policy becomes a complaint. */
const REPORT_TO_THE_CONSOLE = `
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
`;

/** Starts a console that is ended with the test, whatever becomes of it. */
export type Start = (options?: StartOptions) => Promise<ConsoleProcess>;

/** Starts a desktop that is ended with the test, whatever becomes of it. */
export type StartDesktop = (options?: DesktopOptions) => Promise<DesktopProcess>;

/** A book that is made before its console starts, in a folder under this one; null: a new one. */
export type Made = { readonly into: ((book: string) => Promise<void>) | null };

export const test = base.extend<{
  live: boolean;
  made: Made;
  start: Start;
  startDesktop: StartDesktop;
  app: App;
}>({
  /** Whether the spec's console stands on a live book; else it is a demonstration. */
  live: [false, { option: true }],
  made: [{ into: null }, { option: true }],
  // Playwright takes what a fixture needs from this pattern, which must be there when it is empty.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  start: async ({}, use) => {
    const started: ConsoleProcess[] = [];
    await use(async (options) => {
      const shell = await startConsole(options);
      started.push(shell);
      return shell;
    });
    await Promise.all(started.map((shell) => shell.stop()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  startDesktop: async ({}, use) => {
    const started: DesktopProcess[] = [];
    await use(async (options) => {
      const desktop = await startDesktop(options);
      started.push(desktop);
      return desktop;
    });
    await Promise.all(started.map((desktop) => desktop.stop()));
  },
  // One set of specs, and one project per shell: only this knows which of them it is.
  app: async ({ browser, live, made, start, startDesktop: startOne }, use, info) => {
    const complaints: string[] = [];
    const ready = made.into === null ? null : await folderWith(made.into);
    const options = ready === null ? { live } : { live, folder: ready };
    const shell =
      info.project.name === 'desktop'
        ? await openDesktop(await startOne(options), complaints)
        : await openLoopback(await start(options), browser, complaints);
    await use({ ...shell, complaints });
    await shell.close();
    if (ready !== null) await rm(ready, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  },
});

async function folderWith(into: (book: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-e2e-'));
  const book = join(folder, 'book');
  await mkdir(book, { mode: 0o700 });
  await into(book);
  return folder;
}

/** What a shell gives a spec, and how its console is closed: it must end in order. */
type Opened = Omit<App, 'complaints'> & { readonly close: () => Promise<void> };

async function openLoopback(
  shell: ConsoleProcess,
  browser: Browser,
  complaints: string[],
): Promise<Opened> {
  const contexts: { close(): Promise<void> }[] = [];
  const openPage = async () => {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' });
    contexts.push(context);
    const page = await context.newPage();
    await watch(page, complaints);
    await page.goto(await shell.address());
    return page;
  };
  const client = await shell.client();
  const page = await openPage();
  async function close() {
    for (const context of contexts) await context.close();
    const printed = shell.printed();
    expect(await shell.stop(), printed).toBe(0);
  }
  return { page, client, shell, openPage, close };
}

async function openDesktop(shell: DesktopProcess, complaints: string[]): Promise<Opened> {
  const page = await shell.page();
  await watch(page, complaints);
  // What the page said before it was watched is said again.
  await page.reload();
  const client = await shell.client();
  async function openPage() {
    const next = await shell.nextPage();
    await watch(next, complaints);
    await next.reload();
    return next;
  }
  async function close() {
    const code = await shell.stop();
    expect(code, shell.printed()).toBe(0);
  }
  return { page, client, shell, openPage, close };
}

/** Writes down every error, warning, uncaught exception and policy report of a page. */
async function watch(page: Page, complaints: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (EXPECTED_WHILE_AWAY.test(message.text())) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript({ content: REPORT_TO_THE_CONSOLE });
}

/** How the browser of the specs is launched; as root Chromium has no sandbox. */
export function launchOptions(): { executablePath: string; args: string[] } {
  const executablePath = known(findBrowser(), 'the check looked for a browser before the specs');
  const asRoot = process.getuid?.() === 0;
  return { executablePath, args: ['--disable-quic', ...(asRoot ? ['--no-sandbox'] : [])] };
}

export { expect };
