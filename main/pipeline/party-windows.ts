// What is kept of one account for its measures. Most accounts are met a few times a month: their
// payments are kept one by one. One that is met more often gets windows of its own.
import { known } from '../domain/assert.ts';
import { RecencySketch } from '../stream/recency-sketch.ts';
import type { VectorCells } from '../stream/state-vector.ts';
import { addWide, WindowRing } from '../stream/window-ring.ts';

/** Which way money went, seen from the account. */
export const PAID = 0;
export const RECEIVED = 1;
export type Direction = typeof PAID | typeof RECEIVED;

/** One payment as the account sees it. `low` and `high` are its amount in minor units. */
export type PartyEvent = {
  direction: Direction;
  /** Seconds UTC. */
  seconds: number;
  low: number;
  high: number;
  /** A hash of the account on the other side. */
  other: number;
  isJustUnder: boolean;
};

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Rings by the length of their buckets; paid and received apart, both just under together. */
const COUNTS = 3;
const JUST_UNDER = 2;
const RINGS = [
  { seconds: 10, windows: [6] },
  { seconds: 5 * MINUTE, windows: [12] },
  { seconds: HOUR, windows: [24] },
  { seconds: DAY, windows: [7, 30] },
].map(({ seconds, windows }) => {
  const definition = { bucketMs: seconds * SECOND, windows, counts: COUNTS, sums: 2 };
  return { seconds, windows, ring: new WindowRing(definition) };
});
const LONGEST = { seconds: DAY, buckets: 30 };

const SKETCH = new RecencySketch(64);

type PlacedRing = (typeof RINGS)[number] & { readonly at: number };

/** The rings, then a sketch of payees and one of payers, one after another in a key's words. */
const PLACED: readonly PlacedRing[] = RINGS.map((one, index) => ({
  ...one,
  at: RINGS.slice(0, index).reduce((sum, { ring }) => sum + ring.words, 0),
}));
const SKETCHES_AT = RINGS.reduce((sum, { ring }) => sum + ring.words, 0);

/** The five spans, in the order of MEASURE_WINDOWS: a window of a ring each. */
const SPANS = PLACED.flatMap((placed) =>
  placed.windows.map((buckets, window) => ({ ...placed, buckets, window })),
);

/** The words of an account that is met often. */
export const WINDOW_WORDS = SKETCHES_AT + 2 * SKETCH.cells;

/** Payments kept one by one: seconds, amount (two words), the other account, and flags each. */
const FEW = 4;
const FEW_WIDTH = 5;
export const FEW_WORDS = FEW * FEW_WIDTH;
const FLAG_RECEIVED = 1;
const FLAG_JUST_UNDER = 2;

/** How one span reads; filled anew for each. */
export type SpanReading = {
  counts: [paid: number, received: number];
  /** Low and high word of what was paid, then of what was received. */
  readonly sums: Uint32Array;
  counterparties: number;
  justUnder: number;
};

export function blankReading(): SpanReading {
  return { counts: [0, 0], sums: new Uint32Array(4), counterparties: 0, justUnder: 0 };
}

/** The first second that a span of `buckets` buckets holds at `now`. */
function beginningOf(now: number, seconds: number, buckets: number): number {
  return Math.max((Math.floor(now / seconds) - buckets + 1) * seconds, 1);
}

/**
 * Keeps `event` for the account in `slot`, whose latest payment was at `latest` (0: none). What is
 * older than the longest window is given up; so is nothing else.
 */
export function addEvent(
  few: VectorCells,
  windows: VectorCells,
  slot: number,
  event: PartyEvent,
  latest: number,
): void {
  const now = Math.max(event.seconds, latest);
  if (!windows.isOpen(slot)) {
    const since = beginningOf(now, LONGEST.seconds, LONGEST.buckets);
    if (event.seconds < since) return;
    few.edit(slot);
    const { base } = few;
    const free = freePlace(few.words, base, since);
    if (free >= 0) {
      writeEvent(few.words, free, event);
      return;
    }
    widen(few, base, windows, slot);
    few.clear(slot);
  }
  addToWindows(windows, slot, event, now);
}

/** A place among the few whose payment is too old for any window, or that has none; else −1. */
function freePlace(words: Uint32Array, base: number, since: number): number {
  for (let at = base; at < base + FEW_WORDS; at += FEW_WIDTH) {
    if ((words[at] ?? 0) < since) return at;
  }
  return -1;
}

function writeEvent(words: Uint32Array, at: number, event: PartyEvent): void {
  words[at] = event.seconds;
  words[at + 1] = event.low;
  words[at + 2] = event.high;
  words[at + 3] = event.other;
  const received = event.direction === RECEIVED ? FLAG_RECEIVED : 0;
  words[at + 4] = received | (event.isJustUnder ? FLAG_JUST_UNDER : 0);
}

/** Moves the few payments of an account into windows of its own. */
function widen(few: VectorCells, base: number, windows: VectorCells, slot: number): void {
  for (let at = base; at < base + FEW_WORDS; at += FEW_WIDTH) {
    const [seconds = 0, low = 0, high = 0, other = 0, flags = 0] = few.words.subarray(at, at + 5);
    const direction = (flags & FLAG_RECEIVED) === 0 ? PAID : RECEIVED;
    const isJustUnder = (flags & FLAG_JUST_UNDER) !== 0;
    const event = { direction, seconds, low, high, other, isJustUnder } as const;
    addToWindows(windows, slot, event, seconds);
  }
}

function addToWindows(windows: VectorCells, slot: number, event: PartyEvent, now: number): void {
  windows.edit(slot);
  const { words, base } = windows;
  const { direction, seconds, low, high } = event;
  for (const { ring, at } of PLACED) {
    ring.moveTo(words, base + at, now * SECOND);
    if (!ring.add(words, base + at, seconds * SECOND, direction, direction, low, high)) continue;
    if (event.isJustUnder) ring.count(words, base + at, seconds * SECOND, JUST_UNDER, 1);
  }
  const sketch = base + SKETCHES_AT + direction * SKETCH.cells;
  SKETCH.meet(words, sketch, event.other, seconds);
}

/** Reads span number `span` of the account in `slot` at `now`, with payees or with payers. */
export function readSpan(
  few: VectorCells,
  windows: VectorCells,
  slot: number,
  span: number,
  now: number,
  direction: Direction,
  into: SpanReading,
): void {
  const { ring, at, window, seconds, buckets } = known(SPANS[span], 'one of the spans');
  const since = beginningOf(now, seconds, buckets);
  if (!windows.isOpen(slot)) {
    readFew(few.words, few.at(slot), since, direction, into);
    return;
  }
  const { words } = windows;
  const base = windows.at(slot) + at;
  into.counts[PAID] = ring.countIn(words, base, window, PAID);
  into.counts[RECEIVED] = ring.countIn(words, base, window, RECEIVED);
  into.justUnder = ring.countIn(words, base, window, JUST_UNDER);
  for (const way of [PAID, RECEIVED]) {
    const sum = ring.sumAt(base, window, way);
    into.sums[2 * way] = words[sum] ?? 0;
    into.sums[2 * way + 1] = words[sum + 1] ?? 0;
  }
  const sketch = windows.at(slot) + SKETCHES_AT + direction * SKETCH.cells;
  into.counterparties = SKETCH.metSince(words, sketch, since);
}

function readFew(
  words: Uint32Array,
  base: number,
  since: number,
  direction: Direction,
  into: SpanReading,
): void {
  into.counts[PAID] = 0;
  into.counts[RECEIVED] = 0;
  into.sums.fill(0);
  into.justUnder = 0;
  into.counterparties = 0;
  for (let at = base; at < base + FEW_WORDS; at += FEW_WIDTH) {
    if ((words[at] ?? 0) < since) continue;
    const flags = words[at + 4] ?? 0;
    const way = flags & FLAG_RECEIVED;
    into.counts[way === 0 ? PAID : RECEIVED] += 1;
    addWide(into.sums, 2 * way, words[at + 1] ?? 0, words[at + 2] ?? 0);
    if ((flags & FLAG_JUST_UNDER) !== 0) into.justUnder += 1;
    if (way === direction && isFirstOf(words, base, at, since)) into.counterparties += 1;
  }
}

/** Whether no place before `at` has the same other account, the same way, since then. */
function isFirstOf(words: Uint32Array, base: number, at: number, since: number): boolean {
  for (let before = base; before < at; before += FEW_WIDTH) {
    const isIn = (words[before] ?? 0) >= since && words[before + 3] === words[at + 3];
    if (
      isIn &&
      ((words[before + 4] ?? 0) & FLAG_RECEIVED) === ((words[at + 4] ?? 0) & FLAG_RECEIVED)
    ) {
      return false;
    }
  }
  return true;
}
