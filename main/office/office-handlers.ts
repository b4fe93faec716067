// What every screen hears of the office itself: who speaks, how it stands, what changed, and
// whether the book is sound.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { awayUntil } from '../domain/people.ts';
import { authorise, DEEDS, type Deed } from '../domain/permissions.ts';
import { ok } from '../domain/result.ts';
import { chooseRole } from '../operations/choose-role.ts';
import { openDay } from '../operations/desk.ts';
import type { CheckStanding } from './book-check.ts';
import type { Office } from './office.ts';
import { RIGHTS } from './rights.ts';
import type { Place } from './seat.ts';

const ALL_METHODS = Object.keys(RIGHTS);

type OwnHandlers = Pick<
  Handlers<Session>,
  'session' | 'officeState' | 'changed' | 'audit' | 'chooseRole'
>;

const ALL_DEEDS = Object.keys(DEEDS).filter((name): name is Deed => Object.hasOwn(DEEDS, name));

/** Until when whoever sits there is away all the same. */
function awayNow({ desk, clock }: Office, person: number | null): string | null {
  if (person === null) return null;
  return awayUntil(person, desk.book.people.grants(), dateOfInstant(clock(), desk.zone));
}

export function officeHandlers(office: Office, { seat, stated }: Place): OwnHandlers {
  const { sessions } = office;
  const businessDate = () => openDay(office.desk, office.clock());
  return {
    session: (_input, { actor, shell }) => {
      const deeds = ALL_DEEDS.filter((deed) => authorise(deed, actor, null).ok);
      return ok({
        actor: { id: actor.id, name: actor.name, roles: actor.roles },
        authorities: (actor.authorities ?? []).map(
          ({ lentBy: _, lenderDaily: __, ...held }) => held,
        ),
        shell,
        deeds,
        standing: sessions.standing(seat),
        person: sessions.seated(seat)?.person ?? null,
        awayUntil: awayNow(office, sessions.seated(seat)?.person ?? null),
        methods: ALL_METHODS.filter((name) => sessions.may({ seat, stated }, name)),
        demo: office.desk.book.demo,
        role: office.desk.book.role,
        businessDate: businessDate(),
      });
    },
    chooseRole: async (input, session) => {
      const { desk, writer, announcer } = office;
      const done = await writer.do((turn) =>
        chooseRole(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) announcer.publish({ topic: 'accounts', ids: null });
      return done;
    },
    officeState: (_input, _session, signal) => officeStates(office, { seat, stated }, signal),
    changed: (_input, _session, signal) => office.announcer.listen(signal),
    audit: async () => {
      const found = await office.reader.ask('audit', { anchor: office.check.anchor() });
      const digest = Buffer.from(found.head, 'hex');
      if (found.ok) office.check.advance({ sequence: found.count, digest });
      return ok(found);
    },
  };
}

/** How the office stands now, and again whenever that or what the seat is told of it changed. */
async function* officeStates(office: Office, place: Place, signal: AbortSignal) {
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  let isTold = false;
  let wake = (): void => undefined;
  const stir = (): void => {
    isTold = false;
    wake();
  };
  const stopListening = office.check.onChange(stir);
  place.seat.listeners.add(stir);
  ended.addEventListener('abort', stir, { once: true });
  void stirByChanges(office, ended, stir);
  let told = '';
  try {
    while (!ended.aborted) {
      isTold = true;
      const businessDate = openDay(office.desk, office.clock());
      const state = {
        ...phaseOf(office.check.standing()),
        businessDate,
        demo: office.desk.book.demo,
        intake: intakeOf(office, place),
        role: office.desk.book.role,
      };
      const standing = JSON.stringify(state);
      if (standing !== told) {
        told = standing;
        yield state;
      }
      if (isTold) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stopListening();
    place.seat.listeners.delete(stir);
    ending.abort();
  }
}

/**
 * Whether payments are taken in, which every seat may know; and what a drain still has before it, a
 * pause having nothing to count: payments are counted for those alone who may ask the engine now.
 */
function intakeOf({ engine, sessions }: Office, place: Place) {
  const { state, underWay } = engine.intake();
  if (!sessions.may(place, 'engineStanding')) return { state, left: null };
  return { state, left: state === 'draining' ? underWay.payments : 0 };
}

/** The day, the kind of book and the intake change with commits. */
async function stirByChanges(office: Office, ended: AbortSignal, stir: () => void): Promise<void> {
  for await (const _ of office.announcer.listen(ended)) stir();
}

/** The office's phase by the check of its book. */
function phaseOf(standing: CheckStanding) {
  const { kind } = standing;
  if (kind === 'passed') return { phase: 'ready' as const, fault: null, check: null };
  if (kind === 'failed') {
    const { check: name } = standing;
    const check = { name, fraction: 1, remaining: null };
    return { phase: 'read_only' as const, fault: 'book_failed_its_check', check };
  }
  const { check: name, fraction, remaining } = standing;
  return { phase: 'checking_the_book' as const, fault: null, check: { name, fraction, remaining } };
}
