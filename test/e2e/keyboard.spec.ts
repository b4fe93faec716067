// Goal: the day's work goes by the keyboard alone: move, open, decide, back, with the focus on the
// next item and place and filter kept. Method: no mouse; where the focus is and what is active is
// read off the page after each key.
import type { Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { answerOf, prepareBook, setPolicy, submitFile, writeMaterial } from './material.ts';
import { words } from './words.ts';

/** The name of the row that the focused grid points at. */
function activeRow(page: Page): Promise<string | null> {
  return page.evaluate(`document
    .getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')
    ?.closest('[role=row]')?.getAttribute('aria-label') ?? null`);
}

test('held payments are decided one after the other', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  // Everything above one euro is held: the three suppliers whose accounts are right, and Ferrum.
  await setPolicy(client, 'reviewAbove:EUR', '100');
  await submitFile(client, material.invoices);

  // A key that is pressed before the screens stand means nothing yet.
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const grid = page.getByRole('grid', { name: words('review.title') });
  await expect(grid).toBeFocused();
  await expect(grid).toHaveAttribute('aria-rowcount', '5');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = await activeRow(page);
  await page.keyboard.press('j');
  const second = await activeRow(page);
  expect(second).not.toBe(first);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: words('review.decide') })).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('textbox', { name: words('review.remarkOptional') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(grid).toBeFocused();
  const third = await activeRow(page);
  expect(third).not.toBe(second);
  expect(third).not.toBe(first);

  await page.keyboard.press('d');
  await expect(page.getByRole('combobox', { name: words('review.reason') })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Not ours');
  await page.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await expect(grid).toBeFocused();
  const { payments } = answerOf(await client.status({}));
  expect(payments).toMatchObject({ in_review: 2, rejected: 1 });
});

test('place and filter are kept from screen to screen', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await submitFile(client, material.payroll);
  const grid = page.getByRole('grid', { name: words('queue.title') });
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('Employee 12');
  await page.keyboard.press('Enter');
  await expect(grid).toBeFocused();
  // Employee 12, 120 to 129 and 1200 to 1240.
  await expect(grid).toHaveAttribute('aria-rowcount', '53');
  for (let down = 0; down < 30; down += 1) await page.keyboard.press('j');
  const active = await activeRow(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: words('trail.title') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('screen.settlement'));
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect(grid).toBeFocused();
  await expect(grid).toHaveAttribute('aria-rowcount', '53');
  expect(await activeRow(page)).toBe(active);
});

test('the sheet of shortcuts and the palette open and close by keys', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: words('frame.shortcuts') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settle');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('screen.settlement'));
});
