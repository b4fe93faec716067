// The keys of an encrypted book: the ways of opening it, and the recovery key. A secret goes to the
// office and is kept nowhere; what it opens is never told.
import { z } from 'zod';
import { method } from './method.ts';
import { count, deed, deedRefusals, instant, list, text } from './values.ts';

const slotView = z.strictObject({
  id: text(64),
  kind: z.enum(['passphrase', 'keyring']),
  madeAt: instant,
  /** The id of who made it; '' where nobody said. */
  madeBy: text(200),
  /** What keeps a keyring's secret, as Electron names it; '' for a passphrase. */
  backend: text(64),
});

const keysView = z.strictObject({
  /** `damaged`: encrypted, and the recovery key alone opens it. */
  state: z.enum(['plain', 'encrypted', 'damaged']),
  /** Names the key and tells nothing of it; '' for a plain book. */
  keyId: text(64),
  /** When the key was made and by whom; 0 and '' where nobody said. */
  madeAt: instant,
  madeBy: text(200),
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

/** What another key is made with. */
const chosen = {
  /** The key that goes, as it was seen; '' for a plain book. */
  from: text(64),
  /** Passphrases that go on opening the book; the first may be its recovery key instead. */
  secrets: list(secret, 16),
  /** One more for the new key; '' for none. */
  passphrase,
  /** Whether passphrases that were not given are left behind. */
  dropOthers: z.boolean(),
};
const chosenRefusals = [
  'book_key_wrong',
  'recovery_key_mistyped',
  'slots_would_be_lost',
  'passphrase_missing',
  'disk_has_no_room',
] as const;

export const keyMethods = {
  /** How the book is opened. */
  bookKeys: method({
    input: z.strictObject({}),
    output: keysView.extend({
      /** Bytes that another key needs on the disk, and those that are free. */
      room: z.strictObject({ needed: count, free: count }),
    }),
    refusals: [],
  }),
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
    refusals: [...busy, ...secretRefusals, 'given_before'],
  }),
  /**
   * A new key in writing, to be locked away before it counts: it opens nothing until it is taken. What
   * it is to be taken with is looked at first.
   */
  offerKey: method({
    input: z.strictObject({
      /**
       * Under which another's word on it is asked for, where there must be one; it changes nothing
       * else.
       */
      requestId: deed.submissionId,
      ...chosen,
    }),
    output: z.strictObject({ keyId: text(64), recoveryKey: text(200) }),
    refusals: [
      'second_person_required',
      ...passphraseRefusals,
      'key_is_another',
      ...chosenRefusals,
    ],
  }),
  /**
   * Gives the book the key that was offered, its first one where it is plain: everything is written
   * anew. The office ends on the way, and the next one answers the same question by its id.
   */
  changeKey: method({
    input: z.strictObject({
      ...deed,
      ...chosen,
      /** The key that comes, which was offered. */
      to: text(64),
    }),
    output: z.strictObject({ keyId: text(64) }),
    refusals: [
      ...busy,
      'second_person_required',
      ...passphraseRefusals,
      'key_is_another',
      'new_key_unknown',
      'keeping_is_busy',
      ...chosenRefusals,
      'cancelled',
    ],
  }),
};
