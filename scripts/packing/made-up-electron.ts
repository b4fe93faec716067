// Stands in for Electron's own files where they could not be downloaded, so that packing, the fuses
// and what is packed can be checked all the same. It cannot be run.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAsar } from './asar.ts';
import { FUSE_MARK } from './fuse-wire.ts';

/** Electron 45's own fuses as it is downloaded: version 1, nine of them. */
const DEFAULT_FUSES = '101100011';

/** Writes what electron-builder needs to find of Electron `version` for Linux into `folder`. */
export async function makeElectronDist(folder: string, version: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const wire = Buffer.concat([
    Buffer.from(FUSE_MARK),
    Buffer.from([1, DEFAULT_FUSES.length]),
    Buffer.from(DEFAULT_FUSES),
  ]);
  const program = Buffer.concat([Buffer.from('made up, not Electron\n'), wire, Buffer.alloc(16)]);
  await writeFile(join(folder, 'electron'), program, { mode: 0o755 });
  await writeFile(join(folder, 'version'), version);
  await writeFile(join(folder, 'LICENSE'), 'made up\n');
  await writeFile(join(folder, 'resources.pak'), 'made up\n');
  for (const language of ['de', 'en-US', 'zh-CN']) {
    await writeFile(join(folder, 'locales', `${language}.pak`), 'made up\n');
  }
  const page = makeAsar(new Map([['package.json', '{"name":"made-up"}']]));
  await writeFile(join(folder, 'resources', 'default_app.asar'), page);
}
