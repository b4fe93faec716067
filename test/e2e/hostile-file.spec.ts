// Goal: nothing in a payment file runs in the console, and nothing that a person writes. Method: 200
// payloads in every free text of a file and in its name, taken in by the page and shown on every
// screen, in the trail, the palette and the dialogs; then payloads as the name of a view, in the
// filter, as remarks and as an account; nothing may have run, no dialog opened, no policy been
// broken, no place changed.
// Two controls: the payloads do run elsewhere, and the policy stops and reports what is forced in.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './app.ts';
import { findAccount } from './demo-accounts.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, setPolicy, submitFile, writeMaterial } from './material.ts';
import { PAYLOADS, payloadFile, RAN } from './payloads.ts';
import { LANGUAGES, statusWord, words } from './words.ts';

test('two hundred payloads in every field are shown and none runs', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const { debtor, creditor } = await findAccount(material.accounts);
  // A file system takes every character but the slash.
  const name = `<img src=x onerror=${RAN}=1>'"\${${RAN}=1}.xml`;
  const file = join(shell.folder, 'files', name);
  await writeFile(file, payloadFile(debtor, creditor));
  const origin = new URL(page.url()).origin;

  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  await press(page, 'intake.rehearse');
  await expect(page.getByRole('region', { name: words('rehearsal.title') })).toBeVisible();
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();

  await go(page, 'queue');
  const grid = page.getByRole('grid', { name: words('queue.title') });
  await expect(grid).toHaveAttribute('aria-rowcount', String(PAYLOADS.length + 1));
  await grid.focus();
  await page.keyboard.press('Control+Home');
  for (let row = 0; row < PAYLOADS.length; row += 1) {
    await page.keyboard.press('j');
    if (row % 10 === 0) await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('complementary', { name: words('trail.title') })).toContainText('<');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('<script>');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await go(page, 'review');
  await go(page, 'settlement');
  await press(page, 'settlement.dispatch');
  await expect(page.getByRole('dialog')).toContainText('<img');
  await page.keyboard.press('Escape');

  await expectNothingRan(page, origin);
});

async function expectNothingRan(page: Page, origin: string): Promise<void> {
  expect(await page.evaluate(`typeof window.${RAN}`)).toBe('undefined');
  expect(await page.evaluate(`Object.prototype.${RAN}`)).toBeUndefined();
  expect(new URL(page.url()).origin).toBe(origin);
  const strangers = ['img', 'script', 'iframe', 'object', 'embed', 'style', 'form[action]']
    .map((each) => `body ${each}`)
    .join();
  expect(await page.locator(strangers).count()).toBe(0);
}

const SCRIPT = `<script>${RAN}=1</script>`;
const IMAGE = `<img src=x onerror=${RAN}=1>`;

test('payloads that a person writes are shown and none runs', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const { debtor, creditor } = await findAccount(material.accounts);
  // Everything above 150 euros is held: the last fifty payloads.
  await setPolicy(client, 'reviewAbove:EUR', '15000');
  const file = join(shell.folder, 'files', 'payloads.xml');
  await writeFile(file, payloadFile(debtor, creditor));
  const batchId = await submitFile(client, file);
  const origin = new URL(page.url()).origin;

  const menu = page.getByRole('dialog', { name: words('queue.view.title') });
  await press(page, 'queue.view.title');
  await menu.getByLabel(words('queue.view.name')).fill(IMAGE);
  await press(menu, 'queue.view.keep');
  await expect(menu.getByRole('button', { name: IMAGE, exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await press(page, 'queue.filter.account');
  await page.getByRole('dialog').getByRole('textbox').fill(SCRIPT);
  await page.keyboard.press('Enter');
  await expect(page.getByText(SCRIPT.toUpperCase())).toBeVisible();
  await press(page, 'queue.filter.clear');
  await page.getByRole('searchbox').fill(IMAGE);
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Enter');

  await go(page, 'review');
  const held = page.getByRole('grid', { name: words('review.title') });
  await expect(held).toHaveAttribute('aria-rowcount', '51');
  await held.focus();
  for (const key of ['j', 'k', 'Enter', 'd']) await page.keyboard.press(key);
  // What is typed before the field has the focus would be shortcuts.
  await expect(page.getByRole('combobox', { name: words('review.reason') })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: words('review.remark') })).toBeFocused();
  await page.keyboard.type(SCRIPT + IMAGE);
  await page.keyboard.press('Enter');
  await expect(held).toHaveAttribute('aria-rowcount', '50');
  await go(page, 'insight');
  await expect(page.getByRole('figure').first()).toBeVisible();
  await press(page.getByRole('figure').first(), 'insight.table');

  answerOf(await client.dispatchPayments({ submissionId: 'd1', batchId }));
  answerOf(await client.acknowledgeBatch({ submissionId: 'a1', batchId, fromRecord: 0 }));
  await go(page, 'queue');
  const show = async (status: 'rejected' | 'acknowledged') => {
    await press(page, 'queue.filter.status');
    const menu = page.getByRole('dialog');
    await menu.getByRole('button', { name: statusWord(status), exact: true }).click();
    await expect(menu).toHaveCount(0);
  };
  await show('rejected');
  const row = page.getByRole('grid').getByRole('row', { name: /\d/ }).first();
  await row.click();
  const trail = page.getByRole('complementary', { name: words('trail.title') });
  await expect(trail).toContainText(SCRIPT + IMAGE);
  await show('acknowledged');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '151');
  await row.click();
  const { rejectAcknowledged } = LANGUAGES.en.domain.paymentDeed;
  await page.getByRole('button', { name: rejectAcknowledged }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await go(page, 'settlement');
  const dialog = page.getByRole('dialog');
  await press(page, 'settlement.correct');
  await dialog.getByLabel(words('settlement.correctNumber')).fill('1');
  await dialog.getByLabel(words('settlement.correctReason')).fill(SCRIPT + IMAGE);
  await press(dialog, 'settlement.correctThis');
  await expect(dialog.getByText(words('settlement.corrected'))).toBeVisible();
  await press(dialog, 'close');
  const { cycles } = answerOf(await client.settlementView({}));
  const cycleId = cycles[0]?.cycleId ?? 0;
  answerOf(await client.closeCycle({ submissionId: 'c1', cycleId, grossIn: 50_000n }));
  await press(page, 'settlement.applyInward');
  await dialog.getByLabel(words('settlement.applyInwardAccount')).fill(SCRIPT);
  await dialog.getByLabel(words('settlement.applyInwardAmount')).fill('1');
  await press(dialog, 'settlement.applyInward');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');

  await go(page, 'audit');
  const deeds = page.getByRole('region', { name: words('audit.trail') });
  await expect(deeds.getByText(SCRIPT + IMAGE).first()).toBeVisible();
  for (const field of ['audit.search', 'audit.since', 'audit.subject']) {
    await deeds.getByLabel(words(field)).fill(IMAGE);
  }
  await press(deeds, 'audit.find');
  await expect(deeds.getByRole('row').first()).toBeVisible();
  await press(deeds, 'audit.exportCsv');
  await expect(deeds.getByText(words('audit.exported'))).toBeVisible();
  await expectNothingRan(page, origin);
});

test('the payloads would run where nothing guards against them', async ({ browser }) => {
  const page = await browser.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.setContent(PAYLOADS.slice(0, 20).join('\n'));
  await expect.poll(() => page.evaluate(`window.${RAN}`)).toBe(1);
  await page.close();
});

/** Ways to run or to send something that only code inside the page could try. */
const FORCED = [
  `document.body.innerHTML = '<img src=x onerror=ran=1>'`,
  `document.body.append(Object.assign(document.createElement('script'), { text: 'ran=1' }))`,
  `document.body.setAttribute('onclick', 'ran=1'); document.body.click()`,
  `setTimeout('ran=1', 0)`,
  `document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:1/' }))`,
  `fetch('http://127.0.0.1:1/').catch(() => {})`,
  `new Image().src = 'http://127.0.0.1:1/x.png'`,
  `new Worker('data:text/javascript,1')`,
  `document.head.append(Object.assign(document.createElement('style'), { textContent: '*{}' }))`,
];

test('what is forced into the page is stopped and reported', async ({ app }) => {
  const { page, complaints } = app;
  await expect(page.getByRole('grid')).toBeVisible();
  for (const script of FORCED) {
    const before = complaints.length;
    await page.evaluate(`(() => { try { ${script} } catch { } })()`);
    await expect
      .poll(() => complaints.slice(before).some((each) => each.includes('policy: ')), {
        message: script,
      })
      .toBe(true);
  }
  expect(await page.evaluate(`typeof window.${RAN}`)).toBe('undefined');
  complaints.length = 0;
});
