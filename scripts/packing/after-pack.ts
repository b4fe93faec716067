// electron-builder's hook between packing and signing: sets all fuses as the program states them, and
// takes away the second program that Electron brings, which is left where its folder was given.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FUSES } from '../../main/shell/electron/fuses.ts';
import { setFuses } from './fuse-wire.ts';

/** What electron-builder tells a hook, as far as it is used here. */
export type PackContext = {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly executableName?: string;
    readonly appInfo: { readonly productFilename: string };
  };
};

/** The file that carries the fuses: the framework on macOS, the program itself elsewhere. */
export function fuseFile({ appOutDir, electronPlatformName, packager }: PackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') {
    const framework = 'Contents/Frameworks/Electron Framework.framework/Electron Framework';
    return join(appOutDir, `${productFilename}.app`, framework);
  }
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`);
  return join(appOutDir, packager.executableName ?? productFilename);
}

function resourcesFolder({ appOutDir, electronPlatformName, packager }: PackContext): string {
  if (electronPlatformName !== 'darwin') return join(appOutDir, 'resources');
  return join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources');
}

/** electron-builder calls it by its name. */
export async function afterPack(context: PackContext): Promise<void> {
  await rm(join(resourcesFolder(context), 'default_app.asar'), { force: true });
  const file = fuseFile(context);
  const binary = await readFile(file);
  setFuses(
    binary,
    Object.values(FUSES)
      .sort((a, b) => a.index - b.index)
      .map(({ on }) => on),
  );
  await writeFile(file, binary);
}
