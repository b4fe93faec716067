// Goal: a newcomer opens the demonstration, is asked what to see of its day, and finds every screen
// filled. Method: from the first start by mouse, through every scene that is offered in one language
// and again in the other, with axe on the dialog; the loopback shell alone, because what is played is the
// office, which is the same in both, and takes its time.
import type { Page } from 'playwright/test';
import type { BookRole } from '../../main/domain/chart-of-accounts.ts';
import { type DemoScreen, scenesOf, screenOf } from '../../main/domain/demo-scenes.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { answerOf } from './material.ts';
import { LANGUAGES, type Language, words } from './words.ts';

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
  await expect(dialog.getByRole('button')).toHaveCount(scenesOf('participant').length + 4);
  expect(await findingsInThemes(page)).toEqual([]);
  await dialog.getByRole('button', { name: '10:42' }).click();
  await expect(dialog).toHaveCount(0);
  await playEveryScene(page, 'participant');
  // Of the days before, each cycle is a row that opens.
  await go(page, 'settlement', 'zh-CN');
  const before = page.getByRole('region', { name: words('settlement.before', 'zh-CN') });
  await before.getByRole('button').first().click();
  await expect(before.getByRole('article')).toHaveCount(1);
  expect(answerOf(await client.session({})).demo).toBe(true);
});

const TITLES = { participant: 'demoDay.title', clearing: 'demoDay.houseTitle' } as const;

/** Every scene of the day, in one language and then in the other, each on a screen with something. */
async function playEveryScene(page: Page, role: BookRole): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    const name = language === 'en' ? 'EN' : '简体中文';
    await page.getByRole('button', { name, exact: true }).click();
    for (const scene of scenesOf(role)) {
      await page
        .getByRole('button', { name: clockName(language) })
        .first()
        .click();
      const scenes = page.getByRole('dialog', { name: words(TITLES[role], language) });
      await scenes.getByRole('button', { name: scene, exact: true }).click();
      await expect(scenes).toHaveCount(0, { timeout: 100_000 });
      const screen = screenOf(role, scene) ?? 'queue';
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(words(`screen.${screen}`, language));
      await expect(page.getByRole('main').locator(SHOWN_ON[screen]).first()).toBeVisible();
    }
  }
}

test('the demo clearing house is opened, with its own rooms and scenes', async ({ app }) => {
  test.setTimeout(400_000);
  const { page } = app;
  await page.getByRole('button', { name: words('queue.none.submit') }).click();
  await press(page, 'first.demoClearing');
  const dialog = page.getByRole('dialog', { name: words('demoDay.houseTitle') });
  await expect(dialog).toBeVisible({ timeout: 200_000 });
  const first = dialog.getByRole('button', { name: '10:42' });
  await expect(first).toBeEnabled({ timeout: 200_000 });
  await first.click();
  await expect(page.getByRole('banner').getByText(words('role.clearing'))).toBeVisible();
  const rooms = page.getByRole('navigation', { name: words('frame.screens') }).getByRole('button');
  await expect(rooms).toHaveCount(3);
  const participants = page.getByRole('region', { name: words('clearing.participants') });
  await expect(participants.getByRole('row')).toHaveCount(27);
  // The rows of the days before: what is shown is the book as it was played, not as it was opened.
  const settled = page.getByRole('region', { name: words('clearing.settled') });
  await expect(settled.getByRole('row')).toHaveCount(41);
  expect(await findingsInThemes(page)).toEqual([]);
  await playEveryScene(page, 'clearing');
});
