// How fast a payment file is read and checked, beside reading the file's bytes alone, and how much
// memory that needs when the file is ten times as long.

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pain001Options } from '../fixtures/generate-pain001.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { type Bench, type Figure, interleaved, rateFigure } from './bench.ts';
import { peakMemory } from './peak-memory.ts';
import { PIECE, readPaymentFile } from './read-payment-file.ts';

const READ_PAYMENT_FILE = fileURLToPath(new URL('./read-payment-file.ts', import.meta.url));
const TRANSACTIONS = 20_000;
const ROUNDS = 7;
const MEGA = 1_000_000;

/** Reads the bytes of a file and does nothing with them. */
function readBytes(file: string): void {
  const piece = new Uint8Array(PIECE);
  const descriptor = openSync(file, 'r');
  while (readSync(descriptor, piece) > 0);
  closeSync(descriptor);
}

export const bench: Bench = {
  name: 'reader',
  about: 'pain.001 read, parsed and checked from a file in the page cache, one thread',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const file = join(folder, 'payments.xml');
    const long = join(folder, 'long.xml');
    const options = pain001Options({ transactions: TRANSACTIONS, paymentInformations: 4 });
    writePain001(file, options);
    writePain001(long, { ...options, transactions: 10 * TRANSACTIONS });
    const bytes = statSync(file).size;
    note(`${TRANSACTIONS} transactions, ${bytes} bytes, ${ROUNDS} rounds`);
    const rates = await interleaved(ROUNDS, [
      {
        name: 'reader',
        run: () => {
          const outcome = readPaymentFile(file);
          if (!outcome.accepted || outcome.counts.transactions !== TRANSACTIONS) {
            throw new Error(`the file was not taken: ${JSON.stringify(outcome.messageType)}`);
          }
          return bytes;
        },
      },
      {
        name: 'bytes alone',
        run: () => {
          readBytes(file);
          return bytes;
        },
      },
    ]);
    const reader = rates('reader');
    const perByte = TRANSACTIONS / bytes;
    return [
      rateFigure({ name: 'reader', unit: 'MB/s', against: 'none' }, reader, { scale: MEGA }),
      rateFigure(
        { name: 'reader, transactions', unit: 'transactions/s', against: 'none' },
        reader.map((rate) => rate * perByte),
      ),
      rateFigure(
        { name: 'reader, bytes alone', unit: 'MB/s', against: 'none' },
        rates('bytes alone'),
        {
          scale: MEGA,
        },
      ),
      await memoryFigure('reader, memory', file),
      await memoryFigure('reader, memory at ten times the file', long),
    ];
  },
};

async function memoryFigure(name: string, file: string): Promise<Figure> {
  const value = (await peakMemory(READ_PAYMENT_FILE, [file])) / MEGA;
  const gate = { of: 'value', most: 200 } as const;
  return { name, value, unit: 'MB', against: 'none', ratio: null, spread: null, gate };
}
