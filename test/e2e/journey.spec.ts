// Goal: a newcomer takes a payment file from picked to settled and finds any payment of it again.
// Method: the whole way by mouse on a fresh book, each step read off the screen and, at the end,
// off the book.
import { expect, test } from './app.ts';
import { confirm, go, press } from './hands.ts';
import { answerOf, prepareBook, setPolicy, writeMaterial } from './material.ts';
import { statusWord, words } from './words.ts';

test('a file is submitted, decided, settled and found', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);

  await page.getByRole('button', { name: words('queue.none.submit') }).click();
  await expect(page.getByRole('heading', { name: words('first.title') })).toBeVisible();
  await page.locator('input[type=file]').first().setInputFiles(material.accounts);
  await expect(page.getByText(words('accounts.opened'))).toBeVisible();
  await setPolicy(client, 'reviewAbove:EUR', '220000');

  await page.locator('input[type=file]').first().setInputFiles(material.invoices);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  await press(page, 'intake.rehearse');
  const rehearsal = page.getByRole('region', { name: words('rehearsal.title') });
  await expect(rehearsal.getByText(statusWord('in_review'))).toBeVisible();
  expect(answerOf(await client.status({})).batches).toEqual([]);

  await press(page, 'intake.submit');
  await press(page, 'batch.toReview');
  const held = page.getByRole('grid', { name: words('review.title') });
  await held.getByRole('row', { name: /2,500\.00/ }).click();
  await press(page, 'review.approve');
  await press(page.locator('form'), 'review.approve');
  await expect(page.getByText(words('review.none'))).toBeVisible();

  await go(page, 'settlement');
  await press(page, 'settlement.dispatch');
  await confirm(page, 'settlement.dispatch');
  await press(page, 'settlement.acknowledge');
  await confirm(page, 'settlement.acknowledge');
  await press(page, 'settlement.close');
  await confirm(page, 'settlement.close');
  await press(page, 'settlement.settle');
  await press(page, 'settlement.asOurs');
  await confirm(page, 'settlement.settle');
  await expect(page.getByText(words('settlement.state.settled'))).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('INV-2');
  await page.getByRole('option').filter({ hasText: 'Supplier 2' }).click();
  const trail = page.getByRole('complementary', { name: words('trail.title') });
  await expect(trail.getByText(statusWord('settled')).first()).toBeVisible();
  await expect(trail.getByRole('table')).toBeVisible();

  const { payments } = answerOf(await client.status({}));
  expect(payments).toEqual({ settled: 4, in_repair: 1 });
  expect(answerOf(await client.audit({}))).toMatchObject({ ok: true });
});

test('a page that comes later finds the book as it is', async ({ app }) => {
  const material = await writeMaterial(app.shell.folder);
  await prepareBook(app.client, material);
  const second = await app.openPage();
  await expect(second.getByText(words('queue.none.yet'))).toBeVisible();
  await go(second, 'batch');
  await second.locator('input[type=file]').first().setInputFiles(material.invoices);
  await press(second, 'intake.submit');
  // The first page is told, and shows what it was told when its person says so.
  await expect(app.page.getByRole('row', { name: /INV-1|Supplier 1/ })).toBeVisible();
  await second.reload();
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(words('screen.batch'));
  await go(second, 'queue');
  await expect(second.getByRole('row', { name: /INV-1|Supplier 1/ })).toBeVisible();
});
