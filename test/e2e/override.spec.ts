// Goal: what nobody there may sign happens by two others, each with a reason and an own proof; whoever
// is there reads that it stands until somebody who took no part has read the report. Method: an
// administrator of the demonstration asks for a setting at their seat, two supervisors and the auditor
// do theirs at the page, in both languages; axe looks at the part, the banner and the report.
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { answerOf, setPolicy } from './material.ts';
import { provesBy, switchesTo, takesTheSeat } from './seats.ts';
import { type Language, words } from './words.ts';

test('let happen by two others, told to everybody, read by a third', async ({ app }) => {
  const { page, client } = app;
  await setPolicy(client, 'emergencyOverride', 'on');
  await setPolicy(client, 'stepUpSeconds', '0');
  await press(page, 'seat.menuDemo');
  await press(page.getByRole('dialog'), 'seat.demoAs');
  await expect(page.getByRole('heading', { name: words('seat.demoTitle') })).toBeVisible();
  const { passphrase } = answerOf(await client.demoPeople({})) ?? { passphrase: '' };
  await takesTheSeat(page, 'Oskar Brandl', 'en');
  const change = { name: 'cutOff:batch', value: '16:45' };
  expect((await client.setPolicy({ submissionId: 'cut-off', ...change })).ok).toBe(false);

  await switchesTo(page, 'Clara Voss', 'en');
  const panel = (language: Language) =>
    page.getByRole('region', { name: words('override.title', language) });
  const standing = (language: Language) => page.getByText(words('override.standing', language));
  await go(page, 'review');
  await panel('en').getByLabel(words('override.reason')).fill('the clearing closes early');
  expect(await findingsInThemes(page)).toEqual([]);
  await press(panel('en'), 'override.begin');
  await provesBy(page, passphrase, 'Clara Voss');
  await expect(panel('en').getByText('the clearing closes early')).toBeVisible();
  await expect(standing('en')).toHaveCount(0);

  await switchesTo(page, 'Jonas Weber', 'en', 'zh-CN');
  await go(page, 'review', 'zh-CN');
  await panel('zh-CN').getByLabel(words('override.reason', 'zh-CN')).fill('seen, and agreed');
  await press(panel('zh-CN'), 'override.confirm', 'zh-CN');
  await provesBy(page, passphrase, 'Jonas Weber', 'zh-CN');
  await expect(standing('zh-CN')).toBeVisible();
  await expect(panel('zh-CN')).toHaveCount(0);
  expect(await findingsInThemes(page)).toEqual([]);

  await switchesTo(page, 'Edith Sommer', 'zh-CN', 'en');
  await expect(standing('en')).toBeVisible();
  await press(page, 'override.report');
  const report = page.getByRole('region', { name: words('override.report') });
  await expect(report.getByText('the clearing closes early')).toBeVisible();
  expect(await findingsInThemes(page)).toEqual([]);
  await press(report, 'override.acknowledge');
  await expect(standing('en')).toHaveCount(0);
  await expect(report.getByText(words('override.state.acknowledged'))).toBeVisible();
});
