// Makes and shows what an update feed serves, `npm run release -- key|sign|show`: a key pair, the
// signed manifest of a release's packages, and what a manifest says.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  CHANNELS,
  decodeRelease,
  encodeRelease,
  type PackageKind,
  PRODUCT,
  type Release,
  type ReleaseFile,
} from '../main/shell/electron/update/release.ts';
import { keyId, RELEASE_KEYS } from '../main/shell/electron/update/release-keys.ts';
import {
  openSignedRelease,
  writeSignedRelease,
} from '../main/shell/electron/update/signed-release.ts';
import { isBeta } from '../main/shell/electron/update/version.ts';
import { usage, wholeNumber } from './arguments.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DAY_MS = 86_400_000;
const USAGE = `npm run release -- key FILE
npm run release -- sign --key FILE [--key FILE] --out FILE [--days N] PACKAGE…
npm run release -- show FILE [--public KEY]`;

/** npm runs this in the project's folder; INIT_CWD is where the person stands. */
const here = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path);

const PACKAGE =
  /^Counterfoil-(\d+\.\d+\.\d+(?:-beta\.\d+)?)-(linux|win|mac)-(x64|x86_64|amd64|arm64)(-setup|-portable)?\.(AppImage|deb|exe|dmg)$/;
const SYSTEM: Readonly<Record<string, string>> = { linux: 'linux', win: 'win32', mac: 'darwin' };

/** What electron-builder.yml's file names say of a package; null for any other name. */
export function readPackageName(
  name: string,
): { readonly version: string; readonly platform: string; readonly kind: PackageKind } | null {
  const [, version, system = '', processor = '', role, extension] = PACKAGE.exec(name) ?? [];
  if (version === undefined) return null;
  const kind = kindOf(system, role, extension);
  const architecture = processor === 'arm64' ? 'arm64' : 'x64';
  return kind === null ? null : { version, platform: `${SYSTEM[system]}-${architecture}`, kind };
}

function kindOf(system: string, role = '', extension = ''): PackageKind | null {
  switch (`${system}${role}.${extension}`) {
    case 'linux.AppImage':
      return 'appimage';
    case 'linux.deb':
      return 'deb';
    case 'win-setup.exe':
      return 'nsis';
    case 'win-portable.exe':
      return 'portable';
    case 'mac.dmg':
      return 'dmg';
    default:
      return null;
  }
}

/** A new pair: the private key into a file of its owner's alone, the public one for the program. */
async function makeKey(path: string): Promise<void> {
  const inside = relative(ROOT, path);
  if (!inside.startsWith('..')) usage('a private key is kept outside of the project');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  const pinned = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  console.log(`The private key is in ${path}: keep it where releases are signed, nowhere else.`);
  console.log(`Pin the public one in main/shell/electron/update/release-keys.ts:\n  '${pinned}',`);
}

async function fileOf(path: string): Promise<ReleaseFile & { readonly version: string }> {
  const name = basename(path);
  const read = readPackageName(name);
  if (read === null) return usage(`${name} is not named as electron-builder.yml names a package`);
  const short = createHash('sha256');
  const long = createHash('sha512');
  for await (const piece of createReadStream(path)) {
    short.update(piece);
    long.update(piece);
  }
  const { size } = await stat(path);
  return { ...read, name, size, sha256: short.digest('hex'), sha512: long.digest('hex') };
}

type Signing = {
  readonly keys: readonly string[];
  readonly out: string;
  readonly days: number;
  readonly packages: readonly string[];
};

async function signRelease({ keys, out, days, packages }: Signing): Promise<void> {
  const found = await Promise.all(packages.map(fileOf));
  const [version = '', ...others] = new Set(found.map((file) => file.version));
  if (others.length > 0)
    usage(`packages of different versions: ${[version, ...others].join(', ')}`);
  const releasedAt = Date.now();
  const release: Release = {
    product: PRODUCT,
    version,
    channel: CHANNELS[isBeta(version) ? 1 : 0],
    releasedAt,
    expiresAt: releasedAt + days * DAY_MS,
    files: found.map(({ version: _same, ...file }) => file),
  };
  const bytes = encodeRelease(release);
  if (decodeRelease(bytes) === null)
    usage('these packages do not make a release: see docs/releases.md');
  const signatures = await Promise.all(
    keys.map(async (path) => {
      const secret = createPrivateKey(await readFile(path));
      const raw = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
      return { key: keyId(raw.toString('base64')), signature: sign(null, bytes, secret) };
    }),
  );
  await writeFile(out, writeSignedRelease(bytes, signatures));
  console.log(`${out}: ${version}, ${found.length} packages, ${signatures.length} signatures`);
}

/** What a manifest says, when one of `keys` signed it; else why it is refused. */
async function show(path: string, keys: readonly string[]): Promise<number> {
  const opened = openSignedRelease(await readFile(path), keys);
  console.log(JSON.stringify(opened.ok ? opened.value : opened.refusal, null, 2));
  return opened.ok ? 0 : 1;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      out: { type: 'string' },
      days: { type: 'string', default: '90' },
      public: { type: 'string', multiple: true },
    },
  });
  const [command, ...paths] = positionals;
  const [path] = paths;
  if (command === 'key' && path !== undefined) {
    await makeKey(here(path));
    return 0;
  }
  if (command === 'show' && path !== undefined)
    return show(here(path), values.public ?? RELEASE_KEYS);
  const { key: keys, out } = values;
  if (command !== 'sign' || keys === undefined || out === undefined || path === undefined) {
    return usage(USAGE);
  }
  const days = wholeNumber('--days', values.days, 1, 400);
  await signRelease({ keys: keys.map(here), out: here(out), days, packages: paths.map(here) });
  return 0;
}

if (import.meta.main) process.exitCode = await run();
