// Where the reference files of other projects lie, for the tests that compare our tables with
// theirs. They are no part of this project; a test without them reports itself skipped.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const corpora = process.env.COUNTERFOIL_CORPORA ?? '../shared/corpora';

/** The text of a file under the corpora's `reference` folder, or null when it is not there. */
export function reference(path: string): string | null {
  const file = resolve(root, corpora, 'reference', path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Why a test that needs `path` is skipped. */
export function absent(path: string): string {
  return `reference/${path} is not among the corpora (COUNTERFOIL_CORPORA)`;
}
