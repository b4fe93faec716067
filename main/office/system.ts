// Where the office takes time and chance from: the only clock and the only randomness of the
// process, handed to every deed as its context.
import { randomBytes } from 'node:crypto';
import type { Context, Ids } from '../domain/context.ts';
import type { Actor } from '../domain/permissions.ts';

/** Answers milliseconds UTC. */
export type Clock = () => number;

/** The clock of a demonstration: it is set, and runs so many times faster; 0 stands still. */
type Demonstrated = { readonly at: number; readonly since: number; readonly speed: number };

/**
 * The one clock of an office: the system's. Only the office of a demonstration sets another one in
 * its place, for good: `openOffice` sees to it that no live book is ever worked with by it.
 */
export class OfficeClock {
  private demo: Demonstrated | null = null;

  readonly now: Clock = () => {
    if (this.demo === null) return Date.now();
    const { at, since, speed } = this.demo;
    return at + Math.floor((performance.now() - since) * speed);
  };

  /** Whether it shows a demonstration's time. */
  get isSet(): boolean {
    return this.demo !== null;
  }

  /** How many times faster than the wall's it runs; 0 while it stands. */
  get speed(): number {
    return this.demo?.speed ?? 1;
  }

  /** It shows the system's time again: what it was set for was refused. */
  unset(): void {
    this.demo = null;
  }

  /** From now on it shows `at` (milliseconds UTC), and runs `speed` times as fast as the wall's. */
  set(at: number, speed: number): void {
    this.demo = { at, since: performance.now(), speed };
  }
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
