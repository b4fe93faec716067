// When a backup is due and which ones are kept: pure, so that years of it can be tried in a test.

/** A backup as the schedule sees it. */
export type Dated = {
  readonly name: string;
  /** Milliseconds UTC. */
  readonly madeAt: number;
  /** Whether its check found nothing. */
  readonly good: boolean;
  /** When a drill last restored it, milliseconds UTC; null for never. */
  readonly provenAt: number | null;
};

const DAY_MS = 86_400_000;

/** A drill is due when the newest proof is older than a month. */
const DRILL_EVERY_MS = 30 * DAY_MS;

/** Good backups kept: the newest of each of so many days, weeks and months. */
export const KEPT = { days: 7, weeks: 5, months: 12 } as const;

/** Backups that failed their check, kept to be looked at. */
const FAILED_KEPT = 3;

/** Whether a backup is due at `now`: none is good, or the newest good one is a day old. */
export function backupDue(backups: readonly Dated[], now: number): boolean {
  const newest = Math.max(...backups.filter(({ good }) => good).map(({ madeAt }) => madeAt), -1);
  return newest < 0 || now - newest >= DAY_MS;
}

/** Whether a drill is due at `now`: there is something to prove, and no proof of a month. */
export function drillDue(backups: readonly Dated[], now: number): boolean {
  const good = backups.filter((each) => each.good);
  const proven = Math.max(...good.map(({ provenAt }) => provenAt ?? -1), -1);
  return good.length > 0 && (proven < 0 || now - proven >= DRILL_EVERY_MS);
}

/** The names of the backups that are not needed any more; the newest good one never is among them. */
export function backupsToDrop(backups: readonly Dated[]): readonly string[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAt - a.madeAt);
  const good = newestFirst.filter((each) => each.good);
  const kept = new Set<string>();
  const spans: readonly (readonly [number, (at: number) => string])[] = [
    [KEPT.days, dayOf],
    [KEPT.weeks, weekOf],
    [KEPT.months, monthOf],
  ];
  for (const [most, spanOf] of spans) {
    const seen = new Set<string>();
    for (const { name, madeAt } of good) {
      const span = spanOf(madeAt);
      if (seen.has(span)) continue;
      if (seen.size === most) break;
      seen.add(span);
      kept.add(name);
    }
  }
  const failed = newestFirst.filter((each) => !each.good);
  for (const { name } of failed.slice(0, FAILED_KEPT)) kept.add(name);
  return newestFirst.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
/** Weeks counted from a Monday: 5 January 1970 was one. */
const weekOf = (at: number): string => String(Math.floor((at / DAY_MS - 4) / 7));
