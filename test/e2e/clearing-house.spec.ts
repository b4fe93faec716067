// Goal: an untouched book is made a clearing house's in the window, takes its participants from a file
// and settles them. Method: by mouse from the first start on, with a list of two participants.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { press } from './hands.ts';
import { words } from './words.ts';

test('a book is made a clearing house’s, takes its participants and settles them', async ({
  app,
}) => {
  const { page, shell } = app;
  await page.getByRole('button', { name: words('queue.none.submit') }).click();
  await press(page, 'role.make');
  await expect(page.getByText(words('clearing.none'))).toBeVisible();
  const list = [
    'account,name,currency,kind,openingBalance,accountLimit',
    '2410/AAAADEFFXXX,Alpha,EUR,participant_position,-700.00,5000.00',
    '2410/BBBBDEFFXXX,Beta,EUR,participant_position,700.00,5000.00',
    '2420/AAAADEFFXXX,Alpha,EUR,participant_settlement,1000.00,0',
    '2420/BBBBDEFFXXX,Beta,EUR,participant_settlement,1000.00,0',
  ].join('\n');
  // A file on the disk, because the desktop's office reads what was picked by its path.
  const file = join(shell.folder, 'participants.csv');
  await writeFile(file, list);
  await page.getByLabel(words('clearing.pick')).first().setInputFiles(file);
  const participants = page.getByRole('region', { name: words('clearing.participants') });
  await expect(participants.getByRole('row')).toHaveCount(3);
  await press(page, 'clearing.settle');
  const dialog = page.getByRole('dialog', {
    name: words('clearing.settleTitle'),
  });
  await dialog.getByRole('button', { name: words('clearing.settle') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(participants.getByText('300.00')).toBeVisible();
});
