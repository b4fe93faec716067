// What a person's hands do on every screen, by the words that are on it.
import { expect, type Locator, type Page } from 'playwright/test';
import { buttonName, type Language, words } from './words.ts';

/** Presses the button of these words, on the page or in a part of it. */
export async function press(
  where: Page | Locator,
  key: string,
  language: Language = 'en',
): Promise<void> {
  await where.getByRole('button', { name: buttonName(key, language) }).click();
}

/** Presses in the dialog that asks before money moves, and sees it gone. */
export async function confirm(page: Page, key: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await press(dialog, key);
  await expect(dialog).toBeHidden();
}

/** Goes to a screen by the rail. */
export async function go(page: Page, screen: string, language: Language = 'en'): Promise<void> {
  const rail = page.getByRole('navigation', { name: words('frame.screens', language) });
  await press(rail, `screen.${screen}`, language);
}
