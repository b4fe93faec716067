// Goal: the index in memory says exactly what the book says, whatever is asked and however the
// book grew meanwhile. Method: books grown from seeds, commit by commit; after each commit, random
// questions are answered by the index, by the SQL that stands in for it, and by a naive filter and
// sort over every row; all must agree, page by page up to the last row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exponentForReading } from '../../main/domain/currencies.ts';
import { SHOWN_AS, SHOWN_STATUSES } from '../../main/domain/disclosure.ts';
import { maskAccount, maskText, toldForm } from '../../main/domain/masked.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../main/domain/payment-status.ts';
import { STATUSES_OF_TERM, WORKLISTS } from '../../main/domain/worklists.ts';
import type { Book } from '../../main/ledger/book.ts';
import type { QueueFilter, QueueSort } from '../../main/ledger/queue-question.ts';
import { QueueReader } from '../../main/ledger/queue-reader.ts';
import { readEquation } from '../../main/ledger/read-equation.ts';
import { readPageBySql } from '../../main/ledger/read-queue.ts';
import { testDesk } from '../operations/test-desk.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { grow, growth } from './random-book.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const COMMITS = 25;

type Naive = {
  readonly id: number;
  readonly status: PaymentStatus;
  readonly minor: bigint;
  readonly currency: string;
  readonly account: string;
  readonly executes: string;
  readonly receivedOn: string;
  readonly batch: number;
  readonly texts: readonly string[];
  /** Both ends, whose numbers are masked in every text. */
  readonly accounts: readonly string[];
};

/** Every payment of the book, the newest first. */
function allPayments(book: Book): Naive[] {
  const rows = book.db
    .prepare<[], { [column: string]: unknown }>(
      `SELECT p.*, i.execution_date, i.batch, i.payment_information_id, b.received_on, b.message_id,
         d.account AS debtor_account, d.name AS debtor_name, c.name AS creditor_name,
         c.account AS creditor_account, c.remittance
       FROM payments p JOIN payment_informations i ON i.id = p.payment_information
       JOIN batches b ON b.id = i.batch JOIN debtors d ON d.payment_information = i.id
       JOIN creditors c ON c.payment = p.id ORDER BY p.id DESC`,
    )
    .all();
  return rows.map((row) => {
    const textOf = (column: string): string => String(row[column] ?? '');
    const status = PAYMENT_STATUSES.find((each) => each === row.status);
    assert.ok(status);
    return {
      id: Number(row.id),
      status,
      minor: BigInt(String(row.amount)),
      currency: textOf('currency'),
      account: textOf('debtor_account'),
      executes: textOf('execution_date'),
      receivedOn: textOf('received_on'),
      batch: Number(row.batch),
      accounts: ['debtor_account', 'creditor_account'].map(textOf).filter((each) => each !== ''),
      texts: [
        'end_to_end_id',
        'instruction_id',
        'uetr',
        'creditor_name',
        'creditor_account',
        'remittance',
        'debtor_name',
        'debtor_account',
        'payment_information_id',
        'message_id',
      ].map(textOf),
    };
  });
}

/** ASCII letters alike in both cases, as SQLite's LIKE has it. */
function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isAccount(account: string, { account: asked, told }: QueueFilter): boolean {
  if (asked === undefined) return true;
  return told === true ? maskAccount(account) === toldForm(asked) : account === asked;
}

/** What a search looks at: of whoever may not see accounts, the texts as they are told. */
function textsOf({ texts, accounts }: Naive, { told }: QueueFilter): readonly string[] {
  return told === true ? texts.map((text) => maskText(text, accounts)) : texts;
}

function passes(row: Naive, filter: QueueFilter): boolean {
  const { statuses, worklist, text } = filter;
  if (statuses !== undefined && !statuses.includes(row.status)) return false;
  if (worklist !== undefined) {
    const of: readonly PaymentStatus[] = STATUSES_OF_TERM[worklist];
    if (!of.includes(row.status)) return false;
  }
  return (
    (filter.batchId ?? row.batch) === row.batch &&
    (filter.currency ?? row.currency) === row.currency &&
    isAccount(row.account, filter) &&
    (filter.amountFrom ?? row.minor) <= row.minor &&
    (filter.amountTo ?? row.minor) >= row.minor &&
    (filter.executionFrom ?? row.executes) <= row.executes &&
    (filter.executionTo ?? row.executes) >= row.executes &&
    (filter.receivedOn ?? row.receivedOn) === row.receivedOn &&
    (text === undefined || textsOf(row, filter).some((each) => folded(each).includes(folded(text))))
  );
}

function face(row: Naive): bigint {
  return row.minor * 10n ** BigInt(4 - (exponentForReading(row.currency) ?? 0));
}

/** Below zero when `a` comes before `b` in ascending order. */
function compared(a: Naive, b: Naive, by: QueueSort['by']): number {
  const values = {
    receivedAt: [a.id, b.id],
    amount: [face(a), face(b)],
    executionDate: [a.executes, b.executes],
    status: [PAYMENT_STATUSES.indexOf(a.status), PAYMENT_STATUSES.indexOf(b.status)],
    shownStatus: [
      SHOWN_STATUSES.indexOf(SHOWN_AS[a.status]),
      SHOWN_STATUSES.indexOf(SHOWN_AS[b.status]),
    ],
    debtorAccount: [a.account, b.account],
    toldAccount: [maskAccount(a.account), maskAccount(b.account)],
  } as const satisfies Record<QueueSort['by'], readonly [unknown, unknown]>;
  const [left, right] = values[by];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function naively(rows: readonly Naive[], filter: QueueFilter, sort: QueueSort): number[] {
  const sign = sort.descending ? -1 : 1;
  return rows
    .filter((row) => passes(row, filter))
    .sort((a, b) => sign * compared(a, b, sort.by))
    .map(({ id }) => id);
}

function anyFilter(chance: Seeded): QueueFilter {
  const some = <T>(value: () => T): [] | [T] => (chance.int(4) === 0 ? [value()] : []);
  const filter: { -readonly [part in keyof QueueFilter]: QueueFilter[part] } = {};
  for (const first of some(() => chance.int(PAYMENT_STATUSES.length))) {
    filter.statuses = PAYMENT_STATUSES.slice(first, first + chance.int(6));
  }
  for (const each of some(() => chance.pick(WORKLISTS))) filter.worklist = each;
  for (const each of some(() => 1 + chance.int(8))) filter.batchId = each;
  for (const each of some(() => chance.pick(['EUR', 'JPY', 'BHD', 'XAF']))) filter.currency = each;
  for (const each of some(() => chance.pick(['2001', '4711%_\\', 'none']))) filter.account = each;
  for (const each of some(() => BigInt(chance.int(60)))) filter.amountFrom = each;
  for (const each of some(() => 10n ** BigInt(chance.int(30)))) filter.amountTo = each;
  for (const each of some(() => `2026-11-2${chance.int(10)}`)) filter.executionFrom = each;
  for (const each of some(() => `2026-11-2${chance.int(10)}`)) filter.executionTo = each;
  for (const each of some(() => '2026-11-25')) filter.receivedOn = each;
  const texts = [
    'inv-1',
    'FERRUM',
    '%',
    '_',
    '\\',
    '张',
    'åsa',
    'msg-',
    'PMT-1',
    'nowhere',
    '•••• ',
    '20',
    '0190B6',
  ];
  for (const each of some(() => chance.pick(texts))) filter.text = each;
  for (const each of some(() => true)) filter.told = each;
  return filter;
}

const SORTS = [
  'receivedAt',
  'amount',
  'executionDate',
  'status',
  'shownStatus',
  'debtorAccount',
  'toldAccount',
] as const;

/** All pages of a question, one after another. */
function pages(queue: QueueReader, filter: QueueFilter, sort: QueueSort, limit: number): number[] {
  const ids: number[] = [];
  for (;;) {
    const page = queue.page({ filter, sort, offset: ids.length, limit });
    assert.equal(page.complete, true);
    assert.equal(page.offset, ids.length);
    ids.push(...page.rows.map((row) => row.paymentId));
    if (ids.length >= page.total || page.rows.length === 0) {
      assert.equal(ids.length, page.total, 'the last row is reached');
      return ids;
    }
  }
}

for (const seed of SEEDS) {
  test(`the index agrees with the book while it grows, seed ${seed}`, (t) => {
    const on = testDesk(t, seed);
    const chance = seeded(seed);
    const growing = growth(on, chance);
    for (let early = 0; early < 5; early += 1) grow(growing);
    const queue = new QueueReader({ db: on.book().db, writes: false });
    assert.equal(queue.complete, false);
    queue.loadSlice();
    grow(growing);
    while (queue.loadSlice());
    for (let commit = 0; commit < COMMITS; commit += 1) {
      grow(growing);
      const rows = allPayments(on.book());
      for (let asked = 0; asked < 8; asked += 1) {
        const filter = asked === 0 ? {} : anyFilter(chance);
        const sort = { by: chance.pick(SORTS), descending: chance.int(2) === 0 };
        const expected = naively(rows, filter, sort);
        const what = JSON.stringify([filter, sort], (_, v) => (typeof v === 'bigint' ? `${v}` : v));
        const limit = 1 + chance.int(40);
        assert.deepEqual(pages(queue, filter, sort, limit), expected, what);
        assertSqlAgrees(on.book(), rows, filter, what);
      }
      assertEquationAddsUp(on.book(), queue);
    }
  });
}

function assertSqlAgrees(book: Book, rows: readonly Naive[], filter: QueueFilter, what: string) {
  const sort = { by: 'amount', descending: false } as const;
  const newest = { by: 'receivedAt', descending: true } as const;
  const expected = naively(rows, filter, newest);
  const page = readPageBySql({ db: book.db, writes: false }, { filter, sort, offset: 2, limit: 7 });
  assert.equal(page.total, expected.length, what);
  assert.equal(page.complete, false);
  assert.deepEqual(
    page.rows.map((row) => row.paymentId),
    expected.slice(2, 9),
    what,
  );
}

/** Received = the sum of all terms, and every term is the number of rows its filter opens. */
function assertEquationAddsUp(book: Book, queue: QueueReader): void {
  const sort = { by: 'receivedAt', descending: true } as const;
  const count = (filter: QueueFilter) => queue.page({ filter, sort, offset: 0, limit: 1 }).total;
  for (const day of [{}, { receivedOn: '2026-11-25' }]) {
    const { currencies } = readEquation({ db: book.db, writes: false }, day);
    for (const {
      currency,
      received,
      settled,
      rejected,
      returned,
      inDoubt,
      waiting,
    } of currencies) {
      const terms = [settled, rejected, returned, inDoubt, ...Object.values(waiting)];
      const sum = { payments: 0, amount: 0n };
      for (const term of terms) {
        sum.payments += term.payments;
        sum.amount += term.amount;
      }
      assert.deepEqual(sum, received, currency);
      const within = { ...day, currency };
      assert.equal(count(within), received.payments);
      assert.equal(count({ ...within, statuses: STATUSES_OF_TERM.settled }), settled.payments);
      assert.equal(count({ ...within, statuses: STATUSES_OF_TERM.rejected }), rejected.payments);
      assert.equal(count({ ...within, statuses: STATUSES_OF_TERM.in_doubt }), inDoubt.payments);
      for (const worklist of WORKLISTS) {
        assert.equal(count({ ...within, worklist }), waiting[worklist]?.payments ?? 0, worklist);
      }
    }
  }
}
