// The parts of the program that are not JavaScript: two packages' libraries. They lie outside the
// archive, where no check of the archive sees them, so their bytes are compared before they are loaded.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '../domain/result.ts';

/** The two packages with a native part: the database driver, and what hashes passphrases. */
export type NativeName = 'better-sqlite3' | '@node-rs/argon2';

/** SHA-256 of the library by system and processor, of the one version that the lockfile pins. */
export const NATIVE_HASHES: Record<NativeName, { readonly [target: string]: string }> = {
  'better-sqlite3': {
    'darwin-arm64': 'e220712cd3af9dd575fe4ac7973d5dbfbad3d22760b772a48f1eee977517ef5b',
    'darwin-x64': '4434dfa929e9b83fdc1ea34ee8739e764fcf09af8559ab039082b7b673b18805',
    'linux-arm64': 'e5c2b6bd85726bc53a4b8767d4bbb8be82feaad46b45b9c82c885cb02d54e7d0',
    'linux-x64': '3607ea18911c931085eaa896eb831260d549e9bcef2dd6e8896b5bb7a41ec6a8',
    'linuxmusl-arm64': '670af6edb9a5225bd1e934124c23494ba6a9f6f03bf7987d0729ab05a3b21734',
    'linuxmusl-x64': '98bd72b54e55a39bacb4c1eb65ecb2c91e1e69557b9d9f4a0a5a8444c6b742c3',
    'win32-arm64': '95ff36ee761a846fc4d0fae7eed209b47b21c8d41f5528f40d7beb5f30e62666',
    'win32-x64': 'd4f29082cde7efd5c1e85e794ba532efeef4f2f968c58cc54fe97c2095270262',
  },
  '@node-rs/argon2': {
    'darwin-arm64': 'e764ad71aff52cfb386e501f7348d715417856205cc11ae7d8bb6072027647cd',
    'darwin-x64': 'f7e8e15b749a8e27e8f773078871a14cebddc2557358345b62d4c40971e58473',
    'linux-arm64-gnu': '323090eec1aef10ddb685e398fc490056ea8b384b8bb4bfd845822ecf457fe09',
    'linux-arm64-musl': '8558204406a92545dcf781ed10e7a01bbccf2200b49e849a8574c35980e93640',
    'linux-x64-gnu': 'c5765fe04df2e2bb2cf38916837164344339ec4954cce51dd45c7d6848bd1f95',
    'linux-x64-musl': 'c191438d685e2c45609100c2556b6a2f844fcd9a3585643b124acac732cc1e42',
    'win32-arm64-msvc': 'd6efebb0e97f0fd594ef82a953915281d0f3de3adddaa9b8b4adf97eed4c0db7',
    'win32-x64-msvc': '86e578a41447210e16db8565d3eaee8661d29224f28a5656456362bda626bb91',
  },
};

/** A library as it lies on this machine. */
export type Native = {
  readonly name: NativeName;
  readonly target: string;
  readonly path: string;
};

/** What each package calls a system: `linux-x64`; Linux without glibc has libraries of its own. */
export function nativeTarget(
  name: NativeName,
  platform: string,
  arch: string,
  hasGlibc: boolean,
): string {
  if (name === 'better-sqlite3') {
    return `${platform}${platform === 'linux' && !hasGlibc ? 'musl' : ''}-${arch}`;
  }
  if (platform === 'linux') return `linux-${arch}-${hasGlibc ? 'gnu' : 'musl'}`;
  return platform === 'win32' ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

/** The library that `name` loads on this machine: its target and its path. */
export function installedNative(name: NativeName = 'better-sqlite3'): Native {
  const target = nativeTarget(name, process.platform, process.arch, isGlibcHere());
  const main = createRequire(import.meta.url).resolve(name);
  const path =
    name === 'better-sqlite3'
      ? join(dirname(main), '..', 'prebuilds', `${target}.node`)
      : join(dirname(main), '..', `argon2-${target}`, `argon2.${target}.node`);
  return { name, target, path };
}

let glibc: boolean | null = null;

/** Asked of the system once: the report is how the packages themselves tell one Linux from the other. */
function isGlibcHere(): boolean {
  glibc ??= process.platform !== 'linux' || hasGlibc(process.report.getReport());
  return glibc;
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
export function checkNative({ name, target, path }: Native): void {
  const wanted = NATIVE_HASHES[name][target];
  if (wanted === undefined) throw new Fault('native_module_missing', `${name} for ${target}`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Fault('native_module_missing', path, { cause: error });
  }
  if (hash('sha256', bytes) !== wanted) throw new Fault('native_module_changed', path);
}
