// What the engine can throw. The room imports nothing, so it has its own few error classes; each
// says who was wrong: our code, one record, a limit, or stored bytes.

/** The code contradicts itself. Never caught to carry on: the epoch is not committed. */
export class Bug extends Error {
  override name = 'Bug';
}

/**
 * One record cannot be processed and the rest can. An operator throws this, before it changes any
 * state, and the record goes to quarantine. `reason` is a snake_case code; `detail` is for people.
 */
export class PoisonRecord extends Error {
  override name = 'PoisonRecord';
  readonly reason: string;
  constructor(reason: string, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.reason = reason;
  }
}

/** A bounded buffer is full and nobody may wait for it. The epoch is not committed. */
export class LimitReached extends Error {
  override name = 'LimitReached';
}

/** Stored bytes are not what the reader was told they are: other columns, cut short, not ours. */
export class UnreadableColumns extends Error {
  override name = 'UnreadableColumns';
}

/** Stored state was written by a newer version than this one: only that version can go on with it. */
export class NewerState extends UnreadableColumns {
  override name = 'NewerState';
}

/** Throws {@link Bug} unless `condition` holds. `message` says what should have been true. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** The value, or a {@link Bug}: `why` says how the caller knows that it is there. */
export function known<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Bug(why);
  return value;
}
