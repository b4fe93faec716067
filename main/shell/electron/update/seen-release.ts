// Remembers the newest release this machine has verified, so that a feed which goes back to an
// older one, or changes one afterwards, is noticed.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../domain/result.ts';
import { saidBy } from './feed.ts';
import type { SeenRelease } from './judge-release.ts';
import { compareVersions, isVersion } from './version.ts';

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'update-seen');
}

/** What was seen, or null: nothing yet, or a memory that cannot be read; what is installed still
 * counts then. */
export async function readSeen(dataFolder: string): Promise<SeenRelease | null> {
  const text = await readFile(fileIn(dataFolder), 'utf8').catch(() => '');
  const [version = '', digest = ''] = text.trimEnd().split(' ');
  return isVersion(version) && /^[0-9a-f]{64}$/.test(digest) ? { version, digest } : null;
}

/** Keeps `release` when it is newer than what was seen. Faults: `update_not_kept` (the disk). */
export async function rememberSeen(dataFolder: string, release: SeenRelease): Promise<void> {
  const seen = await readSeen(dataFolder);
  const isNewer = seen === null || (compareVersions(release.version, seen.version) ?? 0) > 0;
  if (!isNewer) return;
  const path = fileIn(dataFolder);
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.part`, `${release.version} ${release.digest}\n`, { mode: 0o600 });
    await rename(`${path}.part`, path);
  } catch (error) {
    throw new Fault('update_not_kept', saidBy(error), { cause: error });
  }
}
