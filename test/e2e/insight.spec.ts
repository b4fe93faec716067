// Goal: Insight shows what happened in this very book, in words and pictures, with the same figures
// as a table and as a file, and leads to the payment that should be taken first. Method: a book with
// payments that wait for a decision, looked at before and after one is decided.
import { readFile } from 'node:fs/promises';
import { expect, test } from './app.ts';
import { go, press } from './hands.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { words } from './words.ts';

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
  const download = page.waitForEvent('download');
  await press(chart, 'insight.csv');
  const saved = await readFile(await (await download).path(), 'utf8');
  expect(saved).toContain(`Z,${received},`);
  const triage = page.getByRole('region', { name: words('insight.triage') });
  await triage.getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: words('screen.queue') })).toBeAttached();
});
