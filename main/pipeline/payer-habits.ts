// What an account usually pays, and its payments that follow one another at once: kept for payers
// only, each payment compared with those before it.
import { known } from '../domain/assert.ts';
import type { Habits } from '../domain/measures.ts';
import type { ColumnsView, FixedColumns } from '../stream/columns.ts';
import type { KeyedState } from '../stream/keyed-state.ts';
import { deviationOf, MomentBuckets, noMoments } from '../stream/moments.ts';
import { SessionWindows } from '../stream/session-window.ts';
import type { DecisionColumns } from './decision-columns.ts';
import { minorOf } from './minor-of.ts';
import type { PartyEvent } from './party-windows.ts';

const DAY = 86_400_000;
const WORD = 2 ** 32;

/** Some 30 days, in buckets of five: what is usual does not turn with the hour. */
const USUAL = new MomentBuckets({ bucketMs: 5 * DAY, buckets: 6 });

/** Payments at most a minute apart are one burst; the last few are kept for those that come late. */
const BURSTS = new SessionWindows({ gap: 60, kept: 4 });

/** The vectors that {@link habitsOf} keeps its account's words in. */
export const HABIT_VECTORS = {
  usual: { words: USUAL.words },
  bursts: { words: BURSTS.words },
} as const;

const before = noMoments();

/**
 * Gives what writes beside a payment what its payer usually paid before it, and the burst that it is
 * part of, and then counts it. The slot is the payer's account, admitted at this record.
 */
export function habitsOf(
  out: ColumnsView<DecisionColumns>,
  state: KeyedState<FixedColumns>,
): (row: number, event: PartyEvent, slot: number) => void {
  const [usual, bursts] = [state.vector('usual'), state.vector('bursts')];
  const counts = out.u32('usualCount');
  const means = out.f64('usualMean');
  const deviations = out.f64('usualDeviation');
  const greatest = out.f64('usualGreatest');
  const burstCounts = out.u32('burstCount');
  const burstSums = out.cells('burstSum').words;
  return (row, { seconds, low, high }, slot) => {
    usual.edit(slot);
    USUAL.read(usual.words, usual.base, seconds * 1000, before);
    counts[row] = before.count;
    means[row] = before.mean;
    deviations[row] = deviationOf(before);
    greatest[row] = before.greatest;
    // A statistic, not an amount: beyond 2^53 minor units it is right to 16 digits.
    USUAL.add(usual.words, usual.base, seconds * 1000, high * WORD + low);
    bursts.edit(slot);
    const at = BURSTS.add(bursts.words, bursts.base, seconds, low, high);
    if (at < 0) return;
    burstCounts[row] = BURSTS.countAt(bursts.words, at);
    const sum = BURSTS.sumAt(at);
    burstSums[2 * row] = bursts.words[sum] ?? 0;
    burstSums[2 * row + 1] = bursts.words[sum + 1] ?? 0;
  };
}

/** What is kept of the account in `slot` at `now`, in seconds UTC; null where it never paid. */
export function habitsAt(state: KeyedState, slot: number, now: number): Habits | null {
  const [usual, bursts] = [state.vector('usual'), state.vector('bursts')];
  if (!usual.isOpen(slot)) return null;
  const held = noMoments();
  USUAL.read(usual.words, usual.at(slot), now * 1000, held);
  const at = BURSTS.find(bursts.words, bursts.at(slot), now);
  const sum = at < 0 ? -1 : BURSTS.sumAt(at);
  return {
    usual: {
      count: held.count,
      least: minorOf(held.least),
      greatest: minorOf(held.greatest),
      mean: minorOf(held.mean),
      deviation: minorOf(deviationOf(held)),
    },
    burst:
      at < 0
        ? null
        : {
            since: BURSTS.firstAt(bursts.words, at) * 1000,
            count: BURSTS.countAt(bursts.words, at),
            sum: wide(known(bursts.words[sum], 'a sum'), known(bursts.words[sum + 1], 'a sum')),
          },
  };
}

function wide(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
