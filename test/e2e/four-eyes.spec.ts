// Goal: who submitted a payment above the authority limit sees what it waits for, in both languages
// and themes, and is not let to sign it, nor by asking the office past the page. Method: one person's console,
// its Review screen read in each language, axe on it, and the deed asked over the contract.
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { answerOf, prepareBook, setPolicy, submitFile, writeMaterial } from './material.ts';
import { type Language, words } from './words.ts';

test('whoever submitted it sees it wait and does not sign it', async ({ app }) => {
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await setPolicy(client, 'reviewAbove:EUR', '100000000');
  await setPolicy(client, 'authorityLimit:EUR', '220000');
  await submitFile(client, material.invoices);
  for (const language of ['en', 'zh-CN'] satisfies Language[]) {
    const name = language === 'en' ? 'EN' : '简体中文';
    await page.getByRole('button', { name, exact: true }).click();
    await go(page, 'review', language);
    await press(page, 'signing.signatures', language);
    const list = page.getByRole('list', { name: words('signing.title', language) });
    await list.getByRole('button', { name: /2,500\.00/ }).click();
    const detail = page.getByRole('article', { name: words('signing.detail', language) });
    await expect(detail.getByText(words('signing.ownWork', language))).toBeVisible();
    await expect(
      detail.getByRole('list', { name: words('signing.levels', language) }),
    ).toBeVisible();
    await expect(detail.getByRole('form')).toHaveCount(0);
    // Nobody else is there who could be reminded.
    const remind = detail.getByRole('button', { name: words('signing.remind', language) });
    await expect(remind).toHaveCount(0);
    expect(await findingsInThemes(page)).toEqual([]);
  }
  const { rows } = answerOf(await client.approvalList({ offset: 0, limit: 10 }));
  expect(rows.map(({ cannot }) => cannot)).toEqual(['second_person_must_differ']);
  const [waiting] = rows;
  if (waiting === undefined) throw new Error('a payment waits');
  const { paymentId, shown } = waiting;
  const signed = await client.approve({ submissionId: 'own', paymentId, shown, remark: '' });
  expect(signed).toMatchObject({ ok: false, refusal: { code: 'second_person_must_differ' } });
  // The payment stays where it is.
  const trail = answerOf(await client.paymentTrail({ paymentId }));
  expect(trail.payment.status).toBe('awaiting_approval');
});
