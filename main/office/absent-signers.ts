// Who may sign for what waits and is away, where nobody who is there may: so that somebody asks for
// a deputy, or begins an override.
import { ABSENT_NAMED_MAX, type AbsentSigners } from '../../preload/contract/requests.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { actorOf, authoritiesOf, awayBy, awayUntil } from '../domain/people.ts';
import type { Actor } from '../domain/permissions.ts';
import { decidersOf } from '../operations/decide-review.ts';
import type { Office } from './office.ts';

/** What is told where nobody is away, or somebody is there who may. */
export const NOBODY_AWAY: AbsentSigners = { named: [], more: 0 };

type Away = { readonly actor: Actor; readonly until: BusinessDate };

type AbsentOf = (may: (actor: Actor) => boolean) => AbsentSigners;

/**
 * Looks at everybody once; what it gives answers for each thing that waits who of the absent `may`
 * sign for it, the first who came to the book by name; none where somebody who is there may (or nobody
 * at all).
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
    if (away.length === 0 || here.some(may)) return NOBODY_AWAY;
    const those = away.filter(({ actor }) => may(actor));
    const first = those.slice(0, ABSENT_NAMED_MAX);
    const named = first.map(({ actor, until }) => ({ person: actor.id, until }));
    return { named, more: those.length - named.length };
  };
}

/** Who of those away alone may decide a payment in review; nobody where it waits for no decision. */
export function absentToDecide(
  { desk, clock }: Office,
  paymentId: number,
  absentOf: AbsentOf,
): AbsentSigners {
  const payment = desk.book.payments.byId(paymentId);
  if (payment?.status !== 'in_review') return NOBODY_AWAY;
  const may = decidersOf(desk, payment);
  const now = clock();
  return absentOf((actor) => may({ actor, now }));
}
