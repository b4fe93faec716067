// The page that brings the one-time token to the browser: a file only its owner can read, because
// other people of this workstation see every program's arguments. It is deleted after use.
import { chmod, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../domain/result.ts';

const PAGE_NAME = /^launch-[A-Za-z0-9_-]+\.html$/;

/** The page that goes on to `address`; the fragment is never sent to a server, so never logged. */
export function launchPageText(address: string): string {
  return [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="refresh" content="0;url=${address}">`,
    '<title>Counterfoil</title>',
    '',
  ].join('\n');
}

/**
 * Writes a launch page, mode 0600, into a folder that is the person's alone, and gives its path.
 * The fault `launch_folder_unsafe` when the folder is a link, no folder, or somebody else's.
 */
export async function writeLaunchPage(
  folder: string,
  name: string,
  address: string,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const isOwn = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !isOwn) {
    throw new Fault('launch_folder_unsafe', `${folder} is not a folder of one's own`);
  }
  await chmod(folder, 0o700);
  const path = join(folder, `launch-${name}.html`);
  // `wx`: a name that is there already, link or file, is not written through.
  await writeFile(path, launchPageText(address), { flag: 'wx', mode: 0o600 });
  return path;
}

/** Deletes the launch pages that were written before `before`, in milliseconds UTC. */
export async function sweepLaunchPages(folder: string, before: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => PAGE_NAME.test(each))) {
    const found = await lstat(join(folder, name)).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(join(folder, name), { force: true });
  }
}
