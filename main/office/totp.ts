// Time-based one-time passwords (RFC 6238 over RFC 4226): the optional second factor, from the
// authenticator a person already has.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { assert } from '../domain/assert.ts';

export type TotpAlgorithm = 'sha1' | 'sha256' | 'sha512';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the current one whose code is taken: a clock that is half a minute off. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of `secret` for the step `counter` (RFC 4226 §5.3), `digits` long. */
export function codeOf(
  secret: Uint8Array,
  counter: number,
  digits = DIGITS,
  // RFC 6238 §1.2 names SHA-1 first, and it is the one that every authenticator knows.
  algorithm: TotpAlgorithm = 'sha1',
): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that `at` (milliseconds UTC) lies in. */
export function stepOf(at: number): number {
  return Math.floor(at / 1000 / STEP_SECONDS);
}

/**
 * The step whose code `typed` is at `at`, or null. A step up to `lastStep` is not taken again, so
 * that a code seen over a shoulder is worth nothing.
 */
export function acceptedStep(
  secret: string,
  typed: string,
  at: number,
  lastStep: number,
): number | null {
  const given = Buffer.from(typed.replace(/\s/g, ''));
  const now = stepOf(at);
  const key = fromBase32(secret);
  let accepted: number | null = null;
  for (let step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step += 1) {
    const code = Buffer.from(codeOf(key, step));
    const isSame = code.length === given.length && timingSafeEqual(code, given);
    if (isSame && step > lastStep) accepted = step;
  }
  return accepted;
}

/** A new secret as base32; `random` gives unpredictable bytes. */
export function newSecret(random: (count: number) => Uint8Array): string {
  return toBase32(random(SECRET_BYTES));
}

/** What an authenticator reads: the address form of the secret, for the account `name`. */
export function secretAddress(secret: string, name: string): string {
  const label = `Counterfoil:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=Counterfoil`;
}

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The bytes of a secret as {@link newSecret} gives it. */
export function fromBase32(text: string): Uint8Array {
  let bits = '';
  for (const letter of text) {
    const value = BASE32.indexOf(letter);
    assert(value >= 0, 'a secret is base32');
    bits += value.toString(2).padStart(5, '0');
  }
  const groups = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(groups, (group) => Number.parseInt(group, 2));
}
