// What is carried by file between workstations: a package of what waits for signatures, the answer
// that comes back, and the keys that people sign with elsewhere.
import { z } from 'zod';
import { SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import {
  ANSWER_BYTES_MAX,
  CARRIED_WORDS,
  SIGNING_KEY_STATES,
  THING_KINDS,
  THINGS_MAX,
} from '../../main/domain/carried.ts';
import { approvalShown } from './approvals.ts';
import { method } from './method.ts';
import { effectLines, levels } from './requests.ts';
import {
  beyondAuthority,
  code,
  count,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  rowId,
  text,
} from './values.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/** The whole of a file as text. */
const carriedFile = text(ANSWER_BYTES_MAX);
const keyFile = text(4096);
const passphrase = text(200);
const packageName = hex(16);
const publicKey = hex(32);

const word = z.strictObject({
  /** On which thing of the package, from 0. */
  place: z
    .int()
    .min(0)
    .max(THINGS_MAX - 1),
  word: z.enum(CARRIED_WORDS),
  reasonCode: z.string().regex(/^(?:[A-Z0-9]{2,4})?$/),
  remark: text(500),
});

const thing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('payment'), view: approvalShown }),
  z.strictObject({
    kind: z.literal('request'),
    requestId: rowId,
    deed: z.enum(SIGNED_DEEDS),
    maker: text(200),
    at: instant,
    remark: text(500).nullable(),
    effect: effectLines,
    shown: hash,
    rule: code,
    levels,
  }),
]);

const carried = z.strictObject({
  package: packageName,
  /** Whether it is of the book that is open here, and whether it is of a demonstration. */
  isOwn: z.boolean(),
  demo: z.boolean(),
  exportedBy: text(200),
  exportedAt: instant,
  expiresAt: instant,
  things: list(thing, THINGS_MAX),
  /** What was said of them; null in a package that nobody has signed. */
  answer: z
    .strictObject({ publicKey, signedAt: instant, words: list(word, THINGS_MAX) })
    .nullable(),
});

const signingKey = z.strictObject({
  key: rowId,
  person: rowId,
  publicKey,
  state: z.enum(SIGNING_KEY_STATES),
  askedAt: instant,
  /** Who signed for it, refused or revoked it last; empty while it waits. */
  decidedBy: text(200),
  decidedAt: instant.nullable(),
});

/** What of a key is enrolled: the key itself says by which name its person signs in. */
const card = z.strictObject({
  signInName: text(64).min(1),
  madeAt: instant,
  publicKey,
  signature: hex(64),
});

const proof = { passphrase, code: text(12) };
const proofRefusals = ['sign_in_refused', 'sign_in_blocked', 'sign_in_busy'] as const;
const keyDeed = z.strictObject({ ...deed, key: rowId });

export const carriedMethods = {
  /** Writes what waits into a file. `file` is null where the deed was done before. */
  exportApproval: method({
    input: z.strictObject({
      ...deed,
      things: list(z.strictObject({ kind: z.enum(THING_KINDS), id: rowId }), THINGS_MAX),
    }),
    output: z.strictObject({
      package: packageName,
      expiresAt: instant,
      fileName: text(200),
      file: carriedFile.nullable(),
    }),
    refusals: [
      ...deedRefusals,
      'no_people',
      'payment_unknown',
      'payment_status_does_not_allow',
      'request_unknown',
      'request_decided',
      'not_carried_by_file',
      'package_too_large',
    ],
  }),
  /** A package or an answer as it is shown; nothing of it is believed of any book. */
  readCarried: method({
    input: z.strictObject({ file: carriedFile }),
    output: carried,
    refusals: ['carried_unreadable', 'carried_signature_wrong'],
  }),
  /** Signs on this workstation, whatever book is open; the answer is a file to be carried back. */
  signCarried: method({
    input: z.strictObject({
      file: carriedFile,
      words: list(word, THINGS_MAX),
      keyFile,
      keyPassphrase: passphrase,
    }),
    output: z.strictObject({ fileName: text(200), file: carriedFile }),
    refusals: [
      'sign_in_busy',
      'signing_key_unreadable',
      'signing_key_not_opened',
      'carried_unreadable',
      'word_of_nothing',
      'remark_required',
    ],
  }),
  /** Takes one word that was carried back; whoever brings it is not who signed it. */
  importApproval: method({
    input: z.strictObject({ ...deed, file: carriedFile, place: word.shape.place }),
    output: z.strictObject({
      kind: z.enum(THING_KINDS),
      id: rowId,
      word: z.enum(CARRIED_WORDS),
      person: text(200),
      /** Signatures still needed. */
      open: count,
    }),
    refusals: [
      ...deedRefusals,
      'carried_unreadable',
      'carried_signature_wrong',
      'word_of_nothing',
      'package_of_another_book',
      'package_unknown',
      'signing_key_unknown',
      'signing_key_not_in_force',
      'package_expired',
      'package_already_used',
      'payment_status_does_not_allow',
      'request_decided',
      'second_person_must_differ',
      'signer_not_permitted',
      ...beyondAuthority,
      'remark_required',
      'approval_stale',
      'request_cannot_be_done',
    ],
  }),
  /** A new key for the person who signs in by this name, as the file that they keep. */
  newSigningKey: method({
    input: z.strictObject({ signInName: text(64).min(1), passphrase }),
    output: z.strictObject({ fileName: text(200), file: keyFile, card }),
    refusals: ['sign_in_busy', 'passphrase_too_short', 'passphrase_too_easy'],
  }),
  /** The own keys; to who oversees or gives rights, everybody's. */
  signingKeys: method({
    input: z.strictObject({}),
    output: z.strictObject({ keys: list(signingKey, 10_000) }),
    refusals: [],
  }),
  enrolSigningKey: method({
    input: z.strictObject({ ...deed, ...proof, card }),
    output: z.strictObject({ key: rowId }),
    refusals: [
      ...deedRefusals,
      'no_people',
      'signing_card_of_another',
      ...proofRefusals,
      'signing_key_known',
      'too_many_signing_keys',
    ],
  }),
  decideSigningKey: method({
    input: z.strictObject({ ...keyDeed.shape, decision: z.enum(['sign', 'refuse']) }),
    output: z.strictObject({ person: rowId }),
    refusals: [
      ...deedRefusals,
      'signing_key_unknown',
      'signing_key_not_waiting',
      'second_person_must_differ',
      'person_ended',
    ],
  }),
  revokeSigningKey: method({
    input: keyDeed,
    output: z.strictObject({ person: rowId }),
    refusals: [...deedRefusals, 'signing_key_unknown', 'signing_key_not_in_force'],
  }),
};
