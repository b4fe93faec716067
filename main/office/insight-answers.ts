// From rollups and counts to what the Insight screen shows: series of windows, worklists with what
// to expect of them, the cut-off's forecast and the order in which to work.
import type { Output } from '../../preload/contract/contract.ts';
import { known } from '../domain/assert.ts';
import { forecastDeadline } from '../domain/deadline-forecast.ts';
import { toldStatus } from '../domain/disclosed.ts';
import {
  BEING_PROCESSED,
  type ShownWorklist,
  worklistsBehind,
  worklistsShownTo,
} from '../domain/disclosure.ts';
import { predictQueue, type Queue, ratesOf } from '../domain/queueing.ts';
import { type TriageItem, triage } from '../domain/triage.ts';
import { FINAL_KINDS, WAIT_KINDS, WAIT_OF_STATUS, type WaitKind } from '../domain/waits.ts';
import { STATUSES_OF_TERM, TERM_OF_STATUS, WORKLISTS, type Worklist } from '../domain/worklists.ts';
import type { WaitingItem } from '../ledger/read-triage.ts';
import { handlingName } from '../pipeline/flow-measures.ts';
import { QuantileSketch } from '../stream/quantile-sketch.ts';
import type { Cell } from '../stream/rollups.ts';
import type { InsightQuestions } from './insight-protocol.ts';

type Point = Output<'insightSeries'>['points'][number];
type Now = Output<'insightNow'>;

/** Minutes over which rates are taken. */
export const RATE_MINUTES = 30;

/** What handling takes while nobody has handled such a fault, in milliseconds. */
const HANDLING_UNMEASURED = 3 * 60_000;

/** Fewer arrivals than this in half an hour say nothing about a step that has served none. */
const FEW = 5;

/** From this utilisation on a step is called the bottleneck, though its queue does not grow. */
const BUSY = 0.8;

const MINUTE = 60_000;

/** One window of a series. */
export function pointOf({ start, cell }: { readonly start: number; readonly cell: Cell }): Point {
  const counted = (name: string): number => cell.counts.get(name) ?? 0;
  const plt = cell.sketches.get('plt');
  const ended = FINAL_KINDS.reduce((sum, kind) => sum + counted(kind), 0);
  const part = (kind: WaitKind): number | null =>
    ended === 0 ? null : counted(`ms:${kind}`) / ended;
  const [machine, human, cycle] = WAIT_KINDS.map(part);
  return {
    start,
    received: counted('received'),
    success: counted('success'),
    business: counted('business'),
    technical: counted('technical'),
    cancelled: counted('cancelled'),
    receivedSums: sumsOf(cell, 'received:'),
    endedSums: sumsOf(cell, 'final:'),
    p50: plt?.quantile(0.5) ?? null,
    p95: plt?.quantile(0.95) ?? null,
    p99: plt?.quantile(0.99) ?? null,
    machine: machine ?? null,
    human: human ?? null,
    cycle: cycle ?? null,
  };
}

/** The sums whose name begins so, by the currency after it. */
function sumsOf(cell: Cell, begins: string): Point['receivedSums'] {
  return [...cell.sums]
    .filter(([name]) => name.startsWith(begins))
    .map(([name, minor]) => ({ minor, currency: name.slice(begins.length) }));
}

/** What `now` is answered from: the last half hour by the minute, and what stands where. */
export type Standing = {
  readonly minutes: readonly Cell[];
  /** How much of the last of them has passed, above 0 and at most 1. */
  readonly lastPart: number;
  /** Time spent in steps, over the days that are kept. */
  readonly days: Cell;
  readonly waiting: ReadonlyMap<Worklist, { readonly payments: number; readonly amount: bigint }>;
  readonly items: readonly WaitingItem[];
};

/** The worklists whose statuses wait for a person. */
export const HUMAN_WORKLISTS: readonly Worklist[] = WORKLISTS.filter((worklist) =>
  STATUSES_OF_TERM[worklist].some((status) => WAIT_OF_STATUS[status] === 'human'),
);

function waitsForPeople(shown: ShownWorklist): boolean {
  return worklistsBehind(shown).some((worklist) => HUMAN_WORKLISTS.includes(worklist));
}

export function answerNow(asked: InsightQuestions['now']['input'], found: Standing): Now {
  const { at, cutOff, cutOffAt, people, knows } = asked;
  const standing = knows ? found : { ...found, items: found.items.map(concealed) };
  const steps = worklistsShownTo(knows).map((shown) => {
    const step = stepOf(shown, standing);
    return shown === TERM_OF_STATUS.received ? withUnjudged(step, asked.unjudged) : step;
  });
  const minutesLeft = (cutOffAt - at) / MINUTE;
  const before = humanQueue(steps, people / handlingMinutes(standing));
  const { missed, missedValue, neededRate } = forecastDeadline({ ...before, minutesLeft });
  const due = standing.items.filter(({ executionDate }) => executionDate <= asked.businessDate);
  const ordered = triage(
    due.map((item) => triageItemOf(item, standing.days, cutOffAt - at)),
    people,
  );
  return {
    at,
    steps,
    bottleneck: bottleneckOf(steps),
    forecast: { cutOff, minutesLeft, ...before, missed, missedValue, neededRate },
    triage: {
      order: ordered.order.map(told),
      savedValue: ordered.savedValue,
      carryForward: ordered.carryForward.map(told),
      carriedValue: ordered.carriedValue,
    },
  };
}

/** An item without what tells its wait from others, where it is in one that is not told. */
function concealed(item: WaitingItem): WaitingItem {
  return toldStatus(item.status) === BEING_PROCESSED ? { ...item, reasonCode: null } : item;
}

function stepOf(
  worklist: ShownWorklist,
  { minutes, lastPart, days, waiting }: Standing,
): Now['steps'][number] {
  const behind = worklistsBehind(worklist);
  const sum = (counted: (each: Worklist) => number | undefined): number =>
    behind.reduce((all, each) => all + (counted(each) ?? 0), 0);
  const payments = sum((each) => waiting.get(each)?.payments);
  const amount = behind.reduce((all, each) => all + (waiting.get(each)?.amount ?? 0n), 0n);
  const flow = minutes.map(({ counts }) => ({
    arrived: sum((each) => counts.get(`in:${each}`)),
    served: sum((each) => counts.get(`out:${each}`)),
  }));
  const rates: Queue = ratesOf(flow, payments, lastPart);
  const { utilisation, length } = predictQueue(rates);
  const spent = mergedSketch(behind.flatMap((each) => days.sketches.get(`step:${each}`) ?? []));
  return {
    worklist,
    waiting: payments,
    waitingValue: amount,
    ...rates,
    utilisation,
    predictedLength: length,
    p50: spent?.quantile(0.5) ?? null,
    p95: spent?.quantile(0.95) ?? null,
    p99: spent?.quantile(0.99) ?? null,
  };
}

/** With what is not judged yet: its number is known of the file's head, its value of its records. */
function withUnjudged(step: Now['steps'][number], unjudged: number): Now['steps'][number] {
  if (unjudged === 0) return step;
  return { ...step, waiting: step.waiting + unjudged, waitingValue: null };
}

/** The values of several sketches together; null when there are none. */
function mergedSketch(sketches: readonly QuantileSketch[]): QuantileSketch | null {
  if (sketches.length === 0) return null;
  const all = new QuantileSketch();
  for (const sketch of sketches) all.merge(sketch);
  return all;
}

/** What handling one of the waiting items takes on average, in minutes. */
function handlingMinutes({ items, days }: Standing): number {
  if (items.length === 0) return HANDLING_UNMEASURED / MINUTE;
  const sum = items.reduce((all, item) => all + handlingOf(item, days).handling, 0);
  return sum / items.length / MINUTE;
}

type HumanQueue = Queue & {
  readonly waiting: number;
  readonly waitingValue: bigint;
  readonly measured: boolean;
};

/**
 * Everything that waits for people, as one queue: any of it may be late. Where nobody has done
 * anything lately, people are taken to do what they can, `capacity` a minute.
 */
function humanQueue(steps: Now['steps'], capacity: number): HumanQueue {
  const sum = { waiting: 0, waitingValue: 0n, arrivalRate: 0, serviceRate: 0 };
  for (const step of steps) {
    if (!waitsForPeople(step.worklist)) continue;
    sum.waiting += step.waiting;
    sum.waitingValue += known(step.waitingValue, 'what waits for people is judged');
    sum.arrivalRate += step.arrivalRate;
    sum.serviceRate += step.serviceRate;
  }
  const measured = sum.serviceRate > 0;
  return { ...sum, serviceRate: measured ? sum.serviceRate : capacity, measured };
}

/** The step with the greatest utilisation, where it is great; one that serves nothing is first. */
function bottleneckOf(steps: Now['steps']): Now['bottleneck'] {
  const load = ({ utilisation, waiting, arrivalRate }: Now['steps'][number]): number => {
    if (utilisation !== null) return utilisation;
    const many = waiting > 0 && arrivalRate * RATE_MINUTES >= FEW;
    return many ? Number.POSITIVE_INFINITY : 0;
  };
  const worst = [...steps].sort((one, other) => load(other) - load(one))[0];
  if (worst === undefined || load(worst) < BUSY) return null;
  return { worklist: worst.worklist, growing: load(worst) >= 1 };
}

type Item = TriageItem & { readonly reasonCode: string | null; readonly measured: boolean };

function triageItemOf(item: WaitingItem, days: Cell, deadline: number): Item {
  return {
    id: item.paymentId,
    value: item.amount,
    ...handlingOf(item, days),
    deadline,
    reasonCode: item.reasonCode,
  };
}

/** How long a fault takes, in milliseconds, and whether that was measured. */
function handlingOf({ reasonCode }: WaitingItem, days: Cell) {
  const measured = days.sketches.get(handlingName(reasonCode))?.quantile(0.5) ?? null;
  return {
    handling: Math.max(1, measured ?? HANDLING_UNMEASURED),
    measured: measured !== null,
  };
}

function told({ id, value, reasonCode, handling, measured }: Item) {
  return { paymentId: id, value, reasonCode, handling, measured };
}
