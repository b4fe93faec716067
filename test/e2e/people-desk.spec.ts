// Goal: a live book gets its people in the window alone: two administrators from the banner, a third
// person whose right one of them asks for and the other signs, and who then works. Method: everybody's
// own hands at one workstation, the second administrator in Chinese; who may not sign reads why, and
// axe looks at what opens on the way.
import type { Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { LANGUAGES, type Language, words } from './words.ts';

test.use({ live: true });

const OWN = {
  ada: 'tin kettle 9 orbit',
  bo: 'plum ladder 4 quiet',
  cy: 'seven marble owls',
} as const;

async function setsUp(page: Page): Promise<void> {
  const banner = page.getByRole('region', { name: words('seat.setUpTitle') });
  await press(banner, 'seat.setUpOpen');
  const dialog = page.getByRole('dialog', { name: words('seat.setUpTitle') });
  for (const [at, who] of (['ada', 'bo'] as const).entries()) {
    await dialog.getByLabel(words('seat.name')).nth(at).fill(who.toUpperCase());
    await dialog.getByLabel(words('seat.signInName')).nth(at).fill(who);
    await dialog.getByLabel(words('seat.passphrase')).nth(at).fill(OWN[who]);
    await dialog.getByLabel(words('seat.repeated')).nth(at).fill(OWN[who]);
  }
  await press(dialog, 'seat.setUp');
  await expect(banner).toHaveCount(0);
}

async function signsIn(page: Page, name: string, passphrase: string): Promise<void> {
  await page.getByLabel(words('seat.signInName')).fill(name);
  await page.getByLabel(words('seat.passphrase')).fill(passphrase);
  await page.keyboard.press('Enter');
}

async function leaves(page: Page, language: Language = 'en'): Promise<void> {
  await press(page, 'seat.menu', language);
  await press(page.getByRole('dialog'), 'seat.signOut', language);
  const signIn = { level: 1, name: words('seat.signInTitle', language) } as const;
  await expect(page.getByRole('heading', signIn)).toBeVisible();
  // Whoever comes next reads the language that the workstation was left in.
  if (language === 'en') return;
  await page.getByRole('button', { name: 'EN', exact: true }).click();
}

async function opensPeople(page: Page, language: Language) {
  await go(page, 'admin', language);
  await press(page, 'admin.people', language);
  return page.getByRole('region', { name: words('admin.people', language) });
}

/** Adds CY and asks for the operator's right; answers the first passphrase as it is shown. */
async function addsAndAsks(page: Page): Promise<string> {
  const list = await opensPeople(page, 'en');
  await press(list, 'people.add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('seat.name')).fill('CY');
  await dialog.getByLabel(words('seat.signInName')).fill('cy');
  await press(dialog, 'people.add');
  const shown = page.getByRole('dialog', { name: words('people.firstTitle') });
  const first = await shown.locator('code').innerText();
  expect(await findingsInThemes(page)).toEqual([]);
  await press(shown, 'people.firstHanded');
  const detail = page.getByRole('complementary', { name: 'CY' });
  await press(detail, 'people.askRight');
  await expect(dialog.getByLabel(words('people.role'))).toHaveValue('submitter');
  expect(await findingsInThemes(page)).toEqual([]);
  await press(dialog, 'people.ask');
  await expect(dialog).toHaveCount(0);
  const waiting = page.getByRole('region', { name: words('people.waiting') });
  await expect(waiting.getByText(words('people.mine'))).toBeVisible();
  await expect(waiting.getByRole('button', { name: words('people.sign') })).toHaveCount(0);
  return first;
}

/** Nobody gives rights to themselves, and two administrators must stay. */
async function readsWhyNot(page: Page): Promise<void> {
  const { refusal } = LANGUAGES.en.outcomes;
  await page.getByRole('button', { name: 'ADA', exact: true }).click();
  const own = page.getByRole('complementary', { name: 'ADA' });
  await expect(own.getByText(refusal.grant_is_for_oneself.primary)).toBeVisible();
  await expect(own.getByText(refusal.administrators_needed.primary).first()).toBeVisible();
  await expect(own.getByRole('button', { name: words('people.end') })).toBeDisabled();
}

test('two set up, a third is added, signed for and at work', async ({ app }) => {
  const { page } = app;
  await setsUp(page);
  await signsIn(page, 'ada', OWN.ada);
  const first = await addsAndAsks(page);
  await readsWhyNot(page);
  await leaves(page);

  await signsIn(page, 'bo', OWN.bo);
  // The language is of whoever is at work, and not of the seat before.
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  const list = await opensPeople(page, 'zh-CN');
  const waiting = page.getByRole('region', { name: words('people.waiting', 'zh-CN') });
  await press(waiting, 'people.sign', 'zh-CN');
  await expect(waiting).toHaveCount(0);
  const row = list.getByRole('row', { name: /^CY/ });
  await expect(row).toContainText(LANGUAGES['zh-CN'].domain.role.submitter);
  await expect(row).toContainText('ADA · BO');
  expect(await findingsInThemes(page)).toEqual([]);
  await leaves(page, 'zh-CN');

  await signsIn(page, 'cy', first);
  const choose = { level: 1, name: words('seat.changeTitle') } as const;
  await expect(page.getByRole('heading', choose)).toBeVisible();
  await page.getByLabel(words('seat.passphrase')).fill(first);
  await page.getByLabel(words('seat.chosen')).fill(OWN.cy);
  await page.getByLabel(words('seat.repeated')).fill(OWN.cy);
  await press(page, 'seat.change');
  await go(page, 'batch');
  await expect(page.getByRole('heading', { name: words('screen.batch') })).toBeVisible();
});
