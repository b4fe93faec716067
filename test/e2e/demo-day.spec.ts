// Goal: a newcomer opens the demonstration, is asked what to see of its day, and finds every screen
// filled. Method: from the first start by mouse, through every scene that is offered in one language
// and again in the other, with axe on the dialog; the loopback shell, because the office is the same.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';
import { DEMO_SCENE_NAMES, DEMO_SCENES, type DemoScreen } from '../../main/domain/demo-scenes.ts';
import { expect, test } from './app.ts';
import { press } from './hands.ts';
import { answerOf } from './material.ts';
import { LANGUAGES, type Language, words } from './words.ts';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const results: AxeResults = await page.evaluate('axe.run(document)');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

/** The clock beside the mark, by which the scenes are opened. */
function clockName(language: Language): RegExp {
  return new RegExp(`^${LANGUAGES[language].screens.demo} `);
}

/** What a screen that is not empty has: a row of what it lists, or a drawing of it. */
const LISTED = 'td, [role=gridcell], li button';
const SHOWN_ON: Readonly<Record<DemoScreen, string>> = {
  queue: LISTED,
  batch: LISTED,
  review: LISTED,
  settlement: LISTED,
  insight: 'canvas',
  audit: LISTED,
};

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
  for (const language of ['en', 'zh-CN'] as const) {
    const name = language === 'en' ? 'EN' : '简体中文';
    await page.getByRole('button', { name, exact: true }).click();
    for (const scene of DEMO_SCENE_NAMES) {
      await page
        .getByRole('button', { name: clockName(language) })
        .first()
        .click();
      const scenes = page.getByRole('dialog', { name: words('demoDay.title', language) });
      await scenes.getByRole('button', { name: scene, exact: true }).click();
      await expect(scenes).toHaveCount(0, { timeout: 100_000 });
      const screen = DEMO_SCENES[scene];
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(words(`screen.${screen}`, language));
      await expect(page.getByRole('main').locator(SHOWN_ON[screen]).first()).toBeVisible();
    }
  }
  expect(answerOf(await client.session({})).demo).toBe(true);
});
