// Where the test corpora are, and what is known about their payment files. They are other people's
// files: read in place, never copied here.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of the corpora, or null where there is none. */
export function corporaFolder(): string | null {
  const folder = resolve(ROOT, process.env.COUNTERFOIL_CORPORA ?? '../shared/corpora');
  return existsSync(join(folder, 'MANIFEST.tsv')) ? folder : null;
}

/** Every file below a part of the corpora, as paths from the corpora's folder, in order. */
export function corporaFiles(folder: string, part: string): string[] {
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** The bytes of a file; `.gz` is read through. */
export function corporaBytes(folder: string, path: string): Uint8Array {
  const bytes = readFileSync(join(folder, path));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** What independent arithmetic says of one pain.001. */
export type Pain001Oracle = {
  readonly messageType: string;
  readonly paymentInformations: number;
  readonly transactions: number;
  /** What its transactions add up to as plain decimals, all currencies in one sum. */
  readonly sum: string;
  /** Whether the file's own count and sum agree with its transactions. */
  readonly consistent: boolean;
};

/** Path → what the oracle says: the list of all pain.001 files there are. */
export function pain001Oracles(folder: string): Map<string, Pain001Oracle> {
  return new Map(
    tsv(folder, 'ORACLE_pain001.tsv').map((row) => [
      cell(row, 'path'),
      {
        messageType: cell(row, 'message'),
        paymentInformations: Number(cell(row, 'payment_infos')),
        transactions: Number(cell(row, 'counted_nb')),
        sum: cell(row, 'counted_sum'),
        consistent: cell(row, 'result') === 'ok',
      },
    ]),
  );
}

/** What independent arithmetic says of one statement, as decimals; `None` where there is nothing. */
export type BalanceOracle = {
  readonly entries: number;
  readonly opening: string;
  readonly sum: string;
  readonly closing: string;
  /** `ok` where the statement balances, `DIFF` where not, `na` without a pair of balances. */
  readonly result: string;
};

/** Path → its statements in order, for the files below `part`. */
export function balanceOracles(
  folder: string,
  part: string,
): ReadonlyMap<string, readonly BalanceOracle[]> {
  const found = new Map<string, BalanceOracle[]>();
  for (const row of tsv(folder, 'ORACLE_balances.tsv')) {
    const path = cell(row, 'path');
    if (!path.startsWith(part)) continue;
    const statements = found.get(path) ?? [];
    statements.push({
      entries: Number(cell(row, 'entries')),
      opening: cell(row, 'opening'),
      sum: cell(row, 'sum_entries'),
      closing: cell(row, 'closing'),
      result: cell(row, 'result'),
    });
    found.set(path, statements);
  }
  return found;
}

/** Paths that the manifest calls valid. */
export function validFiles(folder: string): Set<string> {
  return new Set(
    tsv(folder, 'MANIFEST.tsv')
      .filter((row) => cell(row, 'valid_or_invalid') === 'valid')
      .map((row) => cell(row, 'path')),
  );
}

type Row = ReadonlyMap<string, string>;

function tsv(folder: string, file: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return new Map(names.map((name, column) => [name, cells[column] ?? '']));
  });
}

function cell(row: Row, name: string): string {
  return row.get(name) ?? '';
}
