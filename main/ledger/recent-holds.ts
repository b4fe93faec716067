// What the last holds hold: most are resolved soon, and need not be read back.
import type { Posting } from '../domain/chart-of-accounts.ts';

/** Holds kept in memory are at most twice as many: half of them go at a time. */
const RECENT_HOLDS = 4096;

export class RecentHolds {
  private recent = new Map<number, readonly Posting[]>();
  private earlier: ReadonlyMap<number, readonly Posting[]> = new Map();

  /** Remembers the postings of a held entry, and forgets the older half where there are enough. */
  remember(entry: number, postings: readonly Posting[]): void {
    if (this.recent.size === RECENT_HOLDS) {
      this.earlier = this.recent;
      this.recent = new Map();
    }
    this.recent.set(entry, postings);
  }

  /** The postings of a held entry; null where it is none of the last. */
  of(entry: number): readonly Posting[] | null {
    return this.recent.get(entry) ?? this.earlier.get(entry) ?? null;
  }

  /** Forgets all of them, and so those of a transaction that was rolled back. */
  forget(): void {
    this.recent.clear();
    this.earlier = new Map();
  }
}
