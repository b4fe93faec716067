// Goal: every screen can be used by everyone, in both themes and both languages. Method: axe
// (WCAG 2.2 A and AA, and its best practices) on every screen, empty and with payments, with the
// detail, the palette, the sheet, the menu of views and every dialog open; and the glyphs of Chinese
// looked at.
import type { Page } from 'playwright/test';
import { type App, expect, test } from './app.ts';
import { findingsInThemes, go, IN_A_MENU, press } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, type Language, words } from './words.ts';

const SCREENS = ['admin', 'queue', 'batch', 'review', 'insight', 'audit', 'settlement'] as const;
const BOTH: readonly Language[] = ['en', 'zh-CN'];
/** What is pressed to begin with; each state is looked at in both. */
const THEME_OF = { en: 'light', 'zh-CN': 'dark' } as const satisfies Record<Language, string>;

type Look = (state: string, options?: object) => Promise<void>;

/** What axe finds in both themes at each state that is looked at, and how to look. */
function looking(page: Page): { readonly found: readonly string[]; readonly look: Look } {
  const found: string[] = [];
  const look: Look = async (state, options = {}) => {
    for (const each of await findingsInThemes(page, options)) found.push(`${state}: ${each}`);
  };
  return { found, look };
}

async function choose(page: Page, language: Language, theme: string): Promise<void> {
  await page
    .getByRole('button', { name: language === 'en' ? 'EN' : '简体中文', exact: true })
    .click();
  await press(page, `theme.${theme}`, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Opens the menu of views and each dialog of a payment, a cycle and an entry, and looks at them. */
async function openEach(
  { page, client, shell }: App,
  language: Language,
  look: Look,
): Promise<void> {
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.invoices);
  answerOf(await client.dispatchPayments({ submissionId: 'd1', batchId }));
  answerOf(await client.acknowledgeBatch({ submissionId: 'a1', batchId, fromRecord: 0 }));
  const dialog = page.getByRole('dialog');
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await go(page, 'queue', language);
  for (const menu of ['queue.view.title', 'queue.filter.status', 'queue.filter.received']) {
    await press(page, menu, language);
    await expect(dialog).toBeVisible();
    if (menu === 'queue.view.title') {
      await dialog.getByLabel(words('queue.view.name', language)).fill('<b>mine</b>');
      await press(dialog, 'queue.view.keep', language);
    }
    await look(menu, IN_A_MENU);
    await close();
  }
  await page.getByRole('row', { name: /Supplier 1/ }).click();
  const { rejectAcknowledged } = LANGUAGES[language].domain.paymentDeed;
  await page.getByRole('button', { name: rejectAcknowledged }).click();
  await expect(dialog.getByText(words('queue.rejectByRail.detail', language))).toBeVisible();
  await look('reject');
  await close();

  await go(page, 'settlement', language);
  await press(page, 'settlement.close', language);
  await expect(dialog).toBeVisible();
  await look('close');
  await close();
  const { cycles } = answerOf(await client.settlementView({}));
  const cycleId = cycles[0]?.cycleId ?? 0;
  answerOf(await client.closeCycle({ submissionId: 'c1', cycleId, grossIn: 50_000n }));
  await press(page, 'settlement.applyInward', language);
  await dialog.getByLabel(words('settlement.applyInwardAmount', language)).fill('1');
  await look('inward');
  await press(dialog, 'settlement.applyInward', language);
  await expect(dialog.getByText(words('settlement.applied', language))).toBeVisible();
  await look('inward applied');
  await close();
  await press(page, 'settlement.correct', language);
  const number = dialog.getByLabel(words('settlement.correctNumber', language));
  await number.fill('999999');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await look('nothing to correct');
  await number.fill('1');
  await expect(dialog.getByRole('table')).toBeVisible();
  await look('correct');
  await close();
}

for (const language of BOTH) {
  test(`axe finds nothing: ${language}`, async ({ app }) => {
    test.setTimeout(120_000);
    const { page, client, shell } = app;
    const { found, look } = looking(page);
    await choose(page, language, THEME_OF[language]);
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
      if (screen === 'insight') {
        // What was set aside is listed once it is read, and is looked at too.
        const reason = words('insight.quarantine.reason', language);
        await expect(page.getByRole('columnheader', { name: reason })).toBeVisible();
      }
      if (screen === 'batch') await page.getByRole('listitem').getByRole('button').first().click();
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

  test(`axe finds nothing in menus and dialogs: ${language}`, async ({ app }) => {
    test.setTimeout(120_000);
    const { page } = app;
    const { found, look } = looking(page);
    await choose(page, language, THEME_OF[language]);
    await openEach(app, language, look);
    expect(found).toEqual([]);
  });
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
