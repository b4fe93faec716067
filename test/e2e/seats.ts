// Who sits down at the page: the demonstration's people, one after another, each in a language.
import { expect, type Page } from 'playwright/test';
import { press } from './hands.ts';
import { type Language, words } from './words.ts';

/** Takes the seat at the list of the demonstration's people. */
export async function takesTheSeat(page: Page, name: string, language: Language): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  // Everybody has the language of their own choice.
  const theirs = language === 'en' ? 'EN' : '简体中文';
  await page.getByRole('button', { name: theirs, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Another person takes the seat; `theirs` is the language they work in. */
export async function switchesTo(
  page: Page,
  name: string,
  language: Language,
  theirs = language,
): Promise<void> {
  await press(page, 'seat.menu', language);
  await press(page.getByRole('dialog'), 'seat.switch', language);
  await takesTheSeat(page, name, theirs);
}

/** What was just pressed asks who it is, and goes on once that is proved. */
export async function provesBy(
  page: Page,
  passphrase: string,
  name: string,
  language: Language = 'en',
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: new RegExp(name) });
  await dialog.getByLabel(words('seat.passphrase', language)).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}
