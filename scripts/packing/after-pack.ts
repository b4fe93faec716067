// electron-builder's hook between packing and signing: sets all fuses as the program states them, and
// takes away the second program that Electron brings, which is left where its folder was given.

import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

type Run = (program: string, args: readonly string[]) => Promise<unknown>;

/**
 * Signs a program for macOS anew without an identity. Setting fuses breaks the seal that Electron's
 * download came with, and an Apple processor starts nothing whose seal is broken; where there is an
 * identity the packer signs over it later. Does nothing for another system, or on one.
 */
export async function sealAnew(
  { appOutDir, electronPlatformName, packager }: PackContext,
  platform: NodeJS.Platform,
  run: Run,
): Promise<void> {
  if (electronPlatformName !== 'darwin' || platform !== 'darwin') return;
  const program = join(appOutDir, `${packager.appInfo.productFilename}.app`);
  const kept = '--preserve-metadata=entitlements,requirements,flags,runtime';
  await run('codesign', ['--sign', '-', '--force', kept, '--deep', program]);
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
  await sealAnew(context, process.platform, promisify(execFile));
}
