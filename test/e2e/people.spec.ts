// Goal: a book gets its people at the console, and from then on nobody sees anything of it who has
// not proved who they are. Method: two administrators are set up, one signs in after a wrong try,
// locks by key and unlocks, in both languages and themes; at each gate the page is searched for what
// belongs behind it, and looked at by axe.
import type { Page } from 'playwright/test';
import { codeOf, fromBase32, stepOf } from '../../main/office/totp.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press, savedBy } from './hands.ts';
import { LANGUAGES, type Language, words } from './words.ts';

const PASSPHRASES = { ada: 'tin kettle 9 orbit', bo: 'plum ladder 4 quiet' } as const;

async function choose(page: Page, language: Language): Promise<void> {
  const name = language === 'en' ? 'EN' : '简体中文';
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

async function setUp(page: Page, language: Language): Promise<void> {
  await press(page, 'seat.menuDemo', language);
  await press(page.getByRole('dialog'), 'seat.setUpOpen', language);
  const dialog = page.getByRole('dialog', { name: words('seat.setUpTitle', language) });
  const label = (key: string) => dialog.getByLabel(words(key, language));
  for (const [at, who] of (['ada', 'bo'] as const).entries()) {
    await label('seat.name').nth(at).fill(who.toUpperCase());
    await label('seat.signInName').nth(at).fill(who);
    await label('seat.passphrase').nth(at).fill(PASSPHRASES[who]);
    await label('seat.repeated').nth(at).fill('something else');
    await expect(dialog.getByText(words('seat.differ', language))).toBeVisible();
    await label('seat.repeated').nth(at).fill(PASSPHRASES[who]);
    await expect(dialog.getByText(words('seat.differ', language))).toHaveCount(0);
  }
  await press(dialog, 'seat.setUp', language);
}

/** Bo joins an authenticator; the code is reckoned from the key as it is shown. */
async function joinsAnAuthenticator(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: /^BO/ }).click();
  await press(page.getByRole('dialog'), 'seat.authenticator', language);
  const dialog = page.getByRole('dialog', { name: words('seat.authenticator', language) });
  const secret = (await dialog.locator('code').first().innerText()).replace(/\s/g, '');
  expect(await findingsInThemes(page)).toEqual([]);
  const offered = codeOf(fromBase32(secret), stepOf(Date.now()));
  await dialog.getByLabel(words('seat.authenticatorNewCode', language)).fill(offered);
  await dialog.getByLabel(words('seat.passphrase', language)).fill(PASSPHRASES.bo);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(words('seat.authenticatorIsJoined', language))).toBeVisible();
  await press(dialog, 'close', language);
}

/** Who holds what, by whose two words, on the screen and as a file. */
async function reviewsRights(page: Page, language: Language): Promise<void> {
  await go(page, 'admin', language);
  await press(page, 'admin.people', language);
  const rights = page.getByRole('region', { name: words('admin.people', language) });
  const { administrator } = LANGUAGES[language].domain.role;
  await expect(rights.getByRole('row').filter({ hasText: administrator })).toHaveCount(2);
  await expect(rights.getByRole('row', { name: /^ADA/ })).toContainText('ADA · BO');
  expect(await findingsInThemes(page)).toEqual([]);
  const saved = await savedBy(page, () => press(rights, 'peopleReview.save', language));
  const lines = saved.text.split('\r\n');
  expect([saved.name, lines.length]).toEqual(['access-review.csv', 5]);
  expect(lines[3]).toContain('counterfoil-export-1');
}

/** Nothing of the screens is in the page: no navigation, no lists, no sums. */
async function seesNothing(page: Page): Promise<void> {
  for (const role of ['navigation', 'grid', 'table', 'dialog'] as const) {
    await expect(page.getByRole(role)).toHaveCount(0);
  }
}

for (const language of ['en', 'zh-CN'] satisfies Language[]) {
  test(`people are set up, sign in, lock and come back: ${language}`, async ({ app }) => {
    const { page, client, shell } = app;
    const { refusal } = LANGUAGES[language].outcomes;
    const title = (key: string) =>
      page.getByRole('heading', { level: 1, name: words(key, language) });
    const field = (key: string) => page.getByLabel(words(key, language));
    const isAtWork = page.getByRole('navigation');
    await choose(page, language);
    await setUp(page, language);

    await expect(title('seat.signInTitle')).toBeVisible();
    await seesNothing(page);
    expect(await findingsInThemes(page)).toEqual([]);
    const asked = await client.status({});
    expect(asked).toMatchObject({ ok: false, refusal: { code: 'sign_in_required' } });

    await field('seat.signInName').fill('ada');
    await field('seat.passphrase').fill('wrong by all means');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(refusal.sign_in_refused.primary);
    await expect(field('seat.passphrase')).toBeFocused();
    await expect(field('seat.passphrase')).toHaveValue('');
    await page.keyboard.type(PASSPHRASES.ada);
    await page.keyboard.press('Enter');
    await expect(isAtWork).toBeVisible();
    // An administrator works on people and settings; the payments are not theirs to see.
    await expect(
      isAtWork.getByRole('button', { name: words('screen.queue', language) }),
    ).toHaveCount(0);

    await page.keyboard.press('Control+l');
    await expect(title('seat.lockedTitle')).toBeVisible();
    await seesNothing(page);
    expect(await findingsInThemes(page)).toEqual([]);
    await expect(field('seat.passphrase')).toBeVisible();
    await field('seat.passphrase').fill('wrong by all means');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(refusal.sign_in_refused.primary);
    await page.keyboard.type(PASSPHRASES.ada);
    await page.keyboard.press('Enter');
    await expect(isAtWork).toBeVisible();

    await reviewsRights(page, language);

    // Another one takes the seat, and then leaves it.
    await press(page, 'seat.menu', language);
    await press(page.getByRole('dialog'), 'seat.switch', language);
    await expect(title('seat.signInTitle')).toBeVisible();
    await field('seat.signInName').fill('bo');
    await field('seat.passphrase').fill(PASSPHRASES.bo);
    await page.keyboard.press('Enter');
    await joinsAnAuthenticator(page, language);

    // An office that was started again knows nobody, and the page says why one signs in anew.
    const pid = await shell.officePid();
    test.info().skip(pid === null, 'the processes of this system cannot be looked at');
    process.kill(pid ?? 0, 'SIGKILL');
    await expect(title('seat.signInTitle')).toBeVisible();
    const away = page.getByText(words('seat.left.office_away', language));
    await expect(away).toBeVisible();
    await seesNothing(page);
    expect(await findingsInThemes(page)).toEqual([]);
    await field('seat.signInName').fill('ada');
    await field('seat.passphrase').fill(PASSPHRASES.ada);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^ADA/ }).click();
    await press(page.getByRole('dialog'), 'seat.signOut', language);
    await expect(title('seat.signInTitle')).toBeVisible();
    await seesNothing(page);
    await expect(away).toHaveCount(0);
  });
}
