// Goal: an administrator enters a customer, finds it in pinyin, changes it, brings a list in after
// seeing what it would do, and is refused a wrong one; and sees which settings are in force. Method: the
// console as people use it, on both shells.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { LANGUAGES, words } from './words.ts';

const kinds = LANGUAGES.en.domain.masterKind;
const fields = LANGUAGES.en.domain.masterField;

test('master data is entered, found, changed and imported', async ({ app }) => {
  const { page, shell } = app;
  await go(page, 'admin', 'en');
  await expect(page.getByRole('grid', { name: kinds.customer })).toBeVisible();
  await press(page, 'admin.add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(fields.customer, { exact: true }).fill('C-1');
  await dialog.getByLabel(fields.form).selectOption('person');
  await dialog.getByLabel(fields.name, { exact: true }).fill('陈伟');
  await dialog.getByLabel(fields.status).selectOption('active');
  await dialog.getByLabel(words('admin.reason')).fill('walked in');
  await press(dialog, 'admin.propose');
  await expect(dialog).toBeHidden();

  const search = page.getByRole('searchbox', { name: words('admin.search') });
  await search.fill('wei chen');
  const row = page.getByRole('row').filter({ hasText: '陈伟' });
  await expect(row).toBeVisible();
  await search.fill('nobody');
  await expect(page.getByText(words('admin.notFound'))).toBeVisible();
  await search.fill('cw');
  await row.click();
  const detail = page.getByRole('complementary');
  await expect(detail.getByText('walked in')).toBeVisible();
  await press(detail, 'admin.change');
  await dialog.getByLabel(fields.town).fill('上海');
  await dialog.getByLabel(words('admin.reason')).fill('moved');
  await press(dialog, 'admin.propose');
  await expect(dialog).toBeHidden();
  await expect(detail.getByText('moved')).toBeVisible();

  await search.fill('');
  const list = join(shell.folder, 'customers.csv');
  const header = 'customer,form,name,status';
  writeFileSync(list, `${header}\nC-2,firm,Müller & Söhne,active\nC-3,person,,active\n`);
  await page.locator('input[type=file]').setInputFiles(list);
  await expect(page.getByText(words('admin.problems'))).toBeVisible();
  const panel = page.getByRole('region', { name: words('admin.import') });
  await press(panel, 'close');
  writeFileSync(list, `${header}\nC-2,firm,Müller & Söhne,active\nC-3,person,Zoë,active\n`);
  await page.locator('input[type=file]').setInputFiles(list);
  await expect(page.getByText(words('admin.preview'))).toBeVisible();
  await panel.getByLabel(words('admin.reason')).fill('yearly list');
  await press(panel, 'admin.bringIn');
  await expect(page.getByText(LANGUAGES.en.domain.masterState.confirmed).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Zoë' })).toBeVisible();

  // A row that is drawn anew keeps nothing of what it said before.
  await search.fill('cw');
  await row.click();
  for (const [change, has] of [
    ['admin.end', true],
    ['admin.revive', false],
  ] as const) {
    await press(detail, change);
    await dialog.getByLabel(words('admin.reason')).fill('moved away, and not');
    await press(dialog, 'admin.propose');
    await expect(row.getByText(fields.ended)).toHaveCount(has ? 1 : 0);
  }

  // A directory comes whole: the screen says which edition is held, and until when.
  await page.getByRole('button', { name: kinds.bank }).click();
  writeFileSync(list, 'bic,name,schemes\nDEUTDEFFXXX,Erste Bank,SCT\n');
  await page.locator('input[type=file]').setInputFiles(list);
  await panel.getByLabel(words('admin.scope')).selectOption('full');
  await panel.getByLabel(words('admin.edition'), { exact: true }).fill('2026-11');
  await panel.getByLabel(words('admin.validUntil')).fill('2099-12-31');
  await panel.getByLabel(words('admin.reason')).fill('the list of November');
  await press(panel, 'admin.bringIn');
  await expect(page.getByRole('row').filter({ hasText: 'Erste Bank' })).toBeVisible();
  await expect(page.getByText('2026-11, in force from')).toBeVisible();
});

test('settings say where they come from, and calendars when nothing settles', async ({ app }) => {
  const { page } = app;
  await go(page, 'admin', 'en');
  await press(page, 'admin.settings');
  const setting = page.getByRole('row').filter({ hasText: 'duplicateWindowDays' });
  await expect(setting.getByText(words('admin.sources.default'))).toBeVisible();
  await press(setting, 'admin.change');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('admin.value')).fill('7');
  await press(dialog, 'admin.set');
  await expect(dialog).toBeHidden();
  await expect(setting.getByText(words('admin.sources.book'))).toBeVisible();
  await press(page, 'admin.calendars');
  await expect(page.getByRole('heading', { name: /TARGET/ })).toBeVisible();
});
