// What guards, checks and the chain cost: the same postings in a book with all of them, and in one
// whose triggers are dropped, checks and foreign keys ignored, and rows neither hashed nor linked.

import { join } from 'node:path';
import { GroupFold } from '../../main/ledger/group-fold.ts';
import { type BenchContext, type Figure, interleaved, pairedRatio, rateFigure } from './bench.ts';
import { commitPostings, newLedgerBook, randomPostings } from './ledger-book.ts';

const ACCOUNTS = 10_000;
const EPOCH = 1000;
const ROUND = 40_000;
/** Many, for what is looked for is a twentieth, and a disk's moods are more. */
const ROUNDS = 15;

export async function integrityTax({ temporaryFolder, note }: BenchContext): Promise<Figure[]> {
  note('guards, checks and chain on and off, in turns');
  const folder = temporaryFolder();
  const guarded = newLedgerBook(join(folder, 'on'), ACCOUNTS);
  const bare = newLedgerBook(join(folder, 'off'), ACCOUNTS);
  dropGuards(bare.book.db);
  const columns = randomPostings(guarded.customers, ROUND);
  const post = (on: typeof bare): number => {
    for (let from = 0; from < ROUND; from += EPOCH) {
      commitPostings(on, columns, from, from + EPOCH);
    }
    return ROUND;
  };
  const rates = await interleaved(ROUNDS, [
    { name: 'on', run: () => post(guarded) },
    { name: 'off', run: () => withoutChain(() => post(bare)) },
  ]);
  guarded.book.close();
  bare.book.close();
  const ratio = pairedRatio(rates('on'), rates('off'));
  const name = 'ledger, with guards, checks and chain over without';
  const figure = { name, unit: 'postings/s', against: 'none' } as const;
  return [rateFigure({ ...figure, gate: { of: 'ratio', least: 0.95 } }, rates('on'), { ratio })];
}

function dropGuards(db: ReturnType<typeof newLedgerBook>['book']['db']): void {
  const triggers = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all();
  for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger}`);
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
}

/** Runs `work` with rows that are neither encoded nor hashed, and of which no mark is kept. */
function withoutChain(work: () => number): number {
  const { add } = GroupFold.prototype;
  GroupFold.prototype.add = () => undefined;
  try {
    return work();
  } finally {
    GroupFold.prototype.add = add;
  }
}
