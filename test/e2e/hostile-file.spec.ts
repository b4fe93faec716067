// Goal: nothing in a payment file runs in the console. Method: 200 payloads in every free text of a
// file and in its name, taken in by the page and shown on every screen, in the trail, the palette
// and the dialogs; nothing may have run, no dialog opened, no policy been broken, no place changed.
// Two controls: the payloads do run elsewhere, and the policy stops and reports what is forced in.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { findAccount } from './demo-accounts.ts';
import { go, press } from './hands.ts';
import { prepareBook, writeMaterial } from './material.ts';
import { PAYLOADS, payloadFile, RAN } from './payloads.ts';
import { words } from './words.ts';

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

  expect(await page.evaluate(`typeof window.${RAN}`)).toBe('undefined');
  expect(await page.evaluate(`Object.prototype.${RAN}`)).toBeUndefined();
  expect(new URL(page.url()).origin).toBe(origin);
  const strangers =
    'main img, main script, main iframe, main object, main embed, main form[action]';
  expect(await page.locator(strangers).count()).toBe(0);
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
