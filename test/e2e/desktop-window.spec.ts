// Goal: the running window keeps the security checklist: nothing of Node in it, its own page under its
// policy and nothing else, no permission, no way out. Method: the page itself tries, with every hostile
// address and in every way that a page has; what left is counted in the main process.
import type { Page } from 'playwright/test';
import { WEB_PREFERENCES } from '../../main/shell/electron/guards.ts';
import { HOSTILE_URLS } from '../shell/electron/urls.ts';
import { expect, test } from './app.ts';
import { type DesktopProcess, OWN_PAGE } from './desktop-process.ts';

/** Counts what leaves for another program, in place of leaving. */
async function countLeaving(desktop: DesktopProcess): Promise<() => Promise<readonly string[]>> {
  const left = await desktop.electron.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = async (url: string) => {
      urls.push(url);
    };
    return urls;
  });
  return () => left.evaluate((urls) => [...urls]);
}

/** Runs in the page and gives what came of it; a page that went away meanwhile gives null. */
async function trying<Value>(page: Page, script: string): Promise<Value | null> {
  return page.evaluate<Value>(script).catch(() => null);
}

test('the page has nothing of Node or Electron but its door', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  const found = await page.evaluate(`({
    node: [typeof require, typeof process, typeof module, typeof Buffer, typeof global],
    door: Object.entries(window.counterfoil).map(([name, part]) => [name, typeof part]),
    frozen: Object.isFrozen(window.counterfoil),
    replaced: Reflect.defineProperty(window, 'counterfoil', { value: 1 }),
    secure: window.isSecureContext,
  })`);
  expect(found).toEqual({
    node: Array(5).fill('undefined'),
    door: [
      ['open', 'function'],
      ['keepFile', 'function'],
      ['language', 'function'],
      ['listen', 'function'],
    ],
    frozen: true,
    replaced: false,
    secure: true,
  });
  // Electron keeps this function and does not document it.
  const preferences = await desktop.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const last: unknown = contents && Reflect.get(contents, 'getLastWebPreferences');
    return typeof last === 'function' ? Reflect.apply(last, contents, []) : null;
  });
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = WEB_PREFERENCES;
  expect(preferences).toMatchObject({
    sandbox,
    contextIsolation,
    nodeIntegration,
    webSecurity,
    webviewTag,
  });
});

test('the page stands under its policy, and a frame inside it has no door', async ({
  startDesktop,
}) => {
  const page = await (await startDesktop()).page();
  const { policy, cors } = await page.evaluate(async () => {
    const { headers } = await fetch('/');
    return {
      policy: headers.get('Content-Security-Policy') ?? '',
      cors: [...headers.keys()].filter((name) => name.startsWith('access-control')),
    };
  });
  expect(policy).toMatch(/default-src 'none'; script-src 'self';.*require-trusted-types-for/);
  expect(cors).toEqual([]);
  const tried = await page.evaluate(`(async () => {
    const outside = await fetch('https://example.com/').then(() => 'fetched', () => 'refused');
    try { setTimeout('window.ran = 1'); } catch {}
    const script = document.createElement('script');
    let typed = 'assigned';
    try { script.text = 'window.ran = 1'; } catch { typed = 'refused'; }
    document.body.append(script);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const door = typeof frame.contentWindow.counterfoil;
    frame.remove();
    await new Promise((resolve) => setTimeout(resolve));
    return { outside, typed, ran: typeof window.ran, door };
  })()`);
  expect(tried).toEqual({
    outside: 'refused',
    typed: 'refused',
    ran: 'undefined',
    door: 'undefined',
  });
});

test('every permission is denied', async ({ startDesktop }) => {
  const page = await (await startDesktop()).page();
  const states = await page.evaluate(`Promise.all(
    ['geolocation', 'notifications', 'camera', 'midi'].map(async (name) =>
      (await navigator.permissions.query({ name })).state,
    ),
  )`);
  expect(states).toEqual(Array(4).fill('denied'));
});

for (const way of ['navigation', 'window', 'link'] as const) {
  test(`no hostile address is reached by a ${way}`, async ({ startDesktop }) => {
    const desktop = await startDesktop();
    const page = await desktop.page();
    const left = await countLeaving(desktop);
    for (const url of HOSTILE_URLS) {
      const address = JSON.stringify(url);
      if (way === 'navigation') await trying(page, `location.assign(${address})`);
      else if (way === 'window') {
        await trying(page, `void window.open(${address}, '_blank')`);
        await trying(page, `void window.open(${address}, '_blank', 'noopener')`);
      } else {
        await trying(
          page,
          `(() => {
            const link = document.createElement('a');
            link.href = ${address};
            link.target = '_blank';
            document.body.append(link);
            link.click();
            link.remove();
          })()`,
        );
      }
      await expect.poll(() => page.url(), { message: url }).toMatch(OWN_PAGE);
    }
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    const windows = () =>
      desktop.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(await windows()).toBe(1);
    await expect.poll(() => desktop.electron.windows().length).toBe(1);
    expect(await left()).toEqual([]);
  });
}

test('the help menu’s page leaves for the browser, and only that', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  await desktop.page();
  const left = await countLeaving(desktop);
  await desktop.menu('reason_codes');
  await expect.poll(left).toEqual([expect.stringMatching(/^https:\/\/www\.iso20022\.org\//)]);
});

test('a download of the page is offered under a plain name', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const page = await desktop.page();
  const offered = await desktop.electron.evaluateHandle(({ session }) => {
    const names: unknown[] = [];
    session.defaultSession.on('will-download', (event, item) => {
      names.push(item.getSaveDialogOptions().defaultPath);
      event.preventDefault();
    });
    return names;
  });
  await page.evaluate(`(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'report\\u202elmx.exe';
    link.click();
  })()`);
  await expect
    .poll(() => offered.evaluate((names) => [...names]))
    .toEqual([expect.stringMatching(/^report_+lmx\.exe$/)]);
});
