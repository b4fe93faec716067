// Goal: the console opens as it was left, from its first paint. Method: a person chooses a language,
// a theme and a screen; the program ends and starts again on the same book, with a browser that has
// never seen it; what the page says of itself before any script, and what it then shows.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright/test';
import { expect, type Start, test } from './app.ts';
import type { StartOptions } from './console-process.ts';
import { go, press } from './hands.ts';
import { words } from './words.ts';

test.describe.configure({ mode: 'parallel' });

/** A console on `folder`, looked at by a browser that was never here, whose own language is English. */
async function visit(
  { start, browser }: { readonly start: Start; readonly browser: Browser },
  options: StartOptions,
  look: (page: Page, served: string) => Promise<void>,
): Promise<void> {
  const shell = await start(options);
  const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  const response = await page.goto(await shell.address());
  await look(page, (await response?.text()) ?? '');
  await context.close();
  expect(await shell.stop(), shell.printed()).toBe(0);
}

for (const asked of [null, 'en'] as const) {
  const title = asked === null ? 'without being asked' : 'but for the language of the command line';
  test(`the console opens as it was left, ${title}`, async ({ start, browser }) => {
    const folder = await mkdtemp(join(tmpdir(), 'counterfoil-kept-'));
    await visit({ start, browser }, { folder, language: null }, async (page, served) => {
      expect(served).toContain('content="- - -"');
      await page.getByRole('button', { name: '简体中文', exact: true }).click();
      await press(page, 'theme.dark', 'zh-CN');
      await go(page, 'review', 'zh-CN');
      // The last word to the office leaves a moment after the last choice.
      const file = join(folder, 'book', 'preferences.json');
      const kept = () => readFile(file, 'utf8').catch(() => '');
      await expect.poll(kept).toContain('"screen":"review"');
    });
    await visit({ start, browser }, { folder, language: asked }, async (page, served) => {
      const language = asked ?? 'zh-CN';
      expect(served).toContain(`content="${language} dark review"`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(words('screen.review', language));
    });
    await rm(folder, { recursive: true, force: true });
  });
}
