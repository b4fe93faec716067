// The book that the refusals of entries are tried on: accounts of every kind, holds that ended in
// every way, entries to correct, a closed day, and one account whose counters are nearly full.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { MAX_MINOR } from '../../main/domain/money.ts';
import { ok } from '../../main/domain/result.ts';
import { COUNTER_MAX } from '../../main/ledger/balances.ts';
import type { EndOfHold, EntryRequest, NewEntry } from '../../main/ledger/entry-request.ts';
import type { Writing } from '../../main/ledger/journal.ts';
import { accountRow, done, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

const TODAY = '2026-11-26';
export const HEAD = {
  event: 'A2',
  batch: 0,
  payment: 7,
  bookingDate: TODAY,
  valueDate: TODAY,
  settlementDate: TODAY,
};

const ALONE = { linked: false, licensed: false } as const;

export type World = {
  readonly on: TestDesk;
  readonly anna: number;
  readonly ben: number;
  readonly usd: number;
  readonly own: number;
  readonly income: number;
  readonly expense: number;
  readonly closed: number;
  readonly alsoClosed: number;
  readonly blocked: number;
  readonly locked: number;
  readonly full: number;
  /** A pending hold of 30.00 and 5.00; a posted one, a voided one, an expired and a dispatched one. */
  readonly holds: { readonly [name: string]: number };
  /** A booked entry of 10.00 from anna to ben, one that was corrected, one of another value date. */
  readonly booked: { readonly [name: string]: number };
};

export function inDeed<T>(on: TestDesk, work: (w: Writing) => T): T {
  let answer: T | undefined;
  const call = { deed: 'correctEntry', submissionId: on.newId(), input: [] } as const;
  done(
    on.book().perform<{ done: boolean }, never>(call, on.context(), (w) => {
      answer = work(w);
      return ok({ done: true });
    }),
  );
  assert.ok(answer !== undefined);
  return answer;
}

export function world(t: Pick<TestContext, 'after'>): World {
  const on = testDesk(t);
  open(on, [
    accountRow('anna', '100.00'),
    accountRow('ben', '100.00'),
    accountRow('usd', '5.00', { currency: 'USD' }),
    accountRow('1010', '50.00', { kind: 'settlement' }),
    accountRow('4010', '0.00', { kind: 'income' }),
    accountRow('5010', '0.00', { kind: 'expense' }),
    accountRow('gone', '0.00'),
    accountRow('also gone', '0.00'),
    accountRow('stopped', '60.00'),
    accountRow('2230', '40.00', { kind: 'blocked' }),
    accountRow('4020', '0.00', { kind: 'income' }),
  ]);
  const id = (number: string): number => on.book().accounts.withNumber(number)[0]?.id ?? 0;
  const ids = {
    anna: id('anna'),
    ben: id('ben'),
    usd: id('usd'),
    own: id('1010'),
    income: id('4010'),
    expense: id('5010'),
    closed: id('gone'),
    alsoClosed: id('also gone'),
    blocked: id('stopped'),
    locked: id('2230'),
    full: id('4020'),
  };
  const made = inDeed(on, (w) => wrote(w, on, ids));
  return { on, ...ids, ...made };
}

type Ids = Omit<World, 'on' | 'holds' | 'booked'>;

/** The holds and entries that the plants name, and a closed day before today. */
function wrote(w: Writing, on: TestDesk, ids: Ids): Pick<World, 'holds' | 'booked'> {
  const { journal, holds, accounts, closings } = on.book();
  const from = (debitAccount: number, creditAccount: number, minor: bigint) => {
    return { debitAccount, creditAccount, amount: { minor, currency: 'EUR' } };
  };
  const held = () =>
    done(
      journal.hold(w, HEAD, [from(ids.anna, ids.income, 300n), from(ids.anna, ids.income, 50n)]),
    );
  const named = {
    pending: held(),
    posted: held(),
    voided: held(),
    expired: held(),
    dispatched: held(),
  };
  journal.resolve(w, HEAD, named.posted, 'post_hold');
  journal.resolve(w, HEAD, named.voided, 'void_hold');
  journal.resolve(w, HEAD, named.expired, 'expire_hold');
  journal.flush();
  holds.note(w, named.dispatched, 'dispatched', { rail: 'instant', owner: 'supervisor' });
  const move = [from(ids.anna, ids.ben, 1_000n)];
  const booked = done(journal.post(w, HEAD, move));
  const corrected = done(journal.post(w, HEAD, move));
  done(journal.correct(w, HEAD, corrected));
  const later = done(journal.post(w, { ...HEAD, valueDate: '2026-11-20' }, move));
  accounts.setStatus(w, ids.closed, 'closed');
  accounts.setStatus(w, ids.alsoClosed, 'closed');
  accounts.setStatus(w, ids.blocked, 'debit_blocked');
  journal.flush();
  closings.close(w, {
    day: '2026-11-25',
    rates: '',
    revaluation: 0,
    items: [],
    head: on.book().chainHead(),
  });
  fill(w, on, ids);
  return { holds: named, booked: { booked, corrected, later } };
}

/** Brings one account's four counters near the end, without touching any that is checked. */
function fill(
  w: Writing,
  on: TestDesk,
  { expense, full }: { expense: number; full: number },
): void {
  const { journal } = on.book();
  const amount = { minor: MAX_MINOR, currency: 'EUR' };
  const there = { debitAccount: expense, creditAccount: full, amount };
  const back = { debitAccount: full, creditAccount: expense, amount };
  for (let times = 0; times < 4; times += 1) {
    for (const posting of [there, back]) {
      done(journal.post(w, HEAD, [posting]));
      done(journal.hold(w, HEAD, [posting]));
    }
  }
  assert.ok(MAX_MINOR * 5n > COUNTER_MAX);
}

export function newEntry(world: World, change: Partial<NewEntry> = {}): EntryRequest {
  const { anna, ben } = world;
  const amount = { minor: 1_000n, currency: 'EUR' };
  const postings = [{ debitAccount: anna, creditAccount: ben, amount }];
  return { kind: 'post', head: HEAD, postings, corrects: 0, ...ALONE, ...change };
}

export function endOf(world: World, change: Partial<EndOfHold> = {}): EntryRequest {
  const hold = world.holds.pending ?? 0;
  return { kind: 'post_hold', head: HEAD, hold, parts: null, answered: true, ...ALONE, ...change };
}
