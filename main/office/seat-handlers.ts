// The seat one takes and leaves: signing in and out, the lock, and the own passphrase.
import type { Handlers } from '../../preload/contract/contract.ts';
import { LEFT_BY } from '../../preload/contract/people.ts';
import type { Session } from '../../preload/session.ts';
import { judgePassphrase } from '../domain/people.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { type CredentialChange, changeCredential } from '../operations/sign-in.ts';
import { authenticatorHandlers, type ChangesAtSeat } from './authenticator.ts';
import { type SigningKeyHandlers, signingKeyHandlers } from './carried/signing-key-handlers.ts';
import type { Office } from './office.ts';
import { hashPassphrase } from './passphrase.ts';
import type { Proof, ProofRefusal, Proven } from './proofs.ts';
import type { Seat, Why } from './seat.ts';

type SeatHandlers = Pick<
  Handlers<Session>,
  | 'signIn'
  | 'unlock'
  | 'stepUp'
  | 'lock'
  | 'signOut'
  | 'noteInput'
  | 'changePassphrase'
  | 'offerAuthenticator'
  | 'joinAuthenticator'
  | 'leaveAuthenticator'
  | 'sessionStanding'
> &
  SigningKeyHandlers;

const noPeople = () => refuse({ code: 'no_people' });

/** The handlers for the channels of `seat`. */
export function seatHandlers(office: Office, seat: Seat): SeatHandlers {
  const { sessions } = office;
  return {
    signIn: (input) => signIn(office, seat, input),
    unlock: async (proof) => {
      const seated = sessions.seated(seat);
      if (seated === null || sessions.standing(seat) !== 'locked') {
        return refuse({ code: 'not_locked' });
      }
      const proven = await provenAt(office, seat, seated.person, 'unlock', proof);
      if (proven.ok) sessions.unlock(seat);
      return proven.ok ? ok({}) : proven;
    },
    stepUp: async (proof, { person }) => {
      if (person === null) return noPeople();
      const proven = await provenAt(office, seat, person, 'step_up', proof);
      if (proven.ok) sessions.stepUp(seat);
      return proven.ok ? ok({}) : proven;
    },
    lock: () => {
      sessions.lock(seat, 'asked');
      return ok({});
    },
    signOut: () => {
      sessions.leave(seat, 'asked');
      return ok({});
    },
    noteInput: () => {
      sessions.noteInput(seat);
      return ok({});
    },
    changePassphrase: (input, session) => changePassphrase(office, seat, input, session),
    ...authenticatorHandlers(
      office,
      (person, proof) => provenAt(office, seat, person, 'change', proof),
      (change, session) => changeAt(office, seat, change, session),
    ),
    ...signingKeyHandlers(office, (person, proof) =>
      provenAt(office, seat, person, 'step_up', proof),
    ),
    sessionStanding: (_input, _session, signal) => standings(office, seat, signal),
  };
}

async function signIn(
  { sessions, proofs }: Office,
  seat: Seat,
  { signInName, passphrase, code }: Proof & { readonly signInName: string },
) {
  if (!sessions.arePeople()) return noPeople();
  const proven = await proofs.ofName(signInName, { passphrase, code });
  if (!proven.ok) return proven;
  const { person, credential } = proven.value;
  const { mustChange, change } = credential;
  // It was replaced within the commit that kept this try.
  if (!sessions.isCredential(person.id, change)) return refuse({ code: 'sign_in_refused' });
  sessions.sit(seat, person.id, credential);
  return ok({ person: person.id, name: person.name ?? '', mustChange });
}

/**
 * Whether the person who sits there proves it. Refuses as `Proofs.ofPerson`, and signs out who tried
 * too often; a proof of somebody who has meanwhile gone, or by a credential replaced meanwhile, is none.
 */
async function provenAt(
  { sessions, proofs }: Office,
  seat: Seat,
  person: number,
  purpose: 'unlock' | 'step_up' | 'change',
  proof: Proof,
): Promise<Result<Proven, ProofRefusal>> {
  const proven = await proofs.ofPerson(person, purpose, proof);
  const sits = sessions.seated(seat)?.person === person;
  const isThere =
    sits && (!proven.ok || sessions.isCredential(person, proven.value.provedBy.change));
  if (proven.ok) return isThere ? proven : refuse({ code: 'sign_in_refused' });
  if (isThere && proven.refusal.code === 'sign_in_blocked') sessions.leave(seat, 'too_many_tries');
  return proven;
}

/**
 * Writes what the person at the seat changes of their own credential: this seat goes on, and wherever
 * else they sit they are signed out. Refuses as `changeCredential`.
 */
async function changeAt(
  office: Office,
  seat: Seat,
  change: CredentialChange,
  session: Session,
): ReturnType<ChangesAtSeat> {
  const { desk, writer, sessions } = office;
  try {
    const done = await writer.do((turn) => {
      const changed = changeCredential(desk, change, office.contextFor(session, turn));
      if (changed.ok) sessions.changed(seat, change.person);
      return changed;
    });
    if (!done.ok) return done;
    sessions.tellAll();
    return ok({});
  } catch (error) {
    // What was undone is nothing that anybody sits by.
    if (sessions.seated(seat)?.person === change.person) sessions.leave(seat, 'credential_changed');
    throw error;
  }
}

async function changePassphrase(
  office: Office,
  seat: Seat,
  { passphrase, code, chosen }: Proof & { readonly chosen: string },
  session: Session,
) {
  const { desk } = office;
  const { person } = session;
  if (person === null) return noPeople();
  const known = desk.book.people.byId(person);
  const fits = judgePassphrase(chosen, known?.signInName ?? '');
  if (!fits.ok) return fits;
  const proven = await provenAt(office, seat, person, 'change', { passphrase, code });
  if (!proven.ok) return proven;
  if (chosen === passphrase) return refuse({ code: 'passphrase_too_easy' });
  const { provedBy } = proven.value;
  const { totpStep } = provedBy;
  const part = { passphraseHash: await hashPassphrase(chosen), mustChange: false };
  const change = { person, deed: 'changeCredential', part, provedBy, totpStep } as const;
  return changeAt(office, seat, change, session);
}

/** What the page that held a seat is told of why it does no more; null where it knows by itself. */
function leftBy(why: Why | null) {
  return LEFT_BY.find((each) => each === why) ?? null;
}

/**
 * How the seat stands now, and after every change; what changed twice before it was read is told once.
 * Why nobody sits there any more is told to a page that saw somebody there, and to no other.
 */
export async function* standings(
  { sessions }: Pick<Office, 'sessions'>,
  seat: Seat,
  signal: AbortSignal,
) {
  let wake = (): void => undefined;
  let isTold = false;
  let wasHeld = false;
  const stir = (): void => {
    isTold = false;
    wake();
  };
  seat.listeners.add(stir);
  signal.addEventListener('abort', stir, { once: true });
  try {
    while (!signal.aborted) {
      isTold = true;
      const [standing, seated] = [sessions.standing(seat), sessions.seated(seat)];
      wasHeld ||= seated !== null;
      const left = wasHeld && seated === null ? leftBy(seat.left) : null;
      yield { standing, seated, left };
      if (!isTold) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    seat.listeners.delete(stir);
  }
}
