// Time, chance and people are arguments: what every deed is given besides its input.
import type { Actor } from './permissions.ts';

/** Makes ids and salts. In production from the system's randomness, in tests from a seed. */
export type Ids = {
  /** A UUIDv7-like id, in order of making: time first, then randomness. */
  readonly next: () => string;
  /** `count` unpredictable bytes, for the salts of commitments. */
  readonly bytes: (count: number) => Uint8Array;
};

/** `now` is milliseconds UTC, read once when the deed began. */
export type Context = {
  readonly actor: Actor;
  readonly now: number;
  readonly ids: Ids;
};
