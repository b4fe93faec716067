// What the desktop's specs run on: Electron itself where its binary is installed, else the stand-in.
// The check says which in one line, and fails when it must be Electron and is not.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ELECTRON = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', 'electron');

export type DesktopRuntime = {
  /** One line for the report. */
  readonly words: string;
  /** Why the desktop's specs cannot run as they must, or null. */
  readonly why: string | null;
};

/** Whether Electron's binary was fetched: the package notes where it put it. */
export function hasElectron(folder = ELECTRON): boolean {
  return existsSync(join(folder, 'path.txt'));
}

/** `COUNTERFOIL_REQUIRE_ELECTRON=1` makes the stand-in a failure. */
export function desktopRuntime(
  env: { readonly [name: string]: string | undefined } = process.env,
  folder = ELECTRON,
): DesktopRuntime {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (hasElectron(folder)) {
    const words = `end to end: the desktop ran on Electron ${version}`;
    const noDisplay =
      process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
        ? 'Electron needs a display for the desktop specs: run them under xvfb-run.'
        : null;
    return { words, why: noDisplay };
  }
  const words = `end to end: the desktop ran on the stand-in for Electron ${version}, whose binary is not installed`;
  const required = env.COUNTERFOIL_REQUIRE_ELECTRON === '1';
  return {
    words,
    why: required
      ? "COUNTERFOIL_REQUIRE_ELECTRON=1, and Electron's binary is not installed: run npx install-electron."
      : null,
  };
}
