// Goal: a day closes as scenario 25 says, with its exact amounts: what stands open is named with its
// owner and carried by name, a break needs a reason and a second person, foreign positions are
// valued, and then nothing more is booked in that day. Statements and balances of any day and
// instant agree with the postings. Method: the demo bank's book over two days; every refusal of the
// deed is reached in its order; the verifier reads a copy.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { readStandingWork } from '../../main/ledger/read-day.ts';
import { readBalancesAt, readStatement } from '../../main/ledger/read-statement.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { closeDay } from '../../main/operations/close-day.ts';
import { explainBreak } from '../../main/operations/explain-break.ts';
import { book, demoBank, idOf, stands, take, tell, written } from './ledger-events.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

const D = '2026-11-26';
const NEXT = '2026-11-27';
const DAY_MS = 86_400_000;
const USD = [{ currency: 'USD', rate: '1.0825' }] as const;
const BEN = localActor('ben');

type Asked = {
  readonly day?: string;
  readonly rates?: readonly { readonly currency: string; readonly rate: string }[];
  readonly carried?: readonly string[];
};

function close(on: TestDesk, { day = D, rates = USD, carried = [] }: Asked = {}) {
  const input = { submissionId: on.newId(), day, rates, carried, remark: '' };
  return closeDay(on.desk(), input, on.context());
}

/** One unknown instant of 240.00, 4,200.00 unapplied, and one break without a reason. */
function evening(t: Pick<TestContext, 'after'>): TestDesk {
  const on = demoBank(t);
  const chen = { accounts: { customer: '2003' }, payment: 1, rail: 'instant' } as const;
  const order = { ...chen, amounts: { principal: '240.00', fee: '0.35' } } as const;
  const funds = take(on, 'A2', 'funds', order);
  take(on, 'B1', 'liquidity', { ...order, holds: { funds } });
  book(on, 'B4', { ...chen, holds: { funds } });
  book(on, 'C4', { amounts: { principal: '4,200.00' }, item: 'payment 2' });
  breakOn(on, '1010');
  return on;
}

function breakOn(on: TestDesk, number: string): void {
  const call = { deed: 'bookEvent', submissionId: on.newId(), input: [number] } as const;
  done(
    on.book().perform<{ breakId: number }, never>(call, on.context(), (w) => {
      const about = { cycle: 0, account: idOf(on, number), owner: 'reconciler', openedOn: D };
      const found = { kind: 'charge', ...about, currency: 'EUR', expected: 0n, advised: -1_800n };
      return { ok: true, value: { breakId: on.book().breaks.add(w, found) } };
    }),
  );
}

test('scenario 25: day close with a rail that never sleeps', (t) => {
  const on = evening(t);
  const named = refused(close(on));
  assert.deepEqual(named, {
    code: 'day_has_blockers',
    count: 3,
    blockers: [
      'payment_unknown: payment 1 (supervisor)',
      'break_unexplained: break 1 (reconciler)',
      'item_unapplied: 2210 payment 2 (supervisor)',
    ],
  });
  const reason = { submissionId: on.newId(), breakId: 1, reason: 'charge', second: BEN };
  done(explainBreak(on.desk(), reason, on.context()));
  // While D closes, what the rail settles on D+1 is booked in D+1.
  const eva = { accounts: { customer: '2005' }, payment: 3, rail: 'instant' } as const;
  on.now += DAY_MS;
  const early = { ...eva, amounts: { principal: '1,500.00' }, booking: NEXT, settlement: NEXT };
  book(on, 'C4', { ...early, item: 'payment 3' });
  book(on, 'C5.credited', { ...early, item: 'payment 3' });
  on.now -= DAY_MS;
  const carried = ['payment 1', '2210 payment 2'];
  const head = on.book().chainHead();
  const closed = done(close(on, { carried }));
  assert.deepEqual(closed, {
    day: D,
    revaluation: '-32076',
    entryId: closed.entryId,
    carried: 2,
    chainHead: head.digest.toString('hex'),
    chainCount: head.sequence,
  });
  assert.equal(stands(on, '3010'), '-138,568.13');
  assert.equal(stands(on, '4030'), '-320.76');
  assertSound(on, 'closed');

  // Then no entry can be booked in D; a return dated D books in D+1 with value date D.
  const late = { ...eva, amounts: { returned: '40.00' }, item: 'payment 4' } as const;
  assert.equal(refused(tell(on, 'B10', { ...late, booking: D })).code, 'day_is_closed');
  book(on, 'B10', { ...late, value: D, settlement: D });
  const { db } = on.book();
  const last = db
    .prepare<[], [string, string]>(
      'SELECT booking_date, value_date FROM entries ORDER BY id DESC LIMIT 1',
    )
    .raw()
    .get();
  assert.deepEqual(last, [NEXT, D]);

  // Balances of D are those of the postings up to D, whatever was booked in D+1 meanwhile.
  const day = readStatement(db, { account: '2005', currency: 'EUR', day: D, offset: 0 });
  assert.deepEqual([day?.final, written(day?.closing ?? 0n)], [true, '2,150.75']);
  const after = readStatement(db, { account: '2005', currency: 'EUR', day: NEXT, offset: 0 });
  assert.deepEqual(
    [after?.final, written(after?.opening ?? 0n), written(after?.closing ?? 0n)],
    [false, '2,150.75', '3,690.75'],
  );
  assert.deepEqual(
    after?.entries.map(({ event, amount, valueDate }) => [event, written(amount), valueDate]),
    [
      ['C5', '1,500.00', NEXT],
      ['B10', '40.00', D],
    ],
  );
  assertSound(on, 'the next day');
  verifies(on);
});

/** The printed head is one that a copy of the book passes through. */
function verifies(on: TestDesk): void {
  const { sequence, digest } = on.book().chainHead();
  const { file } = on.book();
  on.close();
  const copy = join(file, '..', 'copy.db');
  copyFileSync(file, copy);
  const verdict = verifyBook(copy, { head: digest.toString('hex'), count: sequence });
  assert.deepEqual(
    verdict.checks.filter(({ ok }) => !ok),
    [],
  );
}

test('every refusal of the close, in its order', (t) => {
  const on = evening(t);
  const reason = { submissionId: on.newId(), breakId: 1, reason: 'charge', second: BEN };
  done(explainBreak(on.desk(), reason, on.context()));
  const carried = ['payment 1', '2210 payment 2'];
  const cases: readonly (readonly [Asked, string])[] = [
    [{ day: NEXT, carried: ['nothing'] }, 'day_has_not_begun'],
    [{ carried: ['nothing'], rates: [] }, 'carried_item_unknown'],
    [{ carried: ['payment 1'], rates: [] }, 'day_has_blockers'],
    [{ carried, rates: [{ currency: 'USD', rate: '1,08' }] }, 'rate_unreadable'],
    [{ carried, rates: [{ currency: 'USD', rate: '0.00' }] }, 'rate_unreadable'],
    [{ carried, rates: [...USD, ...USD] }, 'rate_unreadable'],
    [{ carried, rates: [{ currency: 'GBP', rate: '0.85' }] }, 'rate_missing'],
  ];
  for (const [asked, code] of cases) assert.equal(refused(close(on, asked)).code, code);
  on.now += DAY_MS;
  book(on, 'C4', { amounts: { principal: '1.00' }, item: 'payment 9' });
  const all = [...carried, '2210 payment 9'];
  const skipping = close(on, { day: NEXT, carried: all });
  assert.deepEqual(refused(skipping), { code: 'earlier_day_is_open', day: D });
  done(close(on, { carried: all }));
  assert.equal(refused(close(on, { carried: all })).code, 'day_already_closed');
  done(close(on, { day: NEXT, carried: all }));
  assert.deepEqual(on.book().days.open(), []);
  on.reopen();
  assert.equal(on.book().days.lastClosed, NEXT);
  assertSound(on);
});

test('a break is explained by two, and only one that is there', (t) => {
  const on = evening(t);
  const explain = (change: object) => {
    const input = { submissionId: on.newId(), breakId: 1, reason: 'charge', second: BEN };
    return explainBreak(on.desk(), { ...input, ...change }, on.context());
  };
  const cases: readonly (readonly [object, string])[] = [
    [{ breakId: 2, reason: '' }, 'break_unknown'],
    [{ reason: ' ', second: null }, 'reason_required'],
    [{ second: null }, 'second_person_required'],
    [{ second: on.actor }, 'second_person_must_differ'],
    [{ second: { ...BEN, roles: ['submitter'] } }, 'signer_not_permitted'],
  ];
  for (const [change, code] of cases) assert.equal(refused(explain(change)).code, code);
  assert.equal(readStandingWork(on.book().db).length, 3);
  done(explain({}));
  assert.deepEqual(
    readStandingWork(on.book().db).map(({ kind }) => kind),
    ['payment_unknown', 'item_unapplied'],
  );
});

test('balances as of any instant are those that stood then', (t) => {
  const on = demoBank(t);
  const then = on.now + 60_000;
  on.now += 120_000;
  const all = { offset: 0, limit: 500 } as const;
  const before = readBalancesAt(on.book().db, { at: null, ...all });
  const chen = { accounts: { customer: '2003' }, payment: 1, rail: 'instant' } as const;
  const order = { ...chen, amounts: { principal: '240.00', fee: '0.35' } } as const;
  const funds = take(on, 'A2', 'funds', order);
  const liquidity = take(on, 'B1', 'liquidity', { ...order, holds: { funds } });
  book(on, 'B2', { ...chen, holds: { funds, liquidity } });
  const now = readBalancesAt(on.book().db, { at: null, ...all });
  const was = readBalancesAt(on.book().db, { at: then, ...all });
  const told = before.accounts.map(({ account }) => account);
  const same = was.accounts.filter(({ account }) => told.includes(account));
  assert.deepEqual(same, before.accounts);
  for (const { totals } of [now, was]) {
    for (const sums of totals) {
      assert.equal(sums.debitsPosted, sums.creditsPosted);
      assert.equal(sums.debitsPending, sums.creditsPending);
    }
  }
  const page = readBalancesAt(on.book().db, { at: then, offset: 2, limit: 3 });
  assert.deepEqual(page.accounts, was.accounts.slice(2, 5));
  assert.equal(page.accountCount, was.accountCount);
  const chenNow = now.accounts.find(({ account }) => account === '2003');
  assert.equal(chenNow?.debitsPosted, 24_035n);
});

test('an account is blocked, opened again and closed, and what it may do follows', (t) => {
  const on = demoBank(t);
  const set = (account: string, status: 'open' | 'debit_blocked' | 'closed') => {
    const input = { submissionId: on.newId(), account, currency: 'EUR', status };
    return changeAccount(on.desk(), input, on.context());
  };
  const pay = () => {
    const accounts = { payer: '2006', payee: '2002' };
    return tell(on, 'F1.reserved', { accounts, amounts: { principal: '1.00' }, payment: 1 });
  };
  done(set('2006', 'debit_blocked'));
  on.reopen();
  assert.equal(refused(pay()).code, 'debit_account_is_blocked');
  done(set('2006', 'open'));
  done(pay());
  assert.equal(refused(set('2006', 'closed')).code, 'account_is_not_empty');
  assert.equal(refused(set('2006', 'open')).code, 'account_status_is_that');
  assert.equal(refused(set('nobody', 'open')).code, 'account_unknown');
  done(set('9990', 'closed'));
  assert.equal(refused(set('9990', 'open')).code, 'account_is_closed');
  assertSound(on);
});
