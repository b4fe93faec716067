// What people are granted: asked for by one administrator, in force once another has signed.
import { assert } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import {
  type AskedKind,
  administratorsBut,
  type Grant,
  type GrantRefusal,
  mayAsk,
  maySign,
  type SignRefusal,
} from '../domain/people.ts';
import { type Actor, holds } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';
import { takenBy } from './taken-up.ts';

export type AskGrantInput = Omit<Grant, 'id' | 'state' | 'askedBy' | 'kind'> & {
  readonly submissionId: string;
  readonly kind: AskedKind;
};

/**
 * Asks for a role, a deputy or a new first credential for a person; answers the grant's id, which
 * holds nothing before it is signed. Refuses as `mayAsk`.
 */
export function askGrant(desk: Desk, input: AskGrantInput, context: Context) {
  const { people } = desk.book;
  const { submissionId, ...grant } = input;
  const { person, kind, role, standsFor, branch, rail, currency } = grant;
  const limits = [grant.singleLimit, grant.dailyLimit, grant.validFrom, grant.validUntil];
  const bound = [person, kind, role ?? '', standsFor, branch, rail, currency, ...limits];
  const call = { deed: 'askGrant', submissionId, input: bound } as const;
  return desk.book.perform<{ grant: number }, GrantRefusal>(call, context, (w) => {
    const may = mayAsk(grant, context.actor, (id) => standingOf(desk, id));
    if (!may.ok) return may;
    return ok({ grant: people.ask(w, { ...grant, askedBy: context.actor.id }) });
  });
}

function standingOf({ book }: Desk, person: number): 'works' | 'ended' | 'unknown' {
  const known = book.people.byId(person);
  if (known === null) return 'unknown';
  return known.ended ? 'ended' : 'works';
}

export type DecideGrantInput = {
  readonly submissionId: string;
  readonly grant: number;
  readonly decision: 'sign' | 'refuse';
  /** For a new first credential that is signed: what argon2id made of it; else ''. */
  readonly passphraseHash: string;
};

export type DecideGrantRefusal = SignRefusal | Refusal<'person_ended'>;

/**
 * Signs what another administrator asked for, or refuses it. A signed credential replaces the
 * person's own and is good for choosing another. Refuses as `maySign`, then `person_ended`.
 */
export function decideGrant(desk: Desk, input: DecideGrantInput, context: Context) {
  const { people } = desk.book;
  const { submissionId, grant: id, decision, passphraseHash } = input;
  const call = { deed: 'decideGrant', submissionId, input: [id, decision] } as const;
  type Answer = { readonly person: number };
  return desk.book.perform<Answer, DecideGrantRefusal>(call, context, (w) => {
    const asked = people.grant(id);
    const may = maySign(asked, context.actor, decision === 'sign', takenByAsking(desk, asked));
    if (!may.ok) return may;
    const { person, kind } = may.value;
    if (decision === 'refuse') {
      people.mark(w, id, 'refused', context.actor.id);
      return ok({ person });
    }
    if (standingOf(desk, person) !== 'works') return refuse({ code: 'person_ended', person });
    people.mark(w, id, 'signed', context.actor.id);
    if (kind === 'credential') {
      assert(passphraseHash !== '', 'a new credential has a hash');
      const credential = { passphraseHash, totpSecret: '', mustChange: true };
      people.setCredential(w, person, credential, context.ids.bytes(16));
    }
    return ok({ person });
  });
}

/** Which of these may sign today for what a grant that waits asks; nobody where it does not wait. */
export function signersOf(desk: Desk, grant: Grant, people: readonly Actor[]): readonly Actor[] {
  if (grant.state !== 'asked') return [];
  const taken = takenByAsking(desk, grant);
  return people.filter(
    (actor) => holds(actor, 'manage_people') && maySign(grant, actor, true, taken).ok,
  );
}

/** Whom the asking for a grant took up; nobody where there is no such grant. */
function takenByAsking(desk: Desk, grant: Grant | null): readonly string[] {
  if (grant === null) return [];
  const sequence = desk.book.people.askedIn(grant.id);
  return takenBy(desk, [{ person: grant.askedBy, sequence, permission: 'manage_people' }]);
}

/** What `decideGrant` decides about; null when there is no such grant. */
export function grantToDecide({ book }: Desk, grant: number): Grant | null {
  return book.people.grant(grant);
}

export type EndGrantInput = { readonly submissionId: string; readonly grant: number };

export type EndGrantRefusal = Refusal<
  'grant_unknown' | 'grant_not_in_force' | 'administrators_needed'
>;

/**
 * Ends a grant from the next call on; taking away needs no second person. Refuses `grant_unknown`,
 * `grant_not_in_force`, `administrators_needed` (fewer than two would be left).
 */
export function endGrant(desk: Desk, input: EndGrantInput, context: Context) {
  const { people } = desk.book;
  const { submissionId, grant: id } = input;
  const call = { deed: 'endGrant', submissionId, input: [id] } as const;
  return desk.book.perform<{ person: number }, EndGrantRefusal>(call, context, (w) => {
    const grant = people.grant(id);
    if (grant === null) return refuse({ code: 'grant_unknown', grant: id });
    if (grant.state !== 'in_force') {
      return refuse({ code: 'grant_not_in_force', grant: id, state: grant.state });
    }
    const isNeeded = grant.role === 'administrator';
    if (isNeeded && administratorsBut(people.all(), people.grants(), 0, id) < 2) {
      return refuse({ code: 'administrators_needed' });
    }
    people.mark(w, id, 'ended', context.actor.id);
    return ok({ person: grant.person });
  });
}
