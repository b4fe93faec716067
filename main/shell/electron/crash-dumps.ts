// Crash dumps stay on this machine, and not for ever: they hold pieces of memory, which may be
// customers' data.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that a dump is kept. */
export const KEPT_MS = 14 * 24 * 60 * 60_000;
/** Dumps that are kept, the newest ones. */
export const KEPT_MAX = 10;

/** Removes the dumps of `folder` that are too old or too many; what cannot be removed is left. */
export function sweepCrashDumps(folder: string, now: number): void {
  const dumps = dumpsIn(folder).sort((one, other) => other.at - one.at);
  for (const [place, { path, at }] of dumps.entries()) {
    if (place < KEPT_MAX && now - at < KEPT_MS) continue;
    try {
      rmSync(path, { force: true });
    } catch {
      // Another start may be looking at it; the next sweep finds it again.
    }
  }
}

function dumpsIn(folder: string): { readonly path: string; readonly at: number }[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dmp'))
      .map((name) => join(folder, name))
      .map((path) => ({ path, at: statSync(path).mtimeMs }));
  } catch {
    return [];
  }
}
