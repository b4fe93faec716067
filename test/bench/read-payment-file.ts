// Reads one payment file with the project's reader: as a function for the bench that times it, and
// as a program for the one that measures its memory.

import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createPain001Reader } from '../../main/formats/pain001-reader.ts';
import type { Pain001Outcome } from '../../main/formats/pain001-types.ts';

/** Bytes read at once. */
export const PIECE = 1 << 20;

/** Reads the whole file in pieces and keeps nothing of it. */
export function readPaymentFile(file: string): Pain001Outcome {
  const reader = createPain001Reader({
    group() {},
    paymentInformation() {},
    transaction() {},
    problem() {},
  });
  const piece = new Uint8Array(PIECE);
  const descriptor = openSync(file, 'r');
  for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) {
    reader.push(piece.subarray(0, length));
  }
  closeSync(descriptor);
  return reader.end();
}

const [, program, file] = process.argv;
if (program === fileURLToPath(import.meta.url) && file !== undefined) {
  const { accepted, counts } = readPaymentFile(file);
  if (!accepted) throw new Error(`${file} was refused after ${counts.transactions} transactions`);
}
