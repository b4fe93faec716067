// Bugs stop the program. An assertion states what the code around it already made true; it is on
// in every build, because posting wrong money is worse than not posting.

/** Thrown when the code contradicts itself. Never caught to carry on: the epoch rolls back. */
export class Bug extends Error {
  override name = 'Bug';
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

/** The compiler proves that this is never reached; the run time says so if it was wrong. */
export function unreachable(value: never, what: string): never {
  throw new Bug(`${what}: ${JSON.stringify(value)}`);
}
