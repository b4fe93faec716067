// A seat of a shell and who sits there, with what ends whatever they follow: the seat is locked or
// left, or the right it is followed by is theirs no more.
import type { Session, Shell } from '../../preload/session.ts';
import { type Actor, holds, type Permission } from '../domain/permissions.ts';
import type { Refusal } from '../domain/result.ts';
import type { OwnProof } from '../domain/step-up.ts';

/** Somebody who sits at a seat. */
export type Sitting = {
  readonly person: number;
  /** The change of their credential that they came in by: with a later one it counts no more. */
  credential: number;
  mustChange: boolean;
  locked: boolean;
  /** The latest they gave of themselves here; null behind the lock, and once it was used up. */
  proof: OwnProof | null;
  /** Until the next lock, or until they leave. */
  open: AbortController;
  /** What they follow by each right: until they hold it no more, and no longer than `open`. */
  readonly ways: Map<Permission, AbortController>;
};

export type Seat = {
  /** By which it is known; no two that are known at one time have the same. */
  readonly name: string;
  readonly shell: Shell;
  sitting: Sitting | null;
  /** Why whoever sat there last was signed out; null where nobody was. */
  left: Why | null;
  inputAt: number;
  inputWall: number;
  readonly listeners: Set<() => void>;
};

/** What a channel is for: a seat, and whom its shell knows there. */
export type Place = { readonly seat: Seat; readonly stated: Actor };

/** Why a seat was left or locked, as the trail keeps it. */
export type Why =
  | 'asked'
  | 'idle'
  | 'workstation'
  | 'too_many_tries'
  | 'another_person'
  | 'credential_changed'
  | 'too_many_seats'
  | 'ended';

/** A seat at which nobody sat yet, at these moments of the two clocks. */
export function newSeat(name: string, shell: Shell, inputAt: number, inputWall: number): Seat {
  return { name, shell, sitting: null, left: null, inputAt, inputWall, listeners: new Set() };
}

/** Who acts where nobody sits. */
export const NOBODY: Actor = { id: 'nobody', name: '', roles: [] };

/** How whoever sits there stands. */
export type Standing = 'no_people' | 'signed_out' | 'must_change' | 'locked' | 'open';

/** Why nothing is answered: the refusals that every method may give before its own. */
export type Closed = Refusal<
  | 'sign_in_required'
  | 'session_locked'
  | 'credential_must_change'
  | 'not_permitted'
  | 'step_up_needed'
>;

/** What a call is entered with: who asks, and when what they asked must end. */
export type Entered = {
  readonly session: Session;
  /** Aborted when the seat is locked or left, or the right is held no more; `closed` then says why. */
  readonly ended: AbortSignal;
  /** What the same call would be refused with now, but for a proof; null while it would be let in. */
  readonly closed: () => Closed | null;
};

/** What ends with the right: one signal for each right, however much is followed by it. */
export function wayOf({ ways }: Sitting, right: Permission): AbortSignal {
  const way = ways.get(right) ?? new AbortController();
  ways.set(right, way);
  return way.signal;
}

/** Ends what is followed by rights that `actor`, who sits there, holds no more. */
export function endWays({ ways }: Sitting, actor: Actor): void {
  for (const [right, way] of ways) {
    if (holds(actor, right)) continue;
    ways.delete(right);
    way.abort();
  }
}

/** Ends everything that was let in. */
export function shut({ open, ways }: Sitting): void {
  open.abort();
  for (const way of ways.values()) way.abort();
}

export function tell(seat: Seat): void {
  for (const listener of [...seat.listeners]) listener();
}

/** Whether nobody touched a key or the pointer there for `limit` milliseconds, by either clock. */
export function wasQuietFor(
  { shell, inputAt, inputWall }: Seat,
  limit: number,
  { uptime, wall }: { readonly uptime: () => number; readonly wall: () => number },
): boolean {
  // A command has no page that could tell of keys, and ends by itself.
  if (shell === 'cli') return false;
  return uptime() - inputAt >= limit || wall() - inputWall >= limit;
}
