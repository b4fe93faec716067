// Goal: in the window of either shell a plain book is encrypted, and an encrypted one gets another key:
// the recovery key is written down and compared before it counts, and no secret stays. Method: the
// console on a new book, in English first and then in Chinese; what opens the book is tried on its folder
// afterwards, and the page and every file are searched for the secrets.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { openByPassphrase, readKeySlots } from '../../main/office/key-slots.ts';
import { keyIdOf, readRecovery } from '../../main/office/master-key.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { type Language, words } from './words.ts';

const PASSPHRASE = 'plum ladder 4 quiet canary';

/** The groups that the console asks for, of what is on its screen. */
const COMPARED = [3, 10];

/** Reads the new key off the screen and types what is asked of it; answers the key. */
async function writesItDown(dialog: Locator, language: Language): Promise<string> {
  const key = await dialog.locator('code').innerText();
  const groups = key.split('-');
  expect(groups).toHaveLength(14);
  await press(dialog, 'keys.recoveryWritten', language);
  for (const [at, group] of COMPARED.entries()) {
    await dialog
      .getByRole('textbox')
      .nth(at)
      .fill((groups[group - 1] ?? '').toLowerCase());
  }
  await press(dialog, 'keys.recoveryConfirm', language);
  return key;
}

/** Until the change has come to its end and the console knows the office that opened the book then. */
async function isChanged(dialog: Locator, language: Language): Promise<void> {
  await expect(dialog.getByText(words('keys.changed', language))).toBeVisible({ timeout: 60_000 });
  await press(dialog, 'close', language);
  await expect(dialog).toHaveCount(0);
}

async function encrypts(page: Page, language: Language): Promise<string> {
  await press(page, 'keys.encrypt', language);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('keys.fresh', language)).fill(PASSPHRASE);
  await dialog.getByLabel(words('keys.again', language)).fill(PASSPHRASE);
  expect(await findingsInThemes(page)).toEqual([]);
  await press(dialog, 'keys.goOn', language);
  const key = await writesItDown(dialog, language);
  await isChanged(dialog, language);
  return key;
}

async function rekeys(page: Page, language: Language): Promise<string> {
  await press(page, 'keys.change', language);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('keys.secret', language)).fill('wrong by all means');
  await press(dialog, 'keys.goOn', language);
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(words('keys.secret', language)).fill(PASSPHRASE);
  await press(dialog, 'keys.goOn', language);
  const key = await writesItDown(dialog, language);
  await isChanged(dialog, language);
  return key;
}

/** The name of the key that a recovery key is. */
function keyNamed(recoveryKey: string): string {
  const read = readRecovery(recoveryKey);
  return read.kind === 'key' ? keyIdOf(read.master) : read.kind;
}

/** The files of a folder that hold one of these texts, however deep. */
async function filesWith(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  const bytes = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, at) => texts.some((text) => bytes[at]?.includes(text)));
}

test('a plain book is encrypted in the window, and then gets another key', async ({ app }) => {
  const { page, shell } = app;
  const folder = join(shell.folder, 'book');
  await go(page, 'admin');
  await press(page, 'admin.keys');
  const first = await encrypts(page, 'en');
  const ways = page.getByRole('region', { name: words('keys.ways') });
  await expect(ways.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  const second = await rekeys(page, 'zh-CN');
  expect(await page.content()).not.toContain(second);
  const found = readKeySlots(folder);
  const slots = known(found.kind === 'slots' ? found.slots : undefined, 'the book is encrypted');
  expect(await openByPassphrase(slots, PASSPHRASE)).not.toBeNull();
  expect([keyNamed(first), keyNamed(second)].map((name) => name === slots.keyId)).toEqual([
    false,
    true,
  ]);
  expect(await filesWith(shell.folder, [PASSPHRASE, first, second])).toEqual([]);
});
