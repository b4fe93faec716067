// The keys of an encrypted book: the ways of opening it, and the recovery key. A secret goes to the
// office and is kept nowhere; what it opens is never told.
import { z } from 'zod';
import { method } from './method.ts';
import { count, deed, deedRefusals, instant, list, text } from './values.ts';

const slotView = z.strictObject({
  id: text(64),
  kind: z.enum(['passphrase', 'keyring']),
  madeAt: instant,
  /** What keeps a keyring's secret, as Electron names it; '' for a passphrase. */
  backend: text(64),
});

const keysView = z.strictObject({
  /** `damaged`: encrypted, and the recovery key alone opens it. */
  state: z.enum(['plain', 'encrypted', 'damaged']),
  /** Names the key and tells nothing of it; '' for a plain book. */
  keyId: text(64),
  slots: list(slotView, 16),
  /** Keys that the book had before, for backups of their time. */
  earlier: count,
});

/** A passphrase or the recovery key, which opens the book as it is. */
const secret = text(2048);
const passphrase = text(2048);

const busy = [...deedRefusals, 'keys_are_busy'] as const;
const passphraseRefusals = ['passphrase_too_short', 'passphrase_too_long'] as const;
const secretRefusals = ['book_is_plain', 'book_key_wrong', 'recovery_key_mistyped'] as const;

export const keyMethods = {
  /** How the book is opened. */
  bookKeys: method({ input: z.strictObject({}), output: keysView, refusals: [] }),
  /** One more passphrase that opens it. */
  addKeySlot: method({
    input: z.strictObject({ ...deed, secret, passphrase }),
    output: keysView,
    refusals: [...busy, ...passphraseRefusals, ...secretRefusals, 'too_many_slots'],
  }),
  /** Another passphrase in the place of the one given. */
  replaceKeySlot: method({
    input: z.strictObject({ ...deed, secret, passphrase }),
    output: keysView,
    refusals: [...busy, ...passphraseRefusals, ...secretRefusals, 'slot_unknown'],
  }),
  /** A way of opening it goes; the last passphrase stays. */
  removeKeySlot: method({
    input: z.strictObject({ ...deed, secret, slot: text(64) }),
    output: keysView,
    refusals: [...busy, ...secretRefusals, 'slot_unknown', 'last_slot'],
  }),
  /** The key in writing, to be locked away: it opens the book without anything else. */
  showRecoveryKey: method({
    input: z.strictObject({ ...deed, secret }),
    output: z.strictObject({ recoveryKey: text(200) }),
    refusals: [...busy, ...secretRefusals],
  }),
};
