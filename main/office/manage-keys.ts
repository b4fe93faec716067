// What a person does to the keys of a book that no office has open: encrypt it, give it another key,
// and add, change or remove a way of opening it. The folder is owned meanwhile.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type BookInUse, takeOwnership } from '../ledger/owner-lock.ts';
import { type KeyWrong, keyNeedOf, mastersOf } from './book-keys.ts';
import { changeKey, type KeyChangeAsked, type KeyChangeRefusal } from './change-key.ts';
import {
  added,
  judgePassphrase,
  openWith,
  type PassphraseRefusal,
  plannedSlots,
  removed,
  replaced,
  type SecretRefusal,
  type SlotsChange,
} from './change-slots.ts';
import { clearKeys, holdMasters } from './key-ring.ts';
import { type KeySlots, newSlots, type Slot } from './key-slots.ts';
import { MASTER_BYTES, recoveryText } from './master-key.ts';
import { checkNative, installedNative } from './native-module.ts';
import { finishRestore, removeStaged } from './restore-book.ts';
import { finishKeyChange, removeStagedKeys } from './swap-key.ts';
import { OfficeClock, systemIds } from './system.ts';

export type KeysAsked = {
  readonly folder: string;
  readonly person: string;
  readonly onPhase: KeyChangeAsked['onPhase'];
  readonly signal: AbortSignal;
};

/** A passphrase or a recovery key that opens the book as it is. */
type WithSecret = KeysAsked & { readonly secret: string };

/** What a person must keep, shown once. */
export type NewKey = { readonly keyId: string; readonly recoveryKey: string };

/** Runs `work` on a folder that nobody else has open, after whatever was noted there is finished. */
async function owned<V, R extends Refusal>(
  { folder, person }: KeysAsked,
  work: (now: number, id: string) => Promise<Result<V, R>>,
): Promise<Result<V, R | BookInUse>> {
  checkNative(installedNative());
  const clock = new OfficeClock().now;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeOwnership(folder, { person, shell: 'cli', pid: process.pid, since: clock() });
  if (!lock.ok) return lock;
  try {
    finishKeyChange(folder);
    removeStagedKeys(folder);
    finishRestore(folder);
    removeStaged(folder);
    return await work(clock(), systemIds(clock).next());
  } finally {
    lock.value.release();
    clearKeys();
  }
}

export type EncryptRefusal = PassphraseRefusal | Refusal<'book_is_encrypted'> | KeyChangeRefusal;

/**
 * Encrypts the plain book in `folder` with all that lies there, or the one that will be made there.
 * Refuses `passphrase_too_short`, `passphrase_too_long`, `book_in_use`, `book_is_encrypted`, then
 * as {@link changeKey}.
 */
export async function encryptBook(
  asked: KeysAsked & { readonly passphrase: string },
): Promise<Result<NewKey, EncryptRefusal | BookInUse>> {
  const { folder, passphrase, onPhase, signal } = asked;
  const judged = judgePassphrase(passphrase);
  if (!judged.ok) return judged;
  return owned<NewKey, EncryptRefusal>(asked, async (now, id) => {
    if (keyNeedOf(folder).kind !== 'none') return refuse({ code: 'book_is_encrypted' });
    const master = new Uint8Array(randomBytes(MASTER_BYTES));
    const by = asked.person;
    const slots = await newSlots(master, [passphrase], [], { by, now });
    const changed = await changeKey({ folder, id, master, slots, onPhase, signal });
    return changed.ok ? ok(told(master, slots)) : changed;
  });
}

function told(master: Uint8Array, { keyId }: KeySlots): NewKey {
  const recoveryKey = recoveryText(master);
  master.fill(0);
  return { keyId, recoveryKey };
}

export type Rekeyed = NewKey & {
  /** Ways of opening that did not come along: a keyring joins again when it is next asked. */
  readonly dropped: number;
};

export type RekeyRefusal =
  | KeyWrong
  | PassphraseRefusal
  | KeyChangeRefusal
  | Refusal<'book_is_plain' | 'slots_would_be_lost' | 'passphrase_missing'>;

/**
 * Gives the book a new random key. Every passphrase in `secrets` that opened a slot opens one of
 * the new key; the recovery key is another. A slot that nobody opened would be lost: refused as
 * `slots_would_be_lost` unless `dropOthers`. With nothing but the recovery key a `passphrase` must
 * be given. Other refusals: `book_is_plain`, those of opening it, then as {@link changeKey}.
 */
export async function rekeyBook(
  asked: KeysAsked & {
    readonly secrets: readonly string[];
    readonly passphrase: string | null;
    readonly dropOthers: boolean;
  },
): Promise<Result<Rekeyed, RekeyRefusal | BookInUse>> {
  const { folder, secrets, passphrase, onPhase, signal } = asked;
  const judged = passphrase === null ? null : judgePassphrase(passphrase);
  if (judged !== null && !judged.ok) return judged;
  return owned<Rekeyed, RekeyRefusal>(asked, async (now, id) => {
    const opened = await openWith(folder, secrets);
    if (!opened.ok) return opened;
    const { keys, passphrases, unopened } = opened.value;
    const lost = unopened.filter(({ kind }) => kind === 'passphrase').length;
    if (lost > 0 && !asked.dropOthers) return refuse({ code: 'slots_would_be_lost', slots: lost });
    const wanted = passphrase === null ? passphrases : [...passphrases, passphrase];
    if (wanted.length === 0) return refuse({ code: 'passphrase_missing' });
    const master = new Uint8Array(randomBytes(MASTER_BYTES));
    const making = { by: asked.person, now };
    const earlier = mastersOf(keys);
    const next = await newSlots(master, wanted, earlier, making);
    holdMasters(earlier);
    const changed = await changeKey({ folder, id, master, slots: next, onPhase, signal });
    return changed.ok ? ok({ ...told(master, next), dropped: unopened.length }) : changed;
  });
}

export type SlotsRefusal =
  | BookInUse
  | SecretRefusal
  | PassphraseRefusal
  | Refusal<'slot_unknown' | 'last_slot' | 'too_many_slots'>;

function withSlots<R extends SlotsRefusal>(
  asked: WithSecret,
  change: SlotsChange<R>,
): Promise<Result<readonly Slot[], SlotsRefusal>> {
  return owned<readonly Slot[], SlotsRefusal>(asked, async (now) => {
    const planned = await plannedSlots(
      asked.folder,
      asked.secret,
      { now, by: asked.person },
      change,
    );
    if (!planned.ok) return planned;
    planned.value.write();
    return ok(planned.value.slots);
  });
}

/** Adds a passphrase: one more way of opening the book. Refuses in the order of its type. */
export async function addPassphrase(
  asked: WithSecret & { readonly passphrase: string },
): Promise<Result<readonly Slot[], SlotsRefusal>> {
  const judged = judgePassphrase(asked.passphrase);
  return judged.ok ? withSlots(asked, added(asked.passphrase)) : judged;
}

/** Puts `passphrase` in the place of the one that `secret` is. `slot_unknown`: it is none. */
export async function changePassphrase(
  asked: WithSecret & { readonly passphrase: string },
): Promise<Result<readonly Slot[], SlotsRefusal>> {
  const judged = judgePassphrase(asked.passphrase);
  return judged.ok ? withSlots(asked, replaced(asked.secret, asked.passphrase)) : judged;
}

/** Removes the slot with this id; the last passphrase stays. */
export async function removeSlot(
  asked: WithSecret & { readonly slot: string },
): Promise<Result<readonly Slot[], SlotsRefusal>> {
  return withSlots(asked, removed(asked.slot));
}
