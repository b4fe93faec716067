// What every spec starts from: a console of its own with a page on it, a client that prepares the
// book, and the verdict afterwards: the page's console clean, no policy report, an orderly end.
import { test as base, expect, type Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { findBrowser } from '../../main/shell/loopback/find-browser.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { type ConsoleProcess, type StartOptions, startConsole } from './console-process.ts';

export type App = {
  readonly page: Page;
  readonly client: Client;
  readonly shell: ConsoleProcess;
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

export const test = base.extend<{ start: Start; app: App }>({
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
  app: async ({ browser, start }, use) => {
    const shell = await start();
    const complaints: string[] = [];
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
    await use({ page, client, shell, complaints, openPage });
    for (const context of contexts) await context.close();
    const printed = shell.printed();
    const code = await shell.stop();
    expect(code, printed).toBe(0);
    expect(complaints).toEqual([]);
  },
});

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
