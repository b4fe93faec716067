// Who sits at which seat. A seat is a place of a shell, known by the channel; who sits there is known to
// the office alone, and is lost with its process. Nothing here trusts a clock that somebody could set:
// the lock counts on the monotonic clock, and on the wall's too, for the first stands still while the
// machine sleeps.
import type { Stated } from '../../preload/session.ts';
import type { Actor } from '../domain/permissions.ts';
import { proofCounts } from '../domain/step-up.ts';
import type { KeptCredential } from '../ledger/people.ts';
import { type Desk, policyOf } from '../operations/desk.ts';
import { PeopleNow } from './people-now.ts';
import {
  endWays,
  NOBODY,
  newSeat,
  type Place,
  type Seat,
  type Sitting,
  type Standing,
  shut,
  tell,
  type Why,
  wasQuietFor,
} from './seat.ts';

/**
 * Seats known at one time; of more the one goes that was quiet longest, and whoever sat there signs in.
 * It is quiet since a page of it was opened, somebody came in there, or a key or the pointer was used.
 */
export const SEATS_MAX = 64;

export type SeatsOptions = {
  readonly desk: Desk;
  /** Milliseconds UTC of the book. */
  readonly clock: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly uptime: () => number;
  /** Milliseconds UTC of the machine. */
  readonly wall: () => number;
  /** Told in the trail, when the book takes deeds. */
  readonly onLeft: (actor: Actor, deed: 'lockSession' | 'signOut', why: Why) => void;
};

export class Seats {
  private readonly options: SeatsOptions;
  /** By name, the one that was quiet longest first. */
  private readonly seats = new Map<string, Seat>();
  private readonly people: PeopleNow;
  private hasPeople = false;
  /** What was followed before people were set up: nobody signed in for it. */
  protected readonly peopleless = new AbortController();

  constructor(options: SeatsOptions) {
    this.options = options;
    this.people = new PeopleNow(options);
  }

  /** The seat that a channel of the shell is for. */
  placeOf({ actor, shell, seat = '' }: Stated): Place {
    const name = `${shell} ${seat}`;
    const { uptime, wall } = this.options;
    const found = this.seats.get(name) ?? newSeat(name, shell, uptime(), wall());
    this.keep(found);
    return { seat: found, stated: actor };
  }

  /** Knows the seat as the last used; those that are then too many are left, the quietest first. */
  private keep(seat: Seat): void {
    const known = this.seats.get(seat.name);
    if (known !== undefined && known !== seat) this.leave(known, 'too_many_seats');
    this.seats.delete(seat.name);
    this.seats.set(seat.name, seat);
    for (const [quietest, left] of this.seats) {
      if (this.seats.size <= SEATS_MAX) break;
      this.seats.delete(quietest);
      this.leave(left, 'too_many_seats');
    }
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

  /** A key or the pointer was used there. Behind the lock it means nothing. */
  noteInput(seat: Seat): void {
    if (this.sittingAt(seat)?.locked !== true) this.countFromNow(seat);
  }

  private countFromNow(seat: Seat): void {
    seat.inputAt = this.options.uptime();
    seat.inputWall = this.options.wall();
    // One that was too many comes back by signing in alone.
    if (this.seats.get(seat.name) === seat) this.keep(seat);
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
  protected takeProof({ shell }: Seat, sitting: Sitting): boolean {
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
  protected sittingAt(seat: Seat): Sitting | null {
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

  /**
   * Asked each second: who has been away too long is locked, and what is followed by a right that is
   * over ends, also by the turn of the day, on which a grant, an absence or a stand-in begins or is over.
   */
  protected look(): void {
    this.arePeople();
    for (const seat of this.seats.values()) {
      const sitting = this.sittingAt(seat);
      if (sitting !== null) endWays(sitting, this.actorNow(sitting.person) ?? NOBODY);
    }
  }
}
