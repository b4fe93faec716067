// Gives way to people: a thread that works through a batch runs when nobody else has anything to do,
// so that a window's frames and the answers to its questions come first on a small machine.
import { constants, setPriority } from 'node:os';

/**
 * Lowers the priority of the calling thread for good. Only Linux gives threads priorities of their
 * own; elsewhere the whole process would be meant, so nothing is done there.
 */
export function workInBackground(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where a policy forbids it the work goes on at the usual priority.
  }
}
