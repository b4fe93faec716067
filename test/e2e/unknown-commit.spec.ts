// Goal: a person whose deed was under way when the disk failed reads "Checking…", then the truth,
// and never that it failed. Method: the sync of the commit fails with EIO (strace); everything that
// the page says meanwhile is written down.
import { failNextSync, whyNoStrace } from '../office/fail-next-sync.ts';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, writeMaterial } from './material.ts';
import { LANGUAGES, words } from './words.ts';

test('a commit whose sync failed is checked, and the batch is there once', async ({ app }) => {
  const why = whyNoStrace();
  test.info().skip(why !== null, why ?? '');
  const { page, client, shell } = app;
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await go(page, 'batch');
  await page.locator('input[type=file]').first().setInputFiles(material.payroll);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  await page.evaluate(WRITE_DOWN);
  const before = await shell.officePid();
  test.info().skip(before === null, 'the processes of this system cannot be looked at');
  const injected = await failNextSync(before ?? 0);
  test.info().skip(injected === null, 'this system does not let one process trace another');
  await press(page, 'intake.submit');
  await expect(page.getByText(words('batch.status.processed'))).toBeVisible();
  injected?.end();
  expect(injected?.seen()).toMatch(/EIO .*INJECTED/);
  expect(await shell.officePid()).not.toBe(before);
  const said = String(await page.evaluate('window.said.join(" ")'));
  expect(said).toContain(LANGUAGES.en.screens.office.awayTitle);
  expect(said).not.toMatch(/failed|went wrong/i);

  const now = await shell.client();
  const { batches, payments } = answerOf(await now.status({}));
  expect(batches.map(({ numberOfTransactions }) => numberOfTransactions)).toEqual([1240]);
  expect(payments).toEqual({ accepted: 1240 });
  expect(answerOf(await now.audit({}))).toMatchObject({ ok: true });
});

/** Runs in the page: every text that comes to stand on it is kept. */
const WRITE_DOWN = `
  window.said = [];
  new MutationObserver(() => window.said.push(document.body.innerText)).observe(document.body, {
    childList: true, subtree: true, characterData: true,
  });
`;
