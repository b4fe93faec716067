// A release under its signatures, as the feed serves it. Nothing inside is read before a pinned
// key's signature over its exact bytes has been verified.
import { hash, verify } from 'node:crypto';
import { ok, type Refusal, type Result, refuse } from '../../../domain/result.ts';
import { type Field, readFields, writeFields } from './fields.ts';
import { decodeRelease, type Release } from './release.ts';
import { keyId, publicKeyOf, type ReleaseKey } from './release-keys.ts';

/** A manifest of 32 files takes 8 KB. */
export const MANIFEST_BYTES_MAX = 65_536;
/** One per pinned key, and room for the ones that older versions pin. */
const SIGNATURES_MAX = 4;
const SIGNATURE_BYTES = 64;
const FORMAT = 'counterfoil-signed-release-1';

export type Signature = {
  readonly key: string;
  readonly signature: Uint8Array;
};

export type OpenedRelease = {
  readonly release: Release;
  /** SHA-256 of the bytes that were signed, in hex. */
  readonly digest: string;
};

export type SignatureRefusal = Refusal<
  | 'update_no_release_key'
  | 'update_manifest_oversized'
  | 'update_manifest_malformed'
  | 'update_key_unknown'
  | 'update_signature_wrong'
>;

/** The file a feed serves: the format's name, the release's bytes, then key and signature pairs. */
export function writeSignedRelease(
  release: Uint8Array,
  signatures: readonly Signature[],
): Uint8Array {
  return writeFields([
    FORMAT,
    release,
    ...signatures.flatMap(({ key, signature }) => [key, signature]),
  ]);
}

/**
 * The release that one of `keys` signed. Refuses, in this order: `update_no_release_key` (none is
 * pinned), `update_manifest_oversized`, `update_manifest_malformed` (not exactly our format; also a
 * file cut short), `update_key_unknown` (signed by keys that are not pinned),
 * `update_signature_wrong`, and `update_manifest_malformed` again for what was signed but is no
 * release.
 */
export function openSignedRelease(
  bytes: Uint8Array,
  keys: readonly ReleaseKey[],
): Result<OpenedRelease, SignatureRefusal> {
  if (keys.length === 0) return refuse({ code: 'update_no_release_key' });
  if (bytes.length > MANIFEST_BYTES_MAX) {
    return refuse({ code: 'update_manifest_oversized', bytes: bytes.length });
  }
  const envelope = envelopeOf(bytes);
  if (envelope === null) return refuse({ code: 'update_manifest_malformed' });
  const signed = envelope.signatures.flatMap(({ key, signature }) => {
    const pinned = keys.find((each) => keyId(each) === key);
    const publicKey = pinned === undefined ? null : publicKeyOf(pinned);
    return publicKey === null ? [] : [{ publicKey, signature }];
  });
  if (signed.length === 0) {
    return refuse({
      code: 'update_key_unknown',
      keys: envelope.signatures.map(({ key }) => key),
    });
  }
  const isOurs = signed.some(({ publicKey, signature }) =>
    verify(null, envelope.release, publicKey, signature),
  );
  if (!isOurs) return refuse({ code: 'update_signature_wrong' });
  const release = decodeRelease(envelope.release);
  if (release === null) return refuse({ code: 'update_manifest_malformed' });
  return ok({ release, digest: hash('sha256', envelope.release, 'hex') });
}

type Envelope = { readonly release: Uint8Array; readonly signatures: readonly Signature[] };

function envelopeOf(bytes: Uint8Array): Envelope | null {
  const [format, release, ...rest] = readFields(bytes) ?? [];
  if (format !== FORMAT || !(release instanceof Uint8Array)) return null;
  if (rest.length === 0 || rest.length % 2 !== 0 || rest.length > 2 * SIGNATURES_MAX) return null;
  const signatures = Array.from({ length: rest.length / 2 }, (_each, at) =>
    signatureOf(rest[2 * at], rest[2 * at + 1]),
  ).filter((signature) => signature !== null);
  return signatures.length === rest.length / 2 ? { release, signatures } : null;
}

function signatureOf(key: Field | undefined, signature: Field | undefined): Signature | null {
  if (typeof key !== 'string' || !/^[0-9a-f]{16}$/.test(key)) return null;
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return null;
  return { key, signature };
}
