// The second program on a copy of a test's book.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import type { TestDesk } from './test-desk.ts';

/** That the independent verifier finds nothing wrong in a copy of the book. */
export function verified(on: TestDesk): void {
  const copy = join(on.folder, 'copy.db');
  on.book().db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(join(on.folder, 'book.db'), copy);
  const { checks } = verifyBook(copy);
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );
}
