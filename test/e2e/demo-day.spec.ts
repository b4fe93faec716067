// Goal: a newcomer opens the demonstration, is asked what to see of its day, and finds every screen
// filled. Method: from the first start by mouse, in one language up to a scene and in the other on
// to the next, with axe on the dialog; the loopback shell, because the office is the same.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';
import { DEMO_SCENE_NAMES } from '../../main/domain/demo-scenes.ts';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf } from './material.ts';
import { words } from './words.ts';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const results: AxeResults = await page.evaluate('axe.run(document)');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

test('the demonstration is opened and its day is played on', async ({ app }) => {
  test.setTimeout(400_000);
  const { page, client } = app;
  await page.getByRole('button', { name: words('queue.none.submit') }).click();
  await press(page, 'first.demoStart');
  const dialog = page.getByRole('dialog', { name: words('demoDay.title') });
  await expect(dialog).toBeVisible({ timeout: 200_000 });
  await expect(dialog.getByRole('button', { name: '12:30' })).toBeEnabled({ timeout: 200_000 });
  await expect(dialog.getByRole('button')).toHaveCount(DEMO_SCENE_NAMES.length + 4);
  for (const theme of ['light', 'dark']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    expect(await findings(page)).toEqual([]);
  }
  await dialog.getByRole('button', { name: '10:42' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row').nth(5)).toBeVisible();
  await go(page, 'review');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await go(page, 'insight');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('screen.insight'));
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  await page.getByRole('button', { name: /演示/ }).first().click();
  const again = page.getByRole('dialog', { name: words('demoDay.title', 'zh-CN') });
  await again.getByRole('button', { name: '12:30' }).click();
  await expect(again).toHaveCount(0, { timeout: 200_000 });
  const screen = page.getByRole('heading', { level: 1 });
  await expect(screen).toHaveText(words('screen.settlement', 'zh-CN'));
  expect(answerOf(await client.session({})).demo).toBe(true);
});
