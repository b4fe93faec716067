// Goal: a picked file is not lost with the page, and is submitted once. Method: a file is picked, the
// page is loaded again, and it is submitted; another page load finds the batch and no draft.
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, writeMaterial } from './material.ts';
import { words } from './words.ts';

test('a file that was picked is there after a reload, and is submitted once', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.invoices);
  const canSubmit = page.getByText(words('intake.accepted'));
  await expect(canSubmit).toBeVisible();
  await page.reload();
  await expect(canSubmit).toBeVisible();
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.isoStatus'))).toBeVisible();
  await page.reload();
  await expect(page.getByText(words('batch.isoStatus'))).toBeVisible();
  await expect(canSubmit).toHaveCount(0);
  const { batches } = answerOf(await client.status({}));
  expect(batches.map(({ fileName }) => fileName)).toEqual(['invoices.xml']);
});
