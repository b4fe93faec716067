// A desk over a new book in a folder of its own, at 10:42 on Thursday 26 November 2026 in Berlin,
// with ids and salts from a seed; and what the tests ask of a book after every step.

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { BookRole } from '../../main/domain/chart-of-accounts.ts';
import type { Context } from '../../main/domain/context.ts';
import { type Actor, localActor } from '../../main/domain/permissions.ts';
import type { Refusal, Result } from '../../main/domain/result.ts';
import { audit } from '../../main/ledger/audit.ts';
import { BALANCES_NOW } from '../../main/ledger/balances-now.ts';
import { type Book, openBook } from '../../main/ledger/book.ts';
import { takeOwnership } from '../../main/ledger/owner-lock.ts';
import { type Desk, deskOf } from '../../main/operations/desk.ts';
import type { AccountRow } from '../../main/operations/open-accounts.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import { chance } from '../fixtures/chance.ts';

/** 10:42 on 26 November 2026 in Berlin, in milliseconds UTC: the day of the demo bank. */
export const THURSDAY_MORNING = Date.UTC(2026, 10, 26, 9, 42);

export const SUPERVISOR = localActor('anna');

export type TestDesk = {
  readonly folder: string;
  /** Milliseconds UTC; a test may move it. */
  now: number;
  actor: Actor;
  /** The desk over the book as it is open now. */
  readonly desk: () => Desk;
  readonly book: () => Book;
  readonly context: () => Context;
  /** A submission id that was not used before. */
  readonly newId: () => string;
  /** Closes the book and opens it again, as a new process would. */
  readonly reopen: () => void;
  readonly close: () => void;
  /** Closes the book for good and leaves it to another owner. */
  readonly leave: () => void;
};

/** A new folder that is gone when the test has ended. */
export function testFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-test-'));
  chmodSync(folder, 0o700);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A desk that owns the book in `folder`, a new one when nobody says, until the test has ended. */
export function testDesk(
  t: Pick<TestContext, 'after'>,
  seed = 1,
  folder = testFolder(t),
  role: BookRole = 'participant',
): TestDesk {
  let made = 0;
  const bytes = (count: number): Uint8Array => {
    made += 1;
    let state = chance(seed, made, 'bytes');
    return Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
  };
  const newId = (): string => {
    made += 1;
    return `id-${String(made).padStart(6, '0')}`;
  };
  const owner = { person: 'anna', shell: 'cli', pid: process.pid, since: THURSDAY_MORNING };
  const ownership = takeOwnership(folder, owner);
  assert.ok(ownership.ok);
  const fresh = { instanceId: `test-${seed}`, now: THURSDAY_MORNING, demo: false, role };
  const open = (): Desk => deskOf(openBook(folder, fresh, bytes));
  let desk = open();
  const close = (): void => desk.book.close();
  let hasLeft = false;
  const leave = (): void => {
    if (hasLeft) return;
    hasLeft = true;
    close();
    ownership.value.release();
  };
  t.after(leave);
  const testDesk: TestDesk = {
    folder,
    now: THURSDAY_MORNING,
    actor: SUPERVISOR,
    desk: () => desk,
    book: () => desk.book,
    context: () => ({ actor: testDesk.actor, now: testDesk.now, ids: { next: newId, bytes } }),
    newId,
    reopen: () => {
      close();
      desk = open();
    },
    close,
    leave,
  };
  return testDesk;
}

/** The value of a deed that was done. */
export function done<V>(result: Result<V>): V {
  if (!result.ok) assert.fail(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** What a deed was refused with. */
export function refused(result: Result<unknown>): Refusal {
  assert.ok(!result.ok, 'the deed was done');
  return result.refusal;
}

/** Minor units of an amount with two decimals, as a person writes it: `982,417.60`. */
export function minor(amount: string): bigint {
  assert.match(amount, /^-?[\d,]+\.\d\d$/);
  return BigInt(amount.replaceAll(',', '').replace('.', ''));
}

/** An account to open; amounts as {@link minor} takes them. */
export function accountRow(
  number: string,
  openingBalance: string,
  terms: Partial<Pick<AccountRow, 'currency' | 'kind' | 'accountLimit' | 'name'>> = {},
): AccountRow {
  const { currency = 'EUR', kind = 'customer', accountLimit = 0n, name = `Name ${number}` } = terms;
  const opening = minor(openingBalance);
  return { number, name, currency, kind, openingBalance: opening, accountLimit, line: 2 };
}

/** Opens accounts and answers how many. */
export function open(on: TestDesk, rows: readonly AccountRow[]): number {
  const input = { submissionId: on.newId(), original: hashLike(on.newId()), rows };
  return done(openAccounts(on.desk(), input, on.context())).opened;
}

/** 32 bytes that stand for the SHA-256 of a file called `name`. */
export function hashLike(name: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => chance(7, at, name) & 0xff);
}

/** Booked balance on the credit side less the debit side, in minor units. */
export function posted(on: TestDesk, number: string, currency = 'EUR'): bigint {
  const account = on.book().accounts.find(number, currency);
  if (account === null) return 0n;
  const { creditsPosted, debitsPosted } = on.book().balances.balance(account.id);
  return creditsPosted - debitsPosted;
}

/** What may still be used of an account, its limit included, in minor units. */
export function available(on: TestDesk, number: string, currency = 'EUR'): bigint {
  const account = on.book().accounts.find(number, currency);
  assert.ok(account !== null, `account ${number} is open`);
  return on.book().balances.funds(account.id);
}

/** Checks that a test breaks which writes entries of its own, beneath the posting table. */
export const TABLE_CHECKS = ['postings_follow_the_table', 'rows_are_booked_by_their_deeds'];

/**
 * The book is sound: every check of the audit passes, both layers balance per currency, and what
 * is in memory is what is on disk. Checks in `besides` are left out.
 */
export function assertSound(on: TestDesk, step = '', besides: readonly string[] = []): void {
  const broken = audit({ db: on.book().db, writes: false }).checks.filter(
    (check) => !check.ok && !besides.includes(check.name),
  );
  assert.deepEqual(broken, [], step);
  assertBalances(on, step);
}

/** Both layers balance per currency, and what is in memory is what is on disk. */
export function assertBalances(on: TestDesk, step = ''): void {
  const { db, balances } = on.book();
  const sums = new Map<string, { posted: bigint; pending: bigint }>();
  const rows = db
    .prepare<[], DiskAccount>(`SELECT * FROM accounts JOIN ${BALANCES_NOW} ON account = id`)
    .all();
  assert.equal(rows.length, balances.count);
  for (const row of rows) {
    assert.deepEqual(balances.balance(Number(row.id)), onDisk(row), `${step} ${row.number}`);
    const sum = sums.get(row.currency) ?? { posted: 0n, pending: 0n };
    sum.posted += row.debits_posted - row.credits_posted;
    sum.pending += row.debits_pending - row.credits_pending;
    sums.set(row.currency, sum);
  }
  for (const [currency, sum] of sums) {
    assert.deepEqual(sum, { posted: 0n, pending: 0n }, `${step} ${currency}`);
  }
}

type DiskAccount = {
  id: bigint;
  number: string;
  currency: string;
  debits_pending: bigint;
  debits_posted: bigint;
  credits_pending: bigint;
  credits_posted: bigint;
};

function onDisk(row: DiskAccount) {
  return {
    debitsPending: row.debits_pending,
    debitsPosted: row.debits_posted,
    creditsPending: row.credits_pending,
    creditsPosted: row.credits_posted,
  };
}

/** Every row of every table as text, by table: two dumps are equal when nothing changed. */
export function dump(book: Book): { [table: string]: string[] } {
  const tables = book.db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const text = (value: unknown): unknown => {
    if (typeof value === 'bigint') return String(value);
    return Buffer.isBuffer(value) ? value.toString('hex') : value;
  };
  return Object.fromEntries(
    tables.map((table) => {
      const rows = book.db.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all();
      return [table, rows.map((row) => JSON.stringify(row.map(text)))];
    }),
  );
}

/** Runs `deed` and asserts that it changed nothing but its own record in the trail. */
export function changesOnlyItsRecord<T>(on: TestDesk, deed: () => T): T {
  const { deeds: before = [], ...rest } = dump(on.book());
  const answer = deed();
  const { deeds: after = [], ...now } = dump(on.book());
  assert.deepEqual(now, rest);
  assert.deepEqual(after.slice(0, -1), before);
  assert.equal(after.length, before.length + 1);
  return answer;
}
