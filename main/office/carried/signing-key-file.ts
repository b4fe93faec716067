// The file in which a person keeps the key that they sign with: the public half with whose it is, and
// the secret half sealed under a passphrase. Nothing in it signs without that.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SigningCard } from '../../domain/carried.ts';
import { judgePassphrase, type PassphraseRefusal, signInNameOf } from '../../domain/people.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import {
  keyFromPassphrase,
  PASSPHRASE_COST,
  type PassphraseCost,
  passphraseCost,
} from '../passphrase-key.ts';
import { canonical, isSignedBy, publicKeyOf, signatureOf } from './canonical.ts';

export const SIGNING_KEY_FORMAT = 'counterfoil-signing-key-1';
const CARD_FORM = 'counterfoil-signing-card-1';

/** Characters of the file; a longer one is none. */
export const KEY_FILE_MAX = 4096;

const SEED_BYTES = 32;
const TAG_BYTES = 16;
const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const card = {
  signInName: z.string().min(1).max(64),
  madeAt: z.int().min(0),
  publicKey: hex(32),
  signature: hex(64),
};

const keyFile = z.strictObject({
  format: z.literal(SIGNING_KEY_FORMAT),
  ...card,
  cost: passphraseCost,
  salt: hex(16),
  nonce: hex(12),
  sealed: hex(SEED_BYTES + TAG_BYTES),
});
type KeyFile = z.output<typeof keyFile>;

export type KeyFileRefusal = Refusal<'signing_key_unreadable'>;
export type OpenKeyRefusal = KeyFileRefusal | Refusal<'signing_key_not_opened'>;

const ofCard = ({ signInName, madeAt, publicKey }: Omit<SigningCard, 'signature'>): string =>
  canonical({ signInName, madeAt, publicKey });

/** Whether the key itself said whose it is: `signInName` as names are compared. */
export function isOwnCard(shown: SigningCard, signInName: string): boolean {
  if (signInNameOf(shown.signInName) !== signInName) return false;
  return isSignedBy(shown.publicKey, CARD_FORM, ofCard(shown), shown.signature);
}

/** What the secret half is sealed with: in another file, or with other words, it does not open. */
function boundTo({ signInName, madeAt, publicKey, signature, cost, salt }: KeyFile): Buffer {
  return Buffer.from(
    canonical([SIGNING_KEY_FORMAT, signInName, madeAt, publicKey, signature, cost, salt]),
  );
}

/**
 * A new key for the person who signs in by this name, as the text of its file. Refuses as
 * `judgePassphrase`. `cost` is what deriving the sealing key costs.
 */
export async function newSigningKey(
  { signInName, passphrase }: { readonly signInName: string; readonly passphrase: string },
  now: number,
  cost: PassphraseCost = PASSPHRASE_COST,
): Promise<Result<{ readonly file: string; readonly publicKey: string }, PassphraseRefusal>> {
  const name = signInNameOf(signInName);
  const fits = judgePassphrase(passphrase, name);
  if (!fits.ok) return fits;
  const seed = randomBytes(SEED_BYTES);
  const bare = { signInName: name, madeAt: now, publicKey: publicKeyOf(seed) };
  const signature = signatureOf(seed, CARD_FORM, ofCard(bare));
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const file: KeyFile = {
    format: SIGNING_KEY_FORMAT,
    ...bare,
    signature,
    cost,
    salt: salt.toString('hex'),
    nonce: nonce.toString('hex'),
    sealed: '',
  };
  const key = await keyFromPassphrase(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(file));
  const sealed = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  seed.fill(0);
  const whole = { ...file, sealed: sealed.toString('hex') };
  return ok({ file: `${JSON.stringify(whole, null, 2)}\n`, publicKey: bare.publicKey });
}

/** Reads a key's file without opening it. Refuses `signing_key_unreadable`. */
function readFile(text: string): Result<KeyFile, KeyFileRefusal> {
  try {
    const read = keyFile.safeParse(text.length > KEY_FILE_MAX ? null : JSON.parse(text));
    return read.success ? ok(read.data) : refuse({ code: 'signing_key_unreadable' });
  } catch {
    return refuse({ code: 'signing_key_unreadable' });
  }
}

/** What of the key is shown and enrolled. Refuses `signing_key_unreadable`. */
export function cardOf(text: string): Result<SigningCard, KeyFileRefusal> {
  const read = readFile(text);
  if (!read.ok) return read;
  const { signInName, madeAt, publicKey, signature } = read.value;
  return ok({ signInName, madeAt, publicKey, signature });
}

/** The secret half, 32 bytes that the caller wipes, and the public one. */
export type OpenedKey = { readonly seed: Uint8Array; readonly publicKey: string };

/**
 * Opens a key with its passphrase. Refuses `signing_key_unreadable`, `signing_key_not_opened` (the
 * passphrase is another one, or the file was changed).
 */
export async function openSigningKey(
  text: string,
  passphrase: string,
): Promise<Result<OpenedKey, OpenKeyRefusal>> {
  const read = readFile(text);
  if (!read.ok) return read;
  const file = read.value;
  const key = await keyFromPassphrase(passphrase, Buffer.from(file.salt, 'hex'), file.cost);
  const sealed = Buffer.from(file.sealed, 'hex');
  const nonce = Buffer.from(file.nonce, 'hex');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(boundTo(file))
    .setAuthTag(sealed.subarray(SEED_BYTES));
  key.fill(0);
  try {
    const seed = Buffer.concat([decipher.update(sealed.subarray(0, SEED_BYTES)), decipher.final()]);
    const isOwn = publicKeyOf(seed) === file.publicKey;
    return isOwn
      ? ok({ seed, publicKey: file.publicKey })
      : refuse({ code: 'signing_key_not_opened' });
  } catch {
    return refuse({ code: 'signing_key_not_opened' });
  }
}
