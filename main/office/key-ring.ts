// The keys of a process and its threads: derived once from the book's key, shared by every thread,
// and cleared for all of them at once.
import { Worker, workerData } from 'node:worker_threads';
import { holdKeys as holdDatabaseKeys, KEY_BYTES } from '../ledger/held-keys.ts';
import { derivedKey, keyIdOf } from './master-key.ts';

/** What one master key opens. */
export type RingKey = {
  /** Names the master key, see `keyIdOf`. */
  readonly id: string;
  readonly database: Uint8Array;
  readonly files: Uint8Array;
};

let ring: readonly RingKey[] = [];

/**
 * Holds what is derived from `masters` in this process: the first is the book's key, the others are
 * those it had before. The masters themselves are not kept. None for a plain book.
 */
export function holdMasters(masters: readonly Uint8Array[]): void {
  hold(masters.map(ringKeyOf));
}

/** What is derived from `master`, held by nobody: the caller clears it. */
export function ringKeyOf(master: Uint8Array): RingKey {
  return {
    id: keyIdOf(master),
    database: shared(derivedKey(master, 'database')),
    files: shared(derivedKey(master, 'files')),
  };
}

/** In memory that threads share, so that clearing it clears it for all of them. */
function shared(key: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(KEY_BYTES));
  copy.set(key);
  key.fill(0);
  return copy;
}

function hold(keys: readonly RingKey[]): void {
  ring = keys;
  holdDatabaseKeys(keys.map(({ database }) => database));
}

/** The keys that are held, the book's own first. */
export function heldRing(): readonly RingKey[] {
  return ring;
}

/** Overwrites every held key, for every thread that was given it, and holds none. */
export function clearKeys(): void {
  for (const key of ring) clearKey(key);
  hold([]);
}

/** Overwrites one key, for every thread that was given it. */
export function clearKey({ database, files }: RingKey): void {
  database.fill(0);
  files.fill(0);
}

type ThreadStart = { readonly data: unknown; readonly ring: readonly RingKey[] };

/**
 * Starts a thread of the office that opens files of the book: it holds the same keys, and `more`
 * behind them. A bound on its heap keeps what it read and let go of from piling up; null is the
 * system's own.
 */
export function startBookThread(
  program: URL,
  data: unknown = null,
  heapMegabytes: number | null = null,
  more: readonly RingKey[] = [],
): Worker {
  const limits =
    heapMegabytes === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
  const start: ThreadStart = { data, ring: [...ring, ...more] };
  return new Worker(program, { workerData: start, ...limits });
}

/** What a thread was started with; the keys that came with it are held from here on. */
export function bookThreadData(): unknown {
  // Such a thread is started by `startBookThread` and by nothing else.
  const start = workerData as ThreadStart;
  hold(start.ring);
  return start.data;
}
