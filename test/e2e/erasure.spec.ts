// Goal: an administrator erases what somebody was called who left long ago, and the chain is as sound
// as before. Method: a book that was kept twenty years ago by the deeds themselves, opened today; the
// button under Admin, and the audit of the chain.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { known } from '../../main/domain/assert.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { LEFT, PASSPHRASE } from './kept-people.ts';
import { LANGUAGES, words } from './words.ts';

const MAKER = fileURLToPath(new URL('./kept-book.ts', import.meta.url));
const made = {
  into: async (book: string) => {
    await promisify(execFile)(process.execPath, [MAKER, book]);
  },
};

test.use({ live: true, made });

test('what somebody was called is erased, and the chain verifies', async ({ app }) => {
  const { page } = app;
  await page.getByLabel(words('seat.signInName')).fill('ada');
  await page.getByLabel(words('seat.passphrase')).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await go(page, 'admin');
  await press(page, 'admin.people');
  await page.getByRole('button', { name: LEFT, exact: true }).click();
  const detail = page.getByRole('complementary', { name: LEFT });
  await press(detail, 'people.erase');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(LEFT);
  expect(await findingsInThemes(page)).toEqual([]);
  await press(dialog, 'people.erase');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(LEFT)).toHaveCount(0);

  await go(page, 'audit');
  const chain = page.getByRole('region', { name: words('audit.chain') });
  await press(chain, 'audit.auditNow');
  const [sound] = known(LANGUAGES.en.screens.audit.sound, 'a word').split('{{');
  await expect(chain).toContainText(known(sound, 'its beginning'));
});
