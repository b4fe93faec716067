// Looks whether a file is a bank statement, and reads it whole if it is: for `inspect`, which
// touches no book.
import { createCamtReader } from '../formats/camt-reader.ts';
import type { CamtReading, StatedAmount } from '../formats/camt-types.ts';
import { statedText } from '../formats/stated-amount.ts';
import { fileBytes } from './file-bytes.ts';

// What the command line shows of it: a shell reads no format itself.
export type { CamtReading, CamtStatement, StatedAmount } from '../formats/camt-types.ts';

/** How far into a file its message is looked for; a namespace stands at the very beginning. */
const SNIFFED_BYTES = 8192;

/** The message of a statement in a namespace, also where each character takes two or four bytes. */
const STATEMENT = /:camt\.05[234]\.001\.\d\d["']/;

/**
 * What the statement at `path` says, `.gz` read through; null when the file is none. Faults as
 * `fileBytes`.
 */
export async function inspectStatement(path: string): Promise<CamtReading | null> {
  const held: Uint8Array[] = [];
  let length = 0;
  let isStatement = false;
  const reader = createCamtReader();
  for await (const piece of fileBytes(path)) {
    if (isStatement) {
      reader.push(piece);
      continue;
    }
    held.push(piece);
    length += piece.length;
    isStatement = STATEMENT.test(textOf(held));
    if (isStatement) for (const each of held.splice(0)) reader.push(each);
    else if (length >= SNIFFED_BYTES) return null;
  }
  return isStatement ? reader.end() : null;
}

function textOf(pieces: readonly Uint8Array[]): string {
  const head = Buffer.concat(pieces).subarray(0, SNIFFED_BYTES);
  return head.toString('latin1').replaceAll('\0', '');
}

/** An amount of a statement as a decimal string in major units; null where there is none. */
export function amountText(amount: StatedAmount | null, currency: string): string | null {
  return amount === null ? null : statedText(amount, currency);
}
