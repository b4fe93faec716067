// Files that must be there after the power failed: synced themselves, and their names with the
// folder that holds them.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Syncs what was written to `path`. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Syncs the names in `folder`; Windows has no such thing to sync. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Writes `text` to `path`, whole or not at all. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** SHA-256 of a file as lower-case hexadecimal, and its size in bytes. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    if (!(piece instanceof Buffer)) continue;
    digest.update(piece);
    bytes += piece.length;
  }
  return { sha256: digest.digest('hex'), bytes };
}
