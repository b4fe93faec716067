// Goal: a check for an update is a click in the menu, off until an administrator names a feed, and the
// program says which of its two keys is missing. Method: the menu's item in the running program; the
// system's message box is answered by the spec.
import type { ElectronApplication } from 'playwright/test';
import { expect, test } from './app.ts';

/** Clicks the item and gives the box that was shown, answered with its last button. */
function checkForUpdates(
  electron: ElectronApplication,
): Promise<{ type: string; message: string }> {
  return electron.evaluate(
    ({ Menu, dialog }) =>
      new Promise((resolve) => {
        dialog.showMessageBox = (async (box: { type: string; message: string }) => {
          resolve({ type: box.type, message: box.message });
          return { response: 0, checkboxChecked: false };
        }) as typeof dialog.showMessageBox;
        Menu.getApplicationMenu()?.getMenuItemById('updates')?.click();
      }),
  );
}

test('updates are off by default, and without a release key they stay refused', async ({
  startDesktop,
}) => {
  const desktop = await startDesktop();
  await desktop.page();
  const client = await desktop.client();
  await expect.poll(() => client.updateFeed({})).toEqual({ ok: true, value: { feed: null } });
  expect(await checkForUpdates(desktop.electron)).toEqual({
    type: 'info',
    message: 'Updates are off.',
  });
  const feed = 'https://updates.bank.example/stable.release';
  const set = { submissionId: crypto.randomUUID(), name: 'updateFeed', value: feed };
  await expect.poll(() => client.setPolicy(set)).toMatchObject({ ok: true });
  expect(await checkForUpdates(desktop.electron)).toEqual({
    type: 'info',
    message: 'This program takes no updates.',
  });
});
