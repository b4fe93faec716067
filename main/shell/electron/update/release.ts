// A release: which version came out when, and which file is whose. Its bytes are what is signed;
// reading them back is strict, and everything in it has a limit.
import { type Field, readFields, writeFields } from './fields.ts';
import { isVersion } from './version.ts';

export const PRODUCT = 'counterfoil';

/** What `stable` is offered, and what whoever runs a beta is offered besides. */
export const CHANNELS = ['stable', 'beta'] as const;
export type ReleaseChannel = (typeof CHANNELS)[number];

/** How a file is installed: one release has several for one platform. */
export const PACKAGE_KINDS = ['appimage', 'deb', 'nsis', 'portable', 'dmg'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

export type ReleaseFile = {
  /** `process.platform` and `process.arch`, joined by a hyphen: `linux-x64`. */
  readonly platform: string;
  readonly kind: PackageKind;
  /** A plain file name, beside the manifest. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In lower-case hex. */
  readonly sha256: string;
  readonly sha512: string;
};

export type Release = {
  readonly product: string;
  readonly version: string;
  readonly channel: ReleaseChannel;
  /** Milliseconds UTC. From `expiresAt` on nobody is offered it: an old feed can't be held back. */
  readonly releasedAt: number;
  readonly expiresAt: number;
  readonly files: readonly ReleaseFile[];
};

/** Beyond these a manifest is not read. A file is at most what a person would wait for. */
export const RELEASE_LIMITS = {
  files: 32,
  nameLength: 100,
  fileBytes: 1_073_741_824,
  lifeMs: 400 * 86_400_000,
} as const;

const FORMAT = 'counterfoil-release-1';
const HEAD_FIELDS = 7;
const FILE_FIELDS = 6;
const PLATFORM = /^(?:linux|win32|darwin)-(?:x64|arm64)$/;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The exact bytes that are signed: the format's name, the release, then six fields per file. */
export function encodeRelease(release: Release): Uint8Array {
  const { product, version, channel, releasedAt, expiresAt, files } = release;
  const fields: Field[] = [FORMAT, product, version, channel, releasedAt, expiresAt, files.length];
  for (const { platform, kind, name, size, sha256, sha512 } of files) {
    fields.push(platform, kind, name, size, Buffer.from(sha256, 'hex'), Buffer.from(sha512, 'hex'));
  }
  return writeFields(fields);
}

/**
 * The release in `bytes`, or null when they are not exactly one: another format, a field too few
 * or too many, or a value outside of its limits.
 */
export function decodeRelease(bytes: Uint8Array): Release | null {
  const fields = readFields(bytes);
  if (fields === null) return null;
  const [format, product, version, channelName, releasedAt, expiresAt, count] = fields;
  const channel = CHANNELS.find((each) => each === channelName);
  if (format !== FORMAT || typeof product !== 'string' || channel === undefined) return null;
  if (typeof version !== 'string' || !isVersion(version)) return null;
  if (typeof releasedAt !== 'number' || typeof expiresAt !== 'number') return null;
  const life = expiresAt - releasedAt;
  if (releasedAt < 0 || life <= 0 || life > RELEASE_LIMITS.lifeMs) return null;
  if (typeof count !== 'number' || count < 1 || count > RELEASE_LIMITS.files) return null;
  if (fields.length !== HEAD_FIELDS + count * FILE_FIELDS) return null;
  const files = Array.from({ length: count }, (_each, at) =>
    fileOf(fields.slice(HEAD_FIELDS + at * FILE_FIELDS)),
  ).filter((file) => file !== null);
  // One file per platform and kind: which one is meant must not depend on their order.
  const slots = new Set(files.map(({ platform, kind }) => `${platform} ${kind}`));
  if (files.length !== count || slots.size !== count) return null;
  return { product, version, channel, releasedAt, expiresAt, files };
}

function fileOf(fields: readonly Field[]): ReleaseFile | null {
  const [platform, kindName, name, size, sha256, sha512] = fields;
  const kind = PACKAGE_KINDS.find((each) => each === kindName);
  if (typeof platform !== 'string' || !PLATFORM.test(platform) || kind === undefined) return null;
  if (typeof name !== 'string' || name.length > RELEASE_LIMITS.nameLength) return null;
  if (!FILE_NAME.test(name)) return null;
  if (typeof size !== 'number' || size < 1 || size > RELEASE_LIMITS.fileBytes) return null;
  if (!(sha256 instanceof Uint8Array) || sha256.length !== 32) return null;
  if (!(sha512 instanceof Uint8Array) || sha512.length !== 64) return null;
  const hex = (digest: Uint8Array): string => Buffer.from(digest).toString('hex');
  return { platform, kind, name, size, sha256: hex(sha256), sha512: hex(sha512) };
}
