// Goal: a person can see that the book holds, back it up, prove the backup and go back to it, and
// what may have been sent since waits for the rail's word. Method: the Audit screen of a real
// console, from the first backup to the release of what waits after a restore.
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { words } from './words.ts';

test('back up, prove, restore, and release what waits', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.payroll);
  await go(page, 'audit');
  await expect(page.getByText(words('audit.noBackup'))).toBeVisible();
  await press(page, 'audit.auditNow');
  await expect(page.getByText(words('audit.sound'))).toBeVisible();
  await press(page, 'audit.backUp');
  await expect(page.getByText(words('audit.backedUp'))).toBeVisible();
  await press(page, 'audit.drill');
  await expect(page.getByText(words('audit.drilled'))).toBeVisible();

  // The future that the backup does not know.
  answerOf(await client.dispatchPayments({ submissionId: 'spec-dispatch', batchId }));
  await press(page, 'audit.restore');
  const asks = page.getByRole('dialog');
  await expect(asks.getByText(words('audit.restoreWaits'))).toBeVisible();
  await asks.getByRole('button', { name: words('audit.restoreThis') }).click();
  await expect(page.getByText(words('audit.waitingDetail'))).toBeVisible();

  await press(page, 'audit.release');
  await page.getByLabel(words('audit.sent')).check();
  await page.getByLabel(words('audit.reference')).fill('Rail file 7');
  await press(page.getByRole('dialog'), 'audit.releaseThis');
  await expect(page.getByText(words('audit.waitingDetail'))).toHaveCount(0);
  const now = await shell.client();
  expect(answerOf(await now.status({})).payments).toEqual({ dispatched: 1240 });
  expect(answerOf(await now.audit({}))).toMatchObject({ ok: true });
});
