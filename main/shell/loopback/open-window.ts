// The console's window: a browser of the Chromium family without address bar, on a profile of its
// own that is gone afterwards. The command line names only the launch page, never the token.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type WindowOptions = {
  /** The program that {@link findBrowser} found. */
  readonly browser: string;
  readonly launchPage: string;
  /** A plain folder of the home directory: a browser in a snap sees neither temp nor hidden ones. */
  readonly profilesFolder: string;
  readonly language: string | null;
  /** As root Chromium runs only without its sandbox; the person has allowed it. */
  readonly asRoot: boolean;
};

export type ConsoleWindow = {
  /** Resolves when the window is gone: the exit code, or null when a signal or nothing ended it. */
  readonly closed: Promise<number | null>;
  readonly close: () => void;
};

/** Nothing is fetched, synced, offered or stored by the browser on its own account. */
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** Tries and milliseconds between them: helpers of the browser write for a moment after its end. */
const SWEEP = { maxRetries: 10, retryDelay: 100 };

/** The arguments of the browser. */
export function windowArguments(options: WindowOptions, profile: string): string[] {
  return [
    `--app=${pathToFileURL(options.launchPage).href}`,
    `--user-data-dir=${profile}`,
    ...QUIET,
    ...(options.language === null ? [] : [`--lang=${options.language}`]),
    // Without the second, a bar about the first covers the top of the window.
    ...(options.asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** Opens the window; its profile is removed when it is gone. */
export async function openWindow(options: WindowOptions): Promise<ConsoleWindow> {
  const profile = await mkdtemp(join(options.profilesFolder, 'window-'));
  const child = spawn(options.browser, windowArguments(options, profile), { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('exit', resolve);
  });
  const closed = ended.then(async (code) => {
    // A profile that cannot be removed must not keep the shell from ending in order.
    await rm(profile, { recursive: true, force: true, ...SWEEP }).catch(() => undefined);
    return code;
  });
  return { closed, close: () => child.kill() };
}
