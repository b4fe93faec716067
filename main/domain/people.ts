// The rules of people: what each holds on a day, who may sign what another asked for, and when a
// person who mistyped too often must wait. Pure: days, instants and rows come in as arguments.
import { lentTo } from './authority.ts';
import type { BusinessDate } from './dates.ts';
import { type Actor, type Authority, ROLES, type Role } from './permissions.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { asSecond } from './second-person.ts';

/** Wrong tries in a row after which a person must wait (PCI DSS 8.3.4: at most ten). */
export const TRIES_MAX = 10;
/** Milliseconds that they wait (PCI DSS 8.3.4: at least thirty minutes). */
export const BLOCKED_MS = 30 * 60_000;

/** Characters of a passphrase; PCI DSS 8.3.6 asks for twelve. */
export const PASSPHRASE_MIN = 12;
export const PASSPHRASE_MAX = 200;
/** People of one book; the next one is refused. */
export const PEOPLE_MAX = 1000;

/** What one administrator asks for and another signs. */
export const ASKED_KINDS = ['role', 'deputy', 'credential'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];
/** `absence`: days on which the person is away, said by themselves or an administrator. */
export const GRANT_KINDS = [...ASKED_KINDS, 'absence'] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

export const GRANT_STATES = ['asked', 'in_force', 'refused', 'ended'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** What was asked for a person; empty texts stand for every branch, rail and currency. */
export type Grant = {
  readonly id: number;
  readonly person: number;
  readonly kind: GrantKind;
  /** Null for what is no role. */
  readonly role: Role | null;
  /** For a deputy: whose place they take; else 0. */
  readonly standsFor: number;
  readonly branch: string;
  readonly rail: string;
  readonly currency: string;
  /** Minor units; null without a limit. */
  readonly singleLimit: bigint | null;
  readonly dailyLimit: bigint | null;
  /** Both days belong to it; `''` as the last: until it is ended. */
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate | '';
  readonly askedBy: string;
  readonly state: GrantState;
};

/** What a grant is bound to that holds for everything. */
export const UNBOUND = {
  branch: '',
  rail: '',
  currency: '',
  singleLimit: null,
  dailyLimit: null,
} as const satisfies Partial<Grant>;

/** The actor's id of a person: says nothing of the name, and is no name of the workstation's. */
export function actorId(person: number): string {
  return `person:${person}`;
}

/** The person with this actor's id, or null for an actor who is none of the book's. */
export function personOf(id: string): number | null {
  const digits = /^person:([1-9]\d{0,8})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

function runsOn(grant: Grant, day: BusinessDate): boolean {
  if (grant.state !== 'in_force' || day < grant.validFrom) return false;
  return grant.validUntil === '' || day <= grant.validUntil;
}

/**
 * What `person` holds on `day` by `grants`: their own roles, and those of whoever they stand in for.
 * While a deputy stands in for a person, that person's own roles rest, so that nobody's authority is
 * used twice; while they are marked absent they hold nothing at all. A deputy holds no more than the
 * absent one's own roles: what is lent is not lent on, and of limits the smaller holds (`lentTo`).
 */
export function authoritiesOf(
  person: number,
  grants: readonly Grant[],
  day: BusinessDate,
): readonly Authority[] {
  const running = grants.filter((grant) => runsOn(grant, day));
  // Nothing happens in the name of somebody who is absent, also not what they were lent.
  if (running.some((grant) => isAbsence(grant, person))) return [];
  const absent = running
    .filter((grant) => grant.kind === 'deputy' && grant.person === person)
    .map(({ standsFor }) => standsFor);
  const own = rolesOf(running, person);
  const lent = [...new Set(absent)].flatMap((by) =>
    rolesOf(running, by).map((authority) => ({ by, authority })),
  );
  return [
    ...(isAway(person, running, day) ? [] : own),
    ...lent.flatMap(({ by, authority }) =>
      lentTo(own, authority).map((each) => ({ ...each, lentBy: actorId(by) })),
    ),
  ];
}

function rolesOf(running: readonly Grant[], person: number): readonly Authority[] {
  return running.flatMap((grant) => {
    if (grant.kind !== 'role' || grant.role === null || grant.person !== person) return [];
    const { role, branch, rail, currency, singleLimit, dailyLimit } = grant;
    const bounds = { branch: branch || null, rail: rail || null, currency: currency || null };
    return [{ role, ...bounds, singleLimit, dailyLimit }];
  });
}

function isAbsence({ kind, person }: Grant, of: number): boolean {
  return kind === 'absence' && person === of;
}

/** What keeps `person` away on `day`: their absence, and whoever stands in for them. */
export function awayBy(
  person: number,
  grants: readonly Grant[],
  day: BusinessDate,
): readonly Grant[] {
  return grants.filter((grant) => {
    const standsIn = grant.kind === 'deputy' && grant.standsFor === person;
    return (standsIn || isAbsence(grant, person)) && runsOn(grant, day);
  });
}

/** Whether `person` is absent on `day`, or a deputy stands in for them: their own roles rest. */
export function isAway(person: number, grants: readonly Grant[], day: BusinessDate): boolean {
  return awayBy(person, grants, day).length > 0;
}

/** The last day on which `person` is away of those that `day` belongs to; null who is not away. */
export function awayUntil(
  person: number,
  grants: readonly Grant[],
  day: BusinessDate,
): BusinessDate | null {
  const days = awayBy(person, grants, day).map(({ validUntil }) => validUntil);
  return days.sort().at(-1) ?? null;
}

/** Whether a grant that is in force reaches into the days from `from` to `until`, both included. */
export function runsInto(grant: Grant, from: BusinessDate, until: BusinessDate): boolean {
  if (grant.state !== 'in_force' || grant.validFrom > until) return false;
  return grant.validUntil === '' || grant.validUntil >= from;
}

/** In whose place `person` acts on `day`, in the order in which it was asked for. */
export function placesOf(
  person: number,
  grants: readonly Grant[],
  day: BusinessDate,
): readonly number[] {
  const held = grants.filter((grant) => grant.kind === 'deputy' && grant.person === person);
  return held.filter((grant) => runsOn(grant, day)).map(({ standsFor }) => standsFor);
}

/** Whether one of two persons stands in for the other on `day`. */
export function areDeputies(
  one: number | null,
  other: number | null,
  grants: readonly Grant[],
  day: BusinessDate,
): boolean {
  return grants.some((grant) => {
    const { kind, person, standsFor } = grant;
    if (kind !== 'deputy' || !runsOn(grant, day)) return false;
    return (person === one && standsFor === other) || (person === other && standsFor === one);
  });
}

/**
 * How many of `people` hold the administrator's role for good, `person` left out, and without the
 * grant of this id. Two are needed, for one asks and another signs.
 */
export function administratorsBut(
  people: readonly { readonly id: number; readonly ended: boolean }[],
  grants: readonly Grant[],
  person: number,
  grant: number,
): number {
  const works = new Set(people.flatMap(({ id, ended }) => (ended ? [] : [id])));
  const holders = grants
    .filter(({ role, state, validUntil }) => {
      return role === 'administrator' && state === 'in_force' && validUntil === '';
    })
    .filter((each) => each.person !== person && each.id !== grant && works.has(each.person));
  return new Set(holders.map((each) => each.person)).size;
}

export const PERSON_STATES = ['active', 'fresh', 'away', 'locked', 'ended'] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/**
 * How a person stands, the gravest first: `ended` for good, `locked` after too many wrong tries,
 * `away` while they are absent or a deputy stands in, `fresh` until they chose an own passphrase.
 */
export function personState(
  of: {
    readonly person: number;
    readonly ended: boolean;
    readonly mustChange: boolean;
    readonly blockedUntil: number | null;
  },
  grants: readonly Grant[],
  day: BusinessDate,
): PersonState {
  if (of.ended) return 'ended';
  if (of.blockedUntil !== null) return 'locked';
  if (isAway(of.person, grants, day)) return 'away';
  return of.mustChange ? 'fresh' : 'active';
}

/** The actor that `person` is, with the roles of their authorities, each once. */
export function actorOf(person: number, name: string, authorities: readonly Authority[]): Actor {
  const held = new Set(authorities.map(({ role }) => role));
  const roles = ROLES.filter((role) => held.has(role));
  return { id: actorId(person), name, roles, authorities };
}

export type GrantRefusal = Refusal<
  'person_unknown' | 'person_ended' | 'grant_is_for_oneself' | 'grant_invalid'
>;

/**
 * Whether `grant` may be asked for by `asker`. Refuses `person_unknown`, `person_ended` (of the one
 * it is for, or whom they would stand in for), `grant_is_for_oneself` (or for whoever lent the right
 * to ask), `grant_invalid` with the part that does not fit.
 */
export function mayAsk(
  grant: Omit<Grant, 'id' | 'state' | 'askedBy'>,
  asker: Actor,
  standingOf: (person: number) => 'works' | 'ended' | 'unknown',
): Result<null, GrantRefusal> {
  const concerned = [grant.person, ...(grant.kind === 'deputy' ? [grant.standsFor] : [])];
  for (const person of concerned) {
    const standing = standingOf(person);
    if (standing === 'unknown') return refuse({ code: 'person_unknown', person });
    if (standing === 'ended') return refuse({ code: 'person_ended', person });
  }
  if (isForOneself(grant, asker)) return refuse({ code: 'grant_is_for_oneself' });
  const invalid = invalidPart(grant);
  return invalid === null ? ok(null) : refuse({ code: 'grant_invalid', part: invalid });
}

/** Whether a grant would be for `actor`, or for whoever it is by whose authority only they speak. */
function isForOneself({ person }: Pick<Grant, 'person'>, actor: Actor): boolean {
  return asSecond(actor, 'manage_people', [actorId(person)]) === null;
}

function invalidPart(grant: Omit<Grant, 'id' | 'state' | 'askedBy'>): string | null {
  if (grant.kind === 'absence') return 'kind';
  const isRoleGrant = grant.kind === 'role';
  if (isRoleGrant !== (grant.role !== null)) return 'role';
  if ((grant.kind === 'deputy') !== grant.standsFor > 0) return 'standsFor';
  if (grant.standsFor === grant.person) return 'standsFor';
  // An absence ends: a deputy without a last day would hold two people's roles for good.
  if (grant.kind === 'deputy' && grant.validUntil === '') return 'validUntil';
  if (grant.validUntil !== '' && grant.validUntil < grant.validFrom) return 'validUntil';
  const isBounded = [grant.branch, grant.rail, grant.currency].some((text) => text !== '');
  const isLimited = grant.singleLimit !== null || grant.dailyLimit !== null;
  if (!isRoleGrant && (isBounded || isLimited)) return 'bounds';
  // Minor units of no currency in particular would mean a different amount in each.
  if (isLimited && grant.currency === '') return 'currency';
  return null;
}

export type SignRefusal = Refusal<
  'grant_unknown' | 'grant_not_waiting' | 'second_person_must_differ' | 'grant_is_for_oneself'
>;

/**
 * Whether `signer` may decide what `grant` asks; `taken` is whom the asking took up (`takenUpBy`).
 * Refuses `grant_unknown`, `grant_not_waiting`, and for a signature (a refusal may come from whoever
 * asked) `second_person_must_differ` and `grant_is_for_oneself`: also of who holds the right to sign
 * in the place of whom it is for.
 */
export function maySign(
  grant: Grant | null,
  signer: Actor,
  signs: boolean,
  taken: readonly string[],
): Result<Grant, SignRefusal> {
  if (grant === null) return refuse({ code: 'grant_unknown' });
  if (grant.state !== 'asked') return refuse({ code: 'grant_not_waiting', state: grant.state });
  if (!signs) return ok(grant);
  if (asSecond(signer, 'manage_people', taken) === null) {
    return refuse({ code: 'second_person_must_differ', duty: 'manage_people', actor: signer.id });
  }
  if (isForOneself(grant, signer)) return refuse({ code: 'grant_is_for_oneself' });
  return ok(grant);
}

/** How a person's latest tries stand: wrong ones since the last right one, and the last of them. */
export type Tries = { readonly wrong: number; readonly lastWrongAt: number };

/**
 * Until when the person must wait, in milliseconds UTC; null when they may try. When the wait is
 * over one more wrong try starts it again, until a right one.
 */
export function blockedUntil({ wrong, lastWrongAt }: Tries, now: number): number | null {
  if (wrong < TRIES_MAX) return null;
  const until = lastWrongAt + BLOCKED_MS;
  return now < until ? until : null;
}

/** The name to sign in by, as it is kept and compared: one form for every way of typing it. */
export function signInNameOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** The passphrase as it is hashed: the same on every keyboard. Nothing of it is trimmed. */
export function passphraseOf(typed: string): string {
  return typed.normalize('NFKC');
}

export type PassphraseRefusal = Refusal<'passphrase_too_short' | 'passphrase_too_easy'>;

/**
 * Whether a person may choose `passphrase`. Refuses `passphrase_too_short` (with the least number of
 * characters), `passphrase_too_easy` (their own name in it, or fewer than five different characters).
 */
export function judgePassphrase(
  passphrase: string,
  signInName: string,
): Result<null, PassphraseRefusal> {
  const characters = [...passphraseOf(passphrase)];
  if (characters.length < PASSPHRASE_MIN) {
    return refuse({ code: 'passphrase_too_short', least: PASSPHRASE_MIN });
  }
  const folded = signInNameOf(passphrase);
  const name = signInNameOf(signInName);
  const isOwnName = name.length > 2 && folded.replaceAll(name, '').length < PASSPHRASE_MIN / 2;
  if (isOwnName || new Set(characters).size < 5) return refuse({ code: 'passphrase_too_easy' });
  return ok(null);
}
