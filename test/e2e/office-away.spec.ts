// Goal: the window survives its office and tells the truth. Method: the office is killed while a file
// is handed over, read, rehearsed and submitted, and while a payment is decided; the page must come
// back by itself, lose nothing of what a person had begun, and show what the book holds: each deed
// once.
import { type App, expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, setPolicy, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, words } from './words.ts';

test('an office killed in the middle of a submission comes back with the truth', async ({
  app,
}) => {
  const { page, client, shell } = app;
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
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();
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
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  for (let round = 0; round < 3; round += 1) {
    const pid = await shell.officePid();
    test.info().skip(pid === null, 'the processes of this system cannot be looked at');
    process.kill(pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await shell.officePid()) ?? pid).not.toBe(pid);
    await expect(page.getByText(words('office.ready'))).toBeVisible();
  }
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.invoices);
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();
});

/** Kills the office; the next one is there when this is over. */
async function kill({ shell }: App): Promise<void> {
  const pid = await shell.officePid();
  test.info().skip(pid === null, 'the processes of this system cannot be looked at');
  process.kill(pid ?? 0, 'SIGKILL');
  await expect.poll(async () => (await shell.officePid()) ?? pid).not.toBe(pid);
}

test('an office killed while a file comes in and is rehearsed is taken up again', async ({
  app,
}) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await go(page, 'batch');
  const accepted = page.getByText(words('intake.accepted'));
  const stopped = page.getByText(LANGUAGES.en.outcomes.fault.upload_failed.primary);
  const picked = page.locator('input[type=file]').first().setInputFiles(material.payroll);
  await kill(app);
  await picked;
  // A copy that was cut off is said to be, and the file picked again; one that was whole is read on.
  await expect(accepted.or(stopped).first()).toBeVisible();
  if (await stopped.isVisible()) {
    await page.locator('input[type=file]').first().setInputFiles(material.payroll);
  }
  await expect(accepted).toBeVisible();
  await press(page, 'intake.rehearse');
  await kill(app);
  const rehearsal = page.getByRole('region', { name: words('rehearsal.title') });
  await expect(rehearsal).toBeVisible();
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();
  const now = await shell.client();
  const { batches, payments } = answerOf(await now.status({}));
  expect(batches.length).toBe(1);
  expect(payments).toEqual({ accepted: 1240 });
  // What Chromium says of an upload that was cut off is true.
  const { complaints } = app;
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !/\/files/.test(each)));
});

test('an office killed in the middle of a decision decides once', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await setPolicy(client, 'reviewAbove:EUR', '100');
  await submitFile(client, material.invoices);
  await go(page, 'review');
  const grid = page.getByRole('grid', { name: words('review.title') });
  await expect(grid).toHaveAttribute('aria-rowcount', '5');
  await grid.focus();
  for (const key of ['j', 'Enter', 'd']) await page.keyboard.press(key);
  await expect(page.getByRole('combobox', { name: words('review.reason') })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Not ours');
  await page.keyboard.press('Enter');
  await kill(app);
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(page.getByRole('alert')).toHaveCount(0);
  const now = await shell.client();
  expect(answerOf(await now.status({})).payments).toMatchObject({ in_review: 3, rejected: 1 });
  expect(answerOf(await now.audit({}))).toMatchObject({ ok: true });
});
