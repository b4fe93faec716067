// Changes the ways of opening a book: what a secret opens, which slots come of a change, and the file
// that is written for them. Whoever calls owns the folder.
import { existsSync, renameSync } from 'node:fs';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type KeyWrong, keyNeedOf, keysBySecret } from './book-keys.ts';
import {
  type BookKeys,
  emptySlots,
  type KeySlots,
  keySlotsPath,
  type Making,
  openByPassphrase,
  passphraseSlotOf,
  readKeySlots,
  SLOTS_MAX,
  type Slot,
  writeKeySlots,
} from './key-slots.ts';

/** Characters of a passphrase: below this it is guessed whatever a guess costs. */
export const PASSPHRASE_MIN = 12;
export const PASSPHRASE_MAX = 1024;

export type PassphraseRefusal = Refusal<'passphrase_too_short' | 'passphrase_too_long'>;

/** Refuses a passphrase that is too short or too long to be taken. */
export function judgePassphrase(passphrase: string): Result<string, PassphraseRefusal> {
  const length = [...passphrase.normalize('NFKC')].length;
  if (length < PASSPHRASE_MIN) {
    return refuse({ code: 'passphrase_too_short', min: PASSPHRASE_MIN, least: PASSPHRASE_MIN });
  }
  if (length > PASSPHRASE_MAX) return refuse({ code: 'passphrase_too_long', max: PASSPHRASE_MAX });
  return ok(passphrase);
}

export type Opened = {
  readonly keys: BookKeys;
  /** The secrets that opened a slot each, and the slots that none opened. */
  readonly passphrases: readonly string[];
  readonly unopened: readonly Slot[];
};

/** What `secrets` open in `folder`. Refuses `book_is_plain`, then as `keysBySecret` of the first. */
export async function openWith(
  folder: string,
  secrets: readonly string[],
): Promise<Result<Opened, SecretRefusal>> {
  if (keyNeedOf(folder).kind === 'none') return refuse({ code: 'book_is_plain' });
  const [first = '', ...others] = secrets;
  const keys = await keysBySecret(folder, first);
  if (!keys.ok) return keys;
  const found = readKeySlots(folder);
  const unopened = new Set(found.kind === 'slots' ? found.slots.slots : []);
  const passphrases: string[] = [];
  for (const secret of [first, ...others]) {
    const opened = found.kind === 'slots' ? await openByPassphrase(found.slots, secret) : null;
    if (opened === null || !unopened.delete(opened.slot)) continue;
    passphrases.push(secret);
  }
  return ok({ keys: keys.value, passphrases, unopened: [...unopened] });
}

/** Why a secret opens nothing. */
export type SecretRefusal = KeyWrong | Refusal<'book_is_plain'>;
type NoRoom = Refusal<'too_many_slots'>;
type NoSlot = Refusal<'slot_unknown'>;
type Stays = NoSlot | Refusal<'last_slot'>;

/** What a change comes to: the slots after it, the one it is about, and how they are written. */
export type SlotsPlan = {
  readonly slots: readonly Slot[];
  /** The id of the slot that was made or removed. */
  readonly slot: string;
  /** Writes them whole or not at all; damaged ones that were there are kept aside. */
  readonly write: () => void;
};

type Changed = { readonly slots: readonly Slot[]; readonly slot: string };

/** Answers what comes of the slots that are there. */
export type SlotsChange<R extends Refusal> = (
  slots: KeySlots,
  keys: BookKeys,
  making: Making,
) => Promise<Result<Changed, R>>;

/**
 * What `change` makes of the slots in `folder`, which `secret` opens; nothing is written yet. Refuses
 * as {@link openWith}, then as the change.
 */
export async function plannedSlots<R extends Refusal>(
  folder: string,
  secret: string,
  making: Making,
  change: SlotsChange<R>,
): Promise<Result<SlotsPlan, SecretRefusal | R>> {
  const opened = await openWith(folder, [secret]);
  if (!opened.ok) return opened;
  const { keys } = opened.value;
  const found = readKeySlots(folder);
  const before = found.kind === 'slots' ? found.slots : emptySlots(keys.master);
  const changed = await change(before, keys, making);
  for (const each of [keys.master, ...keys.earlier]) each.fill(0);
  if (!changed.ok) return changed;
  const { slots, slot } = changed.value;
  return ok({
    slots,
    slot,
    write() {
      const path = keySlotsPath(folder);
      if (found.kind === 'unreadable' && existsSync(path)) renameSync(path, `${path}.damaged`);
      writeKeySlots(folder, { ...before, slots: [...slots] });
    },
  });
}

/** One more passphrase. Refuses `too_many_slots`. */
export function added(passphrase: string): SlotsChange<NoRoom> {
  return async ({ slots }, { master }, { now, by }) => {
    if (slots.length >= SLOTS_MAX) return refuse({ code: 'too_many_slots', most: SLOTS_MAX });
    const fresh = await passphraseSlotOf(master, passphrase, now, by);
    return ok({ slots: [...slots, fresh], slot: fresh.id });
  };
}

/** `passphrase` in the place of the one that `secret` is. Refuses `slot_unknown`: it is none. */
export function replaced(secret: string, passphrase: string): SlotsChange<NoSlot> {
  return async (found, { master }, { now, by }) => {
    const opened = await openByPassphrase(found, secret);
    if (opened === null) return refuse({ code: 'slot_unknown', slot: '' });
    opened.master.fill(0);
    const fresh = await passphraseSlotOf(master, passphrase, now, by);
    const slots = found.slots.map((slot) => (slot === opened.slot ? fresh : slot));
    return ok({ slots, slot: fresh.id });
  };
}

/**
 * Without the slot of this id. Refuses `slot_unknown`, `last_slot`: the last passphrase stays, for a
 * keyring goes with its workstation.
 */
export function removed(id: string): SlotsChange<Stays> {
  return async ({ slots }) => {
    const left = slots.filter((slot) => slot.id !== id);
    if (left.length === slots.length) return refuse({ code: 'slot_unknown', slot: id });
    if (!left.some(({ kind }) => kind === 'passphrase')) return refuse({ code: 'last_slot' });
    return ok({ slots: left, slot: id });
  };
}
