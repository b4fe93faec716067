// The logs of a book's folder, one file for each process that writes one, so that none moves a file
// away under another: one JSON object per line, in DIR/logs, rotated once at a size. Codes, places
// and ids only; no names, no account numbers, no secrets.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BYTES_MAX = 4 << 20;

/** Whose log it is: the process that owns the book, or the one that shows it. */
export type LogOf = 'office' | 'shell';

export type Log = (entry: { readonly [field: string]: unknown }) => void;

/** A log that never throws: a full disk must not stop the work it would have described. */
export function openLog(folder: string, of: LogOf, clock: () => number): Log {
  const directory = join(folder, 'logs');
  const file = join(directory, `${of}.log`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    return () => undefined;
  }
  return (entry) => {
    try {
      if (sizeOf(file) > BYTES_MAX) renameSync(file, `${file}.1`);
      const line = JSON.stringify({ at: new Date(clock()).toISOString(), ...plain(entry) });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // Nothing can be said where nothing can be written.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Errors as their name, message and stack; everything else as it is. */
function plain(entry: { readonly [field: string]: unknown }): { [field: string]: unknown } {
  const fields = Object.entries(entry).map(([name, value]) => [
    name,
    value instanceof Error
      ? { error: value.name, message: value.message, stack: value.stack }
      : value,
  ]);
  return Object.fromEntries(fields);
}
