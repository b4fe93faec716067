// Encrypted books with an office on them, and the secrets that open them.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  emptySlots,
  keyringSlotOf,
  passphraseSlotOf,
  SLOTS_MAX,
  type Slot,
  writeKeySlots,
} from '../../main/office/key-slots.ts';
import { recoveryText } from '../../main/office/master-key.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { testFolder } from '../operations/test-desk.ts';
import { type RunningOffice, runningOffice } from './running-office.ts';

export const PASSPHRASE = 'correct horse battery staple';

export type EncryptedOffice = {
  readonly on: RunningOffice;
  readonly folder: string;
  readonly master: Uint8Array;
  readonly recoveryKey: string;
};

/** A slot of a workstation's keyring, which is cheap to make. */
export function keyringSlot(master: Uint8Array): Slot {
  const keyring = { backend: 'gnome_libsecret', inKeyring: randomBytes(16) };
  return keyringSlotOf(master, randomBytes(32), keyring, 2);
}

/** An office on a new encrypted book that one passphrase opens, and as many keyrings as are said. */
export async function encryptedOffice(
  t: Pick<TestContext, 'after'>,
  keyrings: number,
): Promise<EncryptedOffice> {
  const folder = join(testFolder(t), 'book');
  mkdirSync(folder);
  const master = new Uint8Array(randomBytes(32));
  const own = await passphraseSlotOf(master, PASSPHRASE, 1);
  const others = Array.from({ length: keyrings }, () => keyringSlot(master));
  writeKeySlots(folder, { ...emptySlots(master), slots: [own, ...others] });
  const on = await runningOffice(t, folder, { keys: [master] });
  return { on, folder, master, recoveryKey: recoveryText(master) };
}

/** A client into the office of a book that takes no further slot. */
export async function fullOfSlots(t: Pick<TestContext, 'after'>): Promise<Client> {
  const { on } = await encryptedOffice(t, SLOTS_MAX - 1);
  return on.client();
}

/** Which of these texts lie in a file of the folder or in what the process shows of itself. */
export function seen(folder: string, pid: number, texts: readonly string[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  const shown = ['cmdline', 'environ'].map((name) => `/proc/${pid}/${name}`).filter(existsSync);
  return [...files, ...shown].flatMap((path) => {
    const bytes = readFileSync(path);
    return texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${path}`);
  });
}
