// Goal: a process may die between any two steps of a restore: there is always one whole book, never
// a log beside a book it does not belong to, and the next start finishes. Method: a book is left as
// a killed process leaves it (with its log), a restore is noted, and the steps of the swap are done
// by hand up to each point in turn before the swap is asked to finish.

import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { identify } from '../../main/ledger/copy-book.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { readAnchor } from '../../main/office/anchor.ts';
import {
  finishRestore,
  noteRestore,
  removeStaged,
  stageBackup,
} from '../../main/office/restore-book.ts';
import { richDesk } from '../ledger/rich-book.ts';
import { accountRow, done, open, testFolder } from '../operations/test-desk.ts';

type Noted = { readonly side: string; readonly aside: string };

const STEPS: readonly ((folder: string, noted: Noted) => void)[] = [
  () => undefined,
  (folder, { aside }) => {
    mkdirSync(aside, { recursive: true });
    linkSync(join(folder, 'book.db'), join(aside, 'book.db'));
  },
  (folder, { aside }) => renameSync(join(folder, 'book.db-wal'), join(aside, 'book.db-wal')),
  (folder, { side }) => renameSync(join(side, 'book.db'), join(folder, 'book.db')),
];

test('a swap that was cut off after any step is finished, and the replaced book is whole', async (t) => {
  const on = richDesk(t);
  const backup = join(testFolder(t), 'backup.db');
  on.book().db.prepare('VACUUM INTO ?').run(backup);
  const kept = on.book().chainHead().sequence;
  open(on, [accountRow('LATER-1', '1.00')]);
  const lost = on.book().chainHead();
  for (let cut = 0; cut <= STEPS.length; cut += 1) {
    const folder = join(testFolder(t), 'book');
    // As a killed process leaves it: the last deeds are in the log only.
    cpSync(on.folder, folder, { recursive: true });
    assert.ok(readFileSync(join(folder, 'book.db-wal')).length > 0);
    const signal = new AbortController().signal;
    const onPhase = (): void => undefined;
    const staged = done(await stageBackup({ folder, backup, id: `cut-${cut}`, onPhase, signal }));
    noteRestore(folder, staged, `restore-${cut}`, on.context());
    const noted: Noted = JSON.parse(readFileSync(join(folder, 'restore.json'), 'utf8'));
    for (const step of STEPS.slice(0, cut)) step(folder, noted);
    removeStaged(folder);
    assert.equal(finishRestore(folder), true, `after ${cut} steps`);
    assert.equal(finishRestore(folder), false, 'once');
    const book = identify(join(folder, 'book.db'));
    assert.equal(book.count, kept + 1, 'the backup and the restore itself');
    const anchor = readAnchor(folder);
    assert.ok(anchor.kind === 'anchor' && anchor.anchor.head.sequence === kept + 1);
    assert.deepEqual(Buffer.from(anchor.anchor.head.digest), Buffer.from(book.head));
    const old = identify(join(noted.aside, 'book.db'));
    assert.deepEqual([old.count, Buffer.from(old.head)], [lost.sequence, lost.digest]);
    const left = readdirSync(folder).filter(
      (name) => name.startsWith('.') || name === 'restore.json',
    );
    assert.deepEqual(left, []);
    assert.equal(verifyBook(join(folder, 'book.db')).ok, true);
  }
});

test('what was staged without a note is removed, and nothing is swapped', async (t) => {
  const on = richDesk(t);
  const { folder } = on;
  const backup = join(testFolder(t), 'backup.db');
  on.book().db.prepare('VACUUM INTO ?').run(backup);
  const signal = new AbortController().signal;
  const asked = { folder, backup, id: 'staged', onPhase: () => undefined, signal };
  const { side } = done(await stageBackup(asked));
  assert.ok(existsSync(side));
  assert.equal(finishRestore(folder), false);
  removeStaged(folder);
  assert.equal(existsSync(side), false);
  const { sequence } = on.book().chainHead();
  assert.equal(identify(on.book().file).count, sequence);
});
