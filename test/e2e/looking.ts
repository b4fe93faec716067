// How the specs look at every screen with axe: in one language, in both themes, empty and with
// payments, with the detail, the palette and the sheet open.
import type { Page } from 'playwright/test';
import { type App, expect } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { prepareBook, submitFile, writeMaterial } from './material.ts';
import { type Language, words } from './words.ts';

const SCREENS = ['admin', 'queue', 'batch', 'review', 'insight', 'audit', 'settlement'] as const;
/** What is pressed to begin with; each state is looked at in both. */
export const THEME_OF = { en: 'light', 'zh-CN': 'dark' } as const satisfies Record<
  Language,
  string
>;

export type Look = (state: string, options?: object) => Promise<void>;

/** What axe finds in both themes at each state that is looked at, and how to look. */
export function looking(page: Page): { readonly found: readonly string[]; readonly look: Look } {
  const found: string[] = [];
  const look: Look = async (state, options = {}) => {
    for (const each of await findingsInThemes(page, options)) found.push(`${state}: ${each}`);
  };
  return { found, look };
}

export async function choose(page: Page, language: Language, theme: string): Promise<void> {
  await page
    .getByRole('button', { name: language === 'en' ? 'EN' : '简体中文', exact: true })
    .click();
  await press(page, `theme.${theme}`, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Looks at every screen in one language, first empty and then with payments: axe finds nothing. */
export async function lookAtScreens(app: App, language: Language): Promise<void> {
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
}
