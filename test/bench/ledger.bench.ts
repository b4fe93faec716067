// How many two-ended postings the ledger makes durable, with their balance checks, holds,
// idempotence, trail and chain, beside plain inserts of equal-size rows and beside PostgreSQL doing
// the same double entry; how long a posting waits at 100,000 arriving in a second; and what the
// guards and the chain cost.

import { join } from 'node:path';
import {
  type Bench,
  type BenchContext,
  type Figure,
  type Gate,
  interleaved,
  pairedRatio,
  type Rates,
  rateFigure,
} from './bench.ts';
import {
  commitPostings,
  type LedgerBook,
  newLedgerBook,
  type PostingColumns,
  randomPostings,
} from './ledger-book.ts';
import { openLoop } from './ledger-open-loop.ts';
import { leanRows, ROWS_PER_STATEMENT, sameRows } from './ledger-raw.ts';
import { integrityTax } from './ledger-tax.ts';
import { startPostgres } from './postgres.ts';

const ACCOUNTS = 10_000;
const ROUNDS = 5;
const UNIT = 'postings/s';

/** Postings per epoch, how many postings one round makes, and what the ratio must reach. */
const EPOCHS = [
  { size: 1, round: 400, gate: null },
  { size: 100, round: 10_000, gate: null },
  { size: 1000, round: 40_000, gate: { of: 'ratio', least: 0.35 } },
  { size: 5000, round: 50_000, gate: { of: 'ratio', least: 0.35 } },
] as const satisfies readonly { size: number; round: number; gate: Gate | null }[];

const MOST = Math.max(...EPOCHS.map(({ round }) => round));
/** The size of epoch that PostgreSQL and one hot account are set against. */
const COMPARED = 1000;
const COMPARED_ROUND = 40_000;

export const bench: Bench = {
  name: 'ledger',
  about: 'durable two-ended postings through the book that every deed uses',
  async run(context) {
    const folder = context.temporaryFolder();
    const on = newLedgerBook(join(folder, 'book'), ACCOUNTS);
    const columns = randomPostings(on.customers, MOST);
    const bytes = bytesPerPosting(on, columns);
    context.note(`${bytes.toFixed(0)} bytes per posting, ${ROUNDS} rounds`);
    const figures = [
      ...(await epochs(folder, on, columns, bytes)),
      ...(await hotAccount(on, columns)),
      ...(await beside(context, on, columns)),
      ...(await openLoop(context, on)),
      ...(await integrityTax(context)),
    ];
    on.book.close();
    return figures;
  },
};

/** What the ledger's file grows by for each posting: the size of a raw row. */
function bytesPerPosting(on: LedgerBook, columns: PostingColumns): number {
  const size = (): number =>
    Number(on.book.db.pragma('page_count', { simple: true })) *
    Number(on.book.db.pragma('page_size', { simple: true }));
  const before = size();
  inEpochs(1000, MOST, (from, to) => commitPostings(on, columns, from, to));
  return (size() - before) / MOST;
}

/** Commits `count` postings in epochs of `size`, and answers how many that were. */
function inEpochs(size: number, count: number, commit: (from: number, to: number) => void): number {
  for (let from = 0; from < count; from += size) commit(from, Math.min(from + size, count));
  return count;
}

async function epochs(
  folder: string,
  on: LedgerBook,
  columns: PostingColumns,
  bytes: number,
): Promise<Figure[]> {
  const same = sameRows(folder, on, MOST);
  const lean = leanRows(folder, columns, { bytes, rowsPerStatement: ROWS_PER_STATEMENT });
  const raw = leanRows(folder, columns, { bytes, rowsPerStatement: 1 });
  const ours = (from: number, to: number): void => commitPostings(on, columns, from, to);
  const contestants = [
    { name: 'ours', commit: ours },
    { name: 'same', commit: same.commit },
    { name: 'lean', commit: lean.commit },
    { name: 'raw', commit: raw.commit },
  ] as const;
  const rates = await interleaved(
    ROUNDS,
    EPOCHS.flatMap(({ size, round }) =>
      contestants.map(({ name, commit }) => ({
        name: `${name} ${size}`,
        run: () => inEpochs(size, round, commit),
      })),
    ),
  );
  same.close();
  lean.close();
  raw.close();
  return EPOCHS.flatMap(({ size, gate }) => {
    const our = rates(`ours ${size}`);
    const name = `ledger, epochs of ${size}`;
    const beside = (what: string, floor: 'raw' | 'lean' | 'same', judged: Gate | null) => {
      const theirs = rates(`${floor} ${size}`);
      const figure = {
        name: `${name}, beside ${what}`,
        unit: UNIT,
        against: 'raw inserts',
      } as const;
      const gated = judged === null ? figure : { ...figure, gate: judged };
      return [
        rateFigure(gated, our, { ratio: pairedRatio(our, theirs) }),
        rateFigure({ name: `${name}, ${what}`, unit: UNIT, against: 'none' }, theirs),
      ];
    };
    return [
      ...beside('one row of equal size each', 'raw', gate),
      ...beside(`such rows, ${ROWS_PER_STATEMENT} to a statement`, 'lean', null),
      ...beside('its very rows', 'same', null),
    ];
  });
}

async function hotAccount(on: LedgerBook, columns: PostingColumns): Promise<Figure[]> {
  const hot = randomPostings(on.customers, COMPARED_ROUND, 0);
  const rates = await interleaved(ROUNDS, [
    { name: 'uniform', run: () => compared(on, columns) },
    { name: 'hot', run: () => compared(on, hot) },
  ]);
  const ratio = pairedRatio(rates('hot'), rates('uniform'));
  const plain = {
    name: 'ledger, one hot account over uniform',
    unit: UNIT,
    against: 'none',
  } as const;
  return [rateFigure({ ...plain, gate: { of: 'ratio', least: 0.9 } }, rates('hot'), { ratio })];
}

function compared(on: LedgerBook, columns: PostingColumns): number {
  return inEpochs(COMPARED, COMPARED_ROUND, (a, b) => commitPostings(on, columns, a, b));
}

const PG_SECONDS = 2;

async function beside(
  context: BenchContext,
  on: LedgerBook,
  columns: PostingColumns,
): Promise<Figure[]> {
  const postgres = startPostgres(context.temporaryFolder());
  if ('absent' in postgres) {
    context.note(`PostgreSQL is skipped: ${postgres.absent}`);
    return [];
  }
  context.note(`PostgreSQL ${postgres.version}, ${PG_SECONDS} s a turn`);
  const rates = { ours: [], one: [], many: [], set: [] } as Record<string, number[]>;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const made = compared(on, columns);
    rates.ours?.push((made * 1000) / (performance.now() - start));
    rates.one?.push(postgres.oneByOne(1, PG_SECONDS));
    rates.many?.push(postgres.oneByOne(32, PG_SECONDS));
    rates.set?.push(postgres.setBased(COMPARED, PG_SECONDS));
  }
  postgres.stop();
  const ours = rates.ours ?? [];
  const against = (name: 'one' | 'many' | 'set', rival: Figure['against'], gate: Gate | null) => {
    const theirs: Rates = rates[name] ?? [];
    const figure = { name: `ledger, epochs of ${COMPARED}`, unit: UNIT, against: rival } as const;
    const ratio = pairedRatio(ours, theirs);
    return [
      rateFigure(gate === null ? figure : { ...figure, gate }, ours, { ratio }),
      rateFigure({ name: `ledger, ${rival}`, unit: UNIT, against: 'none' }, theirs),
    ];
  };
  return [
    ...against('one', 'PostgreSQL 1 client', null),
    ...against('many', 'PostgreSQL 32 clients', { of: 'ratio', least: 15 }),
    ...against('set', 'PostgreSQL set-based', null),
  ];
}
