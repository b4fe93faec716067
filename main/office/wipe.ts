// Lets go of plain files so that as little as possible of them stays: written over, synced and
// removed. A disk that writes elsewhere (an SSD, a file system with snapshots) keeps what it keeps.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PIECE_BYTES = 1 << 20;

/** Writes over every file in `path`, a file or a folder, and removes it; nothing where it is not. */
export function wipe(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) for (const name of readdirSync(path)) wipe(join(path, name));
  else if (found.isFile()) overwrite(path, found.size);
  rmSync(path, { recursive: true, force: true });
}

function overwrite(path: string, size: number): void {
  const file = openSync(path, 'r+');
  try {
    const noise = randomBytes(Math.min(PIECE_BYTES, size));
    for (let at = 0; at < size; at += noise.length) {
      writeSync(file, noise, 0, Math.min(noise.length, size - at), at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
