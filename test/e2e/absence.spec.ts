// Goal: whoever is away is asked whether they are back, and what waits for people of whom nobody is
// there says so, with who and until when. Method: of the demonstration's two administrators one asks
// for a setting and the other marks themselves away at their own menu; read in both languages, axe
// looks at the dialog and at what is told.
import { expect, test } from './app.ts';
import { findingsInThemes, go, press } from './hands.ts';
import { setPolicy } from './material.ts';
import { switchesTo, takesTheSeat } from './seats.ts';
import { words } from './words.ts';

test('away by their own word, told where it matters, and back', async ({ app }) => {
  const { page, client } = app;
  await setPolicy(client, 'emergencyOverride', 'on');
  await press(page, 'seat.menuDemo');
  await press(page.getByRole('dialog'), 'seat.demoAs');
  await takesTheSeat(page, 'Oskar Brandl', 'en');
  const change = { name: 'cutOff:batch', value: '16:45' };
  expect((await client.setPolicy({ submissionId: 'cut-off', ...change })).ok).toBe(false);

  await switchesTo(page, 'Leïla Marchand', 'en');
  await press(page, 'seat.menu');
  await press(page.getByRole('dialog'), 'absence.own');
  const dialog = page.getByRole('dialog', { name: words('absence.title') });
  await expect(dialog.getByRole('option', { name: 'Clara Voss' })).toHaveCount(1);
  expect(await findingsInThemes(page)).toEqual([]);
  await press(dialog, 'absence.confirm');
  await expect(dialog).toHaveCount(0);
  const question = page.getByRole('region', { name: words('absence.question') });
  await expect(question.getByText(/Nov 26/)).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('button')).toHaveCount(0);
  expect(await findingsInThemes(page)).toEqual([]);

  // Who asked is there, and may not sign; everybody who may is away.
  await switchesTo(page, 'Clara Voss', 'en', 'zh-CN');
  await go(page, 'review', 'zh-CN');
  await expect(page.getByText(words('absence.onlyAbsent', 'zh-CN'))).toContainText(
    'Leïla Marchand',
  );
  expect(await findingsInThemes(page)).toEqual([]);

  await switchesTo(page, 'Leïla Marchand', 'zh-CN', 'en');
  await press(question, 'absence.here');
  await expect(question).toHaveCount(0);
  await go(page, 'admin');
});
