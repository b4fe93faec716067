// How fast a payment file becomes accepted payments in a book, through the office and its contract,
// beside inserting the same rows bare and beside reading the file alone; how long `status` takes
// to answer meanwhile; and how much memory the office needs.

import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import {
  type Bench,
  type BenchContext,
  type Figure,
  interleaved,
  pairedRatio,
  percentile,
  rateFigure,
} from './bench.ts';
import {
  type JourneyOffice,
  type Material,
  material,
  openJourney,
  peakOf,
  runJourney,
} from './office-journey.ts';
import { insertRaw, type RawRows, rowsOfBook } from './raw-inserts.ts';
import { readPaymentFile } from './read-payment-file.ts';

const PAYMENTS = 20_000;
const MANY = 100_000;
const ROUNDS = 3;
const MEGA = 1_000_000;
/** Between two questions to the office while it works. */
const ASK_EVERY_MS = 10;

export const bench: Bench = {
  name: 'journey',
  about: 'pain.001 from the file to durable accepted payments, through the office process',
  async run(context) {
    const folder = context.temporaryFolder();
    const small = material(folder, PAYMENTS);
    context.note(`${PAYMENTS} payments, ${ROUNDS} rounds`);
    const first = await openJourney(join(folder, 'first'), small);
    await runJourney(first, small);
    await first.office.stop();
    const rates = await rounds(folder, small, rowsOfBook(first.folder));
    return [...rates, ...(await manyAtOnce(context, folder)), await memoryOfFew(folder)];
  },
};

async function rounds(folder: string, small: Material, rows: RawRows): Promise<Figure[]> {
  let made = 0;
  let journey: JourneyOffice | null = null;
  const rates = await interleaved(ROUNDS, [
    {
      name: 'office',
      prepare: async () => {
        await journey?.office.stop();
        made += 1;
        journey = await openJourney(join(folder, `book-${made}`), small);
      },
      run: () => (journey === null ? 0 : runJourney(journey, small)),
    },
    { name: 'raw', run: () => insertRaw(folder, rows) },
    { name: 'file', run: () => readPaymentFile(small.file).counts.transactions },
  ]);
  // The closure above assigns it, which the compiler cannot see.
  await (journey as JourneyOffice | null)?.office.stop();
  const unit = 'payments/s';
  const ratio = pairedRatio(rates('office'), rates('raw'));
  return [
    rateFigure({ name: 'journey', unit, against: 'raw inserts' }, rates('office'), { ratio }),
    rateFigure({ name: 'journey, raw inserts of its rows', unit, against: 'none' }, rates('raw')),
    rateFigure({ name: 'journey, reading the file alone', unit, against: 'none' }, rates('file')),
  ];
}

async function manyAtOnce({ note }: BenchContext, folder: string): Promise<Figure[]> {
  note(`${MANY} payments at once, asking for the status meanwhile`);
  const many = material(folder, MANY);
  const journey = await openJourney(join(folder, 'many'), many);
  let done = false;
  const answers: number[] = [];
  const asking = (async () => {
    while (!done) {
      const asked = performance.now();
      const reply = await journey.client.status({});
      if (!reply.ok) throw new Error('the office does not answer');
      answers.push(performance.now() - asked);
      await scheduler.wait(ASK_EVERY_MS);
    }
  })();
  const begun = performance.now();
  await runJourney(journey, many).finally(() => {
    done = true;
  });
  const seconds = (performance.now() - begun) / 1000;
  await asking;
  const peak = peakOf(journey);
  await journey.office.stop();
  note(`${answers.length} answers`);
  return [
    figure(`journey, ${MANY} payments`, seconds, 's', 10),
    figure('journey, status meanwhile, median', percentile(answers, 50), 'ms', null),
    figure('journey, status meanwhile, 99 %', percentile(answers, 99), 'ms', 50),
    figure('journey, status meanwhile, longest', Math.max(...answers), 'ms', null),
    figure(`journey, peak memory at ${MANY}`, peak / MEGA, 'MB', null),
  ];
}

async function memoryOfFew(folder: string): Promise<Figure> {
  const few = material(folder, 1000);
  const journey = await openJourney(join(folder, 'few'), few);
  await runJourney(journey, few);
  const peak = peakOf(journey);
  await journey.office.stop();
  return figure('journey, peak memory at 1000', peak / MEGA, 'MB', null);
}

/** A figure taken once, against nothing, that may have an upper gate. */
function figure(name: string, value: number, unit: string, most: number | null): Figure {
  const plain = { name, value, unit, against: 'none', ratio: null, spread: null } as const;
  return most === null ? plain : { ...plain, gate: { of: 'value', most } };
}
