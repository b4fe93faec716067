// Calls that were turned away, told to the trail so that none is hidden and none can flood it: the
// first of each kind at once, then at most once a minute how many there were since. What was counted
// is told when its minute is over, whether anybody asks again or not, and at the end what is left.
import type { Actor } from '../domain/permissions.ts';

/** Milliseconds between two records of the same kind. */
export const RECORD_EVERY_MS = 60_000;

/**
 * Kinds counted at one time; beyond, the one that was told longest ago is told and forgotten. It is
 * more than a dozen people reach within a minute who are refused every method in every way.
 */
export const KINDS_MAX = 10_000;

/** `times`: how many calls the record stands for. Over all records they add up to the calls. */
type Tell = (actor: Actor, method: string, code: string, times: number) => void;

/** Calls alike: by the same person, of the same method, refused for the same reason. */
type Kind = {
  readonly actor: Actor;
  readonly method: string;
  readonly code: string;
  /** On the clock that only goes forward. */
  readonly toldAt: number;
  /** Turned away since, and not told yet. */
  times: number;
};

export class RefusedCalls {
  private readonly uptime: () => number;
  private readonly tell: Tell;
  /** In the order in which they were last told: the oldest first. */
  private readonly kinds = new Map<string, Kind>();

  /** `uptime`: milliseconds of a clock that only goes forward. `tell` keeps a record. */
  constructor(uptime: () => number, tell: Tell) {
    this.uptime = uptime;
    this.tell = tell;
  }

  /** Kinds that are counted now: never more than {@link KINDS_MAX}. */
  get counted(): number {
    return this.kinds.size;
  }

  /** A call was turned away: told now if none of its kind was within the minute, else counted. */
  note(actor: Actor, method: string, code: string): void {
    const name = `${actor.id} ${method} ${code}`;
    const now = this.uptime();
    const known = this.kinds.get(name);
    if (known !== undefined && !isOver(known, now)) {
      known.times += 1;
      return;
    }
    this.kinds.delete(name);
    for (const [oldest, kind] of this.kinds) {
      if (this.kinds.size < KINDS_MAX) break;
      this.kinds.delete(oldest);
      this.tellOf(kind);
    }
    this.kinds.set(name, { actor, method, code, toldAt: now, times: 0 });
    this.tell(actor, method, code, 1 + (known?.times ?? 0));
  }

  /** Asked every second or so: tells what was counted of each kind whose minute is over. */
  look(): void {
    const now = this.uptime();
    for (const [name, kind] of this.kinds) {
      if (!isOver(kind, now)) break;
      this.kinds.delete(name);
      // What was told just now has a minute of its own again; what nobody repeated is forgotten.
      if (kind.times > 0) this.kinds.set(name, { ...kind, toldAt: now, times: 0 });
      this.tellOf(kind);
    }
  }

  /** Tells all that was counted and not told yet, and forgets it. */
  stop(): void {
    const left = [...this.kinds.values()];
    this.kinds.clear();
    for (const kind of left) this.tellOf(kind);
  }

  private tellOf({ actor, method, code, times }: Kind): void {
    if (times > 0) this.tell(actor, method, code, times);
  }
}

function isOver({ toldAt }: Kind, now: number): boolean {
  return now - toldAt >= RECORD_EVERY_MS;
}
