// Sees to it that the end-to-end tests have a browser: the one that is there, else Debian's or
// Ubuntu's own with fonts for both languages, else one line that says what to install.

import { spawnSync } from 'node:child_process';
import { findBrowser } from '../main/shell/loopback/find-browser.ts';

const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-noto-cjk'];

/** Runs a program without a shell; whether it ended well. Its output goes to our error output. */
function runs(program: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** The prefix that makes a command run as root without asking for a password, or null. */
function asRoot(): readonly string[] | null {
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
}

function install(prefix: readonly string[]): boolean {
  const [first = 'apt-get', ...rest] = [...prefix, 'apt-get'];
  return (
    runs(first, ...rest, 'update', '-qq') &&
    runs(first, ...rest, 'install', '-y', '-qq', '--no-install-recommends', ...PACKAGES)
  );
}

/** The fonts matter as much as the browser: without them every Chinese glyph is an empty box. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** The path of a browser that can show the console in both languages, or null with the reason. */
export function ensureBrowser(): { readonly path: string } | { readonly why: string } {
  let path = findBrowser();
  const named = process.env.COUNTERFOIL_BROWSER ?? '';
  if (path === null && named !== '') return { why: `COUNTERFOIL_BROWSER is no program: ${named}` };
  if (path === null || !hasChineseFont()) {
    const prefix = asRoot();
    if (prefix !== null && install(prefix)) path = findBrowser();
  }
  if (path !== null) return { path };
  return {
    why: `No Chromium, Chrome or Edge was found: install one (Debian: apt-get install ${PACKAGES.join(' ')}) or name it in COUNTERFOIL_BROWSER.`,
  };
}

if (import.meta.main) {
  const found = ensureBrowser();
  if ('path' in found) console.log(found.path);
  else {
    console.error(found.why);
    process.exitCode = 1;
  }
}
