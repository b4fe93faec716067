// People: signing in and out, the lock, and who may do what. What a person types to prove who they
// are goes to the office and nowhere else.
import { z } from 'zod';
import { ASKED_KINDS, GRANT_KINDS, GRANT_STATES } from '../../main/domain/people.ts';
import { ROLES } from '../../main/domain/permissions.ts';
import { method, stream } from './method.ts';
import {
  businessDate,
  chainPoint,
  count,
  currency,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  minor,
  rowId,
  text,
} from './values.ts';

/** How the seat stands; `open` is somebody who may go on. */
export const STANDINGS = ['no_people', 'signed_out', 'must_change', 'locked', 'open'] as const;

/** Why somebody was signed out who did not ask for it. */
export const LEFT_BY = [
  'too_many_tries',
  'credential_changed',
  'too_many_seats',
  /** They work here no more. */
  'ended',
] as const;

const passphrase = text(200);
/** Of an authenticator; empty for who has none. */
const oneTimeCode = text(12);
const proof = { passphrase, code: oneTimeCode };

const proofRefusals = ['sign_in_refused', 'sign_in_blocked', 'sign_in_busy'] as const;
const passphraseRefusals = ['passphrase_too_short', 'passphrase_too_easy'] as const;
const personRefusals = ['person_name_required', 'sign_in_name_taken'] as const;

/** The person who sits there, also behind the lock. */
const seated = z.strictObject({ person: rowId, name: text(200) });

const names = { signInName: text(64), name: text(200) };

const grantTerms = {
  person: rowId,
  kind: z.enum(ASKED_KINDS),
  role: z.enum(ROLES).nullable(),
  /** Whose place a deputy takes; else 0. */
  standsFor: count,
  /** Empty for every one. */
  branch: text(40),
  rail: text(40),
  currency: z.union([currency, z.literal('')]),
  /** Minor units of `currency`; null without a limit. */
  singleLimit: minor.gte(0n).nullable(),
  dailyLimit: minor.gte(0n).nullable(),
  validFrom: businessDate,
  validUntil: z.union([businessDate, z.literal('')]),
};

const grantView = z.strictObject({
  grant: rowId,
  ...grantTerms,
  kind: z.enum(GRANT_KINDS),
  askedBy: text(200),
  askedAt: instant,
  /** Who signed or refused it; empty while it waits. */
  decidedBy: text(200),
  decidedAt: instant.nullable(),
  state: z.enum(GRANT_STATES),
  /** While it waits: who may sign it today, as the office would let them; else nobody. */
  signers: list(rowId, 1000),
});

const personView = z.strictObject({
  person: rowId,
  /** Null once they were erased. */
  signInName: text(64).nullable(),
  name: text(200).nullable(),
  ended: z.boolean(),
  /** Held today, deputies' included. */
  roles: list(z.enum(ROLES), ROLES.length),
  /** Has an authenticator. */
  secondFactor: z.boolean(),
  /** Still has the first passphrase, which somebody else made. */
  mustChange: z.boolean(),
  /** Wrong tries since the last right one, or since a new first passphrase was signed. */
  wrongTries: count,
  /** Must wait after too many wrong tries, until then. */
  blockedUntil: instant.nullable(),
  /** Null for somebody who never has. */
  lastSignInAt: instant.nullable(),
});

/** Everybody and everything they were ever granted. */
const everybody = z.strictObject({
  people: list(personView, 1000),
  grants: list(grantView, 10_000),
});

export const peopleMethods = {
  /** How the seat stands, at once and after every change. */
  sessionStanding: stream({
    input: z.strictObject({}),
    item: z.strictObject({
      standing: z.enum(STANDINGS),
      seated: seated.nullable(),
      /** Told where this page saw somebody there before who sits there no more; null otherwise. */
      left: z.enum(LEFT_BY).nullable(),
    }),
  }),
  /** Takes the seat, also from somebody else. What is wrong with a try is not said. */
  signIn: method({
    input: z.strictObject({ signInName: text(64), ...proof }),
    output: z.strictObject({ ...seated.shape, mustChange: z.boolean() }),
    refusals: ['no_people', ...proofRefusals],
  }),
  /** Back to work behind the lock; too many wrong tries sign the person out. */
  unlock: method({
    input: z.strictObject(proof),
    output: z.strictObject({}),
    refusals: ['not_locked', ...proofRefusals],
  }),
  /** The credential once more, before something grave. */
  stepUp: method({
    input: z.strictObject(proof),
    output: z.strictObject({}),
    refusals: ['no_people', ...proofRefusals],
  }),
  lock: method({ input: z.strictObject({}), output: z.strictObject({}), refusals: [] }),
  signOut: method({ input: z.strictObject({}), output: z.strictObject({}), refusals: [] }),
  /** A key or the pointer was used at this seat: the only thing that puts the idle lock off. */
  noteInput: method({ input: z.strictObject({}), output: z.strictObject({}), refusals: [] }),
  changePassphrase: method({
    input: z.strictObject({ ...proof, chosen: passphrase }),
    output: z.strictObject({}),
    refusals: ['no_people', ...proofRefusals, ...passphraseRefusals],
  }),
  /** A key for an authenticator, good on this channel until the next is offered; nothing is kept. */
  offerAuthenticator: method({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Base32, and the address that an authenticator reads. */
      secret: text(64),
      address: text(600),
      /** Whether the person has one already, which this would replace. */
      joined: z.boolean(),
    }),
    refusals: ['no_people'],
  }),
  /** Takes the offered key; `offeredCode` is what the authenticator shows for it. */
  joinAuthenticator: method({
    input: z.strictObject({ ...proof, offeredCode: oneTimeCode }),
    output: z.strictObject({}),
    refusals: [
      'no_people',
      'authenticator_not_offered',
      ...proofRefusals,
      'authenticator_code_wrong',
    ],
  }),
  /** From then on the passphrase alone is asked for. */
  leaveAuthenticator: method({
    input: z.strictObject(proof),
    output: z.strictObject({}),
    refusals: ['no_people', ...proofRefusals],
  }),
  /** What people are called, by the actor of a deed (`person:3`). */
  names: method({
    input: z.strictObject({}),
    output: z.strictObject({
      names: list(z.strictObject({ actor: text(40), name: text(200) }), 1000),
    }),
    refusals: [],
  }),
  /** The first two administrators; from then on everybody signs in. */
  setUpPeople: method({
    input: z.strictObject({
      ...deed,
      first: z.strictObject({ ...names, passphrase }),
      second: z.strictObject({ ...names, passphrase }),
    }),
    output: z.strictObject({ first: rowId, second: rowId }),
    refusals: [...deedRefusals, 'people_already_set_up', ...personRefusals, ...passphraseRefusals],
  }),
  /** `firstPassphrase` is given once, to be handed over; null where the deed was done before. */
  addPerson: method({
    input: z.strictObject({ ...deed, ...names }),
    output: z.strictObject({ person: rowId, firstPassphrase: text(40).nullable() }),
    refusals: [...deedRefusals, ...personRefusals, 'too_many_people'],
  }),
  endPerson: method({
    input: z.strictObject({ ...deed, person: rowId }),
    output: z.strictObject({ person: rowId }),
    refusals: [...deedRefusals, 'person_unknown', 'person_ended', 'administrators_needed'],
  }),
  askGrant: method({
    input: z.strictObject({ ...deed, ...grantTerms }),
    output: z.strictObject({ grant: rowId }),
    refusals: [
      ...deedRefusals,
      'person_unknown',
      'person_ended',
      'grant_is_for_oneself',
      'grant_invalid',
    ],
  }),
  /** As {@link addPerson}, of a signed credential; null of any other grant. */
  decideGrant: method({
    input: z.strictObject({ ...deed, grant: rowId, decision: z.enum(['sign', 'refuse']) }),
    output: z.strictObject({ person: rowId, firstPassphrase: text(40).nullable() }),
    refusals: [
      ...deedRefusals,
      'grant_unknown',
      'grant_not_waiting',
      'second_person_must_differ',
      'grant_is_for_oneself',
      'person_ended',
    ],
  }),
  endGrant: method({
    input: z.strictObject({ ...deed, grant: rowId }),
    output: z.strictObject({ person: rowId }),
    refusals: [...deedRefusals, 'grant_unknown', 'grant_not_in_force', 'administrators_needed'],
  }),
  /** A person is away on these days; `deputy` (0 for nobody) is asked for to stand in for them. */
  markAbsent: method({
    input: z.strictObject({
      ...deed,
      person: rowId,
      from: businessDate,
      until: businessDate,
      deputy: count,
    }),
    /** `deputyGrant`: what an administrator has yet to sign; 0 where nobody was named. */
    output: z.strictObject({ absence: rowId, deputyGrant: count }),
    refusals: [
      ...deedRefusals,
      'person_unknown',
      'person_ended',
      'absence_invalid',
      'absence_marked',
    ],
  }),
  /** A person is back; whoever stands in for them does so no more. */
  endAbsence: method({
    input: z.strictObject({ ...deed, person: rowId }),
    output: z.strictObject({ person: rowId }),
    refusals: [...deedRefusals, 'person_unknown', 'not_absent'],
  }),
  people: method({ input: z.strictObject({}), output: everybody, refusals: [] }),
  /**
   * The same, to be taken out of the book: that it was is in the trail first. `anchor` is of the
   * file that `accessReviewCsv` makes of it.
   */
  exportAccessReview: method({
    input: z.strictObject(deed),
    output: everybody.extend({ anchor: chainPoint.extend({ sha256: hash }) }),
    refusals: [...deedRefusals, 'given_before'],
  }),
};
