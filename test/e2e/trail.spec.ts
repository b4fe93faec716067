// Goal: a person finds who did what and takes the trail out as a file that can be checked. Method:
// the Audit screen of a real console, by the keyboard where there are fields; the saved file is read
// by the verifier.
import { verifyTrailText } from '../../main/ledger/verifier/trail-file.ts';
import { expect, test } from './app.ts';
import { go, press, savedBy } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, words } from './words.ts';

test('find a deed, look at what it was about, and save the trail', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.invoices);
  answerOf(await client.dispatchPayments({ submissionId: 'the-one-sent', batchId }));
  const again = await client.cancelPayment({ submissionId: 'c1', paymentId: batchId * 2 ** 24 });
  expect('refusal' in again).toBe(true);

  await go(page, 'audit');
  const trail = page.getByRole('region', { name: words('audit.trail') });
  const { deed } = LANGUAGES.en.domain;
  await expect(trail.getByRole('row', { name: deed.dispatchPayments })).toBeVisible();
  await trail.getByLabel(words('audit.outcome')).selectOption('refused');
  await press(trail, 'audit.find');
  await expect(trail.getByRole('row')).toHaveCount(2);
  await expect(trail.getByRole('row').last()).toContainText(deed.cancelPayment);

  await press(trail, 'audit.clear');
  await trail.getByLabel(words('audit.search')).fill('the-one-sent');
  await page.keyboard.press('Enter');
  await expect(trail.getByRole('row')).toHaveCount(2);
  await expect(trail.getByRole('row').last()).toContainText(deed.dispatchPayments);
  await press(trail, 'audit.clear');

  for (const [button, suffix] of [
    ['audit.exportJson', 'jsonl'],
    ['audit.exportCsv', 'csv'],
  ] as const) {
    const saved = await savedBy(page, () => press(trail, button));
    expect(saved.name).toBe(`trail.${suffix}`);
    const verdict = verifyTrailText(saved.text);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
  }
  await expect(trail.getByText(words('audit.exported'))).toBeVisible();
  await trail
    .getByRole('button', { name: words('audit.batch') })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'invoices.xml' })).toBeVisible();
});

test('what a person saves is in the trail, and says what it was', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await submitFile(client, material.invoices);
  await go(page, 'admin', 'en');
  const list = await savedBy(page, () => press(page, 'admin.export'));
  expect(list.name).toBe('customer.csv');
  await go(page, 'batch', 'en');
  const report = await savedBy(page, () => press(page, 'batch.save'));
  expect(report.text).toContain('<CstmrPmtStsRpt>');

  await go(page, 'audit', 'en');
  const trail = page.getByRole('region', { name: words('audit.trail') });
  const { deed, fileOut, masterKind } = LANGUAGES.en.domain;
  const taken = trail.getByRole('row', { name: deed.exportFile });
  await expect(taken).toHaveCount(2);
  await expect(taken.first()).toContainText(fileOut.pain002);
  await expect(taken.last()).toContainText(
    `${fileOut.exportMaster} · ${masterKind.customer} · CSV`,
  );
});
