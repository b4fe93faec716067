// The workstation's own keyring as one way of opening a book: it keeps a secret of the slot, never the
// key itself. Only the asynchronous calls are used; a keyring that is none is refused.
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { SafeStorage } from 'electron';
import {
  type BookKeys,
  type KeySlots,
  keyringSlotOf,
  keysOf,
  openByKeyring,
  type Slot,
} from '../../office/key-slots.ts';
import { changeOwnedSlots } from '../../office/owned-slots.ts';

export type Keyring = {
  readonly safeStorage: Pick<
    SafeStorage,
    | 'decryptStringAsync'
    | 'encryptStringAsync'
    | 'getSelectedStorageBackend'
    | 'isAsyncEncryptionAvailable'
  >;
  readonly platform: string;
};

/** What keeps secrets where the system has one answer to it. */
const BACKENDS: { readonly [platform: string]: string } = { darwin: 'keychain', win32: 'dpapi' };

/** Under these names nothing protects what is kept: the password is a constant of Chromium. */
const NO_PROTECTION: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/** What keeps secrets here, or null where nothing does; Electron must be ready. */
export async function keyringBackend({ safeStorage, platform }: Keyring): Promise<string | null> {
  const backend = BACKENDS[platform] ?? safeStorage.getSelectedStorageBackend();
  if (NO_PROTECTION.has(backend)) return null;
  return (await safeStorage.isAsyncEncryptionAvailable()) ? backend : null;
}

export type OpenedByKeyring = {
  readonly keys: BookKeys;
  /** Whether the keyring has a newer key of its own: the slot should be made anew. */
  readonly isStale: boolean;
};

/** The keys that this workstation's keyring opens; null when it opens none of the slots. */
export async function keysByKeyring(
  keyring: Keyring,
  slots: KeySlots,
): Promise<OpenedByKeyring | null> {
  const backend = await keyringBackend(keyring);
  for (const slot of slots.slots) {
    if (slot.kind !== 'keyring' || slot.backend !== backend) continue;
    const secret = await secretOf(keyring, slot);
    const master = secret === null ? null : openByKeyring(slots, slot, secret.bytes);
    if (master === null || secret === null) continue;
    return { keys: keysOf(slots, master), isStale: secret.isStale };
  }
  return null;
}

type Secret = { readonly bytes: Uint8Array; readonly isStale: boolean };

/** A slot that another person or workstation made is sealed by another keyring: it gives nothing. */
async function secretOf(
  { safeStorage }: Keyring,
  slot: Extract<Slot, { readonly kind: 'keyring' }>,
): Promise<Secret | null> {
  try {
    const sealed = Buffer.from(slot.sealed, 'base64');
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
    return { bytes: Buffer.from(result, 'hex'), isStale: shouldReEncrypt };
  } catch {
    return null;
  }
}

/**
 * Lets this workstation's keyring open the book in `folder` from now on, in the place of a slot that
 * it opened before. Answers whether it does: not without a keyring, nor where the folder is in use
 * or has no room for a slot.
 */
export async function joinKeyring(
  keyring: Keyring,
  folder: string,
  { master }: BookKeys,
  now: number,
): Promise<boolean> {
  const backend = await keyringBackend(keyring);
  if (backend === null) return false;
  try {
    return await changeOwnedSlots(folder, 'electron', now, async (found) => {
      const others = await withoutOurs(keyring, found);
      return [...others, await slotIn(keyring, backend, master, now)];
    });
  } catch {
    // A keyring that fails is one that was not joined: the passphrase opens the book as before.
    return false;
  }
}

/**
 * A slot of `master` that this workstation's keyring opens, for an office that has the book open to
 * keep; null without a keyring. `now` is milliseconds UTC.
 */
export async function keyringSlot(
  keyring: Keyring,
  master: Uint8Array,
  now: number,
): Promise<Slot | null> {
  const backend = await keyringBackend(keyring);
  if (backend === null) return null;
  try {
    return await slotIn(keyring, backend, master, now);
  } catch {
    // As in joining: the passphrase opens the book as before.
    return null;
  }
}

async function slotIn(
  { safeStorage }: Keyring,
  backend: string,
  master: Uint8Array,
  now: number,
): Promise<Slot> {
  const secret = randomBytes(32);
  const inKeyring = await safeStorage.encryptStringAsync(secret.toString('hex'));
  const slot = keyringSlotOf(master, secret, { backend, inKeyring }, now, userInfo().username);
  secret.fill(0);
  return slot;
}

/** The slots without those that this keyring opens. */
async function withoutOurs(keyring: Keyring, { slots }: KeySlots): Promise<readonly Slot[]> {
  const others: Slot[] = [];
  for (const slot of slots) {
    const isOurs = slot.kind === 'keyring' && (await secretOf(keyring, slot)) !== null;
    if (!isOurs) others.push(slot);
  }
  return others;
}
