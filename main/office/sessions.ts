// Who sits at which seat, and what they may ask. A seat is a place of a shell, known by the channel;
// who sits there is known to the office alone, and is lost with its process. Nothing here trusts a
// clock that somebody could set: the lock counts on the monotonic clock, and on the wall's too, for
// the first stands still while the machine sleeps.
import type { Session, Stated } from '../../preload/session.ts';
import { actorId } from '../domain/people.ts';
import { type Actor, holds, type Permission } from '../domain/permissions.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { proofCounts } from '../domain/step-up.ts';
import type { KeptCredential } from '../ledger/people.ts';
import { type Desk, policyOf } from '../operations/desk.ts';
import { PeopleNow } from './people-now.ts';
import { isProvedAgain } from './proved-again.ts';
import { RefusedCalls } from './refused-calls.ts';
import { FIRST_PEOPLE, isOfDeed, rightOf, WHILE_CHANGING } from './rights.ts';
import {
  type Closed,
  endWays,
  newSeat,
  type Place,
  type Seat,
  type Sitting,
  type Standing,
  shut,
  tell,
  type Why,
  wasQuietFor,
  wayOf,
} from './seat.ts';

/** Seats known at one time; the one that was quiet longest goes, and whoever sat there signs in. */
export const SEATS_MAX = 64;

/** Milliseconds between two looks at who has been away too long. */
const LOOK_EVERY_MS = 1000;

/** What a call is entered with: who asks, and when what they asked must end. */
export type Entered = {
  readonly session: Session;
  /** Aborted when the seat is locked or left, or the right is held no more; `closed` then says why. */
  readonly ended: AbortSignal;
  /** What the same call would be refused with now, but for a proof; null while it would be let in. */
  readonly closed: () => Closed | null;
};

export type SessionsOptions = {
  readonly desk: Desk;
  /** Milliseconds UTC of the book. */
  readonly clock: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly uptime: () => number;
  /** Milliseconds UTC of the machine. */
  readonly wall: () => number;
  /** Told in the trail, when the book takes deeds. */
  readonly onLeft: (actor: Actor, deed: 'lockSession' | 'signOut', why: Why) => void;
  readonly onRefused: (actor: Actor, method: string, code: string, times: number) => void;
};

const NEVER = new AbortController().signal;
const LOCKED = { code: 'session_locked' } as const;
const SIGN_IN = { code: 'sign_in_required' } as const;
const NOBODY: Actor = { id: 'nobody', name: '', roles: [] };

export class Sessions {
  private readonly options: SessionsOptions;
  private readonly seats = new Map<string, Seat>();
  private readonly refused: RefusedCalls;
  private readonly looking: NodeJS.Timeout;
  private readonly people: PeopleNow;
  private hasPeople = false;
  /** What was followed before people were set up: nobody signed in for it. */
  private readonly peopleless = new AbortController();

  constructor(options: SessionsOptions) {
    this.options = options;
    this.people = new PeopleNow(options);
    this.refused = new RefusedCalls(options.uptime, options.onRefused);
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.looking.unref();
  }

  /** Nobody is looked at any more, and what was refused and not told yet is told. */
  stop(): void {
    clearInterval(this.looking);
    this.refused.stop();
  }

  /** The seat that a channel of the shell is for. */
  placeOf({ actor, shell, seat = '' }: Stated): Place {
    const name = `${shell} ${seat}`;
    const { uptime, wall } = this.options;
    const found = this.seats.get(name) ?? newSeat(name, shell, uptime(), wall());
    this.keep(found);
    return { seat: found, stated: actor };
  }

  /** Knows the seat as the newest one; those that are then too many are left, the oldest first. */
  private keep(seat: Seat): void {
    const known = this.seats.get(seat.name);
    if (known !== undefined && known !== seat) this.leave(known, 'too_many_seats');
    this.seats.delete(seat.name);
    this.seats.set(seat.name, seat);
    for (const [oldest, left] of this.seats) {
      if (this.seats.size <= SEATS_MAX) break;
      this.seats.delete(oldest);
      this.leave(left, 'too_many_seats');
    }
  }

  /** Whoever sits at a place, whatever they may ask. */
  sessionAt({ seat, stated }: Place): Session {
    return this.arePeople()
      ? this.sessionOf(seat, seat.sitting, '')
      : this.peoplelessSession(seat, stated);
  }

  /** Whether everybody signs in; false in a book whose people were not set up yet. */
  arePeople(): boolean {
    if (this.hasPeople) return true;
    this.hasPeople = this.options.desk.book.people.exist();
    if (this.hasPeople) this.peopleless.abort();
    return this.hasPeople;
  }

  standing(seat: Seat): Standing {
    if (!this.arePeople()) return 'no_people';
    const sitting = this.sittingAt(seat);
    if (sitting === null) return 'signed_out';
    if (sitting.locked) return 'locked';
    return sitting.mustChange ? 'must_change' : 'open';
  }

  /** Who sits there, also behind the lock; null for nobody. */
  seated(seat: Seat): { readonly person: number; readonly name: string } | null {
    const sitting = this.arePeople() ? this.sittingAt(seat) : null;
    if (sitting === null) return null;
    return { person: sitting.person, name: this.actorNow(sitting.person)?.name ?? '' };
  }

  /**
   * Lets a call of `method` in, with who asks. Refuses `sign_in_required`, `session_locked`,
   * `credential_must_change`, `not_permitted` with what is missing, then `step_up_needed` where the
   * call is one that its asker proves again for and no proof of theirs counts any more; what is
   * refused is kept in the trail, and nothing of it under its submission id. In a book without people
   * only the deeds themselves look at roles.
   */
  enter({ seat, stated }: Place, method: string, input: unknown): Result<Entered, Closed> {
    const right = rightOf(method);
    if (!this.arePeople()) {
      const session = this.peoplelessSession(seat, stated, method);
      if (right === 'always') return ok({ session, ended: NEVER, closed: () => null });
      // Whoever followed something without having signed in for it stands before the door.
      const barred = () => this.closedTo(this.sittingAt(seat), method) ?? SIGN_IN;
      const closed = () => (this.arePeople() ? barred() : null);
      return ok({ session, ended: this.peopleless.signal, closed });
    }
    const sitting = this.sittingAt(seat);
    const session = this.sessionOf(seat, sitting, method);
    if (right === 'always') return ok({ session, ended: NEVER, closed: () => null });
    const closed = this.closedTo(sitting, method);
    if (closed !== null || sitting === null) {
      const refusal = closed ?? SIGN_IN;
      this.refused.note(session.actor, method, refusal.code);
      return refuse(refusal);
    }
    if (right === null || !holds(session.actor, right)) {
      this.refused.note(session.actor, method, 'not_permitted');
      const permission = right ?? '';
      return refuse({ code: 'not_permitted', deed: method, permission, actor: session.actor.id });
    }
    if (isProvedAgain(method, input) && !this.takeProof(seat, sitting)) {
      this.refused.note(session.actor, method, 'step_up_needed');
      return refuse({ code: 'step_up_needed', deed: method });
    }
    return ok(this.letIn(seat, sitting, session, { method, right }));
  }

  /** What a call is entered with that was let in, and what ends it. */
  private letIn(
    seat: Seat,
    sitting: Sitting,
    session: Session,
    { method, right }: { readonly method: string; readonly right: Permission },
  ): Entered {
    const ended = wayOf(sitting, right);
    const closed = (): Closed | null => {
      const barred = this.closedTo(this.sittingAt(seat), method);
      if (barred !== null) return barred;
      // Whoever came after them, and they themselves back from behind a lock, ask anew.
      if (sitting.open.signal.aborted) return LOCKED;
      if (!ended.aborted && holds(session.actor, right)) return null;
      const { id } = session.actor;
      return { code: 'not_permitted', deed: method, permission: right, actor: id };
    };
    return { session, ended, closed };
  }

  /** Whether {@link enter} would let `method` in now; nothing is kept of the question. */
  may({ seat, stated }: Place, method: string): boolean {
    const right = rightOf(method);
    if (right === 'always') return true;
    if (!this.arePeople()) return right !== null && (!isOfDeed(right) || holds(stated, right));
    const sitting = this.sittingAt(seat);
    if (sitting === null || this.closedTo(sitting, method) !== null) return false;
    return right !== null && holds(this.actorNow(sitting.person) ?? NOBODY, right);
  }

  private closedTo(sitting: Sitting | null, method: string): Closed | null {
    if (sitting === null) return SIGN_IN;
    if (sitting.locked) return LOCKED;
    const isWay = WHILE_CHANGING.some((each) => each === method);
    return sitting.mustChange && !isWay ? { code: 'credential_must_change' } : null;
  }

  /** A key or the pointer was used there. Behind the lock it means nothing. */
  noteInput(seat: Seat): void {
    if (this.sittingAt(seat)?.locked !== true) this.countFromNow(seat);
  }

  private countFromNow(seat: Seat): void {
    seat.inputAt = this.options.uptime();
    seat.inputWall = this.options.wall();
  }

  /** Somebody has proved who they are: they take the seat, whoever sat there. */
  sit(
    seat: Seat,
    person: number,
    { change, mustChange }: Pick<KeptCredential, 'change' | 'mustChange'>,
  ): void {
    if (seat.sitting !== null) this.leave(seat, 'another_person');
    // One that was too many before is known again, so that every lock reaches it.
    this.keep(seat);
    this.countFromNow(seat);
    const proof = { at: this.options.uptime(), given: 'to_come_in' } as const;
    const by = { person, credential: change, mustChange };
    seat.sitting = { ...by, locked: false, proof, open: new AbortController(), ways: new Map() };
    tell(seat);
  }

  /** Back from behind the lock, by a proof: what was proved before it counts no more. */
  unlock(seat: Seat): void {
    const { sitting } = seat;
    if (sitting === null) return;
    this.countFromNow(seat);
    const proof = { at: this.options.uptime(), given: 'to_come_in' } as const;
    const open = new AbortController();
    seat.sitting = { ...sitting, locked: false, proof, open, ways: new Map() };
    tell(seat);
  }

  /** Whoever sits there has proved again that it is them. */
  stepUp(seat: Seat): void {
    if (seat.sitting?.locked !== false) return;
    seat.sitting.proof = { at: this.options.uptime(), given: 'for_a_deed' };
  }

  /** Whether a proof of whoever sits there counts now; one that is good for one deed is then spent. */
  private takeProof({ shell }: Seat, sitting: Sitting): boolean {
    // A command proves who it is run as when it begins, and is over with what it was asked for.
    if (shell === 'cli') return true;
    const { desk, uptime } = this.options;
    const { stepUpSeconds } = policyOf(desk);
    const counts = proofCounts(sitting.proof, uptime(), stepUpSeconds);
    if (stepUpSeconds === 0) sitting.proof = null;
    return counts;
  }

  /**
   * The person who sits there has changed their own credential: this seat goes on by the new one, of
   * which the change itself was a proof, and every other seat of theirs is over (ASVS 7.4.3). Called
   * within the deed, before anybody else can look at the seat.
   */
  changed(seat: Seat, person: number): void {
    const { sitting } = seat;
    const credential = this.options.desk.book.people.credentialOf(person);
    if (sitting?.person !== person || credential === null) return;
    sitting.credential = credential.change;
    sitting.mustChange = credential.mustChange;
    if (!sitting.locked) sitting.proof = { at: this.options.uptime(), given: 'to_come_in' };
  }

  /** Whether this change made the person's credential what it is now. */
  isCredential(person: number, change: number): boolean {
    return this.people.credentialNow(person) === change;
  }

  lock(seat: Seat, why: Why): void {
    const { sitting } = seat;
    if (sitting === null || sitting.locked) return;
    sitting.locked = true;
    sitting.proof = null;
    shut(sitting);
    this.options.onLeft(this.actorNow(sitting.person) ?? NOBODY, 'lockSession', why);
    tell(seat);
  }

  /** Every seat at once: the workstation itself was locked or sleeps. */
  lockAll(why: Why): void {
    for (const seat of this.seats.values()) this.lock(seat, why);
  }

  /** Nobody sits there any more. */
  leave(seat: Seat, why: Why): void {
    const { sitting } = seat;
    if (sitting === null) return;
    seat.sitting = null;
    seat.left = why;
    shut(sitting);
    this.options.onLeft(this.actorNow(sitting.person) ?? NOBODY, 'signOut', why);
    tell(seat);
  }

  /**
   * Everybody hears that how they stand may have changed: people or their rights have. What is
   * followed by a right that its person holds no more has ended before.
   */
  tellAll(): void {
    this.look();
    for (const seat of this.seats.values()) tell(seat);
  }

  /** The person as they are today; null when there is none, or they have left. */
  actorNow(person: number): Actor | null {
    return this.people.actorNow(person);
  }

  /**
   * Who sits there now: nobody who was ended, nor who came in by a credential that was replaced, and
   * locked who has been away too long.
   */
  private sittingAt(seat: Seat): Sitting | null {
    const { sitting } = seat;
    if (sitting === null) return null;
    const isGone = this.actorNow(sitting.person) === null;
    if (isGone || !this.isCredential(sitting.person, sitting.credential)) {
      this.leave(seat, isGone ? 'ended' : 'credential_changed');
      return null;
    }
    const limit = policyOf(this.options.desk).idleLockSeconds * 1000;
    const isIdle = !sitting.locked && wasQuietFor(seat, limit, this.options);
    if (isIdle) this.lock(seat, 'idle');
    return sitting;
  }

  /** Also by the turn of the day, on which a grant, an absence or a stand-in begins or is over. */
  private look(): void {
    this.refused.look();
    this.arePeople();
    for (const seat of this.seats.values()) {
      const sitting = this.sittingAt(seat);
      if (sitting !== null) endWays(sitting, this.actorNow(sitting.person) ?? NOBODY);
    }
  }

  private sessionOf(seat: Seat, sitting: Sitting | null, method: string): Session {
    const actorNow = () => (sitting === null ? null : this.actorNow(sitting.person)) ?? NOBODY;
    return {
      shell: seat.shell,
      person: sitting?.person ?? null,
      get actor() {
        return actorNow();
      },
      get locked() {
        return sitting?.locked ?? false;
      },
      takenBack: () => (sitting === null ? null : this.takenBack(seat, sitting.person, method)),
    };
  }

  /**
   * Why what `person` asked at this seat is not to be done any more: they have left it or were ended,
   * or the right to `method` is no longer theirs. It is kept in the trail as a call made now would be.
   */
  private takenBack(seat: Seat, person: number, method: string): Closed | null {
    const [right, now] = [rightOf(method), this.actorNow(person)];
    if (right === 'always') return null;
    // Asked of the seat, so that who came in by a replaced credential has left it.
    const isThere = now !== null && this.sittingAt(seat)?.person === person;
    if (isThere && (right === null || holds(now, right))) return null;
    const actor = now ?? { ...NOBODY, id: actorId(person) };
    const closed: Closed = isThere
      ? { code: 'not_permitted', deed: method, permission: right ?? '', actor: actor.id }
      : SIGN_IN;
    this.refused.note(actor, method, closed.code);
    return closed;
  }

  /** In a book without people everybody is whom their workstation knows, until there are people. */
  private peoplelessSession({ shell }: Seat, stated: Actor, method = ''): Session {
    const isFirst = FIRST_PEOPLE.some((each) => each === method);
    const takenBack = () => (!isFirst && this.arePeople() ? SIGN_IN : null);
    return { actor: stated, shell, person: null, locked: false, takenBack };
  }
}
