// Where the office takes time and chance from: the only clock and the only randomness of the
// process, handed to every deed as its context.
import { randomBytes } from 'node:crypto';
import type { Context, Ids } from '../domain/context.ts';
import type { Actor } from '../domain/permissions.ts';

/** Answers milliseconds UTC. */
export type Clock = () => number;

/** The system's clock; or, for a demonstration, one that starts at `startsAt` and runs on. */
export function systemClock(startsAt: number | null): Clock {
  if (startsAt === null) return () => Date.now();
  const begun = performance.now();
  return () => startsAt + Math.floor(performance.now() - begun);
}

/** UUID version 7 (RFC 9562): time first, then randomness, so that ids sort by their making. */
export function uuid7(now: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}

export function systemIds(clock: Clock): Ids {
  return {
    next: () => uuid7(clock(), randomBytes(10)),
    bytes: (count) => randomBytes(count),
  };
}

/** The context of a deed that `actor` begins now. */
export function contextOf(clock: Clock, ids: Ids, actor: Actor): Context {
  return { actor, now: clock(), ids };
}
