// How long the queue takes to answer over a million payments: the first page before anything is in
// memory, reading the payments in, and filters, sorts, jumps, a text search and one id after that.

import { openForReading } from '../../main/ledger/connection.ts';
import type { QueueFilter, QueueSort } from '../../main/ledger/queue-question.ts';
import { QueueReader } from '../../main/ledger/queue-reader.ts';
import { makeLargeBook } from '../fixtures/large-book.ts';
import type { Bench, Figure } from './bench.ts';

const PAYMENTS = 1_000_000;
const PER_BATCH = 10_000;
const ROUNDS = 9;
const NEWEST = { by: 'receivedAt', descending: true } as const;

type Most = number | null;

function figure(name: string, rounds: readonly number[], most: Most): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const spread = [sorted[0] ?? value, sorted.at(-1) ?? value] as const;
  const plain = { name, value, unit: 'ms', against: 'none', ratio: null, spread } as const;
  return most === null ? plain : { ...plain, gate: { of: 'value', most } };
}

/** Milliseconds of `work`, once or several times over. */
function timed(work: () => void, rounds = 1): number[] {
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

export const bench: Bench = {
  name: 'queue',
  about: `the queue's answers over ${PAYMENTS} payments, one thread, the file in the page cache`,
  async run({ note, temporaryFolder }) {
    const file = makeLargeBook(temporaryFolder(), { payments: PAYMENTS, perBatch: PER_BATCH });
    note(`${PAYMENTS} payments in batches of ${PER_BATCH}`);
    const queue = new QueueReader(openForReading(file));
    const page = (filter: QueueFilter, sort: QueueSort = NEWEST, offset = 0) => {
      const { total } = queue.page({ filter, sort, offset, limit: 100 });
      if (total === 0) throw new Error('the question finds something');
    };
    const first = timed(() => page({}));
    const slices: number[] = [];
    const load = timed(() => {
      while (!queue.complete) slices.push(...timed(() => void queue.loadSlice()));
    });
    const figures = [
      figure('queue, first page of all', first, 50),
      figure('queue, payments read in', load, null),
      figure('queue, longest slice of reading in', [Math.max(...slices)], null),
    ];
    // Each round asks for amounts or days that were not asked for before: no answer is at hand.
    let round = 0n;
    let jumps = 0;
    const fresh = (sort: QueueSort) => () => {
      round += 1n;
      page({ amountFrom: round }, sort);
    };
    for (const by of ['amount', 'executionDate', 'status', 'debtorAccount'] as const) {
      const rounds = timed(fresh({ by, descending: false }), ROUNDS);
      figures.push(figure(`queue, sort by ${by}`, rounds, 150));
    }
    figures.push(
      figure('queue, filter', timed(fresh(NEWEST), ROUNDS), null),
      figure(
        'queue, jump',
        timed(() => {
          jumps += 1;
          page({}, NEWEST, (jumps * 179_426_549) % PAYMENTS);
        }, ROUNDS + 1).slice(1),
        5,
      ),
    );
    const searched = timed(() => {
      while (queue.searchSlice({ text: 'creditor 77' }));
    });
    figures.push(
      figure('queue, text in all payments', searched, null),
      figure(
        'queue, one id',
        timed(() => void queue.find({ text: 'E2E-3-77', told: false }), ROUNDS),
        100,
      ),
    );
    return figures;
  },
};
