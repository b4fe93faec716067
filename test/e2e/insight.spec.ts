// Goal: Insight shows what happened in this very book, in words and pictures, with the same figures
// as a table and as a file, and leads to the payment that should be taken first. Method: a book with
// payments that wait for a decision, looked at before and after one is decided.
import type { Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { expect, test } from './app.ts';
import { confirm, go, press, savedBy } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, words } from './words.ts';

test('Insight says how payments flow, and what to take first', async ({ app }) => {
  const { page, client, shell } = app;
  await go(page, 'insight', 'en');
  await expect(page.getByText(words('insight.none', 'en'))).toBeVisible();
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await submitFile(client, material.invoices);
  const title = words('insight.charts.throughput');
  const chart = page
    .getByRole('figure')
    .filter({ has: page.getByRole('heading', { name: title }) });
  await expect(chart.getByRole('img', { name: title })).toBeVisible();
  await press(chart, 'insight.table');
  const status = answerOf(await client.status({}));
  const received = Object.values(status.payments).reduce((sum, count) => sum + count, 0);
  const newest = chart.getByRole('row').nth(1).getByRole('cell');
  await expect(newest.nth(1)).toHaveText(String(received));
  const saved = await savedBy(page, () => press(chart, 'insight.csv'));
  expect(saved.text).toMatch(new RegExp(`Z,${received},`));
  const inspector = page.getByRole('region', { name: words('insight.inspector') });
  const account = await payerOf(client);
  await inspector.getByRole('textbox').fill(account);
  await press(inspector, 'insight.look');
  await expect(inspector.getByText(words('insight.lastSeen'))).toBeVisible();
  await expect(inspector.getByText(words('insight.usualSays'))).toBeVisible();
  await inspector.getByRole('textbox').fill('DE00 0000 0000');
  await press(inspector, 'insight.look');
  await expect(inspector.getByText(words('insight.neverMet'))).toBeVisible();
  const rerun = page.getByRole('region', { name: words('insight.rerun.title') });
  await rerun.getByLabel(words('insight.rerun.amount')).fill('0.01');
  await press(rerun, 'insight.rerun.start');
  await expect(rerun.getByText(words('insight.rerun.differ_other'))).toBeVisible();
  const held = LANGUAGES.en.screens.insight.rerun.outcomes.review;
  await expect(rerun.getByRole('cell', { name: held }).first()).toBeVisible();
  await expect(rerun.getByRole('button', { name: /^\d+$/ }).first()).toBeVisible();
  await pauseAndGoOn(page);
  const triage = page.getByRole('region', { name: words('insight.triage') });
  await triage.getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: words('screen.queue') })).toBeAttached();
});

/** Everybody sees a pause and why, and its end. */
async function pauseAndGoOn(page: Page): Promise<void> {
  const engine = page.getByRole('region', { name: words('insight.engineTitle') });
  const order = words('insight.intake.order.paused');
  await press(engine, 'insight.intake.order.paused');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: order })).toBeDisabled();
  await dialog.getByLabel(words('insight.intake.reason')).fill('The rail is away');
  await confirm(page, 'insight.intake.order.paused');
  const paused = page.getByText(words('insight.intake.state.paused'));
  // Above the screen for everybody, and beside the orders with who and why.
  await expect(paused).toHaveCount(2);
  await expect(engine.getByText('The rail is away')).toBeVisible();
  await press(engine, 'insight.intake.order.running');
  await confirm(page, 'insight.intake.order.running');
  await expect(paused).toHaveCount(0);
}

/** The account that the newest payment is from. */
async function payerOf(client: Client): Promise<string> {
  const sort = { by: 'receivedAt', descending: true } as const;
  const page = answerOf(await client.queuePage({ filter: {}, sort, offset: 0, limit: 1 }));
  return known(page.rows[0], 'there is a payment').debtorAccount;
}
