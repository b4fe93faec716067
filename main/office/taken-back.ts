// A deed that waited for the writer, and may not be done any more: whoever asked for it was ended, lost
// the right or left the seat while it waited, or the seat was locked and it gives something out. Nothing
// of it is done, and the threshold answers why.
import type { Refusal } from '../domain/result.ts';

/** Thrown in the writer's turn, and answered at the threshold as a call made then would be. */
export class TakenBack extends Error {
  override name = 'TakenBack';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
