// Goal: what needs two people is done by two at one workstation, and each sees what is theirs: refused
// to whoever made it, signed by another who proves anew that it is them, locked and unlocked between, and an account shown in full only
// with a reason that the trail keeps. Method: the demonstration's people sign in one after another in
// each language; the trail is read off the Audit screen, and axe looks at what opens on the way.
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { findingsInThemes, go, IN_A_MENU, press } from './hands.ts';
import { answerOf, prepareBook, setPolicy, writeMaterial } from './material.ts';
import { switchesTo, takesTheSeat } from './seats.ts';
import { LANGUAGES, type Language, words } from './words.ts';

/** Of each language, the payment above the authority limit that is signed in it. */
const SIGNED = { en: /2,000\.00/, 'zh-CN': /2,500\.00/ } as const;

async function opensSignature(page: Page, language: Language) {
  await go(page, 'review', language);
  const list = page.getByRole('list', { name: words('signing.title', language) });
  await list.getByRole('button', { name: SIGNED[language] }).click();
  return page.getByRole('article', { name: words('signing.detail', language) });
}

async function locksAndUnlocks(page: Page, passphrase: string, language: Language) {
  await page.keyboard.press('Control+l');
  const title = { level: 1, name: words('seat.lockedTitle', language) } as const;
  await expect(page.getByRole('heading', title)).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.getByLabel(words('seat.passphrase', language)).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/**
 * What was just pressed asks who it is: a wrong passphrase is told and changes nothing, the right one
 * lets it go on by itself.
 */
async function provesAgain(page: Page, passphrase: string, name: string, language: Language) {
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByLabel(words('seat.passphrase', language)).fill('not this one');
  await page.keyboard.press('Enter');
  const { sign_in_refused } = LANGUAGES[language].outcomes.refusal;
  await expect(dialog.getByText(sign_in_refused.primary)).toBeVisible();
  if (language === 'en') expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await dialog.getByLabel(words('seat.passphrase', language)).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

/** The masked account of the payee, asked for in full with a reason. */
async function reveals(page: Page, language: Language): Promise<string> {
  await go(page, 'queue', language);
  await page.getByRole('row', { name: SIGNED[language] }).click();
  const trail = page.getByRole('complementary', { name: words('trail.title', language) });
  const facts = trail.getByRole('region', { name: words('trail.facts', language) });
  await expect(facts.getByText('••••')).toHaveCount(2);
  await press(facts, 'reveal.showCreditor', language);
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await press(page.getByRole('dialog'), 'reveal.reason.customer_asks', language);
  await expect(facts.getByText('••••')).toHaveCount(1);
  return (await facts.locator('code').allInnerTexts()).join(' ');
}

const SETTINGS = [
  ['duplicateWindowDays', '14 → 7', '7'],
  ['beneficiaryCoolOffDays', '3 → 5', '5'],
] as const;

/** Settings are changed by one administrator, seen for what they come to by the other, and signed together. */
async function changesSettings(page: Page): Promise<void> {
  await switchesTo(page, 'Oskar Brandl', 'zh-CN', 'en');
  await go(page, 'admin');
  await press(page, 'admin.settings');
  const settingOf = (name: string) => page.getByRole('row').filter({ hasText: name });
  for (const [name, , value] of SETTINGS) {
    await press(settingOf(name), 'admin.change');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words('admin.value')).fill(value);
    await press(dialog, 'admin.set');
    await expect(
      dialog.getByText(LANGUAGES.en.outcomes.refusal.second_person_required.primary),
    ).toBeVisible();
    await press(dialog, 'close');
  }
  const request = page.getByRole('region', { name: words('signing.requests') });
  await press(page, 'admin.waiting');
  await remindsOnceAnHour(request);
  await switchesTo(page, 'Leïla Marchand', 'en');
  await go(page, 'admin');
  await press(page, 'admin.waiting');
  await expect(request.getByText(remindedIn('en'))).toHaveCount(1);
  for (const [, change] of SETTINGS) await expect(request.getByText(change)).toBeVisible();
  expect(await findingsInThemes(page)).toEqual([]);
  await signsTogether(page);
  await expect(request).toHaveCount(0);
  await press(page, 'admin.settings');
  for (const [name, , value] of SETTINGS) {
    await expect(settingOf(name).getByRole('cell', { name: value, exact: true })).toBeVisible();
  }
}

/** When it was last reminded of, as it stands beside what waits. */
function remindedIn(language: Language): RegExp {
  const { reminded } = LANGUAGES[language].screens.signing;
  return new RegExp(`^${reminded.replace('{{when}}', '.+')}$`);
}

/** Whoever asked reminds those who may sign; again within the hour is refused, and says so. */
async function remindsOnceAnHour(requests: Locator): Promise<void> {
  const first = requests.getByRole('article').first();
  await press(first, 'signing.remind');
  await expect(first.getByText(remindedIn('en'))).toBeVisible();
  await press(first, 'signing.remind');
  const { reminded_lately: lately } = LANGUAGES.en.outcomes.refusal;
  await expect(first.getByText(lately.primary)).toBeVisible();
}

/** One preview, one confirmation, and a deed of its own for each: whoever does not prove who they are signs none. */
async function signsTogether(page: Page): Promise<void> {
  await press(page, 'bulk.all');
  const dialog = page.getByRole('dialog', { name: words('bulk.title') });
  const proof = page.getByRole('dialog', { name: /Leïla Marchand/ });
  await press(page, 'bulk.preview');
  await expect(dialog.getByText('14 → 7')).toBeVisible();
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await press(dialog, 'bulk.confirm');
  await press(proof, 'cancel');
  const { step_up_needed } = LANGUAGES.en.outcomes.refusal;
  await expect(dialog.getByText(step_up_needed.primary)).toHaveCount(1);
  const { over: text } = LANGUAGES.en.screens.bulk;
  const over = (count: string) => text.replace('{{number}}', count).replace('{{of}}', '2');
  await expect(dialog.getByText(over('0'))).toBeVisible();
  await press(dialog, 'close');
  await press(page, 'bulk.preview');
  await press(dialog, 'bulk.confirm');
  for (const count of [1, 2]) {
    await press(proof, 'seat.proveDemo');
    await expect(dialog.getByText(words('bulk.signed'))).toHaveCount(count);
  }
  await expect(dialog.getByText(over('2'))).toBeVisible();
  await press(dialog, 'close');
}

test('submitted, refused, signed, locked and revealed, by those who may', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await setPolicy(client, 'reviewAbove:EUR', '100000000');
  await setPolicy(client, 'authorityLimit:EUR', '180000');
  await setPolicy(client, 'stepUpSeconds', '0');
  await press(page, 'seat.menuDemo');
  await press(page.getByRole('dialog'), 'seat.demoAs');
  await expect(page.getByRole('heading', { name: words('seat.demoTitle') })).toBeVisible();
  const { passphrase } = answerOf(await client.demoPeople({})) ?? { passphrase: '' };
  await expect(page.getByText(passphrase)).toBeVisible();
  expect(await findingsInThemes(page)).toEqual([]);

  await takesTheSeat(page, 'Jonas Weber', 'en');
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.invoices);
  await press(page, 'intake.submit');
  await expect(page.getByRole('heading', { name: 'invoices.xml' })).toBeVisible();
  for (const language of ['en', 'zh-CN'] satisfies Language[]) {
    // Jonas holds the supervisor's role too, and is who submitted it all the same.
    const own = await opensSignature(page, language);
    await expect(own.getByText(words('signing.ownWork', language))).toBeVisible();
    await expect(own.getByRole('button', { name: words('signing.sign', language) })).toHaveCount(0);
    await press(own, 'signing.remind', language);
    await expect(own.getByText(remindedIn(language))).toBeVisible();

    await switchesTo(page, 'Clara Voss', language);
    const waiting = await opensSignature(page, language);
    await expect(waiting.getByText(remindedIn(language))).toBeVisible();
    await press(waiting, 'signing.sign', language);
    await provesAgain(page, passphrase, 'Clara Voss', language);
    await expect(waiting).toHaveCount(0);
    await locksAndUnlocks(page, passphrase, language);

    await switchesTo(page, 'Edith Sommer', language);
    expect(await reveals(page, language)).toMatch(/DE\d\d 9999 9{3}/);
    await go(page, 'audit', language);
    const { deed } = LANGUAGES[language].domain;
    const rows = page.getByRole('region', { name: words('audit.trail', language) });
    const kept = rows.getByRole('row').filter({ hasText: deed.revealAccount });
    await expect(kept.first()).toContainText('Edith Sommer');
    await expect(rows.getByRole('row').filter({ hasText: deed.approve }).first()).toContainText(
      'Clara Voss',
    );
    if (language === 'en') await switchesTo(page, 'Jonas Weber', language, 'zh-CN');
  }
  await changesSettings(page);
});
