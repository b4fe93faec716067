// Goal: every screen, every menu and every dialog can be used by everyone, in both themes and both
// languages. Method: axe on the screens in Chinese, and in both languages with the menu of views, the
// filters and each dialog of a payment, a cycle and an entry open; the loopback shell alone, because
// the page is the same in both, and both are looked at in English.
import { type App, expect, test } from './app.ts';
import { go, IN_A_MENU, press } from './hands.ts';
import { choose, type Look, lookAtScreens, looking, THEME_OF } from './looking.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { LANGUAGES, type Language, words } from './words.ts';

/** Opens the menu of views and each dialog of a payment, a cycle and an entry, and looks at them. */
async function openEach(
  { page, client, shell }: App,
  language: Language,
  look: Look,
): Promise<void> {
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  const batchId = await submitFile(client, material.invoices);
  answerOf(await client.dispatchPayments({ submissionId: 'd1', batchId }));
  answerOf(await client.acknowledgeBatch({ submissionId: 'a1', batchId, fromRecord: 0 }));
  const dialog = page.getByRole('dialog');
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await go(page, 'queue', language);
  for (const menu of ['queue.view.title', 'queue.filter.status', 'queue.filter.received']) {
    await press(page, menu, language);
    await expect(dialog).toBeVisible();
    if (menu === 'queue.view.title') {
      await dialog.getByLabel(words('queue.view.name', language)).fill('<b>mine</b>');
      await press(dialog, 'queue.view.keep', language);
    }
    await look(menu, IN_A_MENU);
    await close();
  }
  await page.getByRole('row', { name: /Supplier 1/ }).click();
  const { rejectAcknowledged } = LANGUAGES[language].domain.paymentDeed;
  await page.getByRole('button', { name: rejectAcknowledged }).click();
  await expect(dialog.getByText(words('queue.rejectByRail.detail', language))).toBeVisible();
  await look('reject');
  await close();

  await go(page, 'settlement', language);
  await press(page, 'settlement.close', language);
  await expect(dialog).toBeVisible();
  await look('close');
  await close();
  const { cycles } = answerOf(await client.settlementView({}));
  const cycleId = cycles[0]?.cycleId ?? 0;
  answerOf(await client.closeCycle({ submissionId: 'c1', cycleId, grossIn: 50_000n }));
  await press(page, 'settlement.applyInward', language);
  await dialog.getByLabel(words('settlement.applyInwardAmount', language)).fill('1');
  await look('inward');
  await press(dialog, 'settlement.applyInward', language);
  await expect(dialog.getByText(words('settlement.applied', language))).toBeVisible();
  await look('inward applied');
  await close();
  await press(page, 'settlement.correct', language);
  const number = dialog.getByLabel(words('settlement.correctNumber', language));
  await number.fill('999999');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await look('nothing to correct');
  await number.fill('1');
  await expect(dialog.getByRole('table')).toBeVisible();
  await look('correct');
  await close();
}

test('axe finds nothing: zh-CN', async ({ app }) => {
  await lookAtScreens(app, 'zh-CN');
});

for (const language of ['en', 'zh-CN'] as const) {
  test(`axe finds nothing in menus and dialogs: ${language}`, async ({ app }) => {
    const { page } = app;
    const { found, look } = looking(page);
    await choose(page, language, THEME_OF[language]);
    await openEach(app, language, look);
    expect(found).toEqual([]);
  });
}
