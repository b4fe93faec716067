// Goal: money moves in the journal exactly as the four counters say, a hold is resolved once, a
// correction is booked once, and what was rolled back leaves no trace, in memory or on disk.
// Method: entries are written straight through the journal in deeds of their own on a small book.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import type { Balance, Posting } from '../../main/domain/chart-of-accounts.ts';
import { ok, type Refusal, type Result } from '../../main/domain/result.ts';
import type { Layer } from '../../main/ledger/balances.ts';
import type { EntryHead } from '../../main/ledger/entries.ts';
import type { Writing } from '../../main/ledger/journal.ts';
import {
  accountRow,
  assertSound,
  done,
  dump,
  minor,
  open,
  refused,
  TABLE_CHECKS,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';

const HEAD: EntryHead = {
  event: 'A2',
  batch: 0,
  payment: 0,
  bookingDate: '2026-11-26',
  valueDate: '2026-11-25',
  settlementDate: '2026-11-27',
};

/** Does `work` in a deed of its own and answers the entry it made. */
function write(
  on: TestDesk,
  work: (w: Writing) => Result<number>,
): Result<{ readonly entryId: number }> {
  const call = { deed: 'correctEntry', submissionId: on.newId(), input: [] } as const;
  return on.book().perform<{ entryId: number }, Refusal>(call, on.context(), (w) => {
    const made = work(w);
    return made.ok ? ok({ entryId: made.value }) : made;
  });
}

function posting(on: TestDesk, debit: string, credit: string, amount: string): Posting {
  const id = (number: string): number => {
    const account = on.book().accounts.find(number, 'EUR');
    assert.ok(account !== null);
    return account.id;
  };
  const money = { minor: minor(amount), currency: 'EUR' };
  return { debitAccount: id(debit), creditAccount: id(credit), amount: money };
}

function balance(on: TestDesk, number: string): Balance {
  const account = on.book().accounts.find(number, 'EUR');
  assert.ok(account !== null);
  return on.book().balances.balance(account.id);
}

/** Two customers with 100.00 each, one of them with a limit of 50.00; and a clearing account. */
function smallBook(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('anna', '100.00'),
    accountRow('ben', '100.00', { accountLimit: 5000n }),
    accountRow('4010', '0.00', { kind: 'income' }),
  ]);
  return on;
}

const HUNDRED = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 10_000n };

test('each layer moves its own counters on both ends', (t) => {
  const layers: readonly [Layer, Partial<Balance>, Partial<Balance>][] = [
    ['hold', { debitsPending: 3_000n }, { creditsPending: 3_000n }],
    ['post', { debitsPosted: 3_000n }, { creditsPosted: 3_000n }],
    ['post_hold', { debitsPosted: 3_000n }, { creditsPosted: 3_000n }],
    ['void_hold', {}, {}],
  ];
  for (const [layer, debit, credit] of layers) {
    const on = smallBook(t);
    const { journal } = on.book();
    const postings = [posting(on, 'anna', '4010', '30.00')];
    if (layer === 'post') done(write(on, (w) => journal.post(w, HEAD, postings)));
    else {
      const { entryId } = done(write(on, (w) => journal.hold(w, HEAD, postings)));
      if (layer !== 'hold') done(write(on, (w) => ok(journal.resolve(w, HEAD, entryId, layer))));
    }
    assert.deepEqual(balance(on, 'anna'), { ...HUNDRED, ...debit }, layer);
    const none = { ...HUNDRED, creditsPosted: 0n };
    assert.deepEqual(balance(on, '4010'), { ...none, ...credit }, layer);
    on.reopen();
    assert.deepEqual(balance(on, 'anna'), { ...HUNDRED, ...debit }, `${layer}, opened again`);
  }
});

test('funds are checked when they are held or posted, with the limit and what is pending', (t) => {
  const cases: readonly [string, readonly (readonly [string, string])[], string | null][] = [
    ['exactly what is there', [['anna', '100.00']], null],
    ['one cent more', [['anna', '100.01']], 'anna'],
    ['with the account limit', [['ben', '150.00']], null],
    ['one cent beyond the limit', [['ben', '150.01']], 'ben'],
    [
      'principal and fee together',
      [
        ['anna', '99.96'],
        ['anna', '0.05'],
      ],
      'anna',
    ],
    [
      'the second account is short',
      [
        ['anna', '100.00'],
        ['ben', '150.01'],
      ],
      'ben',
    ],
    ['income is followed, not checked', [['4010', '999,999.00']], null],
  ];
  for (const [name, lines, short] of cases) {
    for (const layer of ['hold', 'post'] as const) {
      const on = smallBook(t);
      const postings = lines.map(([from, amount]) =>
        posting(on, from, from === '4010' ? 'anna' : '4010', amount),
      );
      const before = dump(on.book()).accounts;
      const result = write(on, (w) => on.book().journal[layer](w, HEAD, postings));
      if (short === null) done(result);
      else {
        const account = on.book().accounts.find(short, 'EUR')?.id;
        assert.deepEqual(refused(result), { code: 'insufficient_funds', account }, name);
        assert.deepEqual(dump(on.book()).accounts, before, name);
      }
    }
  }
});

test('pending incoming money cannot be spent', (t) => {
  const on = smallBook(t);
  const { journal } = on.book();
  done(write(on, (w) => journal.hold(w, HEAD, [posting(on, 'ben', 'anna', '80.00')])));
  const spend = write(on, (w) => journal.hold(w, HEAD, [posting(on, 'anna', '4010', '100.01')]));
  assert.equal(refused(spend).code, 'insufficient_funds');
});

test('a hold that fills an account leaves nothing for the next one', (t) => {
  const on = smallBook(t);
  const { journal } = on.book();
  const ask = (amount: string) =>
    write(on, (w) => journal.hold(w, HEAD, [posting(on, 'anna', '4010', amount)]));
  const first = done(ask('60.00'));
  assert.equal(refused(ask('40.01')).code, 'insufficient_funds');
  done(write(on, (w) => ok(journal.resolve(w, HEAD, first.entryId, 'void_hold'))));
  done(ask('100.00'));
});

test('a hold is resolved exactly once, by whoever comes first', (t) => {
  for (const second of ['post_hold', 'void_hold'] as const) {
    for (const others of [0, 1]) {
      const on = smallBook(t);
      const { journal } = on.book();
      const lines = [posting(on, 'anna', '4010', '30.00')];
      const { entryId } = done(write(on, (w) => journal.hold(w, HEAD, lines)));
      // With another hold pending the counters alone would not notice.
      if (others === 1) done(write(on, (w) => journal.hold(w, HEAD, lines)));
      done(write(on, (w) => ok(journal.resolve(w, HEAD, entryId, 'post_hold'))));
      const before = dump(on.book());
      const again = () => write(on, (w) => ok(journal.resolve(w, HEAD, entryId, second)));
      assert.throws(again, others === 0 ? Bug : /UNIQUE constraint failed: entries.resolves/);
      assert.deepEqual(dump(on.book()), before, 'nothing of the second one remains');
      assert.equal(balance(on, 'anna').debitsPosted, 3_000n);
    }
  }
});

test('only a hold is resolved, whole, and the resolver is found', (t) => {
  const on = smallBook(t);
  const { journal } = on.book();
  const lines = [posting(on, 'anna', '4010', '30.00'), posting(on, 'anna', 'ben', '1.00')];
  const { entryId: held } = done(write(on, (w) => journal.hold(w, HEAD, lines)));
  assert.equal(journal.resolverOf(held), 0);
  const { entryId: booked } = done(
    write(on, (w) => ok(journal.resolve(w, HEAD, held, 'post_hold'))),
  );
  assert.equal(journal.resolverOf(held), booked);
  assert.deepEqual(journal.entry(booked).postings, lines);
  assert.throws(() => write(on, (w) => ok(journal.resolve(w, HEAD, booked, 'void_hold'))), Bug);
  assert.throws(() => write(on, (w) => ok(journal.resolve(w, HEAD, 99, 'void_hold'))), Bug);
  assertSound(on, '', TABLE_CHECKS);
});

test('a correction is linked, keeps the value date, and is booked once', (t) => {
  const on = smallBook(t);
  const { journal } = on.book();
  const lines = [posting(on, 'anna', '4010', '30.00')];
  const { entryId } = done(write(on, (w) => journal.post(w, HEAD, lines)));
  const today = { ...HEAD, valueDate: '2026-11-26' };
  const undone = done(write(on, (w) => journal.correct(w, today, entryId)));
  assert.equal(journal.entry(undone.entryId).valueDate, HEAD.valueDate);
  assert.deepEqual(journal.entry(undone.entryId).postings, [posting(on, '4010', 'anna', '30.00')]);
  assert.deepEqual(refused(write(on, (w) => journal.correct(w, today, entryId))), {
    code: 'entry_already_corrected',
    entry: entryId,
  });
  const held = done(write(on, (w) => journal.hold(w, HEAD, lines)));
  assert.equal(
    refused(write(on, (w) => journal.correct(w, today, held.entryId))).code,
    'entry_is_not_booked',
  );
  // What would be taken back was spent meanwhile.
  const given = done(
    write(on, (w) => journal.post(w, HEAD, [posting(on, 'ben', 'anna', '50.00')])),
  );
  done(write(on, (w) => journal.post(w, HEAD, [posting(on, 'anna', '4010', '120.00')])));
  const back = write(on, (w) => journal.correct(w, today, given.entryId));
  assert.equal(refused(back).code, 'insufficient_funds');
});

test('SQL keeps a part of an entry from being undone twice for one payment', (t) => {
  const on = smallBook(t);
  const { journal } = on.book();
  const lines = [posting(on, 'anna', '4010', '30.00')];
  const { entryId } = done(write(on, (w) => journal.post(w, HEAD, lines)));
  const part = (payment: number) =>
    write(on, (w) => {
      const back = [posting(on, '4010', 'anna', '10.00')];
      return journal.postLinked(w, { ...HEAD, payment }, back, entryId);
    });
  done(part(1));
  done(part(2));
  assert.throws(() => part(1), /UNIQUE constraint failed: entries.corrects, entries.payment/);
  assertSound(on, '', TABLE_CHECKS);
});

test('an entry that cannot be balanced cannot be written', (t) => {
  const on = smallBook(t);
  open(on, [accountRow('usd', '5.00', { currency: 'USD' })]);
  const anna = posting(on, 'anna', '4010', '1.00');
  const usd = on.book().accounts.find('usd', 'USD')?.id ?? 0;
  const eur = (minor: bigint) => ({ minor, currency: 'EUR' });
  const wrong: { readonly [name: string]: readonly Posting[] } = {
    'no posting': [],
    'one end': [{ ...anna, creditAccount: anna.debitAccount }],
    'no amount': [{ ...anna, amount: eur(0n) }],
    'a negative amount': [{ ...anna, amount: eur(-1n) }],
    'two currencies': [{ ...anna, creditAccount: usd }],
    'a currency of neither end': [{ ...anna, amount: { minor: 1n, currency: 'USD' } }],
    'an unknown account': [{ ...anna, creditAccount: 999 }],
    'a sum that wraps': [
      {
        ...anna,
        debitAccount: anna.creditAccount,
        creditAccount: anna.debitAccount,
        amount: eur(2n ** 62n),
      },
    ],
  };
  for (const [name, postings] of Object.entries(wrong)) {
    const before = dump(on.book());
    assert.throws(() => write(on, (w) => on.book().journal.post(w, HEAD, postings)), Bug, name);
    assert.deepEqual(dump(on.book()), before, name);
    assertSound(on, name, TABLE_CHECKS);
  }
});

test('what a deed wrote before it failed is undone, and the next one is as if it never was', (t) => {
  const on = smallBook(t);
  const { accounts, balances, journal } = on.book();
  const before = dump(on.book());
  const count = accounts.all().length;
  const failing = () =>
    write(on, (w) => {
      const salt = new Uint8Array(16);
      const late = { number: 'late', currency: 'EUR', name: 'Late', salt } as const;
      const opened = accounts.open(w, { ...late, kind: 'customer', accountLimit: 0n });
      const given = posting(on, 'anna', 'ben', '30.00');
      journal.post(w, HEAD, [given, { ...given, creditAccount: opened.id }]);
      // More than one statement's worth, so that some rows are on disk and some collected.
      for (let at = 0; at < 100; at += 1)
        journal.hold(w, HEAD, [posting(on, 'ben', 'anna', '0.01')]);
      throw new Error('power');
    });
  assert.throws(failing, /power/);
  assert.deepEqual(dump(on.book()), before);
  assert.equal(accounts.find('late', 'EUR'), null);
  assert.equal(accounts.all().length, count);
  assert.equal(balances.count, count);
  assert.deepEqual(balance(on, 'anna'), HUNDRED);
  assertSound(on, '', TABLE_CHECKS);
  const { entryId } = done(
    write(on, (w) => journal.post(w, HEAD, [posting(on, 'anna', 'ben', '30.00')])),
  );
  assert.equal(entryId, 3, 'after the two opening entries');
  assert.equal(open(on, [accountRow('late', '1.00')]), 1);
  assertSound(on, '', TABLE_CHECKS);
});
