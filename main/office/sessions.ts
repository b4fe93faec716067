// What each call passes: whether somebody sits at its seat and may ask it now, and what ends it later.
import type { Session } from '../../preload/session.ts';
import { actorId } from '../domain/people.ts';
import { type Actor, holds, type Permission } from '../domain/permissions.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { mayGiveOut } from './given-out.ts';
import { isProvedAgain } from './proved-again.ts';
import { RefusedCalls } from './refused-calls.ts';
import { FIRST_PEOPLE, isOfDeed, rightOf, WHILE_CHANGING } from './rights.ts';
import {
  type Closed,
  type Entered,
  NOBODY,
  type Place,
  type Seat,
  type Sitting,
  wayOf,
} from './seat.ts';
import { Seats, type SeatsOptions } from './seats.ts';

/** Milliseconds between two looks at who has been away too long, and at what was refused since. */
const LOOK_EVERY_MS = 1000;

type SessionsOptions = SeatsOptions & {
  /** Told in the trail, when the book takes deeds; `times` as in {@link RefusedCalls}. */
  readonly onRefused: (actor: Actor, method: string, code: string, times: number) => void;
};

const NEVER = new AbortController().signal;
const LOCKED = { code: 'session_locked' } as const;
const SIGN_IN = { code: 'sign_in_required' } as const;

export class Sessions extends Seats {
  private readonly refused: RefusedCalls;
  private readonly looking: NodeJS.Timeout;

  constructor(options: SessionsOptions) {
    super(options);
    this.refused = new RefusedCalls(options.uptime, options.onRefused);
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.looking.unref();
  }

  protected override look(): void {
    this.refused.look();
    super.look();
  }

  /** Nobody is looked at any more, and what was refused and not told yet is told. */
  stop(): void {
    clearInterval(this.looking);
    this.refused.stop();
  }

  /** Whoever sits at a place, whatever they may ask. */
  sessionAt({ seat, stated }: Place): Session {
    return this.arePeople()
      ? this.sessionOf(seat, seat.sitting, '')
      : this.peoplelessSession(seat, stated);
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
      const barred = () => closedTo(this.sittingAt(seat), method) ?? SIGN_IN;
      const closed = () => (this.arePeople() ? barred() : null);
      return ok({ session, ended: this.peopleless.signal, closed });
    }
    const sitting = this.sittingAt(seat);
    const session = this.sessionOf(seat, sitting, method);
    if (right === 'always') return ok({ session, ended: NEVER, closed: () => null });
    const closed = closedTo(sitting, method);
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
      const barred = closedTo(this.sittingAt(seat), method);
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
    if (sitting === null || closedTo(sitting, method) !== null) return false;
    return right !== null && holds(this.actorNow(sitting.person) ?? NOBODY, right);
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
      takenBack: () => (sitting === null ? null : this.takenBack(seat, sitting, method)),
    };
  }

  /**
   * Why what was asked by whoever sat there is not to be done any more: they have left the seat or were
   * ended, the right to `method` is no longer theirs, or it gives something out and the seat was locked
   * since. It is kept in the trail as a call made now would be.
   */
  private takenBack(seat: Seat, { person, open }: Sitting, method: string): Closed | null {
    const [right, now] = [rightOf(method), this.actorNow(person)];
    if (right === 'always') return null;
    // Asked of the seat, so that who came in by a replaced credential has left it.
    const isThere = now !== null && this.sittingAt(seat)?.person === person;
    const isTheirs = isThere && (right === null || holds(now, right));
    if (isTheirs && !(open.signal.aborted && mayGiveOut(method))) return null;
    const actor = now ?? { ...NOBODY, id: actorId(person) };
    const missing = { deed: method, permission: right ?? '', actor: actor.id } as const;
    const notTheirs: Closed = isThere ? { code: 'not_permitted', ...missing } : SIGN_IN;
    const closed = isTheirs ? LOCKED : notTheirs;
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

/** What keeps whoever sits there from `method` before any right is looked at; null for nothing. */
function closedTo(sitting: Sitting | null, method: string): Closed | null {
  if (sitting === null) return SIGN_IN;
  if (sitting.locked) return LOCKED;
  const isWay = WHILE_CHANGING.some((each) => each === method);
  return sitting.mustChange && !isWay ? { code: 'credential_must_change' } : null;
}
