// Goal: the window survives its office and tells the truth. Method: the office is killed while a
// batch is submitted and while one is worked through; the page must say that it is checking, come
// back by itself, and show what the book holds: the batch once, or not at all and still to submit.
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, writeMaterial } from './material.ts';
import { words } from './words.ts';

test('an office killed in the middle of a submission comes back with the truth', async ({
  app,
}) => {
  const { page, client, shell } = app;
  test.setTimeout(120_000);
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.payroll);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  const before = await shell.officePid();
  test.info().skip(before === null, 'the processes of this system cannot be looked at');
  await press(page, 'intake.submit');
  process.kill(before ?? 0, 'SIGKILL');
  // The page says so while it lasts, which may be shorter than a look at it.
  const away = page.getByText(words('office.awayTitle')).first();
  await expect(away.or(page.getByText(words('batch.status.processed'))).first()).toBeVisible();
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(words('office.awayTitle'))).toHaveCount(0);
  expect(await shell.officePid()).not.toBe(before);

  const now = await shell.client();
  const { batches, payments } = answerOf(await now.status({}));
  expect(batches.map(({ numberOfTransactions }) => numberOfTransactions)).toEqual([1240]);
  expect(payments).toEqual({ accepted: 1240 });
  expect(answerOf(await now.audit({}))).toMatchObject({ ok: true });
});

test('an office killed again and again is waited for, and deeds wait with it', async ({ app }) => {
  const { page, client, shell } = app;
  test.setTimeout(120_000);
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  for (let round = 0; round < 3; round += 1) {
    const pid = await shell.officePid();
    test.info().skip(pid === null, 'the processes of this system cannot be looked at');
    process.kill(pid ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await shell.officePid()) ?? pid, { timeout: 20_000 })
      .not.toBe(pid);
    await expect(page.getByText(words('office.ready'))).toBeVisible({ timeout: 20_000 });
  }
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.invoices);
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();
});
