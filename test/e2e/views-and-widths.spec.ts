// Goal: a list can be kept as a person wants it, and read at any width. Method: a filter is kept as a
// view and shown again after everything was cleared, a column is left out; then each screen is made
// as narrow as a window at twice its size, and nothing may stand outside it.
import type { Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, words } from './words.ts';

test('a view is kept and shown again, and a column left out', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await submitFile(client, material.invoices);
  const grid = page.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
  const menu = page.getByRole('dialog', { name: words('queue.view.title') });

  await press(page, 'queue.view.title');
  await menu.getByRole('button', { name: LANGUAGES.en.domain.worklist.repair }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await press(page, 'queue.view.title');
  await menu.getByLabel(words('queue.view.name')).fill('To mend');
  await press(menu, 'queue.view.keep');
  await menu.getByLabel(words('column.endToEndId')).uncheck();
  await page.keyboard.press('Escape');
  const heads = grid.getByRole('columnheader');
  await expect(heads.getByText(words('column.endToEndId'))).toHaveCount(0);

  await press(page, 'queue.filter.clear');
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
  await press(page, 'queue.view.title');
  await menu.getByRole('button', { name: 'To mend', exact: true }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await press(page, 'queue.view.title');
  await menu.getByRole('button', { name: words('queue.view.remove') }).click();
  await expect(menu.getByText('To mend')).toHaveCount(0);
});

/** Elements with text that reach beyond the window, but for those that a scrolling region holds. */
const OUTSIDE = `() => [...document.querySelectorAll('body *')].filter((each) => {
  const { right, left, width } = each.getBoundingClientRect();
  if (width === 0 || (right <= innerWidth + 1 && left >= -1)) return false;
  const own = [...each.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
  return own && getComputedStyle(each).visibility === 'visible' &&
    getComputedStyle(each).clipPath === 'none';
}).map((each) => each.textContent.slice(0, 40))`;

async function outside(page: Page): Promise<readonly string[]> {
  return await page.evaluate(`(${OUTSIDE})()`);
}

for (const width of [1280, 800, 640] as const) {
  test(`nothing stands outside a window of ${width} pixels`, async ({ app }) => {
    const { page, client, shell } = app;
    const material = await writeMaterial(shell.folder);
    await prepareBook(client, material);
    await submitFile(client, material.invoices);
    await page.setViewportSize({ width, height: 480 });
    const row = page.getByRole('row', { name: /Supplier 1/ });
    await expect(row).toBeVisible();
    expect(await outside(page)).toEqual([]);
    await row.click();
    await expect(page.getByRole('complementary').last()).toBeVisible();
    expect(await outside(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const screen of ['batch', 'review', 'settlement']) {
      await go(page, screen);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(`screen.${screen}`));
      expect(await outside(page), screen).toEqual([]);
    }
  });
}
