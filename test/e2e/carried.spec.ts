// Goal: what waits for a signature is taken out of the console as a file, read and signed from the file
// with an own key, and brought back, in both languages. Method: the demonstration's people make, enrol
// and accept a key and pass the files on; axe looks at what opens on the way.
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { findingsInThemes, go, IN_A_MENU, press, savedBy } from './hands.ts';
import { answerOf, prepareBook, setPolicy, submitFile, writeMaterial } from './material.ts';
import { type Language, words } from './words.ts';

const KEY_PASSPHRASE = 'nine brass knobs turn';

type Saved = { readonly name: string; readonly text: string };

/** Picks a file; in a dialog of two fields the key's is the first. */
async function picks(field: Locator, { name, text }: Saved): Promise<void> {
  await field.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

const files = (dialog: Locator): Locator => dialog.locator('input[type=file]');

/** Opens what stands in the person's own menu. */
async function opens(page: Page, key: string, language: Language = 'en'): Promise<Locator> {
  await press(page, 'seat.menu', language);
  await press(page.getByRole('dialog'), key, language);
  return page.getByRole('dialog', { name: words(key, language) });
}

/** Clara takes a payment out, and makes and enrols a key of her own. */
async function clarasPart(page: Page, passphrase: string) {
  await page.getByRole('button', { name: /^Clara Voss/ }).click();
  await go(page, 'review');
  const list = page.getByRole('list', { name: words('signing.title') });
  await list.getByRole('button', { name: /2,000\.00/ }).click();
  const shown = page.getByRole('article', { name: words('signing.detail') });
  const taken = await savedBy(page, () => press(shown, 'carried.exportOne'));
  const dialog = await opens(page, 'carried.keys');
  await press(dialog, 'carried.keyMake');
  const form = dialog.locator('form');
  await form.getByLabel(words('carried.keyName')).fill('clara');
  await form.getByLabel(words('carried.keyNew')).fill(KEY_PASSPHRASE);
  const key = await savedBy(page, () => press(form, 'carried.keyMake'));
  await press(dialog, 'carried.keyEnrol');
  await picks(files(dialog), key);
  await form.getByLabel(words('seat.passphrase')).fill(passphrase);
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  await press(form, 'carried.keyEnrol');
  await expect(dialog.getByText(words('carried.keyEnrolled'))).toBeVisible();
  await press(dialog, 'close');
  return { taken, key };
}

test('a payment is taken out, signed from its file under an enrolled key, and brought back', async ({
  app,
}) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await setPolicy(client, 'reviewAbove:EUR', '100000000');
  await setPolicy(client, 'authorityLimit:EUR', '180000');
  await submitFile(client, material.invoices);
  await press(page, 'seat.menuDemo');
  await press(page.getByRole('dialog'), 'seat.demoAs');
  await expect(page.getByRole('heading', { name: words('seat.demoTitle') })).toBeVisible();
  const { passphrase } = answerOf(await client.demoPeople({})) ?? { passphrase: '' };
  const { taken, key } = await clarasPart(page, passphrase);

  await press(page, 'seat.menu');
  await press(page.getByRole('dialog'), 'seat.switch');
  await page.getByRole('button', { name: /^Leïla Marchand/ }).click();
  const keys = await opens(page, 'carried.keys');
  await press(keys, 'carried.keySign');
  // In force, it can be revoked and no longer be decided on.
  await expect(keys.getByRole('button', { name: words('carried.keyRevoke') })).toBeVisible();
  await press(keys, 'close');

  const theirs = 'zh-CN';
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  const dialog = await opens(page, 'carried.title', theirs);
  await picks(files(dialog), taken);
  await expect(dialog.getByText('2,000.00').first()).toBeVisible();
  await dialog.getByLabel(words('carried.yourWord', theirs)).selectOption('approved');
  await picks(files(dialog).first(), key);
  await dialog.getByLabel(words('carried.keyPassphrase', theirs)).fill(KEY_PASSPHRASE);
  expect(await findingsInThemes(page, IN_A_MENU)).toEqual([]);
  const answer = await savedBy(page, () => press(dialog, 'carried.sign', theirs));
  await expect(dialog.getByText(words('carried.signed', theirs))).toBeVisible();
  await picks(files(dialog).last(), answer);
  await press(dialog, 'carried.bring', theirs);
  await expect(dialog.getByText(words('carried.brought', theirs))).toBeVisible();
});
