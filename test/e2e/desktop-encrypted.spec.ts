// Goal: the desktop opens an encrypted book with a key file, the ways of opening it are changed in its
// window, and the book stays encrypted. Method: a book that is encrypted before its first payment, in
// the stand-in, which has no keyring; a passphrase is added, the recovery key shown, printed and
// compared, and then looked for in the page, in what the program says and in every file of the folder.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { runCli } from '../shell/cli/run-cli.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { LANGUAGES, words } from './words.ts';

const PASSPHRASE = 'correct horse battery staple';

/** The groups that the console asks for, of what is on its screen. */
const COMPARED = [3, 10];

/** What leaves on paper: the key once, and nothing of the console beside it. */
async function printsTheKey(page: Page, dialog: Locator, key: string): Promise<void> {
  await page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')");
  await press(dialog, 'keys.recoveryPrint');
  await expect(page.locator('body[data-printed]')).toHaveCount(1);
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('body').innerText();
  expect(paper.split(key)).toHaveLength(2);
  await expect(dialog).toBeHidden();
  await page.emulateMedia({ media: null });
  await expect(dialog).toBeVisible();
}

/** Once it was compared it is in the page no more, and to see it again takes the secret again. */
async function neverShowsItAgain(page: Page, dialog: Locator, key: string): Promise<void> {
  expect(await page.content()).not.toContain(key);
  await press(page.getByRole('region', { name: words('keys.recovery') }), 'keys.recoveryShow');
  await expect(dialog.getByLabel(words('keys.secret'))).toHaveValue('');
  await expect(dialog.locator('code')).toHaveCount(0);
  await press(dialog, 'cancel');
}

/** The files of a folder that hold a text, however deep. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  const held = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
  return files.filter((_, at) => held[at]);
}

async function changesKeys(page: Page): Promise<string> {
  await go(page, 'admin');
  await press(page, 'admin.keys');
  const ways = page.getByRole('region', { name: words('keys.ways') });
  await expect(ways.getByText(words('keys.lastStays'))).toBeVisible();
  await press(ways, 'keys.add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('keys.secret')).fill('wrong by all means');
  await dialog.getByLabel(words('keys.fresh')).fill('plum ladder 4 quiet');
  await dialog.getByLabel(words('keys.again')).fill('plum ladder 4 quiet');
  await press(dialog, 'keys.add');
  const { book_key_wrong: wrong } = LANGUAGES.en.outcomes.refusal;
  await expect(dialog.getByText(wrong.primary)).toBeVisible();
  await dialog.getByLabel(words('keys.secret')).fill(PASSPHRASE);
  await press(dialog, 'keys.add');
  await expect(dialog).toHaveCount(0);
  await expect(ways.getByRole('listitem')).toHaveCount(2);
  expect(await findingsInThemes(page)).toEqual([]);

  await press(page.getByRole('region', { name: words('keys.recovery') }), 'keys.recoveryShow');
  await dialog.getByLabel(words('keys.secret')).fill(PASSPHRASE);
  await press(dialog, 'keys.recoveryShow');
  const groups = (await dialog.locator('code').innerText()).split('-');
  expect(groups).toHaveLength(14);
  expect(await findingsInThemes(page)).toEqual([]);
  const key = groups.join('-');
  await printsTheKey(page, dialog, key);
  await press(dialog, 'keys.recoveryWritten');
  await expect(dialog.getByText(groups.join('-'))).toHaveCount(0);
  for (const [at, group] of COMPARED.entries()) {
    const field = dialog.getByRole('textbox').nth(at);
    await field.fill((groups[group - 1] ?? '').toLowerCase());
  }
  await press(dialog, 'keys.recoveryConfirm');
  await expect(dialog.getByText(words('keys.recoveryRight'))).toBeVisible();
  await press(dialog, 'close');
  await neverShowsItAgain(page, dialog, key);
  return key;
}

test('an encrypted book opens with its key file, in a window like any other', async ({
  startDesktop,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-e2e-'));
  try {
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, PASSPHRASE);
    await chmod(keyFile, 0o600);
    const asked = ['encrypt', '--data', 'book', '--key-file', 'key'];
    expect(await runCli(asked, folder)).toMatchObject({ code: 0 });
    const desktop = await startDesktop({ folder, args: ['--key-file', keyFile] });
    const page = await desktop.page();
    // The office may still be starting; a client that came too early is told to come again.
    await expect.poll(async () => (await (await desktop.client()).status({})).ok).toBe(true);
    const key = await changesKeys(page);
    expect(await desktop.end(), desktop.printed()).toBe(0);
    expect(desktop.printed()).not.toContain(key);
    expect(await filesWith(join(folder, 'book'), key)).toEqual([]);
    const book = await readFile(join(folder, 'book', 'book.db'));
    expect(book.subarray(0, 13).toString('latin1')).not.toBe('SQLite format');
  } finally {
    // A browser may still write into its profile as it ends.
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
});
