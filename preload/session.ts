// Who speaks on a channel. The shell that opened it says which seat it is for, never the page; the
// office knows who sits there.
import type { Actor } from '../main/domain/permissions.ts';
import type { Refusal } from '../main/domain/result.ts';

export type Shell = 'cli' | 'loopback' | 'electron';

/** What a shell says when it opens a channel. */
export type Stated = {
  /** Whom the workstation knows: who acts in a book without people. */
  readonly actor: Actor;
  readonly shell: Shell;
  /** Which of several places of this shell; they share nothing. One place where it is left out. */
  readonly seat?: string;
};

/** Who asks, resolved by the office as each call comes in, and true as long as it runs. */
export type Session = {
  /** With the roles they hold now: a change of rights counts also for what is under way. */
  readonly actor: Actor;
  readonly shell: Shell;
  /** The person's row in the book; null in a book without people. */
  readonly person: number | null;
  /** Nobody is at the seat: only what leads back to it is answered. */
  readonly locked: boolean;
  /**
   * Why what was asked may not be done any more, as a call made now would be answered; null where it
   * may. The lock takes nothing back but what gives something out: it hides.
   */
  readonly takenBack: () => Refusal | null;
};
