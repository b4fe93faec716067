// The keys that people sign with elsewhere: enrolled by the person, in force once an administrator
// who is somebody else has signed for it, revoked by either of them.
import { mayHoldKey, SIGNING_KEYS_MAX, type SigningKeyState } from '../domain/carried.ts';
import type { Context } from '../domain/context.ts';
import { actorId, personOf } from '../domain/people.ts';
import { type Actor, DEEDS, holds, type NotPermitted } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { asSecond } from '../domain/second-person.ts';
import { signingKeysOf } from '../ledger/signing-keys.ts';
import type { Desk } from './desk.ts';

/** A key in one of these may come to sign something. */
const LIVE: readonly SigningKeyState[] = ['asked', 'in_force'];

export type EnrolSigningKeyInput = {
  readonly submissionId: string;
  /** Ed25519, 32 bytes in lower-case hexadecimal. */
  readonly publicKey: string;
};

export type EnrolSigningKeyRefusal =
  | NotPermitted
  | Refusal<'no_people' | 'signing_key_known' | 'too_many_signing_keys'>;

type Enrolled = { readonly key: number };

function enrolCall({ submissionId, publicKey }: EnrolSigningKeyInput) {
  return { deed: 'enrolSigningKey', submissionId, input: [publicKey] } as const;
}

/** Whether `actor` has a use for a key; refuses `not_permitted`, then `no_people`. */
function mayEnrol(actor: Actor): Result<number, NotPermitted | Refusal<'no_people'>> {
  if (!mayHoldKey(actor)) {
    const permission = 'sign';
    return refuse({ code: 'not_permitted', deed: 'enrolSigningKey', permission, actor: actor.id });
  }
  const person = personOf(actor.id);
  return person === null ? refuse({ code: 'no_people' }) : ok(person);
}

/**
 * What {@link enrolSigningKey} answers whoever the person proves to be; null when that decides, and
 * they are to be asked.
 */
export function foreseeEnrolSigningKey(desk: Desk, input: EnrolSigningKeyInput, context: Context) {
  const foreseen = desk.book.foresee<Enrolled, EnrolSigningKeyRefusal>(enrolCall(input), context);
  if (foreseen !== null) return foreseen;
  return mayEnrol(context.actor).ok ? null : enrolSigningKey(desk, input, context);
}

/**
 * Enrols a key for the person who asks; it waits for an administrator, and answers its id. Refuses
 * `not_permitted` (they could sign nothing), `no_people`, `signing_key_known` (whatever became of
 * it), `too_many_signing_keys`. That they are who they say, and have the key, the caller has seen.
 */
export function enrolSigningKey(desk: Desk, input: EnrolSigningKeyInput, context: Context) {
  const keys = signingKeysOf(desk.book);
  return desk.book.perform<Enrolled, EnrolSigningKeyRefusal>(enrolCall(input), context, (w) => {
    const person = mayEnrol(context.actor);
    if (!person.ok) return person;
    const publicKey = Buffer.from(input.publicKey, 'hex');
    if (keys.byPublicKey(publicKey) !== null) return refuse({ code: 'signing_key_known' });
    const live = keys.all(person.value).filter(({ state }) => LIVE.includes(state));
    if (live.length >= SIGNING_KEYS_MAX) {
      return refuse({ code: 'too_many_signing_keys', most: SIGNING_KEYS_MAX });
    }
    return ok({ key: keys.enrol(w, person.value, publicKey) });
  });
}

export type DecideSigningKeyInput = {
  readonly submissionId: string;
  readonly key: number;
  readonly decision: 'sign' | 'refuse';
};

export type DecideSigningKeyRefusal = Refusal<
  'signing_key_unknown' | 'signing_key_not_waiting' | 'second_person_must_differ' | 'person_ended'
>;

/**
 * An administrator signs for a key, which is in force from then on, or refuses it. Refuses
 * `signing_key_unknown`, `signing_key_not_waiting`, `second_person_must_differ` (it is their own, or
 * of whom they hold the right from),
 * `person_ended`.
 */
export function decideSigningKey(desk: Desk, input: DecideSigningKeyInput, context: Context) {
  const keys = signingKeysOf(desk.book);
  const { submissionId, key: id, decision } = input;
  const call = { deed: 'decideSigningKey', submissionId, input: [id, decision] } as const;
  type Answer = { readonly person: number };
  return desk.book.perform<Answer, DecideSigningKeyRefusal>(call, context, (w) => {
    const key = keys.byId(id);
    if (key === null) return refuse({ code: 'signing_key_unknown', key: id });
    const { person, state } = key;
    if (state !== 'asked') return refuse({ code: 'signing_key_not_waiting', key: id, state });
    const { actor } = context;
    if (asSecond(actor, 'manage_people', [actorId(person)]) === null) {
      return refuse({ code: 'second_person_must_differ', duty: 'manage_people', actor: actor.id });
    }
    if (decision === 'refuse') {
      keys.mark(w, id, 'refused', actor.id);
      return ok({ person });
    }
    if (desk.book.people.byId(person)?.ended !== false) {
      return refuse({ code: 'person_ended', person });
    }
    keys.mark(w, id, 'signed', actor.id);
    return ok({ person });
  });
}

export type RevokeSigningKeyInput = { readonly submissionId: string; readonly key: number };

export type RevokeSigningKeyRefusal =
  | NotPermitted
  | Refusal<'signing_key_unknown' | 'signing_key_not_in_force'>;

/**
 * Ends a key for good, from the next word on; also one that still waits. Taking away needs no second
 * person. Refuses `not_permitted` (neither its person's nor an administrator's to end),
 * `signing_key_unknown`, `signing_key_not_in_force`.
 */
export function revokeSigningKey(desk: Desk, input: RevokeSigningKeyInput, context: Context) {
  const keys = signingKeysOf(desk.book);
  const { submissionId, key: id } = input;
  const call = { deed: 'revokeSigningKey', submissionId, input: [id] } as const;
  type Answer = { readonly person: number };
  return desk.book.perform<Answer, RevokeSigningKeyRefusal>(call, context, (w) => {
    const { actor } = context;
    const key = keys.byId(id);
    const isOwn = key !== null && actor.id === actorId(key.person);
    if (!isOwn && !holds(actor, DEEDS.decideSigningKey)) {
      const permission = DEEDS.decideSigningKey;
      return refuse({ code: 'not_permitted', deed: call.deed, permission, actor: actor.id });
    }
    if (key === null) return refuse({ code: 'signing_key_unknown', key: id });
    const { state } = key;
    if (!LIVE.includes(state)) {
      return refuse({ code: 'signing_key_not_in_force', key: id, state });
    }
    keys.mark(w, id, 'revoked', actor.id);
    return ok({ person: key.person });
  });
}
