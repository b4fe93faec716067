// How many records an epoch should take: as many as can be committed within a target time, because
// a larger epoch is cheaper per record and keeps everybody else waiting for longer.
import { assert } from './errors.ts';

export type EpochPace = {
  /** Fewer records than this cost more per record than waiting is worth; at least 1. */
  readonly least: number;
  readonly most: number;
  /** How long a commit may take, in milliseconds. */
  readonly targetMs: number;
  /** The same while a lane before this one is in use: whoever comes there waits for a commit. */
  readonly hurriedMs?: number;
};

/** How many it takes before anything was measured. */
export function firstPace({ least, most, targetMs }: EpochPace): number {
  assert(least >= 1 && most >= least && targetMs > 0, 'a pace between two bounds');
  return least;
}

/**
 * The size of the next epoch after one of `records` records took `tookMs`: less at once when that
 * was too long, half as much again at most when there was time left. An epoch that was not full
 * says nothing about more, only about less.
 */
export function nextPace(
  { least, most, targetMs }: EpochPace,
  wished: number,
  records: number,
  tookMs: number,
): number {
  if (records === 0) return wished;
  const fitting = Math.floor((records * targetMs) / Math.max(tookMs, 0.001));
  const isFull = records >= wished;
  const next = fitting < wished || isFull ? Math.min(fitting, Math.ceil(wished * 1.5)) : wished;
  return Math.min(Math.max(next, least), most);
}
