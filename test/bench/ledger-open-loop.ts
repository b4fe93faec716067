// How long a posting waits, from its arrival to its durable commit, when postings arrive by the
// clock and not when the ledger is ready. Through the office's writer, which commits whatever came
// while its last commit was being made durable, with the log folded back by a thread beside it.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../main/domain/result.ts';
import { Checkpoints } from '../../main/office/checkpoints.ts';
import { openWriter, type Writer } from '../../main/office/writer.ts';
import { type BenchContext, type Figure, median, percentile } from './bench.ts';
import { commitPostings, type LedgerBook, randomPostings } from './ledger-book.ts';

const ROUNDS = 5;
const SECONDS = 2;

/** What arrives, how many in a second, and within what 99 % of it must be durable. */
type Load = {
  readonly what: 'postings' | 'deeds';
  readonly perSecond: number;
  /** Postings under one deed at most: an epoch takes what has arrived, a deed is one alone. */
  readonly atOnce: number;
  readonly most: number;
};

const LOADS: readonly Load[] = [
  { what: 'postings', perSecond: 100_000, atOnce: 2000, most: 10 },
  { what: 'deeds', perSecond: 5000, atOnce: 1, most: 10 },
];

export async function openLoop({ note }: BenchContext, on: LedgerBook): Promise<Figure[]> {
  const checkpoints = new Checkpoints(on.book.file, {
    onFailed: (detail) => {
      throw new Fault('bench_failed', detail);
    },
  });
  const writer = openWriter(on.book, () => checkpoints.committed());
  const figures: Figure[] = [];
  for (const load of LOADS) {
    note(`${load.perSecond} ${load.what} a second, ${ROUNDS} rounds of ${SECONDS} s`);
    figures.push(...(await waitsUnder(load, on, writer)));
  }
  await checkpoints.stop();
  return figures;
}

async function waitsUnder(load: Load, on: LedgerBook, writer: Writer): Promise<Figure[]> {
  const rounds: number[][] = [];
  // The first round is thrown away, as everywhere.
  for (let round = -1; round < ROUNDS; round += 1) {
    const waits = await arrive(load, on, writer);
    if (round >= 0) rounds.push(waits);
  }
  const figure = (percent: number): Figure => {
    const waits = rounds.map((waited) => percentile(waited, percent));
    const name = `ledger, ${load.perSecond} ${load.what} arriving a second, ${percent} % durable in`;
    const spread = [Math.min(...waits), Math.max(...waits)] as const;
    return { name, value: median(waits), unit: 'ms', against: 'none', ratio: null, spread };
  };
  return [figure(50), { ...figure(99), gate: { of: 'value', most: load.most } }];
}

/** Milliseconds from the arrival of each posting to the answer of the commit it was part of. */
async function arrive(
  { perSecond, atOnce }: Load,
  on: LedgerBook,
  writer: Writer,
): Promise<number[]> {
  const count = perSecond * SECONDS;
  const columns = randomPostings(on.customers, count);
  const waits: number[] = [];
  const under: Promise<void>[] = [];
  const begun = performance.now();
  const ask = async (from: number, to: number): Promise<void> => {
    await writer.do(() => commitPostings(on, columns, from, to));
    const durable = performance.now() - begun;
    for (let at = from; at < to; at += 1) waits.push(durable - (at * 1000) / perSecond);
  };
  for (let next = 0; next < count; ) {
    const arrived = Math.floor(((performance.now() - begun) * perSecond) / 1000);
    for (const due = Math.min(arrived, count); next < due; ) {
      const to = Math.min(due, next + atOnce);
      under.push(ask(next, to));
      next = to;
    }
    await nextTurn();
  }
  await Promise.all(under);
  return waits;
}
