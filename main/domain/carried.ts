// What is carried by file between workstations: keys that people sign with, packages that are shown
// and signed elsewhere, and the words that come back. Values and bounds only; bytes are the office's.
import type { SignedDeed } from './approval-policy.ts';
import type { Rail } from './iso-status.ts';
import { type Actor, holds, type Permission } from './permissions.ts';

export const SIGNING_KEY_STATES = ['asked', 'in_force', 'refused', 'revoked'] as const;
export type SigningKeyState = (typeof SIGNING_KEY_STATES)[number];

/** Keys of one person that wait or are in force; the next one is refused. */
export const SIGNING_KEYS_MAX = 5;

/** Things in one package; the next one is refused. */
export const THINGS_MAX = 20;

/** Bytes of a package or of an answer, which holds the package; a longer one is refused. */
export const PACKAGE_BYTES_MAX = 256 * 1024;
export const ANSWER_BYTES_MAX = 2 * PACKAGE_BYTES_MAX;

/** Milliseconds in which a package is good: two days, so that it outlasts a night and a morning. */
export const PACKAGE_GOOD_MS = 48 * 3_600_000;

export type SigningKey = {
  readonly id: number;
  readonly person: number;
  /** Ed25519, 32 bytes in lower-case hexadecimal. */
  readonly publicKey: string;
  readonly state: SigningKeyState;
};

/** What of a key is shown and enrolled: the key itself says whose it is. */
export type SigningCard = {
  /** The name by which its person signs in, in the form in which names are compared. */
  readonly signInName: string;
  /** Milliseconds UTC. */
  readonly madeAt: number;
  readonly publicKey: string;
  /** Of the key over the rest of the card: whoever made the card has the key. */
  readonly signature: string;
};

export const THING_KINDS = ['payment', 'request'] as const;
export type ThingKind = (typeof THING_KINDS)[number];

/** What waits for a signature: a payment, or a deed that was asked for. */
export type ThingNamed = { readonly kind: ThingKind; readonly id: number };

export const CARRIED_WORDS = ['approved', 'rejected'] as const;
export type CarriedWord = (typeof CARRIED_WORDS)[number];

/** One word on the thing at `place` of a package, from 0. */
export type SaidWord = {
  readonly place: number;
  readonly word: CarriedWord;
  /** ISO 20022 external status reason code of a payment that is sent back; '' otherwise. */
  readonly reasonCode: string;
  readonly remark: string;
};

/** Decimal text in major units beside its currency, as in every file. */
export type AmountText = { readonly amount: string; readonly currency: string };

type Level = { readonly permission: Permission; readonly person: string | null };

/** A payment as it is shown to whoever signs, without any reason of a hold. */
export type CarriedPayment = {
  readonly kind: 'payment';
  readonly paymentId: number;
  readonly version: number;
  readonly since: number;
  readonly batchId: number;
  readonly messageId: string;
  readonly endToEndId: string;
  readonly rail: Rail;
  readonly amount: AmountText;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
  readonly creditorAccount: string | null;
  readonly creditorName: string | null;
  readonly creditorAgent: string | null;
  readonly creditorCountry: string | null;
  readonly remittance: string | null;
  readonly purpose: string | null;
  readonly executionDate: string;
  readonly relatedPayment: number;
  readonly makers: readonly string[];
  readonly usual: {
    readonly ofDebtor: number;
    readonly toCreditor: number;
    readonly largest: string | null;
    readonly average: string | null;
  };
  /** What a signature is bound to, lower-case hexadecimal. */
  readonly shown: string;
  readonly rule: string;
  readonly order: 'sequential' | 'parallel';
  readonly levels: readonly Level[];
};

/** A deed that was asked for, as what it comes to. */
export type CarriedRequest = {
  readonly kind: 'request';
  readonly requestId: number;
  readonly deed: SignedDeed;
  readonly maker: string;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly remark: string | null;
  readonly effect: readonly {
    readonly what: string;
    readonly before: string | null;
    readonly after: string;
  }[];
  readonly shown: string;
  readonly rule: string;
  readonly levels: readonly Level[];
};

export type CarriedThing = CarriedPayment | CarriedRequest;

/** All that a package says. `salt` is in the file alone: the book keeps a hash over it. */
export type PackageContent = {
  /** 16 bytes in lower-case hexadecimal: it names the package for good. */
  readonly package: string;
  readonly salt: string;
  /** The book that it is of, by its own name, and whether that is a demonstration. */
  readonly book: string;
  readonly demo: boolean;
  readonly exportedBy: string;
  /** Milliseconds UTC. */
  readonly exportedAt: number;
  readonly expiresAt: number;
  readonly things: readonly CarriedThing[];
};

/** What came back in a file: the words of whoever holds `publicKey`, on all that they were shown. */
export type CarriedAnswer = {
  readonly content: PackageContent;
  /** SHA-256 of the package's content as it was signed for, 32 bytes in hexadecimal. */
  readonly contentHash: string;
  readonly publicKey: string;
  /** As the other workstation's clock said, milliseconds UTC. */
  readonly signedAt: number;
  readonly words: readonly SaidWord[];
  /** 64 bytes, and SHA-256 of the whole file, both in hexadecimal. */
  readonly signature: string;
  readonly fileHash: string;
};

/** Whether `actor` could sign anything at all, and so has a use for a key. */
export function mayHoldKey(actor: Actor): boolean {
  return (['sign', 'approve', 'comply', 'set_policy'] as const).some((each) => holds(actor, each));
}
