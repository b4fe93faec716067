// Gives way to people: a thread that works through a batch runs when nobody else has anything to do,
// so that a window's frames and the answers to its questions come first on a small machine.
import { constants, getPriority, setPriority } from 'node:os';

/**
 * How far a thread gives way: to everybody, or only where too little is left for all, because what
 * it does is waited for.
 */
export const GIVES_WAY = {
  always: constants.priority.PRIORITY_BELOW_NORMAL,
  when_scarce: constants.priority.PRIORITY_BELOW_NORMAL / 2,
} as const;

/**
 * Lowers the priority of the calling thread for good. Only Linux gives threads priorities of their
 * own; elsewhere the whole process would be meant, so nothing is done there.
 */
export function workInBackground(gives: keyof typeof GIVES_WAY = 'always'): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.max(getPriority(), GIVES_WAY[gives]));
  } catch {
    // Where a policy forbids it the work goes on at the usual priority.
  }
}
