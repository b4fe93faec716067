// Goal: the desktop program around its window: menu, files and links from outside, a second start, a
// book in use, a dead page, presence, notices, an orderly end. Method: the built program, driven by its
// menu, by other processes and by the events that the system would send.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { type DesktopProcess, PROJECT } from './desktop-process.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { words } from './words.ts';

function logOf({ folder }: DesktopProcess, name: 'office' | 'shell'): Promise<string> {
  return readFile(join(folder, 'book', 'logs', `${name}.log`), 'utf8').catch(() => '');
}

test('the menu does what the keys do, in the language of the page', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.getByText(words('office.ready'))).toBeVisible();
  await desktop.menu('go_review');
  await expect(heading).toHaveText(words('screen.review'));
  await desktop.menu('open_sheet');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '简体中文', exact: true }).click();
  await expect
    .poll(() =>
      desktop.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label ?? ''),
    )
    .toBe('文件(&F)');
});

test('a file is opened by the dialog, previewed, and remembered', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  const { invoices } = await writeMaterial(desktop.folder);
  await desktop.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, invoices);
  await desktop.menu('open');
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  const recent = () =>
    desktop.electron.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('recent_0')?.label ?? null,
    );
  await expect.poll(recent).toBe(invoices.replaceAll('&', '&&'));
  await desktop.menu('clear_recent');
  await expect.poll(recent).toBeNull();
  // Looking is no deed: the book holds no batch.
  const { batches } = answerOf(await (await desktop.client()).status({}));
  expect(batches).toEqual([]);
});

test('a second start hands its file or link to the first one and ends', async ({
  startDesktop,
}) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  const { payroll } = await writeMaterial(desktop.folder);
  const electron: string = createRequire(import.meta.url)('electron');
  const startAgain = (opened: string) =>
    new Promise<number | null>((resolve) => {
      const args = ['.', `--data=${join(desktop.folder, 'book')}`, opened];
      const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const child = spawn(electron, [...root, ...args], { cwd: PROJECT, stdio: 'ignore' });
      child.on('exit', resolve);
    });
  expect(await startAgain('counterfoil://screen/settlement')).toBe(0);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(words('screen.settlement'));
  expect(await startAgain(payroll)).toBe(0);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
  expect(await startAgain('counterfoil://approve/1')).toBe(0);
  await expect(page.getByText(words('intake.accepted'))).toBeVisible();
});

test('what the program was started with is opened once the window is there', async ({
  startDesktop,
  start,
}) => {
  const files = await start();
  const { invoices } = await writeMaterial(files.folder);
  const desktop = await startDesktop({ args: [invoices] });
  await expect((await desktop.page()).getByText(words('intake.accepted'))).toBeVisible();
});

test('a book in use is not opened, and the person is told who has it', async ({
  start,
  startDesktop,
}) => {
  const other = await start();
  await (await other.client()).status({});
  const desktop = await startDesktop({ folder: other.folder, boxes: 'answered' });
  expect(await desktop.ended).toBe(3);
  expect(desktop.printed()).toMatch(/in use by \S+ \(loopback\), since /);
  expect(await other.stop()).toBe(0);
});

test('a page that died is loaded again, and the office never noticed', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  await expect(page.getByText(words('office.ready'))).toBeVisible();
  const office = await desktop.officePid();
  await desktop.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(() => logOf(desktop, 'shell')).toContain('window_died');
  await expect.poll(desktop.printed).toContain('The window stopped');
  expect(await desktop.officePid()).toBe(office);
  expect(answerOf(await (await desktop.client()).audit({}))).toMatchObject({ ok: true });
});

test('the lock of the screen and its sleep reach the office', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  await (await desktop.client()).status({});
  await desktop.electron.evaluate(({ powerMonitor }) => {
    for (const event of ['lock-screen', 'unlock-screen', 'suspend', 'resume']) {
      powerMonitor.emit(event);
    }
  });
  const told = async () =>
    [...(await logOf(desktop, 'office')).matchAll(/"presence":"(\w+)"/g)].map(([, word]) => word);
  await expect.poll(told).toEqual(['locked', 'unlocked', 'suspended', 'resumed']);
});

test('a batch that is done is told to a person who looks elsewhere', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  await expect(page.getByText(words('office.ready'))).toBeVisible();
  const material = await writeMaterial(desktop.folder);
  const client = await desktop.client();
  await prepareBook(client, material);
  const told = await desktop.electron.evaluateHandle(({ BrowserWindow, Notification }) => {
    const shown: Electron.Notification[] = [];
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this);
    };
    BrowserWindow.getAllWindows()[0]?.blur();
    return shown;
  });
  await submitFile(client, material.payroll);
  await expect
    .poll(() => told.evaluate((shown) => shown.map(({ title }) => title)))
    .toEqual(['A batch has been worked through']);
  await told.evaluate(([first]) => first?.emit('click'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('screen.batch'));
});

test('the window stands where it stood, and the end leaves the book free', async ({
  startDesktop,
}) => {
  const first = await startDesktop();
  await first.page();
  const area = { x: 120, y: 80, width: 1100, height: 720 };
  await first.electron.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    area,
  );
  const office = await first.officePid();
  expect(await first.end()).toBe(0);
  expect(() => process.kill(office ?? 0, 0)).toThrow();
  const second = await startDesktop({ folder: first.folder });
  await second.page();
  const bounds = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
  );
  expect(bounds).toEqual(area);
  expect(await second.stop()).toBe(0);
});
