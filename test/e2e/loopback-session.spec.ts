// Goal: a loopback session belongs to the window that bought it. Method: the page is reloaded, and
// a second window of the same browser, which has the cookie but not the key, is opened beside it;
// what either may do is read off the page and asked of the shell.
import { expect, test } from './app.ts';
import { words } from './words.ts';

test('a reload keeps the session, and the cookie alone opens nothing', async ({ app }) => {
  const { page } = app;
  const ready = page.getByText(words('office.ready'));
  await expect(ready).toBeVisible();
  await page.reload();
  await expect(ready).toBeVisible();
  const second = await page.context().newPage();
  await second.goto(new URL('/', page.url()).href);
  await expect(second.getByText(words('office.ended'))).toBeVisible();
  // The browser's own cookie goes along with these, as it would from another program's page.
  const { origin } = new URL(page.url());
  for (const key of ['1', '', 'A'.repeat(43)]) {
    const headers = { Origin: origin, 'Sec-Fetch-Site': 'same-origin', 'X-Counterfoil': key };
    const answer = await page.request.post(`${origin}/files`, { headers, data: '<a/>' });
    expect(answer.status(), key).toBe(401);
  }
  await expect(ready).toBeVisible();
});
