// How long a posting waits, from its arrival to its durable commit, when postings arrive by the
// clock and not when the ledger is ready: each commit takes whatever came while the last one ran.

import { type BenchContext, type Figure, median, percentile } from './bench.ts';
import { commitPostings, type LedgerBook, randomPostings } from './ledger-book.ts';

const PER_SECOND = 100_000;
const SECONDS = 2;
const ROUNDS = 5;
/** The least that is committed at once: fewer are not worth a sync while more are arriving. */
const MOST_AT_ONCE = 5000;

export async function openLoop({ note }: BenchContext, on: LedgerBook): Promise<Figure[]> {
  note(`${PER_SECOND} postings a second, ${ROUNDS} rounds of ${SECONDS} s`);
  const columns = randomPostings(on.customers, PER_SECOND * SECONDS);
  const rounds = Array.from({ length: ROUNDS }, () => arrive(on, columns));
  const figure = (percent: number): Omit<Figure, 'gate'> => {
    const waits = rounds.map((waited) => percentile(waited, percent));
    const name = `ledger, ${PER_SECOND} arriving a second, to durable, ${percent} %`;
    const spread = [Math.min(...waits), Math.max(...waits)] as const;
    return { name, value: median(waits), unit: 'ms', against: 'none', ratio: null, spread };
  };
  return [figure(50), { ...figure(99), gate: { of: 'value', most: 10 } }];
}

/** Milliseconds from the arrival of each posting to the end of the commit it was part of. */
function arrive(on: LedgerBook, columns: ReturnType<typeof randomPostings>): number[] {
  const count = columns.debit.length;
  const waits: number[] = [];
  const begun = performance.now();
  for (let done = 0; done < count; ) {
    const arrived = Math.floor(((performance.now() - begun) * PER_SECOND) / 1000);
    const to = Math.min(arrived, count, done + MOST_AT_ONCE);
    if (to === done) continue;
    commitPostings(on, columns, done, to);
    const durable = performance.now() - begun;
    for (; done < to; done += 1) waits.push(durable - (done * 1000) / PER_SECOND);
  }
  return waits;
}
