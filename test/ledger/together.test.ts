// Goal: deeds that share a commit are what they are alone: each with its own link, refusal and
// undo, answered when durable, all unknown where the commit is. Method: the same deeds are done one
// by one in a book made alike and both are compared whole; deeds are made to fail in the middle,
// COMMIT is made to throw, the disk is filled.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import { Fault, ok, type Result } from '../../main/domain/result.ts';
import type { Book } from '../../main/ledger/book.ts';
import { headOn } from '../../main/operations/desk.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import {
  accountRow,
  assertSound,
  dump,
  hashLike,
  minor,
  open,
  posted,
  TABLE_CHECKS,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';

type AnyDeed = (on: TestDesk) => Result<unknown>;

const policy =
  (submissionId: string, value: string): AnyDeed =>
  (on) =>
    setPolicy(on.desk(), { submissionId, name: 'duplicateWindowDays', value }, on.context());

/** Opens accounts; a row of another kind than the chart's refuses all of them. */
const opening =
  (submissionId: string, ...rows: Parameters<typeof accountRow>[]): AnyDeed =>
  (on) => {
    const original = hashLike(submissionId);
    const input = { submissionId, original, rows: rows.map((row) => accountRow(...row)) };
    return openAccounts(on.desk(), input, on.context());
  };

/** Books `amount` from payer to payee as often as said, then does what `then` says. */
const booking =
  (submissionId: string, amount: string, times = 1, then: () => void = () => undefined): AnyDeed =>
  (on) => {
    const { accounts, journal } = on.book();
    const call = { deed: 'correctEntry', submissionId, input: [amount, times] } as const;
    return on.book().perform(call, on.context(), (w) => {
      const [payer, payee] = ['payer', 'payee'].map((each) => accounts.find(each, 'EUR')?.id ?? 0);
      const head = headOn('2026-11-26', 'A2', { batch: 0, payment: 0 });
      const money = { minor: minor(amount), currency: 'EUR' };
      for (let time = 0; time < times; time += 1) {
        const posting = { debitAccount: payer ?? 0, creditAccount: payee ?? 0, amount: money };
        const done = journal.post(w, head, [posting]);
        if (!done.ok) return done;
      }
      then();
      return ok({ times });
    });
  };

const fails = (): void => {
  throw new Fault('made_to_fail', 'in the middle of a deed');
};

function bookOf(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('payer', '1,000.00'), accountRow('payee', '0.00')]);
  return on;
}

function together(on: TestDesk, deeds: readonly AnyDeed[]) {
  return on.book().together(deeds.map((deed) => () => deed(on)));
}

/** How often the book commits while `work` runs. */
function commits(book: Book, work: () => void): number {
  const { db } = book;
  const exec = db.exec.bind(db);
  let count = 0;
  db.exec = (sql) => {
    if (sql === 'COMMIT') count += 1;
    return exec(sql);
  };
  work();
  db.exec = exec;
  return count;
}

const DEEDS: readonly AnyDeed[] = [
  policy('p1', '5'),
  booking('b1', '100.00', 3),
  opening('o1', ['third', '12.00']),
  booking('b2', '900.00'),
  policy('p2', 'not a number'),
  booking('b1', '100.00', 3),
  booking('b3', '50.00', 2),
  opening('o2', ['fourth', '0.00'], ['2120', '1.00', { kind: 'customer' }]),
  policy('p1', '6'),
];

test('deeds that share a commit are the deeds done one by one', (t) => {
  const [grouped, alone] = [bookOf(t), bookOf(t)];
  let answers: unknown[] = [];
  const count = commits(grouped.book(), () => {
    answers = together(grouped, DEEDS).map((each) => (each.done ? each.value : each.error));
  });
  assert.equal(count, 1);
  assert.deepEqual(
    answers,
    DEEDS.map((deed) => deed(alone)),
  );
  assert.deepEqual(dump(grouped.book()), dump(alone.book()));
  assert.deepEqual(grouped.book().chainHead(), alone.book().chainHead());
  assertSound(grouped, '', TABLE_CHECKS);
  // What follows goes on from there: ids, links and balances in memory are those on disk.
  for (const on of [grouped, alone]) assert.ok(booking('after', '1.00')(on).ok);
  assert.deepEqual(dump(grouped.book()), dump(alone.book()));
  grouped.reopen();
  assertSound(grouped, 'opened again', TABLE_CHECKS);
});

test('a deed that fails in the middle is undone alone', (t) => {
  const [grouped, alone] = [bookOf(t), bookOf(t)];
  const before = [booking('b1', '10.00', 70), opening('o1', ['third', '1.00'])];
  const after = [opening('o2', ['fourth', '2.00']), booking('b2', '20.00')];
  // Enough postings that some are on disk and some in memory when it fails.
  const failing = [booking('bad', '0.01', 100, fails), opening('worse', ['fifth', '-1.00'])];
  const failed = together(grouped, [...before, ...failing, ...after]);
  assert.deepEqual(
    failed.map((each) => each.done && (each.value as Result<unknown>).ok),
    [true, true, false, false, true, true],
  );
  assert.equal((failed[2] as { error: Fault }).error.code, 'made_to_fail');
  for (const deed of [...before, failing[1] ?? policy('', ''), ...after]) deed(alone);
  assert.deepEqual(dump(grouped.book()), dump(alone.book()));
  assertSound(grouped, '', TABLE_CHECKS);
});

test('a commit that throws is unknown for every deed of the group', (t) => {
  for (const when of ['before', 'after'] as const) {
    const on = bookOf(t);
    const { db } = on.book();
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (sql !== 'COMMIT') return exec(sql);
      if (when === 'after') exec(sql);
      throw new Error('EIO: the sync failed');
    };
    const deeds = [policy('p1', '5'), booking('b1', '10.00'), policy('p2', 'no number')];
    assert.throws(
      () => together(on, deeds),
      (error) => (error as Fault).code === 'commit_unknown',
    );
    assert.throws(() => policy('p3', '7')(on), Bug);
    assert.throws(() => together(on, [policy('p4', '8')]), Bug);
    on.reopen();
    const kept = ['p1', 'b1', 'p2', 'p3', 'p4'].map(
      (id) => on.book().answerOf(id)?.outcome ?? null,
    );
    const durable = ['done', 'done', 'refused', null, null];
    assert.deepEqual(kept, when === 'after' ? durable : [null, null, null, null, null]);
    assert.equal(posted(on, 'payee'), when === 'after' ? minor('10.00') : 0n);
    assertSound(on, when, TABLE_CHECKS);
  }
});

test('on a full disk what was answered as done is there, and nothing else', (t) => {
  for (const spare of [0, 1, 2, 4, 8, 30]) {
    const on = bookOf(t);
    const { db } = on.book();
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + spare}`);
    const deeds = Array.from({ length: 20 }, (_, at) => booking(`b${at}`, '0.01', 150));
    const settled = together(on, deeds);
    db.pragma('max_page_count = 1000000');
    const done = settled.filter((each) => each.done).length;
    assert.ok(done < 20, `${spare} pages are not enough`);
    const codes = settled.map((each) => (each.done ? 'done' : (each.error as Fault).code));
    assert.deepEqual([...new Set(codes)].sort(), done > 0 ? ['disk_full', 'done'] : ['disk_full']);
    const kept = codes.map((_, at) => on.book().answerOf(`b${at}`)?.outcome ?? 'disk_full');
    assert.deepEqual(kept, codes, `${spare} pages`);
    assert.equal(posted(on, 'payee'), BigInt(done * 150));
    assertSound(on, `${spare} pages`, TABLE_CHECKS);
    assert.ok(booking('after', '1.00')(on).ok);
    assertSound(on, 'with room again', TABLE_CHECKS);
  }
});

test('deeds left over when it is enough are not begun', (t) => {
  const on = bookOf(t);
  let asked = 0;
  const deeds = DEEDS.map((deed) => () => deed(on));
  const settled = on.book().together(deeds, () => {
    asked += 1;
    return asked === 3;
  });
  assert.equal(settled.length, 3);
  assert.equal(on.book().answerOf('b2'), null);
  assertSound(on, '', TABLE_CHECKS);
});
