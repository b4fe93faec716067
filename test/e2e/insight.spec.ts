// Goal: Insight shows what happened in this very book, in words and pictures, with the same figures
// as a table and as a file, drives again what the engine set aside, and leads to the payment that
// should be taken first. Method: a book with payments that wait for a decision, looked at before and
// after one is decided, and payments of an account that is opened after them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { inFours } from '../../main/domain/text.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { outsideParty } from '../fixtures/parties.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
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
  // Drawn anew in its own colours when the system turns dark.
  await chart.locator('canvas').evaluate((canvas) => canvas.setAttribute('data-before', ''));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(chart.locator('canvas:not([data-before])')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  const picture = await savedBy(page, () => press(chart, 'insight.png'));
  expect(picture.name).toBe(`${LANGUAGES.en.screens.insight.charts.throughput}.png`);
  // Where nothing is drawn there is no picture to take out.
  const empty = page
    .getByRole('figure')
    .filter({ has: page.getByText(words('insight.nothing')) })
    .first();
  await expect(empty).toBeVisible();
  await expect(empty.getByRole('button', { name: words('insight.csv') })).toBeVisible();
  await expect(empty.getByRole('button', { name: words('insight.png') })).toHaveCount(0);
  await press(chart, 'insight.table');
  const status = answerOf(await client.status({}));
  const received = Object.values(status.payments).reduce((sum, count) => sum + count, 0);
  // In whichever minutes they came.
  const column = chart.locator('tbody tr > :nth-child(2)');
  await expect.poll(async () => sumOf(await column.allTextContents())).toBe(received);
  const saved = await savedBy(page, () => press(chart, 'insight.csv'));
  const lines = saved.text.split(/\r?\n/).slice(1);
  expect(sumOf(lines.map((line) => line.split(',')[1] ?? ''))).toBe(received);
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
  await driveAgain(page, client, shell.folder);
  await pauseAndGoOn(page);
  const triage = page.getByRole('region', { name: words('insight.triage') });
  await triage.getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: words('screen.queue') })).toBeAttached();
});

function sumOf(numbers: readonly string[]): number {
  return numbers.reduce((sum, each) => sum + Number(each), 0);
}

const PAYER = outsideParty(2, 1);

/** A payment of an account that is not in the book, after the wrong one that lies there already. */
async function setAside(client: Client, folder: string): Promise<number> {
  const path = join(folder, 'later.xml');
  const debtor = { name: 'Later', iban: PAYER.iban };
  const items = [{ to: outsideParty(2, 2).iban, amount: '5.00' }];
  await writeFile(path, smallPain001({ messageId: 'LATER', debtor, items }));
  const batchId = await submitFile(client, path);
  const sort = { by: 'receivedAt', descending: true } as const;
  const { rows } = answerOf(
    await client.queuePage({ filter: { batchId }, sort, offset: 0, limit: 1 }),
  );
  return known(rows[0], 'it is in the queue').paymentId;
}

/** What was set aside is shown with its reason, driven again and gone; a second time nothing moves. */
async function driveAgain(page: Page, client: Client, folder: string): Promise<void> {
  const paymentId = await setAside(client, folder);
  const quarantine = page.getByRole('region', { name: words('insight.quarantine.title') });
  const row = quarantine.getByRole('row').filter({ hasText: String(paymentId) });
  await expect(row).toContainText(
    `AC01 · ${LANGUAGES.en.domain.reason.debtor_account_not_in_book}`,
  );
  await expect(row).toContainText(inFours(PAYER.iban));
  const wrong = quarantine.getByRole('row').filter({ hasText: 'AC03' });
  await expect(wrong).toContainText(LANGUAGES.en.domain.reason.creditor_iban_check_digits);
  const accounts = join(folder, 'later.csv');
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  await writeFile(accounts, `${header}\n${PAYER.iban},Later,EUR,customer,100.00,0\n`);
  answerOf(await client.importAccounts({ submissionId: 'later-1', path: accounts }));
  await press(row, 'insight.quarantine.one');
  await expect(quarantine.getByText('1 payment was driven again; 1 were left')).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(wrong).toBeVisible();
  // Gone from the list is not yet judged anew.
  const received = async () => answerOf(await client.status({})).payments.received ?? 0;
  await expect.poll(received).toBe(0);
  const before = answerOf(await client.status({}));
  const again = await client.redrivePayments({ submissionId: 'late-1', paymentIds: [paymentId] });
  expect(again).toMatchObject({ refusal: { code: 'payment_status_does_not_allow', paymentId } });
  // What is still wrong comes back as it was.
  await press(quarantine, 'insight.quarantine.all');
  await expect(quarantine.getByText('1 payment was driven again; 0 were left')).toBeVisible();
  await expect(wrong).toBeVisible();
  await expect.poll(async () => answerOf(await client.status({}))).toEqual(before);
}

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
