// Goal: what the rail refuses, what came in and what was booked wrongly are dealt with by a person
// on the screens where they stand. Method: a batch goes to the rail; one item is refused; its cycle
// is closed with inward money, which is applied; the cycle falls and is unwound; an opening balance is
// corrected; the book is audited.
import type { Page } from 'playwright/test';
import type { Client } from '../../preload/contract/contract.ts';
import { expect, test } from './app.ts';
import { confirm, go, press } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, statusWord, words } from './words.ts';

test('a refusal of the rail, inward money, a cycle that falls, and a correction', async ({
  app,
}) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.invoices);
  answerOf(await client.dispatchPayments({ submissionId: 'd1', batchId }));
  answerOf(await client.acknowledgeBatch({ submissionId: 'a1', batchId, fromRecord: 0 }));

  await page.getByRole('row', { name: /Supplier 1/ }).click();
  const trail = page.getByRole('complementary').last();
  const { rejectAcknowledged } = LANGUAGES.en.domain.paymentDeed;
  await trail.getByRole('button', { name: rejectAcknowledged }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(words('queue.rejectByRail.detail'))).toBeVisible();
  await dialog.getByRole('combobox').selectOption('AC04');
  await confirm(page, 'queue.rejectByRail.confirm');
  await expect(trail.getByText(statusWord('rejected')).first()).toBeVisible();

  const { cycles } = answerOf(await client.settlementView({}));
  const cycleId = cycles[0]?.cycleId ?? 0;
  answerOf(await client.closeCycle({ submissionId: 'c1', cycleId, grossIn: 50_000n }));
  await go(page, 'settlement');
  await press(page, 'settlement.applyInward');
  await dialog.getByLabel(words('settlement.applyInwardAmount')).fill('120.50');
  await press(dialog, 'settlement.applyInward');
  const said = dialog.getByText(words('settlement.applied'));
  await expect(said).toBeVisible();
  const applied = Number(/\d+/.exec((await said.textContent()) ?? '')?.[0]);
  expect(answerOf(await client.audit({})).ok).toBe(true);
  await press(dialog, 'close');

  await unwindFallen(page, client, applied);

  await press(page, 'settlement.correct');
  const number = dialog.getByLabel(words('settlement.correctNumber'));
  await number.fill('999999');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('table')).toHaveCount(0);
  await number.fill('1');
  await expect(dialog.getByRole('table')).toBeVisible();
  await dialog.getByLabel(words('settlement.correctReason')).fill('opened twice');
  await press(dialog, 'settlement.correctThis');
  await expect(dialog.getByText(words('settlement.corrected'))).toBeVisible();
  await press(dialog, 'close');
  expect(answerOf(await client.audit({})).ok).toBe(true);
});

/**
 * The rail did not settle the cycle: it is unwound, which it refuses until the credit that was given is
 * taken back, and its payments are in the next cycle.
 */
async function unwindFallen(page: Page, client: Client, applied: number): Promise<void> {
  const dialog = page.getByRole('dialog');
  const card = (state: 'unwound' | 'open') =>
    page.getByRole('article').filter({ has: page.getByText(words(`settlement.state.${state}`)) });
  await press(page, 'settlement.unwind');
  const effect = dialog.getByRole('table', { name: words('settlement.correctEffect') });
  await expect(effect.getByRole('row').nth(1)).toContainText('2125');
  await expect(effect.getByRole('row').nth(2)).toContainText('500.00');
  const confirming = dialog.getByRole('button', { name: words('settlement.unwind') });
  await expect(confirming).toBeDisabled();
  await dialog.getByLabel(words('settlement.unwindReason')).fill('a participant did not pay');
  await confirming.click();
  const { primary } = LANGUAGES.en.outcomes.refusal.cycle_was_drawn_on;
  await expect(dialog.getByText(primary)).toBeVisible();
  const remark = 'the cycle fell';
  answerOf(await client.correctEntry({ submissionId: 'back', entryId: applied, remark }));
  await confirming.click();
  await expect(dialog).toBeHidden();
  await expect(card('unwound')).toBeVisible();
  await expect(card('open')).toBeVisible();
}
