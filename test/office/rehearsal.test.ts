// Goal: a rehearsal says exactly what submitting the file then does, changes nothing, can be
// stopped, and there are never too many at once.
// Method: files from a seed in which everything happens (payees of this book, repeats of an earlier
// file, unknown debtors, too little money, batch booking over several epochs, all kinds of dates,
// two currencies, review and rail limits, policies) are rehearsed, then really submitted to the
// same engine; the rehearsal is compared whole with what the book's tables say afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { REHEARSALS_MAX, rehearseBatch } from '../../main/office/rehearsal.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import type { Item } from '../../preload/contract/contract.ts';
import { contract } from '../../preload/contract/contract.ts';
import { chance } from '../fixtures/chance.ts';
import { outsideParty, ownIban } from '../fixtures/parties.ts';
import { accountRow, done, dump, open } from '../operations/test-desk.ts';
import { type MixedOptions, mixedAccounts, mixedFile, plainFile } from './mixed-files.ts';
import { type OfficeBench, officeBench } from './office-bench.ts';

type Rehearsal = Extract<Item<'rehearseBatch'>, { kind: 'rehearsal' }>['rehearsal'];

async function items(
  bench: OfficeBench,
  hash: string,
  signal = new AbortController().signal,
): Promise<Item<'rehearseBatch'>[]> {
  const all: Item<'rehearseBatch'>[] = [];
  for await (const item of rehearseBatch(bench, hash, signal)) {
    all.push(contract.rehearseBatch.item.parse(item));
  }
  return all;
}

async function rehearsed(bench: OfficeBench, hash: string): Promise<Rehearsal> {
  const last = (await items(bench, hash)).at(-1);
  assert.ok(last?.kind === 'rehearsal');
  return last.rehearsal;
}

/** One line per payment information, outcome and currency, in order. */
function told(rehearsal: Rehearsal): string[] {
  return rehearsal.perPaymentInformation
    .flatMap((block) =>
      block.outcomes.flatMap(({ status, reasonCode, reason, sums }) =>
        sums.map(({ currency, minor }) => {
          const terms = `${block.requestedExecutionDate} ${block.executionDate} ${block.dateReason}`;
          const why = `${terms} ${block.batchBooking} ${block.debtorAccount} ${block.debtorName}`;
          const outcome = `${status} ${reasonCode} ${reason} ${currency} ${minor}`;
          return `${block.paymentInformationId} ${why} ${outcome}`;
        }),
      ),
    )
    .sort();
}

/** The same of what really happened. */
function happened(bench: OfficeBench, batch: number): string[] {
  const rows = bench.on.book().db.prepare<[number, number], { [column: string]: unknown }>(
    `SELECT i.payment_information_id AS id, i.requested_execution_date AS requested,
       i.execution_date AS executes, i.date_reason AS moved, i.batch_booking AS booked,
       d.account, d.name, p.status, p.reason_code AS code, p.reason, p.currency,
       sum(p.amount) AS amount
     FROM payments p JOIN payment_informations i ON i.id = p.payment_information
     JOIN debtors d ON d.payment_information = i.id
     WHERE p.id >= ? AND p.id < ?
     GROUP BY i.id, p.status, p.reason_code, p.reason, p.currency`,
  );
  return rows
    .all(paymentId(batch, 0), paymentId(batch + 1, 0))
    .map((row) => {
      const terms = `${row.requested} ${row.executes} ${row.moved}`;
      const why = `${terms} ${row.booked === 1n} ${row.account} ${row.name}`;
      const outcome = `${row.status} ${row.code} ${row.reason} ${row.currency} ${row.amount}`;
      return `${row.id} ${why} ${outcome}`;
    })
    .sort();
}

/** Per status, reason and currency over the whole batch: `status code reason currency n`. */
function totals(bench: OfficeBench, batch: number): string[] {
  const rows = bench.on.book().db.prepare<[number, number], { [column: string]: unknown }>(
    `SELECT status, reason_code AS code, reason, count(*) AS n FROM payments
     WHERE id >= ? AND id < ? GROUP BY status, reason_code, reason`,
  );
  return rows
    .all(paymentId(batch, 0), paymentId(batch + 1, 0))
    .map((row) => `${row.status} ${row.code} ${row.reason} ${row.n}`)
    .sort();
}

/** Fees held for a batch, per currency. */
function feesHeld(bench: OfficeBench, batch: number): string[] {
  const rows = bench.on.book().db.prepare<[number], { currency: string; fees: bigint }>(
    `SELECT p.currency, sum(p.amount) AS fees FROM postings p JOIN entries e ON e.id = p.entry
     JOIN accounts a ON a.id = p.credit_account
     WHERE e.batch = ? AND p.layer = 'hold' AND a.kind = 'income' GROUP BY p.currency`,
  );
  return rows.all(batch).map(({ currency, fees }) => `${fees} ${currency}`);
}

function acceptedOf(bench: OfficeBench, batch: number) {
  const rows = bench.on
    .book()
    .db.prepare<[number], { currency: string; payments: bigint; amount: bigint }>(
      `SELECT currency, payments, amount FROM batch_totals
     WHERE batch = ? AND status = 'accepted' AND payments > 0 ORDER BY currency`,
    );
  return rows.all(batch).map(({ currency, payments, amount }) => ({
    currency,
    cycleId: null,
    settlementDate: '2026-11-26',
    payments: Number(payments),
    amount,
  }));
}

/** Accounts and a policy of the seed; half of the seeds refuse past dates, half book together. */
function prepare(bench: OfficeBench, seed: number): void {
  open(bench.on, mixedAccounts(seed));
  const policies = {
    'reviewAbove:EUR': '2500000',
    'railLimit:EUR': '3800000',
    'fileItemFee:USD': String(chance(seed, 0, 'fee') % 3),
    pastExecutionDate: seed % 2 === 0 ? 'refuse' : 'move',
    batchBookingDefault: seed % 3 === 0 ? 'true' : 'false',
  };
  for (const [name, value] of Object.entries(policies)) {
    done(
      setPolicy(bench.desk, { submissionId: bench.on.newId(), name, value }, bench.on.context()),
    );
  }
  bench.engine.reload();
}

function mixed(seed: number, messageId: string, blocks: number): MixedOptions {
  return { seed, messageId, blocks, transactions: 2_600, repeated: 300 };
}

test('a rehearsal equals what really happens afterwards', async (t) => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 6; seed += 1) {
    const bench = officeBench(t, seed);
    prepare(bench, seed);
    await bench.take(await bench.keep(mixedFile(mixed(seed, 'FIRST', 7))));
    const hash = await bench.keep(mixedFile(mixed(seed, 'SECOND', 3 + seed * 4)));
    const before = dump(bench.on.book());
    const rehearsal = await rehearsed(bench, hash);
    assert.deepEqual(dump(bench.on.book()), before, 'a rehearsal writes nothing');
    const batch = await bench.take(hash);
    assert.deepEqual(told(rehearsal), happened(bench, batch), `seed ${seed}`);
    const outcomes = rehearsal.outcomes.map(
      ({ status, reasonCode, reason, payments }) => `${status} ${reasonCode} ${reason} ${payments}`,
    );
    assert.deepEqual([...outcomes].sort(), totals(bench, batch), `seed ${seed}`);
    const fees = rehearsal.fees.map(({ minor, currency }) => `${minor} ${currency}`);
    assert.deepEqual(fees, feesHeld(bench, batch), `seed ${seed}`);
    assert.deepEqual(rehearsal.cycles, acceptedOf(bench, batch), `seed ${seed}`);
    assert.equal(rehearsal.transactions, 2_600);
    assert.equal(rehearsal.businessDate, '2026-11-26');
    for (const { status, reasonCode } of rehearsal.outcomes) seen.add(`${status} ${reasonCode}`);
  }
  // The comparison says something only where all of this came up.
  for (const outcome of [
    'accepted null',
    'settled null',
    'warehoused null',
    'in_review AM14',
    'in_review AM05',
    'in_repair AC01',
    'in_repair AC03',
    'in_repair AC09',
    'rejected AM04',
    'rejected AM13',
    'rejected DT01',
  ]) {
    assert.ok(seen.has(outcome), `${outcome} came up: ${[...seen].join(', ')}`);
  }
});

test('money that arrives on us may be spent by a later payment of the same file', async (t) => {
  const bench = officeBench(t);
  const [rich, poor, outside] = [ownIban(1), ownIban(2), outsideParty(1, 1).iban];
  open(bench.on, [accountRow(rich, '1,000.00'), accountRow(poor, '0.00')]);
  bench.engine.reload();
  const hash = await bench.keep(
    plainFile('CHAIN', [
      { from: rich, payments: [[poor, '100.00']] },
      {
        from: poor,
        payments: [
          [outside, '60.00'],
          [outside, '60.00'],
          [outside, '39.90'],
        ],
      },
    ]),
  );
  const rehearsal = await rehearsed(bench, hash);
  assert.deepEqual(rehearsal.outcomes, [
    {
      status: 'accepted',
      reasonCode: null,
      reason: null,
      payments: 2,
      sums: [{ minor: 99_90n, currency: 'EUR' }],
    },
    {
      status: 'settled',
      reasonCode: null,
      reason: null,
      payments: 1,
      sums: [{ minor: 100_00n, currency: 'EUR' }],
    },
    {
      status: 'rejected',
      reasonCode: 'AM04',
      reason: 'insufficient_funds',
      payments: 1,
      sums: [{ minor: 60_00n, currency: 'EUR' }],
    },
  ]);
  assert.deepEqual(rehearsal.fees, [{ minor: 10n, currency: 'EUR' }]);
  const batch = await bench.take(hash);
  assert.deepEqual(told(rehearsal), happened(bench, batch));
});

test('what cannot be submitted is refused by its code', async (t) => {
  const bench = officeBench(t);
  const unknown = await items(bench, 'ab'.repeat(32));
  assert.deepEqual(unknown, [{ kind: 'refused', code: 'original_unknown' }]);
  const wrong = mixedFile(mixed(1, 'WRONG', 2)).replace('<NbOfTxs>2600<', '<NbOfTxs>2601<');
  const refused = (await items(bench, await bench.keep(wrong))).at(-1);
  assert.deepEqual(refused, { kind: 'refused', code: 'file_has_refusing_problems' });
});

test('a rehearsal ends when it is stopped, and the next one is not disturbed', async (t) => {
  const bench = officeBench(t);
  prepare(bench, 1);
  const hash = await bench.keep(mixedFile(mixed(1, 'STOPPED', 5)));
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { kind } of rehearseBatch(bench, hash, stop.signal)) {
    seen.push(kind);
    stop.abort();
  }
  assert.deepEqual(seen, ['progress']);
  assert.deepEqual(await items(bench, hash, AbortSignal.abort()), []);
  const rehearsal = await rehearsed(bench, hash);
  const batch = await bench.take(hash);
  assert.deepEqual(told(rehearsal), happened(bench, batch));
});

test('progress never falls and reaches the size of the file', async (t) => {
  const bench = officeBench(t);
  prepare(bench, 2);
  const all = await items(bench, await bench.keep(mixedFile(mixed(2, 'PROGRESS', 5))));
  const steps = all.flatMap((item) => (item.kind === 'progress' ? [item] : []));
  const bytes = steps.map((step) => step.bytes);
  assert.deepEqual(
    bytes,
    [...bytes].sort((a, b) => a - b),
  );
  assert.equal(bytes.at(-1), steps.at(-1)?.size);
  assert.ok(steps.length >= 3);
});

test('so many rehearsals run at once and no more; a place is free again afterwards', async (t) => {
  const bench = officeBench(t);
  prepare(bench, 1);
  const hash = await bench.keep(mixedFile(mixed(1, 'AT-ONCE', 5)));
  const { signal } = new AbortController();
  const begun = Array.from({ length: REHEARSALS_MAX }, () => rehearseBatch(bench, hash, signal));
  const firsts = await Promise.all(begun.map((each) => each.next()));
  assert.deepEqual(
    firsts.map(({ done }) => done),
    firsts.map(() => false),
  );
  await assert.rejects(rehearseBatch(bench, hash, signal).next(), { code: 'too_many_rehearsals' });
  for (const each of begun) await each.return(undefined);
  assert.equal((await rehearsed(bench, hash)).transactions, 2_600);
});
