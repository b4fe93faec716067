// Goal: every screen can be used by everyone, in both themes and both languages. Method: axe
// (WCAG 2.2 A and AA, and its best practices) on every screen, empty and with payments, with the
// detail, the palette, the sheet and a dialog open; and the glyphs of Chinese looked at.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { prepareBook, submitFile, writeMaterial } from './material.ts';
import { type Language, words } from './words.ts';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
const SCREENS = ['queue', 'batch', 'review', 'insight', 'settlement'] as const;
const THEMES = ['light', 'dark'] as const;
const BOTH: readonly Language[] = ['en', 'zh-CN'];

/** What axe finds wrong with the page as it is now, one line per element. */
async function findings(page: Page, state: string): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') {
    // Evaluated by the debugger, which the content policy of the page does not bind.
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  const results: AxeResults = await page.evaluate('axe.run(document)');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${state}: ${id} at ${target.join(' ')}: ${failureSummary}`,
    ),
  );
}

async function choose(page: Page, language: Language, theme: string): Promise<void> {
  await page
    .getByRole('button', { name: language === 'en' ? 'EN' : '简体中文', exact: true })
    .click();
  await press(page, `theme.${theme}`, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

for (const language of BOTH) {
  for (const theme of THEMES) {
    test(`axe finds nothing: ${language}, ${theme}`, async ({ app }) => {
      test.setTimeout(120_000);
      const { page, client, shell } = app;
      const found: string[] = [];
      const look = async (state: string) => {
        found.push(...(await findings(page, state)));
      };
      await choose(page, language, theme);
      for (const screen of SCREENS) {
        await go(page, screen, language);
        await look(`empty ${screen}`);
      }
      const material = await writeMaterial(shell.folder);
      await prepareBook(client, material);
      await submitFile(client, material.invoices);
      for (const screen of SCREENS) {
        await go(page, screen, language);
        if (screen === 'queue' || screen === 'review') {
          const name = words(screen === 'queue' ? 'queue.title' : 'review.title', language);
          await page.getByRole('grid', { name }).getByRole('row', { name: /\d/ }).first().click();
          await expect(page.getByRole('complementary').last()).toBeVisible();
        }
        if (screen === 'batch')
          await page.getByRole('listitem').getByRole('button').first().click();
        await look(screen);
      }
      await press(page, 'settlement.dispatch', language);
      await look('dialog');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('INV');
      await expect(page.getByRole('option').first()).toBeVisible();
      await look('palette');
      await page.keyboard.press('Escape');
      await press(page, 'frame.shortcuts', language);
      await look('sheet');
      expect(found).toEqual([]);
    });
  }
}

/** Draws each text in the page's font and gives its pixels. */
const DRAW = `(texts) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.font = '48px ' + getComputedStyle(document.body).fontFamily;
  return texts.map((text) => {
    pen.clearRect(0, 0, 64, 64);
    pen.fillText(text, 4, 52);
    return pen.getImageData(0, 0, 64, 64).data.join();
  });
}`;

test('Chinese is drawn with glyphs, not with the box of a missing one', async ({ app }) => {
  const { page } = app;
  await choose(page, 'zh-CN', 'light');
  const texts = ['结', '算', '账', '\u{10FFFF}', '\u{E123}', ''];
  const drawn: string[] = await page.evaluate(`(${DRAW})(${JSON.stringify(texts)})`);
  const [settle, count, account, ...missing] = drawn;
  expect(new Set([settle, count, account]).size).toBe(3);
  for (const glyph of [settle, count, account]) expect(missing).not.toContain(glyph);
});
