// The book that the ledger's bench posts to, through the ledger that every deed uses: funded
// customers, and a mixture of bookings, holds and holds resolved, one deed per epoch.

import { mkdirSync } from 'node:fs';
import type { Posting } from '../../main/domain/chart-of-accounts.ts';
import type { Context } from '../../main/domain/context.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { Fault, ok } from '../../main/domain/result.ts';
import { type Book, openBook } from '../../main/ledger/book.ts';
import { contentHash } from '../../main/ledger/digest.ts';
import type { Writing } from '../../main/ledger/journal.ts';
import { systemIds } from '../../main/office/system.ts';
import { deskOf, headOn } from '../../main/operations/desk.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';

const DAY = '2026-11-26';
const OPENING_BALANCE = 1_000_000_000_000n;
/** Holds that wait before the oldest is resolved: it is an earlier epoch's. */
const HOLDS_WAITING = 2048;

/** Two-ended postings as columns: accounts by id, amounts in minor units of EUR. */
export type PostingColumns = {
  readonly debit: Int32Array;
  readonly credit: Int32Array;
  readonly amount: BigInt64Array;
};

export type LedgerBook = {
  readonly book: Book;
  /** The ids of the customers' accounts. */
  readonly customers: readonly number[];
  readonly context: () => Context;
  /** Holds not yet resolved, oldest first from `resolved` on. */
  readonly holds: number[];
  resolved: number;
  posted: number;
};

/** A new book in `folder` with `accounts` funded customers. */
export function newLedgerBook(folder: string, accounts: number): LedgerBook {
  mkdirSync(folder, { recursive: true });
  const ids = systemIds(() => Date.now());
  const fresh = { instanceId: ids.next(), now: Date.now(), demo: false };
  const book = openBook(folder, fresh, ids.bytes);
  const actor = localActor('bench');
  const context = (): Context => ({ actor, now: Date.now(), ids });
  const rows = Array.from({ length: accounts }, (_, at) => ({
    number: String(at).padStart(10, '0'),
    name: `Customer ${at}`,
    currency: 'EUR',
    kind: 'customer' as const,
    openingBalance: OPENING_BALANCE,
    accountLimit: 0n,
    line: at + 1,
  }));
  const input = { submissionId: ids.next(), original: ids.bytes(32), rows };
  const opened = openAccounts(deskOf(book), input, context());
  if (!opened.ok) throw new Fault('bench_refused', opened.refusal.code);
  const customers = book.accounts.all().filter(({ kind }) => kind === 'customer');
  return {
    book,
    customers: customers.map(({ id }) => id),
    context,
    holds: [],
    resolved: 0,
    posted: 0,
  };
}

/** `count` postings between random customers; with `hot`, every one of them credits that one. */
export function randomPostings(
  customers: readonly number[],
  count: number,
  hot: number | null = null,
): PostingColumns {
  let state = 12_345;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
  const debit = new Int32Array(count);
  const credit = new Int32Array(count);
  const amount = new BigInt64Array(count);
  for (let at = 0; at < count; at += 1) {
    const to = hot ?? draw(customers.length);
    const from = draw(customers.length - 1);
    credit[at] = customers[to] ?? 0;
    debit[at] = customers[from >= to ? from + 1 : from] ?? 0;
    amount[at] = BigInt(1 + draw(100_000));
  }
  return { debit, credit, amount };
}

/**
 * One epoch: the postings from `from` up to `to` as one deed, one link of the chain and one
 * durable commit. Of four, two are booked at once, one is held, and one earlier hold is resolved.
 */
export function commitPostings(
  on: LedgerBook,
  columns: PostingColumns,
  from: number,
  to: number,
): void {
  const context = on.context();
  const call = {
    deed: 'commitEpoch',
    submissionId: context.ids.next(),
    input: inputOf(columns, from, to),
  } as const;
  const done = on.book.perform<{ postings: number }, never>(call, context, (w) => {
    for (let at = from; at < to; at += 1) postOne(on, w, columns, at);
    return ok({ postings: to - from });
  });
  if (!done.ok) throw new Fault('bench_refused', done.refusal.code);
}

/** What the deed's idempotency key binds: every account and amount of the epoch. */
function inputOf({ debit, credit, amount }: PostingColumns, from: number, to: number) {
  return [debit, credit, amount].map((column) => {
    const part = column.subarray(from, to);
    return contentHash(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  });
}

function postOne(on: LedgerBook, w: Writing, columns: PostingColumns, at: number): void {
  const { journal } = on.book;
  on.posted += 1;
  const kind = on.posted % 4;
  const head = headOn(DAY, 'A2', { batch: 1, payment: on.posted });
  if (kind === 0 && on.holds.length - on.resolved > HOLDS_WAITING) {
    const held = on.holds[on.resolved] ?? 0;
    on.resolved += 1;
    journal.resolve(w, head, held, 'post_hold');
    return;
  }
  const posting: Posting = {
    debitAccount: columns.debit[at] ?? 0,
    creditAccount: columns.credit[at] ?? 0,
    amount: { minor: columns.amount[at] ?? 0n, currency: 'EUR' },
  };
  if (kind === 1) on.holds.push(entryOf(journal.hold(w, head, [posting])));
  else entryOf(journal.post(w, head, [posting]));
}

function entryOf(result: ReturnType<Book['journal']['hold']>): number {
  if (result.ok) return result.value;
  throw new Fault('bench_refused', result.refusal.code);
}
