// The slots beside an encrypted book: its one key, wrapped once for each way of opening it. Nothing
// in the file helps without a passphrase or the workstation's keyring.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeNow } from './durable-now.ts';
import { derivedKey, keyIdOf, MASTER_BYTES } from './master-key.ts';
import { keyFromPassphrase, PASSPHRASE_COST, passphraseCost } from './passphrase-key.ts';

export const KEY_SLOTS_FORMAT = 'counterfoil-key-slots-1';
const NAME = 'key-slots.json';

/** Slots of one book, and keys it had before; one more is refused (`too_many_slots`). */
export const SLOTS_MAX = 16;
export const EARLIER_MAX = 64;

const BYTES_MAX = 256 * 1024;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const wrap = { nonce: hex(NONCE_BYTES), wrapped: hex(MASTER_BYTES + TAG_BYTES) };
const told = {
  id: z.string().min(1).max(64),
  madeAt: z.int().min(0),
  /** The id of who made it, as the trail names people; '' where nobody said. */
  madeBy: z.string().max(200).default(''),
};

const passphraseSlot = z.strictObject({
  kind: z.literal('passphrase'),
  ...told,
  cost: passphraseCost,
  salt: hex(16),
  ...wrap,
});

const keyringSlot = z.strictObject({
  kind: z.literal('keyring'),
  ...told,
  /** What keeps the secret on this workstation, as Electron names it. */
  backend: z.string().max(64),
  /** The slot's secret as the workstation's keyring sealed it, base64. */
  sealed: z.base64().max(8192),
  ...wrap,
});

const keySlots = z.strictObject({
  format: z.literal(KEY_SLOTS_FORMAT),
  keyId: hex(16),
  slots: z.array(z.discriminatedUnion('kind', [passphraseSlot, keyringSlot])).max(SLOTS_MAX),
  /** When the key itself was made, and by whom; 0 where nobody said. */
  madeAt: z.int().min(0).default(0),
  madeBy: z.string().max(200).default(''),
  /** Keys that the book had before, wrapped under the present one: for backups of their time. */
  earlier: z.array(z.strictObject({ keyId: hex(16), ...wrap })).max(EARLIER_MAX),
});

export type KeySlots = z.output<typeof keySlots>;
export type Slot = KeySlots['slots'][number];
type Wrapped = { readonly nonce: string; readonly wrapped: string };

/** What opens a book: its key, and those it had before. */
export type BookKeys = { readonly master: Uint8Array; readonly earlier: readonly Uint8Array[] };

export type FoundSlots =
  | { readonly kind: 'none' }
  /** There is a file, and its slots cannot be read: only the recovery key opens the book. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'slots'; readonly slots: KeySlots };

export const keySlotsPath = (folder: string): string => join(folder, NAME);

/** Reads `DIR/key-slots.json`. */
export function readKeySlots(folder: string): FoundSlots {
  const path = keySlotsPath(folder);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'none' };
    if (!found.isFile() || found.size > BYTES_MAX) return { kind: 'unreadable' };
    const said = keySlots.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return said.success ? { kind: 'slots', slots: said.data } : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Writes the slots whole or not at all, for the owner's eyes only. */
export function writeKeySlots(folder: string, slots: KeySlots): void {
  writeNow(keySlotsPath(folder), `${JSON.stringify(slots, null, 2)}\n`);
}

/** By whom something was made, as the trail names people, and when, milliseconds UTC. */
export type Making = { readonly by: string; readonly now: number };

const UNSAID: Making = { by: '', now: 0 };

/** Slots of a key that nothing opens yet. */
export function emptySlots(master: Uint8Array, { by, now }: Making = UNSAID): KeySlots {
  const made = { madeAt: now, madeBy: by };
  return { format: KEY_SLOTS_FORMAT, keyId: keyIdOf(master), ...made, slots: [], earlier: [] };
}

/** What a wrap is bound to: taken into another slot, or with other costs, it no longer opens. */
function boundTo(keyId: string, slot: Slot): string {
  const own = slot.kind === 'passphrase' ? [slot.salt, JSON.stringify(slot.cost)] : [slot.backend];
  return JSON.stringify([KEY_SLOTS_FORMAT, keyId, slot.kind, slot.id, ...own]);
}

function sealed(key: Uint8Array, master: Uint8Array, bound: string): Wrapped {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const parts = [cipher.update(master), cipher.final(), cipher.getAuthTag()];
  return { nonce: nonce.toString('hex'), wrapped: Buffer.concat(parts).toString('hex') };
}

function opened(key: Uint8Array, wrapped: Wrapped, bound: string): Uint8Array | null {
  const bytes = Buffer.from(wrapped.wrapped, 'hex');
  const nonce = Buffer.from(wrapped.nonce, 'hex');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(MASTER_BYTES));
  try {
    const parts = [decipher.update(bytes.subarray(0, MASTER_BYTES)), decipher.final()];
    return new Uint8Array(Buffer.concat(parts));
  } catch {
    return null;
  }
}

const NO_WRAP: Wrapped = { nonce: '', wrapped: '' };

/** A slot that a passphrase opens: argon2id over a salt of its own. */
export async function passphraseSlotOf(
  master: Uint8Array,
  passphrase: string,
  now: number,
  by = '',
): Promise<Slot> {
  const salt = randomBytes(16);
  const bare: Slot = {
    kind: 'passphrase',
    id: randomBytes(4).toString('hex'),
    madeAt: now,
    madeBy: by,
    cost: PASSPHRASE_COST,
    salt: salt.toString('hex'),
    ...NO_WRAP,
  };
  const key = await keyFromPassphrase(passphrase, salt, bare.cost);
  const slot = { ...bare, ...sealed(key, master, boundTo(keyIdOf(master), bare)) };
  key.fill(0);
  return slot;
}

/** A slot that this workstation's keyring opens: it keeps `secret`, sealed as `inKeyring`. */
export function keyringSlotOf(
  master: Uint8Array,
  secret: Uint8Array,
  keyring: { readonly backend: string; readonly inKeyring: Uint8Array },
  now: number,
  by = '',
): Slot {
  const bare: Slot = {
    kind: 'keyring',
    id: randomBytes(4).toString('hex'),
    madeAt: now,
    madeBy: by,
    backend: keyring.backend,
    sealed: Buffer.from(keyring.inKeyring).toString('base64'),
    ...NO_WRAP,
  };
  return { ...bare, ...sealed(keyringKey(secret), master, boundTo(keyIdOf(master), bare)) };
}

function keyringKey(secret: Uint8Array): Uint8Array {
  const nothing = new Uint8Array(0);
  return new Uint8Array(hkdfSync('sha256', secret, nothing, 'counterfoil 1 keyring slot', 32));
}

/** The slot that `passphrase` opens, and the key in it; null when it opens none. */
export async function openByPassphrase(
  { keyId, slots }: KeySlots,
  passphrase: string,
): Promise<{ readonly master: Uint8Array; readonly slot: Slot } | null> {
  for (const slot of slots) {
    if (slot.kind !== 'passphrase') continue;
    const key = await keyFromPassphrase(passphrase, Buffer.from(slot.salt, 'hex'), slot.cost);
    const master = opened(key, slot, boundTo(keyId, slot));
    key.fill(0);
    if (master !== null && keyIdOf(master) === keyId) return { master, slot };
  }
  return null;
}

/** The key in a keyring slot whose secret the keyring has given; null when it does not open it. */
export function openByKeyring(
  { keyId }: KeySlots,
  slot: Slot,
  secret: Uint8Array,
): Uint8Array | null {
  const master = opened(keyringKey(secret), slot, boundTo(keyId, slot));
  return master !== null && keyIdOf(master) === keyId ? master : null;
}

const earlierBound = (keyId: string, under: string): string =>
  JSON.stringify([KEY_SLOTS_FORMAT, 'earlier', keyId, under]);

/** `slots` with the keys that the book had before; the oldest beyond {@link EARLIER_MAX} go. */
export function withEarlier(slots: KeySlots, { master, earlier }: BookKeys): KeySlots {
  const under = derivedKey(master, 'earlier keys');
  const wrapped = earlier.slice(0, EARLIER_MAX).map((each) => {
    const keyId = keyIdOf(each);
    return { keyId, ...sealed(under, each, earlierBound(keyId, slots.keyId)) };
  });
  return { ...slots, earlier: wrapped };
}

/** Slots of a new key: one for each passphrase, and the keys that the book had before. */
export async function newSlots(
  master: Uint8Array,
  passphrases: readonly string[],
  earlier: readonly Uint8Array[],
  making: Making,
): Promise<KeySlots> {
  const slots: Slot[] = [];
  for (const each of passphrases) {
    slots.push(await passphraseSlotOf(master, each, making.now, making.by));
  }
  return withEarlier({ ...emptySlots(master, making), slots }, { master, earlier });
}

/** The key with those that the book had before, the last one first. */
export function keysOf(slots: KeySlots, master: Uint8Array): BookKeys {
  const under = derivedKey(master, 'earlier keys');
  const earlier = slots.earlier.flatMap((each) => {
    const found = opened(under, each, earlierBound(each.keyId, slots.keyId));
    return found === null ? [] : [found];
  });
  return { master, earlier };
}
