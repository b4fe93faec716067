// Starts the installed Chromium as the stand-in's renderer, without a window of its own, and says
// where it listens in the words that Electron says it with.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../main/shell/loopback/find-browser.ts';
import { type Cdp, connectCdp } from './cdp.ts';

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--password-store=basic',
  '--use-mock-keychain',
  '--hide-scrollbars',
  '--mute-audio',
  // Electron's ports tell when the other end is gone; Chromium's do so only when asked.
  '--enable-blink-features=MessagePortCloseEvent',
];
const LISTENING = /DevTools listening on (ws:\/\/\S+)/;

export type Renderer = {
  readonly cdp: Cdp;
  /** Where a debugger may attach, as Electron would print it. */
  readonly address: string;
  readonly end: () => void;
};

/** Starts Chromium on a profile under `userData` with the switches that the program appended. */
export async function startChromium(
  userData: string,
  switches: readonly string[],
): Promise<Renderer> {
  const browser = findBrowser();
  if (browser === null) throw new Error('electron stand-in: no Chromium is installed');
  const profile = join(userData, 'stand-in');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const child = spawn(
    browser,
    [
      ...QUIET,
      ...switches,
      ...(display ? ['--test-type'] : ['--headless']),
      // A container's root has no other way; this is Chromium here, never Electron.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  process.on('exit', () => child.kill('SIGKILL'));
  const address = await listening(child);
  return { cdp: await connectCdp(address), address, end: () => child.kill('SIGKILL') };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      printed = (printed + bytes.toString()).slice(-20_000);
      const found = LISTENING.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`Chromium ended and had printed:\n${printed}`)));
  });
}
