// Goal: the evening of the ledger can be done on the Settlement screen: what stands open is seen with
// its owner, the trial balance adds up, and the day closes with the head of the chain shown, in both
// languages and themes and with the keyboard alone. Method: a file goes to the rail and comes back
// with money that nobody is found for; the day is refused, then closed over it by name; axe looks at
// each state, and what is shown is compared with what the office says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { formatMinor } from '../../main/domain/money.ts';
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, type Language, words } from './words.ts';

async function choose(page: Page, language: Language): Promise<void> {
  const name = language === 'en' ? 'EN' : '简体中文';
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

test('the balances of the core-banking system are seen, then taken in', async ({ app }) => {
  const { page, client, shell } = app;
  await prepareBook(client, await writeMaterial(shell.folder));
  const { businessDate } = answerOf(await client.session({}));
  const { accounts } = answerOf(await client.balancesAt({ at: null, offset: 0, limit: 100 }));
  const [first] = accounts.filter(({ account }) => account.startsWith('DE'));
  const balance = (first?.creditsPosted ?? 0n) + 1n;
  const amount = formatMinor({ minor: balance, currency: 'EUR' });
  const list = join(shell.folder, 'core.csv');
  const row = `${first?.account},EUR,${amount},open,${businessDate}`;
  const header = 'account,currency,balance,status,asOf';
  writeFileSync(list, `${header}\n${row}\n#total,EUR,2,${amount}\n`);
  await go(page, 'settlement');
  const section = page.getByRole('region', { name: words('core.title') });
  await expect(section.getByText(words('core.none'))).toBeVisible();
  const input = section.locator('input[type=file]');
  await input.setInputFiles(list);
  await expect(section.getByRole('alert')).toBeVisible();
  await press(section, 'close');
  writeFileSync(list, `${header}\n${row}\n#total,EUR,1,${amount}\n`);
  await input.setInputFiles(list);
  const preview = section.getByRole('region', { name: words('core.preview') });
  await expect(preview.getByText(amount.slice(-2))).toBeVisible();
  await press(preview, 'core.takeIn');
  await expect(section.getByText(words('core.takenIn'))).toBeVisible();
  // It says one unit more than this book: the difference stands there by account.
  await expect(section.getByRole('row').filter({ hasText: first?.account ?? '' })).toBeVisible();

  // An account is blocked from the ledger's header; one that is not in the book is refused there.
  const ledger = page.getByRole('region', { name: words('settlement.day.title') });
  await press(ledger, 'settlement.day.account');
  const dialog = page.getByRole('dialog');
  const change = dialog.getByRole('button', { name: words('settlement.day.accountThis') });
  await dialog.getByLabel(words('settlement.day.accountReason')).fill('asked by its owner');
  await dialog.getByLabel(words('settlement.number')).fill('NONE');
  await expect(dialog.getByText(words('settlement.day.accountEffect.debit_blocked'))).toBeVisible();
  await dialog.getByLabel(words('settlement.day.accountCurrency')).selectOption('EUR');
  await change.click();
  await expect(
    dialog.getByText(LANGUAGES.en.outcomes.refusal.account_unknown.primary),
  ).toBeVisible();
  await expect(change).toBeDisabled();
  await dialog.getByLabel(words('settlement.number')).fill(first?.account ?? '');
  expect(await findingsInThemes(page), 'account').toEqual([]);
  await change.click();
  await expect(dialog.getByText(words('settlement.day.accountDone'))).toBeVisible();
  const again = {
    account: first?.account ?? '',
    currency: 'EUR',
    status: 'debit_blocked',
  } as const;
  const repeated = await client.changeAccount({ submissionId: 'block-again', ...again });
  expect('refusal' in repeated && repeated.refusal.code).toBe('account_status_is_that');
  await press(dialog, 'close');
  await bookAnEvent(page, ledger);
});

/** An inward instant payment that no account fits: seen debit by credit, then booked. */
async function bookAnEvent(page: Page, ledger: Locator): Promise<void> {
  await press(ledger, 'settlement.event.open');
  const dialog = page.getByRole('dialog');
  const book = dialog.getByRole('button', { name: words('settlement.event.book') });
  await dialog.getByLabel(words('settlement.event.event'), { exact: true }).selectOption('C4');
  await expect(book).toBeDisabled();
  await dialog.getByLabel(LANGUAGES.en.domain.amountName.principal, { exact: true }).fill('42.00');
  const row = dialog.getByRole('row').filter({ hasText: '1020' });
  await expect(row).toContainText('2210');
  await expect(row).toContainText('42.00');
  expect(await findingsInThemes(page), 'event').toEqual([]);
  await book.click();
  await expect(dialog.getByText(words('settlement.event.done'))).toBeVisible();
  await press(dialog, 'close');
  await expect(ledger.getByRole('row').filter({ hasText: '2210' }).first()).toContainText('42.00');
}

test('the day is closed over what is carried by name, and its head is shown', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.invoices);
  answerOf(await client.dispatchPayments({ submissionId: 'd1', batchId }));
  answerOf(await client.acknowledgeBatch({ submissionId: 'a1', batchId, fromRecord: 0 }));
  const { cycles } = answerOf(await client.settlementView({}));
  const cycleId = cycles[0]?.cycleId ?? 0;
  answerOf(await client.closeCycle({ submissionId: 'c1', cycleId, grossIn: 50_000n }));
  const inward = { cycleId, account: null, amount: 50_000n };
  answerOf(await client.applyInward({ submissionId: 'i1', ...inward }));

  for (const language of ['en', 'zh-CN'] as const) {
    await choose(page, language);
    await go(page, 'settlement', language);
    const section = page.getByRole('region', { name: words('settlement.day.title', language) });
    await expect(section.getByRole('table').first()).toBeVisible();
    expect(await findingsInThemes(page), language).toEqual([]);
  }
  await choose(page, 'en');
  const section = page.getByRole('region', { name: words('settlement.day.title') });
  const { work } = answerOf(await client.dayView({}));
  const unapplied = work.find(({ kind }) => kind === 'item_unapplied');
  await expect(section.getByText(unapplied?.reference ?? 'nothing', { exact: true })).toBeVisible();
  const balance = section.getByRole('table', { name: words('settlement.day.trialBalance') });
  await expect(balance.first()).toHaveAttribute('data-balances', 'true');

  // With the keyboard alone: to the button, through the dialog, refused, then carried by name.
  await section.getByRole('button', { name: words('settlement.day.close') }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await findingsInThemes(page), 'dialog').toEqual([]);
  const confirm = dialog.getByRole('button', { name: words('settlement.day.closeThis') });
  for (const rate of await dialog.getByLabel(words('settlement.day.rate')).all()) {
    await rate.fill('1.0825');
  }
  await confirm.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  for (const tick of await dialog.getByRole('checkbox').all()) {
    await tick.focus();
    await page.keyboard.press('Space');
    await expect(tick).toBeChecked();
  }
  await dialog.getByLabel(words('settlement.day.remark')).fill('found tomorrow');
  await confirm.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(words('settlement.day.done'))).toBeVisible();
  const { days } = answerOf(await client.dayView({}));
  const closed = days.find(({ state }) => state === 'closed');
  await expect(dialog.getByText(closed?.chainHead ?? 'none')).toBeVisible();
  await dialog.getByRole('button', { name: words('close') }).click();
  await expect(dialog).toBeHidden();
  await expect(section.getByText(closed?.chainHead ?? 'none')).toBeVisible();
  expect(answerOf(await client.audit({})).ok).toBe(true);
});
