// Measures of the flow of payments, from the trail of their statuses: how many came and ended and
// how, how long each step took, and what part of it was machine, people, or waiting for a cycle.
// Values in, values out: the moves are told in the order of the trail, the answers are rollups.

import type { FlowArrival, FlowMove, FlowPart } from '../domain/flow.ts';
import { isFinal } from '../domain/payment-status.ts';
import { finalKindOf, WAIT_OF_STATUS } from '../domain/waits.ts';
import { TERM_OF_STATUS } from '../domain/worklists.ts';
import {
  addCount,
  addSum,
  addValue,
  type Cell,
  type Resolution,
  Rollups,
} from '../stream/rollups.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** By the minute for two days, by the hour for two months, by the day for two years. */
export const FLOW_RESOLUTIONS = [
  { name: 'minute', length: MINUTE, kept: 2 * DAY },
  { name: 'hour', length: HOUR, kept: 62 * DAY },
  { name: 'day', length: DAY, kept: 732 * DAY },
] as const satisfies readonly Resolution[];

export type FlowResolution = (typeof FLOW_RESOLUTIONS)[number]['name'];

/** Since when the records of a batch stand as they do; sorted, without gaps or overlaps. */
type Stretch = { readonly first: number; readonly last: number; readonly since: number };

type BatchTimes = { readonly receivedAt: number; readonly stretches: Stretch[] };

/** Batches whose stretches are kept in memory; another one is told again when it moves. */
const BATCHES_KEPT = 512;

/** A person who did nothing for longer was not handling one item all the time. */
const HANDLING_MAX = 15 * MINUTE;

export class FlowMeasures {
  readonly rollups = new Rollups(FLOW_RESOLUTIONS);
  private readonly batches = new Map<number, BatchTimes>();
  private readonly lastDeedOf = new Map<string, number>();

  /** Whether the stretches of `batch` are in memory; if not, {@link remember} comes first. */
  knows(batch: number): boolean {
    return this.batches.has(batch);
  }

  /** Brings back the stretches of a batch: when it was received, and its moves so far. */
  remember(
    batch: number,
    receivedAt: number,
    moves: Iterable<Pick<FlowMove, 'at' | 'firstRecord' | 'lastRecord'>>,
  ): void {
    const times: BatchTimes = { receivedAt, stretches: [] };
    for (const move of moves) place(times.stretches, move);
    if (this.batches.size >= BATCHES_KEPT) {
      const [oldest] = this.batches.keys();
      if (oldest !== undefined) this.batches.delete(oldest);
    }
    this.batches.set(batch, times);
  }

  arrived({ receivedAt, parts }: FlowArrival): void {
    for (const { rail, currency, payments, amount } of parts) {
      this.rollups.add(receivedAt, rail, (cell) => {
        addCount(cell, 'received', payments);
        addCount(cell, `in:${TERM_OF_STATUS.received}`, payments);
        addSum(cell, `received:${currency}`, amount);
      });
    }
  }

  moved(move: FlowMove): void {
    const times = this.batches.get(move.batch);
    if (times === undefined) throw new Error('a batch is remembered before it moves');
    const spells = spellsOf(times, move);
    place(times.stretches, move);
    const handling = this.handlingOf(move);
    const payments = move.parts.reduce((sum, part) => sum + part.payments, 0);
    for (const part of move.parts) {
      // Which of the payments are of this part is not asked: its share of each spell stands for it.
      this.rollups.add(move.at, part.rail, (cell) => {
        countMove(cell, move, part);
        const share = part.payments / payments;
        for (const { since, count } of spells) {
          const spelled = Math.max(1, Math.round(count * share));
          measureSpell(cell, move, move.at - since, spelled);
        }
        if (isFinal(move.to)) {
          addValue(cell, 'plt', Math.max(0, move.at - times.receivedAt), part.payments);
        }
        if (handling !== null) addValue(cell, handlingName(move.reasonCode), handling, 1);
      });
    }
  }

  /** How long a person took: since their last deed, or since the item came, whichever is later. */
  private handlingOf(move: FlowMove): number | null {
    if (WAIT_OF_STATUS[move.from] !== 'human') return null;
    const last = this.lastDeedOf.get(move.actor);
    this.lastDeedOf.set(move.actor, move.at);
    if (last === undefined || move.at <= last || move.at - last > HANDLING_MAX) return null;
    return move.at - last;
  }
}

/** The sketch that holds the handling times of a fault. */
export function handlingName(reasonCode: string | null): string {
  return `handling:${reasonCode ?? ''}`;
}

function countMove(cell: Cell, move: FlowMove, { payments, currency, amount }: FlowPart): void {
  const from = TERM_OF_STATUS[move.from];
  const to = TERM_OF_STATUS[move.to];
  if (from !== null) addCount(cell, `out:${from}`, payments);
  if (to !== null) addCount(cell, `in:${to}`, payments);
  const end = finalKindOf(move.to, move.reasonCode);
  if (end === null) return;
  addCount(cell, end, payments);
  addSum(cell, `final:${currency}`, amount);
}

function measureSpell(cell: Cell, { from }: FlowMove, spell: number, times: number): void {
  const length = Math.max(0, spell);
  const term = TERM_OF_STATUS[from];
  if (term !== null) addValue(cell, `step:${term}`, length, times);
  const wait = WAIT_OF_STATUS[from];
  if (wait !== null) addCount(cell, `ms:${wait}`, length * times);
}

/** How many of the moved payments stood where they did since when. */
function spellsOf(
  { receivedAt, stretches }: BatchTimes,
  { firstRecord, lastRecord }: FlowMove,
): readonly { readonly since: number; readonly count: number }[] {
  const spells: { since: number; count: number }[] = [];
  let next = firstRecord;
  for (let at = firstEndingFrom(stretches, firstRecord); at < stretches.length; at += 1) {
    const stretch = stretches[at];
    if (stretch === undefined || stretch.first > lastRecord) break;
    // Records that never moved have stood since the batch was received.
    if (stretch.first > next) spells.push({ since: receivedAt, count: stretch.first - next });
    const to = Math.min(stretch.last, lastRecord);
    spells.push({ since: stretch.since, count: to - Math.max(stretch.first, next) + 1 });
    next = to + 1;
  }
  if (next <= lastRecord) spells.push({ since: receivedAt, count: lastRecord - next + 1 });
  return spells;
}

/** Where the first stretch stands that ends at `record` or after it. */
function firstEndingFrom(stretches: readonly Stretch[], record: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.last ?? 0) < record) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lets the records of a move stand anew since it happened; neighbours of one moment are one. */
function place(
  stretches: Stretch[],
  { at, firstRecord, lastRecord }: Pick<FlowMove, 'at' | 'firstRecord' | 'lastRecord'>,
): void {
  const from = firstEndingFrom(stretches, firstRecord);
  let to = from;
  while ((stretches[to]?.first ?? Number.POSITIVE_INFINITY) <= lastRecord) to += 1;
  const first = stretches[from];
  const last = stretches[to - 1];
  const put: Stretch[] = [];
  if (first !== undefined && to > from && first.first < firstRecord) {
    put.push({ ...first, last: firstRecord - 1 });
  }
  const before = put.length === 0 ? stretches[from - 1] : undefined;
  const joins = before?.since === at && before.last === firstRecord - 1;
  put.push({ first: joins ? before.first : firstRecord, last: lastRecord, since: at });
  if (last !== undefined && to > from && last.last > lastRecord) {
    put.push({ ...last, first: lastRecord + 1 });
  }
  const start = joins ? from - 1 : from;
  stretches.splice(start, to - start, ...put);
}
