// What encryption costs: the whole journey of a payment file through the office, and single payments
// read from a book far larger than the reader's cache, on an encrypted book beside a plain one.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openForReading, type ReadableDb } from '../../main/ledger/connection.ts';
import { copyBook } from '../../main/ledger/copy-book.ts';
import { holdKeys } from '../../main/ledger/held-keys.ts';
import { recodeBook } from '../../main/ledger/recode-book.ts';
import { makeLargeBook } from '../fixtures/large-book.ts';
import { type Bench, type Figure, interleaved, pairedRatio, rateFigure } from './bench.ts';
import { type JourneyOffice, material, openJourney, runJourney } from './office-journey.ts';

const PAYMENTS = 10_000;
const READ_FROM = 300_000;
const READS = 20_000;
const ROUNDS = 7;
/** An encrypted book keeps at least this share of a plain one's speed: 15 % cost at most. */
const LEAST = 0.85;

const KEY = new Uint8Array(createHash('sha256').update('bench').digest());

export const bench: Bench = {
  name: 'encryption',
  about: 'the journey and single reads on an encrypted book beside a plain one',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    note(`journeys of ${PAYMENTS} payments, ${ROUNDS} rounds`);
    const journeys = await journeyFigures(folder);
    note(`${READS} reads from ${READ_FROM} payments, ${ROUNDS} rounds`);
    return [...journeys, ...(await readFigures(folder))];
  },
};

async function journeyFigures(folder: string): Promise<readonly Figure[]> {
  const small = material(folder, PAYMENTS);
  const open: { journey: JourneyOffice | null } = { journey: null };
  let made = 0;
  const contestant = <Name extends string>(name: Name, keys: readonly Uint8Array[]) => ({
    name,
    prepare: async (): Promise<void> => {
      await open.journey?.office.stop();
      made += 1;
      open.journey = await openJourney(join(folder, `book-${made}`), small, keys);
    },
    run: () => (open.journey === null ? 0 : runJourney(open.journey, small)),
  });
  const rates = await interleaved(ROUNDS, [
    contestant('encrypted', [KEY]),
    contestant('plain', []),
  ]);
  await open.journey?.office.stop();
  return figures('journey', 'payments/s', rates('encrypted'), rates('plain'));
}

async function readFigures(folder: string): Promise<readonly Figure[]> {
  const large = makeLargeBook(join(folder), { payments: READ_FROM, perBatch: 10_000 });
  const plain = join(folder, 'plain.db');
  const coded = join(folder, 'coded.db');
  copyBook(large, plain);
  recodeBook(plain, coded, KEY);
  const plainBook = openForReading(plain);
  holdKeys([KEY]);
  const codedBook = openForReading(coded);
  holdKeys([]);
  const rates = await interleaved(ROUNDS, [
    { name: 'encrypted', run: () => readMany(codedBook) },
    { name: 'plain', run: () => readMany(plainBook) },
  ]);
  plainBook.db.close();
  codedBook.db.close();
  return figures('point reads', 'reads/s', rates('encrypted'), rates('plain'));
}

/** Reads payments all over the book, in an order that is the same for both. */
function readMany({ db }: ReadableDb): number {
  const ids = idsOf(db);
  const read = db.prepare<[bigint], unknown>('SELECT * FROM payments WHERE id = ?');
  for (let at = 0; at < READS; at += 1) {
    const id = ids[(at * 7_919) % ids.length];
    if (id === undefined || read.get(id) === undefined) throw new Error('a payment is missing');
  }
  return READS;
}

const KNOWN = new WeakMap<ReadableDb['db'], readonly bigint[]>();

/** Asked once, before anything is timed: the first round is thrown away. */
function idsOf(db: ReadableDb['db']): readonly bigint[] {
  const known = KNOWN.get(db);
  if (known !== undefined) return known;
  const ids = db.prepare<[], bigint>('SELECT id FROM payments').pluck().all();
  KNOWN.set(db, ids);
  return ids;
}

function figures(
  what: string,
  unit: string,
  encrypted: readonly number[],
  plain: readonly number[],
): readonly Figure[] {
  const ratio = pairedRatio(encrypted, plain);
  const gate = { of: 'ratio', least: LEAST } as const;
  const ours = { name: `encryption, ${what}`, unit, against: 'plain book', gate } as const;
  const theirs = { name: `encryption, ${what} of a plain book`, unit, against: 'none' } as const;
  return [rateFigure(ours, encrypted, { ratio }), rateFigure(theirs, plain)];
}
