// Who may sign for what waits and is away, where nobody who is there may: so that somebody asks for
// a deputy, or begins an override.
import type { AbsentSigner } from '../../preload/contract/requests.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { actorOf, authoritiesOf, awayBy, awayUntil } from '../domain/people.ts';
import type { Actor } from '../domain/permissions.ts';
import { decidersOf } from '../operations/decide-review.ts';
import type { Office } from './office.ts';

/** Of each answer; more are left out, the first who came to the book are told. */
export const ABSENT_SHOWN_MAX = 20;

type Away = { readonly actor: Actor; readonly until: BusinessDate };

type AbsentOf = (may: (actor: Actor) => boolean) => readonly AbsentSigner[];

/**
 * Looks at everybody once; what it gives answers for each thing that waits who of the absent `may`
 * sign for it, empty where somebody who is there may (or nobody at all).
 */
export function absentSigners(office: Office): AbsentOf {
  const { people } = office.desk.book;
  const grants = people.grants();
  const day = dateOfInstant(office.clock(), office.desk.zone);
  const here: Actor[] = [];
  const away: Away[] = [];
  for (const { id, name, ended } of people.all()) {
    if (ended) continue;
    const actor = office.sessions.actorNow(id);
    if (actor !== null) here.push(actor);
    const until = awayUntil(id, grants, day);
    if (until === null) continue;
    const resting = new Set(awayBy(id, grants, day));
    const back = grants.filter((grant) => !resting.has(grant));
    away.push({ actor: actorOf(id, name ?? '', authoritiesOf(id, back, day)), until });
  }
  return (may) => {
    if (away.length === 0 || here.some(may)) return [];
    const those = away.filter(({ actor }) => may(actor)).slice(0, ABSENT_SHOWN_MAX);
    return those.map(({ actor, until }) => ({ person: actor.id, until }));
  };
}

/** Who of those away alone may decide a payment in review; nobody where it waits for no decision. */
export function absentToDecide(
  { desk, clock }: Office,
  paymentId: number,
  absentOf: AbsentOf,
): readonly AbsentSigner[] {
  const payment = desk.book.payments.byId(paymentId);
  if (payment?.status !== 'in_review') return [];
  const may = decidersOf(desk, payment);
  const now = clock();
  return absentOf((actor) => may({ actor, now }));
}
