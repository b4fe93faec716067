// The thread that measures the flow of payments: it reads the trail of statuses with a connection
// that can only read, rolls it up, and keeps the rollups in a file beside the book.
import { dirname, join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { SERIES_MAX } from '../../preload/contract/insight.ts';
import { known } from '../domain/assert.ts';
import { STATUSES_OF_TERM, WORKLISTS, type Worklist } from '../domain/worklists.ts';
import { openForReading } from '../ledger/connection.ts';
import { type FlowPlace, FlowReader } from '../ledger/flow-reader.ts';
import { MeasuresFile } from '../ledger/measures-file.ts';
import { readEquation } from '../ledger/read-equation.ts';
import { readInstanceId, readWaitingItems } from '../ledger/read-triage.ts';
import { FlowMeasures } from '../pipeline/flow-measures.ts';
import { cellFrom, emptyCell, entriesOf, mergeCell } from '../stream/rollups.ts';
import {
  answerNow,
  HUMAN_WORKLISTS,
  pointOf,
  RATE_MINUTES,
  type Standing,
} from './insight-answers.ts';
import type { InsightQuestions } from './insight-protocol.ts';
import { bookThreadData } from './key-ring.ts';
import type { ThreadAnswer } from './reader-protocol.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Moves taken up in one go, so that a question waits some milliseconds at most. */
const SLICE_MOVES = 2000;

/** Days over which handling times and times in steps are taken. */
const HANDLING_DAYS = 30;

const port = known(parentPort, 'this file runs as a worker thread');
const file = String(bookThreadData());
const connection = openForReading(file);
const flow = new FlowReader(connection);
const kept = new MeasuresFile(join(dirname(file), 'measures.db'), readInstanceId(connection));
const measures = new FlowMeasures();
for (const { cell, ...at } of kept.cells()) {
  measures.rollups.restore({ ...at, cell: cellFrom(JSON.parse(cell)) });
}
let place: FlowPlace = kept.place();
measures.rollups.resume(kept.place().watermark);

/** Takes up a slice of the trail and keeps what it changed; false when there is no more. */
function takeSlice(): boolean {
  const stretch = flow.after(place, SLICE_MOVES);
  for (const arrival of stretch.arrivals) measures.arrived(arrival);
  for (const move of stretch.moves) {
    if (!measures.knows(move.batch)) {
      const { receivedAt, moves } = flow.historyOf(move.batch, move.id);
      measures.remember(move.batch, receivedAt, moves);
    }
    measures.moved(move);
  }
  if (stretch.place.move === place.move && stretch.place.epoch === place.epoch) return false;
  place = stretch.place;
  const expired = measures.rollups.expire();
  const changed = measures.rollups
    .takeChanged()
    .map(({ cell, ...at }) => ({ ...at, cell: JSON.stringify(entriesOf(cell)) }));
  kept.keep({ ...place, watermark: measures.rollups.watermark }, changed, expired);
  return stretch.more;
}

async function catchUp(): Promise<void> {
  while (takeSlice()) await yieldToOthers();
}

/** The sum of all cells of some windows. */
function whole(resolution: 'minute' | 'day', from: number, to: number) {
  const sum = emptyCell();
  const points = measures.rollups.series(resolution, from, to, () => true, SERIES_MAX);
  for (const { cell } of points) mergeCell(sum, cell);
  return sum;
}

function standingAt(at: number, currency: string): Standing {
  const upTo = Math.floor(at / MINUTE) * MINUTE + MINUTE;
  // That many whole minutes, and what has passed of the one that `at` lies in.
  const count = RATE_MINUTES + 1;
  const from = upTo - count * MINUTE;
  const minutes = measures.rollups
    .series('minute', from, upTo, () => true, count)
    .map(({ cell }) => cell);
  const equation = readEquation(connection, {});
  const waiting = new Map<Worklist, { payments: number; amount: bigint }>();
  for (const worklist of WORKLISTS) {
    const sum = { payments: 0, amount: 0n };
    for (const each of equation.currencies) {
      const term = each.waiting[worklist];
      sum.payments += term?.payments ?? 0;
      if (each.currency === currency) sum.amount = term?.amount ?? 0n;
    }
    waiting.set(worklist, sum);
  }
  const statuses = HUMAN_WORKLISTS.flatMap((worklist) => STATUSES_OF_TERM[worklist]);
  return {
    minutes,
    lastPart: (at + 1 - (upTo - MINUTE)) / MINUTE,
    days: whole('day', at - HANDLING_DAYS * DAY, at + DAY),
    waiting,
    items: readWaitingItems(connection, statuses, currency),
  };
}

type Answers = {
  [Name in keyof InsightQuestions]: (
    input: InsightQuestions[Name]['input'],
  ) => InsightQuestions[Name]['answer'];
};

const ANSWERS: Answers = {
  series: ({ resolution, from, to, rail }) => {
    const wanted = (key: string): boolean => rail === null || key === rail;
    const points = measures.rollups.series(resolution, from, to, wanted, SERIES_MAX);
    return { watermark: measures.rollups.watermark, points: points.map(pointOf) };
  },
  now: (asked) =>
    connection.db.transaction(() => answerNow(asked, standingAt(asked.at, asked.currency)))(),
};

type Request =
  | { kind: 'ask'; id: number; question: keyof InsightQuestions; input: unknown }
  | { kind: 'changed' }
  | { kind: 'stop' };

async function answer(id: number, name: keyof InsightQuestions, input: unknown): Promise<void> {
  try {
    await catchUp();
    // The request's type pairs each name with its own input.
    const value: unknown = ANSWERS[name](input as never);
    say({ kind: 'answer', id, ok: true, value });
  } catch (error) {
    say({ kind: 'answer', id, ok: false, detail: String(error) });
  }
}

function say(what: ThreadAnswer): void {
  port.postMessage(what);
}

port.on('message', (request: Request) => {
  if (request.kind === 'ask') void answer(request.id, request.question, request.input);
  else if (request.kind === 'stop') {
    port.close();
    kept.close();
    connection.db.close();
    process.exit(0);
  }
});
await catchUp();
say({ kind: 'loaded' });
