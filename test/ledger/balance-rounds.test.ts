// Goal: rows of balances that are written some time after their postings are never wrong, never far
// behind, and cost nobody anything once they are written. Method: a seeded history over more accounts
// than are written at once, with commits of every size, deeds undone alone and with their group, and
// books opened again; after each commit what the file says in SQL is compared with the memory.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Result } from '../../main/domain/result.ts';
import { audit } from '../../main/ledger/audit.ts';
import { ROUND_POSTINGS } from '../../main/ledger/balance-rounds.ts';
import { BALANCES_NOW } from '../../main/ledger/balances-now.ts';
import type { Writing } from '../../main/ledger/journal.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { headOn } from '../../main/operations/desk.ts';
import {
  accountRow,
  done,
  open,
  TABLE_CHECKS,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';

const ACCOUNTS = 1200;
/** Postings of one commit: among them more than a round takes, and fewer than are told of. */
const SIZES = [1, 7, 300, 2000, 5000, ROUND_POSTINGS + 1];

type Row = { account: bigint; last_posting: bigint; is_behind: bigint } & Record<string, bigint>;

function world(t: Parameters<typeof testDesk>[0], accounts: number): TestDesk {
  const on = testDesk(t);
  const rows = Array.from({ length: accounts }, (_, at) => accountRow(`c${at}`, '9,000,000.00'));
  open(on, rows);
  return on;
}

/** Books `count` postings between customers drawn by chance. */
function book(on: TestDesk, w: Writing, chance: Seeded, count: number): void {
  const { journal, accounts } = on.book();
  const customers = accounts.all().filter(({ kind }) => kind === 'customer');
  const head = headOn('2026-11-26', 'A2', { batch: 0, payment: 0 });
  for (let made = 0; made < count; made += 1) {
    const from = chance.int(customers.length);
    const to = (from + 1 + chance.int(customers.length - 1)) % customers.length;
    const posting = {
      debitAccount: customers[from]?.id ?? 0,
      creditAccount: customers[to]?.id ?? 0,
      amount: { minor: BigInt(1 + chance.int(50)), currency: 'EUR' },
    };
    if (chance.int(4) > 0) done(journal.post(w, head, [posting]));
    else journal.resolve(w, head, done(journal.hold(w, head, [posting])), 'post_hold');
  }
}

function deed(on: TestDesk, chance: Seeded, count: number, fails = false): Result<unknown> {
  const call = { deed: 'correctEntry', submissionId: on.newId(), input: [] } as const;
  return on.book().perform<Record<string, number>, never>(call, on.context(), (w) => {
    book(on, w, chance, count);
    if (fails) throw new Error('undone');
    return ok({});
  });
}

/** The file says of every account what memory does; answers how many rows are behind. */
function compare(on: TestDesk): number {
  const { db, balances } = on.book();
  const rows = db.prepare<[], Row>(`SELECT * FROM ${BALANCES_NOW} ORDER BY account`).all();
  const inMemory = rows.map(({ account }) => {
    const { debitsPending, debitsPosted, creditsPending, creditsPosted } = balances.balance(
      Number(account),
    );
    const last = BigInt(balances.lastPosting(Number(account)));
    return [debitsPending, debitsPosted, creditsPending, creditsPosted, last];
  });
  const onDisk = rows.map((row) =>
    ['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted', 'last_posting'].map(
      (column) => row[column],
    ),
  );
  assert.equal(rows.length, balances.count);
  assert.deepEqual(onDisk, inMemory);
  return rows.filter((row) => row.is_behind === 1n).length;
}

/** Postings since all rows were written, as the file says. */
function unwritten(on: TestDesk): number {
  const sql = 'SELECT (SELECT max(id) FROM postings) - posting FROM balances_written';
  return Number(on.book().db.prepare<[], bigint>(sql).pluck().get());
}

function assertProven(on: TestDesk): void {
  const { checks } = audit({ db: on.book().db, writes: false });
  const broken = checks.filter(({ ok: isOk, name }) => !isOk && !TABLE_CHECKS.includes(name));
  assert.deepEqual(broken, []);
}

test('many accounts: the file is right after every commit and never far behind', (t) => {
  const on = world(t, ACCOUNTS);
  const chance = seeded(11);
  let mostBehind = 0;
  for (let step = 0; step < 24; step += 1) {
    const size = chance.pick(SIZES);
    const kind = chance.int(5);
    if (kind === 0) assert.throws(() => deed(on, chance, Math.min(size, 2000), true), /undone/);
    else if (kind === 1) {
      const part = Math.min(size, 2000);
      const settled = on
        .book()
        .together([
          () => deed(on, chance, part),
          () => deed(on, chance, part, true),
          () => deed(on, chance, part),
        ]);
      assert.deepEqual(
        settled.map((each) => each.done),
        [true, false, true],
      );
    } else done(deed(on, chance, size));
    if (kind === 2) on.reopen();
    mostBehind = Math.max(mostBehind, compare(on));
    assert.ok(unwritten(on) <= 3 * ROUND_POSTINGS, `${unwritten(on)} postings behind`);
  }
  assert.ok(mostBehind > 0, 'rows were behind at some time');
  assertProven(on);
  for (let commits = 0; compare(on) > 0; commits += 1) {
    assert.ok(commits < 20, 'small commits write what is left');
    done(deed(on, chance, 1));
  }
  on.close();
  const report = verifyBook(on.book().file);
  assert.deepEqual(
    report.checks.filter((check) => !check.ok),
    [],
  );
});

test('an edit in a row that is behind, or in up to where rows are written, is found', (t) => {
  const on = world(t, ACCOUNTS);
  const chance = seeded(12);
  done(deed(on, chance, 3000));
  done(deed(on, chance, 3000));
  assert.ok(compare(on) > 0);
  const { db } = on.book();
  const behind = `(SELECT account FROM ${BALANCES_NOW} WHERE is_behind = 1 LIMIT 1)`;
  db.exec('DROP TRIGGER balances_written_no_delete');
  for (const sql of [
    `UPDATE balances SET credits_posted = credits_posted + 1 WHERE account = ${behind}`,
    `UPDATE balances SET last_posting = last_posting + 1 WHERE account = ${behind}`,
    `UPDATE balances SET last_posting = 0 WHERE account = ${behind}`,
    'UPDATE balances_written SET posting = posting + 1',
    'UPDATE balances_written SET posting = (SELECT max(id) FROM postings)',
    `UPDATE balances_written SET (posting, entry) =
       (SELECT first_posting + posting_count - 1, id FROM entries ORDER BY id DESC LIMIT 1)`,
    'DELETE FROM balances_written',
  ]) {
    db.exec('SAVEPOINT edit');
    db.exec(sql);
    const { checks } = audit({ db, writes: false });
    const broken = checks.filter(({ ok: isOk, name }) => !isOk && !TABLE_CHECKS.includes(name));
    assert.ok(broken.length > 0, sql);
    db.exec('ROLLBACK TO edit; RELEASE edit');
  }
});
