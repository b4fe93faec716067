// Releases for the tests of the updater: made, signed with keys made here, and served from memory.
import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { Fetch } from '../../../../main/shell/electron/update/feed.ts';
import {
  encodeRelease,
  type Release,
  type ReleaseFile,
} from '../../../../main/shell/electron/update/release.ts';
import { keyId, type ReleaseKey } from '../../../../main/shell/electron/update/release-keys.ts';
import { writeSignedRelease } from '../../../../main/shell/electron/update/signed-release.ts';

export const NOW = Date.UTC(2026, 10, 26, 9, 0);
export const DAY = 86_400_000;

export type KeyPair = { readonly pinned: ReleaseKey; readonly secret: KeyObject };

export function newKey(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { pinned: raw.toString('base64'), secret: privateKey };
}

export const CONTENT = Buffer.from('the program, version 1.2.0 '.repeat(100));

export function fileOf(content: Uint8Array, change: Partial<ReleaseFile> = {}): ReleaseFile {
  return {
    platform: 'linux-x64',
    kind: 'appimage',
    name: 'Counterfoil-1.2.0-x64.AppImage',
    size: content.length,
    sha256: hash('sha256', content, 'hex'),
    sha512: hash('sha512', content, 'hex'),
    ...change,
  };
}

export function release(change: Partial<Release> = {}): Release {
  return {
    product: 'counterfoil',
    version: '1.2.0',
    channel: 'stable',
    releasedAt: NOW - DAY,
    expiresAt: NOW + 90 * DAY,
    files: [fileOf(CONTENT), fileOf(CONTENT, { kind: 'deb', name: 'counterfoil_1.2.0_amd64.deb' })],
    ...change,
  };
}

/** `bytes` under the signatures of `keys`. */
export function signed(bytes: Uint8Array, ...keys: readonly KeyPair[]): Uint8Array {
  return writeSignedRelease(
    bytes,
    keys.map(({ pinned, secret }) => ({
      key: keyId(pinned),
      signature: new Uint8Array(sign(null, bytes, secret)),
    })),
  );
}

export function signedRelease(change: Partial<Release>, ...keys: readonly KeyPair[]): Uint8Array {
  return signed(encodeRelease(release(change)), ...keys);
}

export const FEED = 'https://updates.bank.example/counterfoil/stable.release';

/** A network that has these bodies and notes every address that it was asked for. */
export function network(bodies: ReadonlyMap<string, Uint8Array>) {
  const asked: { readonly address: string; readonly init: RequestInit }[] = [];
  const fetch: Fetch = async (address, init) => {
    asked.push({ address, init });
    const body = bodies.get(address);
    return body === undefined
      ? new Response(null, { status: 404 })
      : new Response(new Uint8Array(body));
  };
  return { fetch, asked };
}
