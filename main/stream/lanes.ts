// Which lane is served next. Lanes are weighted, the first in the list wins ties, and nobody
// starves: the smooth weighted round robin known from nginx, as a pure function.
import type { EpochPace } from './epoch-pace.ts';
import { assert, known } from './errors.ts';

export type Lane = {
  readonly name: string;
  /** Its share of the epochs while all lanes have work; a whole number of at least 1. */
  readonly weight: number;
  /** How many records one of its epochs takes. */
  readonly pace: EpochPace;
};

/** One number per lane: what it is owed. Starts at 0 each. */
export type Credits = readonly number[];

export type Turn = { readonly lane: number; readonly credits: Credits };

/**
 * Whose turn it is among the lanes that are `ready`; null when none is. Every ready lane earns its
 * weight, the richest is served and pays what was earned. An idle lane saves nothing up, but pays off
 * what it owes: who comes seldom goes first, and coming and going gives no more than a share. A ready lane of weight w among n lanes
 * of total weight W waits for fewer than (n + 1) × W / w turns.
 */
export function nextTurn(
  lanes: readonly Lane[],
  credits: Credits,
  ready: readonly boolean[],
): Turn | null {
  assert(credits.length === lanes.length && ready.length === lanes.length, 'one per lane');
  let earned = 0;
  let served = -1;
  const after = lanes.map(({ weight }, at) => {
    const before = known(credits[at], 'one per lane');
    const after = ready[at] === true ? before + weight : Math.min(before + weight, 0);
    // What an idle lane was owed is nobody's loss; what it pays off is paid to the others.
    earned += Math.max(after - before, 0);
    return after;
  });
  for (const [at, credit] of after.entries()) {
    const best = after[served];
    if (ready[at] === true && (best === undefined || credit > best)) served = at;
  }
  if (served < 0) return null;
  after[served] = known(after[served], 'one per lane') - earned;
  return { lane: served, credits: after };
}
