// The one part of the program that is not JavaScript: the database driver's library. It lies outside
// the archive, where no check of the archive sees it, so its bytes are compared before it is loaded.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '../domain/result.ts';

/** SHA-256 of the library by system and processor, of the one version that the lockfile pins. */
export const NATIVE_HASHES: { readonly [target: string]: string } = {
  'darwin-arm64': 'e220712cd3af9dd575fe4ac7973d5dbfbad3d22760b772a48f1eee977517ef5b',
  'darwin-x64': '4434dfa929e9b83fdc1ea34ee8739e764fcf09af8559ab039082b7b673b18805',
  'linux-arm64': 'e5c2b6bd85726bc53a4b8767d4bbb8be82feaad46b45b9c82c885cb02d54e7d0',
  'linux-x64': '3607ea18911c931085eaa896eb831260d549e9bcef2dd6e8896b5bb7a41ec6a8',
  'linuxmusl-arm64': '670af6edb9a5225bd1e934124c23494ba6a9f6f03bf7987d0729ab05a3b21734',
  'linuxmusl-x64': '98bd72b54e55a39bacb4c1eb65ecb2c91e1e69557b9d9f4a0a5a8444c6b742c3',
  'win32-arm64': '95ff36ee761a846fc4d0fae7eed209b47b21c8d41f5528f40d7beb5f30e62666',
  'win32-x64': 'd4f29082cde7efd5c1e85e794ba532efeef4f2f968c58cc54fe97c2095270262',
};

/** `linux-x64`; Linux without glibc has libraries of its own. */
export function nativeTarget(platform: string, arch: string, hasGlibc: boolean): string {
  return `${platform}${platform === 'linux' && !hasGlibc ? 'musl' : ''}-${arch}`;
}

/** The library that the driver loads on this machine: its target and its path. */
export function installedNative(): { readonly target: string; readonly path: string } {
  // The report is how the driver itself tells one Linux from the other.
  const report: unknown = process.platform === 'linux' ? process.report.getReport() : null;
  const target = nativeTarget(process.platform, process.arch, hasGlibc(report));
  const main = createRequire(import.meta.url).resolve('better-sqlite3');
  return { target, path: join(dirname(main), '..', 'prebuilds', `${target}.node`) };
}

function hasGlibc(report: unknown): boolean {
  if (typeof report !== 'object' || report === null || !('header' in report)) return true;
  const { header } = report;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}

/**
 * Compares the library with what this version of the program was made with. Faults:
 * `native_module_missing` (no library for this machine, or it cannot be read),
 * `native_module_changed`.
 */
export function checkNative({ target, path }: ReturnType<typeof installedNative>): void {
  const wanted = NATIVE_HASHES[target];
  if (wanted === undefined) throw new Fault('native_module_missing', target);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Fault('native_module_missing', path, { cause: error });
  }
  if (hash('sha256', bytes) !== wanted) throw new Fault('native_module_changed', path);
}
