// Whether a posting costs as much in a large book as in a new one: ten million of them, and the
// rate of the last million over that of the first. Ids count up and the one unique index on the way
// is on the deeds, so that nothing is written at random places but the accounts' balances.

import { join } from 'node:path';
import { Fault } from '../../main/domain/result.ts';
import { Checkpoints } from '../../main/office/checkpoints.ts';
import { openWriter } from '../../main/office/writer.ts';
import type { Bench, Figure } from './bench.ts';
import { commitPostings, newLedgerBook, randomPostings } from './ledger-book.ts';

const ACCOUNTS = 10_000;
const MILLION = 1_000_000;
const MILLIONS = 10;
const EPOCH = 5000;
const PART = 100_000;

export const bench: Bench = {
  name: 'ledger-growth',
  about: 'the last of ten million postings beside the first, in one book',
  async run({ note, temporaryFolder }) {
    const on = newLedgerBook(join(temporaryFolder(), 'book'), ACCOUNTS);
    const columns = randomPostings(on.customers, PART);
    const checkpoints = new Checkpoints(on.book.file, {
      onFailed: (detail) => {
        throw new Fault('bench_failed', detail);
      },
    });
    const writer = openWriter(on.book, () => checkpoints.committed());
    const rates: number[] = [];
    for (let million = 0; million < MILLIONS; million += 1) {
      const begun = performance.now();
      for (let made = 0; made < MILLION; made += EPOCH) {
        const from = made % PART;
        await writer.do(() => commitPostings(on, columns, from, from + EPOCH));
      }
      const rate = (MILLION * 1000) / (performance.now() - begun);
      note(`million ${million + 1}: ${rate.toFixed(0)} postings/s`);
      rates.push(rate);
    }
    await checkpoints.stop();
    on.book.close();
    const first = rates[0] ?? Number.NaN;
    const last = rates.at(-1) ?? Number.NaN;
    const plain = { unit: 'postings/s', against: 'none' } as const;
    const spread = [Math.min(...rates), Math.max(...rates)] as const;
    const figures: Figure[] = [
      { ...plain, name: 'ledger, the first million', value: first, ratio: null, spread: null },
      {
        ...plain,
        name: 'ledger, the last of ten million over the first',
        value: last,
        ratio: last / first,
        spread,
        gate: { of: 'ratio', least: 0.9 },
      },
    ];
    return figures;
  },
};
