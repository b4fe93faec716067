// One text for each value, and Ed25519 over it: what is carried by file is compared and signed byte
// by byte, so there must be no second way of writing it.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** JSON with the names of each object in order and nothing between. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** SHA-256 over a text of the given form, in lower-case hexadecimal. */
export function hashOf(form: string, text: string): string {
  return createHash('sha256').update(`${form}\n${text}`).digest('hex');
}

/** What stands before the 32 bytes of a key in its standard form (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

function privateKey(seed: Uint8Array) {
  const key = Buffer.concat([PRIVATE_HEAD, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The public half of a key, 32 bytes in hexadecimal; `seed` is its 32 secret bytes. */
export function publicKeyOf(seed: Uint8Array): string {
  const whole = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return whole.subarray(PUBLIC_HEAD.length).toString('hex');
}

/** Ed25519 over the form and the text, 64 bytes in hexadecimal. */
export function signatureOf(seed: Uint8Array, form: string, text: string): string {
  return sign(null, Buffer.from(`${form}\n${text}`), privateKey(seed)).toString('hex');
}

/** Whether the holder of `publicKey` signed exactly this; a key or signature that is none is no. */
export function isSignedBy(
  publicKey: string,
  form: string,
  text: string,
  signature: string,
): boolean {
  try {
    const der = Buffer.concat([PUBLIC_HEAD, Buffer.from(publicKey, 'hex')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(`${form}\n${text}`), key, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
