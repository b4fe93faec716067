// How far event time has come in each source, counted in records and never by a clock on the wall:
// the same log gives the same watermarks, also after a restart and however fast it is read.
import { type EpochTime, type HeldBack, NO_WATERMARK } from './watermark.ts';

/** What is stored of a source that has given records and has not ended. */
export type SourceMark = {
  readonly source: string;
  readonly watermark: number;
  /** How many records of other sources came since its last. */
  readonly othersSince: number;
};

/** Event time after an epoch. */
export type Clocks = { readonly watermark: number; readonly sources: readonly SourceMark[] };

export const CLOCKS_BEGIN: Clocks = { watermark: NO_WATERMARK, sources: [] };

/**
 * Event time for an epoch that is read from `source`. A source that has not given a record yet
 * holds nobody back, nor does one that is idle: `idleAfter` records of others came since its last.
 */
export function timeFor(
  { watermark, sources }: Clocks,
  source: string,
  idleAfter: number,
): EpochTime {
  const others = sources
    .filter((one) => one.source !== source)
    .map((one) => ({ until: idleAfter - one.othersSince, watermark: one.watermark }))
    .filter(({ until }) => until > 0)
    .sort((a, b) => b.until - a.until);
  // From the last to become idle backwards: before a step, the least of all that are still there.
  const held: HeldBack[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    least = Math.min(least, other.watermark);
    if (held[0]?.until === other.until) held.shift();
    held.unshift({ until: other.until, watermark: least });
  }
  const own = sources.find((one) => one.source === source)?.watermark ?? NO_WATERMARK;
  return { watermark, own, held };
}

/**
 * The clocks after an epoch of `records` records from `source`, which brought that source to `own`
 * and the topology to `watermark`. A source that has ended is forgotten.
 */
export function clocksAfter(
  before: Clocks,
  epoch: {
    readonly source: string;
    readonly records: number;
    readonly own: number;
    readonly watermark: number;
    readonly end: boolean;
  },
): Clocks {
  const { source, records, own, watermark, end } = epoch;
  const others = before.sources
    .filter((one) => one.source !== source)
    .map((one) => ({ ...one, othersSince: one.othersSince + records }));
  const isKept = !end && own > NO_WATERMARK;
  const mark: SourceMark = { source, watermark: own, othersSince: 0 };
  return { watermark, sources: isKept ? [...others, mark] : others };
}
