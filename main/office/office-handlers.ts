// What every screen hears of the office itself: who speaks, how it stands, what changed, and
// whether the book is sound.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { authorise, DEEDS, type Deed } from '../domain/permissions.ts';
import { ok } from '../domain/result.ts';
import { openDay } from '../operations/desk.ts';
import type { Office } from './office.ts';

type OwnHandlers = Pick<Handlers<Session>, 'session' | 'officeState' | 'changed' | 'audit'>;

const ALL_DEEDS = Object.keys(DEEDS).filter((name): name is Deed => Object.hasOwn(DEEDS, name));

export function officeHandlers(office: Office): OwnHandlers {
  const businessDate = () => openDay(office.desk, office.clock());
  return {
    session: (_input, { actor, shell }) => {
      const deeds = ALL_DEEDS.filter((deed) => authorise(deed, actor, null).ok);
      return ok({ actor, shell, deeds, demo: office.desk.book.demo, businessDate: businessDate() });
    },
    officeState: (_input, _session, signal) => officeStates(office, signal),
    changed: (_input, _session, signal) => office.announcer.listen(signal),
    audit: async () => ok(await office.reader.ask('audit', null)),
  };
}

/** How the office stands now, and again after a commit that changed it. */
async function* officeStates(office: Office, signal: AbortSignal) {
  const changes = office.announcer.listen(signal)[Symbol.asyncIterator]();
  let told = '';
  try {
    while (!signal.aborted) {
      const businessDate = openDay(office.desk, office.clock());
      const { demo } = office.desk.book;
      const standing = `${businessDate} ${demo}`;
      if (standing !== told) {
        told = standing;
        yield { phase: 'ready' as const, fault: null, businessDate, demo };
      }
      const next = await changes.next();
      if (next.done === true) return;
    }
  } finally {
    await changes.return?.();
  }
}
