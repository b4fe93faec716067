// The people of the demonstration as somebody one can sign in as: brought in when that is asked for,
// so that a demonstration opens without signing in, and nobody waits for a hash they don't need.
import type { Handlers } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import { actorId } from '../../domain/people.ts';
import type { Actor } from '../../domain/permissions.ts';
import { ok } from '../../domain/result.ts';
import { bringDemoPeople } from '../../operations/bring-demo-people.ts';
import type { Office } from '../office.ts';
import { hashPassphrase } from '../passphrase.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE, type DemoPerson } from './people.ts';

type Book = Office['desk']['book'];
type DemoPeopleHandlers = Pick<Handlers<Session>, 'demoPeople' | 'bringDemoPeople'>;

const PEOPLE = Object.values(DEMO_PEOPLE).map(({ id, name, roles }) => {
  return { signInName: id, name, roles };
});

export function demoPeopleHandlers(office: Office): DemoPeopleHandlers {
  const { desk, writer, sessions } = office;
  return {
    demoPeople: () => {
      return ok(areBrought(desk.book) ? { passphrase: DEMO_PASSPHRASE, people: PEOPLE } : null);
    },
    bringDemoPeople: async ({ submissionId }, session) => {
      const isNeeded = desk.book.demo && !desk.book.people.exist();
      const passphraseHash = isNeeded ? await hashPassphrase(DEMO_PASSPHRASE) : '';
      const asked = { submissionId, people: PEOPLE, passphraseHash };
      const done = await writer.do((turn) =>
        bringDemoPeople(desk, asked, office.contextFor(session, turn)),
      );
      if (done.ok) sessions.tellAll();
      return done;
    },
  };
}

function areBrought(book: Book): boolean {
  return book.demo && PEOPLE.every(({ signInName }) => isThere(book, signInName));
}

function isThere({ people }: Book, signInName: string): boolean {
  return people.bySignInName(signInName) !== null;
}

/** Who acts for a step of the day: the person of the book once they are in it, and before a name. */
export function demoActor(book: Book, person: DemoPerson): Actor {
  const played = DEMO_PEOPLE[person];
  if (!areBrought(book)) return played;
  const row = book.people.bySignInName(played.id);
  return row === null ? played : { ...played, id: actorId(row.id) };
}
