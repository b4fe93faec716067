// Goal: the console opens as it was left, from its first paint. Method: a person chooses a language,
// a theme and a screen; the program ends and starts again on the same book, with a browser that has
// never seen it; what the page says of itself before any script, and what it then shows.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright/test';
import { expect, type Start, type StartDesktop, test } from './app.ts';
import { go, press } from './hands.ts';
import { words } from './words.ts';

test.describe.configure({ mode: 'parallel' });

type Starts = {
  readonly start: Start;
  readonly startDesktop: StartDesktop;
  readonly browser: Browser;
};
type Visit = { readonly folder: string; readonly language: 'en' | 'zh-CN' | null };

/** A console on `folder`, looked at by a browser that was never here, whose own language is English. */
async function visit(
  { start, startDesktop, browser }: Starts,
  options: Visit,
  look: (page: Page, served: string | null) => Promise<void>,
): Promise<void> {
  const served = (page: Page) => page.locator('meta[name=counterfoil]').getAttribute('content');
  if (test.info().project.name === 'desktop') {
    const desktop = await startDesktop(options);
    const page = await desktop.page();
    await look(page, await served(page));
    // The profile is the window's own memory, and what was chosen must not need it.
    expect(await desktop.stop(), desktop.printed()).toBe(0);
    await rm(join(options.folder, 'book', 'window'), {
      recursive: true,
      maxRetries: 20,
      retryDelay: 50,
    });
    return;
  }
  const shell = await start(options);
  const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(await shell.address());
  await look(page, await served(page));
  await context.close();
  expect(await shell.stop(), shell.printed()).toBe(0);
}

for (const asked of [null, 'en'] as const) {
  const title = asked === null ? 'without being asked' : 'but for the language of the command line';
  test(`the console opens as it was left, ${title}`, async ({ start, startDesktop, browser }) => {
    const starts = { start, startDesktop, browser };
    const folder = await mkdtemp(join(tmpdir(), 'counterfoil-kept-'));
    await visit(starts, { folder, language: null }, async (page, served) => {
      expect(served).toBe('- - -');
      await page.getByRole('button', { name: '简体中文', exact: true }).click();
      await press(page, 'theme.dark', 'zh-CN');
      await go(page, 'review', 'zh-CN');
      // The last word to the office leaves a moment after the last choice.
      const file = join(folder, 'book', 'preferences.json');
      const kept = () => readFile(file, 'utf8').catch(() => '');
      await expect.poll(kept).toContain('"screen":"review"');
    });
    await visit(starts, { folder, language: asked }, async (page, served) => {
      const language = asked ?? 'zh-CN';
      expect(served).toBe(`${language} dark review`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(words('screen.review', language));
    });
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });
}
