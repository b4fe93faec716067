// Calls that were turned away, told to the trail so that none is hidden and none can flood it: the
// first of each kind at once, then once a minute with how many there were.
import type { Actor } from '../domain/permissions.ts';

/** Milliseconds between two records of the same kind. */
export const RECORD_EVERY_MS = 60_000;

/** Kinds counted at one time; beyond, the oldest is forgotten. */
const KINDS_MAX = 10_000;

type Tell = (actor: Actor, method: string, code: string, times: number) => void;

export class RefusedCalls {
  private readonly uptime: () => number;
  private readonly tell: Tell;
  private readonly kinds = new Map<string, { toldAt: number; times: number }>();

  constructor(uptime: () => number, tell: Tell) {
    this.uptime = uptime;
    this.tell = tell;
  }

  note(actor: Actor, method: string, code: string): void {
    const kind = `${actor.id} ${method} ${code}`;
    const now = this.uptime();
    const known = this.kinds.get(kind);
    if (known !== undefined && now - known.toldAt < RECORD_EVERY_MS) {
      known.times += 1;
      return;
    }
    this.kinds.delete(kind);
    this.kinds.set(kind, { toldAt: now, times: 0 });
    for (const oldest of this.kinds.keys()) {
      if (this.kinds.size <= KINDS_MAX) break;
      this.kinds.delete(oldest);
    }
    this.tell(actor, method, code, 1 + (known?.times ?? 0));
  }
}
