// Poison records: tried a few times, then set aside with the reason and the record itself, so that
// the rest flows on and a person can mend and re-drive it.
import { assert, PoisonRecord } from './errors.ts';
import type { ProcessRecord } from './operator.ts';

/** A record that no operator after `operator` has seen; its output row is all 0. */
export type Quarantined = {
  /** Its row in the epoch's batch: offset `fromOffset + row` of the source. */
  readonly row: number;
  readonly operator: string;
  /** snake_case code of the {@link PoisonRecord}. */
  readonly reason: string;
  /** The same with the operator's detail. */
  readonly message: string;
  readonly tries: number;
  /** The record as a batch of one row, of the topology's input columns. */
  readonly record: ArrayBufferLike;
};

/**
 * A record that came later than an operator takes it: its effect there is for a person, or a later
 * run, to put right. What the other operators said of it stands.
 */
export type Correction = {
  readonly row: number;
  readonly operator: string;
  /** Milliseconds behind the watermark. */
  readonly lateBy: number;
};

/**
 * Processes one record, at most `tries` times. Null when it went well, else what it was refused
 * with. `changes` counts the operator's changes of state, of which a refusal may leave none.
 * Anything but a {@link PoisonRecord} is thrown on: it is not the record's fault.
 */
export function processOrRefuse(
  process: ProcessRecord,
  row: number,
  tries: number,
  state: { readonly changes: number },
): PoisonRecord | null {
  const before = state.changes;
  for (let tried = 1; ; tried += 1) {
    try {
      process(row, 0);
      return null;
    } catch (problem) {
      if (!(problem instanceof PoisonRecord)) throw problem;
      assert(state.changes === before, 'an operator refuses a record before it changes state');
      if (tried >= tries) return problem;
    }
  }
}
