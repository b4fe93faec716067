// Goal: a COMMIT that throws may have committed: the book takes no further deed, and the next
// process finds out by the submission id. Method: COMMIT is made to throw before or after it took
// effect, the disk is filled, and the book is opened again and asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import type { Fault } from '../../main/domain/result.ts';
import type { Book } from '../../main/ledger/book.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { epochOf, submission } from '../operations/epochs.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  dump,
  minor,
  open,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';

const isUnknown = (error: unknown): boolean => (error as Fault).code === 'commit_unknown';

const isFull = (error: unknown): boolean => (error as Fault).code === 'disk_full';

/** Makes the next COMMIT of the book throw: before it does anything, or when it has. */
function failCommit(book: Book, when: 'before' | 'after'): void {
  const { db } = book;
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    if (sql !== 'COMMIT') return exec(sql);
    db.exec = exec;
    if (when === 'after') exec(sql);
    throw new Error('EIO: the sync failed');
  };
}

function policy(on: TestDesk, submissionId: string, value: string) {
  const input = { submissionId, name: 'duplicateWindowDays', value };
  return setPolicy(on.desk(), input, on.context());
}

test('after an unknown commit the book takes no deed; the next process knows', (t) => {
  for (const when of ['before', 'after'] as const) {
    const on = testDesk(t);
    done(policy(on, 'first', '5'));
    const before = dump(on.book());
    failCommit(on.book(), when);
    assert.throws(() => policy(on, 'second', '6'), isUnknown);
    assert.throws(() => policy(on, 'third', '7'), Bug);
    assert.throws(() => policy(on, 'first', '5'), Bug, 'not even what is known is answered');
    on.reopen();
    const kept = on.book().answerOf('second');
    if (when === 'after') {
      assert.deepEqual(kept, { outcome: 'done', answer: { name: 'duplicateWindowDays' } });
    } else {
      assert.equal(kept, null);
      assert.deepEqual(dump(on.book()), before);
    }
    assert.equal(on.book().answerOf('third'), null);
    // Either way the same submission may be sent again, and is done once.
    done(policy(on, 'second', '6'));
    const values = on.book().db.prepare<[], string>('SELECT value FROM policies').pluck();
    assert.deepEqual(values.all(), ['5', '6']);
    assertSound(on, when);
  }
});

test('a refusal whose commit is unknown poisons the book as well', (t) => {
  const on = testDesk(t);
  failCommit(on.book(), 'before');
  assert.throws(() => policy(on, 'refused', 'not a number'), isUnknown);
  assert.throws(() => policy(on, 'next', '7'), Bug);
  on.reopen();
  assert.equal(on.book().answerOf('refused'), null);
});

test('a disk that is full in the middle of a deed leaves the book as it was, and usable', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('payer', '1,000.00')]);
  const payments = Array.from({ length: 2000 }, () => ({ amount: '0.01' }));
  const file = { messageId: 'FULL', blocks: [{ from: 'payer', payments }] };
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  const epoch = epochOf(on, batchId, file, 0, 2000);
  const before = dump(on.book());
  const { db } = on.book();
  const pages = Number(db.pragma('page_count', { simple: true }));
  // From a handful of rows to nearly all of them.
  for (const spare of [1, 5, 20, 60]) {
    db.pragma(`max_page_count = ${pages + spare}`);
    assert.throws(() => commitEpoch(on.desk(), epoch, on.context()), isFull);
    db.pragma('max_page_count = 1000000');
    assert.deepEqual(dump(on.book()), before, `${spare} pages`);
    assert.equal(available(on, 'payer'), minor('1,000.00'));
    assertSound(on, `${spare} pages`);
  }
  done(commitEpoch(on.desk(), epoch, on.context()));
  assert.equal(available(on, 'payer'), minor('880.00'));
  assertSound(on, 'with room again');
});

test('an undo that fails poisons the book: memory and disk may differ', (t) => {
  const on = testDesk(t);
  const { db } = on.book();
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    if (sql === 'ROLLBACK') throw new Error('EIO');
    return exec(sql);
  };
  assert.throws(() => policy(on, 'refused', 'not a number'), /EIO/);
  db.exec = exec;
  assert.throws(() => policy(on, 'next', '7'), Bug);
});
